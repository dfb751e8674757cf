"""What a rule set reads to decide a star: every name that stands for a number."""

from collections.abc import Iterator
from functools import cache
from typing import get_args

from starrating.errors import KeyPath
from starrating.ruleset.base import READS, Section
from starrating.ruleset.reads import sections_in
from starrating.ruleset.rule_set import RuleSet


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
    for name, alias in _reading_fields(type(section)):
        value = getattr(section, name)
        if isinstance(value, str) and value != "full-marks":
            yield value, (*path, alias)
        elif isinstance(value, tuple):
            yield from ((one, (*path, alias, index)) for index, one in enumerate(value) if isinstance(one, str))


@cache
def _reading_fields(model: type[Section]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if READS in field.metadata or _reads(field.annotation)
    )


def _reads(annotation: object) -> bool:
    return READS in getattr(annotation, "__metadata__", ()) or any(_reads(part) for part in get_args(annotation))
