"""Facts that cannot be meant are refused at their cell."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from schemes import scheme
from starrating.rating.input_checks import check
from starrating.ruleset.proof import prove
from tables import inputs

FACTS = """
facts:
  - {id: type, title: 类型, values: word, words: [村, 社区], blank: missing}
  - {id: growth, title: 增长, values: number, at_least: 1, at_most: 4, blank: missing}
"""


def found(column: str, value: object) -> list[tuple[str, str]]:
    given = inputs("甲 90")
    given = replace(given, scores=replace(given.scores, columns={column: [value]}))
    problems = check(given, scheme(FACTS))
    return [(problem.code, problem.hint.say("en")) for problem in problems]


@pytest.mark.parametrize(
    ("column", "value"),
    [("type", "村"), ("type", None), ("growth", Decimal(1)), ("growth", Decimal(4)), ("growth", None)],
)
def test_what_the_rule_set_allows_passes(column, value):
    assert found(column, value) == []


@pytest.mark.parametrize(
    ("column", "value", "hint"),
    [
        ("type", "社 区", "Write one of: 社区"),
        ("growth", Decimal("0.99"), "The least is 1."),
        ("growth", Decimal("4.5"), "The most is 4."),
    ],
)
def test_what_it_does_not_allow_is_refused(column, value, hint):
    assert found(column, value) == [("fact-not-allowed", hint)]


@pytest.mark.parametrize("bounds", ["words: [村]", "at_least: 1", "at_most: 1"])
def test_bounds_must_fit_what_a_fact_holds(bounds):
    rules = scheme(f"facts:\n  - {{id: rural, title: 农村, values: yes-no, {bounds}}}\n")
    assert "wrong-bounds" in [flaw.code for flaw in prove(rules)]
