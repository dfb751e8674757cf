"""A marked copy: cells that can be told apart, comments, a column to filter by, a list that leads to every cell."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.table import Table

from starrating.errors import Place, Problem, Severity
from starrating.i18n import Text, text
from starrating.write.copies.marked import write_marked_book
from starrating.write.copies.workbook_copy import copy_of
from workbooks import write_book

SCORES = """
2013年上半年考核评分表
党支部 | 思想(50分) | 组织(50分)
甲 | 45 | 45
乙 | 55 | =B4
"""


def problem(cell: str | None, said: str = "Wrong.", severity: Severity = "error", sheet: str = "考核评分") -> Problem:
    place = Place("book.xlsx", sheet, cell) if cell else None
    return Problem(severity, "score-out-of-range", place, Text("%(said)s", {"said": said}), text("Correct it."))


def marked(path: Path, problems: Sequence[Problem]) -> Workbook:
    copy = copy_of(path)
    assert copy
    write_marked_book(path.with_name("marked.xlsx"), copy, path.name, problems)
    return openpyxl.load_workbook(path.with_name("marked.xlsx"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book.xlsx", {"考核评分": SCORES, "甲's 表": "甲"}, merged=["A1:C1"])


def test_every_severity_has_a_fill_and_a_border_of_its_own(book):
    severities: list[Severity] = ["error", "warning", "notice"]
    problems = [problem(f"B{row}", severity=each) for row, each in enumerate(severities, start=2)]
    sheet = marked(book, problems)["考核评分"]
    looks = {(sheet[f"B{row}"].fill.fgColor.rgb, sheet[f"B{row}"].border.left.style) for row in (2, 3, 4, 5)}
    assert len({fill for fill, _ in looks}) == len({border for _, border in looks}) == 4


def test_the_worst_problem_of_a_cell_gives_the_look_and_the_comment_says_all(book):
    sheet = marked(book, [problem("B4", "First.", "notice"), problem("B4", "Second.")])["考核评分"]
    assert sheet["B4"].border.left.style == "thick"
    assert sheet["B4"].comment.text == "[notice] First.\n→ Correct it.\n\n[error] Second.\n→ Correct it."


def test_a_comment_that_was_there_stays_before_ours(book):
    own = openpyxl.load_workbook(book)
    own["考核评分"]["B4"].comment = Comment("请核对", "科长")
    own.save(book)
    comment = marked(book, [problem("B4")])["考核评分"]["B4"].comment
    assert comment.text == "请核对\n\n[error] Wrong.\n→ Correct it."
    assert comment.author == "科长"


def test_the_column_of_problems_stands_right_of_everything_and_filters_the_table(book):
    sheet = marked(book, [problem("B4", "First."), problem("C4", "Second.")])["考核评分"]
    assert [sheet[f"D{row}"].value for row in (2, 3, 4)] == ["Problems", None, "[error] First.  [error] Second."]
    assert sheet.auto_filter.ref == "A2:D4"


def test_a_table_of_excel_keeps_its_own_filter(book):
    own = openpyxl.load_workbook(book)
    own["考核评分"].add_table(Table(displayName="评分", ref="A2:C4"))
    own.save(book)
    sheet = marked(book, [problem("B4")])["考核评分"]
    assert (sheet.auto_filter.ref, sheet["D4"].value) == (None, "[error] Wrong.")


def test_the_first_sheet_lists_all_and_leads_to_every_cell(book):
    problems = [problem(None, "No opinions.", "notice"), problem("B4"), problem("A1", sheet="甲's 表")]
    opened = marked(book, problems)
    sheet = opened.worksheets[0]
    assert opened.active is sheet
    assert [each.sheet_view.tabSelected for each in opened.worksheets] == [True, False, False]
    assert [[cell.value for cell in row] for row in sheet["A4:F6"]] == [
        [1, "notice", "Score out of range", None, "No opinions.", "Correct it."],
        [2, "error", "Score out of range", "考核评分!B4", "Wrong.", "Correct it."],
        [3, "error", "Score out of range", "甲's 表!A1", "Wrong.", "Correct it."],
    ]
    links = [sheet[cell].hyperlink for cell in ("D4", "D5", "D6")]
    assert [each and each.location for each in links] == [None, "'考核评分'!B4", "'甲''s 表'!A1"]
    assert not any(each.target for each in links if each)
    assert sheet.auto_filter.ref == "A3:F6"


def test_a_sheet_that_has_the_name_of_the_list_keeps_it(tmp_path):
    path = write_book(tmp_path / "book.xlsx", {"Problem list": SCORES})
    assert marked(path, [problem("B4", sheet="Problem list")]).sheetnames == ["Problem list（2）", "Problem list"]


def test_what_a_message_says_is_never_a_formula(book):
    opened = marked(book, [problem("B4", '=HYPERLINK("http://x")\x07')])
    cells = [opened.worksheets[0]["E4"], opened["考核评分"]["D4"]]
    assert [cell.data_type for cell in cells] == ["s", "s"]


def test_in_merged_cells_the_first_one_is_marked(book):
    sheet = marked(book, [problem("C1")])["考核评分"]
    assert sheet["A1"].comment.text.startswith("[error] Wrong.")
    assert sheet["D1"].value == "[error] Wrong."


def test_formulas_and_the_rest_stay_as_they_are(book):
    sheet = marked(book, [problem("B4")])["考核评分"]
    assert [cell.value for cell in sheet[4]][:3] == ["乙", 55, "=B4"]
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:C1"]


def test_more_problems_than_anyone_corrects_at_once_are_cut_off(book, monkeypatch):
    monkeypatch.setattr("starrating.write.copies.marked.MAX_LISTED", 2)
    sheet = marked(book, [problem("B4", str(number)) for number in range(5)]).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (5, 6)] == [2, "… and 3 more; correct these first."]


def test_the_copy_is_a_sound_archive(book):
    marked(book, [problem("B4")])
    with zipfile.ZipFile(book.with_name("marked.xlsx")) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())


def test_the_clerks_sheet_prints_as_before(book):
    own = openpyxl.load_workbook(book)
    own["考核评分"].row_dimensions[4].height = 18
    own.save(book)
    sheet = marked(book, [problem("B4", "Long. " * 60), problem("C4")])["考核评分"]
    assert sheet.print_area == "'考核评分'!$A$1:$C$4"
    assert sheet["D4"].value.count("[error]") == 2
    assert sheet.row_dimensions[4].height == 18
    assert not sheet["D4"].alignment.wrap_text


def test_a_print_area_that_the_clerk_has_set_stays(book):
    own = openpyxl.load_workbook(book)
    own["考核评分"].print_area = "A1:B4"
    own.save(book)
    assert marked(book, [problem("B4")])["考核评分"].print_area == "'考核评分'!$A$1:$B$4"
