"""The numbers of a table: which rows are looked at first."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from starrating.read.number_grid import evenly_spread


@given(st.integers(0, 3000), st.integers(2, 300))
def test_rows_are_spread_evenly_from_the_first_to_the_last(count, most):
    rows = evenly_spread(count, most).tolist()
    assert len(rows) == min(count, most)
    assert rows[:1] + rows[-1:] == ([0, count - 1] if count else [])
    gaps = {after - before for before, after in pairwise(rows)}
    assert not gaps or min(gaps) >= 1
    assert len(gaps) < 2 or max(gaps) - min(gaps) == 1
