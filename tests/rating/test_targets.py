"""Share targets: ceilings of exact shares, who is nearest."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.model import Period
from starrating.rating.explanation import explain
from starrating.rating.next_star import Known
from starrating.rating.rate import rate
from starrating.rating.targets import aim_words, due_in, measure, measured_by, nearest, verdict_words
from states import FIVE, ruled
from tables import H1, inputs, plan


def milestone(due: str, star: int):
    return next(m for m in plan().targets.milestones if str(m.due) == due and m.star == star)


def measured(scores: str, due: str = "2013H1", star: int = 5, happened: str = ""):
    return measure(milestone(due, star), {H1: rate(inputs(scores, happened), plan())}, plan())


def test_targets_of_a_year_and_the_next():
    assert [(str(each.due), each.star) for each in due_in(2014, plan())] == [
        ("2014H1", 5),
        ("2015H1", 5),
        ("2015H1", 3),
    ]


@pytest.mark.parametrize(
    ("five", "others", "needed", "short", "met"),
    [(3, 7, 3, 0, True), (2, 8, 3, 1, False), (3, 8, 4, 1, False), (0, 1, 1, 1, False), (1, 0, 1, 0, True)],
)
def test_thirty_percent_is_the_ceiling_of_the_exact_share(five, others, needed, short, met):
    rows = [f"五{i} 95" for i in range(five)] + [f"四{i} 85" for i in range(others)]
    result = measured("\n".join(rows))
    assert (result.count, result.rated, result.needed, result.short, result.met) == (
        five,
        five + others,
        needed,
        short,
        met,
    )


def test_the_nearest_branches_and_the_points_they_lack():
    result = measured("甲 89.5\n乙 85\n丙 89.99\n丁 95", happened="丁 6 2013-05-04")
    assert [(near.branch, near.score, near.gap, near.held) for near in result.nearest] == [
        ("丙", "89.99", "0.01", ()),
        ("甲", "89.50", "0.50", ()),
        ("乙", "85.00", "5.00", ()),
        ("丁", "95.00", "0.00", ("4.4(6)",)),
    ]


ABOVE = "  bands:\n    - {star: 4, name: a, at_most: 990}\n    - {star: 5, name: b, above: 990}\n"


@pytest.mark.parametrize(("score", "gap"), [(990, "0.00"), (950, "40.00")])
def test_a_bound_that_does_not_belong_to_the_level_takes_more_than_the_difference(score, gap):
    rules = ruled(levels=ABOVE)
    ratings = rate(inputs(f"甲 {score}"), rules)
    (near,) = nearest(ratings, 5, rules, 9)
    assert near.distance.say("en") == f"more than {gap}"
    assert explain("甲", ratings, rules).lacks.say("en") == f"More than {gap} points to b."


DEMERITS = "  better: lower\n  bands:\n    - {star: 4, name: a, above: 9}\n    - {star: 5, name: b, at_most: 9}\n"
OF_A_PART = "  of: I1\n  bands:\n    - {star: 4, name: a, below: 40}\n    - {star: 5, name: b, at_least: 40}\n"
BADGES = "  star_is: previous-star\n  bands:\n    - {star: 4, name: a}\n    - {star: 5, name: b}\n"


NEEDS = """\
  bands:
    - {star: 4, name: a, below: 90}
    - star: 5
      name: b
      at_least: 90
      needs: {all: [{not: {some: [I1, I2], below: 40}}, {item: I2, below: 50}, {past: 1, at_least: 4}]}
