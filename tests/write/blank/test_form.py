"""The form of a branch: what is written is read back, whatever the names are made of."""

import openpyxl
import pytest

from schemes import scheme
from starrating.model import NOT_APPLICABLE, NUMBER, Period
from starrating.read.review_workbooks import read_workbooks
from starrating.write.blank.context import BlankContext, rows_of
from starrating.write.blank.form import FormBook
from tables import H1

FACTS = """\
facts:
  - {id: certificate, title: 有证书}
  - {id: output, title: 产值, values: number}
"""
LISTED = (
    '{clause: "2", from: rules, parts: [{title: 甲类, items: ['
    "{code: A1, title: 学习, full_marks: 80, not_applicable: true}, "
    "{code: A2, title: 扣分, full_marks: 20, lowest: -20}]}]}"
)


@pytest.fixture
def form(tmp_path):
    """Write a form, let `fill` change its sheet, and read it back."""

    def write(known, fill=lambda _: None):
        rules = scheme(FACTS, criteria=LISTED)
        path = tmp_path / "form.xlsx"
        FormBook(BlankContext(rules, rules.criteria, Period(2013, "H1"))).write(path, known)
        book = openpyxl.load_workbook(path)
        fill(book.active)
        book.save(path)
        return read_workbooks([path], [], rules, None)

    return write


def beside(sheet, label):
    """Find the cell behind a label."""
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == label)
    merged = (
        next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        if label in {"有证书", "产值"}
        else None
    )
    return sheet.cell(cell.row, (merged.max_col if merged else cell.column + 1) + 1)


def test_what_a_branch_fills_in_is_read_back(form):
    def fill(sheet):
        beside(sheet, "有证书").value, beside(sheet, "产值").value = "是", 12.5
        for row, own, points in ((8, 70, "不适用"), (9, 15, -3.5)):
            sheet.cell(row - 1, 5).value, sheet.cell(row - 1, 6).value = own, points

    inputs, problems = form({"branch": "甲", "unit": "乙", "members": 23}, fill)
    assert problems == []
    assert inputs.period == H1
    assert inputs.scores.point_states.tolist() == [[NOT_APPLICABLE, NUMBER]]
    known = rows_of(inputs.scores, "zh_CN")["甲"]
    assert {name: str(known[name]) for name in ("A1", "A2", "self_score", "certificate", "output", "members")} == {
        "A1": "不适用",
        "A2": "-3.5",
        "self_score": "85",
        "certificate": "True",
        "output": "12.5",
        "members": "23",
    }


@pytest.mark.parametrize("branch", ["=cmd|'/c calc'!A1", "<二&三党支部", "{{7*7}}", "堃琤䶮支部", "长" * 60])
def test_names_come_out_literally(form, branch):
    def fill(sheet):
        beside(sheet, "有证书").value, beside(sheet, "产值").value = "否", 1

    inputs, _ = form({"branch": branch}, fill)
    assert inputs.scores.branch == [branch]


def test_full_marks_in_the_row_of_sums_are_no_score(form):
    def fill(sheet):
        beside(sheet, "有证书").value, beside(sheet, "产值").value = "否", 1

    inputs, _ = form({"branch": "甲"}, fill)
    assert rows_of(inputs.scores, "zh_CN")["甲"]["total"] is None
