"""Workbooks for tests, built from small text tables, or from raw XML for what libraries cannot write."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl

Sheets = Mapping[str, str]


def cells_of(table: str) -> list[list[object]]:
    r"""Read a table: one line a row, cells divided by `|`.

    2.5 is a number, '2.5 is that text, @2013-09-05 a date, TRUE a boolean, =A1 a formula, nothing is blank;
    \n is a line break inside a cell.
    """
    return [[_cell(cell.strip(" ")) for cell in line.split("|")] for line in table.strip("\n").splitlines()]


def _cell(cell: str) -> object:
    if re.fullmatch(r"-?\d+(\.\d+)?", cell, re.ASCII):
        return float(cell)
    if cell.startswith("@"):
        return dt.date.fromisoformat(cell[1:])
    if cell in {"TRUE", "FALSE"}:
        return cell == "TRUE"
    return cell.removeprefix("'").replace("\\n", "\n") or None


def write_book(path: Path, sheets: Sheets, merged: Iterable[str] = ()) -> Path:
    """Write a workbook with these sheets; `merged` are ranges of the first one."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(cells_of(table), start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(number, column, value)
                if isinstance(value, str) and not value.startswith("="):
                    cell.data_type = "s"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
    '<sheet name="考核评分" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def write_raw_book(path: Path, rows: str, prologue: str = "", **parts: str) -> Path:
    """Write a workbook with one sheet 考核评分 from the XML of its rows; `parts` replace others, such as styles."""
    sheet = f'{prologue}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (_PARTS | {"xl/worksheets/sheet1.xml": sheet} | parts).items():
            archive.writestr(name, content)
    return path


def words(*cells: tuple[str, str]) -> str:
    """Return the XML of text cells, given as address and text."""
    return "".join(f'<c r="{address}" t="inlineStr"><is><t>{word}</t></is></c>' for address, word in cells)
