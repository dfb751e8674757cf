"""Why a branch has its star."""

import pytest
from msgspec.structs import replace

from rule_texts import rules_of
from starrating.errors import Problem
from starrating.i18n import text
from starrating.rating.explanation import Explanation, explain
from starrating.rating.rate import rate
from starrating.rating.targets import nearest
from states import FIVE, ruled
from tables import inputs, plan


def why(branch: str, scores: str, happened: str = ""):
    return explain(branch, rate(inputs(scores, happened), plan()), plan())


def test_an_explanation_goes_from_the_cells_to_the_star():
    result = why("甲", "items 50 50\n甲 45 44.5 total=89.5")
    assert [(item.title, item.points, item.full_marks, item.source) for item in result.items] == [
        ("项目1", "45", "50", "2013H1.xlsx!考核评分!B5"),
        ("项目2", "44.5", "50", "2013H1.xlsx!考核评分!C5"),
    ]
    assert (result.score, result.source, result.rank) == ("89.50", "2013H1.xlsx!考核评分!Z5", 1)
    assert (result.star_by_score, result.star, result.clause) == (4, 4, "2-levels")
    assert result.band.say("en") == "80 and over, below 90"
    assert result.lacks.say("en") == "0.50 points to 五星级."


@pytest.mark.parametrize(("score", "band"), [("70", "below 80"), ("95", "90 and over")])
def test_open_bands_are_said_with_their_one_bound(score, band):
    assert why("甲", f"甲 {score}").band.say("en") == band


def test_a_lowered_branch_lacks_no_points():
    result = why("甲", "甲 95", "甲 6 2013-05-04\n甲 6 2013-05-05\n甲 6 2014-05-05")
    assert "By its score it would have 五星级" in result.lacks.say("en")
    assert [step.effect for step in result.steps] == ["lower", "already-lowered"]
    assert len(result.not_counted) == 1
    assert len(result.questions) == 2


def test_the_highest_star_lacks_nothing():
    assert why("甲", "甲 95").lacks is None


def test_an_unknown_branch_is_a_value_error():
    with pytest.raises(ValueError, match="乙"):
        why("乙", "甲 95")


VALUES = """\
values:
  - {id: basic, title: 基本分, clause: "2.1", sum: [I1]}
  - {id: half, ratio: I2, to: 3, times: 1}
  - {id: better, highest: [basic, I2]}
  - {id: total, sum: [better]}
"""


def ruled_why(scores: str, *steps: str, levels: str = FIVE, more: str = "") -> Explanation:
    rules = ruled(*steps, levels=levels, more=more)
    return explain("甲", rate(inputs(scores), rules), rules)


def test_values_stand_in_the_order_in_which_they_were_made():
    result = ruled_why("items 100 100\n甲 70 85", more=VALUES)
    assert [(each.title, each.clause, each.number, each.won) for each in result.values] == [
        ("基本分", "2.1", "70.00", None),
        ("half", None, "85/3", None),
        ("better", None, "85.00", "I2"),
        ("考核总分", None, "85.00", None),
    ]
    assert ruled_why("items 100 100\n甲 85 70", more=VALUES).values[2].won == "基本分"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("highest: [I1, I2]", "the highest: I2"),
        ("lowest: [I1, I2]", "the lowest: I1"),
        ("lowest: [I1, 80]", "the lowest: I1"),
        ("mean: [I1, I2, 90, 60], without: {highest: 1, lowest: 1}", "without 60 (60), 90 (90)"),
        ("mean: [I1, I2, 90], without: {lowest: 1}", "without I1 (70)"),
        ("blend: [{of: I1, weight: I2}, {of: 90, weight: 1/3}]", "weights: I1 ×85, 90 ×1/3"),
        ("blend: [{of: I1, weight: 1}, {of: 90, weight: 1/3}]", ""),
    ],
)
def test_a_value_names_what_its_number_is_made_of(value, words):
    made = ruled_why("items 100 100\n甲 70 85", more=f"values: [{{id: a, {value}}}]\n").values[0]
    assert str(made.words()) == words


NEEDS = FIVE.replace("at_least: 90}", "at_least: 90, needs: {item: I1, at_least: 40}}")


