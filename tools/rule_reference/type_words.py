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
Say = Callable[[str], str]
"""What English words are in the language of the page."""

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


def type_words(key: Key, link: Link, say: Say) -> str:
    """Say what may be written: `number`, `share such as 30%`, `one of a, b`, `list of …`."""
    return _words(key.hint, link, say) + _limit(key.field, say)


def default_words(field: FieldInfo, say: Say) -> str:
    """Say whether a key is required, else what holds if it is left out; a dash: nothing."""
    if field.is_required():
        return say("**required**")
    if field.default_factory or field.default in (None, (), {}, ""):
        return "–"
    if isinstance(field.default, tuple):
        return f"`[{', '.join(map(str, field.default))}]`"
    return f"`{_written(field.default)}`"


def _words(hint: object, link: Link, say: Say) -> str:
    return say(" or ").join(_one(each, link, say) for each in choices(hint))


def _one(hint: object, link: Link, say: Say) -> str:
    origin, parts = get_origin(hint), get_args(hint)
    if named := next((words for known, words in _NAMED if hint == known), None):
        return say(named)
    if origin is Literal:
        words = ", ".join(f"`{_written(part)}`" for part in parts)
        return words if len(parts) == 1 else say("one of %s") % words
    if origin is tuple:
        return say("list of %s") % _words(parts[0], link, say)
    if is_mapping(hint):
        return say("name → %s") % _words(parts[1], link, say)
    found = sections_in(hint)
    return link(found[0] if len(found) == 1 else found[0].__bases__[0]) if found else _one(parts[0], link, say)


def _limit(field: FieldInfo, say: Say) -> str:
    for limit in field.metadata:
        if isinstance(limit, Ge) and limit.ge:
            return say(", %s or more") % limit.ge
        if isinstance(limit, Gt):
            return say(", above %s") % limit.gt
        if pattern := _PATTERNS.get(getattr(limit, "pattern", None) or ""):
            return say(" of %s") % say(pattern)
    return ""


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
