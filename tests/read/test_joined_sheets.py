"""Departments that score their own items in workbooks of their own."""

import pytest

from schemes import scheme
from starrating.model import ABSENT, REFUSED
from starrating.rating.input_checks import check
from starrating.rating.roster_checks import by_roster_names
from starrating.read.review_workbooks import read_workbooks
from tables import H1
from workbooks import write_book

LISTED = """\
{clause: "2", from: rules, parts: [{title: 思想, items: [
  {code: A1, title: 学习, full_marks: 40, department: 宣传科},
  {code: A2, title: 党务, full_marks: 35, department: 组织科},
  {code: A3, title: 安全, full_marks: 25, department: 安全科}]}]}"""
SHEETS = {
    "组织科": "党支部 | 书记 | 党务(35分)\n一支部 | 甲 | 30\n二支部 | 乙 | 31.5",
    "安全科": "序号 | 单位 | 安全(25分) | 合计\n1 | 二支部 | 25 | 25\n2 | 一支部 | 24 | 24",
    "宣传科": "党支部 | 学习(40分)\n一支部 | 40\n二支部 | 39.25",
}


def read(folder, sheets, rules=None):
    paths = [write_book(folder / f"{name}.xlsx", {"考核评分": table}) for name, table in sheets.items()]
    return read_workbooks(paths, [], rules or scheme(), H1)


def said(problem):
    return f"{problem.message.say('en')} {problem.hint.say('en') if problem.hint else ''}"


@pytest.mark.parametrize("criteria", [None, LISTED])
def test_they_are_joined_by_branch(tmp_path, criteria):
    rules = scheme(criteria=criteria)
    given, problems = read(tmp_path, SHEETS, rules)
    assert [*problems, *check(given, rules)] == []
    scores = given.scores
    assert (scores.branch, scores.column("secretary")) == (["一支部", "二支部"], ["甲", "乙"])
    assert scores.points.sum().texts() == ["94.00", "95.75"]
    assert scores.total_states.tolist() == [ABSENT, ABSENT]
    code = next(item.code for item in scores.items if item.title == "安全")
    assert str(scores.place(0, code)) == f"{tmp_path / '安全科.xlsx'}!考核评分!C3"
    code = next(item.code for item in scores.items if item.title == "学习")
    assert [str(scores.place(row, code)) for row in (0, 1)] == [
        f"{tmp_path / '宣传科.xlsx'}!考核评分!B{row}" for row in (2, 3)
    ]
    assert str(scores.place(1)) == f"{tmp_path / '组织科.xlsx'}!考核评分!A3"
    assert str(scores.place(1, "secretary")).endswith("组织科.xlsx!考核评分!B3")
    assert set(given.digests) == {str(tmp_path / f"{name}.xlsx") for name in SHEETS}


def test_items_are_in_the_order_of_the_rule_set(tmp_path):
    given, _ = read(tmp_path, SHEETS, scheme(criteria=LISTED))
    assert [item.code for item in given.scores.items] == ["A1", "A2", "A3"]
    assert given.scores.points[0].texts(0) == ["40", "30", "24"]


def test_several_sheets_of_one_workbook_may_be_departments(tmp_path):
    path = write_book(tmp_path / "b.xlsx", SHEETS)
    given, problems = read_workbooks([path], [], scheme(), H1)
    assert problems == []
    assert given.scores.points.sum().texts() == ["94.00", "95.75"]


def test_a_branch_that_a_department_has_not_scored(tmp_path):
    sheets = SHEETS | {"安全科": "党支部 | 安全(25分)\n二支部 | 25"}
    given, (problem,) = read(tmp_path, sheets, scheme(criteria=LISTED))
    assert (problem.severity, problem.code) == ("error", "branch-not-scored")
    assert problem.place.file.endswith("安全科.xlsx")
    assert "安全科 has not scored 一支部; the others have. Its items: 安全" in said(problem)
    assert given.scores.point_states.tolist() == [[0, 0, REFUSED], [0, 0, 0]]


def test_a_workbook_of_no_department_is_named_by_its_file(tmp_path):
    sheets = SHEETS | {"安全科": "党支部 | 安全(25分)\n二支部 | 25"}
    _, (problem,) = read(tmp_path, sheets)
    assert f"{tmp_path / '安全科.xlsx'} has not scored 一支部; the others have. Its items: 安全" in said(problem)


