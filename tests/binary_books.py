"""Binary workbooks (.xlsb) for tests, record by record: no library writes them."""

import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="bin" '
    'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
Cell = tuple[int, bytes]
"""The number of a record of a cell, and what follows its column and its style."""


def record(kind: int, data: bytes = b"") -> bytes:
    """Write one record: its number, its length, its bytes."""
    return _varying(kind) + _varying(len(data)) + data


def _varying(number: int) -> bytes:
    written = bytearray()
    while number >= 0x80:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])


def string(word: str) -> bytes:
    """Write a text with its length before it."""
    return struct.pack("<I", len(word)) + word.encode("utf-16-le")


def word(content: str) -> Cell:
    """Return a cell with a text."""
    return 6, string(content)


def number(value: float) -> Cell:
    """Return a cell with a number."""
    return 5, struct.pack("<d", value)


def error() -> Cell:
    """Return a cell that shows #DIV/0!."""
    return 3, b"\x07"


def formula(value: float, flags: int = 0) -> Cell:
    """Return a formula (of no tokens) with its saved value; flags 2: to be calculated when opened."""
    return 9, struct.pack("<dHII", value, flags, 0, 0)


def error_formula() -> Cell:
    """Return a formula whose saved value is #DIV/0!."""
    return 11, b"\x07" + struct.pack("<HII", 0, 0, 0)


def sheet(rows: Iterable[Iterable[Cell | None]], hidden_rows: Iterable[int] = (), more: bytes = b"") -> bytes:
    """Write a sheet: its rows from the first, None for a blank cell; `more` stands before them."""
    table = [list(row) for row in rows]
    width = max((len(row) for row in table), default=1)
    extent = struct.pack("<IIII", 0, max(len(table) - 1, 0), 0, width - 1)
    parts = [record(129), record(148, extent), more, record(145)]
    for index, row in enumerate(table):
        parts.append(row_record(index, hidden=index + 1 in hidden_rows))
        parts += [cell_record(column, cell) for column, cell in enumerate(row) if cell]
    return b"".join([*parts, record(146), record(130)])


def row_record(index: int, *, hidden: bool = False) -> bytes:
    """Write the head of a row, from 0."""
    return record(0, struct.pack("<IIHBBBI", index, 0, 300, 0, 0x10 * hidden, 0, 0))


def cell_record(column: int, cell: Cell) -> bytes:
    """Write a cell in a column from 0."""
    kind, value = cell
    return record(kind, struct.pack("<II", column, 0) + value)


def write_binary_book(
    path: Path, sheets: dict[str, bytes], *, from_1904: bool = False, states: Iterable[int] = ()
) -> Path:
    """Write a workbook of these sheets; `states` are 1 for a hidden sheet, 2 for a very hidden one."""
    state = [*states, *[0] * len(sheets)]
    listed = [
        record(156, struct.pack("<II", state[index], index + 1) + string(f"r{index}") + string(name))
        for index, name in enumerate(sheets)
    ]
    properties = record(153, struct.pack("<II", from_1904, 0) + string(""))
    book = b"".join([record(131), properties, record(143), *listed, record(144), record(132)])
    relations = "".join(
        f'<Relationship Id="r{index}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{index}.bin"/>'
        for index in range(len(sheets))
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
        )
        for index, content in enumerate(sheets.values()):
            archive.writestr(f"xl/worksheets/sheet{index}.bin", content)
    return path
