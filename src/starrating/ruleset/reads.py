"""What a rule set reads: the conditions of one kind, wherever they stand in it."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from starrating.ruleset.base import Section
from starrating.ruleset.conditions import PastTest
from starrating.ruleset.rule_set import RuleSet

_Kind = TypeVar("_Kind", bound=Section)
FARTHEST = 10
"""How many periods back a rating looks at most."""


def sections_of(rules: RuleSet, kind: type[_Kind]) -> Iterator[_Kind]:
    """Return every section of a kind, in the order of the models."""
    return (section for section in _walked(rules) if isinstance(section, kind))


def periods_read(rules: RuleSet) -> int:
    """Return how many earlier periods a rule set looks back at, FARTHEST at most; 0 if none."""
    return min(FARTHEST, max((test.past for test in sections_of(rules, PastTest)), default=0))


def _walked(node: object) -> Iterator[Section]:
    if isinstance(node, Section):
        yield node
        for name in type(node).model_fields:
            yield from _walked(getattr(node, name))
    elif isinstance(node, tuple):
        for each in node:
            yield from _walked(each)
    elif isinstance(node, Mapping):
        for each in node.values():
            yield from _walked(each)
