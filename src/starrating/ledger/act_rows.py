"""Acts of the procedure as rows and back: the fields of an act by name, so that later fields may be added."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from msgspec import Struct, StructMeta
from msgspec.structs import asdict

from starrating.i18n import Text
from starrating.ledger.database import Row
from starrating.ledger.encoding import from_text, to_text
from starrating.model import Period
from starrating.model.acts import ACTS, Act, RecordedAct

_KINDS = {made: kind for kind, made in ACTS.items()}


def kind_of(act: Act) -> str:
    """Return the name of an act's kind."""
    return _KINDS[type(act)]


def act_row(recorded: RecordedAct) -> Row:
    """Write an act as a row of ACTS."""
    act = recorded.act
    period = str(getattr(act, "period", ""))
    day = act.day.isoformat() if act.day else ""
    return (recorded.number, kind_of(act), period, day, recorded.recorded_at, recorded.program, to_text(_plain(act)))


def act_of(row: Row) -> RecordedAct:
    """Read a row of ACTS."""
    number, kind, _, _, recorded_at, program, content = row
    return RecordedAct(number, recorded_at, program, _made(ACTS[kind], from_text(content)))


def _plain(value: object) -> object:
    match value:
        case Period():
            return str(value)
        case tuple():
            return [_plain(each) for each in value]
        case Text():
            return value
    if isinstance(value, Struct):
        return {name: _plain(each) for name, each in asdict(value).items()}
    return value


def _made(kind: Any, found: Mapping[str, Any]) -> Any:  # noqa: ANN401 [a kind of act, and its instance]
    hints = _hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in found.items()})


def _value(hint: Any, value: Any) -> Any:  # noqa: ANN401 [whatever the fields of an act are]
    if hint is Period:
        return Period.parse(value)
    if hint is dt.date or value is None:
        return value
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_value(each, part) for each, part in zip(kinds, value, strict=True))
    return _made(hint, value) if isinstance(hint, StructMeta) and isinstance(value, Mapping) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
