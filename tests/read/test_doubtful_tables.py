"""What a careful clerk doubts in an otherwise ordinary table is asked about at its cell; what looks alike is read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from starrating.model import Period
from starrating.rating.input_checks import check
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan

_TOTALS = {"采煤一队党支部": 93, "运输队党支部": 71, "通风队党支部": 91, "机电科党支部": 82, "后勤党支部": 88.5}
_FULL = (40, 30, 30)
_POINTS = {
    "采煤一队党支部": (38, 28, 27),
    "运输队党支部": (30, 21, 20),
    "通风队党支部": (36.5, 27.5, 27),
    "机电科党支部": (33, 25, 24),
    "后勤党支部": (35, 26.5, 27),
}
Rows = Sequence[Sequence[Any]]


def _read(folder: Path, rows: Rows, title: str = "2013年上半年党支部考核评分表", period: Period | None = None) -> Any:
    """Return the score of each branch, or the errors by kind and cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "考核评分"
    for row in [[title], *rows]:
        sheet.append(list(row))
    book.save(folder / "book.xlsx")
    inputs, problems = read_workbooks([folder / "book.xlsx"], [], plan(), period)
    problems += check(inputs, plan()) if inputs else []
    errors = {(each.code, each.place.cell if each.place else None) for each in problems if each.severity == "error"}
    if errors:
        return errors
    scores = inputs.scores
    exact = scores.points.sum(axis=1) if scores.items else scores.total
    return dict(zip(scores.branch, map(float, exact.fractions()), strict=True))


def _with(head: str, cells: Sequence[Any]) -> list[list[Any]]:
    """Return a table of totals with one more column."""
    rows = [[*row, cell] for row, cell in zip(_TOTALS.items(), cells, strict=True)]
    return [["党支部", "得分", head], *rows]


@pytest.mark.parametrize(
    ("number", "asked"),
    [(0.85, True), (6.5, True), (8.5, True), (9.2, True), ("0.85", True), ("0.85分", False), (0, False), (45, False),
     (11, False)],
)  # fmt: skip
def test_a_total_a_power_of_ten_below_the_others_is_asked_about(tmp_path: Path, number: Any, *, asked: bool) -> None:
    totals = {**_TOTALS, "机电科党支部": number}
    said = _read(tmp_path, [["党支部", "得分"], *totals.items()])
    assert said == {("score-out-of-scale", "B6")} if asked else len(said) == len(_TOTALS)


@pytest.mark.parametrize(
    ("number", "asked"), [(2.5, True), (0.25, True), (2, False), (0, False), (12.5, False), (1.5, False)]
)
@pytest.mark.parametrize("proven", [True, False])
def test_an_item_is_doubted_where_its_decimal_point_alone_makes_it_low(
    tmp_path: Path, number: float, *, asked: bool, proven: bool
) -> None:
    """1.5 is no slip: 15 would be below all others; and a total that adds up says that the number is meant."""
    points = {**_POINTS, "机电科党支部": (33, number, 24)}
    rows = [[name, *row, *([sum(row)] if proven else [])] for name, row in points.items()]
    heads = ["思想(40分)", "组织(30分)", "作风(30分)", *(["总分"] if proven else [])]
    said = _read(tmp_path, [["党支部", *heads], *rows])
    assert (said == {("score-out-of-scale", "C6")}) == (asked and not proven)
    assert isinstance(said, dict) or (asked and not proven)


@pytest.mark.parametrize(
    ("title", "period", "errors"),
    [
        ("2013年第一季度党支部考核评分表", None, {("period-not-assessed", "A1")}),
        ("2013年1-3月党支部考核评分表", None, {("period-not-assessed", "A1")}),
        ("2013年度党支部考核评分表", None, {("period-not-assessed", "A1")}),
        ("党支部考核评分表", Period(2013, "Q1"), {("period-not-assessed", None)}),
        ("2013年度党支部考核评分表", H1, set()),
        ("2013年上半年党支部考核评分表", None, set()),
    ],
)
def test_a_period_that_the_rules_do_not_assess_is_refused(
    tmp_path: Path, title: str, period: Period | None, errors: set[tuple[str, str | None]]
) -> None:
    said = _read(tmp_path, [["党支部", "得分"], *_TOTALS.items()], title, period)
    assert said == (errors or {name: float(total) for name, total in _TOTALS.items()})
