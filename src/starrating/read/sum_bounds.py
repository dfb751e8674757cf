"""What a column cannot be the sum of: numbers of which one alone is larger than it, in too many rows."""

from collections.abc import Sequence

import numpy as np

from starrating.read.agreement import MOSTLY
from starrating.read.number_grid import Mask, NumberGrid


class SumBounds:
    """Which columns are larger than which, found once: most sums need not be tried. `places` are decimals shown."""

    def __init__(self, grid: NumberGrid, places: Sequence[int], signs: Sequence[int]) -> None:
        numbers = grid.numbers
        self._above_zero: Mask = np.asarray((grid.filled & (numbers > 0)).all(axis=0))
        self._never_below: Mask = np.asarray((numbers >= 0).all(axis=0) & (np.array(signs) > 0))
        self._larger: Mask = np.array([_larger(grid, target, shown) for target, shown in enumerate(places)])

    def rule_out(self, target: int, parts: Sequence[int], among: Sequence[int], spare: int = 0) -> bool:
        """Tell whether a column is no sum that has all of `parts`, but for `spare` of them, and others of `among`.

        Only where at least two of the parts are above zero in every row, so that every row speaks, and nothing that
        could be added is ever below.
        """
        if np.count_nonzero(self._above_zero[parts]) < 2 + spare or not self._never_below[among].all():
            return False
        return int(np.count_nonzero(self._larger[target, parts])) > spare


def _larger(grid: NumberGrid, target: int, places: int) -> Mask:
    """Tell which columns are larger than one in more of its rows than may be odd, by half a unit or more."""
    ours = grid.numbers[:, [target]]
    top, bottom = grid.half_unit(places)
    speaks = grid.filled[:, [target]] & (ours != 0)
    fits = (speaks & ((grid.numbers - ours) * bottom <= top)).sum(axis=0)
    return np.asarray(fits * MOSTLY.denominator < speaks.sum() * MOSTLY.numerator)
