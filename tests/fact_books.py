"""The same table in every format: a cell says what it holds and what else there is to know of it."""

import csv
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from hostile_books import write_ods


class Cell(NamedTuple):
    """A cell: its value, the code of its number format, and what else there is to know of it.

    `run` is the end of its text that is superscript or, where `run_struck`, struck through.
    """

    value: str | float | None = None
    shown: str = "General"
    struck: bool = False
    run: str = ""
    run_struck: bool = False
    comment: str = ""
    error: bool = False
    unsaved: bool = False


class Table(NamedTuple):
    """A sheet: its rows, the hidden ones as the spreadsheet counts and the hidden columns from 0, a hidden sheet."""

    rows: Sequence[Sequence[str | float | Cell]]
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    hidden: bool = False
    merged: tuple[int, int, int, int] | None = None
    """First row, first column, last row, last column, from 0."""
    name: str = "考核评分"

    def cells(self) -> list[list[Cell]]:
        """Return all cells."""
        return [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in self.rows]


def write_xlsx(path: Path, table: Table) -> Path:
    """Write it by openpyxl; what that cannot do is not asked for."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = table.name
    for number, row in enumerate(table.cells(), start=1):
        for column, cell in enumerate(row, start=1):
            target = sheet.cell(number, column)
            if cell.error or cell.unsaved:
                target.value = "#DIV/0!" if cell.error else "=1+1"
            elif cell.run:
                font = InlineFont(strike=True) if cell.run_struck else InlineFont(vertAlign="superscript")
                target.value = CellRichText(TextBlock(InlineFont(), str(cell.value)), TextBlock(font, cell.run))
            else:
                target.value = cell.value
            target.number_format = cell.shown
            target.font = Font(strike=cell.struck)
            target.comment = Comment(cell.comment, "某") if cell.comment else None
    for number in table.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for column in table.hidden_columns:
        sheet.column_dimensions[chr(65 + column)].hidden = True
    if table.merged:
        first_row, first_column, last_row, last_column = (index + 1 for index in table.merged)
        sheet.merge_cells(start_row=first_row, start_column=first_column, end_row=last_row, end_column=last_column)
    if table.hidden:
        book.create_sheet("说明")
        sheet.sheet_state = "hidden"
    book.save(path)
    return path


def write_xls(path: Path, table: Table) -> Path:
    """Write it by xlwt, which has no comments."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(table.name, cell_overwrite_ok=True)
    for number, row in enumerate(table.cells()):
        for column, cell in enumerate(row):
            style = xlwt.XFStyle()
            style.num_format_str = cell.shown
            style.font.struck_out = cell.struck
            if cell.error:
                sheet.row(number).set_cell_error(column, "#DIV/0!", style)
            elif cell.run:
                font = xlwt.Font()
                font.struck_out = cell.run_struck
                font.escapement = xlwt.Font.ESCAPEMENT_NONE if cell.run_struck else xlwt.Font.ESCAPEMENT_SUPERSCRIPT
                sheet.write_rich_text(number, column, (str(cell.value), (cell.run, font)), style)
            else:
                sheet.write(number, column, xlwt.Formula("1+1") if cell.unsaved else cell.value, style)
    for number in table.hidden_rows:
        sheet.row(number - 1).hidden = True
    for column in table.hidden_columns:
        sheet.col(column).hidden = True
    if table.merged:
        first_row, first_column, last_row, last_column = table.merged
        sheet.merge(first_row, last_row, first_column, last_column)
    if table.hidden:
        book.add_sheet("说明")
        sheet.visibility = 1
        book.set_active_sheet(1)
    book.save(str(path))
    return path


_FORMATS: Mapping[str, str] = {
    "0.0%": '<number:percentage-style style:name="N1"><number:number/></number:percentage-style>',
    "yyyy-mm-dd": '<number:date-style style:name="N1"><number:year/><number:month/><number:day/></number:date-style>',
    'm"月"d"日"': '<number:date-style style:name="N1"><number:month/><number:day/></number:date-style>',
    "0": '<number:number-style style:name="N1"><number:number number:decimal-places="0"/></number:number-style>',
}
_EPOCH = dt.datetime(1899, 12, 30)


def write_open_document(path: Path, table: Table) -> Path:
    """Write it by hand, as LibreOffice writes such cells; one number format in a book."""
    cells = table.cells()
    shown = next((cell.shown for row in cells for cell in row if cell.shown != "General"), "")
    styles = (
        '<style:style style:name="co1"/>'
        '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="T2"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        f"{_FORMATS.get(shown, '')}"
        '<style:style style:name="shown" style:data-style-name="N1"/>'
        '<style:style style:name="struck" style:parent-style-name="T2"/>'
        f'<style:style style:name="ta1"><style:table-properties table:display="{str(not table.hidden).lower()}"/>'
        "</style:style>"
    )
    columns = "".join(
        f'<table:table-column table:visibility="{"collapse" if column in table.hidden_columns else "visible"}"/>'
        for column in range(len(cells[0]))
    )
    rows = "".join(
        f'<table:table-row table:visibility="{"collapse" if number in table.hidden_rows else "visible"}">'
        + "".join(_open_cell(cell, (number - 1, column), table) for column, cell in enumerate(row))
        + "</table:table-row>"
        for number, row in enumerate(cells, start=1)
    )
    return write_ods(path, columns + rows, styles, table.name)


def _open_cell(cell: Cell, at: tuple[int, int], table: Table) -> str:
    span = ""
    if table.merged and at == table.merged[:2]:
        rows, columns = table.merged[2] - at[0] + 1, table.merged[3] - at[1] + 1
        span = f' table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
    style = ' table:style-name="struck"' if cell.struck else ' table:style-name="shown"' * (cell.shown != "General")
    note = f"<office:annotation><text:p>{cell.comment}</text:p></office:annotation>" if cell.comment else ""
    if cell.error:
        content = 'table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p>'
    elif cell.unsaved:
        content = 'table:formula="of:=1+1">'
    elif cell.value is None:
        content = ">"
    elif cell.run or isinstance(cell.value, str):
        run = f'<text:span text:style-name="{"T2" if cell.run_struck else "T1"}">{cell.run}</text:span>' * bool(
            cell.run
        )
        content = f'office:value-type="string"><text:p>{escape(str(cell.value))}{run}</text:p>'
    elif "d" in cell.shown:
        moment = (_EPOCH + dt.timedelta(cell.value)).isoformat()
        content = f'office:value-type="date" office:date-value="{moment.removesuffix("T00:00:00")}">'
    else:
        kind = "percentage" if "%" in cell.shown else "float"
        content = f'office:value-type="{kind}" office:value="{cell.value}"><text:p>{cell.value}</text:p>'
    opening, _, rest = content.partition(">")
    return f"<table:table-cell{style}{span} {opening}>{note}{rest}</table:table-cell>"


def write_csv(path: Path, table: Table) -> Path:
    """Write the values, which is all that such a file has, and errors as they are shown."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in table.cells():
            csv.writer(file).writerow("#DIV/0!" if cell.error else cell.value for cell in row)
    return path


WRITERS: Mapping[str, Callable[[Path, Table], Path]] = {
    ".xlsx": write_xlsx,
    ".xlsm": write_xlsx,
    ".xls": write_xls,
    ".ods": write_open_document,
    ".csv": write_csv,
}
