"""What two columns are to each other in every row, at the edges of each rule."""

from decimal import Decimal

import pytest

from starrating.read import column_pairs
from starrating.read.number_grid import NumberGrid


def grid(*columns):
    return NumberGrid.from_rows(list(zip(*columns, strict=True)))


@pytest.mark.parametrize(
    ("numbers", "once", "anew"),
    [
        ([1, 2, 3, 4, 5], True, True),
        ([1, 2, 3, 4], False, True),
        ([1, 2, 1, 2, 3], False, True),
        ([1, 2, "", 3, 4, 5], True, True),
        ([1, 2, 4, 5, 6], False, False),
        ([1, 3, 2, 4, 5], False, False),
        ([2, 3, 4, 5, 6], False, False),
        ([0.5, 1, 1.5, 2, 2.5], False, False),
        ([1, "", ""], False, False),
    ],
)
def test_what_counts_the_rows(numbers, once, anew):
    assert (column_pairs.counts_once(grid(numbers), 0), column_pairs.counts(grid(numbers), 0)) == (once, anew)


@pytest.mark.parametrize(
    ("ranks", "ordered"),
    [
        ([1, 2, 2, 4], True),
        ([1, 2, 2, 3], True),
        ([1, 2, 2, ""], True),
        ([1, 2, "", ""], False),
        ([1, 2, 3, 4], False),
        ([4, 2, 2, 1], False),
        ([1, 2, 2, 5], False),
        ([1.5, 2, 2, 4], False),
        ([2, 3, 3, 4], False),
    ],
)
def test_what_orders_the_rows(ranks, ordered):
    assert column_pairs.orders(grid(ranks, [90, 80, 80, 70]), 0, 1) is ordered


@pytest.mark.parametrize(
    ("left", "whole"),
    [([97, 96, 94], True), ([97, 96, 95], False), ([97, "", 94], False)],
)
def test_what_is_left_of_the_full_marks(left, whole):
    assert column_pairs.completes(grid(left, [3, 4, 6]), 0, 1, Decimal(100)) is whole
    assert not column_pairs.completes(grid([97, 97, 97], [3, 3, 3]), 0, 1, Decimal(100))


@pytest.mark.parametrize(
    ("numbers", "apart"),
    [
        ([10, 9, 8], True),
        ([90, 91, 92], True),
        ([10, 9, 9], False),
        ([10, 9.5, 8], False),
        ([10, 9, ""], False),
    ],
)
def test_what_is_as_far_from_one_number(numbers, apart):
    assert column_pairs.apart_by_one_number(grid(numbers, [90, 91, 92]), 0, 1) is apart


def test_what_is_rounded_may_be_apart_by_one_more():
    assert column_pairs.apart_by_one_number(grid([10, 9, 8], [90.4, 90.6, 92]), 0, 1)
    assert not column_pairs.apart_by_one_number(grid([10, 9, 8], [90.4, 89.9, 92]), 0, 1)


@pytest.mark.parametrize(
    ("change", "of"),
    [
        ([1, -5, 2], (1, 2)),
        ([-1, 5, -2], (2, 1)),
        ([1, 5, 2], (1, 2)),
        ([1, -5, 3], None),
        ([1, -5, ""], None),
    ],
)
def test_what_is_the_difference_of_two_others(change, of):
    assert column_pairs.difference_of(grid(change, [81, 50, 57], [80, 55, 55]), 0, [1, 2]) == of


def test_a_difference_that_is_nearly_always_the_same_is_none():
    assert column_pairs.difference_of(grid([1, 1, 2], [81, 50, 57], [80, 49, 55]), 0, [1, 2]) is None


@pytest.mark.parametrize(
    ("others", "share"), [([1, 2, 3], 1), ([1, 2, 4], "2/3"), ([1, "", 4], "1/2"), (["", "", ""], 0)]
)
def test_in_which_share_of_the_rows_columns_are_the_same(others, share):
    assert str(column_pairs.equal_share(grid([1, 2, 3], others), 0, 1)) == str(share)


@pytest.mark.parametrize(("numbers", "constant"), [([7, 7], True), ([7, ""], True), (["", ""], True), ([7, 8], False)])
def test_what_is_one_number(numbers, constant):
    assert column_pairs.is_constant(grid(numbers), 0) is constant
