"""A result sheet as an office makes it: title, heads, body, notes, page set-up; whatever the table says."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from starrating.exact import Exact, written
from starrating.files.results.row_streams import Cells, StreamSheet, Tails, literal, number_tails
from starrating.files.results.styles import Styles

ROW_HEIGHT, LINE_HEIGHT, TALLEST = 21, 15, 409
_TITLE_HEIGHT = 32
_A4 = 9
_WIDEST_NUMBER = 18
"""What needs more is written as text, and wraps."""
_DIGIT, _HALF_WIDTH = 7, 7.34
"""Pixels of the digits that widths of columns are counted in, and of half a Chinese character of 11 points."""
_RAGGED = 1.1


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of n cells: texts (None is blank), whole numbers, or exact numbers; blank where not `present`.

    It is `width` digits wide, or up to `widest` where its text asks for it; longer text wraps. `look` is a name of
    `Styles`, `part` the head above the heads of neighbours of the same part. In marked rows `bold` cells are bold.
    A number that is not present is blank, or says `absent`.
    """

    head: str
    values: Sequence[str | None] | NDArray[np.int64] | Exact
    width: int
    look: str = "centre"
    widest: int = 0
    part: str | None = None
    present: NDArray[np.bool_] | None = None
    absent: str | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A sheet: its name, its title, what stands left and right above the heads, columns of equal length, notes below.

    `marked` says which rows are set off; the first `frozen` columns stay in sight.
    """

    name: str
    title: str
    left: str
    right: str
    columns: Sequence[Column]
    notes: Sequence[str]
    marked: NDArray[np.bool_] | None = None
    frozen: int = 2

    @property
    def rows(self) -> int:
        """The number of rows of the body."""
        return len(self.columns[0].values)

    @property
    def depth(self) -> int:
        """The number of rows of heads."""
        return 2 if any(column.part for column in self.columns) else 1


def write_table(book: Workbook, styles: Styles, table: Table) -> StreamSheet:
    """Add the sheet of a table to the book; the body is written when the book is closed."""
    sheet: StreamSheet = book.add_worksheet(table.name, StreamSheet)
    first, last_column = 2 + table.depth, len(table.columns) - 1
    write_top(sheet, styles, (table.title, table.left, table.right), last_column)
    measures = [_measured(column) for column in table.columns]
    for index, (width, _) in enumerate(measures):
        sheet.set_column(index, index, width)
    _write_heads(sheet, styles, table, [width for width, _ in measures])
    marked = table.marked if table.marked is not None else np.zeros(table.rows, dtype=np.bool_)
    lines = np.max([lines for _, lines in measures], axis=0)
    sheet.stream_rows(first, [_cells(sheet, styles, column) for column in table.columns], _heights(lines), marked)
    room = (first + table.rows, last_column, sum(width for width, _ in measures))
    last = write_notes(sheet, styles, table.notes, room)
    sheet.freeze_panes(first, table.frozen)
    sheet.autofilter(first - 1, 0, first - 1 + table.rows, last_column)
    sheet.repeat_rows(2, first - 1)
    set_page(sheet, last, last_column)
    return sheet


def write_top(sheet: StreamSheet, styles: Styles, lines: tuple[str, str, str], last_column: int) -> None:
    """Write what stands above the heads, across the table: the title; below it something left and something right."""
    title, left, right = lines
    middle = last_column // 2
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.set_row(1, ROW_HEIGHT)
    merge(sheet, (0, 0, 0, last_column), title, styles("title"))
    merge(sheet, (1, 0, 1, middle), left, styles("above-left"))
    merge(sheet, (1, middle + 1, 1, last_column), right, styles("above-right"))


def write_notes(sheet: StreamSheet, styles: Styles, notes: Sequence[str], room: tuple[int, int, int]) -> int:
    """Write notes across a table and return the last row used; `room` is first row, last column, width."""
    first, last_column, width = room
    for row, note in enumerate(notes, first):
        sheet.set_row(row, int(_heights(np.array([_lines(note, width)], np.int16))[0]))
        merge(sheet, (row, 0, row, last_column), note, styles("note"))
    return first + len(notes) - 1


def set_page(sheet: StreamSheet, last_row: int, last_column: int) -> None:
    """Set the sheet up for paper: A4 across, one page wide, page numbers, in the middle."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_footer("&C— &P —")
    sheet.print_area(0, 0, last_row, last_column)


