"""A kind of value, condition or step is whole: rated, said in words, proved, tested, shown by a rule set."""

import re
import typing
from functools import cache
from pathlib import Path

import pytest
from pydantic import ValidationError

from starrating.formats.yaml_tree import read_yaml
from starrating.rating import conditions as rated_conditions
from starrating.rating import incident_conditions as rated_rows
from starrating.rating import steps as rated_steps
from starrating.rating import values as rated_values
from starrating.ruleset import RuleSet, Section
from starrating.ruleset.conditions import BRANCH_KINDS, INCIDENT_KINDS, JOINING, Condition, IncidentCondition
from starrating.ruleset.proof import conditions as proved_conditions
from starrating.ruleset.proof import ranges
from starrating.ruleset.proof import steps as proved_steps
from starrating.ruleset.reads import sections_in
from starrating.ruleset.steps import Step
from starrating.ruleset.values import VALUE_KINDS, Value
from starrating.ruleset.words import steps, values
from starrating.ruleset.words.conditions import is_condition

ROOT = Path(__file__).parents[2]
RECIPE = re.compile(r"<!-- recipe -->\n```yaml\n(.*?)```", re.DOTALL)
AROUND = """\
format: 2
id: recipe
title: 方案
source: 测试
language: zh_CN
wording: {subject: 党支部, scheme: 星级党支部, review_result: 评审结果, annual_result: 评定结果}
procedure: {clause: "1", review: year, stages: [考核]}
criteria: {clause: "1", from: total}
levels: {clause: "1", bands: [{star: 1, name: 一星}]}
"""


def kinds(union: object) -> list[type[Section]]:
    """Return the sections that a union of kinds is made of."""
    found = [part for part in typing.get_args(union) if isinstance(part, type) and issubclass(part, Section)]
    return found or [kind for part in typing.get_args(union) for kind in kinds(part)]


VALUES, CONDITIONS, ROWS, STEPS = (
    list(dict.fromkeys(kinds(union))) for union in (Value, Condition, IncidentCondition, Step)
)


@cache
def shown() -> set[type[Section]]:
    """Return the sections that the shipped rule sets and the recipes of the guide are made of."""
    texts = [path.read_text("utf-8") for path in (ROOT / "rules").glob("*.yaml")]
    for recipe in RECIPE.findall((ROOT / "docs" / "write-your-scheme.md").read_text("utf-8")):
        own = tuple(re.findall(r"^[a-z_]+:", recipe, re.MULTILINE))
        sections = re.split(r"^(?=[a-z]+:)", AROUND, flags=re.MULTILINE)
        texts.append("".join(section for section in sections if not section.startswith(own)) + recipe)
    found: set[type[Section]] = set()
    for text in texts:
        try:
            rules = RuleSet.model_validate(read_yaml("", text).data, by_alias=True, by_name=False)
        except ValidationError:
            continue
        found |= {type(section) for section, _ in sections_in(rules, ())}
    return found


def key_of(kind: type[Section]) -> str:
    """Return the key that tells a kind of value or condition: the first that must be there beside the id."""
    fields = kind.model_fields.items()
    return next(field.alias or name for name, field in fields if field.is_required() and name != "id")


def effect_of(kind: type[Section]) -> str:
    (effect,) = typing.get_args(kind.model_fields["effect"].annotation)
    return str(effect)


def is_tested(use: str, *files: str) -> bool:
    """Tell whether the tests of the rating use what a pattern says."""
    return any(re.search(use, (ROOT / "tests" / "rating" / file).read_text("utf-8")) for file in files)


def test_every_kind_has_its_key() -> None:
    assert len(VALUES) == len(VALUE_KINDS)
    assert len(CONDITIONS) == len(BRANCH_KINDS)
    assert len(ROWS) == len(INCIDENT_KINDS)


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
def test_a_kind_of_value_is_whole(kind: type[Section]) -> None:
    pieces = {
        "rated": kind in rated_values._MAKERS,
        "said": kind in values.KINDS,
        "bounded": kind in ranges.RANGES,
        "tested": is_tested(rf"\b{key_of(kind)}: ", "test_values.py", "test_incident_points.py"),
        "shown": kind in shown(),
    }
    assert [piece for piece, there in pieces.items() if not there] == []


@pytest.mark.parametrize("kind", CONDITIONS, ids=lambda kind: kind.__name__)
def test_a_kind_of_condition_is_whole(kind: type[Section]) -> None:
    pieces = {
        "rated": kind in rated_conditions._KINDS,
        "said": is_condition(kind.model_construct()),
        "proved": kind in proved_conditions._CHECKS or kind in JOINING,
        "tested": is_tested(
            rf"[{{]{key_of(kind)}: ", "test_conditions.py", "test_facts.py", "test_steps.py", "test_stars.py"
        ),
        "shown": kind in shown(),
    }
    assert [piece for piece, there in pieces.items() if not there] == []


@pytest.mark.parametrize("kind", ROWS, ids=lambda kind: kind.__name__)
def test_a_kind_of_condition_on_a_row_is_whole(kind: type[Section]) -> None:
    """A trigger asks for one; what it reads is proved by tests of the columns, which are the same for all."""
    pieces = {
        "rated": kind in rated_rows._KINDS,
        "said": is_condition(kind.model_construct()),
        "tested": is_tested(rf"when: [{{]{key_of(kind)}: ", "test_incidents.py"),
        "shown": kind in shown(),
    }
    assert [piece for piece, there in pieces.items() if not there] == []


@pytest.mark.parametrize("kind", STEPS, ids=lambda kind: kind.__name__)
def test_a_kind_of_step_is_whole(kind: type[Section]) -> None:
    pieces = {
        "rated": kind in rated_steps._EFFECTS,
        "said": kind in steps.EFFECTS,
        "proved": kind in proved_steps._CHECKS,
        "tested": is_tested(rf"effect: {effect_of(kind)}\b", "test_steps.py", "test_quotas.py"),
        "shown": kind in shown(),
    }
    assert [piece for piece, there in pieces.items() if not there] == []
