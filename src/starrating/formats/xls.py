"""Old workbooks (.xls, Excel 97 to 2003): one stream of records inside a container that Word and others use as well.

xlrd reads the cells with their formats. What it does not tell is taken from the records first: how far a sheet reaches,
formulas that were never calculated, filters, links. Numbers and fields of records are those of [MS-XLS].
"""

import datetime as dt
import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import olefile
import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet as OldSheet

from starrating.errors import CellRef, Problem, Rejection
from starrating.formats.limits import Limits, check_merges, check_reach, check_sheets, check_size
from starrating.formats.number_format import BUILT_IN, GENERAL, number_format
from starrating.formats.sheet import (
    DATES_FROM_1904,
    EXTERNAL_LINKS,
    MACROS,
    SAVE_AS,
    SEND_AGAIN,
    CellStyle,
    Facts,
    Merge,
    Remark,
    Row,
    Sheet,
    Visibility,
    Workbook,
    damaged,
    encrypted,
    kept_rows,
    merges_within,
    protected,
)
from starrating.i18n import text

_BEGIN, _END, _SHEET, _ENCRYPTED, _LINKED, _CALCULATED = 0x809, 0x0A, 0x85, 0x2F, 0x1AE, 0x1C1
_MERGED, _FILTERED, _BLANK, _BLANKS, _UNKNOWN = 0xE5, 0x9B, 0x201, 0xBE, 0xFFFF
_FORMULA, _NUMBER, _SHORT, _SHORTS, _TEXT, _TEXT_INDEX, _RICH_TEXT, _TRUTH_OR_ERROR = (
    0x06, 0x203, 0x27E, 0xBD, 0x204, 0xFD, 0xD6, 0x205,
)  # fmt: skip
_ONE_CELL = {_FORMULA, _NUMBER, _SHORT, _TEXT, _TEXT_INDEX, _RICH_TEXT, _TRUTH_OR_ERROR}
_EXCEL_97 = 0x600
_WORKSHEET = 0
_VISIBILITY: dict[int, Visibility] = {0: "visible", 1: "hidden", 2: "very-hidden"}
_EMPTY_RESULT = 3
_WORD, _NUMBER_TYPES, _TRUTH, _ERROR = 1, {2, 3}, 4, 5
"""Types of cells as xlrd numbers them; whether a number is a date, the format says."""
_ODD_SCRIPTS = {1, 2}
_SIGNS_OF_DAMAGE = (
    xlrd.XLRDError, AssertionError, AttributeError, LookupError, TypeError, ValueError,
    ArithmeticError, RecursionError, struct.error, NotImplementedError,
)  # fmt: skip
"""What xlrd raises for broken files; most of it undocumented, found with broken files."""


@dataclass(slots=True)
class _Walked:
    """What the records say: the sheets by name, links, whether values were calculated; the stream without blank cells.

    xlrd keeps an object for each blank cell that has a format, of which there may be millions.
    """

    stream: bytearray
    facts: dict[str, Facts] = field(default_factory=dict)
    linked: bool = False
    calculated: bool = False


def read(path: Path, file: str, limits: Limits) -> Workbook:
    """Read a workbook that messages call `file`; `Rejection`, or a sign of damage, if it must not be opened."""
    check_size(path.stat().st_size, limits)
    try:
        with olefile.OleFileIO(path.read_bytes()) as container:
            parts = {"/".join(name) for name in container.listdir()}
            _refuse_others(parts)
            walked = _walk(container.openstream("Workbook").read(), limits)
    except OSError as error:
        raise damaged() from error
    book = _opened(walked)
    remarks: list[Remark] = [MACROS] if any(name.startswith("_VBA_PROJECT_CUR") for name in parts) else []
    remarks += [EXTERNAL_LINKS] if walked.linked else []
    remarks += [DATES_FROM_1904] if book.datemode else []
    notices = tuple(remark.at(CellRef(file)) for remark in remarks)
    problems: list[Problem] = []
    return Workbook("xls", tuple(walked.facts), _sheets(book, walked, file, limits, problems), problems, notices)


