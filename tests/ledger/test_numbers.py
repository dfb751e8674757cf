import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from starrating.exact import Exact
from starrating.ledger import encoding

SHAPES = st.tuples(st.integers(0, 5), st.integers(0, 4))
LONG = st.integers(-(2**63), 2**63 - 1)
WIDE = st.integers(-(10**40), 10**40)


@st.composite
def matrices(draw):
    rows, width = draw(SHAPES)
    wide = draw(st.booleans())
    values = draw(st.lists(WIDE if wide else LONG, min_size=rows * width, max_size=rows * width))
    array = np.array(values, dtype=object if wide else np.int64).reshape(rows, width)
    return Exact(array, draw(st.integers(1, 10**30)))


def same(found, expected):
    return (
        found.unit == expected.unit
        and found.numerators.dtype == expected.numerators.dtype
        and found.numerators.shape == expected.numerators.shape
        and found.numerators.tolist() == expected.numerators.tolist()
    )


@given(matrices())
def test_a_matrix_is_read_back_as_it_was_written(exact):
    lines = encoding.lines(exact)
    assert same(encoding.matrix(lines, exact.numerators.shape[1], encoding.measure(exact)), exact)


@given(matrices())
def test_a_column_is_read_back_as_it_was_written(exact):
    column = Exact(exact.numerators.ravel(), exact.unit)
    assert same(encoding.column(encoding.integers(column), encoding.measure(column)), column)


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 3), min_size=width, max_size=width), min_size=1)
    )
)
def test_states_are_read_back_as_they_were_written(states):
    array = np.array(states, dtype=np.uint8)
    assert encoding.states(encoding.digits(array), array.shape[1]).tolist() == states


def test_what_is_written_can_be_read_by_people():
    points = Exact(np.array([[9000, 8550], [10000, 0]]), 100)
    assert encoding.lines(points) == ["9000,8550", "10000,0"]
    assert encoding.digits(np.array([[0, 1, 3]], dtype=np.uint8)) == ["013"]
