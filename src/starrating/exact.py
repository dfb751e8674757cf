"""Exact numbers in columns: integers over one common unit, so that no float is ever added or compared.

A column (or a matrix) of scores is `numerators / unit`. The numerators are int64 where every sum fits, else Python
integers. A float enters once, at `from_floats`, as the decimal with at most 15 significant digits that a spreadsheet
shows for it; from there on everything is integer arithmetic. What people read and write are `decimals`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, Literal, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from starrating.decimals import Number, Shown, decimal_of, exactly, shifted, written

_USUAL_DIGITS = 4
_ROWS_AT_ONCE = 2048
_SAMPLE = 64


def _usual_digits(floats: NDArray[np.float64]) -> tuple[int, NDArray[np.int64], NDArray[np.bool_]]:
    """Find the least number of decimals that reads nearly all cells, the cells so read, and which need another way.

    Cells that need another way are 0. A few rows say first which numbers of decimals need not be tried on all.
    """
    least = _usual_digits(floats[:: len(floats) // _SAMPLE + 1])[0] if len(floats) > _SAMPLE else 0
    read, rest = np.zeros(floats.shape, np.int64), np.zeros(floats.shape, np.bool_)
    for digits in range(least, _USUAL_DIGITS + 1):
        blocks = (slice(first, first + _ROWS_AT_ONCE) for first in range(0, len(floats), _ROWS_AT_ONCE))
        final = digits == _USUAL_DIGITS
        if all(_reads(floats[block], digits, read[block], rest[block]) or final for block in blocks):
            break
    return digits, read, rest


def _reads(floats: NDArray[np.float64], digits: int, read: NDArray[np.int64], rest: NDArray[np.bool_]) -> bool:
    """Read cells with so many decimals into `read`, note those it cannot read in `rest`, and tell whether it read all.

    `n / 10**d` is the float nearest to that decimal, for the division of two exact numbers is correctly rounded; so
    equality with the cell proves the decimal, as long as n itself has at most 15 digits.
    """
    shifted = np.rint(floats * 10**digits)
    rest[...] = (shifted / 10**digits != floats) | (np.abs(shifted) >= 1e15)
    complete = not rest.any()
    read[...] = shifted if complete else np.where(rest, 0, shifted)
    return complete


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


Direction = Literal["half-up", "half-even", "down", "up"]
"""How to round: halves away from zero, halves to the even one, towards minus infinity, towards plus infinity."""

_ROOM = 2**62


def roomy(numerators: NDArray[Any], factor: int = 1) -> NDArray[Any]:
    """Turn to Python integers where a product by the factor might not fit into 64 bits."""
    if numerators.dtype == object:
        return numerators
    most = max(int(numerators.max()), -int(numerators.min())) if numerators.size else 0
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
        usual, numerators, rest = _usual_digits(floats)
        if not rest.any():
            return cls(numerators, 10**usual)
        shown = [decimal_of(value) for value in floats[rest].tolist()]
        digits = max(usual, *(_decimals(value) for value in shown))
        exact = scaled(numerators, 10 ** (digits - usual)).astype(object)
        exact[rest] = [int(value * 10**digits) for value in shown]
        return cls(narrow(exact), 10**digits)

    @classmethod
    def from_decimals(cls, values: Iterable[Number]) -> "Exact":
        """Take exact numbers as they are; the unit is the least one that holds them all."""
        exact = [Fraction(value) for value in values]
        unit = _power_of_ten(lcm(*{value.denominator for value in exact}))
        return cls(narrow(np.array([int(value * unit) for value in exact], dtype=object)), unit)

    @classmethod
    def constant(cls, number: Number, many: int) -> "Exact":
        """Make a column of one number."""
        one = cls.from_decimals([number])
        return cls(np.repeat(one.numerators, many), one.unit)

    def __len__(self) -> int:
        return len(self.numerators)

    def __getitem__(self, index: "SupportsIndex | slice | NDArray[Any] | tuple[Any, ...]") -> "Exact":
        return Exact(np.asarray(self.numerators[index]), self.unit)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Exact):
            return NotImplemented
        mine, others, _ = _together(self, other)
        return np.array_equal(mine, others)

    __hash__ = None  # type: ignore[assignment]

    def sum(self, axis: int = 1) -> "Exact":
        """Add along an axis, without overflow."""
        return Exact(narrow(roomy(self.numerators, self.numerators.shape[axis]).sum(axis=axis)), self.unit)

    def over(self, unit: int) -> NDArray[Any]:
        """Return the numerators over a multiple of the unit."""
        return narrow(scaled(self.numerators, unit // self.unit))

    def plus(self, other: "Exact") -> "Exact":
        """Add a column of the same length."""
        mine, others, unit = _together(self, other)
        return Exact(narrow(mine + others), unit)

    def minus(self, other: "Exact") -> "Exact":
        """Subtract a column of the same length."""
        mine, others, unit = _together(self, other)
        return Exact(narrow(mine - others), unit)

    def times(self, factor: Number) -> "Exact":
        """Multiply by a number."""
        exact = Fraction(factor)
        return _decimal(scaled(self.numerators, exact.numerator), self.unit * exact.denominator)

    def multiplied(self, factors: "Exact") -> "Exact":
        """Multiply by a column of the same length, row by row."""
        most = int(np.abs(factors.numerators).max()) if factors.numerators.size else 0
        return _decimal(narrow(roomy(self.numerators, most) * factors.numerators), self.unit * factors.unit)

    def divided(self, divisors: "Exact") -> "Exact":
        """Divide by a column of the same length, row by row; a zero in it raises `ZeroDivisionError`."""
        if not divisors.numerators.all():
            raise ZeroDivisionError
        tops, bottoms, _ = _together(self, divisors)
        common = np.gcd(tops, bottoms) * np.where(bottoms < 0, -1, 1)
        tops, bottoms = tops // common, bottoms // common
        unit = lcm(*set(bottoms.tolist()))
        return _decimal(narrow(roomy(tops, unit) * (unit // roomy(bottoms, unit))), unit)

    def rounded(self, to: Number, how: Direction) -> "Exact":
        """Round to multiples of a positive number."""
        step = Fraction(to)
        tops, bottom = scaled(self.numerators, step.denominator), self.unit * step.numerator
        multiples = ROUNDINGS[how](roomy(tops, 4 * bottom), bottom)
        return _decimal(scaled(narrow(multiples), step.numerator), step.denominator)

    def where(self, mask: NDArray[np.bool_], other: "Exact") -> "Exact":
        """Keep the numbers where a mask holds, and take those of another column elsewhere."""
        mine, others, unit = _together(self, other)
        return Exact(narrow(np.where(mask, mine, others)), unit)

    def at_least(self, bound: "Number | Exact") -> NDArray[np.bool_]:
        """Tell which numbers are `bound` or more; a column is compared row by row."""
        if isinstance(bound, Exact):
            mine, others, _ = _together(self, bound)
            return np.asarray(mine >= others, dtype=np.bool_)
        return np.asarray(self.numerators >= self._ceiling(bound), dtype=np.bool_)

    def above(self, bound: "Number | Exact") -> NDArray[np.bool_]:
        """Tell which numbers are more than `bound`; a column is compared row by row."""
        if isinstance(bound, Exact):
            return ~bound.at_least(self)
        return np.asarray(self.numerators > self._floor(bound), dtype=np.bool_)

    def at_most(self, bound: "Number | Exact") -> NDArray[np.bool_]:
        """Tell which numbers are `bound` or less."""
        return ~self.above(bound)

    def below(self, bound: "Number | Exact") -> NDArray[np.bool_]:
        """Tell which numbers are less than `bound`."""
        return ~self.at_least(bound)

    def within(self, distance: Number, bound: Number) -> NDArray[np.bool_]:
        """Tell which numbers are at most `distance` away from `bound`."""
        low, high = Fraction(bound) - Fraction(distance), Fraction(bound) + Fraction(distance)
        return self.at_least(low) & self.at_most(high)

    def gaps(self, bound: Number) -> "tuple[NDArray[Any], list[str]]":
        """Return on which side of `bound` each number of a column lies, by its sign, and how far, as people read it."""
        gaps = self.minus(Exact.constant(bound, len(self)))
        return np.sign(gaps.numerators), Exact(np.abs(gaps.numerators), gaps.unit).shown()

    def fractions(self) -> list[Fraction]:
        """Return a column as Python fractions."""
        return [Fraction(value, self.unit) for value in self.numerators.tolist()]

    def at(self, row: int) -> Fraction:
        """Return one number of a column."""
        return Fraction(int(self.numerators[row]), self.unit)

    def texts(self, places: int = 2) -> list[str]:
        """Write a column exactly: decimals with at least `places` decimals and all there are, else fractions."""
        digits = len(str(self.unit)) - 1
        if self.unit != 10**digits:
            return [exactly(Fraction(value, self.unit), places) for value in self.numerators.tolist()]
        return [shifted(value, digits, places) for value in self.numerators.tolist()]

    def shown(self, places: int = 2, most: int | Shown | None = None) -> list[str]:
        """Write a column for people, as `written` does."""
        digits, limit = len(str(self.unit)) - 1, most.most if isinstance(most, Shown) else most
        if self.unit == 10**digits and (limit is None or digits <= limit):
            return self.texts(places if limit is None else min(places, limit))
        return [written(number, places, most) for number in self.fractions()]

    def descending(self) -> NDArray[np.intp]:
        """Return the positions from the highest number to the lowest, equal ones in their order."""
        return np.argsort(close_together(-self.numerators), kind="stable")

    def ranks(self) -> NDArray[np.int64]:
        """Rank a column from the highest; ties share a rank and the next is skipped (1, 2, 2, 4)."""
        order = self.descending()
        ranks = np.empty(len(self), np.int64)
        ranks[order] = self[order].ranks_in_order()
        return ranks

    def ranks_in_order(self, *, dense: bool = False) -> NDArray[np.int64]:
        """Rank a column that is in order already, the first being the best; `dense` skips no rank after a tie."""
        starts = np.r_[True, self.numerators[1:] != self.numerators[:-1]][: len(self)]
        if dense:
            return np.cumsum(starts)
        return np.maximum.accumulate(np.where(starts, np.arange(1, len(self) + 1), 0))

    def ascending(self, there: NDArray[np.bool_]) -> "Exact":
        """Sort each row of a matrix, the lowest first; where `there` does not hold the number comes last."""
        beyond = self.numerators.max(initial=0) + 1
        return Exact(np.sort(np.where(there, self.numerators, beyond), axis=1), self.unit)

    @staticmethod
    def beside(columns: "Sequence[Exact]") -> "Exact":
        """Put columns of the same length one beside the other, as a matrix over their common unit."""
        unit = lcm(*(column.unit for column in columns))
        return Exact(narrow(np.stack([column.over(unit) for column in columns], axis=1)), unit)

    @staticmethod
    def concatenated(parts: "Sequence[Exact]") -> "Exact":
        """Put columns or matrices of equal width one below the other, over their common unit."""
        unit = lcm(*(part.unit for part in parts))
        return Exact(narrow(np.concatenate([part.over(unit) for part in parts])), unit)

    def _ceiling(self, bound: Number) -> int:
        return -((-Fraction(bound) * self.unit) // 1)

    def _floor(self, bound: Number) -> int:
        return (Fraction(bound) * self.unit) // 1


def _decimal(numerators: NDArray[Any], unit: int) -> Exact:
    better = _power_of_ten(unit)
    return Exact(narrow(scaled(numerators, better // unit)), better)


def _together(one: Exact, other: Exact) -> tuple[NDArray[Any], NDArray[Any], int]:
    """Put two columns over their common unit, ready to be added or compared."""
    unit = lcm(one.unit, other.unit)
    return scaled(one.numerators, unit // one.unit), scaled(other.numerators, unit // other.unit), unit
