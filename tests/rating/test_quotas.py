"""Quotas: exact counts, pools, ties at the edge, and never the order of the input."""

from fractions import Fraction
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from starrating.exact import Exact
from starrating.model import NO_STAR
from starrating.rating.quotas import rounded, standings
from starrating.rating.rating_context import NumberColumn
from states import FIVE, ruled, starred, stars, state_of, stepped


def after(scores: str, *steps: str, unknown: tuple[str, ...] = (), levels: str = FIVE) -> dict[str, int]:
    return stars(stepped(scores, ruled(*steps, levels=levels), unknown)[0])


def ten(best: int) -> str:
    """Write ten branches with 100, 99 … points of which so many have five stars, the others 65."""
    return "\n".join(f"支部{i} {100 - i if i < best else 65}" for i in range(10))


@pytest.mark.parametrize(
    ("share", "rounding", "kept"),
    [("20%", "", 2), ("25%", "", 2), ("25%", ", rounding: up", 3), ("25%", ", rounding: half-up", 3), ("100%", "", 5)],
)
def test_the_surplus_of_a_share_falls_one_level(share, rounding, kept):
    found = after(ten(5), f"effect: quota, star: 5, at_most: {share}{rounding}")
    assert [found[f"支部{i}"] for i in range(5)] == [5] * kept + [4] * (5 - kept)


def test_places_are_a_number_and_what_is_beyond_may_fall_on():
    steps = [f"effect: quota, star: {star}, places: {places}" for star, places in ((5, 1), (4, 1), (3, 1))]
    assert list(after("甲 99\n乙 98\n丙 97\n丁 96\n戊 85", *steps).values()) == [5, 4, 3, 2, 2]


def test_from_the_lowest_star_the_surplus_falls_to_none():
    state, _ = stepped("甲 55\n乙 54", ruled("effect: quota, star: 1, places: 1"))
    assert (stars(state), state.status) == ({"甲": 1, "乙": NO_STAR}, ["rated", "no-star"])


@pytest.mark.parametrize(("share", "last"), [("20%", 2), ("25%", 3), ("0%", 0), ("100%", 10)])
def test_the_bottom_share_is_filled_from_the_last(share, last):
    rows = "\n".join(f"支部{i} {100 - i}" for i in range(10))
    found = after(rows, f"effect: quota, star: 1, at_least: {share}")
    assert list(found.values()) == [5] * (10 - last) + [1] * last


def test_those_at_the_bottom_already_are_counted():
    assert after("甲 95\n乙 85\n丙 75\n丁 55", "effect: quota, star: 1, last: 2") == {
        "甲": 5,
        "乙": 4,
        "丙": 1,
        "丁": 1,
    }


def test_a_step_with_both_bounds_fills_the_bottom_after_the_surplus_has_fallen():
    found = after("甲 95\n乙 55\n丙 54", "effect: quota, star: 1, places: 1, last: 2")
    assert found == {"甲": 1, "乙": 1, "丙": NO_STAR}


@pytest.mark.parametrize(
    ("ties", "most", "least"), [("all-out", [5, 4, 4, 4], [5, 1, 1, 1]), ("all-in", [5, 5, 5, 4], [5, 5, 5, 1])]
)
def test_equals_at_the_edge_are_all_in_or_all_out(ties, most, least):
    rows = "甲 99\n乙 95\n丙 95\n丁 94"
    assert list(after(rows, f"effect: quota, star: 5, places: 2, ties: {ties}").values()) == most
    assert list(after(rows, f"effect: quota, star: 1, last: 2, ties: {ties}").values()) == least


def test_later_numbers_break_the_ties_of_the_earlier():
    rows = "items 60 60\n甲 45 50\n乙 50 45\n丙 50 45"
    assert list(after(rows, "effect: quota, star: 5, places: 1, order: [total, I2]").values()) == [5, 4, 4]
    assert list(after(rows, "effect: quota, star: 5, places: 2, order: [total, I1]").values()) == [4, 5, 5]