def test_a_department_that_sent_nothing(tmp_path):
    sheets = {name: table for name, table in SHEETS.items() if name != "宣传科"}
    _, (problem,) = read(tmp_path, sheets, scheme(criteria=LISTED))
    assert (problem.severity, problem.code) == ("error", "item-missing")
    assert "have no column: 学习(宣传科). Found: 党务, 安全" in said(problem)


def test_a_branch_twice_in_one_department(tmp_path):
    sheets = SHEETS | {"宣传科": SHEETS["宣传科"] + "\n一支部 | 1"}
    _, (problem,) = read(tmp_path, sheets)
    assert (problem.code, problem.place.cell) == ("branch-twice", "A4")


def test_a_total_of_one_department_is_that_of_its_items(tmp_path):
    sheets = SHEETS | {"安全科": SHEETS["安全科"].replace("24 | 24", "24 | 23")}
    _, (problem,) = read(tmp_path, sheets)
    assert (problem.severity, problem.code, problem.place.cell) == ("error", "total-disagrees", "D3")


def test_workbooks_that_contradict_each_other(tmp_path):
    sheets = SHEETS | {"宣传科": "党支部 | 书记 | 备注 | 学习(40分)\n一支部 | 丙 | 好 | 40\n二支部 | 乙 | | 39"}
    _, (*_, problem) = read(tmp_path, sheets)
    assert (problem.severity, problem.code, problem.place.cell) == ("error", "workbooks-contradict", "B2")
    assert "一支部: as 书记, here stands 丙, and in another of the workbooks 甲" in said(problem)


def test_other_names_by_the_roster(tmp_path):
    sheets = SHEETS | {"安全科": SHEETS["安全科"].replace("一支部", "第一党支部")}
    paths = [write_book(tmp_path / f"{name}.xlsx", {"考核评分": table}) for name, table in sheets.items()]
    roster = write_book(
        tmp_path / "组织科.xlsx",
        {"考核评分": SHEETS["组织科"], "名册": "党支部 | 别名\n第一党支部 | 一支部\n二支部 | "},
    )
    given, problems = read_workbooks([roster, *paths[1:]], [], scheme(), H1)
    assert given.scores.branch == ["第一党支部", "二支部"]
    assert [(each.code, each.place.file) for each in problems] == [("alias", str(roster)), ("alias", str(paths[2]))]
    assert by_roster_names(given)[1] == []


def test_some_items_in_common_is_no_division_of_work(tmp_path):
    sheets = SHEETS | {"宣传科": "党支部 | 学习(40分) | 党务(35分)\n一支部 | 40 | 1\n二支部 | 39 | 2"}
    given, problems = read(tmp_path, sheets)
    assert given is None
    assert [problem.code for problem in problems] == ["items-differ", "items-differ"]


def test_other_items_for_other_branches_are_another_table(tmp_path):
    sheets = {"甲": "党支部 | 学习(40分)\n一支部 | 40", "乙": "党支部 | 党务(60分)\n二支部 | 50"}
    given, problems = read(tmp_path, sheets)
    assert given is None
    assert [problem.code for problem in problems] == ["items-differ"]


@pytest.mark.parametrize("short", ["一队", "一队支部", "一 队党支部", "一队党总支"])
def test_departments_that_name_the_branches_differently_are_told_the_names_not_the_items(tmp_path, short):
    sheets = {"甲": f"党支部 | 学习(40分)\n{short} | 40", "乙": "党支部 | 党务(60分)\n一队党支部 | 50"}
    given, (problem,) = read(tmp_path, sheets)
    assert given is None
    assert problem.code == "names-differ"
    assert f"一队党支部 → {short}" in said(problem)


def test_workbooks_with_the_items_in_another_order_are_one_table(tmp_path):
    sheets = {
        "甲": "党支部 | 学习(40分) | 党务(60分)\n一支部 | 40 | 50",
        "乙": "党支部 | 党务(60分) | 学习(40分)\n二支部 | 60 | 30",
    }
    given, problems = read(tmp_path, sheets)
    assert problems == []
    assert given.scores.points.over(1).tolist() == [[40, 50], [30, 60]]
    assert str(given.scores.place(1, "I1")).endswith("乙.xlsx!考核评分!C2")
