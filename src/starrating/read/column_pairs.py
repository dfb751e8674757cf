"""What a column is in every row: one number; what counts or orders them, is another, or what others differ by."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from starrating.read.number_grid import NumberGrid

_MANY, _FEW = 5, 24


def is_constant(grid: NumberGrid, column: int) -> bool:
    """Tell whether a column has one number at most."""
    numbers = grid.numbers[:, column][grid.filled[:, column]]
    return bool(len(numbers) == 0 or (numbers == numbers[0]).all())


def counts(grid: NumberGrid, column: int) -> bool:
    """Tell whether a column counts the rows 1, 2, 3 …, beginning anew wherever it is 1 again."""
    counted = grid.numbers[grid.filled[:, column], column]
    steps = np.diff(counted)
    whole = counted[0] == grid.unit and ((steps == grid.unit) | (counted[1:] == grid.unit)).all()
    return bool(whole) and len(counted) > 1


def counts_once(grid: NumberGrid, column: int) -> bool:
    """Tell whether a column has 1, 2, 3 … in five or more rows: such scores there are none, such codes there are."""
    counted = grid.numbers[grid.filled[:, column], column]
    return len(counted) >= _MANY and np.array_equal(counted, grid.unit * np.arange(1, len(counted) + 1))


def orders(grid: NumberGrid, column: int, other: int) -> bool:
    """Tell whether a column orders three or more rows by another, 1, 2, 2, 4 or 1, 2, 2, 3."""
    both = grid.filled[:, column] & grid.filled[:, other]
    ranks, scores = grid.numbers[both, column], grid.numbers[both, other]
    if len(ranks) < 3 or (ranks % grid.unit).any() or int(ranks.min()) != grid.unit:
        return False
    ranks = ranks // grid.unit
    if int(ranks.max()) > len(ranks):
        return False
    order = np.sort(-scores)
    skipping = np.searchsorted(order, -scores) + 1
    return bool((ranks == skipping).all() or (ranks == np.unique(-scores, return_inverse=True)[1] + 1).all())


def completes(grid: NumberGrid, column: int, other: int, marks: Decimal, at_least: Fraction = Fraction(1)) -> bool:
    """Tell whether a column and what differs beside it add up to the full marks, in so large a share of the rows."""
    lost, filled = np.abs(grid.numbers[:, other]), grid.filled[:, [column, other]]
    whole = grid.numbers[:, column] + lost == int(marks * grid.unit)
    enough = int(np.count_nonzero(whole)) >= at_least * len(whole)
    return bool(filled.all() and enough and len(np.unique(lost[whole])) > 1)


def equal_share(grid: NumberGrid, column: int, other: int) -> Fraction:
    """Return in which share of the rows that have both numbers two columns are the same; 0 where there are none."""
    both = grid.filled[:, column] & grid.filled[:, other]
    same = (grid.numbers[both, column] == grid.numbers[both, other]).sum()
    return Fraction(int(same), int(both.sum())) if both.any() else Fraction(0)


_VARIED = 3
"""So many rows must differ for a scale to be proven by them."""


def apart_by_one_number(grid: NumberGrid, column: int, other: int) -> bool:
    """Tell whether three or more rows that differ have one sum or one difference of two columns: 离满分, 与平均分差.

    It may be rounded: so it differs by one in the last decimal that the column shows.
    """
    both = grid.filled[:, column] & grid.filled[:, other]
    ours, theirs = grid.numbers[both, column], grid.numbers[both, other]
    step = grid.unit // 10 ** int(grid.decimals[both, column].max(initial=0))
    within = 0 if grid.decimals[both, other].max(initial=0) <= grid.decimals[both, column].max(initial=0) else step
    return len(np.unique(ours)) > 2 and any(
        int(each.max()) - int(each.min()) <= within for each in (ours + theirs, ours - theirs)
    )


def difference_of(grid: NumberGrid, column: int, others: Sequence[int]) -> tuple[int, int] | None:
    """Return two of `others` of which a column is the difference in all of three or more rows that differ.

    It may be written without its sign: 较上期增减, 名次变化. All pairs are tried at once on a few rows.
    """
    few = grid.rows(np.flatnonzero(grid.filled[:, column])[:_FEW])
    numbers, change = few.numbers[:, list(others)], few.numbers[:, [[column]]]
    gaps = numbers[:, :, None] - numbers[:, None, :]
    filled = few.filled[:, list(others)]
    open_ = ~(filled[:, :, None] & filled[:, None, :])
    likely = ((gaps == change) | (np.abs(gaps) == change) | open_).all(axis=0)
    for first, second in np.argwhere(likely).tolist():
        if first != second and _is_difference(grid, column, (others[first], others[second])):
            return others[first], others[second]
    return None


def _is_difference(grid: NumberGrid, column: int, pair: tuple[int, int]) -> bool:
    rows = grid.filled[:, [column, *pair]].all(axis=1)
    change, gap = grid.numbers[rows, column], grid.numbers[rows, pair[0]] - grid.numbers[rows, pair[1]]
    holds = np.array_equal(change, gap) or np.array_equal(change, np.abs(gap))
    return holds and len(np.unique(change)) > 2


def scaled_to(grid: NumberGrid, column: int, source: int, whole: Decimal) -> Fraction | None:
    """Return the factor that makes a column of another one in every row, from other full marks to the `whole`: 折百."""
    both = grid.filled[:, column] & grid.filled[:, source] & (grid.numbers[:, column] > 0)
    ours, theirs = grid.numbers[both, column], grid.numbers[both, source]
    if len(np.unique(ours)) < _VARIED or int(ours.sum()) == 0:
        return None
    full = round(Fraction(whole) * int(theirs.sum()) / int(ours.sum()))
    if full in {0, whole}:
        return None
    weight = Fraction(whole) / full
    top, bottom = grid.half_unit(int(grid.decimals[both, column].max(initial=0)))
    gaps = np.abs(ours * weight.denominator - theirs * weight.numerator)
    return weight if bool((gaps * bottom <= weight.denominator * top).all()) else None
