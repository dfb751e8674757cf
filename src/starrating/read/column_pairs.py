"""What a column is in every row: one number; what counts them, orders them, or is what another lacks of full marks."""

from decimal import Decimal

import numpy as np

from starrating.read.number_grid import NumberGrid


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


def completes(grid: NumberGrid, column: int, other: int, marks: Decimal) -> bool:
    """Tell whether a column and what differs beside it add up to the full marks in every row."""
    lost, filled = grid.numbers[:, other], grid.filled[:, [column, other]]
    whole = grid.numbers[:, column] + lost == int(marks * grid.unit)
    return bool(filled.all() and whole.all() and len(np.unique(lost)) > 1)
