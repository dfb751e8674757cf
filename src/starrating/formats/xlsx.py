"""Excel's own workbooks since 2007 (.xlsx, and .xlsm with macros).

Every XML part is looked through to its end for the facts of cells; python-calamine reads the values.
"""

import io
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from starrating.errors import CellRef, Problem, Rejection
from starrating.formats.limits import (
    MEGABYTE,
    Limits,
    check_merges,
    check_reach,
    check_sheets,
    check_size,
    check_texts,
)
from starrating.formats.sheet import (
    DATES_FROM_1904,
    EXTERNAL_LINKS,
    FIRST_ROWS,
    MACROS,
    SEND_AGAIN,
    Facts,
    Remark,
    Rows,
    Sheet,
    SheetRows,
    Visibility,
    Workbook,
    damaged,
    merges_within,
)
from starrating.formats.xlsx_parts import cell_styles, comments, odd_shared_texts
from starrating.formats.xlsx_slices import CLOSING_BLOCKS, LongSheet, closing_of, slices
from starrating.formats.xlsx_xml import Telling, scan
from starrating.formats.zip_archive import (
    XLSX_BOOK,
    Packed,
    blocks,
    checked,
    index,
    related,
    texts_within_limits,
    without_document_type,
)
from starrating.i18n import text

LONG_SHEET, MANY_CELLS = 128 * MEGABYTE, 4_000_000
"""Bytes of XML, and cells, above which a sheet is read in slices.

Up to them the library takes three hundred megabytes, and slices would cost a fifth more time: they are unpacked again,
and each reads the texts that the sheets share.
"""
_VISIBILITY: dict[str | None, Visibility] = {"hidden": "hidden", "veryHidden": "very-hidden"}
_TRUE = {"1", "true", "on"}
_SUFFIXES = {".xlsx", ".xlsm"}


class _Listed(NamedTuple):
    """A sheet as the book lists it: its part of the archive, its name, whether it is hidden."""

    part: str
    name: str
    visibility: Visibility


class _Scanned(NamedTuple):
    """What is known of the book before its values are read."""

    facts: dict[str, Facts]
    long_sheets: dict[str, LongSheet]
    remarks: list[Remark]


def read(path: Path, file: str, limits: Limits) -> Workbook:
    """Read a workbook that messages call `file`; `Rejection`, or a sign of damage, if it must not be opened."""
    packed = checked(path, limits)
    scanned = _scan(packed, limits)
    try:
        book = _opened(packed)
        names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    except CalamineError as error:
        raise damaged() from error
    problems: list[Problem] = []
    notices = tuple(remark.at(CellRef(file)) for remark in scanned.remarks)
    return Workbook(
        "xlsx", tuple(scanned.facts), _sheets(book, names, (packed, file), scanned, problems), problems, notices
    )


def _opened(packed: Packed) -> CalamineWorkbook:
    """Let the library read from the disk, unless the file's name would mislead it about the format."""
    if isinstance(packed, io.BytesIO):
        packed.seek(0)
        return CalamineWorkbook.from_filelike(packed)
    if packed.suffix.lower() in _SUFFIXES:
        return CalamineWorkbook.from_path(packed)
    with packed.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def _sheets(
    book: CalamineWorkbook, names: Iterable[str], source: tuple[Packed, str], scanned: _Scanned, problems: list[Problem]
) -> Iterator[Sheet]:
    """Yield the sheets one by one; of one that is damaged there is a problem instead."""
    packed, file = source
    for name in names:
        try:
            facts = scanned.facts[name]
            rows = _sheet_rows(book, packed, name, facts, scanned.long_sheets.get(name))
        except (CalamineError, Rejection, LookupError):
            message = text("The workbook is damaged, or protected by a password.")
            problems.append(Problem("error", "damaged-file", CellRef(file, name), message, SEND_AGAIN))
            continue
        sheet = Sheet(file, name, rows, facts)
        del rows
        yield sheet
        sheet.close()


def _sheet_rows(book: CalamineWorkbook, packed: Packed, name: str, facts: Facts, long: LongSheet | None) -> SheetRows:
    """Return the rows that the library reads: all at once, or slice by slice if the sheet is very long."""
    if long is None:
        whole = book.get_sheet_by_name(name)
        width = _width(whole)
        facts.merges = merges_within(whole.merged_cell_ranges or [], max(facts.rows, _height(whole)), width)
        return SheetRows(lambda: _rows((whole,), width), dict(_rows((whole,), width, FIRST_ROWS)), width)
    pieces = slices(packed, long, name)
    first = next(pieces)
    begun = [chain((first,), pieces)]
    facts.merges = merges_within(first.merged_cell_ranges or [], facts.rows, long.width)

    def rows() -> Rows:
        return _rows(begun.pop() if begun else slices(packed, long, name), long.width)

    return SheetRows(rows, dict(_rows((first,), long.width, FIRST_ROWS)), long.width)


