"""Exact numbers in columns: integers over one common unit, so that no float is ever added or compared.

A column (or a matrix) of scores is `numerators / unit`. The numerators are int64 where every sum fits, else Python
integers. A float enters once, at `from_floats`, as the decimal with at most 15 significant digits that a spreadsheet
shows for it; from there on everything is integer arithmetic.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import NDArray

Number = int | Decimal | Fraction
_ROOM = 2**62
_USUAL_DIGITS = 4


class Exact:
    """A column or matrix of exact numbers.

    Attributes: `numerators`, an integer array of any shape (int64, or object holding Python integers); `unit`, the
    positive integer all of them are divided by.
    """

    __slots__ = ("numerators", "unit")

    def __init__(self, numerators: NDArray[Any], unit: int = 1) -> None:
        self.numerators = numerators
        self.unit = unit

    @classmethod
    def from_floats(cls, floats: NDArray[np.float64]) -> "Exact":
        """Read binary floats as the decimals of at most 15 significant digits that they stand for.

        A stored 89.99999999999999 becomes 90, a stored 89.9999 stays. Infinite values and NaN raise `ValueError`.
        """
        if not np.isfinite(floats).all():
            raise ValueError("scores must be finite numbers")
        usual, rest = _usual_digits(floats)
        numerators = np.rint(np.where(rest, 0, floats) * 10**usual).astype(np.int64)
        if not rest.any():
            return cls(numerators, 10**usual)
        shown = [decimal_of(value) for value in floats[rest].tolist()]
        digits = max(usual, *(_decimals(value) for value in shown))
        exact = _scaled(numerators, 10 ** (digits - usual)).astype(object)
        exact[rest] = [int(value * 10**digits) for value in shown]
        return cls(_narrow(exact), 10**digits)

    @classmethod
    def from_decimals(cls, values: Iterable[Number]) -> "Exact":
        """Take exact numbers as they are; the unit is the least one that holds them all."""
        exact = [Fraction(value) for value in values]
        unit = int(np.lcm.reduce([value.denominator for value in exact], dtype=object)) if exact else 1
        unit = _power_of_ten(unit)
        return cls(_narrow(np.array([int(value * unit) for value in exact], dtype=object)), unit)

    def __len__(self) -> int:
        return len(self.numerators)

    def __getitem__(self, index: "SupportsIndex | slice | NDArray[Any]") -> "Exact":
        return Exact(np.asarray(self.numerators[index]), self.unit)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Exact):
            return NotImplemented
        return self.numerators.shape == other.numerators.shape and bool(
            np.all(self.numerators.astype(object) * other.unit == other.numerators.astype(object) * self.unit)
        )

    __hash__ = None  # type: ignore[assignment]

    def sum(self, axis: int = 1) -> "Exact":
        """Add along an axis, without overflow."""
        many = self.numerators.shape[axis] or 1
        roomy = self.numerators
        if roomy.dtype != object and roomy.size and int(np.abs(roomy).max()) > _ROOM // many:
            roomy = roomy.astype(object)
        return Exact(_narrow(roomy.sum(axis=axis)), self.unit)

    def over(self, unit: int) -> NDArray[Any]:
        """Return the numerators over a multiple of the unit."""
        return _narrow(_scaled(self.numerators, unit // self.unit))

    def minus(self, other: "Exact") -> "Exact":
        """Subtract a column of the same length."""
        unit = int(np.lcm(self.unit, other.unit, dtype=object))
        return Exact(_narrow(self.over(unit).astype(object) - other.over(unit).astype(object)), unit)

    def at_least(self, bound: Number) -> NDArray[np.bool_]:
        """Tell which numbers are `bound` or more."""
        return np.asarray(self.numerators >= self._ceiling(bound), dtype=np.bool_)

    def above(self, bound: Number) -> NDArray[np.bool_]:
        """Tell which numbers are more than `bound`."""
        return np.asarray(self.numerators > self._floor(bound), dtype=np.bool_)

    def at_most(self, bound: Number) -> NDArray[np.bool_]:
        """Tell which numbers are `bound` or less."""
        return ~self.above(bound)

    def below(self, bound: Number) -> NDArray[np.bool_]:
        """Tell which numbers are less than `bound`."""
        return ~self.at_least(bound)

    def within(self, distance: Number, bound: Number) -> NDArray[np.bool_]:
        """Tell which numbers are at most `distance` away from `bound`."""
        low, high = Fraction(bound) - Fraction(distance), Fraction(bound) + Fraction(distance)
        return self.at_least(low) & self.at_most(high)

    def fractions(self) -> list[Fraction]:
        """Return a column as Python fractions."""
        return [Fraction(value, self.unit) for value in self.numerators.tolist()]

    def texts(self, places: int = 2) -> list[str]:
        """Write a column as decimals with at least `places` decimals, and with as many as the number has."""
        digits = len(str(self.unit)) - 1
        if self.unit != 10**digits:
            return [written(Fraction(value, self.unit), places) for value in self.numerators.tolist()]
        return [_shifted(value, digits, places) for value in self.numerators.tolist()]

    def ranks(self) -> NDArray[np.int64]:
        """Rank a column from the highest; ties share a rank and the next is skipped (1, 2, 2, 4)."""
        ascending = np.sort(self.numerators)
        return np.asarray(len(self) - np.searchsorted(ascending, self.numerators, side="right") + 1, dtype=np.int64)

    @staticmethod
    def concatenated(parts: "Sequence[Exact]") -> "Exact":
        """Put columns or matrices of equal width one below the other, over their common unit."""
        unit = int(np.lcm.reduce([part.unit for part in parts], dtype=object))
        return Exact(_narrow(np.concatenate([part.over(unit) for part in parts])), unit)

    def _ceiling(self, bound: Number) -> int:
        return -((-Fraction(bound) * self.unit) // 1)

    def _floor(self, bound: Number) -> int:
        return (Fraction(bound) * self.unit) // 1


def written(value: Number, places: int = 2) -> str:
    """Write one exact number as a decimal with at least `places` decimals: 91.5 → 91.50, 89.9999 → 89.9999.

    A fraction that no decimal can hold (1/3) is written as the fraction itself, for a rounded number would not be the
    one that was compared.
    """
    exact = Fraction(value)
    digits = places
    while (exact * 10**digits).denominator != 1:
        digits += 1
        if digits > 40:
            return f"{exact.numerator}/{exact.denominator}"
    return _shifted(int(exact * 10**digits), digits, places)


def share(part: int, whole: int) -> str:
    """Write a share in percent with one decimal, halves upwards: 1 of 3 is 33.3%. None of none is 0.0%."""
    tenths = (2000 * part + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10}%"


def decimal_of(number: float) -> Decimal:
    """Read one cell's number as the decimal of at most 15 significant digits that a spreadsheet shows."""
    return Decimal(f"{number:.15g}")


