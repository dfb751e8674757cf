"""The whole ledger as one workbook: a sheet for each table, every row, to read, to filter, and to restore from.

What a cell cannot hold is written so that it comes back exactly: text with characters that a workbook would change is
written as JSON text, between double quotes; text that is longer than a cell goes on in the cell below, in a row whose
first cell is blank. The first cell of a row of a table never is.

The whole ledger as JSON: one object, each table with its columns and its rows, a row a line.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from starrating.atomic import replacing
from starrating.errors import CellRef, InputError, Problem
from starrating.formats.limits import Limits
from starrating.formats.workbook import open_workbook
from starrating.i18n import Text, text
from starrating.model.ledger_entries import TableRows, Value
from starrating.system_reasons import reason_of
from starrating.write.xlsx.row_stream import literal
from starrating.write.xlsx.workbook import WorkbookProperties, new_book

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
PIECE = 16_000
"""Characters of a text that stand in one cell: at most 32,767 UTF-16 units may."""
_WIDTHS = {"seal": 10, "branch": 24, "digest": 18, "rules_digest": 18, "content": 40, "because": 40, "message": 40}
_WIDTH = 14


def write_ledger_book(path: Path, tables: Iterable[TableRows], recorded_at: str) -> None:
    """Write the tables; `recorded_at` (ISO 8601) is the date that the workbook bears.

    `InputError` if a table has more rows than a sheet can have; then nothing is written.
    """
    with new_book(path, WorkbookProperties("ledger", recorded_at)) as book:
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F2F2"})
        for table in tables:
            _write_sheet(book.add_worksheet(table.name), table, head, path)


def read_ledger_book(path: Path) -> list[TableRows]:
    """Read the tables of a workbook that `write_ledger_book` wrote; `InputError` if the file is no whole workbook."""
    book = open_workbook(path, path.name, Limits().enlarged())
    tables = [_table(path, sheet.name, [row for _, row in sheet.rows()]) for sheet in book.sheets]
    if book.problems:
        raise InputError(book.problems)
    return tables


def _write_sheet(sheet: "Worksheet", table: TableRows, head: "Format", path: Path) -> None:
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(table.columns):
        sheet.set_column(column, column, _WIDTHS.get(name, _WIDTH))
        sheet.write_string(0, column, name, head)
    last = 0
    for row in table.rows:
        last = _write_row(sheet, last + 1, row)
        if last >= MOST_ROWS:
            message = text("The table %(table)s has more rows than a sheet can have.", table=table.name)
            hint = text("Export it as JSON: starrating export ledger.json")
            raise InputError([Problem("error", "too-many-rows", CellRef(path.name), message, hint)])
    sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)


def _write_row(sheet: "Worksheet", first: int, row: Sequence[Value]) -> int:
    """Write a row from line `first` on; return its last line."""
    last = first
    for column, value in enumerate(row):
        if isinstance(value, int):
            sheet.write_number(first, column, value)
        elif value is not None:
            for line, piece in enumerate(_pieces(value), first):
                sheet.write_string(line, column, literal(piece))
                last = max(last, line)
    return last


def _pieces(value: str) -> Iterator[str]:
    """Cut a text into what cells hold; text that a workbook would change becomes JSON text."""
    kept = value.isprintable() and "_x" not in value and value[:1] not in {"", '"'} and value == value.strip()
    shown = value if kept else json.dumps(value).replace("_x", "_\\u0078")
    return (shown[start : start + PIECE] for start in range(0, len(shown), PIECE))


def _table(path: Path, name: str, lines: list[list[Any]]) -> TableRows:
    if not lines:
        return TableRows(name, (), ())
    heads, *rows = lines
    return TableRows(name, [str(head) for head in heads], _whole_rows(path, name, rows))


def _whole_rows(path: Path, name: str, lines: Iterable[list[Any]]) -> Iterator[Sequence[Value]]:
    """Put the pieces of each row together again."""
    row: list[list[Any]] = []
    for line in lines:
        if line[0] != "" and row:
            yield [_value(path, name, each) for each in row]
            row = []
        pieces = [[cell] if cell != "" else [] for cell in line]
        row = [before + more for before, more in zip(row, pieces, strict=True)] if row else pieces
    if row:
        yield [_value(path, name, each) for each in row]


def _value(path: Path, name: str, pieces: list[Any]) -> Value:
    """Return what stands in the pieces; what is neither text nor a whole number is left to whoever takes the row."""
    if not pieces:
        return None
    if isinstance(pieces[0], float) and pieces[0].is_integer():
        return int(pieces[0])
    shown = "".join(map(str, pieces))
    if not shown.startswith('"'):
        return shown
    try:
        return str(json.loads(shown))
    except ValueError as error:
        _refuse(CellRef(path.name, name), text("A cell is not as the program wrote it."), error)


def _refuse(place: CellRef, message: Text, cause: Exception) -> NoReturn:
    hint = text("Nothing was restored. Take the file as it was exported; it must not be edited or sorted.")
    raise InputError([Problem("error", "export-broken", place, message, hint)]) from cause


_KEY = "starrating-ledger"


def write_ledger_text(path: Path, tables: Iterable[TableRows]) -> None:
    """Write the tables; the file appears whole or not at all."""
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"{_KEY}": [')
        for number, table in enumerate(tables):
            head = json.dumps({"name": table.name, "columns": list(table.columns)})
            file.write(f'{"," if number else ""}\n{head[:-1]}, "rows": [')
            for place, row in enumerate(table.rows):
                file.write(f"{',' if place else ''}\n{json.dumps(list(row), ensure_ascii=False)}")
            file.write("]}")
        file.write("]}\n")


def read_ledger_text(path: Path) -> list[TableRows]:
    """Read what `write_ledger_text` wrote; `InputError` if it is anything else."""
    try:
        found = json.loads(path.read_bytes())
        return [_table_of_json(each) for each in found[_KEY]]
    except (LookupError, TypeError, ValueError, RecursionError, OSError) as error:
        why = reason_of(error) if isinstance(error, OSError) else text("its content makes no sense")
        message = text("This is no ledger that the program exported: %(error)s.", error=why)
        hint = text("Name a file that was made by: starrating export")
        raise InputError([Problem("error", "export-broken", CellRef(path.name), message, hint)]) from error


def _table_of_json(found: Mapping[str, Any]) -> TableRows:
    rows = found["rows"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise TypeError(type(rows).__name__)
    return TableRows(str(found["name"]), [str(column) for column in found["columns"]], rows)
