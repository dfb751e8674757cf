"""Versions: the rule set as it holds for a period (T14)."""

from collections.abc import Mapping
from decimal import Decimal

from starrating.errors import KeyPath
from starrating.model import Period
from starrating.ruleset.base import Section
from starrating.ruleset.keys import locate
from starrating.ruleset.rule_set import RuleSet


def at(rules: RuleSet, period: Period | None) -> RuleSet:
    """Return the rule set with the values that hold for a period, its later versions applied and dropped.

    Without a period, and before the first version, the values of the file itself hold. A value that its key cannot
    have raises pydantic's `ValidationError`, a key that leads nowhere `KeyError`: the proof has refused both.
    """
    if not rules.versions:
        return rules
    data: object = _given(rules.model_copy(update={"versions": ()}))
    for version in rules.versions:
        if period is not None and _is_in_force(version.since, period):
            for key, value in version.set.items():
                data = _replaced(data, set_path(rules, key), _plain(value))
    return RuleSet.model_validate(data, by_alias=True, by_name=False)


def _is_in_force(since: Period, period: Period) -> bool:
    """Tell whether a period begins or ends no sooner: `since: 2026` holds in 2026Q1, `since: 2012H2` in 2012."""
    return since <= period or since.first_day <= period.first_day


def set_path(rules: RuleSet, key: str) -> KeyPath:
    """Return where the value of a key stands; `KeyError` if it leads nowhere or to more than a single value."""
    path, value = locate(rules, key)
    if not path or isinstance(value, Section | tuple | dict):
        raise KeyError(key)
    return path


def _given(value: object) -> object:
    """Return what a file has given of a section, as plain data; a dump would make plain fractions of percents."""
    if isinstance(value, Section):
        fields = type(value).model_fields
        return {fields[name].alias or name: _given(getattr(value, name)) for name in value.model_fields_set}
    if isinstance(value, Mapping):
        return {key: _given(each) for key, each in value.items()}
    return tuple(map(_given, value)) if isinstance(value, tuple) else value


def _plain(value: object) -> object:
    """Return a value as a rule file has it: whole numbers are integers there."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def _replaced(data: object, path: KeyPath, value: object) -> object:
    """Return plain data with the value at a path replaced."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, tuple):
        return tuple(_replaced(one, rest, value) if i == step else one for i, one in enumerate(data))
    there = data if isinstance(data, Mapping) else {}
    return {**there, step: _replaced(there.get(step), rest, value)}
