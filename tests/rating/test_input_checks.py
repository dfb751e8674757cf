"""Input that is not fit to rate: each fault its own problem, at its own cell, all at once."""

import numpy as np
import pytest
from msgspec.structs import replace

from schemes import scheme
from starrating.model import ABSENT, BLANK, RosterEntry
from starrating.rating.input_checks import check
from starrating.rating.roster_checks import by_roster_names, compared_with_last
from tables import inputs, plan


def found(scores: str, happened: str = "", **options) -> list[tuple[str, str]]:
    problems = check(inputs(scores, happened, **options), plan())
    return [(problem.code, str(problem.place)) for problem in problems]


def test_good_input_has_no_problem():
    assert found("items 50 50\n甲 40 39.5 total=79.5\n乙 50 50 total=100") == []


@pytest.mark.parametrize(
    ("scores", "code", "cell"),
    [
        ("items 50 50\n甲 -0.5 50", "score-out-of-range", "B5"),
        ("items 50 50\n甲 50 50.1", "score-out-of-range", "C5"),
        ("甲 100.5", "score-out-of-range", "Z5"),
        ("甲 -0.5", "score-out-of-range", "Z5"),
        ("items 50 50\n甲 40 40 total=80.01", "total-disagrees", "Z5"),
        ("items 60 60\n甲 50 50.5", "score-out-of-range", "Z5"),
        ("items 50 50\n甲 40 40\n甲 41 40", "branch-twice", "A6"),
        ("甲 90 applied_star=6", "unknown-star", "A5"),
    ],
)
def test_each_fault_has_its_cell(scores, code, cell):
    assert found(scores) == [(code, f"2013H1.xlsx!考核评分!{cell}")]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ("甲 90\n甲 91\n乙 80\n乙 81\n乙 82", [("rows-of-parts", "A6")]),
        ("甲 90\n甲 91\n乙 80\n乙 81\n丙 70", [("rows-of-parts", "A6")]),
        ("甲 90\n甲 91\n乙 80\n丙 70", [("branch-twice", "A6")]),
        ("甲 90\n甲 91\n乙 80", [("branch-twice", "A6")]),
        ("甲 90\n甲 91", [("branch-twice", "A6")]),
        ("乙 80\n甲 90\n丙 70\n甲 91\n甲 91", [("branch-twice", "A8"), ("branch-twice", "A9")]),
    ],
)
def test_where_most_branches_stand_in_several_rows_that_is_one_problem(scores, expected):
    assert found(scores) == [(code, f"2013H1.xlsx!考核评分!{cell}") for code, cell in expected]


def test_it_is_said_how_many_rows_a_branch_has():
    (problem,) = check(inputs("乙 80\n甲 90\n甲 91\n甲 92"), plan())[:1] or [None]
    assert problem.code == "branch-twice"
    (problem,) = check(inputs("甲 90\n甲 91\n甲 92\n乙 80\n乙 80"), plan())
    assert problem.message.say("en").startswith("Most branches have several rows here, 甲 3:")


LISTED_POINTS = """{clause: "2", from: rules, parts: [{title: P, items: [
  {code: I1, title: 一, full_marks: 5, points: [0, 2.5, 5]}, {code: I2, title: 二, full_marks: 5}]}]}"""


def test_points_that_an_item_does_not_have_are_refused_with_those_that_it_has():
    given = inputs("items 5 5\n甲 2.5 3\n乙 0 4\n丙 3 0")
    (problem,) = check(given, scheme(criteria=LISTED_POINTS))
    assert (problem.code, str(problem.place)[-2:]) == ("points-not-listed", "B7")
    assert problem.message.say("en") == "丙: 一 has 3 points, and no such points exist."
    assert problem.hint.say("en") == "Known here: 0, 2.5, 5"


@pytest.mark.parametrize("scores", ["甲 0\n乙 0.5\n丙 100", "items 50 50\n甲 0 50\n乙 0.5 49.5"])
def test_the_bounds_of_points_belong_to_them(scores):
    assert found(scores) == []


@pytest.mark.parametrize("total", ["80.005", "79.995", "80"])
def test_a_total_may_carry_the_noise_of_a_saved_formula(total):
    assert found(f"items 50 50\n甲 40 40 total={total}") == []


