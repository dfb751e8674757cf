"""The numbers of a table as exact integers, and how likely it is that they agree by chance."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from starrating.exact import Exact
from starrating.patterns import regex
from starrating.read.full_marks import plain_label

BLANK, NUMBER, TEXT, _TYPED_NUMBER = range(4)
"""What a cell holds: nothing, a number, words such as 缺; while it is read also, a number typed as text."""
_SAMPLE = 256
_ROWS_AT_ONCE = 2048
_PLAIN = frozenset({float, int})
_MOST = 1e9
_NO_END = frozenset("部支委队科处室组人星级无是否")
"""What most words end with, and no number does."""
_TYPED = regex(r"([+-]?\d{1,9}(?:\.\d{1,6})?)分?", re.ASCII)
"""A number typed as text: 92.5, ９２.５, 92.5分."""

Mask = NDArray[np.bool_]
Integers = NDArray[Any]


class ReadCells(NamedTuple):
    """Cells as floats, 0 where there is no number, with what each holds; `plain` are those that are numbers themselves.

    A number typed as text is none of the latter, nor is one that is too large for a score.
    """

    floats: NDArray[np.float64]
    states: NDArray[np.uint8]
    plain: Mask

    @classmethod
    def of(cls, rows: Sequence[Sequence[object]]) -> "ReadCells":
        """Read rows of cells of equal length: numbers, also those typed as text, and everything else as words."""
        shape = len(rows), len(rows[0]) if rows else 0
        floats, states = np.zeros(shape), np.zeros(shape, np.uint8)
        for first in range(0, len(rows), _ROWS_AT_ONCE):  # what is turned into columns at once stays in the cache
            block = slice(first, first + _ROWS_AT_ONCE)
            for column, cells in enumerate(zip(*rows[block], strict=True)):
                floats[block, column], states[block, column] = _column(cells)
        plain = np.asarray(states == NUMBER)
        states[states == _TYPED_NUMBER] = NUMBER
        return cls(floats, states, plain)

    def rows(self, chosen: Sequence[int] | slice) -> "ReadCells":
        """Return some of the rows."""
        return ReadCells(self.floats[chosen], self.states[chosen], self.plain[chosen])


class NumberGrid(Struct, frozen=True, eq=False, dict=True):
    """Numbers of shape (rows, columns) as integers over one `unit`, a power of ten; what is no number is 0.

    `states` says of each cell whether it holds nothing, a number or words; `decimals` how many decimals it shows.
    """

    numbers: Integers
    unit: int
    states: NDArray[np.uint8]
    decimals: NDArray[np.int8]

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[object]]) -> "NumberGrid":
        """Read rows of cells of equal length."""
        return cls.of_cells(ReadCells.of(rows))

    @classmethod
    def of_cells(cls, cells: ReadCells) -> "NumberGrid":
        """Make a grid of cells that have been read."""
        exact = Exact.from_floats(cells.floats)
        return cls(exact.numerators, exact.unit, cells.states, decimals_of(exact.numerators, exact.unit))

    @cached_property
    def filled(self) -> Mask:
        """Which cells hold a number."""
        return np.asarray(self.states == NUMBER)

    def rows(self, chosen: NDArray[np.intp]) -> "NumberGrid":
        """Return some of the rows, in their order."""
        if len(chosen) == len(self.numbers):
            return self
        return NumberGrid(self.numbers[chosen], self.unit, self.states[chosen], self.decimals[chosen])

    def columns(self, chosen: list[int]) -> "NumberGrid":
        """Return some of the columns."""
        return NumberGrid(self.numbers[:, chosen], self.unit, self.states[:, chosen], self.decimals[:, chosen])

    def sample(self) -> NDArray[np.intp]:
        """Return a few hundred rows, evenly spread: what fails there need not be tried on all."""
        return evenly_spread(len(self.numbers), _SAMPLE)

    def half_unit(self, decimals: int) -> tuple[int, int]:
        """Return half a unit of the last of some decimals, as numerator and denominator, in the unit of the numbers."""
        return self.unit // 10**decimals, 2

    @cached_property
    def collisions(self) -> NDArray[np.float64]:
        """How likely it is, by column, that a cell agrees with a given number by chance.

        It is the chance that two rows have the same number, or the share of one step in the range, whichever is more.
        """
        sample = self.sample()
        return np.array([_collision(self.numbers[sample, column]) for column in range(self.numbers.shape[1])])


def evenly_spread(count: int, most: int) -> NDArray[np.intp]:
    """Return the indices of at most so many of `count` rows, evenly spread, the first and the last among them."""
    return np.linspace(0, count - 1, min(count, most)).astype(np.intp)


def _column(cells: Sequence[object]) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    kinds = set(map(type, cells))
    if kinds <= _PLAIN:
        return _finite(np.array(cells, np.float64), np.full(len(cells), NUMBER, np.uint8))
    if kinds == {str} and not any(cells):
        return np.zeros(len(cells)), np.full(len(cells), BLANK, np.uint8)
    if kinds == {str} and all(cell[-1:] in _NO_END for cell in cells):  # type: ignore[index]
        return np.zeros(len(cells)), np.full(len(cells), TEXT, np.uint8)
    if kinds <= _PLAIN | {str} and cells.count("") == list(map(type, cells)).count(str):  # numbers and empty cells
        numbers = np.array(cells, object)
        blank = numbers == ""
        numbers[blank] = 0
        return _finite(numbers.astype(np.float64), np.where(blank, BLANK, NUMBER).astype(np.uint8))
    known = {cell: _cell(cell) for cell in {cell for cell in cells if type(cell) is str}}
    read = [known[cell] if type(cell) is str else _cell(cell) for cell in cells]
    return _finite(
        np.array([number for number, _ in read], np.float64), np.array([state for _, state in read], np.uint8)
    )


def _finite(floats: NDArray[np.float64], states: NDArray[np.uint8]) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Take what is too large for a score, or is none at all, for words: it cannot be added up."""
    wild = ~(np.abs(floats) < _MOST)
    if wild.any():
        floats[wild], states[wild] = 0, TEXT
    return floats, states


