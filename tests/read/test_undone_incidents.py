"""Notes beside incidents that may undo them, and lists of incidents that are no final ones."""

from pathlib import Path

import pytest

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