"""


@pytest.mark.parametrize(
    ("levels", "points", "lacks"),
    [
        (FIVE, "35 50", "lacks 5.00"),
        (DEMERITS, "35 50", "76.00 too many"),
        (OF_A_PART, "35 50", "lacks 5.00"),
        (BADGES, "35 50", "1 more of “上期星级”"),
        (
            NEEDS,
            "50 38",
            "lacks 2.00; also asked for: none of “I1”, “I2” is below 40 points (not included) – now “I2”: 38",
        ),
        (
            FIVE.replace("at_least: 90}", "at_least: 90, needs: {score: total, below: 95}}"),
            "48 48",
            "also asked for: the total is below 95 points (not included) – now the total: 96",
        ),
        (
            FIVE.replace("at_least: 90}", "at_least: 90, needs: {every: [I1, I2], at_least: 47}}"),
            "50 46",
            "also asked for: each of “I1”, “I2” is 47 points or more (included) – now “I2”: 46",
        ),
        (NEEDS, "40 50", "also asked for: item I2 is below 50 points (not included) – now “I2”: 50"),
    ],
)
def test_what_brings_a_branch_nearer_is_what_an_explanation_says(levels, points, lacks):
    rules = ruled(levels=levels)
    ratings = rate(inputs(f"items 50 50\n甲 {points} previous_star=4"), rules)
    (near,) = nearest(ratings, 5, rules, 9)
    assert near.lacks.say("en") == lacks
    said = explain("甲", ratings, rules).lacks.say("en")
    assert near.needs == () or near.needs[0].say("en") in said
    assert near.points == 0 or lacks.partition(";")[0].removeprefix("lacks ").removesuffix(" too many") in said


@pytest.mark.parametrize(
    ("past", "needs"),
    [
        (None, []),
        ({"甲": (5,)}, []),
        ({"甲": (3,)}, ["the star of the period before is 4 stars or more (included)"]),
        ({}, ["the star of the period before is 4 stars or more (included)"]),
    ],
)
def test_what_only_earlier_periods_say_is_lacking_where_they_are_known(past, needs):
    rules = ruled(levels=NEEDS)
    (near,) = nearest(rate(inputs("items 50 50\n甲 46 42"), rules), 5, rules, 9, Known(past=past))
    assert (near.points, [need.say("en") for need in near.needs]) == (2, needs)


def test_the_nearest_lack_the_fewest_points_and_then_the_fewest_needs():
    rules = ruled(levels=NEEDS)
    ratings = rate(inputs("items 50 50\n甲 50 38\n乙 44 44\n丙 38 50\n丁 40 50\n戊 10 10"), rules)
    found = [(each.branch, each.gap, len(each.needs)) for each in nearest(ratings, 5, rules, 4)]
    assert found == [("丁", "0.00", 1), ("乙", "2.00", 0), ("甲", "2.00", 1), ("丙", "2.00", 2)]
    everyone = nearest(ratings, 5, rules, 5)
    assert [nearest(ratings, 5, rules, most) for most in range(1, 6)] == [everyone[:most] for most in range(1, 6)]


GRADED = """\
steps:
  - {clause: "9", effect: grade, star: 4, when: {item: I1, below: 41}}
"""


def test_a_direct_grade_holds_a_branch_whose_score_suffices_and_brings_no_other_near():
    rules = ruled(
        levels="  bands:\n    - {star: 4, name: a, below: 90}\n    - {star: 5, name: b, at_least: 90}\n", more=GRADED
    )
    ratings = rate(inputs("items 50 50\n甲 40 50\n乙 40 45\n丙 45 44"), rules)
    assert [(each.branch, each.gap, each.held) for each in nearest(ratings, 5, rules, 9)] == [
        ("丙", "1.00", ()),
        ("甲", "0.00", ("9",)),
    ]


def test_who_has_the_star_is_not_near_it_whatever_held_it_from_a_higher_one():
    capped = "steps:\n  - {clause: '9', effect: cap, star: 4, when: {item: I1, below: 41}}\n"
    same_for_all = "  star_is: 5\n  bands:\n    - {star: 4, name: a}\n    - {star: 5, name: b}\n"
    for levels in (FIVE, same_for_all):
        rules = ruled(levels=levels, more=capped)
        ratings = rate(inputs("items 50 50\n甲 40 50\n乙 45 50"), rules)
        assert nearest(ratings, 4, rules, 9) == ()
        assert [near.branch for near in nearest(ratings, 5, rules, 9)] == ["甲"]


def test_a_branch_without_a_score_is_near_nothing():
    rules = ruled(more="values:\n  - {id: total, ratio: I1, to: I2, times: 100}\n")
    ratings = rate(inputs("items 50 50\n甲 30 0\n乙 30 50"), rules)
    assert [(each.branch, each.gap) for each in nearest(ratings, 5, rules, 9)] == [("乙", "30.00")]


GOALS = """\
targets:
  clause: "4"
  among: {}
  milestones:
    - {{clause: "4", star: 4, or_more: true, at_least: 60%, due: 2013H1}}
    - {{clause: "4", star: none, at_most: 30%, due: 2013H1}}
