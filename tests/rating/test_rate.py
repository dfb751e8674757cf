"""Stars, steps, ranks: the plan applied."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sheets import ruled
from starrating.model import NO_STAR, Ratings
from starrating.rating.rate import rate
from starrating.ruleset import RuleSet
from starrating.ruleset.steps import Lower
from tables import inputs, plan


def rated(scores: str, happened: str = "", **options) -> Ratings:
    return rate(inputs(scores, happened), plan(), **options)


def stars(ratings: Ratings) -> dict[str, int]:
    return dict(zip(ratings.scores.branch, ratings.star.tolist(), strict=True))


@pytest.mark.parametrize(
    ("score", "star"),
    [("0", 3), ("79.99", 3), ("80", 4), ("80.01", 4), ("89.9999", 4), ("89.99", 4), ("90", 5), ("100", 5)],
)
def test_levels_include_their_lower_bound(score, star):
    assert stars(rated(f"甲 {score}")) == {"甲": star}


def test_items_are_added_exactly_where_floats_fall_short():
    items = ["2.3", "5.4", "8.0", "9.6", "6.9", "7.4", "7.0", "9.3", "7.6", "3.7", "6.6", "16.2"]
    assert sum(float(item) for item in items) < 90
    ratings = rated("items" + " 20" * len(items) + "\n甲 " + " ".join(items))
    assert ratings.score.texts() == ["90.00"]
    assert stars(ratings) == {"甲": 5}


def test_ties_share_a_rank_and_the_next_is_skipped():
    ratings = rated("甲 80\n乙 95\n丙 90\n丁 90\n")
    ranking = list(zip(ratings.rank.tolist(), ratings.scores.branch, strict=True))
    assert ranking == [(1, "乙"), (2, "丙"), (2, "丁"), (4, "甲")]


def test_a_trigger_costs_one_star_and_says_why():
    ratings = rated("甲 91.5", "甲 4.4(3) 2013-03-04 major_loss=是 held_accountable=是 document=〔2013〕12号")
    (step,) = ratings.steps
    assert (step.rule, step.effect, step.before, step.after) == ("4.4(3)", "lower", 5, 4)
    assert step.source == "2013H1.xlsx!降星情形!A2"
    assert step.because.say("en") == "major loss: yes, held accountable: yes (2013-03-04 〔2013〕12号)"
    assert stars(ratings) == {"甲": 4}


def test_two_triggers_in_one_review_cost_one_star():
    happened = """
        甲 4.4(6) 2013-05-04 document=a
        甲 4.4(1) 2013-02-01 work_disrupted=是 plan_missed=是 document=b
    """
    ratings = rated("甲 95", happened)
    assert [(step.rule, step.effect, step.before, step.after) for step in ratings.steps] == [
        ("4.4(1)", "lower", 5, 4),
        ("4.4(6)", "already-lowered", 4, 4),
    ]
    assert ratings.steps[1].key == "steps[4.4].once"


def test_the_lowest_star_is_held():
    ratings = rated("甲 70", "甲 6 2013-05-04 document=a")
    (step,) = ratings.steps
    assert (step.effect, step.before, step.after, step.key) == ("held", 3, 3, "steps[4.4].at_lowest")


def variant(**step_options) -> RuleSet:
    (lower,) = plan().steps
    return plan().model_copy(update={"steps": (lower.model_copy(update=step_options),)})


@pytest.mark.parametrize(("once", "star"), [("review", 4), ("trigger", 3), ("incident", 3)])
def test_once_says_how_many_levels_several_incidents_cost(once, star):
    happened = (
        "甲 6 2013-05-04 document=a\n甲 4.4(6) 2013-05-05 document=b\n甲 1 2013-05-06 work_disrupted=是 plan_missed=是"
    )
    ratings = rate(inputs("甲 95", happened), variant(once=once))
    assert stars(ratings) == {"甲": star}
    effects = [step.effect for step in ratings.steps]
    expected = {
        "review": ["lower", "already-lowered", "already-lowered"],
        "trigger": ["lower", "already-lowered", "lower"],
        "incident": ["lower", "lower", "held"],
    }
    assert effects == expected[once]


def test_a_rule_set_may_take_the_star_of_the_lowest():
    ratings = rate(inputs("甲 70", "甲 6 2013-05-04"), variant(at_lowest="no-star"))
    assert stars(ratings) == {"甲": NO_STAR}
    assert ratings.status == ["no-star"]


def test_previous_stars_come_from_the_ledger_before_the_book():
    ratings = rated("甲 95 previous_star=3\n乙 85 previous_star=5", previous={"甲": 4})
    assert ratings.previous_star.tolist() == [4, 5]
    (problem,) = [each for each in ratings.problems if each.code == "previous-star-differs"]
    assert (problem.severity, "甲" in str(problem.message)) == ("warning", True)


@pytest.mark.parametrize(
    ("score", "near"), [("89.94", False), ("89.95", True), ("90.05", True), ("90.06", False), ("80", True)]
)
def test_scores_within_0_05_of_a_bound_are_noticed(score, near):
    codes = {each.code for each in rated(f"甲 {score}").problems}
    assert ("near-threshold" in codes) == near


def test_a_star_above_the_application_is_shown():
    codes = [each.code for each in rated("甲 95 applied_star=4\n乙 85 applied_star=5").problems]
    assert codes == ["above-application"]


hundredths = st.integers(0, 10_000)


@given(st.lists(hundredths, min_size=1, max_size=30))
def test_stars_agree_with_plain_fractions(scores):
    rows = "\n".join(f"支部{i} {score / 100:.2f}" for i, score in enumerate(scores))
    ratings = rated(rows)
    exact = [Fraction(scores[int(branch.removeprefix("支部"))], 100) for branch in ratings.scores.branch]
    assert exact == sorted(exact, reverse=True)
    assert ratings.star.tolist() == [3 if score < 80 else 4 if score < 90 else 5 for score in exact]


@given(st.lists(st.integers(7000, 10_000), min_size=1, max_size=8), st.data())
def test_a_downgrade_never_raises_and_never_falls_under_the_lowest(scores, data):
    rows = "\n".join(f"支部{i} {score / 100:.2f}" for i, score in enumerate(scores))
    hit = data.draw(st.lists(st.integers(0, len(scores) - 1), max_size=6))
    happened = "\n".join(f"支部{i} 6 2013-05-04" for i in hit)
    ratings = rated(rows, happened)
    drop = ratings.star_by_score - ratings.star
    assert ((drop == 0) | (drop == 1)).all()
    assert (ratings.star >= 3).all()
    struck = {f"支部{i}" for i in hit}
    fallen = {branch for branch, by in zip(ratings.scores.branch, drop.tolist(), strict=True) if by}
    assert fallen <= struck
    assert len(ratings.steps) == len(hit)


def test_the_step_of_the_plan_is_a_lowering_by_one():
    (step,) = plan().steps
    assert isinstance(step, Lower)
    assert (step.levels, step.once, step.at_lowest) == (1, "review", "hold")


def test_opinions_and_the_stars_of_past_periods_reach_the_conditions():
    steps = """
steps:
  - {clause: "4", effect: cap, star: 1, when: {opinion: 纪检, is: 有}}
  - {clause: "5", effect: cap, star: 2, when: {past: 2, at_most: 2}}
"""
    opinions = (
        {"branch": "甲", "department": "纪检", "opinion": "有"},
        {"branch": "乙", "department": "纪检", "opinion": None},
    )
    review = replace(inputs("甲 95\n乙 94\n丙 93"), opinions=opinions)
    ratings = rate(review, ruled(steps), past={"乙": (2, 1), "丙": (2, 3)})
    assert stars(ratings) == {"甲": 1, "乙": 2, "丙": 3}
