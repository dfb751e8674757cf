"""Bulk rows for XlsxWriter: whole rows of ready XML, made while the workbook is closed.

XlsxWriter keeps or writes one object per cell, which costs 20 seconds for 100,000 branches with 28 items. Here a
table's body is kept as columns (NumPy arrays, indices of shared strings) and each row is one `%` of a template, a block
of rows at a time; title, heads, foot, styles, charts and packing stay XlsxWriter's. Strings go through its table of
shared strings, so every escape is its own and no text can become markup or a formula.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from html import escape
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from starrating.decimals import Shown, written
from starrating.exact import Exact
from starrating.patterns import regex
from starrating.write.xlsx.raw_sheet import RawSheet, format_index

BLOCK = 1000
LONGEST_TEXT = 32767
_CERTAIN_DIGITS = 15
_BLANK = "/>"
_INVISIBLE = regex("[\\x00-\\x08\\x0b-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")

Tails = Callable[[slice], list[str]]
"""For a slice of rows, what follows `<c r="…" s="…"` in each cell of a column."""


class Cells(NamedTuple):
    """A column of a streamed table: its cells, and how they look in plain and in marked rows."""

    tails: Tails
    plain: Format
    marked: Format


class _Stream(NamedTuple):
    first: int
    cells: Sequence[Cells]
    heights: NDArray[np.integer[Any]]
    marked: NDArray[np.bool_]


class StreamSheet(RawSheet):
    """A worksheet that takes one table of any length besides the cells written in the usual way."""

    _stream: _Stream | None = None
    _links: Mapping[tuple[int, int], str] | None = None

    def stream_rows(
        self, first: int, cells: Sequence[Cells], heights: NDArray[np.integer[Any]], marked: NDArray[np.bool_]
    ) -> None:
        """Announce n rows from row `first` (0-based); they are written when the workbook is closed.

        `heights` (points) and `marked` have n entries. More rows than a sheet can hold raise `ValueError`.
        """
        count = len(heights)
        if not count:
            return
        if not (self.make_room(first, 0) and self.make_room(first + count - 1, len(cells) - 1)):
            raise ValueError("the table does not fit on a sheet")
        self._stream = _Stream(first, cells, heights, marked)

    def lead(self, links: Mapping[tuple[int, int], str]) -> None:
        """Lead from cells, (row, column) from 0, to places of the book such as '排名'!B4, in the order of the sheet.

        The cells keep their text and look: XlsxWriter's own links would write the cells, too.
        """
        self._links = links

    def text_tails(self, values: Iterable[str | None]) -> Tails:
        """Make cells of text; None and the empty string are blank."""
        cells = [value or "" for value in values]
        numbers = {value: self.string_number(literal(value)) if value else -1 for value in dict.fromkeys(cells)}
        self.count_strings(sum(1 for cell in cells if cell) - sum(1 for number in numbers.values() if number >= 0))
        indices = np.fromiter(map(numbers.__getitem__, cells), np.int32, len(cells))
        return lambda part: [f' t="s"><v>{index}</v></c>' if index >= 0 else _BLANK for index in indices[part].tolist()]

    def text_tail(self, value: str | None) -> str:
        """Make one cell of text, as the columns of numbers use it where there is none."""
        return self.text_tails([value])(slice(1))[0]

    def write_rows(self) -> None:
        """Write the rows above the table, the table, and the rows below it."""
        if self._stream is None:
            super().write_rows()
            return
        self.write_usual_rows(self.dim_rowmin, self._stream.first - 1)
        for block in _blocks(self._stream):
            self.write_raw(block)
        self.write_usual_rows(self._stream.first + len(self._stream.heights), self.dim_rowmax)

    def write_links(self) -> None:
        """Write the links, none of which leads out of the book."""
        if self._links:
            self.write_places({xl_rowcol_to_cell(*cell): place for cell, place in self._links.items()})


def number_tails(
    numbers: Exact, present: NDArray[np.bool_] | None = None, absent: str = _BLANK, most: Shown | None = None
) -> Tails:
    """Make cells of exact numbers; where they are not `present`, the cell `absent`.

    A number is written as its decimal text, never by way of a float. What a spreadsheet cannot hold exactly (over 15
    significant digits) is written as text, for a rounded number would not be the one compared; where there is no end of
    decimals, as many are written as people are shown.
    """
    shown = _Cells(numbers.unit, most)

    def tails(part: slice) -> list[str]:
        cells = [shown[numerator] for numerator in numbers.numerators[part].tolist()]
        if present is None or present[part].all():
            return cells
        return [cell if there else absent for cell, there in zip(cells, present[part].tolist(), strict=True)]

    return tails


def literal(value: str) -> str:
    """Return the text in the form in which XlsxWriter's table of strings keeps it letter by letter.

    Text longer than a cell can hold is cut with an ellipsis. Text that looks like XlsxWriter's own rich strings would
    be written as markup; as a rich string of one run it stays what it is.
    """
    if len(value) * 2 > LONGEST_TEXT and len(units := value.encode("utf-16-le")) > LONGEST_TEXT * 2:
        value = units[: LONGEST_TEXT * 2 - 2].decode("utf-16-le", "ignore") + "…"
    if value.startswith("<r>") and value.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(value, quote=False)}</t></r>'
    return value


def visible(value: str) -> str:
    """Return a text without what XML forbids: in notes and properties XlsxWriter does not escape it."""
    return _INVISIBLE.sub("", value)


class _Cells(dict[int, str]):
    """The cells of the numerators met so far: points of items repeat a lot. Whole numbers are ranks, and do not."""

    def __init__(self, unit: int, most: Shown | None) -> None:
        super().__init__()
        self._unit, self._most = unit, most

    def __missing__(self, numerator: int) -> str:
        if self._unit == 1:
            return _number(str(numerator))
        self[numerator] = cell = _number(written(Fraction(numerator, self._unit), 0, self._most))
        return cell


def _number(decimal: str) -> str:
    digits = decimal.lstrip("-").replace(".", "").lstrip("0")
    if "/" in decimal or len(digits) > _CERTAIN_DIGITS or len(decimal.partition(".")[2]) > _CERTAIN_DIGITS:
        return f' t="inlineStr"><is><t>{decimal}</t></is></c>'
    return f"><v>{decimal}</v></c>"


def _blocks(stream: _Stream) -> Iterator[str]:
    plain = _template([cells.plain for cells in stream.cells])
    marked = _template([cells.marked for cells in stream.cells])
    for start in range(0, len(stream.heights), BLOCK):
        part = slice(start, start + BLOCK)
        heights = stream.heights[part].tolist()
        rows = range(stream.first + start + 1, stream.first + start + 1 + len(heights))
        fields: list[Sequence[Any]] = [rows, heights]
        for cells in stream.cells:
            fields += (rows, cells.tails(part))
        marks = stream.marked[part].tolist()
        yield "".join(
            [(marked if mark else plain) % row for mark, row in zip(marks, zip(*fields, strict=True), strict=True)]
        )


def _template(formats: Sequence[Format]) -> str:
    """Write a row with a place for its number and height, and in each cell for the row's number and the tail."""
    cells = "".join(
        f'<c r="{xl_col_to_name(column)}%d" s="{format_index(style)}"%s' for column, style in enumerate(formats)
    )
    return f'<row r="%d" ht="%d" customHeight="1">{cells}</row>'
