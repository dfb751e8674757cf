"""Integers in arrays: int64 where everything fits with room to spare, else Python integers."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Direction = Literal["half-up", "half-even", "down", "up"]
"""How to round: halves away from zero, halves to the even one, towards minus infinity, towards plus infinity."""

_ROOM = 2**62


def roomy(numerators: NDArray[Any], factor: int = 1) -> NDArray[Any]:
    """Turn to Python integers where a product by the factor might not fit into 64 bits."""
    if numerators.dtype == object:
        return numerators
    most = int(np.abs(numerators).max()) if numerators.size else 0
    return numerators if max(most, 1) * abs(factor) < _ROOM else numerators.astype(object)


def narrow(numerators: NDArray[Any]) -> NDArray[Any]:
    """Use int64 where every number fits with room to spare."""
    array = np.asarray(numerators)
    if array.dtype != object:
        return array
    if array.size and max(abs(value) for value in array.ravel().tolist()) >= _ROOM:
        return array
    return array.astype(np.int64)


def scaled(numerators: NDArray[Any], factor: int) -> NDArray[Any]:
    """Multiply by a factor, without overflow."""
    return roomy(numerators) if factor == 1 else np.asarray(roomy(numerators, factor) * factor)


def close_together(numbers: NDArray[Any]) -> NDArray[Any]:
    """Shift numbers that lie close together into 16 bits, where sorting takes one pass over each byte."""
    if numbers.dtype == object or not numbers.size or int(numbers.max()) - int(numbers.min()) >= 2**16:
        return numbers
    return np.asarray(numbers - numbers.min(), np.uint16)


def _half_up(tops: NDArray[Any], bottom: int) -> NDArray[Any]:
    return np.asarray(np.where(tops < 0, -1, 1) * ((2 * abs(tops) + bottom) // (2 * bottom)))


def _half_even(tops: NDArray[Any], bottom: int) -> NDArray[Any]:
    down = tops // bottom
    twice = 2 * (tops - down * bottom)
    return np.asarray(down + ((twice > bottom) | ((twice == bottom) & (down % 2 == 1))))


ROUNDINGS: Mapping[Direction, Callable[[NDArray[Any], int], NDArray[Any]]] = {
    "half-up": _half_up,
    "half-even": _half_even,
    "down": lambda tops, bottom: tops // bottom,
    "up": lambda tops, bottom: -(-tops // bottom),
}
