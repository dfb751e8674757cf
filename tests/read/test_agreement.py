"""In how many rows a relation must hold, and what it says there."""

from fractions import Fraction

import numpy as np
import pytest

from starrating.read.agreement import agreement, mean, mostly
from starrating.read.number_grid import NumberGrid


@pytest.mark.parametrize(("fits", "rows", "holds"), [(7, 10, True), (13, 20, False), (9, 13, False), (1, 1, True)])
def test_a_relation_holds_in_seven_of_ten_rows(fits, rows, holds):
    assert mostly(np.arange(rows) < fits, np.ones(rows, np.bool_)) is holds


def test_a_mean_is_of_all_columns_of_those_filled_or_of_those_between():
    grid = NumberGrid.from_rows([[3, 1, 2, 6], [2, 1, "", 3], [2, 2, 2, ""], [2.4, 1, 2, 4]])

    def rows(trimmed):
        fits, speaks = agreement(grid, mean(0, (1, 2, 3), trimmed), 1)
        return [bool(fit) if says else None for fit, says in zip(fits, speaks, strict=True)]

    assert rows(None) == [True, True, True, False]
    assert rows((0, 0)) == [True, False, False, False]
    assert rows((1, 1)) == [False, False, True, False]
    assert mean(0, (1, 2, 3), (1, 1)).weights == (Fraction(1),) * 3