def _refuse_others(parts: set[str]) -> None:
    if any("DRM" in name for name in parts):
        raise protected()
    if "EncryptedPackage" in parts:
        raise encrypted()
    if "Workbook" in parts:
        return
    if "Book" in parts:
        raise Rejection("not-a-workbook", text("This workbook is older than Excel 97."), SAVE_AS)
    if "WordDocument" in parts:
        raise Rejection("not-a-workbook", text("This is a Word document, not a workbook."), SAVE_AS)
    raise Rejection("not-a-workbook", text("This is an Office document, but not a workbook."), SAVE_AS)


def _opened(walked: _Walked) -> Book:
    try:
        book = xlrd.open_workbook(
            file_contents=bytes(walked.stream), formatting_info=True, ragged_rows=True, on_demand=True,
            logfile=io.StringIO(),
        )  # fmt: skip
    except _SIGNS_OF_DAMAGE as error:
        raise damaged() from error
    if book.sheet_names() != list(walked.facts):
        raise damaged()
    return book


def _sheets(book: Book, walked: _Walked, file: str, limits: Limits, problems: list[Problem]) -> Iterator[Sheet]:
    """Yield the sheets one by one; of one that is damaged there is a problem instead."""
    styles = _Styles(book)
    for name, facts in walked.facts.items():
        try:
            old = book.sheet_by_name(name)
            values = _values(old, styles, facts)
            _note_layout(old, facts, limits)
            facts.merges = merges_within(_merges(old), facts.rows, facts.columns)
        except (*_SIGNS_OF_DAMAGE, Rejection):
            message = text("The workbook is damaged, or protected by a password.")
            problems.append(Problem("error", "damaged-file", CellRef(file, name), message, SEND_AGAIN))
            continue
        book.unload_sheet(name)
        sheet = Sheet(file, name, kept_rows(values, facts.columns), facts)
        del values
        yield sheet
        sheet.close()


class _Styles:
    """The styles of a book, by their numbers, and the fonts that strike through, or set above or below the line."""

    def __init__(self, book: Book) -> None:
        fonts = [bool(font.struck_out) for font in book.font_list]
        codes = {key: found.format_str for key, found in book.format_map.items()} | BUILT_IN
        self.odd_fonts = frozenset(
            number for number, font in enumerate(book.font_list) if font.struck_out or font.escapement in _ODD_SCRIPTS
        )
        self.of_cells = [
            CellStyle(
                style.font_index < len(fonts) and fonts[style.font_index],
                number_format(codes[style.format_key]) if codes.get(style.format_key) else GENERAL,
            )
            for style in book.xf_list
        ]
        self.telling = frozenset(number for number, style in enumerate(self.of_cells) if style != CellStyle())
        self.from_1904 = bool(book.datemode)


def _values(old: OldSheet, styles: _Styles, facts: Facts) -> list[Row]:
    """Return the rows of a sheet as plain values, and note what the styles of cells tell."""
    rows: list[Row] = []
    for number in range(min(old.nrows, facts.rows)):
        row = old.row_values(number)
        types = old.row_types(number)
        for column, kind in enumerate(types):
            address = number + 1, column
            if kind == _ERROR:
                facts.faults[address], row[column] = "error-cell", ""
            elif kind == _TRUTH:
                row[column] = bool(row[column])
            elif kind and (index := old.cell_xf_index(number, column)) in styles.telling:
                style = styles.of_cells[index]
                value = float(row[column]) if kind in _NUMBER_TYPES else None
                facts.note_style(address, style, value)
                if value is not None and style.format.date:
                    row[column] = _moment(value, from_1904=styles.from_1904)
        rows.append(row)
    for (number, column), runs in old.rich_text_runlist_map.items():
        if odd := _odd_runs(str(old.cell_value(number, column)), runs, styles.odd_fonts):
            facts.odd_runs[number + 1, column] = odd
    return rows


def _moment(serial: float, *, from_1904: bool) -> object:
    """Return what a number shown as a date says; 1900 had a 29 February in Excel, and so it has here."""
    if not 0 <= serial < 2_958_466:
        return serial
    epoch = dt.datetime.fromisoformat("1904-01-01" if from_1904 else "1899-12-31" if serial < 60 else "1899-12-30")
    moment = epoch + dt.timedelta(milliseconds=round(serial * 86_400_000))
    if serial < 1:
        return moment.time()
    return moment if moment.time() != dt.time() else moment.date()


