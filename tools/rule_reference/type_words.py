"""Types and defaults of keys, in plain words."""

from collections.abc import Callable
from decimal import Decimal
from typing import Literal, get_args, get_origin

from annotated_types import Ge, Gt
from pydantic.fields import FieldInfo

from rule_reference.chapters import Key, choices, is_mapping, sections_in
from starrating.ruleset import Section
from starrating.ruleset.base import Due, Figure, Points, Ref, Share, Star, Weight
from starrating.ruleset.conditions import Condition, IncidentCondition, NumberTest

Link = Callable[[type[Section]], str]
"""How a section is referred to."""

_NAMED: tuple[tuple[object, str], ...] = (
    (Ref, "[reference](#references)"),
    (Weight, "percents, number or [reference](#references)"),
    (Figure, "number or fraction such as `1/3`"),
    (Points, "number"),
    (Decimal, "number"),
    (Share, "share such as `30%`"),
    (Due, "period such as `2013H1`"),
    (Star, "star"),
    (Condition, "[condition](#conditions-on-a-branch)"),
    (IncidentCondition, "[row condition](#conditions-on-a-row-of-the-incident-list)"),
    (NumberTest, "[comparisons](#comparisons)"),
    (bool, "`true` or `false`"),
    (int, "whole number"),
    (str, "text"),
)
_PATTERNS = {r"^[a-z][a-z0-9_]*$": "a–z, 0–9 and `_`", r"^[a-z][a-z0-9-]*$": "a–z, 0–9 and `-`"}


def type_words(key: Key, link: Link) -> str:
    """Say what may be written: `number`, `share such as 30%`, `one of a, b`, `list of …`."""
    return _words(key.hint, link) + _limit(key.field)


def default_words(field: FieldInfo) -> str:
    """Say whether a key is required, else what holds if it is left out; a dash: nothing."""
    if field.is_required():
        return "**required**"
    if field.default_factory or field.default in (None, (), {}, ""):
        return "–"
    if isinstance(field.default, tuple):
        return f"`[{', '.join(map(str, field.default))}]`"
    return f"`{_written(field.default)}`"


def _words(hint: object, link: Link) -> str:
    return " or ".join(_one(each, link) for each in choices(hint))


def _one(hint: object, link: Link) -> str:
    origin, parts = get_origin(hint), get_args(hint)
    if named := next((words for known, words in _NAMED if hint == known), None):
        return named
    if origin is Literal:
        words = ", ".join(f"`{_written(part)}`" for part in parts)
        return words if len(parts) == 1 else f"one of {words}"
    if origin is tuple:
        return f"list of {_words(parts[0], link)}"
    if is_mapping(hint):
        return f"name → {_words(parts[1], link)}"
    found = sections_in(hint)
    return link(found[0] if len(found) == 1 else found[0].__bases__[0]) if found else _one(parts[0], link)


def _limit(field: FieldInfo) -> str:
    for limit in field.metadata:
        if isinstance(limit, Ge) and limit.ge:
            return f", {limit.ge} or more"
        if isinstance(limit, Gt):
            return f", above {limit.gt}"
        if pattern := _PATTERNS.get(getattr(limit, "pattern", None) or ""):
            return f" of {pattern}"
    return ""


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
