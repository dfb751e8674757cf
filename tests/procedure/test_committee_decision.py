"""Stars that the committee sets: what changes, what stays, what is refused."""

import datetime as dt

import pytest

from reviews import review, rules
from starrating.i18n import CHINESE
from starrating.model import NO_STAR, Step
from starrating.model.acts import DroppedSetting, StarChange, StarSetting
from starrating.model.results import assessed_stars, effect_words
from starrating.procedure.committee_decision import (
    DecisionBasis,
    Earlier,
    RequestedStar,
    apply_decision,
    changes_of,
    setting_words,
    settle,
)
from starrating.procedure.named_branches import NamedBranches

ASSESSED = """
采煤队党支部  采煤队  91.00  5
机电队党支部  机电队  89.90  4
医院党支部    医院    60.00  -
"""
BRANCHES = NamedBranches(["采煤队党支部", "机电队党支部", "医院党支部"])
COMMITTEE = DecisionBasis("公司党委", dt.date(2013, 7, 10), "党发〔2013〕7号")


def after(*changes):
    return apply_decision(review(ASSESSED).ratings, changes, COMMITTEE, rules())


def test_a_change_keeps_both_stars_who_decided_when_and_why():
    ratings = after(StarChange("机电队党支部", 4, 5, "安全生产突出"))
    (step,) = ratings.steps
    assert (step.branch, step.rule, step.effect, step.before, step.after) == (
        "机电队党支部",
        "4.4-procedure",
        "decision",
        4,
        5,
    )
    said = step.because.say("en")
    assert all(word in said for word in ("四星级", "公司党委", "2013-07-10", "党发〔2013〕7号", "安全生产突出"))
    assert step.source == "党发〔2013〕7号"
    assert "五星级" in effect_words(step, "五星级").say(CHINESE)


def test_scores_ranks_and_the_order_stay_and_the_assessed_ratings_are_untouched():
    before = review(ASSESSED).ratings
    ratings = apply_decision(before, [StarChange("机电队党支部", 4, 5, "安全生产突出")], COMMITTEE, rules())
    assert ratings.star.tolist() == [5, 5, NO_STAR]
    assert before.star.tolist() == [5, 4, NO_STAR]
    assert ratings.rank.tolist() == before.rank.tolist()
    assert ratings.score is before.score
    assert ratings.star_by_score.tolist() == before.star_by_score.tolist()
    assert assessed_stars(ratings).tolist() == [5, 4, NO_STAR]
    assert ratings.counts() == {5: 2, NO_STAR: 1}


def test_a_star_given_is_rated_and_a_star_taken_is_none():
    ratings = after(StarChange("医院党支部", NO_STAR, 3, "补报"), StarChange("采煤队党支部", 5, NO_STAR, "弄虚作假"))
    assert ratings.star.tolist() == [NO_STAR, 4, 3]
    assert ratings.status == ["no-star", "rated", "rated"]


def test_changes_after_changes_still_know_the_assessed_star():
    first = after(StarChange("机电队党支部", 4, 5, "一"))
    second = apply_decision(first, [StarChange("机电队党支部", 5, 3, "二")], COMMITTEE, rules())
    assert assessed_stars(second).tolist() == [5, 4, NO_STAR]
    assert [isinstance(step, Step) for step in second.steps] == [True, True]
    assert [(step.before, step.after) for step in second.steps] == [(4, 5), (5, 3)]
    level = rules().levels.name(4)
    assert all(step.because.say("en").startswith(f"assessed: {level}; ") for step in second.steps)


def test_without_changes_nothing_changes():
    assert after().star.tolist() == [5, 4, NO_STAR]
    assert after().steps == ()


def wanted(branch="机电队党支部", star=5, reason="安全生产突出"):
    return RequestedStar(branch, star, reason)


def test_changes_name_the_assessed_star():
    changes, problems = changes_of(
        [wanted(), wanted("采煤队党支部", NO_STAR)], review(ASSESSED).ratings, rules(), BRANCHES
    )
    assert problems == []
    assert [(each.branch, each.before, each.after) for each in changes] == [
        ("机电队党支部", 4, 5),
        ("采煤队党支部", 5, NO_STAR),
    ]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ([wanted("机电对党支部")], ["unknown-branch"]),
        ([wanted(star=6)], ["unknown-star"]),
        ([wanted(star=4)], ["star-unchanged"]),
        ([wanted("医院党支部", NO_STAR)], ["star-unchanged"]),
        ([wanted(reason="")], ["reason-missing"]),
        ([wanted(), wanted(star=3)], ["branch-twice", "branch-twice"]),
        ([wanted("谁", 6, ""), wanted(star=4)], ["unknown-branch", "unknown-star", "reason-missing", "star-unchanged"]),
    ],
)
def test_what_cannot_be_meant_is_refused_all_at_once(asked, codes):
    changes, problems = changes_of(asked, review(ASSESSED).ratings, rules(), BRANCHES)
    assert [problem.code for problem in problems] == codes
    assert changes == ()
    assert all(problem.severity == "error" and problem.hint for problem in problems)


