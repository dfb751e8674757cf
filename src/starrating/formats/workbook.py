"""Is this file a workbook, whole and safe to open? Told from its bytes; then it is opened, whatever its format."""

import zipfile
from importlib import import_module
from pathlib import Path
from types import ModuleType

from starrating.errors import CellRef, Problem, Rejection
from starrating.formats.limits import Limits, SheetRejection
from starrating.formats.sheet import SAVE_AS, SEND_AGAIN, FileFormat, Workbook, damaged, protected
from starrating.formats.zip_archive import ODS_CONTENT, SIGNS_OF_DAMAGE, XLSX_BOOK, UnsafeXmlError, part_name
from starrating.i18n import Text, text

_OF_WPS = {".et", ".ett", ".wps", ".wpt", ".dps"}
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
_PROTECTED = (b"\x62\x14\x23\x65", b"%TSD-Header")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_MODULES: dict[FileFormat, str] = {"xlsx": "xlsx", "xls": "xls", "ods": "ods", "csv": "csv_text"}


def open_workbook(path: Path, name: str, limits: Limits | None = None) -> Workbook:
    """Open a workbook that messages call `name`; one that must not be opened has no sheets, and a problem says why."""
    try:
        return _read(path, name, limits or Limits())
    except SheetRejection as rejection:
        problem = rejection.at(CellRef(name, rejection.sheet))
    except Rejection as rejection:
        problem = rejection.at(CellRef(name))
    except SIGNS_OF_DAMAGE:
        problem = damaged().at(CellRef(name))
    except UnsafeXmlError:
        message = text("The workbook declares a document type inside, which no office program does.")
        problem = Problem("error", "unsafe-file", CellRef(name), message, SEND_AGAIN)
    except FileNotFoundError:
        message, hint = text("There is no such file."), text("Check the name and the folder.")
        problem = Problem("error", "file-not-found", CellRef(name), message, hint)
    except OSError as error:
        message = text("The file cannot be read: %(reason)s", reason=error.strerror or type(error).__name__)
        hint = text("If it is open in Excel or WPS, close it there; check that you may read it.")
        problem = Problem("error", "file-unreadable", CellRef(name), message, hint)
    return Workbook(None, (), iter(()), [problem])


def _read(path: Path, name: str, limits: Limits) -> Workbook:
    workbook: Workbook = _module(detect_format(path)).read(path, name, limits)
    return workbook


def _module(file_format: FileFormat) -> ModuleType:
    """Return the module of a format; one is loaded when a workbook of it comes: a run reads one or two of the four."""
    return import_module(f"starrating.formats.{_MODULES[file_format]}")


def detect_format(path: Path) -> FileFormat:
    """Tell the format of a workbook from its bytes; `Rejection` if it is none that is read."""
    with path.open("rb") as file:
        start = file.read(4096)
    if path.suffix.lower() in _OF_WPS:
        raise Rejection("not-a-workbook", text("This is a file in WPS's own format."), SAVE_AS)
    if start.startswith(_OLD_CONTAINER):
        return "xls"
    if start.startswith(b"PK"):
        return _format_in_archive(path)
    _refuse_known(start)
    if path.suffix.lower() == ".csv" and _module("csv").is_text(start):
        return "csv"
    raise _no_workbook(start)


def _format_in_archive(path: Path) -> FileFormat:
    with zipfile.ZipFile(path) as archive:
        names = {part_name(name) for name in archive.namelist()}
        if XLSX_BOOK in names:
            return "xlsx"
        if "xl/workbook.bin" in names:
            message = text("This is a binary workbook (.xlsb), which is not read.")
            raise Rejection("not-a-workbook", message, SAVE_AS)
        if ODS_CONTENT in names and not _is_other_document(archive, names):
            return "ods"
        raise _other_archive(names)


def _is_other_document(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Tell a text or a drawing of OpenDocument from a spreadsheet; both have the same parts."""
    if "mimetype" not in names or "content.xml" not in names:
        return False
    with archive.open("mimetype") as file:
        return b"spreadsheet" not in file.read(200)


def _other_archive(names: set[str]) -> Rejection:
    if "word/document.xml" in names:
        return Rejection("not-a-workbook", text("This is a Word document, not a workbook."), SEND_AGAIN)
    if "ppt/presentation.xml" in names or "content.xml" in names:
        return Rejection("not-a-workbook", text("This is an Office document, but not a workbook."), SEND_AGAIN)
    return _archive()


def _archive() -> Rejection:
    return Rejection("not-a-workbook", text("This is an archive, not a workbook."), text("Unpack it first."))


def _refuse_known(start: bytes) -> None:
    """Refuse what is known to be something else."""
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise Rejection("not-a-workbook", text("The file is empty."), SEND_AGAIN)
    if start.startswith(_PROTECTED):
        raise protected()
    if b"office:spreadsheet" in head:
        raise Rejection("not-a-workbook", text("This is an XML spreadsheet of Excel 2003, which is not read."), SAVE_AS)
    if head.startswith((b"<", b"mime-version")):
        raise Rejection("not-a-workbook", text("This is a web page, not a workbook, whatever its name says."), SAVE_AS)
    if head.startswith(b"%pdf"):
        raise Rejection("not-a-workbook", text("This is a PDF document, not a workbook."), _ASK_FOR_IT)
    if head.startswith(b"{\\rtf"):
        raise Rejection("not-a-workbook", text("This is a Word document, not a workbook."), _ASK_FOR_IT)
    if start.startswith(_PICTURES):
        raise Rejection("not-a-workbook", text("This is a picture, not a workbook."), _ASK_FOR_IT)
    if start.startswith(_ARCHIVES):
        raise _archive()


_ASK_FOR_IT: Text = text("Ask whoever sent it for the workbook that it was made from.")


def _no_workbook(start: bytes) -> Rejection:
    if not _module("csv").is_text(start):
        return Rejection("not-a-workbook", text("This is no workbook, or it is damaged or protected."), SEND_AGAIN)
    message = text("This is plain text, not a workbook, whatever its name says.")
    hint = text("If it is a table with commas or tabs, give it a name that ends in .csv, or save it as .xlsx.")
    return Rejection("not-a-workbook", message, hint)