def test_needs_are_the_first_of_the_steps():
    result = ruled_why("items 50 70\n甲 30 65", "effect: raise", levels=NEEDS)
    assert (result.star_by_score, result.band.say("en")) == (5, "90 and over")
    assert [(step.effect, step.before, step.after) for step in result.steps] == [("needs", 5, 4), ("raise", 4, 5)]


def test_a_score_that_is_not_there_is_said():
    values = "values:\n  - {id: total, ratio: I1, to: I2, times: 100}\n"
    result = ruled_why("items 50 50\n甲 30 0", more=values)
    assert (result.score, result.rank, result.status) == ("", 0, "not-assessed")
    assert result.band.say("en") == "not assessed: 考核总分 is not there"
    assert result.lacks is None
    lowest = ruled_why("items 50 50\n甲 30 0", levels="  missing: lowest\n" + FIVE, more=values)
    assert (lowest.star, lowest.band.say("en")) == (1, "考核总分 is not there: the lowest level")


def test_a_star_that_is_a_number_is_said_by_it():
    names = "  star_is: previous-star\n  bands:\n    - {star: 1, name: 一星}\n    - {star: 2, name: 二星}\n"
    result = ruled_why("甲 30 previous_star=2", levels=names)
    assert (result.band.say("en"), result.lacks) == ("上期星级 is 2", None)


@pytest.mark.parametrize(
    "start", ["values: [{id: start, number: 1}]\n", "values: [{id: a, number: 2}, {id: start, sum: [a, -1]}]\n"]
)
@pytest.mark.parametrize(
    ("step", "lacks"),
    [
        ("{clause: '7', effect: raise, when: {score: total, at_least: 50}}", "(7)"),
        ("{clause: '8', effect: move, by: 0}", "(8)"),
        ("{clause: '9', effect: grade, star: 1, when: {score: total, at_least: 50}}", None),
    ],
)
def test_where_all_begin_with_the_same_star_only_steps_give_a_higher_one(start, step, lacks):
    names = "  star_is: start\n  bands:\n    - {star: 1, name: 一星}\n    - {star: 2, name: 二星}\n"
    result = ruled_why("甲 30", levels=names, more=f"{start}steps: [{step}]\n")
    said = f"二星 takes more than the star to begin with: a step that raises it {lacks}"
    assert (result.lacks and result.lacks.say("en")) == (said if lacks else None)


def test_with_demerits_there_are_points_too_many():
    demerits = (
        "  better: lower\n  bands:\n    - {star: 2, name: 二星, at_most: 5}\n    - {star: 1, name: 一星, above: 5}\n"
    )
    result = ruled_why("甲 8", levels=demerits)
    assert (result.band.say("en"), result.lacks.say("en")) == ("over 5", "3.00 points too many for 二星.")


def test_a_band_takes_in_the_gap_that_is_given_to_it():
    bands = "  bands:\n    - {star: 1, name: 一星, at_most: 89}\n    - {star: 2, name: 二星, at_least: 90}\n"
    lower = ruled_why("甲 89.5", levels="  between: lower\n" + bands)
    assert (lower.band.say("en"), lower.lacks.say("en")) == ("below 90", "0.50 points to 二星.")
    assert ruled_why("甲 89.5", levels="  between: upper\n" + bands).band.say("en") == "over 89"


OVER_990 = "{star: 1, name: 一星, at_most: 990}, {star: 2, name: 二星, above: 990}"
FROM_990 = "{star: 1, name: 一星, below: 990}, {star: 2, name: 二星, at_least: 990}"


@pytest.mark.parametrize(
    ("bands", "score", "lacks"),
    [
        (OVER_990, 990, "More than 0.00 points to 二星."),
        (OVER_990, 950, "More than 40.00 points to 二星."),
        (FROM_990, 950, "40.00 points to 二星."),
    ],
)
def test_a_bound_that_is_not_included_takes_more_than_the_difference(bands, score, lacks):
    rules = rules_of(
        "format: 2\nid: small\ntitle: 小方案\nsource: 测试\nlanguage: zh_CN\n"
        "wording: {subject: 班组, scheme: 星级, review_result: 结果, annual_result: 结果}\n"
        'criteria: {clause: "2", from: total}\nprocedure: {clause: "3", review: half-year, stages: [考核]}\n'
        f'levels: {{clause: "1", bands: [{bands}]}}\n'
    )
    ratings = rate(inputs(f"甲 {score}"), rules)
    assert explain("甲", ratings, rules).lacks.say("en") == lacks
    assert [near.branch for near in nearest(ratings, 2, rules, 5)] == ["甲"]


