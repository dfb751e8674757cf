"""Is this file a workbook, whole and safe to open? Told from its bytes, before any library sees it."""

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Literal, NamedTuple
from xml.etree import ElementTree as ET

from starrating.errors import Place, Problem
from starrating.files.scores.sheet_xml import (
    MAX_AREA,
    MAX_COLUMNS,
    MAX_ROWS,
    Address,
    Fault,
    SheetScan,
    UnsafeXmlError,
    refuse_document_type,
    scan,
)
from starrating.i18n import Text, text
from starrating.model import letter

MAX_PARTS = 5_000
MAX_UNPACKED = 512 * 2**20
MAX_RATIO = 250
"""How many times smaller a part may be packed; parts under a megabyte are not judged."""
LONG_SHEET = 24 * 2**20
"""Bytes of XML from which a sheet is read in slices."""
_MAX_INDEX = 4 * 2**20
_MAX_OLD = 64 * 2**20
_BLOCK = 2**16

_SIGNS_OF_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, ET.ParseError,
    LookupError, ValueError,
)  # fmt: skip
"""What the standard library raises for broken archives and XML; most of it undocumented, found with broken files."""

Container = Literal["xlsx", "xls"]


class Preflight(NamedTuple):
    """What is known of a workbook that may be opened.

    Its container, per sheet the faulty cells, and the part and the width of every sheet that is very long.
    """

    container: Container
    faults: Mapping[str, Mapping[Address, Fault]]
    long_sheets: Mapping[str, tuple[str, int]]


class _Refused(Exception):  # noqa: N818 [a signal inside this module, turned into a Problem]
    def __init__(self, code: str, message: Text, hint: Text | None = None, sheet: str | None = None) -> None:
        super().__init__(code)
        self.code, self.message, self.hint, self.sheet = code, message, hint, sheet


def preflight(path: Path, name: str) -> tuple[Preflight | None, list[Problem]]:
    """Look at a file that messages call `name`; None, with one problem, if it must not be opened."""
    try:
        return _looked_at(path), []
    except _Refused as refusal:
        place = Place(name, refusal.sheet)
        return None, [Problem("error", refusal.code, place, refusal.message, refusal.hint)]
    except FileNotFoundError:
        message, hint = text("There is no such file."), text("Check the name and the folder.")
        return None, [Problem("error", "file-not-found", Place(name), message, hint)]
    except OSError as error:
        message = text("The file cannot be read: %(reason)s", reason=error.strerror or type(error).__name__)
        hint = text("If it is open in Excel or WPS, close it there; check that you may read it.")
        return None, [Problem("error", "file-unreadable", Place(name), message, hint)]


def _looked_at(path: Path) -> Preflight:
    with path.open("rb") as file:
        start = file.read(4096)
        if path.suffix.lower() in {".et", ".ett", ".wps", ".wpt"}:
            raise _Refused("not-a-workbook", text("This is a file in WPS's own format."), _SAVE_AS)
        if start.startswith(b"\xd0\xcf\x11\xe0"):
            return _old_container(start + file.read(_MAX_OLD))
        if start.startswith(b"PK"):
            return _zipped(file)
    raise _not_a_workbook(start)


_SAVE_AS = text("Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and use that file.")
_SEND_AGAIN = text("Open it in Excel or WPS; if that works, save it as a new .xlsx file, else ask for the file again.")


def _not_a_workbook(start: bytes) -> _Refused:
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        return _Refused("not-a-workbook", text("The file is empty."), _SEND_AGAIN)
    if head.startswith((b"<", b"mime-version")):
        return _Refused("not-a-workbook", text("This is a web page, not a workbook, whatever its name says."), _SAVE_AS)
    if head.startswith(b"%pdf"):
        return _Refused("not-a-workbook", text("This is a PDF document, not a workbook."), _SEND_AGAIN)
    if b"\0" not in start:
        return _Refused("not-a-workbook", text("This is plain text or CSV, not a workbook."), _SAVE_AS)
    return _Refused("not-a-workbook", text("This is no workbook, or it is damaged or protected."), _SEND_AGAIN)


