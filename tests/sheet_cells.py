"""Cells of a workbook's sheet for the engine, read by a library that has nothing to do with the program's readers."""

from pathlib import Path

import openpyxl

from starrating.read.full_marks import full_marks_in
from starrating.read.table_roles import ColumnHead, TableCells


def cells_of(path: Path, head_row: int, sheet: str | None = None) -> TableCells:
    book = openpyxl.load_workbook(path, data_only=True)
    rows = [list(row) for row in (book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True)]
    return table_of(rows, head_row)


def table_of(rows: list[list[object]], head_row: int = 1, branch: int | None = None) -> TableCells:
    head = [str(cell or "") for cell in rows[head_row - 1]]
    heads = [ColumnHead(title, (), marks) for title, marks in map(full_marks_in, head)]
    at = next(at for at, title in enumerate(head) if "党支部" in title) if branch is None else branch
    below = rows[head_row:]
    return TableCells(below, range(head_row + 1, head_row + 1 + len(below)), heads, at)
