"""What is passed over as no sum is none: the search finds what it would find without the bounds."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from starrating.read.agreement import Relation, agreement, mostly
from starrating.read.number_grid import NUMBER, NumberGrid, decimals_of
from starrating.read.sum_bounds import SumBounds


def _grid(rows: list[list[int]]) -> NumberGrid:
    numbers = np.array(rows, np.int64)
    return NumberGrid(numbers, 10, np.full(numbers.shape, NUMBER, np.uint8), decimals_of(numbers, 10))


def _sum_of(parts: tuple[int, ...]) -> Relation:
    return Relation(0, parts, "sum", (Fraction(1),) * len(parts))


@given(st.data())
def test_no_sum_is_ruled_out(data: st.DataObject) -> None:
    """Of small numbers sums are common, also those with odd cells, with blanks of points, and of rounded totals."""
    width = data.draw(st.integers(3, 5))
    cell = st.sampled_from((0, 1, 2, 10, 11, 20) if data.draw(st.booleans()) else (5, 10, 20, -10))
    rows = data.draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=10))
    for row in rows if data.draw(st.booleans()) else rows[2:]:
        row[0] = sum(row[1:])
    grid, places = _grid(rows), [data.draw(st.integers(0, 1)), *[1] * (width - 1)]
    bounds = SumBounds(grid, places, [1] * width)
    parts = list(range(1, width))
    for without in (None, *parts):
        chosen = [part for part in parts if part != without]
        if len(chosen) > 1 and mostly(*agreement(grid, _sum_of(tuple(chosen)), places[0])):
            assert not bounds.rule_out(0, chosen, chosen)
            assert not bounds.rule_out(0, chosen[:2], parts)
            assert not bounds.rule_out(0, parts, parts, spare=1)


def test_what_is_smaller_than_one_of_its_parts_is_ruled_out() -> None:
    grid = _grid([[10, 20, 10], [20, 30, 10], [30, 10, 10]])
    assert SumBounds(grid, [1, 1, 1], [1, 1, 1]).rule_out(0, [1, 2], [1, 2])
    assert not SumBounds(grid, [1, 1, 1], [1, -1, 1]).rule_out(0, [1, 2], [1, 2])
    assert not SumBounds(_grid([[10, 20, 0], [20, 30, 0]]), [1, 1, 1], [1, 1, 1]).rule_out(0, [1, 2], [1, 2])


def test_odd_rows_and_rounded_totals_rule_nothing_out() -> None:
    summed, odd = [30, 20, 10], [10, 20, 10]
    for many, ruled_out in ((3, False), (4, True)):
        bounds = SumBounds(_grid([odd] * many + [summed] * (10 - many)), [1, 1, 1], [1, 1, 1])
        assert bounds.rule_out(0, [1, 2], [1, 2]) is ruled_out
    assert not SumBounds(_grid([[10, 14, 1]]), [0, 1, 1], [1, 1, 1]).rule_out(0, [1, 2], [1, 2])
    assert SumBounds(_grid([[10, 16, 1]]), [0, 1, 1], [1, 1, 1]).rule_out(0, [1, 2], [1, 2])
