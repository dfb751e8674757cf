"""A copy of a workbook in which its problems are marked: coloured cells, comments, a column and a list of problems.

The column 问题 at the right of a table: the problems of each row, so that the rows can be filtered by them.

The first sheet of a marked copy: every problem, with a link to its cell.

How a mark looks: a colour and a border for each severity, so that it can be told on a black-and-white print too.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from starrating.errors import CellRef, Problem, Severity
from starrating.formats.sheet import FIRST_ROWS
from starrating.i18n import Text, text
from starrating.model import letter
from starrating.model.problem_kinds import SEVERITIES, counted, title
from starrating.read.header_row import HeaderRow, find_header_row
from starrating.write.copies.filled_cells import filled_cells
from starrating.write.copies.workbook_copy import (
    BookCopy,
    cell_name,
    finish,
    free_name,
    holdable,
    write_cell,
    write_link,
)


def write_marked_book(path: Path, copy: BookCopy, name: str, problems: Sequence[Problem]) -> None:
    """Mark the problems of the workbook `name` in its copy and write it; it must not be written again.

    Problems with a cell are marked there, all are on the first sheet, in the order in which they are given. The words
    are in the language of the user.
    """
    sheets = copy.sheets
    for name_of_sheet, of_sheet in _by_sheet(problems[:MAX_LISTED]).items():
        if name_of_sheet in sheets:
            _mark(sheets[name_of_sheet], of_sheet)
    add_list(copy.book, name, problems)
    with copy.saved_at(path):
        pass


def _by_sheet(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Group the problems that have a cell by the sheet of it."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.sheet and problem.cell:
            groups.setdefault(problem.sheet, []).append(problem)
    return groups


def _mark(sheet: Worksheet, problems: Sequence[Problem]) -> None:
    cells: dict[tuple[int, int], list[Problem]] = {}
    rows: dict[int, list[Problem]] = {}
    first = _first_cells(sheet)
    for problem in problems:
        row, column = coordinate_to_tuple(problem.cell or "")
        cells.setdefault(first.get((row, column), (row, column)), []).append(problem)
        rows.setdefault(row, []).append(problem)
    add_column(sheet, rows)
    for (row, column), of_cell in cells.items():
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        paint(cell, worst_severity(of_cell))
        comment(cell, of_cell)


def _first_cells(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the first cell of the merged range of every other cell in one: only that one can be marked."""
    return {
        (row, column): (merged.min_row, merged.min_col)
        for merged in sheet.merged_cells.ranges
        for row, column in merged.cells
        if isinstance(sheet.cell(row, column), MergedCell)
    }


_WIDTH = 60


def add_column(sheet: Worksheet, rows: Mapping[int, Iterable[Problem]]) -> None:
    """Write the problems of each row beside everything that the sheet has, each row in one line.

    The sheet prints as before: the rows keep their heights, and the column stands outside the area that is printed,
    which is everything there was where the sheet names none. A table with a head gets a filter over it and the new
    column, unless it is a table of Excel, which has its own.
    """
    cells = filled_cells(sheet)
    width = max((column for _, column in cells), default=0) + 1
    if cells and not sheet.print_area:
        sheet.print_area = f"A1:{letter(width - 2)}{max(row for row, _ in cells)}"
    header = _header(sheet, width - 1)
    for row, problems in rows.items():
        summary = "  ".join(f"[{SEVERITIES[problem.severity]}] {problem.message}" for problem in problems)
        write_cell(sheet, row, width, summary).alignment = Alignment(wrap_text=False, vertical="center")
    sheet.column_dimensions[letter(width - 1)].width = _WIDTH
    if header and header.bottom not in rows:
        write_cell(sheet, header.bottom, width, str(text("Problems")), bold=True)
    if header and not sheet.tables:
        last = max(row for row, _ in cells)
        sheet.auto_filter.ref = f"A{header.bottom}:{letter(width - 1)}{last}"
        sheet.protection.autoFilter = False


