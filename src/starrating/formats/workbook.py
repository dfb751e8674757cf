"""Is this file a workbook, whole and safe to open? Told from its bytes, before any library sees it."""

import zipfile
from pathlib import Path

from starrating.errors import Place, Problem
from starrating.formats import csv_text, ods, xls, xlsb, xlsx
from starrating.formats.limits import Limits
from starrating.formats.sheet import SAVE_AS, SEND_AGAIN, BookLook, Refused, damaged, protected
from starrating.formats.xlsx_xml import UnsafeXmlError
from starrating.formats.zip_archive import SIGNS_OF_DAMAGE, check_archive
from starrating.i18n import Text, text

_OF_WPS = {".et", ".ett", ".wps", ".wpt", ".dps"}
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
_PROTECTED = (b"\x62\x14\x23\x65", b"%TSD-Header")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_ENTRIES = {
    "xl/workbook.xml": xlsx.look,
    "xl/workbook.bin": xlsb.look,
    "content.xml": ods.look,
}
"""What the archive of each kind of workbook has, in the order in which they are looked for."""


def preflight(path: Path, name: str, limits: Limits | None = None) -> tuple[BookLook | None, list[Problem]]:
    """Look at a file that messages call `name`.

    With one error and None if it must not be opened; otherwise with a notice for each thing to know of the whole file.
    """
    try:
        looked = _looked_at(path, limits or Limits())
    except Refused as refusal:
        place = Place(name, refusal.sheet)
        return None, [Problem("error", refusal.code, place, refusal.message, refusal.hint)]
    except FileNotFoundError:
        message, hint = text("There is no such file."), text("Check the name and the folder.")
        return None, [Problem("error", "file-not-found", Place(name), message, hint)]
    except OSError as error:
        message = text("The file cannot be read: %(reason)s", reason=error.strerror or type(error).__name__)
        hint = text("If it is open in Excel or WPS, close it there; check that you may read it.")
        return None, [Problem("error", "file-unreadable", Place(name), message, hint)]
    remarks = [Problem("notice", remark.code, Place(name), remark.message, remark.hint) for remark in looked.remarks]
    return looked, remarks


def _looked_at(path: Path, limits: Limits) -> BookLook:
    with path.open("rb") as file:
        start = file.read(4096)
    if path.suffix.lower() in _OF_WPS:
        raise Refused("not-a-workbook", text("This is a file in WPS's own format."), SAVE_AS)
    try:
        if start.startswith(_OLD_CONTAINER):
            return xls.look(path, limits)
        if start.startswith(b"PK"):
            return _zipped(path, limits)
        _refuse_known(start)
        if path.suffix.lower() == ".csv" and csv_text.is_text(start):
            return csv_text.look(path, limits)
    except SIGNS_OF_DAMAGE as error:
        raise damaged() from error
    except UnsafeXmlError as error:
        message = text("The workbook declares a document type inside, which no office program does.")
        raise Refused("unsafe-file", message, SEND_AGAIN) from error
    raise _no_workbook(start)


def _zipped(path: Path, limits: Limits) -> BookLook:
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("encrypted-file", text("The archive is protected by a password."), SAVE_AS)
        names = {part.filename for part in parts}
        look = next((look for entry, look in _ENTRIES.items() if entry in names), None)
        if look is None or _is_other_document(archive, names):
            raise _other_archive(names)
        check_archive(archive, limits)
        return look(archive, limits)


def _is_other_document(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Tell a text or a drawing of OpenDocument from a spreadsheet; both have the same parts."""
    if "mimetype" not in names or "content.xml" not in names:
        return False
    with archive.open("mimetype") as file:
        return b"spreadsheet" not in file.read(200)


def _other_archive(names: set[str]) -> Refused:
    if "word/document.xml" in names:
        return Refused("not-a-workbook", text("This is a Word document, not a workbook."), SEND_AGAIN)
    if "ppt/presentation.xml" in names or "content.xml" in names:
        return Refused("not-a-workbook", text("This is an Office document, but not a workbook."), SEND_AGAIN)
    return _archive()


def _archive() -> Refused:
    return Refused("not-a-workbook", text("This is an archive, not a workbook."), text("Unpack it first."))


def _refuse_known(start: bytes) -> None:
    """Refuse what is known to be something else."""
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise Refused("not-a-workbook", text("The file is empty."), SEND_AGAIN)
    if start.startswith(_PROTECTED):
        raise protected()
    if b"office:spreadsheet" in head:
        raise Refused("not-a-workbook", text("This is an XML spreadsheet of Excel 2003, which is not read."), SAVE_AS)
    if head.startswith((b"<", b"mime-version")):
        raise Refused("not-a-workbook", text("This is a web page, not a workbook, whatever its name says."), SAVE_AS)
    if head.startswith(b"%pdf"):
        raise Refused("not-a-workbook", text("This is a PDF document, not a workbook."), _ASK_FOR_IT)
    if head.startswith(b"{\\rtf"):
        raise Refused("not-a-workbook", text("This is a Word document, not a workbook."), _ASK_FOR_IT)
    if start.startswith(_PICTURES):
        raise Refused("not-a-workbook", text("This is a picture, not a workbook."), _ASK_FOR_IT)
    if start.startswith(_ARCHIVES):
        raise _archive()


_ASK_FOR_IT: Text = text("Ask whoever sent it for the workbook that it was made from.")


def _no_workbook(start: bytes) -> Refused:
    if not csv_text.is_text(start):
        return Refused("not-a-workbook", text("This is no workbook, or it is damaged or protected."), SEND_AGAIN)
    message = text("This is plain text, not a workbook, whatever its name says.")
    hint = text("If it is a table with commas or tabs, give it a name that ends in .csv, or save it as .xlsx.")
    return Refused("not-a-workbook", message, hint)
