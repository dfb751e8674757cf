"""A very long sheet in slices: each is a small workbook in memory, so the library holds one slice at a time.

python-calamine lays out a whole sheet before it hands out the first row: 100,000 rows of 32 cells take 230 megabytes.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from python_calamine import CalamineSheet, CalamineWorkbook

from starrating.formats.zip_archive import Packed, blocks
from starrating.patterns import regex

CLOSING_BLOCKS = 16
"""Pieces of a part, see `zip_archive.blocks`, that are kept for what follows its rows: four megabytes."""
_SLICE = 8 * 2**20
_OPENING = regex(rb"<(\w+:)?sheetData\s*>")


class LongSheet(NamedTuple):
    """A sheet that is read in slices: its part of the archive, its width, and the XML that ends it."""

    part: str
    width: int
    closing: bytes


def slices(packed: Packed, long: LongSheet, sheet: str) -> Iterator[CalamineSheet]:
    """Yield a long sheet, some megabytes of its XML at a time.

    Every slice has the merged cells of the whole; its rows keep their numbers, as long as the rows state them.
    """
    with zipfile.ZipFile(packed) as archive:
        for pieces in _sliced(archive, long):
            book = _small_book(archive, long.part, pieces)
            yield CalamineWorkbook.from_filelike(book).get_sheet_by_name(sheet)


def _small_book(archive: zipfile.ZipFile, part: str, pieces: Iterable[bytes | bytearray]) -> io.BytesIO:
    """Make a workbook of what the sheets share, and one sheet of these pieces of XML."""
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as small:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and not name.startswith("xl/worksheets/"):
                small.writestr(name, archive.read(name))
        with small.open(part, "w") as sheet:
            for piece in pieces:
                sheet.write(piece)
    book.seek(0)
    return book


def _sliced(archive: zipfile.ZipFile, long: LongSheet) -> Iterator[tuple[bytes | bytearray, ...]]:
    """Yield the XML of each slice: what stands before the rows, some of the rows, what stands after them."""
    with archive.open(long.part) as file:
        opening, rows = b"", bytearray()
        for block in blocks(file):
            rows += block
            if not opening and (match := _OPENING.search(rows)):
                opening = bytes(rows[: match.end()])
                del rows[: match.end()]
            cut = rows.rfind(b"row>") + 4 if opening and len(rows) >= _SLICE else 0
            if cut > 4:
                rest = rows[cut:]
                del rows[cut:]
                yield opening, rows, long.closing
                rows = rest
        yield opening, rows


def closing_of(last: Iterable[bytes]) -> bytes:
    """Return the end of a sheet, from the end of its rows, out of its last pieces."""
    end = b"".join(last)
    return end[end.rfind(b"</", 0, max(end.rfind(b"sheetData>"), 0)) :]
