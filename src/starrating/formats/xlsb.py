"""Excel's binary workbooks (.xlsb): parts of an archive in records, each a number, a length and so many bytes.

Numbers and fields are those of [MS-XLSB]. Libraries hand error cells out as blanks, so the
cells are walked through here.
"""

import struct
import zipfile
from collections.abc import Iterator

from starrating.formats.limits import (
    Limits,
    hidden,
    reached,
    refuse_merges,
    refuse_reach,
    refuse_sheets,
    refuse_size,
)
from starrating.formats.sheet import (
    BookLook,
    SheetLook,
    Visibility,
    damaged,
)
from starrating.formats.zip_archive import remarks_of, targets

_ROW, _COLUMNS, _SHEET, _PROPERTIES, _MERGED, _FILTER = 0, 60, 156, 153, 176, 163
_BLANK, _ERROR, _RICH_TEXT = 1, 3, 62
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_ERROR = 8, 9, 11
_CELLS = frozenset((*range(_BLANK + 1, _FORMULA_ERROR + 1), _RICH_TEXT))
_VISIBILITY: dict[int, Visibility] = {0: "visible", 1: "hidden", 2: "very-hidden"}
_ALWAYS_CALCULATED = 2
_CELL_HEAD = 8


def look(archive: zipfile.ZipFile, limits: Limits) -> BookLook:
    """Look through the archive of a workbook; `Refused`, or one of the signs of damage, if it must not be opened."""
    parts = targets(archive, "xl/_rels/workbook.bin.rels")
    sheets: dict[str, SheetLook] = {}
    listed: list[tuple[str, str, Visibility]] = []
    from_1904 = False
    for kind, data in records(_content(archive, "xl/workbook.bin", limits)):
        if kind == _SHEET:
            relation, end = _string(data, 8)
            listed.append((_string(data, end)[0], parts[relation], _VISIBILITY[int.from_bytes(data[:4], "little")]))
        elif kind == _PROPERTIES:
            from_1904 = bool(data[0] & 1)
    refuse_sheets(len(listed), limits)
    for name, part, visibility in listed:
        sheets[name] = _looked_at(_content(archive, part, limits), limits)
        sheets[name].visibility = visibility
        refuse_reach(sheets[name], name, limits)
        refuse_merges(sheets[name].merged, name, limits)
    if len(sheets) < len(listed):
        raise damaged()
    for part in set(archive.namelist()) - {part for _, part, _ in listed}:
        if part.endswith(".bin"):
            _content(archive, part, limits)
    return BookLook("xlsb", sheets, tuple(remarks_of(archive, from_1904=from_1904)))


def records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of each record; ValueError if the last is cut off."""
    position = 0
    while position < len(content):
        kind, position = _varying(content, position, 2)
        size, position = _varying(content, position, 4)
        if position + size > len(content):
            raise ValueError(position)
        yield kind, content[position : position + size]
        position += size


def _varying(content: bytes, position: int, most: int) -> tuple[int, int]:
    """Read a number of seven bits a byte, the last byte without the eighth; return it and where it ends."""
    number = 0
    for index in range(most):
        byte = content[position + index]
        number |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            return number, position + index + 1
    return number, position + most


def _content(archive: zipfile.ZipFile, part: str, limits: Limits) -> bytes:
    refuse_size(archive.getinfo(part).file_size, limits)
    return archive.read(part)


def _string(data: bytes, start: int) -> tuple[str, int]:
    """Read a text, which is preceded by its length in units of two bytes; return it and where it ends."""
    (length,) = struct.unpack_from("<I", data, start)
    end = start + 4 + 2 * length
    if end > len(data):
        raise ValueError(end)
    return data[start + 4 : end].decode("utf-16-le"), end


def _looked_at(content: bytes, limits: Limits) -> SheetLook:
    found = SheetLook()
    row = 0
    for kind, data in records(content):
        if kind in _CELLS:
            _look_at_cell(kind, data, row, found, limits)
        elif kind == _ROW:
            row = struct.unpack_from("<I", data)[0] + 1
            if data[11] & 0x10:
                found.hidden_rows.update(hidden(row, row, limits.rows))
        elif kind == _COLUMNS and data[16] & 1:
            first, last = struct.unpack_from("<II", data)
            found.hidden_columns.update(hidden(first, last, limits.columns))
        elif kind == _MERGED:
            found.merged += 1
        elif kind == _FILTER:
            found.filtered = True
    return found


def _look_at_cell(kind: int, data: bytes, row: int, found: SheetLook, limits: Limits) -> None:
    (column,) = struct.unpack_from("<I", data)
    reached(found, row, column, limits)
    if kind in {_ERROR, _FORMULA_ERROR}:
        found.faults[row, column] = "error-cell"
    elif kind in {_FORMULA_TEXT, _FORMULA_NUMBER} and _is_unsaved(data, 8 if kind == _FORMULA_NUMBER else None):
        found.faults[row, column] = "formula-not-saved"


def _is_unsaved(data: bytes, size: int | None) -> bool:
    """Tell whether a formula is to be calculated when opened and has the value of one that never was: 0 or no text."""
    length = 4 + 2 * struct.unpack_from("<I", data, _CELL_HEAD)[0] if size is None else size
    value, flags = data[_CELL_HEAD : _CELL_HEAD + length], data[_CELL_HEAD + length]
    return bool(flags & _ALWAYS_CALCULATED) and not any(value)
