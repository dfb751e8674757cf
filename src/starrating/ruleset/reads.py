"""What a rule set reads: the conditions of one kind, wherever they stand in it."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from starrating.errors import KeyPath
from starrating.ruleset.base import Section
from starrating.ruleset.conditions import PastFactTest, PastTest
from starrating.ruleset.rule_set import RuleSet

_Kind = TypeVar("_Kind", bound=Section)
FARTHEST = 10
"""How many periods back a rating looks at most."""


def sections_in(value: object, path: KeyPath) -> Iterator[tuple[Section, KeyPath]]:
    """Walk a value and the sections within it, each with its path, in the order of the models."""
    if isinstance(value, Section):
        yield value, path
        for name, field in type(value).model_fields.items():
            yield from sections_in(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from sections_in(one, (*path, key))
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from sections_in(one, (*path, index))


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
