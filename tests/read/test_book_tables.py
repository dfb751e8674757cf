"""Several score sheets in one workbook."""

import pytest

from starrating.rating.input_checks import check
from starrating.read.column_map import load_column_map
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

HEADS = "党支部 | 学习(40分) | 党务(60分) | 总分\n"
FIRST = HEADS + "一支部 | 40 | 50 | 90\n二支部 | 30 | 50 | 80"
SECOND = HEADS + "三支部 | 40 | 40 | 80"
OTHER_ORDER = "党支部 | 党务(60分) | 学习(40分) | 总分\n三支部 | 40 | 40 | 80"


def read(folder, sheets):
    path = write_book(folder / "book.xlsx", sheets)
    inputs, problems = read_workbooks([path], [], plan(), H1)
    return inputs, problems + (check(inputs, plan()) if inputs else [])


def errors(problems):
    return [problem.code for problem in problems if problem.severity == "error"]


def notices(problems):
    return [(problem.code, problem.place.sheet) for problem in problems if problem.severity == "notice"]


@pytest.mark.parametrize("names", [("生产", "机关"), ("考核评分", "机关"), ("机关", "考核评分"), ("Sheet1", "评分")])
@pytest.mark.parametrize("second", [SECOND, OTHER_ORDER])
def test_sheets_with_the_same_heads_are_one_table_whatever_their_names(tmp_path, names, second):
    inputs, problems = read(tmp_path, dict(zip(names, (FIRST, second), strict=True)))
    assert errors(problems) == []
    assert sorted(inputs.scores.branch) == ["一支部", "三支部", "二支部"]
    assert sorted(inputs.scores.points.sum().texts()) == ["80.00", "80.00", "90.00"]


def test_a_summary_beside_its_groups_is_read_once(tmp_path):
    whole = FIRST + "\n三支部 | 40 | 40 | 80"
    inputs, problems = read(tmp_path, {"汇总": whole, "生产": FIRST, "机关": SECOND})
    assert inputs.scores.branch == ["一支部", "二支部", "三支部"]
    assert notices(problems) == [("rows-again", "生产"), ("rows-again", "机关")]


@pytest.mark.parametrize("name", ["考核评分", "生产"])
def test_two_rows_of_one_branch_that_differ_are_refused(tmp_path, name):
    _, problems = read(tmp_path, {name: FIRST, "草稿": HEADS + "一支部 | 39 | 50 | 89"})
    assert errors(problems) == ["not-final", "branch-twice"]


@pytest.mark.parametrize(
    "other",
    [{"2012年下半年": FIRST.replace("40", "20")}, {"上期": "2012年下半年考核评分表\n" + FIRST.replace("40", "20")}],
)
def test_a_sheet_of_another_period_is_passed_over_with_a_notice(tmp_path, other):
    inputs, problems = read(tmp_path, {"2013年上半年": FIRST} | other)
    assert inputs.scores.total.texts() == ["90.00", "80.00"]
    assert notices(problems) == [("sheet-of-other-period", *other)]


def test_a_sheet_of_another_period_with_branches_of_its_own_is_a_contradiction(tmp_path):
    _, problems = read(tmp_path, {"生产": FIRST, "机关（下半年）": SECOND})
    assert errors(problems) == ["period-contradiction"]


def test_a_sheet_with_other_items_is_no_reason_to_lose_its_branches(tmp_path):
    other = "党支部 | 学习(40分) | 安全(60分)\n{} | 40 | 40"
    _, problems = read(tmp_path, {"考核评分": FIRST, "机关": other.format("三支部")})
    assert errors(problems) == ["several-score-sheets"]
    inputs, problems = read(tmp_path, {"考核评分": FIRST, "机关": other.format("一支部")})
    assert len(inputs.scores) == 2
    assert notices(problems) == [("unknown-sheet", "机关")]


def test_a_sample_beside_the_score_sheet_rates_nobody(tmp_path):
    inputs, problems = read(tmp_path, {"考核评分": FIRST, "填写示例": HEADS + "某支部 | 40 | 60 | 100"})
    assert inputs.scores.branch == ["一支部", "二支部"]
    assert notices(problems) == [("unknown-sheet", "填写示例")]


def test_an_empty_named_sheet_does_not_hide_the_scores(tmp_path):
    inputs, problems = read(tmp_path, {"考核评分": HEADS, "Sheet1": FIRST})
    assert inputs.scores.branch == ["一支部", "二支部"]
    assert notices(problems) == [("sheet-read-as-well", "Sheet1")]