def test_each_word_of_a_pool_has_its_own_quota():
    rows = "甲 99 type=村\n乙 98 type=村\n丙 91 type=企\n丁 97\n戊 96"
    found = after(rows, "effect: quota, star: 5, places: 1, pool: type")
    assert found == {"甲": 5, "乙": 4, "丙": 5, "丁": 5, "戊": 4}


@pytest.mark.parametrize(("among", "kept"), [("rated", 2), ("all", 3)])
def test_a_share_is_taken_of_the_rated_branches_met_or_of_all(among, kept):
    rows = "甲 99\n乙 98\n丙 97\n丁 96\n戊 40\n己 95"
    step = f"effect: quota, star: 5, at_most: 50%, among: {among}, when: {{not: {{score: total, is: 95}}}}"
    found = after(rows, step)
    assert [found[branch] for branch in "甲乙丙丁"] == [5] * kept + [4] * (4 - kept)
    assert found["己"] == 5


def test_branches_without_a_number_stand_last():
    found = after(
        "甲 55\n乙 99", "effect: quota, star: 1, places: 1", unknown=("乙",), levels="  missing: lowest\n" + FIVE
    )
    assert found == {"甲": 1, "乙": NO_STAR}


def test_with_demerits_the_fewest_points_stand_first():
    levels = "  better: lower\n  bands:\n    - {star: 2, name: a, at_most: 9}\n    - {star: 1, name: b, above: 9}\n"
    assert after("甲 3\n乙 1\n丙 2", "effect: quota, star: 2, places: 1", levels=levels) == {"甲": 1, "乙": 2, "丙": 1}


def test_a_soft_bound_moves_nobody_and_tells_who_is_beyond_it():
    state, (step,) = stepped("甲 99\n乙 95", ruled("effect: quota, star: 5, places: 1, bound: soft"))
    assert stars(state) == {"甲": 5, "乙": 5}
    assert (step.branch, step.effect, step.before, step.after) == ("乙", "over-quota", 5, 5)


def test_a_quota_tells_the_place_and_the_key_that_decided():
    _, (step,) = stepped("甲 99\n乙 95", ruled("effect: quota, star: 5, places: 1"))
    assert step.because.say("en") == "place 2 of 2, where 1 may have 五星"
    assert (step.rule, step.key, step.source) == ("1", "steps[1]", "2013H1.xlsx!考核评分!Z6")
    _, (one, _) = stepped("甲 99\n乙 99", ruled("effect: quota, star: 5, places: 1"))
    assert (one.because.say("en"), one.key) == ("place 1–2 of 2, where 1 may have 五星", "steps[1].ties")
    _, record = stepped("甲 99\n乙 98\n丙 97", ruled("effect: quota, star: 5, at_most: 50%"))
    assert [each.key for each in record] == ["steps[1].rounding"] * 2
    _, (last,) = stepped("甲 99\n乙 98", ruled("effect: quota, star: 1, last: 1"))
    assert last.because.say("en") == "place 2 of 2, where the last 1 get 一星"


def test_the_best_of_a_pool_get_the_star_whatever_their_score():
    rows = "甲 75 type=村\n乙 55 type=村\n丙 40 type=企\n丁 30 type=企\n戊 99 type=校"
    step = "effect: best, star: 5, share: 50%, pool: type, smallest_pool: 2"
    state, record = stepped(rows, ruled(step))
    assert stars(state) == {"甲": 5, "乙": 1, "丙": 5, "丁": NO_STAR, "戊": 5}
    assert state.status == ["rated", "rated", "rated", "no-star", "rated"]
    assert [(each.branch, each.because.say("en")) for each in record] == [
        ("丙", "企: place 1 of 2, where the best 1 get 五星"),
        ("甲", "村: place 1 of 2, where the best 1 get 五星"),
    ]


def test_the_best_are_not_looked_for_among_those_not_assessed():
    assert after("甲 99\n乙 55", "effect: best, star: 5, places: 1", unknown=("甲",)) == {"甲": NO_STAR, "乙": 5}


