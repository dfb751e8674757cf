"""Exact columns: what a float in a cell stands for, and arithmetic without floats."""

import random
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.decimals import Shown, decimal_of, exactly, share, written
from starrating.exact import Exact, close_together


def exact(*numbers: float) -> Exact:
    return Exact.from_floats(np.array(numbers))


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (89.99999999999999, "90.00"),
        (89.9999, "89.9999"),
        (0.1 + 0.2, "0.30"),
        (1 / 3, "0.333333333333333"),
        (1e15 + 0.3, "1000000000000000.00"),
        (-0.5, "-0.50"),
        (0, "0.00"),
    ],
)
def test_a_cell_holds_fifteen_significant_digits(stored, shown):
    assert exact(stored).texts() == [shown]


@given(st.lists(st.floats(-1e12, 1e12, allow_subnormal=False).filter(lambda x: x == 0 or abs(x) > 1e-9), min_size=1))
def test_floats_are_read_as_a_spreadsheet_shows_them(numbers):
    assert exact(*numbers).fractions() == [Fraction(Decimal(f"{number:.15g}")) for number in numbers]


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=40))
def test_sums_are_those_of_decimals(numbers):
    matrix = Exact.from_floats(np.array([[float(number) for number in numbers]]))
    assert matrix.sum().fractions() == [Fraction(sum(numbers))]


def test_fifteen_tenths_that_floats_get_wrong():
    rng = random.Random(7)
    rows = [[rng.randint(0, 100) / 10 for _ in range(15)] for _ in range(2000)]
    wrong = sum(sum(row) != float(sum(decimal_of(cell) for cell in row)) for row in rows)
    assert wrong > 100
    sums = Exact.from_floats(np.array(rows)).sum().fractions()
    assert sums == [sum(Fraction(decimal_of(cell)) for cell in row) for row in rows]


bounds = st.one_of(st.decimals(-50, 150, places=3), st.fractions(-50, 150, max_denominator=7))


@given(st.lists(st.decimals(-50, 150, places=2), min_size=1), bounds)
def test_comparisons_are_those_of_fractions(numbers, bound):
    column, values, limit = Exact.from_decimals(numbers), [Fraction(n) for n in numbers], Fraction(bound)
    assert column.at_least(bound).tolist() == [value >= limit for value in values]
    assert column.above(bound).tolist() == [value > limit for value in values]
    assert column.at_most(bound).tolist() == [value <= limit for value in values]
    assert column.below(bound).tolist() == [value < limit for value in values]


@given(st.lists(st.integers(0, 20), min_size=1))
def test_ranks_count_those_above(numbers):
    ranks = Exact(np.array(numbers)).ranks().tolist()
    assert ranks == [1 + sum(other > number for other in numbers) for number in numbers]


def test_columns_of_different_units_are_joined_and_subtracted_over_a_common_one():
    tenths, quarters = Exact(np.array([5]), 10), Exact(np.array([3]), 4)
    assert Exact.concatenated([tenths, quarters]).fractions() == [Fraction(1, 2), Fraction(3, 4)]
    assert quarters.minus(tenths).fractions() == [Fraction(1, 4)]
    assert tenths == Exact(np.array([50]), 100)
    assert tenths != quarters


def test_numbers_too_large_for_64_bits_stay_exact():
    huge = Exact.from_decimals([Decimal(10**30), Decimal("0.1")])
    assert huge.numerators.dtype == object
    assert huge.texts(0) == [str(10**30), "0.1"]
    assert Exact(np.array([[2**62, 2**62]])).sum().fractions() == [Fraction(2**63)]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValueError, match="finite"):
        exact(number)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [(Decimal("91.5"), 2, "91.50"), (Fraction(1, 3), 2, "0.33"), (90, 0, "90"), (Decimal("-0.005"), 2, "-0.005")],
)
def test_numbers_are_written_with_all_their_digits(value, places, shown):
    assert written(value, places) == shown


@given(st.fractions(max_denominator=300))
def test_what_is_written_exactly_is_read_back(number):
    assert Fraction(exactly(number)) == number


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(1, 3, "33.3%"), (2, 3, "66.7%"), (1, 8, "12.5%"), (1, 16, "6.3%"), (10, 10, "100.0%"), (0, 0, "0.0%")],
)
def test_shares_have_one_decimal(part, whole, words):
    assert share(part, whole) == words


anything = st.one_of(
    st.decimals(-1000, 1000, places=3), st.fractions(-50, 50, max_denominator=9), st.integers(-(2**70), 2**70)
)
pairs = st.lists(st.tuples(anything, anything), min_size=1, max_size=20)


def columns(numbers):
    return [(Exact.from_decimals(column), [Fraction(each) for each in column]) for column in zip(*numbers, strict=True)]


@given(pairs)
def test_columns_are_added_subtracted_and_compared_as_fractions_are(numbers):
    (one, ones), (other, others) = columns(numbers)
    both = list(zip(ones, others, strict=True))
    assert one.plus(other).fractions() == [a + b for a, b in both]
    assert one.minus(other).fractions() == [a - b for a, b in both]
    assert one.at_least(other).tolist() == [a >= b for a, b in both]
    assert one.above(other).tolist() == [a > b for a, b in both]
    assert one.at_most(other).tolist() == [a <= b for a, b in both]
    assert one.below(other).tolist() == [a < b for a, b in both]
    assert one.where(one.above(other), other).fractions() == [max(a, b) for a, b in both]


