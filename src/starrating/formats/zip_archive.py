"""Archives, which most kinds of workbook are: whole, and packed as office programs pack them."""

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import IO
from xml.etree import ElementTree as ET

from starrating.formats.limits import MEGABYTE, Limits
from starrating.formats.sheet import DATES_FROM_1904, EXTERNAL_LINKS, MACROS, SEND_AGAIN, Refused, Remark
from starrating.formats.xlsx_xml import refuse_document_type
from starrating.i18n import text

SIGNS_OF_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, ET.ParseError,
    LookupError, ValueError, OverflowError, RuntimeError,
)  # fmt: skip
"""What the standard library raises for broken archives and XML; most of it undocumented, found with broken files."""

MAX_RATIO = 250
"""How many times smaller a part may be packed; parts under a megabyte are not judged."""
_MAX_INDEX = 16 * MEGABYTE
_BLOCK = 2**16
_LONGEST_TEXT = 2**18
_LOCAL_HEADER = 30


def check_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse an archive that would unpack to too much, that lists a part twice, or whose parts lie in one another."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    bombs = any(part.file_size > max(MEGABYTE, MAX_RATIO * part.compress_size) for part in parts)
    twice = len({part.filename for part in parts}) < len(parts)
    if bombs or twice or _overlap(parts) or unpacked > limits.unpacked or len(parts) > limits.parts:
        message = text(
            "The workbook is packed in a way no office program does: %(size)s megabytes in %(parts)s parts. "
            "At most %(most)s megabytes in %(most_parts)s parts, packed %(ratio)s to 1, are opened.",
            size=unpacked // MEGABYTE,
            parts=len(parts),
            most=limits.unpacked // MEGABYTE,
            most_parts=limits.parts,
            ratio=MAX_RATIO,
        )
        raise Refused("unsafe-file", message, SEND_AGAIN)


def _overlap(parts: list[zipfile.ZipInfo]) -> bool:
    ordered = sorted(parts, key=lambda part: part.header_offset)
    return any(
        one.header_offset + _LOCAL_HEADER + one.compress_size > other.header_offset for one, other in pairwise(ordered)
    )


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a part piece by piece, to its end, where its check sum is compared."""
    while block := file.read(_BLOCK):
        yield block


def texts_within_limits(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces of an XML part again; `Refused` if a text in it is longer than a cell of any program holds."""
    without_element = 0
    for block in pieces:
        without_element = 0 if b"<" in block else without_element + 1
        if without_element > _LONGEST_TEXT // _BLOCK:
            message = text("A text in the workbook has more than %(most)s bytes.", most=_LONGEST_TEXT)
            raise Refused("workbook-too-large", message, _SHORTEN)
        yield block


_SHORTEN = text("No cell of an office program holds so much; ask whoever sent it for the workbook itself.")


def index(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """Parse a small part; the parser is given no document type, so there is no entity to expand."""
    with archive.open(name) as file:
        content = file.read(_MAX_INDEX + 1)
    if len(content) > _MAX_INDEX:
        raise zipfile.BadZipFile(name)
    return ET.fromstringlist(list(refuse_document_type([content])))


def targets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Return the part that each relation of the book in `xl/` points to, by its id."""
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in index(archive, name)
    }


def remarks_of(archive: zipfile.ZipFile, *, from_1904: bool) -> Iterator[Remark]:
    """Say what readers should know of a workbook in an archive: macros, links, and the days it counts from."""
    names = archive.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        yield MACROS
    if any(name.startswith("xl/externalLinks/") for name in names):
        yield EXTERNAL_LINKS
    if from_1904:
        yield DATES_FROM_1904