def _shifted(number: int, digits: int, places: int) -> str:
    """Write number / 10**digits with all decimals it needs, and at least `places`."""
    shown = str(abs(number)).rjust(digits + 1, "0")
    whole, decimals = shown[: len(shown) - digits], shown[len(shown) - digits :].rstrip("0").ljust(places, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def _usual_digits(floats: NDArray[np.float64]) -> tuple[int, NDArray[np.bool_]]:
    """Find the least number of decimals that reads nearly all cells, and which cells need another way.

    `n / 10**d` is the float nearest to that decimal, for the division of two exact numbers is correctly rounded; so
    equality with the cell proves the decimal, as long as n itself has at most 15 digits.
    """
    rest = np.ones(floats.shape, dtype=np.bool_)
    for digits in range(_USUAL_DIGITS + 1):
        shifted = np.rint(floats * 10**digits)
        rest = (shifted / 10**digits != floats) | (np.abs(shifted) >= 1e15)
        if not rest.any():
            return digits, rest
    return _USUAL_DIGITS, rest


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def _power_of_ten(unit: int) -> int:
    """Prefer a power of ten as the unit, where one holds the numbers: it prints without a division."""
    power = 1
    for _ in range(18):
        if power % unit == 0:
            return power
        power *= 10
    return unit


def _scaled(numerators: NDArray[Any], factor: int) -> NDArray[Any]:
    if factor == 1:
        return numerators
    if numerators.dtype != object and numerators.size and int(np.abs(numerators).max()) * factor < _ROOM:
        return np.asarray(numerators * factor)
    return np.asarray(numerators.astype(object) * factor)


def _narrow(numerators: NDArray[Any]) -> NDArray[Any]:
    """Use int64 where every number fits with room to spare."""
    array = np.asarray(numerators)
    if array.dtype != object:
        return array
    if array.size and max(abs(value) for value in array.ravel().tolist()) >= _ROOM:
        return array
    return array.astype(np.int64)
