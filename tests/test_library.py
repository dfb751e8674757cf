"""The library: every rule set is sound, its examples come true, and together they show every kind of rule."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from starrating.rating.examples import failures, try_examples
from starrating.read.rule_file import load_rules, read_rules
from starrating.ruleset import RuleSet, Section
from starrating.ruleset import conditions as c
from starrating.ruleset import steps as s
from starrating.ruleset import values as v
from starrating.ruleset.reads import sections_of

RULES = Path(__file__).parents[1] / "rules"
PLAN = "star-branches"
NAMES = sorted(path.stem for path in RULES.glob("*.yaml") if "\nformat: 2\n" in path.read_text("utf-8"))
LIBRARY = [name for name in NAMES if name != PLAN]
FEWEST_EXAMPLES = 5

Proof = Callable[[RuleSet], bool]


def has(kind: type[Section], met: Callable[..., object] = lambda _: True) -> Proof:
    """Prove a kind by a section of the rule set that meets a condition."""
    return lambda rules: any(met(section) for section in sections_of(rules, kind))


def in_needs(*kinds: type[Section]) -> Proof:
    """Prove a kind by a condition within what a level asks for besides the score."""
    return lambda rules: any(
        isinstance(test, kinds) for band in rules.levels.bands if band.needs for test, _ in c.tests_in(band.needs, ())
    )


def either(*proofs: Proof) -> Proof:
    return lambda rules: any(proof(rules) for proof in proofs)


def met_by_incidents(section: s.Grade | v.Case) -> bool:
    return section.when is not None and any(
        isinstance(test, c.IncidentsTest) for test, _ in c.tests_in(section.when, ())
    )


def adds_up_sub_periods(rules: RuleSet) -> bool:
    """Tell whether a value adds up a part of twelve months."""
    months = {part.title for part in rules.criteria.parts if len(part.items) == 12}
    return any(months & set(map(str, value.sum)) for value in rules.values if isinstance(value, v.Sum))


def counts_badges(rules: RuleSet) -> bool:
    return rules.levels.star_is in {value.id for value in rules.values if isinstance(value, v.Count)}


def starts_from_a_star(rules: RuleSet) -> bool:
    return rules.levels.star_is in {"previous-star", *(fact.id for fact in rules.facts if fact.values == "star")}


def asks_if_repaired(rules: RuleSet) -> bool:
    found = {finding.id for finding in rules.triggers.findings} if rules.triggers else set()
    return has(c.IncidentTest, lambda test: test.incident in found)(rules)


KINDS: Mapping[str, Proof] = {
    "S1": lambda rules: bool(rules.criteria.parts) and rules.criteria.full_marks is not None,
    "S2": has(v.Sum, lambda value: value.minus),
    "S3": has(v.Sum, lambda value: value.cap is not None),
    "S4": either(has(v.Product), has(v.Tally)),
    "S5": has(v.Blend),
    "S6": has(v.Case, lambda case: any(isinstance(test, c.FactTest) for test, _ in c.tests_in(case.when, ()))),
    "S7": either(
        lambda rules: any(value.missing != "none" for value in rules.values) or rules.levels.missing == "lowest",
        lambda rules: any(item.not_applicable for _, item in rules.criteria.items),
        lambda rules: any(fact.blank == "missing" for fact in rules.facts),
    ),
    "S8": has(v.PointsFor),
    "S9": adds_up_sub_periods,
    "S10": has(v.Rounding),
    "S11": has(v.Highest),
    "T1": lambda rules: any(band.star != "none" and band.lower is not None for band in rules.levels.bands),
    "T2": lambda rules: rules.levels.between != "refuse",
    "T3": lambda rules: rules.levels.has_unstarred,
    "T4": either(in_needs(c.EveryTest), has(v.Lowest)),
    "T5": in_needs(c.FactTest, c.ValueTest),
    "T6": counts_badges,
    "T7": lambda rules: rules.levels.cumulative and all(band.lower is None for band in rules.levels.bands),
    "T8": has(s.Best, lambda step: step.share),
    "T9": has(s.Quota, lambda step: step.at_most),
    "T10": has(s.Quota, lambda step: step.at_least or step.last),
    "T11": has(s.Quota, lambda step: step.places),
    "T12": lambda rules: len({step.star for step in sections_of(rules, s.Quota) if step.at_most}) > 1,
    "T13": starts_from_a_star,
    "T14": lambda rules: bool(rules.versions),
    "T15": in_needs(c.CountTest),
    "V1": has(s.Grade, lambda step: step.star == "none" and met_by_incidents(step)),
    "V2": has(v.Case, lambda case: case.value == 0 and met_by_incidents(case)),
    "V3": has(s.Grade, lambda step: step.star != "none"),
    "V4": has(s.Cap),
    "V5": has(s.Lower),
    "V6": has(s.Floor),
    "V7": has(v.Tally, lambda value: value.same_act == "heaviest" and value.repeats == "double"),
    "V8": lambda rules: rules.triggers is not None and rules.triggers.window.inside == "months",
    "V9": asks_if_repaired,
    "V10": has(s.Move),
    "D1": has(s.Limit, lambda step: step.up),
    "D2": has(c.AgeTest),
    "D3": lambda rules: rules.procedure.years > 1 or rules.procedure.valid_years is not None,
    "D4": has(s.Grade, lambda step: step.status == "withdrawn"),
    "D5": has(c.PastTest),
    "G1": lambda rules: rules.targets is not None,
}
"""Every kind of rule, and the keys that prove that a rule set uses it."""


@cache
def rule_set(name: str) -> RuleSet:
    return load_rules(RULES / f"{name}.yaml")


def named_kinds(name: str) -> list[str]:
    """Return the kinds that the first line of a rule file names."""
    head, _, kinds = (RULES / f"{name}.yaml").read_text("utf-8").partition("\n")[0].partition(": ")
    assert head == "# kinds"
    return kinds.split()


def rows_of_the_readme() -> Iterator[list[str]]:
    lines = (RULES / "README.md").read_text("utf-8").splitlines()
    return ([cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| ["))


@pytest.mark.parametrize("name", LIBRARY)
def test_is_sound(name: str) -> None:
    rules, problems = read_rules(RULES / f"{name}.yaml")
    assert [str(problem.message) for problem in problems] == []
    assert rules is not None
    assert rules.id == name


@pytest.mark.parametrize("name", NAMES)
def test_its_examples_come_true(name: str) -> None:
    rules = rule_set(name)
    assert failures(try_examples(rules)) == []
    assert sum(len(example.branches) or 1 for example in rules.examples) >= FEWEST_EXAMPLES


@pytest.mark.parametrize("name", LIBRARY)
def test_says_what_was_assumed(name: str) -> None:
    assert rule_set(name).open_questions


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name in LIBRARY for kind in named_kinds(name)])
def test_uses_the_kinds_that_it_names(name: str, kind: str) -> None:
    assert KINDS[kind](rule_set(name))


def test_together_they_show_every_kind() -> None:
    assert set(chain.from_iterable(map(named_kinds, LIBRARY))) == set(KINDS)


def test_the_readme_lists_them() -> None:
    kinds = {name: named_kinds(name) for name in LIBRARY}
    listed = {row[0].removeprefix("[").partition("]")[0]: row[2].split() for row in rows_of_the_readme()}
    assert {name: listed[name] for name in LIBRARY} == kinds
    assert set(listed) == set(NAMES)
