"""A sheet as an office makes it, whatever its table says: the building block of every workbook that is written here.

A table is its columns, and `write_table` does the rest: merged title, period and unit above the heads, heads that stay
in sight and are repeated on every page, row heights, notes, room to sign, the paper, one page wide, page numbers, a
defined name for the body with its heads. The body may have 100,000 rows.

    words = Words(rules, period, organisation)
    with new_book(path, About(words.title(kind), recorded_at, company=organisation)) as book:
        table = Table(
            "整改台账", words.headline(words.title(kind)), words.period_line, "",
            columns=[
                Column("序号", np.arange(1, n + 1), 6, "whole"),
                Column("党支部", branches, 16, "text", widest=28),
                Column("得分", scores, 10, "number"),
                Column("评定星级", stars, 9, unlike="申报星级", comment="按…条评定。"),
                Column("备注", notes, 10, "text", widest=30),
            ],
            notes=words.notes(...),
            signatures=words.signatures,
        )
        write_table(book, Styles(book, rules.language), table)

Number the rows in the first column and keep remarks for the last. `links.py` leads from one sheet to another and lists
the sheets, `charts.py` draws.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import groupby

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell

from starrating.decimals import Shown
from starrating.exact import Exact
from starrating.write.xlsx.page import (
    LINE_HEIGHT,
    ROW_HEIGHT,
    bottom_height,
    broken_head,
    decimals,
    fitted_heights,
    heading_height,
    merge,
    number_width,
    set_page,
    sized,
    text_lines,
    text_measure,
    write_bottom,
    write_comment,
    write_heading,
)
from starrating.write.xlsx.row_stream import Cells, StreamSheet, Tails, literal, number_tails
from starrating.write.xlsx.workbook import Styles

_TOP = 2
"""The rows above the heads."""


class Column(Struct, frozen=True, eq=False, dict=True):
    """A column of n cells: texts (None is blank), whole numbers, or exact numbers; blank where not `present`.

    It is `width` digits wide, or up to `widest` where its text asks for it; longer text wraps. `style` is a name of
    `Styles`, `part` the head above the heads of neighbours of the same part. In marked rows `bold` cells are bold.
    A number that is not present is blank, or says `absent`. `comment` is a note on the head: what the column means and
    by which clause. `unlike` is the head of another column: cells that differ from its cells, neither being blank, are
    set off, in a way that survives a black and white printer. `foot` stands below the rows.
    `most` says how many decimals people are shown, and the bounds on whose side a number is to stay; cells hold all.
    """

    head: str
    values: Sequence[str | None] | NDArray[np.int64] | Exact
    width: int
    style: str = "centre"
    widest: int = 0
    part: str | None = None
    present: NDArray[np.bool_] | None = None
    absent: str | None = None
    bold: bool = False
    comment: str | None = None
    unlike: str | None = None
    foot: str | Decimal | None = None
    most: Shown | None = None

    @cached_property
    def numbers(self) -> Exact | None:
        """The numbers of the column; None for texts."""
        if isinstance(self.values, Exact):
            return self.values
        return Exact(self.values) if isinstance(self.values, np.ndarray) else None

    @cached_property
    def places(self) -> int:
        """The decimals that all numbers of the column are printed with: two or more, or as many as `most` shows."""
        least = 2 if self.most is None or self.most.most is None else min(2, self.most.most)
        numbers = self.numbers
        return max(least, decimals(numbers, self.most)) if numbers is not None and self.style == "number" else 0


class Table(Struct, frozen=True, eq=False, dict=True):
    """A sheet: its name, its title, what stands left and right above the heads, columns of equal length, notes below.

    `marked` says which rows are set off; the first `frozen` columns stay in sight. `signatures` are what people sign
    by, no more than there are columns. `links` leads from cells of the body, (row, column) from 0, to places in the
    book as `place` gives them.
    """

    name: str
    title: str
    left: str
    right: str
    columns: Sequence[Column]
    notes: Sequence[str]
    marked: NDArray[np.bool_] | None = None
    frozen: int = 2
    signatures: Sequence[str] = ()
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """The number of rows of the body."""
        return len(self.columns[0].values)

    @property
    def depth(self) -> int:
        """The number of rows of heads."""
        return 2 if any(column.part for column in self.columns) else 1

    @cached_property
    def first(self) -> int:
        """The row of the sheet, counted from 0, in which the body begins."""
        return _TOP + self.depth

    @property
    def has_foot(self) -> bool:
        """Tell whether something stands below the rows."""
        return any(column.foot is not None for column in self.columns)

    def place(self, row: int, column: int) -> str:
        """Say where a cell of the body stands in the book: '排名'!B4."""
        return f"{quoted(self.name)}!{xl_rowcol_to_cell(self.first + row, column)}"

    @cached_property
    def measures(self) -> list[tuple[int, NDArray[np.int16]]]:
        """The width of each column, and how many lines each of its cells takes."""
        return [_measured(column) for column in self.columns]

    @property
    def widths(self) -> list[int]:
        """The width of each column."""
        return [width for width, _ in self.measures]

    @cached_property
    def heads(self) -> list[str]:
        """The head of each column, in its lines."""
        return [broken_head(column.head, width) for column, width in zip(self.columns, self.widths, strict=True)]


def write_table(book: Workbook, styles: Styles, table: Table) -> StreamSheet:
    """Add the sheet of a table to the book; the body is written when the book is closed."""
    sheet: StreamSheet = book.add_worksheet(table.name, StreamSheet)
    last_column = len(table.columns) - 1
    write_heading(sheet, styles, (table.title, table.left, table.right), table.widths)
    for index, width in enumerate(table.widths):
        sheet.set_column(index, index, width)
    _write_heads(sheet, styles, table)
    _stream_body(sheet, styles, table)
    _set_off_differences(sheet, styles, table)
    sheet.lead({(table.first + row, column): place for (row, column), place in sorted(table.links.items())})
    end = _write_foot(sheet, styles, table)
    last = write_bottom(sheet, styles, end, (table.notes, table.signatures), table.widths)
    sheet.freeze_panes(table.first, table.frozen)
    sheet.autofilter(table.first - 1, 0, table.first - 1 + table.rows, last_column)
    sheet.repeat_rows(_TOP, table.first - 1)
    set_page(sheet, last, table.widths, repeated=table.frozen)
    body = xl_range_abs(table.first - 1, 0, table.first - 1 + table.rows, last_column)
    book.define_name(_defined_name(table.name), f"={quoted(table.name)}!{body}")
    return sheet


def quoted(sheet: str) -> str:
    """Return the name of a sheet as a reference to its cells has it."""
    return "'" + sheet.replace("'", "''") + "'"


def _defined_name(sheet: str) -> str:
    """Make a name for formulas of the name of a sheet; with digits it could be read as a cell, so it begins with _."""
    name = "".join(character if character.isalnum() else "_" for character in sheet)
    return name if not any(character.isdigit() for character in name) else f"_{name}"


def _stream_body(sheet: StreamSheet, styles: Styles, table: Table) -> None:
    marked = table.marked if table.marked is not None else np.zeros(table.rows, dtype=np.bool_)
    lines = np.max([lines for _, lines in table.measures], axis=0)
    heads = _head_height(table) + (ROW_HEIGHT if table.depth == 2 else 0)
    below = bottom_height(table.notes, table.signatures, table.widths) + (ROW_HEIGHT if table.has_foot else 0)
    around = heading_height(table.title, table.widths) + heads, heads, below
    heights = fitted_heights(lines, around, sized(table.widths))
    sheet.stream_rows(table.first, [_cells(sheet, styles, column) for column in table.columns], heights, marked)


def _head_height(table: Table) -> int:
    lines = [text_lines(head, width) for head, width in zip(table.heads, table.widths, strict=True)]
    return (max(lines) + 1) * LINE_HEIGHT


def _write_heads(sheet: StreamSheet, styles: Styles, table: Table) -> None:
    row = _TOP + table.depth - 1
    sheet.set_row(row, _head_height(table))
    if table.depth == 2:
        sheet.set_row(_TOP, ROW_HEIGHT)
    start = 0
    for part, group in groupby(table.columns, lambda column: column.part):
        columns = list(group)
        if part:
            merge(sheet, (_TOP, start, _TOP, start + len(columns) - 1), part, styles("head"))
        for index, column in enumerate(columns, start):
            top = row if part else _TOP
            merge(sheet, (top, index, row, index), table.heads[index], styles("head"))
            if column.comment:
                write_comment(sheet, styles, (top, index), column.comment)
        start += len(columns)


def _set_off_differences(sheet: StreamSheet, styles: Styles, table: Table) -> None:
    """Set off the cells of columns that differ from those of another, by one rule for each, however many the rows."""
    heads = [column.head for column in table.columns]
    for index, column in enumerate(table.columns):
        if column.unlike and table.rows:
            one, other = (f"${xl_col_to_name(each)}{table.first + 1}" for each in (index, heads.index(column.unlike)))
            rule = {
                "type": "formula",
                "criteria": f'=AND({one}<>"",{other}<>"",{one}<>{other})',
                "format": styles.difference,
            }
            sheet.conditional_format(table.first, index, table.first + table.rows - 1, index, rule)


def _write_foot(sheet: StreamSheet, styles: Styles, table: Table) -> int:
    """Write what stands below the rows, if anything does; return the row after it."""
    row = table.first + table.rows
    if not table.has_foot:
        return row
    sheet.set_row(row, ROW_HEIGHT)
    for index, column in enumerate(table.columns):
        if isinstance(column.foot, Decimal):
            sheet.write_number(
                row, index, float(column.foot), styles("number", bold=True, places=min(2, column.places))
            )
        elif column.foot:
            sheet.write_string(row, index, literal(column.foot), styles("centre", bold=True))
        else:
            sheet.write_blank(row, index, None, styles("centre"))
    return row + 1


def _measured(column: Column) -> tuple[int, NDArray[np.int16]]:
    """Return the width of a column and how many lines each of its cells takes."""
    if (numbers := column.numbers) is not None:
        return number_width(numbers, column.width, column.places), np.ones(len(numbers), dtype=np.int16)
    assert not isinstance(column.values, Exact | np.ndarray)
    return text_measure(column.values, column.width, column.widest)


def _cells(sheet: StreamSheet, styles: Styles, column: Column) -> Cells:
    plain = styles(column.style, places=column.places)
    marked = styles(column.style, bold=column.bold, places=column.places)
    return Cells(_tails(sheet, column), plain, marked)


def _tails(sheet: StreamSheet, column: Column) -> Tails:
    if (numbers := column.numbers) is not None:
        whole = column.most._replace(most=None) if column.most else None
        return number_tails(numbers, column.present, sheet.text_tail(column.absent), whole)
    assert not isinstance(column.values, Exact | np.ndarray)
    return sheet.text_tails(column.values)
