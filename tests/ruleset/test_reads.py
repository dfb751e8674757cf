"""What a rule set reads, wherever it stands."""

import pytest

from rule_texts import PLAN, SMALL, rules_of
from starrating.read.rule_file import load_rules
from starrating.ruleset.conditions import IncidentTest, OpinionTest
from starrating.ruleset.reads import FARTHEST, periods_read, sections_of

STEP = 'steps:\n  - {{clause: "6", effect: cap, star: 2, when: {{{when}}}}}\n'


@pytest.mark.parametrize(
    ("more", "periods"),
    [
        ("", 0),
        (STEP.format(when="past: 2, at_most: 1"), 2),
        (STEP.format(when="all: [{past: 1, is: 2}, {not: {any: [{past: 3, is: 1}]}}]"), 3),
        (STEP.format(when="past: 99, at_most: 1"), FARTHEST),
        ("values: [{id: kept, choose: [{when: {past: 4, is: 3}, value: 1}]}]\n", 4),
    ],
)
def test_the_farthest_period_is_found_in_any_condition(more, periods):
    assert periods_read(rules_of(SMALL + more)) == periods


def test_conditions_of_a_kind_are_found_in_their_order():
    plan = load_rules(PLAN)
    assert [test.incident for test in sections_of(plan, IncidentTest)][:3] == [
        "work_disrupted",
        "plan_missed",
        "subject",
    ]
    assert not list(sections_of(plan, OpinionTest))
