"""How wide and how tall cells must be: widths in digits of the body's font, heights in points."""

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from starrating.exact import Exact, written

ROW_HEIGHT, LINE_HEIGHT, TALLEST = 21, 15, 409
_WIDEST_NUMBER = 18
"""What needs more is written as text, and wraps."""
_DIGIT, _HALF_WIDTH = 7, 7.34
"""Pixels of the digits that widths of columns are counted in, and of half a Chinese character of 11 points."""
_RAGGED = 1.1


def display_width(value: str) -> int:
    """Count the columns of a text: 2 for a Chinese character, 1 for a letter or digit, by their bytes in UTF-8."""
    return (len(value.encode(errors="replace")) + len(value)) // 2


def text_measure(values: Sequence[str | None], width: int, widest: int) -> tuple[int, NDArray[np.int16]]:
    """Return the width of a column of texts, from `width` up to `widest`, and how many lines each cell takes in it."""
    lines = np.ones(len(values), dtype=np.int16)
    needs = np.fromiter((display_width(value) if value else 0 for value in values), np.int64, len(values))
    asked = math.ceil(int(needs.max(initial=0)) * _HALF_WIDTH / _DIGIT) + 1
    width = min(max(width, asked), max(width, widest))
    broken = np.fromiter((value is not None and "\n" in value for value in values), np.bool_, len(values))
    for row in np.flatnonzero((needs > _room(width)) | broken).tolist():
        lines[row] = text_lines(values[row] or "", width)
    return width, lines


def number_width(numbers: Exact, width: int, places: int) -> int:
    """Return the width of a column of numbers printed with `places` decimals: in a narrower one they would be ###."""
    if not len(numbers):
        return width
    ends = (int(numbers.numerators.min()), int(numbers.numerators.max()))
    whole = max(len(str(abs(end) // numbers.unit)) + (end < 0) for end in ends)
    return max(width, min(whole + (1 + places if places else 0), _WIDEST_NUMBER) + 1)


def decimals(numbers: Exact) -> int:
    """Tell how many decimals the numbers of a column need to be written in full; 0 for whole ones."""
    if numbers.unit == 1 or not len(numbers):
        return 0
    smallest = Fraction(int(np.gcd.reduce(numbers.numerators)), numbers.unit)
    return len(written(Fraction(1, smallest.denominator), 0).partition(".")[2])


def text_lines(value: str, width: int) -> int:
    """Estimate the lines that a text takes in a column; what wraps loses a little at the end of every line.

    More than TALLEST is of no use, for no row holds them.
    """
    room = _room(width)
    needs = (display_width(line) for line in value.split("\n"))
    return min(TALLEST, sum(math.ceil(need * _RAGGED / room) if need > room else 1 for need in needs))


def row_heights(lines: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return the heights of rows of so many lines, none taller than a row can be."""
    return np.minimum(ROW_HEIGHT + (lines - 1) * LINE_HEIGHT, TALLEST)


def row_height(value: str, width: int) -> int:
    """Return the height of a row that holds a text across so many digits."""
    return int(row_heights(np.array([text_lines(value, width)], np.int16))[0])


def _room(width: int) -> int:
    """Tell how many half-width characters of the body's size a column holds."""
    return max(1, int((width * _DIGIT + 3) / _HALF_WIDTH))
