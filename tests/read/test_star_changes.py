"""The sheet of stars that the committee sets."""

import pytest

from reviews import rules
from starrating.errors import Rejection
from starrating.model import NO_STAR
from starrating.read.office_lists import read_star_changes, star_named
from workbooks import write_book

LEVELS = rules().levels


def read(tmp_path, table, sheet="调整"):
    rows, problems = read_star_changes(write_book(tmp_path / "调整.xlsx", {"封面": "说明", sheet: table}), LEVELS)
    return [row[:3] for row in rows], [(problem.code, problem.place.cell) for problem in problems]


def test_a_row_is_a_branch_its_star_and_the_reason(tmp_path):
    table = """
    星级调整表
    序号 | 党支部 | 评定星级 | 理由
    1 | 机电队党支部 | 五星级 | 安全生产突出
    2 | 医院党支部 | 3 |
    3 | 采煤队党支部 | 无 | 弄虚作假
    """
    rows, problems = read(tmp_path, table)
    assert rows == [
        ("机电队党支部", 5, "安全生产突出"),
        ("医院党支部", 3, ""),
        ("采煤队党支部", NO_STAR, "弄虚作假"),
    ]
    assert problems == []


def test_a_star_that_cannot_be_read_is_refused_at_its_cell(tmp_path):
    table = "党支部 | 评定星级 | 理由\n机电队党支部 | 优秀 | 好\n医院党支部 | | 好\n采煤队党支部 | 4 | 好"
    rows, problems = read(tmp_path, table)
    assert rows == [("采煤队党支部", 4, "好")]
    assert sorted(problems) == [("star-unknown", "B2"), ("value-missing", "B3")]


def test_a_workbook_without_the_heads_is_refused(tmp_path):
    assert read(tmp_path, "党支部 | 得分\n机电队党支部 | 90") == ([], [("header-missing", None)])


def test_what_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "调整.xlsx").write_text("five stars", encoding="utf-8")
    rows, problems = read_star_changes(tmp_path / "调整.xlsx", LEVELS)
    assert rows == []
    assert [problem.severity for problem in problems] == ["error"]


@pytest.mark.parametrize(
    ("word", "star"), [("五星级", 5), ("5", 5), ("★★★", 3), ("4星", 4), ("无", NO_STAR), ("none", NO_STAR)]
)
def test_a_star_is_named_as_people_do(word, star):
    assert star_named(word, LEVELS) == star


def test_what_is_no_star_is_refused():
    with pytest.raises(Rejection):
        star_named("优秀", LEVELS)