def _old_container(content: bytes) -> Preflight:
    """Tell an .xls from an encrypted .xlsx: both live in the same kind of container, named in its directory."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        hint = text("Open it with its password, remove the password (File, Info, Protect), save it, and try again.")
        raise _Refused("encrypted-file", text("The workbook is protected by a password."), hint)
    if any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        return Preflight("xls", {}, {})
    raise _Refused("not-a-workbook", text("This is an Office document, but not a workbook."), _SAVE_AS)


def _zipped(file: IO[bytes]) -> Preflight:
    try:
        with zipfile.ZipFile(file) as archive:
            _check_archive(archive)
            return _scanned(archive)
    except _SIGNS_OF_DAMAGE as error:
        raise _Refused("damaged-file", text("The workbook is damaged."), _SEND_AGAIN) from error
    except UnsafeXmlError as error:
        message = text("The workbook declares a document type inside, which no office program does.")
        raise _Refused("unsafe-file", message, _SEND_AGAIN) from error


def _check_archive(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise _Refused("encrypted-file", text("The archive is protected by a password."), _SAVE_AS)
    if "xl/workbook.xml" not in names:
        raise _other_archive(names)
    unpacked = sum(part.file_size for part in parts)
    packed = [part for part in parts if part.file_size > 2**20 and part.file_size > MAX_RATIO * part.compress_size]
    if packed or unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS or len(names) < len(parts):
        message = text(
            "The workbook is packed in a way no office program does: %(size)s megabytes in %(parts)s parts. "
            "At most %(most)s megabytes in %(most_parts)s parts, packed %(ratio)s to 1, are opened.",
            size=unpacked // 2**20,
            parts=len(parts),
            most=MAX_UNPACKED // 2**20,
            most_parts=MAX_PARTS,
            ratio=MAX_RATIO,
        )
        raise _Refused("unsafe-file", message, _SEND_AGAIN)


def _other_archive(names: set[str]) -> _Refused:
    if "xl/workbook.bin" in names:
        return _Refused("not-a-workbook", text("Binary workbooks (.xlsb) are not read."), _SAVE_AS)
    if "content.xml" in names:
        return _Refused("not-a-workbook", text("OpenDocument files (.ods) are not read."), _SAVE_AS)
    if "word/document.xml" in names:
        return _Refused("not-a-workbook", text("This is a Word document, not a workbook."), _SEND_AGAIN)
    return _Refused("not-a-workbook", text("This is an archive, not a workbook."), text("Unpack it first."))


def _scanned(archive: zipfile.ZipFile) -> Preflight:
    """Look through every XML part to its end, for its check sum and its contents."""
    sheets = _sheet_names(archive)
    faults: dict[str, Mapping[Address, Fault]] = {}
    long_sheets: dict[str, tuple[str, int]] = {}
    for part in archive.infolist():
        if part.filename not in sheets and not part.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(part) as file:
            if part.filename not in sheets:
                refuse_document_type(_blocks(file))
                continue
            found = scan(_blocks(file))
        if found.too_large:
            raise _too_large(found, sheets[part.filename])
        faults[sheets[part.filename]] = found.faults
        if part.file_size > LONG_SHEET and found.rows:
            long_sheets[sheets[part.filename]] = part.filename, found.columns
    return Preflight("xlsx", faults, long_sheets)


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def _too_large(found: SheetScan, sheet: str) -> _Refused:
    message = text(
        "The sheet reaches to %(where)s; at most %(rows)s rows, columns up to %(columns)s "
        "and %(area)s cells in all are read.",
        where=found.beyond or f"{letter(found.columns - 1)}{found.rows}",
        rows=MAX_ROWS,
        columns=letter(MAX_COLUMNS - 1),
        area=MAX_AREA,
    )
    hint = text(
        "A stray value far from the table does this: delete the rows below and the columns beside it, and save."
    )
    return _Refused("sheet-too-large", message, hint, sheet)


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of the sheet that each part holds."""
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in _index(archive, "xl/_rels/workbook.xml.rels")
    }
    sheets: dict[str, str] = {}
    for element in _index(archive, "xl/workbook.xml").iter():
        if element.tag.endswith("}sheet"):
            relation_id = next((value for key, value in element.items() if key.endswith("}id")), None)
            sheets[targets.get(relation_id, "")] = element.get("name", "")
    return sheets


def _index(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """Parse a small part; the parser is given no document type, so there is no entity to expand."""
    with archive.open(name) as file:
        content = file.read(_MAX_INDEX + 1)
    if len(content) > _MAX_INDEX:
        raise zipfile.BadZipFile(name)
    refuse_document_type([content])
    return ET.fromstring(content)  # noqa: S314 [see above: a document type is refused before]
