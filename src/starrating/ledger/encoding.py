"""Values as JSON text and back, exactly.

Decimals, fractions, dates and messages are marked; mappings with names from outside are written as pairs, so that no
name in a workbook can pass for a mark.

Columns of exact numbers as lines of integers and back: `9150`, or `90,85,100` for the items of a branch.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from starrating.exact import Exact
from starrating.i18n import Text

_MESSAGE = "$text"
_READ: Mapping[str, Callable[[Any], object]] = {
    "$decimal": Decimal,
    "$fraction": Fraction,
    "$time": dt.datetime.fromisoformat,
    "$date": dt.date.fromisoformat,
    _MESSAGE: Text.from_data,
}


def to_text(value: object) -> str:
    """Write a value; the same value is always the same text. What has no written form raises `TypeError`."""
    if type(value) is Text:
        return plain_bytes(_marked(value)).decode()
    return _ENCODER.encode(value)


class MessageWriter:
    """Writes messages as `to_text` does, but a message that stands in many only once: many steps rest on one reason."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Text, msgspec.Raw]] = {}

    def __call__(self, message: Text) -> str:
        """Write a message that is met once."""
        return plain_bytes({_MESSAGE: message.to_data(self._once)}).decode()

    def again(self, message: Text) -> str:
        """Write a message that may be met again."""
        return plain_bytes({_MESSAGE: self._once(message)}).decode()

    def _once(self, message: Text) -> msgspec.Raw:
        """Write what is within; the message is kept beside it, so that its identity stays its own."""
        known = self._known.get(id(message))
        if known is None:
            written = msgspec.Raw(plain_bytes(message.to_data(self._once)))
            known = self._known[id(message)] = message, written
        return known[1]


def plain_bytes(value: object) -> bytes:
    """Write what is made of texts, whole numbers, answers and None alone as `to_text` does, ten times as fast."""
    return msgspec.json.encode(value)


def from_text(written: str) -> Any:  # noqa: ANN401 [whatever was written]
    """Read what `to_text` wrote; tuples come back as lists."""
    return _DECODER.decode(written)


def rows(written: Sequence[str]) -> list[list[Any]]:
    """Read lists that `to_text` wrote, all at once; another number of them than of texts is damage: `ValueError`."""
    found: list[list[Any]] = from_text(f"[{','.join(written)}]")
    if len(found) != len(written):
        raise ValueError("a text holds no list")
    return found


def _marked(value: object) -> object:
    match value:
        case np.generic():
            return value.item()
        case Decimal():
            return {"$decimal": str(value)}
        case Fraction():
            return {"$fraction": str(value)}
        case dt.datetime():
            return {"$time": value.isoformat()}
        case dt.date():
            return {"$date": value.isoformat()}
        case Text():
            return {_MESSAGE: value.to_data()}
    raise TypeError(f"no written form for {type(value).__name__}")


def _unmarked(found: dict[str, Any]) -> object:
    if len(found) == 1:
        mark, value = next(iter(found.items()))
        if mark in _READ:
            return _READ[mark](value)
    return found


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_marked)
_DECODER = json.JSONDecoder(object_hook=_unmarked)

_ZERO = ord("0")
_CHUNK = 1024


def measure(numbers: Exact) -> dict[str, object]:
    """Say what the lines alone do not: the unit, and whether the integers need more than 64 bits."""
    return {"unit": str(numbers.unit), "wide": numbers.numerators.dtype == object}


def integers(numbers: Exact) -> list[str]:
    """Write a column."""
    return [str(value) for value in numbers.numerators.tolist()]


def lines(numbers: Exact) -> list[str]:
    """Write a matrix, a line for each row, in one go."""
    if not len(numbers):
        return []
    return json.dumps(numbers.numerators.tolist(), separators=(",", ":"))[2:-2].split("],[")


def column(written: Sequence[str], measured: Mapping[str, Any]) -> Exact:
    """Read what `integers` wrote."""
    return Exact(np.array([int(value) for value in written], dtype=_dtype(measured)), int(measured["unit"]))


def matrix(written: Sequence[str], width: int, measured: Mapping[str, Any]) -> Exact:
    """Read what `lines` wrote: n lines of `width` integers."""
    array: NDArray[Any] = np.empty((len(written), width), dtype=_dtype(measured))
    for start in range(0, len(written), _CHUNK):
        array[start : start + _CHUNK] = msgspec.json.decode(
            f"[[{'],['.join(written[start : start + _CHUNK])}]]", type=list[list[int]]
        )
    return Exact(array, int(measured["unit"]))


def digits(states: NDArray[np.uint8]) -> list[str]:
    """Write a matrix of states below ten, a line of digits for each row."""
    shown = np.ascontiguousarray(states + _ZERO, dtype=np.uint8)
    return [str(line) for line in shown.view(f"S{states.shape[1]}").ravel().astype(str).tolist()]


def states(written: Sequence[str], width: int) -> NDArray[np.uint8]:
    """Read what `digits` wrote: n lines of `width` digits."""
    flat = np.frombuffer("".join(written).encode("ascii"), dtype=np.uint8)
    return flat.reshape(len(written), width) - np.uint8(_ZERO)


def _dtype(measured: Mapping[str, Any]) -> type:
    return object if measured["wide"] else np.int64