HIGHER = """\
  bands:
    - {star: 1, name: 一星, below: 60}
    - {star: 2, name: 二星, at_least: 60, needs: {all: [{item: I1, at_least: 40}, {item: I2, below: 30}]}}
"""
LOWER = """\
  better: lower
  bands:
    - {star: 2, name: 二星, at_most: 60, needs: {all: [{item: I1, at_least: 40}, {item: I2, below: 30}]}}
    - {star: 1, name: 一星, above: 60}
"""


@pytest.mark.parametrize(
    ("levels", "points", "lacks"),
    [
        (HIGHER, "35 20", "5.00 points to 二星. 二星 also asks for what does not hold: item I1 is 40 points or more"),
        (HIGHER, "50 40", "二星 also asks for what does not hold: item I2 is below 30 points"),
        (HIGHER, "40 10", "10.00 points to 二星."),
        (LOWER, "41 29", "10.00 points too many for 二星."),
        (LOWER, "35 29", "4.00 points too many for 二星. 二星 also asks for what does not hold: item I1 is 40"),
        (LOWER, "30 10", "二星 also asks for what does not hold: item I1 is 40 points or more"),
    ],
)
def test_what_blocks_the_next_level_is_named(levels, points, lacks):
    said = ruled_why(f"items 50 50\n甲 {points}", levels=levels).lacks.say("en")
    assert said.startswith(lacks)
    assert ("also asks" in said) == ("also asks" in lacks)


def test_a_direct_grade_names_its_cause():
    graded = "effect: grade, star: 2, when: {score: total, at_least: 70}"
    said = ruled_why("甲 75", f"text: 一票否决, {graded}").lacks.say("en")
    assert said == "二星 is given by 1 whatever the score: 一票否决"
    raised = ruled_why("甲 75", graded, "effect: raise, levels: 2").lacks.say("en")
    assert raised == "15.00 points to 五星."


def test_a_score_in_a_gap_was_decided_by_the_answer_to_an_open_question():
    bands = "  bands:\n    - {star: 1, name: 一星, at_most: 89}\n    - {star: 2, name: 二星, at_least: 90}\n"
    asked = "open_questions: [{key: levels.between, question: 小数归哪一级, answer: 归低一级}]\n"
    lower = "  between: lower\n" + bands
    assert ruled_why("甲 89.5", levels=lower, more=asked).questions == (("小数归哪一级", "归低一级"),)
    assert ruled_why("甲 89", levels=lower, more=asked).questions == ()


@pytest.mark.parametrize(("score", "told"), [("89.5", True), ("89", False), ("90", False)])
def test_points_for_a_number_in_a_gap_were_decided_by_the_answer_to_an_open_question(score, told):
    made = (
        "values: [{id: earned, points_for: total, between: upper, "
        "bands: [{points: 1, at_most: 89}, {points: 2, at_least: 90}]}]\n"
        "open_questions: [{key: 'values[earned].between', question: 小数得几分, answer: 得高档分}]\n"
    )
    assert ruled_why(f"甲 {score}", more=made).questions == ((("小数得几分", "得高档分"),) if told else ())


def test_of_the_notices_those_without_which_a_star_is_not_understood_are_told():
    ratings = rate(inputs("甲 90\n乙 80.01"), plan())
    assert {problem.code for problem in ratings.problems} == {"near-threshold"}
    assert [explain(branch, ratings, plan()).notices for branch in "甲乙"] == [(), ()]
    own = Problem("notice", "merged-branch", None, text("%(branch)s was merged.", branch="甲"))
    told = replace(ratings, problems=(*ratings.problems, own))
    assert [explain(branch, told, plan()).notices for branch in "甲乙"] == [(own.message,), ()]