def _odd_runs(words: str, runs: list[tuple[int, int]], odd_fonts: frozenset[int]) -> str:
    ends = [*(start for start, _ in runs[1:]), len(words)]
    return "".join(words[start:end] for (start, font), end in zip(runs, ends, strict=True) if font in odd_fonts)


def _note_layout(old: OldSheet, facts: Facts, limits: Limits) -> None:
    facts.visibility = _VISIBILITY[old.visibility]
    facts.hidden_rows.update(row + 1 for row, info in old.rowinfo_map.items() if info.hidden and row < limits.rows)
    facts.hidden_columns.update(
        column for column, info in old.colinfo_map.items() if info.hidden and column < limits.columns
    )
    facts.comments.update(((row + 1, column), note.text.strip()) for (row, column), note in old.cell_note_map.items())


def _merges(old: OldSheet) -> Iterable[Merge]:
    return (((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in old.merged_cells)


def _walk(stream: bytes, limits: Limits) -> _Walked:
    """Walk through the records of the book and of its sheets."""
    walked = _Walked(bytearray(stream))
    listed: list[tuple[int, str]] = []
    for kind, data, _ in _records(stream, 0):
        if kind == _ENCRYPTED:
            raise encrypted()
        if kind == _SHEET and data[5] == _WORKSHEET:
            listed.append((struct.unpack_from("<I", data)[0], _name(data)))
        walked.linked |= kind == _LINKED and data[2:4] not in {b"\x01\x04", b"\x01\x3a"}
        walked.calculated |= kind == _CALCULATED
    check_sheets(len(listed), limits)
    for start, name in listed:
        facts = walked.facts[name] = Facts()
        _walk_sheet(_records(stream, start), walked, facts, limits)
        check_reach(facts, name, limits)
        check_merges(facts.merged, name, limits)
    if len(walked.facts) < len(listed):
        raise damaged()
    return walked


def _records(content: bytes, start: int) -> Iterator[tuple[int, bytes, int]]:
    """Yield number, bytes and position of each record of a part of the stream, without its begin and its end.

    Parts inside it, such as those of charts, are left out. ValueError if it does not begin so, or is cut off.
    """
    kind, size = struct.unpack_from("<HH", content, start)
    if kind != _BEGIN or struct.unpack_from("<H", content, start + 4)[0] != _EXCEL_97:
        raise ValueError(start)
    depth, position = 1, start + 4 + size
    while depth:
        kind, size = struct.unpack_from("<HH", content, position)
        end = position + 4 + size
        if end > len(content):
            raise ValueError(position)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 1:
            yield kind, content[position + 4 : end], position
        position = end


def _name(data: bytes) -> str:
    length, wide = data[6], data[7] & 1
    return data[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _walk_sheet(records: Iterable[tuple[int, bytes, int]], walked: _Walked, found: Facts, limits: Limits) -> None:
    for kind, data, position in records:
        if kind in _ONE_CELL:
            row, column = struct.unpack_from("<HH", data)
            found.reach(row + 1, column, limits.reach)
            if kind == _FORMULA and _is_unsaved(data, calculated=walked.calculated):
                found.faults[row + 1, column] = "formula-not-saved"
        elif kind == _SHORTS:
            row, last = *struct.unpack_from("<H", data), *struct.unpack_from("<H", data, len(data) - 2)
            found.reach(row + 1, last, limits.reach)
        elif kind in {_BLANK, _BLANKS}:
            struct.pack_into("<H", walked.stream, position, _UNKNOWN)
        elif kind == _MERGED:
            found.merged += struct.unpack_from("<H", data)[0]
        elif kind == _FILTERED:
            found.filtered = True


def _is_unsaved(data: bytes, *, calculated: bool) -> bool:
    """Tell whether a formula was never calculated: its value is 0 or an empty text, where nothing was."""
    result, flags = data[6:14], data[14]
    is_empty = result[6:] == b"\xff\xff" and result[0] == _EMPTY_RESULT
    return (not any(result) or is_empty) and bool(flags & 3 or not calculated)
