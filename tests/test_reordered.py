"""Cells in another order read and compare like the list they stand for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.model.inputs import ReorderedList


@given(st.lists(st.text(max_size=3), max_size=12), st.randoms())
def test_it_is_the_list_in_that_order(cells, shuffle):
    order = list(range(len(cells)))
    shuffle.shuffle(order)
    expected = [cells[i] for i in order]
    made = ReorderedList(cells, np.array(order, dtype=np.intp))
    assert [made[i] for i in range(len(made))] == expected
    assert made == expected
    assert list(made) == expected
    assert made[1:3] == expected[1:3]
    assert made[-1:] == expected[-1:]
    assert repr(made) == repr(expected)
    assert all(cell in made for cell in cells)


def test_a_cell_is_found_by_its_place():
    made = ReorderedList(["甲", "乙", None], np.array([2, 0, 1]))
    assert made.index("乙") == 2
    with pytest.raises(ValueError, match="丙"):
        made.index("丙")


def test_it_may_be_reordered_again():
    again = ReorderedList(ReorderedList([1, 2, 3], np.array([2, 1, 0])), np.array([1, 0, 2]))
    assert again == [2, 3, 1]
