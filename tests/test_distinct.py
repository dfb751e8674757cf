"""The values that occur in a column: the same as numpy has them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from starrating.distinct import counted, dense, distinct, distinct_rows

COLUMNS = arrays.arrays(np.int64, st.integers(0, 12), elements=st.integers(-3, 3))
MATRICES = arrays.arrays(np.int64, st.tuples(st.integers(0, 9), st.integers(1, 3)), elements=st.integers(-2, 2))


@given(COLUMNS)
def test_values_of_a_column_once_how_often_and_how_many_lie_below(values):
    assert distinct(values).tolist() == np.unique(values).tolist()
    assert [each.tolist() for each in counted(values)] == [
        each.tolist() for each in np.unique(values, return_counts=True)
    ]
    assert dense(values).tolist() == np.unique(values, return_inverse=True)[1].tolist()


def test_exact_numbers_may_be_too_large_for_a_word_of_the_machine():
    values = np.array([10**30, 1, 10**30, -(10**30)], object)
    assert distinct(values).tolist() == [-(10**30), 1, 10**30]
    assert dense(values).tolist() == [2, 1, 2, 0]


@given(MATRICES)
def test_rows_of_a_matrix_once_in_the_order_of_their_numbers(rows):
    assert distinct_rows(rows).tolist() == np.unique(rows, axis=0).tolist()
