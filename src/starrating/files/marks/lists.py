"""The first sheet of a marked copy: every problem, with a link to its cell."""

from collections.abc import Collection, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from starrating.errors import Problem
from starrating.files.copies.book_copies import write_cell
from starrating.files.copies.list_sheets import cell_name, finish, free_name, write_link
from starrating.files.marks.looks import colour
from starrating.i18n import Text, text
from starrating.model.problem_kinds import SEVERITIES, counted, title

MAX_LISTED = 10_000
"""Problems that are marked and listed; who has more of them corrects these first."""
_HEADS = (
    (text("No."), 6),
    (text("Severity"), 9),
    (text("Kind"), 24),
    (text("Cell"), 20),
    (text("Problem"), 60),
    (text("What to do"), 50),
)
_SEVERITY, _CELL = 2, 4
_HEAD_ROW = 3


def add_list(book: Workbook, name: str, problems: Sequence[Problem]) -> None:
    """Put the list of the problems of a workbook before its sheets, and open it there; `name` is the workbook's."""
    names = set(book.sheetnames)
    sheet: Worksheet = book.create_sheet(free_name(str(text("Problem list")), names), 0)
    listed = problems[:MAX_LISTED]
    for row, problem in enumerate(listed, start=_HEAD_ROW + 1):
        _add_row(sheet, row, problem, names)
    finish(sheet, _HEADS, _HEAD_ROW, len(listed))
    for row, problem in enumerate(listed, start=_HEAD_ROW + 1):
        colour(sheet.cell(row, _SEVERITY), problem.severity)
    _write_line(sheet, 1, text("Problem list of %(name)s", name=name), bold=True, size=16)
    _write_line(sheet, 2, counted(problems))
    if more := len(problems) - len(listed):
        said = text("… and %(number)s more; correct these first.", number=more)
        _write_line(sheet, _HEAD_ROW + len(listed) + 1, said)
    _show_first(book, sheet)


def _add_row(sheet: Worksheet, row: int, problem: Problem, names: Collection[str]) -> None:
    place = problem.place
    within = cell_name(place) if place else ""
    said = (SEVERITIES[problem.severity], title(problem.code), within, problem.message, problem.hint or "")
    for column, words in enumerate(said, start=2):
        write_cell(sheet, row, column, str(words))
    if place and place.sheet in names:
        write_link(sheet, row, _CELL, place)


def _write_line(sheet: Worksheet, row: int, said: Text, **font: bool | int) -> None:
    """Write a line above or below the list, across its columns."""
    write_cell(sheet, row, 1, str(said), **font).alignment = Alignment(wrap_text=False)


def _show_first(book: Workbook, sheet: Worksheet) -> None:
    """Open the workbook at this sheet; no other one may be selected with it, or both would be written into."""
    book.active = book.index(sheet)
    for view in book.views:
        view.firstSheet = 0
    for each in book.worksheets:
        each.sheet_view.tabSelected = each is sheet