"""


@pytest.mark.parametrize(
    ("among", "higher", "none"),
    [("rated", (2, 3, 2, True), (1, 3, 0, False)), ("all", (2, 4, 3, False), (1, 4, 1, True))],
)
def test_targets_may_count_higher_stars_too_and_branches_without_one(among, higher, none):
    rules = ruled(more=GOALS.format(among))
    ratings = rate(inputs("甲 95\n乙 85\n丙 75\n丁 40"), rules)
    found = [measure(each, {H1: ratings}, rules) for each in rules.targets.milestones]
    assert [(each.count, each.rated, each.needed, each.met) for each in found] == [higher, none]


@pytest.mark.parametrize(
    ("scores", "due", "star", "by", "said"),
    [
        ("甲 95\n乙 85", "2013H1", 5, "2013H1", "met"),
        ("甲 85\n乙 85", "2013H1", 5, "2013H1", "short by 1"),
        ("甲 75\n乙 75", "2015H1", 3, "2015H1", "too many by 2"),
        ("甲 75\n乙 75", "2015H1", 3, "2014H2", "not due yet, still to go: 2"),
        ("甲 85\n乙 85", "2015H1", 5, "2014H2", "not due yet, short by 2"),
        ("甲 95\n乙 85", "2015H1", 3, "2015H1", "met"),
    ],
)
def test_a_verdict_says_how_many_are_missing_or_too_many(scores, due, star, by, said):
    reviews = {Period.parse(by): rate(inputs(scores), plan())}
    assert verdict_words(measure(milestone(due, star), reviews, plan())).say("en") == said


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("star: 4, at_least: 30%", "四星 at least 30%"),
        ("star: 4, or_more: true, at_least: 30%", "四星 or more at least 30%"),
        ("star: 2, at_most: 5%", "二星 at most 5%"),
        ("star: 2, at_most: 0%", "no 班组 of 二星"),
    ],
)
def test_what_a_target_asks_for_is_said_with_its_bound(goal, said):
    rules = ruled(more=f"targets: {{clause: '4', milestones: [{{clause: '4', {goal}, due: 2013H1}}]}}\n")
    assert aim_words(rules.targets.milestones[0], rules).say("en") == said


def test_where_nobody_is_rated_no_target_is_met():
    rules = ruled(more=GOALS.format("rated"))
    ratings = rate(inputs("甲 40"), rules)
    found = [measure(each, {H1: ratings}, rules) for each in rules.targets.milestones]
    assert [(each.rated, each.short, each.met) for each in found] == [(0, 0, False), (0, 1, False)]


def test_an_upper_target_names_who_is_left():
    result = measured("甲 70\n乙 95", due="2015H1", star=3)
    assert (result.count, result.needed, result.short, result.met, result.left) == (1, 0, 1, False, ("甲",))
    assert result.period == H1


def test_a_target_before_any_review_is_not_measured():
    early = measure(milestone("2013H1", 5), {Period(2013, "H2"): rate(inputs("甲 95"), plan())}, plan())
    assert (early.period, early.needed, early.met, early.nearest, early.left, early.new) == (None, 0, False, (), (), ())
    assert (early.count, early.rated, early.unrated, early.short, early.pending) == (0, 0, 0, 0, False)


@given(st.integers(0, 60), st.integers(0, 60))
def test_needed_is_the_least_number_that_reaches_the_share(five, others):
    rows = [f"五{i} 95" for i in range(five)] + [f"四{i} 85" for i in range(others)]
    if not rows:
        return
    result = measured("\n".join(rows))
    assert Fraction(result.needed, len(rows)) >= Fraction(3, 10)
    assert result.needed == 0 or Fraction(result.needed - 1, len(rows)) < Fraction(3, 10)
    assert result.met == (Fraction(five, len(rows)) >= Fraction(3, 10))


def test_new_branches_are_left_out_of_the_share_where_the_rule_set_says_so():
    left_out = plan().model_copy(update={"targets": plan().targets.model_copy(update={"new_branches": "left-out"})})
    reviews = {H1: rate(inputs("甲 95\n乙 85\n丙 85\n新 70"), plan())}
    result = measure(milestone("2013H1", 5), reviews, left_out, {H1: {"新"}})
    assert (result.count, result.rated, result.needed, result.met, result.new) == (1, 3, 1, True, ("新",))
    counted = measure(milestone("2013H1", 5), reviews, plan(), {H1: {"新"}})
    assert (counted.count, counted.rated, counted.needed, counted.new) == (1, 4, 2, ())
    none_left = measure(milestone("2015H1", 3), reviews, left_out, {H1: {"新"}})
    assert (none_left.count, none_left.left) == (0, ())


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        (["2013H1", "2013H2", "2013"], "2013H2"),
        (["2013"], "2013"),
        (["2013H1", "2014H1", "2014"], "2014H1"),
        (["2014H2"], None),
    ],
)
def test_a_half_year_is_measured_by_a_half_year(recorded, expected):
    found = measured_by(milestone("2014H1", 5), [Period.parse(name) for name in recorded])
    assert str(found) == str(expected)