@pytest.mark.parametrize(("how", "two", "three"), [("down", 2, 2), ("half-up", 3, 2), ("up", 3, 3)])
def test_halves_of_a_place(how, two, three):
    assert (rounded(Fraction(5, 2), how), rounded(Fraction(7, 3), how)) == (two, three)


def test_standings_compare_exact_numbers_beyond_any_float():
    state = starred("甲 90\n乙 90\n丙 90", ruled())
    huge = [10**20 + 1, 10**20, 10**20 + 1]
    state.values["total"] = NumberColumn(Exact.from_decimals(huge), np.ones(3, np.bool_))
    assert standings(("total",), state).tolist() == [0, 1, 0]


points = st.lists(st.integers(50, 100), min_size=1, max_size=14)
shares = st.integers(0, 100)
ties = st.sampled_from(["all-in", "all-out"])


def placed(scored: list[tuple[str, int]], *steps: str) -> dict[str, int]:
    return after("\n".join(f"{name} {score}" for name, score in scored), *steps)


@given(points, shares, ties, st.randoms(use_true_random=False))
def test_the_order_of_the_input_is_of_no_account(scores, share, tie, random):
    scored = [(f"支部{i}", score) for i, score in enumerate(scores)]
    shuffled = random.sample(scored, len(scored))
    steps = (
        f"effect: quota, star: 5, at_most: {share}%, ties: {tie}",
        f"effect: quota, star: 1, at_least: {100 - share}%, ties: {tie}",
        f"effect: best, star: 4, share: {share}%, ties: {tie}",
    )
    assert placed(scored, *steps) == placed(shuffled, *steps)


@given(points, st.integers(1, 5), shares)
def test_at_most_is_never_exceeded(scores, star, share):
    found = placed([(f"支部{i}", s) for i, s in enumerate(scores)], f"effect: quota, star: {star}, at_most: {share}%")
    assert list(found.values()).count(star) <= floor(Fraction(share, 100) * len(scores))


@given(points, st.integers(1, 5), shares)
def test_at_least_is_never_left_short(scores, star, share):
    found = placed([(f"支部{i}", s) for i, s in enumerate(scores)], f"effect: quota, star: {star}, at_least: {share}%")
    assert sum(each <= star for each in found.values()) >= ceil(Fraction(share, 100) * len(scores))


@given(points, shares)
def test_who_stays_is_never_behind_one_who_falls(scores, share):
    found = placed([(f"支部{i}", s) for i, s in enumerate(scores)], f"effect: quota, star: 5, at_most: {share}%")
    stays = [score for i, score in enumerate(scores) if found[f"支部{i}"] == 5]
    falls = [score for i, score in enumerate(scores) if score >= 90 and found[f"支部{i}"] == 4]
    assert not stays or not falls or min(stays) > max(falls)


numbers_or_none = st.lists(
    st.tuples(st.none() | st.integers(0, 6), st.none() | st.integers(0, 6)), min_size=1, max_size=9
)


@given(pairs=numbers_or_none, fewer=st.booleans())
@example(pairs=[(5, None), *((4, other) for other in range(7))], fewer=False)
def test_who_stands_before_whom_is_told_number_by_number_and_what_is_not_there_is_last(pairs, fewer):
    rules = ruled(levels=f"  better: {'lower' if fewer else 'higher'}\n{FIVE}")
    state = state_of("\n".join(f"支部{at} 50" for at in range(len(pairs))), rules)
    for name, column in zip(("total", "other"), zip(*pairs, strict=True), strict=True):
        known = np.array([number is not None for number in column])
        state.values[name] = NumberColumn(Exact.from_decimals([number or 0 for number in column]), known)

    def place(pair):
        first, other = pair
        last = (1, 0)
        return (
            last if first is None else (0, first if fewer else -first),
            last if other is None else (0, -other),
        )

    expected = sorted(set(map(place, pairs)))
    assert standings(("total", "other"), state).tolist() == [expected.index(place(pair)) for pair in pairs]
