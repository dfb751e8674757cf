"""Columns of exact numbers as lines of integers and back: `9150`, or `90,85,100` for the items of a branch."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from starrating.exact import Exact

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
        array[start : start + _CHUNK] = json.loads(f"[[{'],['.join(written[start : start + _CHUNK])}]]")
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
