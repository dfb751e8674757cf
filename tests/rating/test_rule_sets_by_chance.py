"""What comes out, and what is said of it, by rule sets that chance puts together and the proof lets through.

`pytest --update-goldens` writes it anew; read in the difference whether it is what the rule set says of the branches.
"""

from functools import partial

import pytest

from chance_rules import made_by_chance, varied
from noted import same_as_noted
from said_of_ratings import said_of
from starrating.errors import InputError, has_errors
from starrating.rating.examples import example_facts, example_inputs, example_past
from starrating.rating.input_checks import check
from starrating.rating.next_star import Known
from starrating.rating.rate import rate
from starrating.ruleset import RuleSet
from starrating.ruleset.examples import ExampleBranch
from starrating.ruleset.proof import prove
from tables import H1

FACTS = (
    {"output": 5, "passed": True, "kind": "生产", "since": "2012-03-01", "start": 3},
    {"output": 60, "passed": False, "kind": "机关", "since": "2013-01-15", "start": 1},
    {"output": 12.5, "passed": True, "kind": "生产", "since": "2009-07-01", "start": 2},
    {"output": 0, "passed": False, "kind": "机关", "since": "2013-06-30", "start": 2},
)
ITEMS = ((40, 30, 30), (38.5, 25, 12), (20, 21, -10), (36, 24, 20))
TOTALS = (100, 75.5, 31, 80)
INCIDENTS = ((), ("late",), ("hurt", "late"), ("late", "late"))
PREVIOUS = (3, 3, None, 1)


def branches_of(rules: RuleSet) -> list[ExampleBranch]:
    """Return four branches with whatever the rule set reads."""
    facts = {fact.id for fact in rules.facts}
    triggers = {trigger.id for trigger in rules.triggers.list} if rules.triggers else set()
    made = []
    for at, name in enumerate("甲乙丙丁"):
        codes = {"rules": ("A1", "A2", "B1"), "workbook": ("学习", "党务"), "total": ()}[rules.criteria.origin]
        items = dict(zip(codes, ITEMS[at], strict=False))
        made.append(
            ExampleBranch.model_validate(
                {
                    "name": name,
                    **({"items": items} if items else {"score": TOTALS[at]}),
                    "facts": {key: value for key, value in FACTS[at].items() if key in facts},
                    "previous_star": PREVIOUS[at],
                    "past": (PREVIOUS[at], 2),
                    "opinions": {"纪检": ("no-objection", "objection", "no-answer", "no-objection")[at]},
                    "incidents": tuple(
                        {"trigger": each, "findings": {"major_loss": True}}
                        for each in INCIDENTS[at]
                        if each in triggers
                    ),
                },
                strict=False,
            )
        )
    return made


@pytest.mark.parametrize("first", range(0, 480, 80))
def test_what_rule_sets_by_chance_give(request, first):
    lines = []
    for seed in range(first, first + 80):
        written, rules, _ = made_by_chance(seed, careful=True)
        if rules is None or has_errors(prove(rules)):
            continue
        branches = branches_of(rules)
        past, before = example_past(branches), example_facts(branches)
        lines += [f"# {seed}", *varied(written)]
        try:
            inputs = example_inputs(branches, rules, H1)
            found = check(inputs, rules)
            lines += [f"{each.severity} {each.code} {each.message.say('en')}" for each in found]
            if has_errors(found):
                continue
            again = partial(rate, inputs, past=past, facts_before=before)
            lines += said_of(again(rules), rules, Known(inputs.opinions, past, before), again)
        except InputError as error:
            lines += [f"{each.code} {each.message.say('en')}" for each in error.problems]
    same_as_noted(f"ratings-{first}", lines, request)
