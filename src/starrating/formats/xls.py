"""Old workbooks (.xls, Excel 97 to 2003): one stream of records inside a container that Word and others use as well.

Numbers and fields are those of [MS-XLS]. Libraries hand error cells out as blanks, so the
cells are walked through here.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

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
    DATES_FROM_1904,
    EXTERNAL_LINKS,
    MACROS,
    SAVE_AS,
    BookLook,
    Refused,
    Remark,
    SheetLook,
    Visibility,
    damaged,
    encrypted,
    protected,
)
from starrating.i18n import text

_BEGIN, _END, _SHEET, _ENCRYPTED, _FROM_1904, _LINKED, _CALCULATED = 0x809, 0x0A, 0x85, 0x2F, 0x22, 0x1AE, 0x1C1
_ROW, _COLUMNS, _MERGED, _FILTERED = 0x208, 0x7D, 0xE5, 0x9B
_FORMULA, _NUMBER, _SHORT, _SHORTS, _TEXT, _TEXT_INDEX, _RICH_TEXT, _TRUTH_OR_ERROR = (
    0x06, 0x203, 0x27E, 0xBD, 0x204, 0xFD, 0xD6, 0x205,
)  # fmt: skip
_ONE_CELL = {_FORMULA, _NUMBER, _SHORT, _TEXT, _TEXT_INDEX, _RICH_TEXT, _TRUTH_OR_ERROR}
_EXCEL_97 = 0x600
_WORKSHEET = 0
_VISIBILITY: dict[int, Visibility] = {0: "visible", 1: "hidden", 2: "very-hidden"}
_ERROR_RESULT, _EMPTY_RESULT = 2, 3


def look(path: Path, limits: Limits) -> BookLook:
    """Look through the file; `Refused`, or one of the signs of damage, if it must not be opened."""
    import olefile  # noqa: PLC0415 [only for old files]

    refuse_size(path.stat().st_size, limits)
    try:
        with olefile.OleFileIO(path.read_bytes()) as container:
            names = {"/".join(name) for name in container.listdir()}
            _refuse_others(names)
            content = container.openstream("Workbook").read()
    except OSError as error:
        raise damaged() from error
    return _looked_through(content, limits, macros=any(name.startswith("_VBA_PROJECT_CUR") for name in names))


def _refuse_others(names: set[str]) -> None:
    if any("DRM" in name for name in names):
        raise protected()
    if "EncryptedPackage" in names:
        raise encrypted()
    if "Workbook" in names:
        return
    if "Book" in names:
        raise Refused("not-a-workbook", text("This workbook is older than Excel 97."), SAVE_AS)
    if "WordDocument" in names:
        raise Refused("not-a-workbook", text("This is a Word document, not a workbook."), SAVE_AS)
    raise Refused("not-a-workbook", text("This is an Office document, but not a workbook."), SAVE_AS)


def _looked_through(content: bytes, limits: Limits, *, macros: bool) -> BookLook:
    listed: list[tuple[int, str, Visibility]] = []
    remarks: list[Remark] = [MACROS] if macros else []
    calculated = False
    for kind, data in _records(content, 0):
        if kind == _ENCRYPTED:
            raise encrypted()
        if kind == _SHEET and data[5] == _WORKSHEET:
            listed.append((struct.unpack_from("<I", data)[0], _name(data), _VISIBILITY[data[4] & 3]))
        elif kind == _FROM_1904 and data[0]:
            remarks.append(DATES_FROM_1904)
        elif kind == _LINKED and data[2:4] not in {b"\x01\x04", b"\x01\x3a"} and EXTERNAL_LINKS not in remarks:
            remarks.append(EXTERNAL_LINKS)
        calculated |= kind == _CALCULATED
    refuse_sheets(len(listed), limits)
    sheets: dict[str, SheetLook] = {}
    for start, name, visibility in listed:
        sheets[name] = _looked_at(content, start, limits, calculated=calculated)
        sheets[name].visibility = visibility
        refuse_reach(sheets[name], name, limits)
        refuse_merges(sheets[name].merged, name, limits)
    if len(sheets) < len(listed):
        raise damaged()
    return BookLook("xls", sheets, tuple(remarks))


def _records(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of each record of a part of the stream, without its begin and its end.

    Parts inside it, such as those of charts, are left out. ValueError if it does not begin so, or is cut off.
    """
    kind, size = struct.unpack_from("<HH", content, start)
    if kind != _BEGIN or struct.unpack_from("<H", content, start + 4)[0] != _EXCEL_97:
        raise ValueError(start)
    depth, position = 1, start + 4 + size
    while depth:
        kind, size = struct.unpack_from("<HH", content, position)
        position += 4 + size
        if position > len(content):
            raise ValueError(position)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 1:
            yield kind, content[position - size : position]


def _name(data: bytes) -> str:
    length, wide = data[6], data[7] & 1
    return data[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _looked_at(content: bytes, start: int, limits: Limits, *, calculated: bool) -> SheetLook:
    found = SheetLook()
    for kind, data in _records(content, start):
        if kind in _ONE_CELL:
            row, column = struct.unpack_from("<HH", data)
            reached(found, row + 1, column, limits)
            if kind == _TRUTH_OR_ERROR and data[7]:
                found.faults[row + 1, column] = "error-cell"
            elif kind == _FORMULA:
                _look_at_formula(data, (row + 1, column), found, calculated=calculated)
        elif kind == _SHORTS:
            row, last = *struct.unpack_from("<H", data), *struct.unpack_from("<H", data, len(data) - 2)
            reached(found, row + 1, last, limits)
        else:
            _look_at_layout(kind, data, found, limits)
    return found


def _look_at_formula(data: bytes, address: tuple[int, int], found: SheetLook, *, calculated: bool) -> None:
    """Note an error, and the value of a formula that was never calculated: 0 or an empty text, where nothing was."""
    result, flags = data[6:14], data[14]
    special = result[6:] == b"\xff\xff"
    if special and result[0] == _ERROR_RESULT:
        found.faults[address] = "error-cell"
    elif (not any(result) or (special and result[0] == _EMPTY_RESULT)) and (flags & 3 or not calculated):
        found.faults[address] = "formula-not-saved"


def _look_at_layout(kind: int, data: bytes, found: SheetLook, limits: Limits) -> None:
    if kind == _ROW and data[12] & 0x20:
        row = struct.unpack_from("<H", data)[0] + 1
        found.hidden_rows.update(hidden(row, row, limits.rows))
    elif kind == _COLUMNS and data[8] & 1:
        first, last = struct.unpack_from("<HH", data)
        found.hidden_columns.update(hidden(first, last, limits.columns))
    elif kind == _MERGED:
        found.merged += struct.unpack_from("<H", data)[0]
    elif kind == _FILTERED:
        found.filtered = True
