"""Excel's own workbooks since 2007 (.xlsx, and .xlsm with macros): every XML part is looked through to its end."""

import zipfile
from collections import deque
from collections.abc import Iterator
from typing import IO, NamedTuple

from starrating.formats.limits import (
    MEGABYTE,
    Limits,
    refuse_merges,
    refuse_reach,
    refuse_sheets,
    refuse_size,
    refuse_texts,
)
from starrating.formats.sheet import (
    BookLook,
    LongSheet,
    SheetLook,
    Visibility,
    damaged,
)
from starrating.formats.xlsx_parts import telling_styles
from starrating.formats.xlsx_slices import CLOSING_BLOCKS, closing_of
from starrating.formats.xlsx_xml import refuse_document_type, scan
from starrating.formats.zip_archive import blocks, index, remarks_of, targets, texts_within_limits

LONG_SHEET, MANY_CELLS = 128 * MEGABYTE, 4_000_000
"""Bytes of XML, and cells, above which a sheet is read in slices.

Up to them the library takes three hundred megabytes, and slices would cost a fifth more time: they are unpacked again,
and each reads the texts that the sheets share.
"""
_VISIBILITY: dict[str | None, Visibility] = {"hidden": "hidden", "veryHidden": "very-hidden"}
_TRUE = {"1", "true", "on"}


class _Listed(NamedTuple):
    name: str
    visibility: Visibility


def look(archive: zipfile.ZipFile, limits: Limits) -> BookLook:
    """Look through the archive of a workbook; `Refused`, or one of the signs of damage, if it must not be opened."""
    sheets, from_1904 = _listed(archive, limits)
    styles = telling_styles(archive)
    looks: dict[str, SheetLook] = {}
    long_sheets: dict[str, LongSheet] = {}
    for part in archive.infolist():
        if part.filename in sheets:
            name, visibility = sheets[part.filename]
            with archive.open(part) as file:
                last: deque[bytes] = deque(maxlen=CLOSING_BLOCKS)
                found = scan(texts_within_limits(_kept(file, last)), limits, styles)
            found.visibility = visibility
            refuse_reach(found, name, limits)
            refuse_merges(found.merged, name, limits)
            looks[name] = found
            if found.rows and (part.file_size > LONG_SHEET or found.rows * found.columns > MANY_CELLS):
                long_sheets[name] = LongSheet(part.filename, found.columns, closing_of(last))
        elif part.filename.lower().endswith((".xml", ".rels")):
            _look_through(archive, part, limits)
    if len(looks) < len(sheets):
        raise damaged()
    ordered = {name: looks[name] for name, _ in sheets.values()}
    return BookLook("xlsx", ordered, tuple(remarks_of(archive, from_1904=from_1904)), long_sheets)


def _kept(file: IO[bytes], last: deque[bytes]) -> Iterator[bytes]:
    """Yield a part piece by piece, and keep its last pieces."""
    for block in blocks(file):
        last.append(block)
        yield block


def _look_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    """Look through a part that is no sheet; the texts that the sheets share are held at once, so they are limited."""
    shared = part.filename.lower().endswith("sharedstrings.xml")
    if shared:
        refuse_size(part.file_size, limits)
    texts = 0
    with archive.open(part) as file:
        for block in refuse_document_type(texts_within_limits(blocks(file))):
            texts += block.count(b"<si") + block.count(b":si>") if shared else 0
    refuse_texts(texts, limits)


def _listed(archive: zipfile.ZipFile, limits: Limits) -> tuple[dict[str, _Listed], bool]:
    """Return name and visibility of the sheet that each part holds, and whether days are counted from 1904."""
    parts = targets(archive, "xl/_rels/workbook.xml.rels")
    sheets: dict[str, _Listed] = {}
    from_1904 = False
    count = 0
    for element in index(archive, "xl/workbook.xml").iter():
        if element.tag.endswith("}sheet"):
            relation = next((value for key, value in element.items() if key.endswith("}id")), "")
            visibility = _VISIBILITY.get(element.get("state"), "visible")
            sheets[parts.get(relation, "")] = _Listed(element.get("name", ""), visibility)
            count += 1
        elif element.tag.endswith("}workbookPr"):
            from_1904 = element.get("date1904") in _TRUE
    refuse_sheets(count, limits)
    if not count == len(sheets) == len({sheet.name for sheet in sheets.values()}):
        raise damaged()
    return sheets, from_1904
