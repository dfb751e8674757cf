"""Rows that follow from the rows of the branches: sums, means and extremes of all, of a page, of what stands above."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from math import inf
from random import Random
from typing import Literal, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from starrating.exact import roomy
from starrating.read.number_grid import Integers, Mask, NumberGrid

Operation = Literal["sum", "mean", "mean_with_blanks", "highest", "lowest"]
_LOWEST = 2**64 - 1
_OPERATIONS: tuple[Operation, ...] = ("sum", "mean", "mean_with_blanks", "highest", "lowest")


class RowFit(NamedTuple):
    """How well a row agrees with an operation on the branches of some rows, from `first` up to before `last`.

    `odd` are the columns that do not agree; `chance` is how many such rows may be expected by chance.
    """

    operation: Operation
    first: int
    last: int
    agreeing: int
    odd: tuple[int, ...]
    chance: float

    @property
    def share(self) -> float:
        """The share of the cells that can speak which agree."""
        return self.agreeing / (self.agreeing + len(self.odd)) if self.agreeing else 0.0


class RowSums(Struct, frozen=True, eq=False, dict=True):
    """Sums of the branches' rows up to every row.

    `columns` are those that may be added up; `derived` those of them that follow from others, which prove nothing
    beside these.
    """

    grid: NumberGrid
    branch: Mask
    columns: Sequence[int]
    derived: frozenset[int]
    rows: NDArray[np.int64]
    collisions: NDArray[np.float64]
    decimals: NDArray[np.int8]

    @classmethod
    def of(cls, grid: NumberGrid, branch: Mask, columns: Sequence[int], derived: frozenset[int]) -> "RowSums":
        """Add up the rows of the branches."""
        chosen = grid.columns(list(columns))
        of_branches = chosen.rows(np.flatnonzero(branch))
        return cls(
            chosen,
            branch,
            columns,
            derived,
            _prefix(branch),
            of_branches.collisions if len(of_branches.numbers) else np.ones(len(columns)),
            of_branches.decimals.max(axis=0, initial=0),
        )

    @cached_property
    def _numbers(self) -> Integers:
        """The numbers of branches, with room to be added up; 0 elsewhere."""
        numbers = roomy(self.grid.numbers, 4 * max(len(self.branch), 1))
        return numbers if self.branch.all() else np.where(self.branch[:, None], numbers, 0)

    @cached_property
    def _filled(self) -> Mask:
        return np.asarray(self.grid.filled & self.branch[:, None])

    @cached_property
    def sums(self) -> Integers:
        """The sum of the branches' rows before each row, and of all: large, so it is made where a row may be a sum."""
        return _prefix(self._numbers)

    @cached_property
    def counts(self) -> Integers:
        """How many branches have a number before each row, and in all."""
        return _prefix(self._filled)

    def fits(self, row: int, spans: Sequence[tuple[int, int]], rivals: int) -> Iterator[RowFit]:
        """Yield how a row agrees with each operation on the branches of each span; `rivals` rows are tried so.

        That a row repeats the only branch of a span proves nothing.
        """
        for first, last in spans:
            many = int(self.rows[last] - self.rows[first])
            if many:
                for operation in _OPERATIONS:
                    if fit := self.fit(row, operation, (first, last), rivals * len(spans) * len(_OPERATIONS)):
                        yield fit

    def fit(self, row: int, operation: Operation, span: tuple[int, int], tries: int) -> RowFit | None:
        """Tell how a row agrees with an operation on a span, one of so many `tries`; None if no cell can speak."""
        first, last = span
        counts = self.counts[last] - self.counts[first]
        speaks = self.grid.filled[row] & (counts > 0)
        if not speaks.any():
            return None
        agrees = self._agrees(row, operation, span, counts)
        fitting, odd = np.flatnonzero(speaks & agrees), np.flatnonzero(speaks & ~agrees)
        chance = float(tries) * max(1, speaks.sum()) ** len(odd)
        shown = int(self.grid.decimals[row].max())
        proving = [column for column in fitting.tolist() if self.columns[column] not in self.derived]
        for column in proving or fitting.tolist()[:1]:
            chance *= self._hit(row, column, span, shown)
        if self.rows[last] - self.rows[first] < 2:
            chance = inf
        return RowFit(
            operation, first, last, len(fitting), tuple(self.columns[column] for column in odd.tolist()), chance
        )

    def _hit(self, row: int, column: int, span: tuple[int, int], shown: int) -> float:
        """Tell how likely a cell agrees by chance: as likely as two branches, or less if no branch has such a number.

        A number above all of the branches, or with more decimals than theirs, is one of as many as there are.
        """
        finer = 10.0 ** -max(0, shown - int(self.decimals[column]))
        size = abs(int(self.grid.numbers[row, column]))
        steps = size * 10 ** int(self.decimals[column]) // self.grid.unit
        beyond = size > int(self._extreme("highest", span)[column])
        likely = float(self.collisions[column])
        return (min(likely, 1 / max(steps, 1)) if beyond else likely) * finer

    def _agrees(self, row: int, operation: Operation, span: tuple[int, int], counts: NDArray[np.int64]) -> Mask:
        first, last = span
        numbers = self.grid.numbers[row].astype(self.sums.dtype)
        if operation in {"highest", "lowest"}:
            return np.asarray(numbers == self._extreme(operation, span))
        sums = self.sums[last] - self.sums[first]
        if operation == "sum":
            many = np.ones(len(counts), np.int64)
        elif operation == "mean":
            many = counts
        else:
            many = np.full(len(counts), self.rows[last] - self.rows[first])
        top, bottom = self.grid.half_unit(int(self.grid.decimals[row].max()))
        return np.asarray(np.abs(numbers * many - sums) * bottom <= many * top)

    def _extreme(self, operation: Operation, span: tuple[int, int]) -> Integers:
        rows = slice(*span)
        numbers, filled = self.grid.numbers[rows], self.grid.filled[rows] & self.branch[rows, None]
        most = np.abs(numbers).max(initial=0) + 1
        if operation == "highest":
            return np.asarray(np.where(filled, numbers, -most).max(axis=0))
        return np.asarray(np.where(filled, numbers, most).min(axis=0))

    def sums_of_the_others(self) -> dict[int, RowFit]:
        """Find branches' rows that are, in every column, the sum or the mean of all the others."""
        filled, sums_of_all, counts_of_all = self.grid.filled, self._numbers.sum(axis=0), self._filled.sum(axis=0)
        found = {}
        shown = self.grid.decimals.max(axis=1, initial=0).astype(np.int64)
        half = self.grid.unit // 10**shown
        for operation in ("sum", "mean"):
            rows = np.flatnonzero(self.branch & filled.any(axis=1)) if (counts_of_all > 2).any() else np.arange(0)
            for column in range(len(self.columns)):  # hardly a row is left after the first
                numbers = self._numbers[rows, column]
                sums, counts = sums_of_all[column] - numbers, counts_of_all[column] - filled[rows, column]
                many = np.ones_like(counts) if operation == "sum" else counts
                agrees = np.abs(numbers * many - sums) * 2 <= many * half[rows]
                rows = rows[np.asarray(agrees, np.bool_) | ~filled[rows, column] | (counts == 0)]
            for row in rows.tolist():
                fit = self._others(row, operation)
                if fit:
                    found[row] = fit
        return found

    def _others(self, row: int, operation: Operation) -> RowFit | None:
        without = self.branch.copy()
        without[row] = False
        derived = frozenset(at for at, column in enumerate(self.columns) if column in self.derived)
        others = RowSums.of(self.grid, without, range(len(self.columns)), derived)
        return others.fit(row, operation, (0, len(without)), int(self.branch.sum()))

    def sums_of_blocks(self) -> dict[int, RowFit]:
        """Find branches' rows that are the sum of the rows directly above or below them, in every column.

        A row's fingerprint is its weighted sum modulo 2**64, which is linear: the sum of a block is found by looking
        the difference of two prefixes up.
        """
        chance = Random(1)  # noqa: S311 [no secret; that of numpy costs more to import than all of this]
        weights = np.array([chance.getrandbits(64) | 1 for _ in self.columns], np.uint64)
        numbers = self.grid.numbers  # (of numbers too large for 64 bits the lowest are enough)
        prints = (numbers & _LOWEST if numbers.dtype == object else numbers).astype(np.uint64) @ weights
        prints[~self.branch] = 0
        prefix = np.concatenate([np.zeros(1, np.uint64), np.cumsum(prints, dtype=np.uint64)])
        order = np.argsort(prefix, kind="stable")
        ordered = prefix[order]
        found: dict[int, RowFit] = {}
        for wanted, above in ((prefix[:-1] - prints, True), (prefix[1:] + prints, False)):
            at = np.searchsorted(ordered, wanted)
            hit = (at < len(ordered)) & (ordered[np.minimum(at, len(ordered) - 1)] == wanted)
            for row in np.flatnonzero(hit & (prints != 0)).tolist():
                fit = self._block(row, order[at[row] : np.searchsorted(ordered, wanted[row], "right")], above=above)
                if fit:
                    found[row] = fit
        return found

    def _block(self, row: int, starts: NDArray[np.intp], *, above: bool) -> RowFit | None:
        spans = [(int(each), row) if above else (row + 1, int(each)) for each in starts.tolist()]
        spans = [(first, last) for first, last in spans if first < last and self.rows[last] - self.rows[first] >= 2]
        tries = len(self.branch) ** 2
        fits = [self.fit(row, "sum", span, tries) for span in spans]
        return next((fit for fit in fits if fit and not fit.odd), None)


def _prefix(values: Integers) -> Integers:
    """Add up the rows before each row, and all of them; truth values count."""
    sums = np.zeros((len(values) + 1, *values.shape[1:]), np.int64 if values.dtype == np.bool_ else values.dtype)
    np.cumsum(values, axis=0, out=sums[1:])
    return sums
