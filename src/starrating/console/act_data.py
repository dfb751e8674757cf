"""Acts of the procedure as JSON has them: the fields of an act by name, stars as numbers or null."""

import datetime as dt
from dataclasses import fields, is_dataclass

from starrating.console.values import star_or_null
from starrating.model.acts import ACTS, RecordedAct

_KINDS = {made: kind for kind, made in ACTS.items()}
_STARS = {"star", "before", "after"}


def act_data(recorded: RecordedAct) -> dict[str, object]:
    """Return a recorded act; dates are ISO 8601, exact numbers and messages are strings."""
    found = _data(recorded.act)
    assert isinstance(found, dict)
    kind = _KINDS[type(recorded.act)]
    return {"act": kind, "recorded_at": recorded.recorded_at, "program": recorded.program, **found}


def _data(value: object, name: str = "") -> object:
    match value:
        case None | bool() | str():
            return value
        case int():
            return star_or_null(value) if name in _STARS else value
        case tuple():
            return [_data(each) for each in value]
        case dt.date():
            return value.isoformat()
    if is_dataclass(value) and type(value).__module__.endswith(".acts"):
        return {field.name: _data(getattr(value, field.name), field.name) for field in fields(value)}
    return str(value)