def merge(sheet: StreamSheet, area: tuple[int, int, int, int], value: str, style: Format) -> None:
    """Write text into an area of cells (first row, first column, last row, last column) made one."""
    top, left, bottom, right = area
    if (top, left) != (bottom, right):
        sheet.merge_range(*area, "", style)
    sheet.write_string(top, left, literal(value), style)


def display_width(value: str) -> int:
    """Count the columns of a text: 2 for a Chinese character, 1 for a letter or digit, by their bytes in UTF-8."""
    return (len(value.encode(errors="replace")) + len(value)) // 2


def _write_heads(sheet: StreamSheet, styles: Styles, table: Table, widths: Sequence[int]) -> None:
    row = 1 + table.depth
    heights = [_lines(column.head, width) for column, width in zip(table.columns, widths, strict=True)]
    sheet.set_row(row, (max(heights) + 1) * LINE_HEIGHT)
    if table.depth == 2:
        sheet.set_row(2, ROW_HEIGHT)
    start = 0
    for part, group in groupby(table.columns, lambda column: column.part):
        columns = list(group)
        if part:
            merge(sheet, (2, start, 2, start + len(columns) - 1), part, styles("head"))
        for index, column in enumerate(columns, start):
            merge(sheet, (row if part else 2, index, row, index), column.head, styles("head"))
        start += len(columns)


def _measured(column: Column) -> tuple[int, NDArray[np.int16]]:
    """Return the width of a column and how many lines each of its cells takes."""
    values = column.values
    lines = np.ones(len(values), dtype=np.int16)
    if isinstance(values, Exact | np.ndarray):
        digits = _digits(values if isinstance(values, Exact) else Exact(values))
        return max(column.width, min(digits, _WIDEST_NUMBER) + 1), lines
    needs = np.fromiter((display_width(value) if value else 0 for value in values), np.int64, len(values))
    asked = math.ceil(int(needs.max(initial=0)) * _HALF_WIDTH / _DIGIT) + 1
    width = min(max(column.width, asked), max(column.width, column.widest))
    broken = np.fromiter((value is not None and "\n" in value for value in values), np.bool_, len(values))
    for row in np.flatnonzero((needs > _room(width)) | broken).tolist():
        lines[row] = _lines(values[row] or "", width)
    return width, lines


def _digits(numbers: Exact) -> int:
    """Count the characters that the longest number may take: a cell too narrow for its number shows ### instead."""
    if not len(numbers):
        return 0
    ends = (int(numbers.numerators.min()), int(numbers.numerators.max()))
    whole = max(len(written(abs(end) // numbers.unit, 0)) + (end < 0) for end in ends)
    smallest = Fraction(int(np.gcd.reduce(numbers.numerators)) or 1, numbers.unit)
    return whole if numbers.unit == 1 else whole + len(written(Fraction(1, smallest.denominator))) - 1


def _lines(value: str, width: int) -> int:
    """Estimate the lines that a text takes in a column; what wraps loses a little at the end of every line.

    More than TALLEST is of no use, for no row holds them.
    """
    room = _room(width)
    needs = (display_width(line) for line in value.split("\n"))
    return min(TALLEST, sum(math.ceil(need * _RAGGED / room) if need > room else 1 for need in needs))


def _room(width: int) -> int:
    """Tell how many half-width characters of the body's size a column holds."""
    return max(1, int((width * _DIGIT + 3) / _HALF_WIDTH))


def _heights(lines: NDArray[np.int16]) -> NDArray[np.int16]:
    return np.minimum(ROW_HEIGHT + (lines - 1) * LINE_HEIGHT, TALLEST)


def _cells(sheet: StreamSheet, styles: Styles, column: Column) -> Cells:
    return Cells(_tails(sheet, column), styles(column.look), styles(column.look, bold=column.bold))


def _tails(sheet: StreamSheet, column: Column) -> Tails:
    values = column.values
    if isinstance(values, Exact):
        return number_tails(values, column.present, sheet.text_tail(column.absent))
    if isinstance(values, np.ndarray):
        return number_tails(Exact(values), column.present, sheet.text_tail(column.absent))
    return sheet.text_tails(values)
