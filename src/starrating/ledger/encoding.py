"""Values as JSON text and back, exactly.

Decimals, fractions, dates and messages are marked; mappings with names from outside are written as pairs, so that no
name in a workbook can pass for a mark.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from starrating.i18n import Text

_READ: Mapping[str, Callable[[Any], object]] = {
    "$decimal": Decimal,
    "$fraction": Fraction,
    "$time": dt.datetime.fromisoformat,
    "$date": dt.date.fromisoformat,
    "$text": Text.from_data,
}


def dumps(value: object) -> str:
    """Write a value; the same value is always the same text. What has no written form raises `TypeError`."""
    return _ENCODER.encode(value)


def loads(written: str) -> Any:  # noqa: ANN401 [whatever was written]
    """Read what `dumps` wrote; tuples come back as lists."""
    return _DECODER.decode(written)


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
            return {"$text": value.to_data()}
    raise TypeError(f"no written form for {type(value).__name__}")


def _unmarked(found: dict[str, Any]) -> object:
    if len(found) == 1:
        mark, value = next(iter(found.items()))
        if mark in _READ:
            return _READ[mark](value)
    return found


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_marked)
_DECODER = json.JSONDecoder(object_hook=_unmarked)