def _cell(cell: object) -> tuple[float, int]:
    if type(cell) in _PLAIN:
        return float(cell), NUMBER  # type: ignore[arg-type]
    if not isinstance(cell, str):
        return 0, BLANK if cell is None else TEXT
    if not cell or cell.isspace():
        return 0, BLANK
    if cell[-1] in _NO_END:
        return 0, TEXT
    plain = plain_label(cell)
    if not plain:
        return 0, BLANK
    match = _TYPED.fullmatch(plain)
    return (float(match[1]), _TYPED_NUMBER) if match else (0, TEXT)


def _collision(column: Integers) -> float:
    """Tell how likely it is that two numbers of a column are equal."""
    values, counts = np.unique(column, return_counts=True)
    many = len(column)
    if many < 2:
        return 1.0
    steps = np.diff(values)
    grain = int(np.gcd.reduce(steps)) if len(steps) else 1
    spread = (int(column.max()) - int(column.min())) // max(grain, 1) + 1
    return max(float((counts * (counts - 1)).sum()) / (many * (many - 1)), 1 / spread)


def decimals_of(numbers: Integers, unit: int) -> NDArray[np.int8]:
    """Tell how many decimals numbers over a power of ten have: 92.50 has one, 90.00 none."""
    places = len(str(unit)) - 1
    decimals = np.full(numbers.shape, places, np.int8)
    step, open_ = 10, np.ones(numbers.shape, np.bool_)
    for _ in range(places):
        open_ &= numbers // step * step == numbers  # numpy divides by a constant much faster than it takes a rest
        if not open_.any():
            break
        decimals[open_] -= 1
        step *= 10
    return decimals


def differing(rows: Integers) -> Integers:
    """Return the rows that differ; numpy itself does not find them among integers too large for it."""
    if rows.dtype == object:
        return np.array([*set(map(tuple, rows.tolist()))], object).reshape(-1, rows.shape[1])
    return np.asarray(np.unique(rows, axis=0))
