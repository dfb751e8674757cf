"""What a rule set reads: the conditions of one kind, wherever they stand in it.

The numbers that a rule set reads by name and that the score sheet has to give.

What a rule set reads to decide a star: every name that stands for a number.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, Final, TypeVar, get_args

from starrating.errors import KeyPath
from starrating.model import Period
from starrating.ruleset.base import READS, Section
from starrating.ruleset.conditions import PastFactTest, PastTest
from starrating.ruleset.rule_set import RuleSet

_Kind = TypeVar("_Kind", bound=Section)
FARTHEST = 10
"""How many periods back a rating looks at most."""


def sections_in(value: object, path: KeyPath) -> Iterator[tuple[Section, KeyPath]]:
    """Walk a value and the sections within it, each with its path, in the order of the models."""
    parts: Iterable[tuple[Any, object]] = ()
    if isinstance(value, Section):
        yield value, path
        parts = ((key, getattr(value, name)) for name, key in _fields(type(value)))
    elif isinstance(value, tuple):
        parts = enumerate(value)
    elif isinstance(value, Mapping):
        parts = value.items()
    for key, part in parts:
        if type(part) not in _SINGLE:
            yield from sections_in(part, (*path, key))


_SINGLE = {str, int, bool, Decimal, Fraction, Period, NoneType}
"""What most fields hold: nothing is within it."""


@cache
def _fields(model: type[Section]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a section, each as it is called in the model and in a file."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def sections_of(rules: RuleSet, kind: type[_Kind]) -> Iterator[_Kind]:
    """Return every section of a kind, in the order of the models."""
    return (section for section, _ in sections_in(rules, ()) if isinstance(section, kind))


def periods_read(rules: RuleSet) -> int:
    """Return how many earlier periods a rule set looks back at, FARTHEST at most; 0 if none."""
    return min(FARTHEST, max((test.past for test in sections_of(rules, PastTest)), default=0))


def past_facts_read(rules: RuleSet) -> tuple[int, tuple[str, ...]]:
    """Return in how many earlier periods a rule set looks for facts, FARTHEST at most, and for which facts."""
    tests = list(sections_of(rules, PastFactTest))
    names = tuple(dict.fromkeys(test.fact for test in tests))
    return min(FARTHEST, max((test.past for test in tests), default=0)), names


ITEMS: Final = "items"
TOTAL: Final = "total"
_WITHOUT_A_CELL = frozenset({"full-marks", "previous-star"})


def names_from_book(rules: RuleSet) -> Mapping[str, str]:
    """Return the items, parts, `items` and `total` that the book must give, each with the key that first names it.

    A value is made from what stands before it, so `total` within a value called total is the total of the book. Where
    the star is a number of its own, the bands take in no number.
    """
    made = {fact.id for fact in rules.facts} | _WITHOUT_A_CELL
    found: dict[str, str] = {}
    for value in rules.values:
        _keep(found, value, f"values[{value.id}]", made)
        made.add(value.id)
    levels = rules.levels if rules.levels.star_is is None else rules.levels.model_copy(update={"of": Decimal(0)})
    _keep(found, levels, "levels", made)
    for step in rules.steps:
        _keep(found, step, f"steps[{step.clause}]", made)
    return found


def score_is_sum(rules: RuleSet) -> bool:
    """Tell whether the score is the sum of the items, so that a stated total must agree with it."""
    return rules.levels.of == TOTAL and all(value.id != TOTAL for value in rules.values)


def _keep(found: dict[str, str], part: Section, key: str, made: set[str]) -> None:
    for name, _ in names_in(part, ()):
        if name not in made:
            found.setdefault(name, key)


def deciding_sections(rules: RuleSet) -> Iterator[tuple[Section, KeyPath]]:
    """Walk what decides a star: values, levels, steps."""
    for name in ("values", "levels", "steps"):
        yield from sections_in(getattr(rules, name), (name,))


def names_in(value: object, path: KeyPath) -> Iterator[tuple[str, KeyPath]]:
    """Walk the names that a value and the sections within it read as numbers."""
    for section, at in sections_in(value, path):
        yield from names_read(section, at)


def names_read(section: Section, path: KeyPath) -> Iterator[tuple[str, KeyPath]]:
    """Return the names that a section itself reads as numbers; numbers that stand for themselves are no names."""
    for name, alias in reading_fields(type(section)):
        value = getattr(section, name)
        if isinstance(value, str) and value != "full-marks":
            yield value, (*path, alias)
        elif isinstance(value, tuple):
            yield from ((one, (*path, alias, index)) for index, one in enumerate(value) if isinstance(one, str))


@cache
def reading_fields(model: type[Section]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a section that read numbers by name, each as it is called in the model and in a file."""
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if READS in field.metadata or _reads(field.annotation)
    )


def _reads(annotation: object) -> bool:
    return READS in getattr(annotation, "__metadata__", ()) or any(_reads(part) for part in get_args(annotation))
