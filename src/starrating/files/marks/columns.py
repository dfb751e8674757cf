"""The column 问题 at the right of a table: the problems of each row, so that the rows can be filtered by them."""

from collections.abc import Iterable, Mapping

from openpyxl.worksheet.worksheet import Worksheet

from starrating.errors import Problem
from starrating.files.copies.book_copies import write_cell
from starrating.files.results.measures import LINE_HEIGHT, TALLEST, text_lines
from starrating.files.scores.heads import Header, find_header
from starrating.formats.sheet import FIRST_ROWS
from starrating.i18n import text
from starrating.model import letter
from starrating.model.problem_kinds import SEVERITIES
from starrating.write.copies.filled_cells import filled_cells

_WIDTH = 60


def add_column(sheet: Worksheet, rows: Mapping[int, Iterable[Problem]]) -> None:
    """Write the problems of each row beside everything that the sheet has.

    A table with a head gets a filter over it and the new column, unless it is a table of Excel, which has its own.
    """
    cells = filled_cells(sheet)
    width = max((column for _, column in cells), default=0) + 1
    header = _header(sheet, width - 1)
    for row, problems in rows.items():
        said = "\n".join(f"[{SEVERITIES[each.severity]}] {each.message}" for each in problems)
        write_cell(sheet, row, width, said)
        _heighten(sheet, row, text_lines(said, _WIDTH))
    sheet.column_dimensions[letter(width - 1)].width = _WIDTH
    if header and header.bottom not in rows:
        write_cell(sheet, header.bottom, width, str(text("Problems")), bold=True)
    if header and not sheet.tables:
        last = max(row for row, _ in cells)
        sheet.auto_filter.ref = f"A{header.bottom}:{letter(width - 1)}{last}"
        sheet.protection.autoFilter = False


def _heighten(sheet: Worksheet, row: int, lines: int) -> None:
    """Make a row high enough for several lines; one line has room in every row."""
    dimension = sheet.row_dimensions[row]
    if lines > 1:
        dimension.height = min(max(dimension.height or 0, lines * LINE_HEIGHT), TALLEST)


def _header(sheet: Worksheet, width: int) -> Header | None:
    """Find the head of the table, which is so many columns wide, as the reader does."""
    cells = sheet.iter_rows(max_row=FIRST_ROWS, max_col=max(width, 1), values_only=True)
    rows = [["" if value is None else value for value in row] for row in cells]
    merges = [
        ((each.min_row - 1, each.min_col - 1), (each.max_row - 1, each.max_col - 1))
        for each in sheet.merged_cells.ranges
    ]
    return find_header(rows, merges)
