"""Notes beside incidents that may undo them, and lists of incidents that are no final ones."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

SCORES = "党支部 | 得分\n甲党支部 | 93\n乙党支部 | 85"
HEADS = "党支部 | 情形 | 日期 | 说明"


def _read(folder: Path, title: str, note: str) -> set[str]:
    listed = f"{title}\n{HEADS}\n甲党支部 | 6 | 2013-04-12 | {note}"
    book = write_book(folder / "2013H1.xlsx", {"考核评分": SCORES, "降星情形": listed})
    _, problems = read_workbooks([book], [], plan(), H1)
    return {f"{each.code} {each.place.cell}" for each in problems if each.severity == "error" and each.place}


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("经申诉，已撤销责任追究", True), ("该处分已于5月撤销，不再计入", True), ("误登，应为乙党支部", True),
        ("情况待核实，暂不处理", True), ("给予撤销党内职务处分", False), ("撤销其行政职务", False),
        ("已通报批评", False), ("", False),
    ],
)  # fmt: skip
def test_a_note_that_may_undo_an_incident_is_asked_about(tmp_path: Path, note: str, *, asked: bool) -> None:
    assert ("remark-not-read D3" in _read(tmp_path, "降星情形登记表", note)) is asked


@pytest.mark.parametrize(
    ("title", "asked"), [("降星情形（草稿）", True), ("样表：降星情形", True), ("降星情形", False)]
)
def test_a_list_that_is_no_final_one_is_asked_about(tmp_path: Path, title: str, *, asked: bool) -> None:
    assert ("not-final A1" in _read(tmp_path, title, "")) is asked


def _asked(folder: Path, heads: str, rows: str, **extra: object) -> set[str]:
    book = write_book(folder / "2013H1.xlsx", {"考核评分": SCORES, "降星情形": f"{heads}\n{rows}"})
    if extra:
        _mark(book, **extra)
    _, problems = read_workbooks([book], [], plan(), H1)
    return {f"{each.code} {each.place.cell}" for each in problems if each.severity == "error" and each.place}


def _mark(book: Path, comment: str = "", *, struck: bool = False) -> None:
    """Put a comment beside the first incident, or strike its row through."""
    workbook = openpyxl.load_workbook(book)
    row = workbook["降星情形"][2]
    if comment:
        row[1].comment = Comment(comment, "office")
    for cell in row if struck else ():
        cell.font = Font(strike=True)
    workbook.save(book)


@pytest.mark.parametrize(
    ("head", "cell", "asked"),
    [
        ("是否有效", "否", True), ("是否计入", "不是", True), ("核实情况", "不属实", True), ("状态", "作废", True),
        ("处理意见", "经复议，不予计列", True), ("是否有效", "是", False), ("状态", "已办结", False),
        ("登记人", "无", False),
        ("是否重大", "否", False), ("是否有效", "", False),
    ],
)  # fmt: skip
def test_a_column_that_says_that_an_incident_does_not_count_is_asked_about(tmp_path, head, cell, asked):
    rows = f"甲党支部 | 6 | 2013-04-12 | {cell}\n乙党支部 | 6 | 2013-04-12 | "
    assert _asked(tmp_path, f"党支部 | 情形 | 日期 | {head}", rows) == ({"remark-not-read D2"} if asked else set())


@pytest.mark.parametrize("comment", ["已撤销", "情况待核实"])
def test_a_comment_that_may_undo_an_incident_is_asked_about(tmp_path, comment):
    rows = "甲党支部 | 6 | 2013-04-12"
    assert _asked(tmp_path, "党支部 | 情形 | 日期", rows, comment=comment) == {"remark-not-read B2"}


def test_any_other_comment_on_an_incident_is_told(tmp_path):
    book = write_book(
        tmp_path / "b.xlsx", {"考核评分": SCORES, "降星情形": "党支部 | 情形 | 日期\n甲党支部 | 6 | 2013-04-12"}
    )
    _mark(book, "安监处通报")
    _, problems = read_workbooks([book], [], plan(), H1)
    assert [(each.severity, each.code, each.place.cell) for each in problems] == [("notice", "comment", "B2")]


def test_an_incident_that_is_struck_through_is_asked_about(tmp_path):
    assert _asked(tmp_path, "党支部 | 情形 | 日期", "甲党支部 | 6 | 2013-04-12", struck=True) == {"remark-not-read A2"}


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("另：乙党支部6月有一起集体上访，材料后补。", True),
        ("注：乙党支部5月越级上访一起，待补登。", True),
        ("乙党支部还有一起安全事故未列入", True),
        ("注：以上情形均已通报。", False),
        ("说明：发生责任事故的党支部降一个星级", False),
        ("注：每发生一起集体上访降一星", False),
        ("填表人：某某", False),
        ("2013年7月5日", False),
    ],
)
def test_a_note_of_one_more_incident_is_asked_about(tmp_path, note, asked):
    found = _asked(tmp_path, "序号 | 党支部 | 情形 | 日期", f"1 | 甲党支部 | 6 | 2013-04-12\n{note}")
    assert found == ({"incidents-not-read A3"} if asked else set())
