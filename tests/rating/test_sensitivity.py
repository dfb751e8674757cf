"""What a result depends on: lines, inclusion, rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest

from starrating.rating.rate import rate
from starrating.rating.sensitivity import lines_of, sensitivity
from states import FIVE, ruled
from tables import inputs, plan

TABLE = """
甲 90.5
乙 90
丙 89.96
丁 80
戊 79
己 60
"""


def tried(table=TABLE, rules=None, within="1"):
    given, rules = inputs(table), rules or plan()
    return sensitivity(rate(given, rules), rules, Decimal(within), lambda other: rate(given, other))


def moves(found, kind):
    """Return who would change, by what would be changed."""
    return {
        str(variant.change): [(move.branch, move.before.star, move.after.star) for move in variant.moves]
        for variant in found.variants
        if variant.kind == kind
    }


def test_the_lines_lie_between_the_bands():
    assert [line.at for line in lines_of(plan())] == [Decimal(80), Decimal(90)]


def test_the_nearest_come_first_and_the_distance_is_exact():
    near = tried().near
    assert [(each.branch, each.line.at, each.gap) for each in near] == [
        ("丁", 80, 0),
        ("乙", 90, 0),
        ("丙", 90, Fraction(-4, 100)),
        ("甲", 90, Fraction(1, 2)),
        ("戊", 80, -1),
    ]


def test_moving_a_line_moves_those_that_it_passes():
    assert moves(tried(), "line") == {
        "四星级 begins at 81 instead of 80": [("丁", 4, 3)],
        "四星级 begins at 79 instead of 80": [("戊", 3, 4)],
        "五星级 begins at 91 instead of 90": [("甲", 5, 4), ("乙", 5, 4)],
        "五星级 begins at 89 instead of 90": [("丙", 4, 5)],
    }


def test_the_other_inclusion_moves_those_exactly_on_the_line():
    assert moves(tried(), "inclusion") == {
        "exactly 80 belongs to 三星级": [("丁", 4, 3)],
        "exactly 90 belongs to 四星级": [("乙", 5, 4)],
    }


def test_rounding_before_the_bands_moves_those_just_below():
    assert moves(tried(), "rounding") == {
        "rounded to 0.01, halves up, before the bands": [],
        "rounded to 0.1, halves up, before the bands": [("丙", 4, 5)],
        "rounded to 1, halves up, before the bands": [("丙", 4, 5)],
    }


def test_a_line_is_not_moved_over_the_next_one():
    assert set(moves(tried(within="10"), "line")) == {
        "四星级 begins at 70 instead of 80",
        "五星级 begins at 100 instead of 90",
    }


def test_steps_after_the_bands_are_taken_into_account():
    capped = ruled("effect: cap, star: 4")
    assert moves(tried("甲 89.5", capped), "line")["五星 begins at 89 instead of 90"] == []


@pytest.mark.parametrize(("gap", "near"), [("1", 1), ("0.99", 0)])
def test_within_includes_its_bound(gap, near):
    assert len(tried("甲 81", within=gap).near) == near


def test_a_star_that_is_a_number_of_its_own_has_no_lines():
    rules = ruled(levels="  star_is: previous-star\n  bands: [{star: 1, name: 一星}, {star: 2, name: 二星}]\n")
    found = tried("甲 85 previous_star=2", rules)
    assert (found.lines, found.near, found.variants) == ((), (), ())


DEMERITS = """\
  better: lower
  bands:
    - {star: 3, name: 三星, at_most: 10}
    - {star: 2, name: 二星, above: 10}
"""


def test_lines_are_tried_where_less_is_better():
    found = tried("甲 10\n乙 11\n丙 10.4", ruled(levels=DEMERITS))
    assert moves(found, "line") == {
        "二星 begins at 11 instead of 10": [("丙", 2, 3), ("乙", 2, 3)],
        "二星 begins at 9 instead of 10": [("甲", 3, 2)],
    }
    assert moves(found, "inclusion") == {"exactly 10 belongs to 二星": [("甲", 3, 2)]}
    assert moves(found, "rounding")["rounded to 1, halves up, before the bands"] == [("丙", 2, 3)]


def test_the_number_that_the_bands_take_in_is_looked_at():
    rules = ruled(levels=f"  of: double\n{FIVE}", more="values: [{id: double, sum: [total, total]}]\n")
    found = tried("甲 44.8\n乙 30", rules)
    assert [(each.branch, each.score, each.line.at) for each in found.near] == [
        ("乙", "60.00", 60),
        ("甲", "89.60", 90),
    ]
    assert moves(found, "rounding")["rounded to 1, halves up, before the bands"] == [("甲", 4, 5)]
