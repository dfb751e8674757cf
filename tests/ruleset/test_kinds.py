"""Kinds are told apart by a key, and none is built before a rule set has it."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

from rule_texts import SMALL, TRIGGERS
from starrating.formats.yaml_tree import read_yaml
from starrating.ruleset import Lower, RuleSet
from starrating.ruleset.conditions import IncidentsTest, PastFactTest

ALONE = """
import sys
from starrating.formats.yaml_tree import read_yaml
from starrating.ruleset import Lower, RuleSet
from starrating.ruleset.steps import Quota
from starrating.ruleset.values import Percentile
RuleSet.model_validate(read_yaml("", sys.stdin.read()).data, by_alias=True, by_name=False)
print([kind.__name__ for kind in (Lower, Quota, Percentile) if kind.__pydantic_complete__])
"""


def read(step: object) -> RuleSet:
    data = read_yaml("", SMALL + TRIGGERS).data | {"steps": (step,)}
    return RuleSet.model_validate(data, by_alias=True, by_name=False)


def test_only_the_kinds_that_a_rule_set_has_are_built() -> None:
    command = [sys.executable, "-c", ALONE]
    run = subprocess.run(command, input=SMALL + TRIGGERS, capture_output=True, encoding="utf-8", check=True)
    assert run.stdout == "['Lower']\n"


def test_a_section_is_taken_as_it_is() -> None:
    condition = IncidentsTest(incidents=("late",))
    step = Lower(clause="1", effect="lower", when=condition)
    assert step.when is condition
    assert read(step).steps[0] is step


def test_a_kind_of_two_keys_goes_before_those_of_one() -> None:
    when = {"past": 1, "fact": "inspection", "is": "fit"}
    (step,) = read({"clause": "1", "effect": "lower", "when": when}).steps
    assert type(step.when) is PastFactTest


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ({"clause": "1"}, ("union_tag_not_found", ("steps", 0))),
        ({"clause": "1", "effect": "vanish"}, ("union_tag_invalid", ("steps", 0))),
        ({"clause": "1", "effect": "lower", "when": {"at_least": 1}}, ("union_tag_not_found", ("steps", 0, "when"))),
        ({"clause": "1", "effect": "lower", "when": "late"}, ("union_tag_not_found", ("steps", 0, "when"))),
        ({"clause": "1", "effect": "lower", "level": 1}, ("extra_forbidden", ("steps", 0, "level"))),
        ({"clause": "1", "effect": "lower", "levels": "1"}, ("int_type", ("steps", 0, "levels"))),
    ],
)
def test_what_is_wrong_stands_where_it_stands(step: dict[str, object], found: tuple[str, tuple[object, ...]]) -> None:
    with pytest.raises(ValidationError) as refused:
        read(step)
    assert [(each["type"], each["loc"]) for each in refused.value.errors()] == [found]
