"""Exact numbers as people read and write them: decimals."""

from decimal import Decimal
from fractions import Fraction
from math import floor

Number = int | Decimal | Fraction


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
    return shifted(int(exact * 10**digits), digits, places)


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
