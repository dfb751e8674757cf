"""What the office hands in for a year: heads in any order and language, and what cannot be read."""

from decimal import Decimal

import pytest

from reviews import rules
from starrating.read.office_lists import read_declarations, read_pairs, read_pay
from workbooks import write_book


def test_pay_is_read_exactly_with_its_cell(tmp_path):
    heads = "2014年度绩效工资\n序号 | 书记 | 党支部 | 年度绩效工资 | 备注\n"
    table = heads + "1 | 张 | 甲党支部 | 12345.67\n2 | | 乙党支部 | '30000 | 调入"
    rows, problems = read_pay(write_book(tmp_path / "pay.xlsx", {"说明": "随便写的", "工资": table}))
    assert [(row.branch, row.secretary, row.amount, row.place.cell) for row in rows] == [
        ("甲党支部", "张", Decimal("12345.67"), "D3"),
        ("乙党支部", "", Decimal(30000), "D4"),
    ]
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_of_declared_targets_the_day_is_read_by_any_head_and_what_is_not_read_is_said(tmp_path):
    table = "序号 | 党支部 | 目标星级 | 期限 | 谈话人\n1 | 甲党支部 | 五星级 | 2014年底 | 张"
    (found,), (problem,) = read_declarations(write_book(tmp_path / "aims.xlsx", {"目标": table}), rules().levels)
    assert found[0].due == "2014年底"
    assert (problem.severity, problem.code, problem.place.cell) == ("notice", "unknown-column", "E1")


@pytest.mark.parametrize(
    "table",
    [
        "序号 | 被帮扶党支部 | 现星级 | 帮扶党支部（部门） | 联系领导\n1 | 弱 | 三星级 | 强 | 某某",
        "No. | Branch helped | Star | Helping branch\n1 | 弱 | three | 强",
    ],
    ids=["Chinese", "English"],
)
def test_pairs_are_read_in_the_languages_of_documents(tmp_path, table):
    rows, problems = read_pairs(write_book(tmp_path / "pairs.xlsx", {"结对": table}))
    assert [(row.branch, row.helper, row.place.cell) for row in rows] == [("弱", "强", "D2")]
    assert problems == []


@pytest.mark.parametrize(
    ("table", "code", "cell"),
    [
        ("党支部 | 书记\n甲 | 张", "header-missing", None),
        ("党支部 | 年度绩效工资\n甲 | ", "value-missing", "B2"),
        ("党支部 | 年度绩效工资\n甲 | 3万", "not-a-number", "B2"),
    ],
)
def test_what_is_missing_or_no_number_is_named(tmp_path, table, code, cell):
    rows, problems = read_pay(write_book(tmp_path / "pay.xlsx", {"工资": table}))
    assert rows == []
    assert [(problem.code, problem.place.cell) for problem in problems] == [(code, cell)]


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    file = tmp_path / "pay.xlsx"
    file.write_text("党支部,工资", encoding="utf-8")
    rows, problems = read_pay(file)
    assert rows == []
    assert [problem.severity for problem in problems] == ["error"]
