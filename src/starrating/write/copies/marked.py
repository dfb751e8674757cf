"""A copy of a workbook in which its problems are marked: coloured cells, comments, a column and a list of problems."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from starrating.errors import Problem
from starrating.files.copies.book_copies import BookCopy
from starrating.files.marks.columns import add_column
from starrating.files.marks.lists import MAX_LISTED, add_list
from starrating.files.marks.looks import colour, comment, worst


def write_marked_book(path: Path, copy: BookCopy, name: str, problems: Sequence[Problem]) -> None:
    """Mark the problems of the workbook `name` in its copy and write it; it must not be written again.

    Problems with a cell are marked there, all are on the first sheet, in the order in which they are given. The words
    are in the language of the user.
    """
    sheets = copy.sheets
    for title, of_sheet in _by_sheet(problems[:MAX_LISTED]).items():
        if title in sheets:
            _mark(sheets[title], of_sheet)
    add_list(copy.book, name, problems)
    with copy.saved_at(path):
        pass


def _by_sheet(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Group the problems that have a cell by the sheet of it."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.place and problem.place.sheet and problem.place.cell:
            groups.setdefault(problem.place.sheet, []).append(problem)
    return groups


def _mark(sheet: Worksheet, problems: Sequence[Problem]) -> None:
    cells: dict[tuple[int, int], list[Problem]] = {}
    rows: dict[int, list[Problem]] = {}
    first = _first_cells(sheet)
    for problem in problems:
        assert problem.place
        assert problem.place.cell
        row, column = coordinate_to_tuple(problem.place.cell)
        cells.setdefault(first.get((row, column), (row, column)), []).append(problem)
        rows.setdefault(row, []).append(problem)
    add_column(sheet, rows)
    for (row, column), of_cell in cells.items():
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        colour(cell, worst(of_cell))
        comment(cell, of_cell)


def _first_cells(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the first cell of the merged range of every other cell in one: only that one can be marked."""
    return {
        (row, column): (merged.min_row, merged.min_col)
        for merged in sheet.merged_cells.ranges
        for row, column in merged.cells
        if isinstance(sheet.cell(row, column), MergedCell)
    }
