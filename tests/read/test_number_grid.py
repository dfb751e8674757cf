"""The numbers of a table: which rows are looked at first."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.read.number_grid import NumberGrid, evenly_spread


@given(st.integers(0, 3000), st.integers(2, 300))
def test_rows_are_spread_evenly_from_the_first_to_the_last(count, most):
    rows = evenly_spread(count, most).tolist()
    assert len(rows) == min(count, most)
    assert rows[:1] + rows[-1:] == ([0, count - 1] if count else [])
    gaps = {after - before for before, after in pairwise(rows)}
    assert not gaps or min(gaps) >= 1
    assert len(gaps) < 2 or max(gaps) - min(gaps) == 1


@pytest.mark.parametrize(
    ("numbers", "likely"),
    [
        ([7], 1),
        ([7, 7, 7], 1),
        ([1, 2, 3, 4], 1 / 4),
        ([1, 1, 3, 4], 1 / 4),
        ([2, 4, 6, 8], 1 / 4),
        ([1, 1, 1, 4], 1 / 2),
        ([1, 2, 12], 1 / 12),
    ],
)
def test_how_likely_two_rows_have_one_number(numbers, likely):
    assert NumberGrid.from_rows([[number] for number in numbers]).collisions.tolist() == [likely]