def _header(sheet: Worksheet, width: int) -> HeaderRow | None:
    """Find the head of the table, which is so many columns wide, as the reader does."""
    cells = sheet.iter_rows(max_row=FIRST_ROWS, max_col=max(width, 1), values_only=True)
    rows = [["" if value is None else value for value in row] for row in cells]
    merges = [
        ((each.min_row - 1, each.min_col - 1), (each.max_row - 1, each.max_col - 1))
        for each in sheet.merged_cells.ranges
    ]
    return find_header_row(rows, merges)


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
        paint(sheet.cell(row, _SEVERITY), problem.severity)
    _write_line(sheet, 1, text("Problem list of %(name)s", name=name), bold=True, size=16)
    _write_line(sheet, 2, counted(problems))
    if more := len(problems) - len(listed):
        message = text("… and %(number)s more; correct these first.", number=more)
        _write_line(sheet, _HEAD_ROW + len(listed) + 1, message)
    _show_first(book, sheet)


def _add_row(sheet: Worksheet, row: int, problem: Problem, names: Collection[str]) -> None:
    place = problem.place if isinstance(problem.place, CellRef) else None
    within = cell_name(place) if place else ""
    cells = (SEVERITIES[problem.severity], title(problem.code), within, problem.message, problem.hint or "")
    for column, words in enumerate(cells, start=2):
        write_cell(sheet, row, column, str(words))
    if place and place.sheet in names:
        write_link(sheet, row, _CELL, place)


def _write_line(sheet: Worksheet, row: int, message: Text, **font: bool | int) -> None:
    """Write a line above or below the list, across its columns."""
    write_cell(sheet, row, 1, str(message), **font).alignment = Alignment(wrap_text=False)


def _show_first(book: Workbook, sheet: Worksheet) -> None:
    """Open the workbook at this sheet; no other one may be selected with it, or both would be written into."""
    book.active = book.index(sheet)
    for view in book.views:
        view.firstSheet = 0
    for worksheet in book.worksheets:
        worksheet.sheet_view.tabSelected = worksheet is sheet


_AUTHOR = "starrating"
_COMMENT_WIDTH, _LINE, _LETTERS = 320, 18, 24
"""A comment: its width and the height of a line in pixels, the Chinese characters in a line."""
_TALLEST = 400


def _border(style: Literal["thick", "mediumDashed", "dotted"]) -> Border:
    side = Side(style=style, color="000000")
    return Border(left=side, right=side, top=side, bottom=side)


_FILLS: Mapping[Severity, PatternFill] = {
    "error": PatternFill("solid", fgColor="FF9999"),
    "warning": PatternFill("solid", fgColor="FFE699"),
    "notice": PatternFill("solid", fgColor="DDEBF7"),
}
_BORDERS: Mapping[Severity, Border] = {
    "error": _border("thick"),
    "warning": _border("mediumDashed"),
    "notice": _border("dotted"),
}


def worst_severity(problems: Sequence[Problem]) -> Severity:
    """Return the worst severity of some problems."""
    return min((problem.severity for problem in problems), key=list(SEVERITIES).index)


def paint(cell: Cell | MergedCell, severity: Severity) -> None:
    """Give a cell the colour and the border of a severity; font, alignment and number format stay."""
    cell.fill = _FILLS[severity]
    cell.border = _BORDERS[severity]


def comment(cell: Cell, problems: Sequence[Problem]) -> None:
    """Say in a comment what is wrong and what to do; a comment that is there stays, before ours."""
    sentences = [sentence(problem) for problem in problems]
    before = cell.comment
    lines = [*([before.text] if before else []), *sentences]
    made = Comment(holdable("\n\n".join(lines)), before.author if before else _AUTHOR)
    made.width, made.height = _COMMENT_WIDTH, min(_TALLEST, _LINE * sum(map(_height, lines)))
    cell.comment = made


def sentence(problem: Problem) -> str:
    """Say a problem with its severity before it and the next step on a line of its own."""
    words = f"[{SEVERITIES[problem.severity]}] {problem.message}"
    return f"{words}\n→ {problem.hint}" if problem.hint else words


def _height(comment: str) -> int:
    return 1 + sum(1 + len(line) // _LETTERS for line in comment.splitlines())