UNCLEAR = HEADS + "去年同期 | 35 | 50 | 85\n一支部 | 40 | 50 | 90\n二支部 | 30 | 50 | 80"


@pytest.mark.parametrize("roster", ["党支部\n一支部\n二支部\n去年同期", "党支部 | 别名\n二支部 | 去年同期"])
@pytest.mark.parametrize("first", [True, False])
def test_the_roster_says_what_is_a_branch_wherever_its_sheet_stands(tmp_path, roster, first):
    sheets = {"名册": roster, "考核评分": UNCLEAR}
    _, problems = read(tmp_path, {"考核评分": UNCLEAR})
    assert errors(problems) == ["row-unclear"]
    path = write_book(tmp_path / "b.xlsx", sheets if first else dict(reversed(sheets.items())))
    inputs, problems = read_workbooks([path], [], plan(), H1)
    assert errors(problems) == []
    assert "去年同期" in inputs.scores.branch


def test_a_name_that_was_rated_before_is_a_branch(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"考核评分": UNCLEAR})
    inputs, problems = read_workbooks([path], [], plan(), H1, branches=["去年同期"])
    assert errors(problems) == []
    assert len(inputs.scores) == 3


def test_the_office_says_what_is_no_branch(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"考核评分": UNCLEAR})
    (tmp_path / "columns.yaml").write_text("branches: {去年同期: ignore}", encoding="utf-8")
    mapping = load_column_map(tmp_path / "columns.yaml")
    inputs, problems = read_workbooks([path], [], plan(), H1, mapping=mapping)
    assert errors(problems) == []
    assert inputs.scores.branch == ["一支部", "二支部"]


OWN = HEADS + "一支部 | 40 | 60 | 100\n二支部 | 40 | 60 | 100"


@pytest.mark.parametrize("own", ["自评", "自评表"])
@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_of_what_branches_gave_themselves_is_passed_over_beside_the_assessed_one(tmp_path, own, first):
    sheets = {own: OWN, "考核": FIRST} if first else {"考核": FIRST, own: OWN}
    inputs, problems = read(tmp_path, sheets)
    assert errors(problems) == []
    assert inputs.scores.points.sum(axis=1).texts() == ["90.00", "80.00"]
    assert notices(problems) == [("unknown-sheet", own)]


def test_a_sheet_of_own_scores_that_alone_has_a_branch_is_refused(tmp_path):
    _, problems = read(tmp_path, {"自评": OWN + "\n三支部 | 40 | 60 | 100", "考核": FIRST})
    assert "not-assessed" in errors(problems)


@pytest.mark.parametrize("first", [True, False])
def test_of_sheets_that_each_say_a_period_the_last_counts(tmp_path, first):
    before, now = f"2012年下半年考核评分表\n{OWN}", f"2013年上半年考核评分表\n{FIRST}"
    sheets = {"甲": before, "乙": now} if first else {"乙": now, "甲": before}
    inputs, problems = read_workbooks([write_book(tmp_path / "book.xlsx", sheets)], [], plan(), None)
    assert errors(problems) == []
    assert (str(inputs.period), inputs.scores.points.sum(axis=1).texts()) == ("2013H1", ["90.00", "80.00"])
    assert notices(problems) == [("sheet-of-other-period", "甲")]


@pytest.mark.parametrize("rows", ["", "一支部 | | |\n二支部 | | |"])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("asked", [None, H1])
def test_a_sheet_of_another_half_that_nobody_has_filled_in_is_told(tmp_path, rows, first, asked):
    sheets = {"2013年上半年": FIRST, "2013年下半年": HEADS + rows}
    path = write_book(tmp_path / "book.xlsx", sheets if first else dict(reversed(sheets.items())))
    inputs, problems = read_workbooks([path], [], plan(), asked)
    assert (inputs.period, errors(problems)) == (H1, [])
    assert notices(problems) == [("sheet-of-other-period", "2013年下半年")]


@pytest.mark.parametrize("name", ["机关", "2013年上半年机关"])
def test_a_sheet_of_the_same_period_that_nobody_has_filled_in_is_no_other(tmp_path, name):
    _, problems = read(tmp_path, {"2013年上半年": FIRST, name: HEADS + "三支部 | | |"})
    assert "blank-score" in errors(problems)