def _rows(pieces: Iterable[CalamineSheet], width: int, count: int | None = None) -> Rows:
    """Yield the rows of the pieces, of each at most `count`; blank rows before the first value are left out.

    The library makes Python values row by row, so that those of a long sheet are never all held.
    """
    for piece in pieces:
        if piece.start is None:
            continue
        above, left = piece.start
        margin, padding = [""] * left, [""] * (width - _width(piece))
        shown = islice(piece.iter_rows(), above, None if count is None else above + count)
        for number, row in enumerate(shown, start=above + 1):
            yield number, margin + row + padding if margin or padding else row


def _width(piece: CalamineSheet) -> int:
    """Return the number of columns down from A; what the library calls the total width is one less."""
    return piece.end[1] + 1 if piece.end else 0


def _height(piece: CalamineSheet) -> int:
    return piece.end[0] + 1 if piece.end else 0


def _scan(packed: Packed, limits: Limits) -> _Scanned:
    """Look through all parts, those that tell something of the cells of the sheets first."""
    with zipfile.ZipFile(packed) as archive:
        listed, from_1904 = _listed(archive, limits)
        parts = {sheet.part for sheet in listed}
        others = [part for part in archive.infolist() if part.filename not in parts]
        for part in others:
            if part.filename.lower().endswith((".xml", ".rels")):
                _look_through(archive, part, limits)
        telling = Telling(cell_styles(archive), _odd_texts(archive))
        facts: dict[str, Facts] = {}
        long_sheets: dict[str, LongSheet] = {}
        for sheet in listed:
            found, long = _scanned(archive, sheet, telling, limits)
            facts[sheet.name] = found
            if long:
                long_sheets[sheet.name] = long
        return _Scanned(facts, long_sheets, list(_remarks(archive, from_1904=from_1904)))


def _scanned(
    archive: zipfile.ZipFile, sheet: _Listed, telling: Telling, limits: Limits
) -> tuple[Facts, LongSheet | None]:
    part = archive.getinfo(sheet.part)
    with archive.open(part) as file:
        last: deque[bytes] = deque(maxlen=CLOSING_BLOCKS)
        found = scan(texts_within_limits(_kept(file, last)), limits, telling)
    found.visibility = sheet.visibility
    check_reach(found, sheet.name, limits)
    check_merges(found.merged, sheet.name, limits)
    found.comments = comments(archive, sheet.part)
    is_long = part.file_size > LONG_SHEET or found.rows * found.columns > MANY_CELLS
    return found, LongSheet(sheet.part, found.columns, closing_of(last)) if found.rows and is_long else None


def _kept(file: IO[bytes], last: deque[bytes]) -> Iterator[bytes]:
    """Yield a part piece by piece, and keep its last pieces."""
    for block in blocks(file):
        last.append(block)
        yield block


def _look_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    """Look through a part that is no sheet; the texts that the sheets share are held at once, so they are limited."""
    shared = _is_shared_texts(part.filename)
    if shared:
        check_size(part.file_size, limits)
    texts = 0
    with archive.open(part) as file:
        for block in without_document_type(texts_within_limits(blocks(file))):
            texts += block.count(b"<si") + block.count(b":si>") if shared else 0
    check_texts(texts, limits)


def _is_shared_texts(part: str) -> bool:
    return part.lower().endswith("sharedstrings.xml")


def _odd_texts(archive: zipfile.ZipFile) -> dict[int, str]:
    shared = next(filter(_is_shared_texts, archive.namelist()), None)
    return dict(odd_shared_texts(archive, shared)) if shared else {}


def _remarks(archive: zipfile.ZipFile, *, from_1904: bool) -> Iterator[Remark]:
    names = archive.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        yield MACROS
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield EXTERNAL_LINKS
    if from_1904:
        yield DATES_FROM_1904


def _listed(archive: zipfile.ZipFile, limits: Limits) -> tuple[list[_Listed], bool]:
    """Return the sheets as the book lists them, and whether days are counted from 1904."""
    parts = {identifier: target for identifier, _, target in related(archive, XLSX_BOOK)}
    sheets: list[_Listed] = []
    from_1904 = False
    for element in index(archive, XLSX_BOOK).iter():
        if element.tag.endswith("}sheet"):
            relation = next((value for key, value in element.items() if key.endswith("}id")), "")
            visibility = _VISIBILITY.get(element.get("state"), "visible")
            sheets.append(_Listed(parts.get(relation, ""), element.get("name", ""), visibility))
        elif element.tag.endswith("}workbookPr"):
            from_1904 = element.get("date1904") in _TRUE
    check_sheets(len(sheets), limits)
    if not len(sheets) == len({sheet.part for sheet in sheets}) == len({sheet.name for sheet in sheets}):
        raise damaged()
    return sheets, from_1904