def test_a_name_that_is_nearly_right_gets_suggestions():
    _, (problem,) = changes_of([wanted("机电对党支部")], review(ASSESSED).ratings, rules(), BRANCHES)
    assert "机电队党支部" in str(problem.hint)


def set_star(branch, after=5, **more):
    return StarSetting(branch, 4, after, "突出", "公司党委", COMMITTEE.day, "党发〔2013〕7号", **more)


ONE, OTHER, GONE = (set_star(branch) for branch in ("机电队党支部", "采煤队党支部", "撤销的党支部"))


@pytest.mark.parametrize(
    ("held", "changed", "earlier", "kept", "dropped", "left"),
    [
        ([], [], Earlier(), [], [], []),
        ([ONE, OTHER], [], Earlier(), [], [], [ONE, OTHER]),
        ([ONE, OTHER], [], Earlier(keep=True), [ONE, OTHER], [], []),
        ([ONE, OTHER], ["机电队党支部"], Earlier(), [], [], [OTHER]),
        ([ONE, OTHER], ["机电队党支部"], Earlier(keep=True), [OTHER], [], []),
        ([ONE, OTHER], [], Earlier(drops=((ONE.branch, "查明"),)), [], [ONE], [OTHER]),
        ([ONE, OTHER], [], Earlier(keep=True, drops=((ONE.branch, "查明"),)), [OTHER], [ONE], []),
        ([GONE], [], Earlier(drops=((GONE.branch, "查明"),)), [], [GONE], []),
    ],
)
def test_each_star_that_was_set_is_kept_dropped_set_anew_or_open(held, changed, earlier, kept, dropped, left):
    changes = [StarChange(branch, 4, 5, "") for branch in changed]
    found = settle(held, changes, earlier, BRANCHES)
    expected = tuple(DroppedSetting(setting.branch, setting.after, "查明") for setting in dropped)
    assert found == (tuple(kept), expected, tuple(left), [])


@pytest.mark.parametrize(
    ("held", "changed", "earlier", "code", "hint"),
    [
        ([GONE], [], Earlier(keep=True), "kept-unknown", "Drop it, saying why: --drop 撤销的党支部 --reason"),
        ([ONE], [], Earlier(drops=(("谁", "查明"),)), "unknown-branch", "starrating roster list"),
        ([ONE], [], Earlier(drops=(("医院党支部", "查明"),)), "nothing-to-drop", "Set otherwise so far: 机电队党支部"),
        ([], [], Earlier(drops=(("医院党支部", "查明"),)), "nothing-to-drop", "Leave out --drop."),
        ([ONE], [ONE.branch], Earlier(drops=((ONE.branch, "查明"),)), "branch-twice", "Keep one of the two."),
        ([ONE], [], Earlier(drops=((ONE.branch, ""),)), "reason-missing", "Say why with --reason."),
    ],
)
def test_a_wrong_word_about_a_star_that_was_set_is_refused(held, changed, earlier, code, hint):
    *_, (problem,) = settle(held, [StarChange(branch, 4, 5, "") for branch in changed], earlier, BRANCHES)
    assert (problem.severity, problem.code) == ("error", code)
    assert hint in problem.hint.say("en")


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (ONE, "机电队党支部: 五星级 by 公司党委, 2013-07-10, 党发〔2013〕7号: 突出"),
        (set_star("甲", NO_STAR), "甲: no star by 公司党委, 2013-07-10, 党发〔2013〕7号: 突出"),
        (
            set_star("甲", 4, objection=2),
            "甲: 四星级 by objection 2; 公司党委, 2013-07-10, 党发〔2013〕7号: 突出",
        ),
        (
            StarSetting("甲", 4, 3, "失职", "公司党委", COMMITTEE.day, ""),
            "甲: 三星级 by 公司党委, 2013-07-10, no document number: 失职",
        ),
    ],
)
def test_a_star_that_was_set_is_told_in_one_line(setting, words):
    assert setting_words(setting, rules()).say("en") == words


def test_a_kept_star_says_so_and_one_that_is_assessed_now_makes_no_step():
    kept = apply_decision(review(ASSESSED).ratings, [], COMMITTEE, rules(), [ONE, set_star("采煤队党支部")])
    (step,) = kept.steps
    assert (step.branch, step.before, step.after, step.source) == ("机电队党支部", 4, 5, "党发〔2013〕7号")
    assert step.because.say("en").endswith("(kept)")
    objected = apply_decision(review(ASSESSED).ratings, [], COMMITTEE, rules(), [set_star("机电队党支部", objection=2)])
    assert objected.steps[0].key != step.key
