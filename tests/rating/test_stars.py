"""From numbers to stars: bounds, gaps, demerits, badges, needs; no star, zero stars, the lowest, not assessed."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.exact import Exact
from starrating.model import NO_STAR
from starrating.rating.rating_context import NumberColumn
from starrating.rating.stars import near_thresholds, stars_by_score
from states import FIVE, ruled, starred, stars, state_of, stepped


def star(score: str, levels: str) -> int:
    return stars(starred(f"甲 {score}", ruled(levels=levels)))["甲"]


@pytest.mark.parametrize(
    ("score", "expected"), [("49.99", NO_STAR), ("50", 1), ("79.9999", 3), ("80", 4), ("89.995", 4), ("90", 5)]
)
def test_a_lower_bound_belongs_to_its_level(score, expected):
    assert star(score, FIVE) == expected


GAPS = """\
  between: {between}
  bands:
    - {{star: 3, name: 三星, at_most: 79}}
    - {{star: 4, name: 四星, at_least: 80, at_most: 89}}
    - {{star: 5, name: 五星, at_least: 90}}
"""


@pytest.mark.parametrize(
    ("score", "lower", "upper"),
    [("79", 3, 3), ("79.01", 3, 4), ("80", 4, 4), ("89", 4, 4), ("89.5", 4, 5), ("89.99", 4, 5), ("90", 5, 5)],
)
def test_a_fraction_between_whole_numbers_goes_the_way_that_is_said(score, lower, upper):
    assert star(score, GAPS.format(between="lower")) == lower
    assert star(score, GAPS.format(between="upper")) == upper


DEMERITS = """\
  better: lower
  bands:
    - {star: 3, name: 三星, at_most: 5}
    - {star: 2, name: 二星, above: 5, at_most: 20}
    - {star: none, name: 不定星, above: 20}
"""


@pytest.mark.parametrize(("demerits", "expected"), [("0", 3), ("5", 3), ("5.01", 2), ("20", 2), ("21", NO_STAR)])
def test_with_demerits_fewer_points_give_more_stars(demerits, expected):
    assert star(demerits, DEMERITS) == expected


ZERO = FIVE.replace("star: none, name: 不定星", "star: 0, name: 零星")


def test_no_star_zero_stars_the_lowest_star_and_not_assessed_are_four_results():
    rows, nothing = "甲 40\n乙 90", ["乙"]
    none = starred(rows, ruled(levels=FIVE), nothing)
    zero = starred(rows, ruled(levels=ZERO), nothing)
    lowest = starred(rows, ruled(levels="  missing: lowest\n" + FIVE), nothing)
    assert (stars(none), none.status) == ({"甲": NO_STAR, "乙": NO_STAR}, ["no-star", "not-assessed"])
    assert (stars(zero), zero.status) == ({"甲": 0, "乙": NO_STAR}, ["rated", "not-assessed"])
    assert (stars(lowest), lowest.status) == ({"甲": NO_STAR, "乙": 1}, ["no-star", "rated"])


NAMED = """\
  star_is: badges
  bands:
    - {star: 1, name: 一星}
    - {star: 3, name: 三星}
    - {star: 4, name: 四星}
"""


@pytest.mark.parametrize(("badges", "expected"), [(-2, 1), (0, 1), (1, 1), (2, 1), (Fraction(7, 2), 3), (4, 4), (9, 4)])
def test_a_number_may_be_the_star_and_is_held_at_the_ends(badges, expected):
    state = state_of("甲 0", ruled(levels=NAMED))
    state.values["badges"] = NumberColumn(Exact.from_decimals([badges]), np.array([True]))
    stars_by_score(state)
    assert stars(state) == {"甲": expected}


def test_badges_below_the_lowest_star_give_none_where_there_is_such_a_level():
    state = state_of("甲 0\n乙 0", ruled(levels=NAMED + "    - {star: none, name: 不定星}\n"))
    state.values["badges"] = NumberColumn(Exact.from_decimals([0, 0]), np.array([True, False]))
    stars_by_score(state)
    assert (stars(state), state.status) == ({"甲": NO_STAR, "乙": NO_STAR}, ["no-star", "not-assessed"])


NEEDS = """\
  {keys}
  bands:
    - {{star: none, name: 不定星, below: 60}}
    - {{star: 1, name: 一星, at_least: 60, below: 70, needs: {{every: [I1, I2], at_least: 20}}}}
    - {{star: 2, name: 二星, at_least: 70, below: 80, needs: {{item: I1, at_least: 30}}}}
    - {{star: 3, name: 三星, at_least: 80, needs: {{all: [{{item: I1, at_least: 40}}, {{item: I2, at_least: 40}}]}}}}
