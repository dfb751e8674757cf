"""One exact number, as people read and write it: decimals, shares in percent, fractions for machines; never a float."""

from bisect import bisect_left, bisect_right
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

Number = int | Decimal | Fraction

_MANY = 40


def exactly(value: Number, places: int = 2) -> str:
    """Write one exact number so that it can be read back: a decimal with at least `places` decimals, else a fraction.

    A number that no decimal can hold is written as the fraction it is, 254/3: for records and machines, not for people.
    """
    exact = Fraction(value)
    digits = _digits(exact, places)
    if digits is None:
        return f"{exact.numerator}/{exact.denominator}"
    return shifted(int(exact * 10**digits), digits, places)


class Shown(NamedTuple):
    """How people are shown numbers: with so many decimals at most, None for all; on their side of bounds, in order."""

    most: int | None = None
    bounds: tuple[Fraction, ...] = ()

    def keeps(self, exact: Fraction, rounded: Fraction) -> bool:
        """Tell whether a rounded number stands where the exact one does: it lies on, above, below the same bounds.

        On a bound without end, 2/3, no decimal can lie.
        """
        bounds = (
            self.bounds if _digits(exact, 0) is not None else tuple(bound for bound in self.bounds if bound != exact)
        )
        return _place(bounds, exact) == _place(bounds, rounded)


def _place(bounds: tuple[Fraction, ...], number: Fraction) -> tuple[int, int]:
    return bisect_left(bounds, number), bisect_right(bounds, number)


def written(value: Number, places: int = 2, most: int | Shown | None = None) -> str:
    """Write one exact number for people, as a decimal with at least `places` decimals: 91.5 → 91.50, 254/3 → 84.67.

    All decimals are written, 89.9999 too, unless `most` says how many at most, or there is no end of them. What is cut
    is rounded, and gets more decimals as long as the last one is a 0: so it never looks like a rounder number than it
    is, and stays on its side of a bound: 89.9996 cut to two decimals is 89.9996, never 90.00. Of bounds that have
    decimals themselves `most` has to tell: beside a bound at 84.67, 254/3 is 84.667.
    """
    exact = Fraction(value)
    shown = most if isinstance(most, Shown) else Shown(most)
    places = places if shown.most is None else min(places, shown.most)
    digits = _digits(exact, places)
    if digits is not None and (shown.most is None or digits <= shown.most):
        return shifted(int(exact * 10**digits), digits, places)
    digits = max(places, 2) if shown.most is None else shown.most
    while (rounded := _nearest(exact * 10**digits)) % 10 == 0 or not shown.keeps(exact, Fraction(rounded, 10**digits)):
        digits += 1
    return shifted(rounded, digits, places)


def read_back(text: str, most: int | Shown | None = None) -> str:
    """Write for people what `exactly` wrote."""
    decimals = len(text.partition(".")[2]) or (2 if "/" in text else 0)
    limit = most.most if isinstance(most, Shown) else most
    return written(Fraction(text), decimals if limit is None else min(decimals, limit), most)


def as_data(text: str, most: int | Shown | None = None) -> str | dict[str, str]:
    """Return for machines what `exactly` wrote: a decimal as it is, a fraction beside the decimal that people see."""
    return {"exact": text, "decimal": read_back(text, most)} if "/" in text else text


def _digits(exact: Fraction, places: int) -> int | None:
    """Return how many decimals a number needs, at least `places`; None if they have no end."""
    digits = places
    while (exact * 10**digits).denominator != 1:
        digits += 1
        if digits > _MANY:
            return None
    return digits


def _nearest(number: Fraction) -> int:
    """Round to the nearest whole number, halves away from zero."""
    size = (2 * abs(number.numerator) + number.denominator) // (2 * number.denominator)
    return size if number >= 0 else -size


def share(part: int, whole: int, bound: Fraction | None = None) -> str:
    """Write a share in percent with one decimal, halves upwards: 1 of 3 is 33.3%. None of none is 0.0%.

    Beside a bound that it misses, it has as many decimals as show that: 29.96% of a target of 30%.
    """
    exact = Fraction(part, whole) if whole else Fraction(0)
    places = 1
    while True:
        unit = 100 * 10**places
        rounded = floor(exact * unit + Fraction(1, 2))
        if bound in {None, exact} or Fraction(rounded, unit) != bound:
            return f"{shifted(rounded, places, places)}%"
        places += 1


def decimal_of(number: float) -> Decimal:
    """Read one cell's number as the decimal of at most 15 significant digits that a spreadsheet shows."""
    return Decimal(f"{number:.15g}")


def shifted(number: int, digits: int, places: int) -> str:
    """Write number / 10**digits with all decimals it needs, and at least `places`."""
    shown = str(abs(number)).rjust(digits + 1, "0")
    whole, decimals = shown[: len(shown) - digits], shown[len(shown) - digits :].rstrip("0").ljust(places, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