def test_a_blank_score_is_not_zero():
    faulty = inputs("items 50 50\n甲 40 0")
    scores = replace(faulty.scores, point_states=np.array([[0, BLANK]], np.uint8))
    (problem,) = check(replace(faulty, scores=scores), plan())
    assert (problem.code, str(problem.place)) == ("blank-score", "2013H1.xlsx!考核评分!C5")
    assert "甲 has no score for 项目2" in problem.message.say("en")


def test_an_incident_of_an_unknown_branch_names_the_nearest():
    (problem,) = check(inputs("采煤一队党支部 90\n机电科党支部 85", "采煤1队党支部 4.4(6) 2013-05-04"), plan())
    assert (problem.code, str(problem.place)) == ("unknown-branch", "2013H1.xlsx!降星情形!A2")
    assert "采煤一队党支部" in str(problem.hint)


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ("甲 101", "甲: 考核总分 is 101, above the full marks of 100."),
        ("甲 100.50", "甲: 考核总分 is 100.5, above the full marks of 100."),
        ("甲 -1", "甲: 考核总分 is -1, below 0."),
        ("items 50 49.5\n甲 50 50", "甲: 项目2 is 50, above the full marks of 49.5."),
    ],
)
def test_numbers_out_of_range_are_told_as_they_are(scores, said):
    (problem,) = check(inputs(scores), plan())
    assert problem.message.say("en") == said


def test_all_problems_come_at_once():
    happened = "丙 4.4(6) 2013-05-04\n甲 4.4(9) 2013-05-04\n甲 4.4(1) 2013-05-04 plan_missed=是"
    codes = [code for code, _ in found("items 50 50\n甲 -1 51\n乙 40 40 total=90", happened)]
    assert codes == [
        "score-out-of-range",
        "score-out-of-range",
        "total-disagrees",
        "unknown-branch",
        "unknown-trigger",
        "missing-finding",
    ]


def test_the_roster_says_who_must_be_there():
    roster = [RosterEntry("甲党支部"), RosterEntry("乙党支部")]
    assert [code for code, _ in found("甲党支部 90\n丙党支部 80", roster=roster)] == ["branch-missing", "not-on-roster"]


def test_an_alias_of_the_roster_is_the_only_way_to_another_name():
    given = inputs("一支部 90", "一支部 6 2013-05-04", roster=[RosterEntry("第一党支部", ("一支部",))])
    named, notices = by_roster_names(given)
    assert named.scores.branch == ["第一党支部"]
    assert [incident.branch for incident in named.incidents] == ["第一党支部"]
    assert [notice.code for notice in notices] == ["alias", "alias"]


def test_an_empty_book_is_refused():
    empty = inputs("甲 90")
    none = replace(empty, scores=empty.scores.taken(np.array([], np.intp)))
    assert [problem.code for problem in check(none, plan())] == ["no-branches"]


MADE = """\
values:
  - {id: total, sum: [items, 10]}
"""


def codes(rules, scores: str, total_states: list[int] | None = None) -> list[tuple[str, str]]:
    given = inputs(scores)
    if total_states:
        given = replace(given, scores=replace(given.scores, total_states=np.array(total_states, np.uint8)))
    problems = check(given, rules)
    return [(problem.code, str(problem.place)) for problem in problems]


def test_items_that_the_rule_set_names_must_be_in_the_workbook():
    named = "values: [{id: index, sum: [项目1, I2, 甲类, 项目九]}, {id: twice, sum: [index, index]}]\n"
    problems = check(inputs("items 50 50\n甲 40 40"), scheme(named))
    assert [each.code for each in problems] == ["item-unknown", "item-unknown"]
    assert "甲类 (in values[index])" in problems[0].message.say("en")
    assert "项目1" in problems[1].hint.say("en")


def test_items_that_are_added_up_must_be_there():
    assert codes(scheme(MADE), "甲 80") == [("items-missing", "2013H1.xlsx!考核评分")]