@given(pairs, anything)
def test_columns_are_multiplied_and_divided_as_fractions_are(numbers, factor):
    (one, ones), (other, others) = columns([(a, b or 1) for a, b in numbers])
    assert one.times(factor).fractions() == [a * Fraction(factor) for a in ones]
    assert one.divided(other).fractions() == [a / b for a, b in zip(ones, others, strict=True)]


def test_a_column_with_a_zero_divides_nothing():
    with pytest.raises(ZeroDivisionError):
        exact(1, 2).divided(exact(3, 0))


@pytest.mark.parametrize(
    ("how", "to", "rounded"),
    [
        ("half-up", "1", [-3, -2, -1, 0, 1, 2, 3]),
        ("half-even", "1", [-2, -2, 0, 0, 0, 2, 2]),
        ("down", "1", [-3, -2, -1, 0, 0, 1, 2]),
        ("up", "1", [-2, -1, 0, 0, 1, 2, 3]),
        ("half-up", "0.5", ["-2.5", "-1.5", "-0.5", 0, "0.5", "1.5", "2.5"]),
        ("down", "2", [-4, -2, -2, 0, 0, 0, 2]),
    ],
)
def test_halves_are_rounded_as_is_said(how, to, rounded):
    halves = exact(-2.5, -1.5, -0.5, 0, 0.5, 1.5, 2.5)
    assert halves.rounded(Decimal(to), how).fractions() == [Fraction(number) for number in rounded]


@given(st.lists(anything, min_size=1), st.sampled_from(["1", "0.1", "0.25", "3"]), st.sampled_from(["down", "up"]))
def test_a_rounded_number_is_the_nearest_multiple_on_its_side(numbers, to, how):
    step, column = Fraction(to), Exact.from_decimals(numbers)
    for number, rounded in zip(column.fractions(), column.rounded(step, how).fractions(), strict=True):
        assert (rounded / step).denominator == 1
        assert 0 <= (number - rounded if how == "down" else rounded - number) < step
    for how_halves in ("half-up", "half-even"):
        gaps = column.minus(column.rounded(step, how_halves)).fractions()
        assert all(abs(gap) <= step / 2 for gap in gaps)


@given(st.lists(st.one_of(st.integers(0, 50), st.integers(-(2**70), 2**70))))
def test_the_order_is_that_of_a_stable_sort(numbers):
    column = Exact.from_decimals(numbers)
    assert column.descending().tolist() == sorted(range(len(numbers)), key=lambda i: -numbers[i])


@pytest.mark.parametrize(
    ("number", "most", "shown"),
    [
        (Fraction(254, 3), None, "84.67"),
        (Fraction("84.5"), None, "84.50"),
        (Fraction("89.9996"), None, "89.9996"),
        (Fraction("89.9996"), 2, "89.9996"),
        (Fraction(26999, 300), None, "89.997"),  # 89.99666…, never 90.00
        (Fraction(5900, 99), None, "59.596"),  # 59.5959…: 59.60 would look like 59.6
        (Fraction(-254, 3), None, "-84.67"),
        (Fraction("84.123"), 1, "84.1"),
        (Fraction("84.46"), Shown(1, (Fraction("84.5"),)), "84.46"),  # 84.5 would be the bound itself
        (Fraction("84.54"), Shown(1, (Fraction("84.5"),)), "84.54"),
        (Fraction("84.5"), Shown(1, (Fraction("84.5"),)), "84.5"),
        (Fraction("84.125"), Shown(1, (Fraction("84.125"),)), "84.125"),
        (Fraction(254, 3), Shown(None, (Fraction("84.67"),)), "84.667"),
        (Fraction(2, 3), Shown(2, (Fraction(2, 3),)), "0.67"),
        (Fraction(90), 2, "90.00"),
    ],
)
def test_people_see_decimals_on_the_right_side_of_round_numbers(number, most, shown):
    assert written(number, 2, most) == shown


@given(st.fractions(-1000, 1000, max_denominator=400), st.integers(1, 3))
def test_what_people_see_is_never_rounder_than_the_number(number, most):
    seen, whole = Fraction(written(number, 0, most)), round(number)
    assert abs(seen - number) <= Fraction(1, 2)
    assert (seen > whole, seen < whole) == (number > whole, number < whole)


@given(
    st.fractions(-100, 100, max_denominator=400),
    st.integers(1, 3) | st.none(),
    st.lists(st.decimals(-100, 100, places=2)),
)
def test_what_people_see_stands_on_the_side_of_every_bound_where_the_number_is(number, most, bounds):
    ordered = tuple(sorted(map(Fraction, bounds)))
    seen = Fraction(written(number, 2, Shown(most, ordered)))
    assert all((seen > bound, seen < bound) == (number > bound, number < bound) for bound in ordered)


@pytest.mark.parametrize("apart", [2**16 - 1, 2**16, 2**16 + 1])
def test_numbers_that_lie_close_together_keep_their_order(apart):
    first, last = close_together(np.array([-7, apart - 7])).tolist()
    assert first < last


def test_a_gap_has_the_side_on_which_a_number_lies_and_its_exact_size():
    sides, sizes = Exact.from_decimals([Decimal("89.9"), 90, Fraction(271, 3)]).gaps(90)
    assert sides.tolist() == [-1, 0, 1]
    assert sizes == ["0.10", "0.00", "0.33"]
    assert Exact.from_decimals([Decimal("89.9999")]).gaps(Decimal("89.9999"))[0].tolist() == [0]