"""
PARTS = "items 50 50\n甲 45 45\n乙 45 35\n丙 35 50\n丁 25 60\n戊 15 80\n己 35 30"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("needs_unmet: next", {"甲": 3, "乙": 2, "丙": 2, "丁": 1, "戊": NO_STAR, "己": 1}),
        ("needs_unmet: none", {"甲": 3, "乙": NO_STAR, "丙": NO_STAR, "丁": NO_STAR, "戊": NO_STAR, "己": 1}),
        ("needs_unmet: undecided", {"甲": 3, "乙": NO_STAR, "丙": NO_STAR, "丁": NO_STAR, "戊": NO_STAR, "己": 1}),
    ],
)
def test_a_level_whose_needs_do_not_hold_is_lost_the_way_that_is_said(keys, expected):
    state = starred(PARTS, ruled(levels=NEEDS.format(keys=keys)))
    assert stars(state) == expected
    assert state.by_score.tolist() == [3, 3, 3, 3, 3, 1]
    lost = "undecided" if "undecided" in keys else "no-star"
    assert state.status == ["rated" if each != NO_STAR else lost for each in expected.values()]


def test_lost_needs_are_told_with_the_ones_that_do_not_hold():
    _, steps = stepped("items 50 50\n甲 45 45\n乙 45 35", ruled(levels=NEEDS.format(keys="cumulative: true")))
    (step,) = steps
    assert (step.branch, step.rule, step.effect, step.before, step.after) == ("乙", "1", "needs", 3, 2)
    assert (step.key, step.source) == ("levels.needs_unmet", "2013H1.xlsx!考核评分!C6")
    assert "三星" in step.because.say("en")
    assert "I2" in step.because.say("en")
    assert "I1" not in step.because.say("en")


LADDER = """\
  star_is: 3
  cumulative: {cumulative}
  bands:
    - {{star: none, name: 不定星}}
    - {{star: 1, name: 一星, needs: {{item: I1, at_least: 80}}}}
    - {{star: 2, name: 二星, needs: {{item: I2, at_least: 80}}}}
    - {{star: 3, name: 三星, needs: {{item: I3, at_least: 80}}}}
"""
SHEETS = "items 100 100 100\n甲 80 80 80\n乙 80 79 90\n丙 90 90 70\n丁 70 90 90\n戊 0 0 0"


@pytest.mark.parametrize(
    ("cumulative", "expected"),
    [
        ("true", {"甲": 3, "乙": 1, "丙": 2, "丁": NO_STAR, "戊": NO_STAR}),
        ("false", {"甲": 3, "乙": 3, "丙": 2, "丁": 3, "戊": NO_STAR}),
    ],
)
def test_a_ladder_asks_for_all_sheets_below(cumulative, expected):
    assert stars(starred(SHEETS, ruled(levels=LADDER.format(cumulative=cumulative)))) == expected


def test_nobody_falls_to_a_level_that_only_steps_give():
    levels = """\
  bands:
    - {star: 1, name: 失信, by: steps}
    - {star: 2, name: 二星, below: 80}
    - {star: 3, name: 三星, at_least: 80, needs: {item: I1, at_least: 40}}
"""
    levels = levels.replace("below: 80}", "below: 80, needs: {item: I1, at_least: 40}}")
    assert stars(starred("items 50 50\n甲 35 50\n乙 45 20", ruled(levels=levels))) == {"甲": NO_STAR, "乙": 2}


def notices(scores: str, levels: str, unknown: tuple[str, ...] = ()) -> list[str]:
    return [each.message.say("en") for each in near_thresholds(starred(scores, ruled(levels=levels), unknown))]


def test_numbers_near_the_edge_of_a_level_are_noticed():
    assert notices("甲 89.96\n乙 85\n丙 80.05", "  near: 0.05\n" + FIVE) == [
        "丙 has 80.05 points, 0.05 above the bound of 四星 at 80.",
        "甲 has 89.96 points, 0.04 below the bound of 五星 at 90.",
    ]


def test_with_demerits_a_level_begins_at_its_upper_bound():
    assert notices("甲 5.04\n乙 0", DEMERITS) == ["甲 has 5.04 points, 0.04 above the bound of 三星 at 5."]


def test_a_gap_that_goes_up_begins_where_the_band_below_ends():
    assert notices("甲 89.01\n乙 89.96", GAPS.format(between="upper")) == [
        "甲 has 89.01 points, 0.01 above the bound of 五星 at 89."
    ]


def test_many_on_one_bound_are_told_at_once():
    few, many = "甲 80\n乙 80\n丙 80\n己 79.99", "甲 80\n乙 80\n丙 80\n丁 80\n己 79.99"
    assert len(notices(few, FIVE)) == 4
    assert notices(many, FIVE) == [
        "4 stand exactly on the bound of 四星 at 80: 甲, 乙, 丙, 丁.",
        "己 has 79.99 points, 0.01 below the bound of 四星 at 80.",
    ]
    assert notices(many, "  near: none\n" + FIVE) == []


def test_of_thousands_on_one_bound_the_first_are_named():
    (said,) = notices("\n".join(f"第{number}支部 80" for number in range(5000)), FIVE)
    assert said.startswith("5000 stand exactly on the bound of 四星 at 80, the first of them: 第0支部, 第1支部, ")
    assert said.endswith(", 第49支部.")


def test_what_is_not_there_is_near_nothing():
    assert notices("甲 90", FIVE, ("甲",)) == []


hundredths = st.integers(0, 12_000)


@given(st.lists(hundredths, min_size=2, max_size=20), st.sampled_from([FIVE, ZERO, GAPS.format(between="upper")]))
def test_a_star_never_falls_when_the_score_rises(scores, levels):
    rows = "\n".join(f"支部{i} {score / 100:.2f}" for i, score in enumerate(sorted(scores)))
    assert (np.diff(starred(rows, ruled(levels=levels)).by_score) >= 0).all()