def test_a_blank_total_matters_only_where_it_is_read():
    counted = "facts: [{id: badges, title: 奖牌, values: number}]\nvalues: [{id: total, sum: [badges]}]\n"
    assert codes(scheme(), "甲 0\n乙 0", [BLANK, ABSENT]) == [
        ("blank-score", "2013H1.xlsx!考核评分!Z5"),
        ("blank-score", "2013H1.xlsx!考核评分!Z6"),
    ]
    assert codes(scheme(counted), "甲 0\n乙 0", [BLANK, ABSENT]) == []


def test_a_total_without_full_marks_has_no_bounds():
    assert codes(scheme(criteria='{clause: "2", from: total}'), "甲 -3\n乙 250") == []


def test_a_fact_that_is_a_star_is_a_level():
    rules = scheme("facts: [{id: start, title: 起始星级, values: star}]\n")
    assert codes(rules, "甲 80 start=3\n乙 80 start=4\n丙 80 start=0") == [
        ("unknown-star", "2013H1.xlsx!考核评分!A6"),
        ("unknown-star", "2013H1.xlsx!考核评分!A7"),
    ]


def test_branches_that_are_gone_or_new_since_the_last_period_are_named_with_whom_they_may_be():
    given = inputs("采煤一队党支部 90\n机关党支部 85\n医院党支部 80")
    gone, renamed, new = compared_with_last(given, ["采煤1队党支部", "医院党支部"])
    assert (gone.severity, gone.code, gone.place) == ("warning", "branch-gone", None)
    assert "采煤1队党支部 was rated in the period before" in gone.message.say("en")
    hint = "If it is 采煤1队党支部 under another name: starrating roster rename 采煤1队党支部 采煤一队党支部 --date"
    assert [(one.code, one.hint and one.hint.say("en")) for one in (renamed, new)] == [
        ("branch-first-rated", hint),
        ("branch-first-rated", None),
    ]
    assert list(compared_with_last(given, [])) == []
    assert [one.code for one in compared_with_last(given, ["医院党支部"], ["机关党支部"])] == ["branch-first-rated"]


@pytest.mark.parametrize(
    ("trigger", "hint"),
    [
        ("4.4(9)", "Write one of 4.4(1), 4.4(2), 4.4(3), or leave the cell empty."),
        ("谁", "Write one of 4.4(1), 4.4(2), 4.4(3), 4.4(4), 4.4(5), 4.4(6), or leave the cell empty."),
    ],
)
def test_a_trigger_that_is_none_names_the_nearest_or_all(trigger, hint):
    (problem,) = check(inputs("甲 90", f"甲 {trigger} 2013-05-04"), plan())
    assert (problem.code, problem.hint.say("en")) == ("unknown-trigger", hint)


@pytest.mark.parametrize(("before", "now"), [("采煤一队", "采煤　一队"), ("采煤 一队", "采煤一队")])
@pytest.mark.parametrize("roster", [False, True])
def test_a_branch_that_is_gone_but_for_blanks_in_its_name_is_refused(before, now, *, roster):
    given = inputs("甲 90", roster=[RosterEntry(now)] if roster else ())
    given = replace(given, scores=replace(given.scores, branch=[now]))
    [problem] = compared_with_last(given, [before])
    assert (problem.severity, problem.code, problem.place) == ("error", "branch-gone", given.scores.place(0))
    assert not [one for one in compared_with_last(given, [before, now]) if one.severity == "error"]


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ("第一党支部 90 unit=甲公司\n第一党支部 85 unit=乙公司\n机关党支部 80 unit=甲公司", ["branch-twice A6"]),
        ("第一党支部 90 unit=甲公司\n第一党支部 85 unit=甲公司\n机关党支部 80 unit=甲公司", ["branch-twice A6"]),
        ("第一党支部 90 unit=甲公司\n第二党支部 85 unit=甲公司\n第一党支部 90 unit=乙公司\n第二党支部 85 unit=乙公司",
         ["branch-twice A7", "branch-twice A8"]),
    ],
)  # fmt: skip
def test_branches_of_several_units_with_one_name_are_told_to_be_told_apart(scores, told):
    problems = check(inputs(scores), plan())
    assert [f"{each.code} {each.place.cell}" for each in problems] == told
    apart = "unit=乙公司" in scores
    assert ("Several units have" in problems[0].message.say("en")) is apart
    assert ("甲公司第一党支部" in problems[0].hint.say("en")) is apart
