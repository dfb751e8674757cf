"""Archives, which most kinds of workbook are: whole, and packed as office programs pack them."""

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

from starrating.errors import Rejection
from starrating.formats.limits import MEGABYTE, Limits
from starrating.formats.sheet import SAVE_AS, SEND_AGAIN
from starrating.i18n import text

Packed = Path | io.BytesIO
"""An archive on the disk or in memory."""

SIGNS_OF_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, ET.ParseError,
    LookupError, ValueError, OverflowError, RuntimeError,
)  # fmt: skip
"""What the standard library raises for broken archives and XML; most of it undocumented, found with broken files."""

XLSX_BOOK = "xl/workbook.xml"
ODS_CONTENT = "content.xml"
MAX_RATIO = 250
"""How many times smaller a part may be packed; parts under a megabyte are not judged."""
_MAX_INDEX = 16 * MEGABYTE
_BLOCK = 2**18
_LONGEST_TEXT = 2**18
_LOCAL_HEADER = 30
_OVERLAP = 2**16


class UnsafeXmlError(Exception):
    """The XML declares a document type; no office program writes one."""


def checked(path: Path, limits: Limits) -> Packed:
    r"""Return an archive that may be unpacked; where its parts are named `xl\workbook.xml`, a copy with plain names.

    Some programs for Windows write such names; neither the standard nor a library knows parts by them.
    """
    with zipfile.ZipFile(path) as archive:
        if any(part.flag_bits & 1 for part in archive.infolist()):
            raise Rejection("encrypted-file", text("The archive is protected by a password."), SAVE_AS)
        _check_packing(archive, limits)
        if not any("\\" in name for name in archive.namelist()):
            return path
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as plain:
            for name in archive.namelist():
                plain.writestr(part_name(name), archive.read(name))
        return copy


def part_name(name: str) -> str:
    """Return the name of a part with the slashes that the standard asks for."""
    return name.replace("\\", "/")


def _check_packing(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse an archive that would unpack to too much, that lists a part twice, or whose parts lie in one another."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    bombs = any(part.file_size > max(MEGABYTE, MAX_RATIO * part.compress_size) for part in parts)
    twice = len({part_name(part.filename) for part in parts}) < len(parts)
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
        raise Rejection("unsafe-file", message, SEND_AGAIN)


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
    """Yield the pieces of an XML part again; `Rejection` if a text in it is longer than a cell of any program holds."""
    without_element = 0
    for block in pieces:
        behind = block.rfind(b"<")
        without_element = len(block) - 1 - behind + (without_element if behind < 0 else 0)
        if without_element > _LONGEST_TEXT:
            message = text("A text in the workbook has more than %(most)s bytes.", most=_LONGEST_TEXT)
            raise Rejection("workbook-too-large", message, _SHORTEN)
        yield block


_SHORTEN = text("No cell of an office program holds so much; ask whoever sent it for the workbook itself.")


def index(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """Parse a small part; the parser is given no document type, so there is no entity to expand."""
    with archive.open(name) as file:
        content = file.read(_MAX_INDEX + 1)
    if len(content) > _MAX_INDEX:
        raise zipfile.BadZipFile(name)
    return ET.fromstringlist(list(without_document_type([content])))


def related(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield id, kind (the last word of its type) and target of each relation of a part; none if it has no relations."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations in archive.namelist():
        for relation in index(archive, relations):
            target = posixpath.normpath(posixpath.join("/", folder, part_name(relation.get("Target", ""))))
            yield relation.get("Id", ""), posixpath.basename(relation.get("Type", "")), target.lstrip("/")


def without_document_type(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield any XML part again, piece by piece; `UnsafeXmlError` if it declares a document type."""
    rest = b""
    for block in pieces:
        refuse_document_type(rest + block)
        rest = block[-_OVERLAP:]
        yield block


def refuse_document_type(block: bytes) -> None:
    """Refuse the declaration itself, and the zero bytes of an encoding in which it could not be seen."""
    if (b"!" in block and b"<!DOCTYPE" in block) or b"\0" in block:
        raise UnsafeXmlError
