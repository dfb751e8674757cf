"""A copy of a workbook to write into: openpyxl's, or one of the values only where openpyxl cannot have it.

What openpyxl would lose or fall over, read from the raw XML of the sheets.

A formula keeps the value that the office program saved for it, so that a copy reads the same without being calculated
anew; openpyxl writes the formula alone.

A sheet with a list, added to a copy: heads, links to cells of the same workbook, a filter, a page to print.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from msgspec import Struct, field
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.reader.workbook import WorkbookParser
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from starrating.atomic import replacing
from starrating.errors import CellRef, Problem, RefusalError
from starrating.formats.workbook import open_workbook
from starrating.i18n import Text, text
from starrating.model import letter
from starrating.patterns import regex
from starrating.write.xlsx.page import LINE_HEIGHT, TALLEST, text_lines
from starrating.write.xlsx.saved_book import content_of

MAX_CELLS = 500_000
"""Cells of a workbook of which a copy of the values is made."""
_LONGEST = 32_767
"""Characters that a cell can hold."""
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_NUMBER = regex(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")
_KEPT = {".xlsx", ".xlsm"}


def _unwritable(path: Path) -> RefusalError:
    message = text("The copy could not be written: the workbook has parts that cannot be copied.")
    hint = text("Save the workbook in Excel or WPS as a new .xlsx file, and try again.")
    return RefusalError([Problem("warning", "not-copied", CellRef(str(path)), message, hint)])


def put_text(cell: Cell, words: str) -> None:
    """Write text into a cell as text, whatever it begins with."""
    cell.value = holdable(words)
    cell.data_type = "s"


def write_cell(sheet: Worksheet, row: int, column: int, words: str, **font: bool | str | float) -> Cell | MergedCell:
    """Write text that wraps into a cell, in its font but for what is given; not where a merged range covers it."""
    cell = sheet.cell(row, column)
    if isinstance(cell, Cell):
        put_text(cell, words)
        cell.alignment = _WRAPPED
        if font:
            cell.font = Font(**({"name": cell.font.name, "size": cell.font.size} | font))
    return cell


def holdable(words: str) -> str:
    """Return a text as a cell or a comment can hold it: without control characters, and not too long."""
    return ILLEGAL_CHARACTERS_RE.sub("", words)[:_LONGEST]


def _put(cell: Cell, value: Any, *, typed: bool) -> None:  # noqa: ANN401 [whatever a cell may hold]
    """Write a value; where the file has no types, what is written as a number is one, as in Excel."""
    if not isinstance(value, str):
        cell.value = value
    elif not typed and _NUMBER.fullmatch(value):
        cell.value = float(value)
    else:
        put_text(cell, value)


MAX_XML = 16 * 2**20
"""Bytes of XML of which openpyxl makes a workbook: it needs some twenty-five times as many."""
MAX_SPANNED = 200_000
"""Cells in merged ranges and ranges of links: openpyxl makes an object of each."""

_FORMULA = regex(
    rb"<(?:\w+:)?c(\s[^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*?)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<"
)
_ATTRIBUTE = regex(rb"""\s(r|t)=["']([^"']*)["']""")
_SPAN = regex(rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref=["']([A-Z]+\d+:[A-Z]+\d+)["']""")
_WRITTEN = regex(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f(?:\s[^>]*)?/>|<f(?:\s[^>]*)?>[^<]*</f>)<v\s*(?:/>|></v>)</c>')


class Saved(NamedTuple):
    """The value saved for a formula, as XML has it: its type, such as `str`, empty for a number, and its text."""

    kind: bytes
    value: bytes


SavedValues = Mapping[str, Mapping[bytes, Saved]]
"""Sheet → address → the value saved for the formula there."""


class BookCopy(Struct, frozen=True):
    """A workbook in memory, to be changed and saved elsewhere; `whole` tells that it is more than the values.

    `suffix` is the ending that the file must have; `saved` are the values of its formulas.
    """

    book: Workbook
    suffix: str
    whole: bool
    saved: SavedValues = field(default_factory=dict)

    @property
    def sheets(self) -> dict[str, Worksheet]:
        """The worksheets by name."""
        return {sheet.title: sheet for sheet in self.book.worksheets}

    @contextmanager
    def saved_at(self, path: Path) -> Iterator[Path]:
        """Save it to a temporary file, to be looked at; on success it becomes `path`, on an exception it is removed.

        `RefusalError` if openpyxl cannot write what it has read.
        """
        with replacing(path) as temporary:
            try:
                written = io.BytesIO(content_of(self.book))
            except OSError:
                raise
            except Exception as error:
                raise _unwritable(path) from error
            parts = {sheet.path.lstrip("/"): self.saved.get(sheet.title, {}) for sheet in self.book.worksheets}
            with temporary.open("wb") as target:
                put_back(written, target, parts)
            yield temporary


def copy_of(path: Path) -> BookCopy | None:
    """Copy a workbook of any format that is read; None if it cannot be opened, or is too large to be copied."""
    if open_workbook(path, path.name).format is None:
        return None
    return (_whole(path) if path.suffix.lower() in _KEPT else None) or _of_values(path)


def _whole(path: Path) -> BookCopy | None:
    """Copy with formulas, looks, merged cells and drop-downs; None if openpyxl fails on it, as it does on a few."""
    suffix = path.suffix.lower()
    try:
        with warnings.catch_warnings(), zipfile.ZipFile(path) as archive:
            warnings.simplefilter("ignore")
            saved = saved_values(archive)
            if saved is None:
                return None
            return BookCopy(load_workbook(path, keep_vba=suffix == ".xlsm"), suffix, whole=True, saved=saved)
    except Exception:  # noqa: BLE001 [openpyxl raises whatever its parsers come upon; the values are still to be had]
        return None


def _of_values(path: Path) -> BookCopy | None:
    """Copy what the reader reads: values, without formulas and looks."""
    copy, cells = Workbook(), 0
    copy.remove(copy.worksheets[0])
    book = open_workbook(path, path.name)
    for grid in book.sheets:
        sheet = copy.create_sheet(grid.name)
        for number, row in grid.rows():
            cells += len(row)
            if cells > MAX_CELLS:
                return None
            for column, value in enumerate(row, start=1):
                if value != "":
                    _put(sheet.cell(number, column), value, typed=path.suffix.lower() != ".csv")
    return BookCopy(copy, ".xlsx", whole=False) if copy.worksheets else None


def saved_values(archive: zipfile.ZipFile) -> SavedValues | None:
    """Return the saved values of the formulas of a sound workbook; None if it is too large for openpyxl."""
    if sum(part.file_size for part in archive.infolist() if part.filename.endswith(".xml")) > MAX_XML:
        return None
    found: dict[str, Mapping[bytes, Saved]] = {}
    spanned = 0
    for name, part in _parts(archive).items():
        xml = archive.read(part)
        spanned += sum(map(_cells, _SPAN.findall(xml)))
        found[name] = dict(map(_saved, _FORMULA.findall(xml)))
    return found if spanned <= MAX_SPANNED else None


def put_back(written: IO[bytes], target: IO[bytes], saved: Mapping[str, Mapping[bytes, Saved]]) -> None:
    """Copy a workbook that openpyxl wrote; `saved` has the values to put back by the part of the sheet."""
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in source.infolist():
            xml = source.read(part)
            copy.writestr(part, _with_values(xml, saved.get(part.filename, {})))


def _with_values(xml: bytes, saved: Mapping[bytes, Saved]) -> bytes:
    def value(match: re.Match[bytes]) -> bytes:
        kept = saved.get(match[1])
        if kept is None:
            return match[0]
        kind = b' t="%s"' % kept.kind if kept.kind else b""
        return b'<c r="%s"%s%s>%s<v>%s</v></c>' % (match[1], match[2], kind, match[3], kept.value)

    return _WRITTEN.sub(value, xml) if saved else xml


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the archive that holds each sheet."""
    parser = WorkbookParser(archive, "xl/workbook.xml")
    parser.parse()
    names: Iterable[str] = archive.namelist()
    return {sheet.name: link.target for sheet, link in parser.find_sheets() if link.target in names}


def _cells(span: bytes) -> int:
    left, top, right, bottom = (bound or 0 for bound in range_boundaries(span.decode()))
    return (right - left + 1) * (bottom - top + 1)


def _saved(cell: tuple[bytes, bytes]) -> tuple[bytes, Saved]:
    attributes = dict(_ATTRIBUTE.findall(cell[0]))
    kind = attributes.get(b"t", b"")
    return attributes.get(b"r", b""), Saved(b"" if kind == b"n" else kind, cell[1])


Heads = Sequence[tuple[Text, int]]
"""What the columns of a list are headed by, and how wide they are."""
_GREY = PatternFill("solid", fgColor="F2F2F2")
_THIN = Side(style="thin", color="808080")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_LINK = {"color": "0563C1", "underline": "single"}
_AT_TOP = Alignment(vertical="top")
_A4 = 9


def free_name(wanted: str, taken: Collection[str]) -> str:
    """Return a name for a sheet that no sheet has."""
    known = {name.casefold() for name in taken}
    names = (wanted, *(f"{wanted}（{number}）" for number in range(2, len(known) + 3)))
    return next(name for name in names if name.casefold() not in known)


def cell_name(place: CellRef) -> str:
    """Name a cell within its workbook; blank for the workbook as a whole."""
    return "!".join(part for part in (place.sheet, place.cell) if part)


def write_link(sheet: Worksheet, row: int, column: int, place: CellRef) -> None:
    """Write where a cell stands, leading to it; the sheet alone leads to its first cell."""
    name = (place.sheet or "").replace("'", "''")
    cell = write_cell(sheet, row, column, cell_name(place), **_LINK)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!{place.cell or 'A1'}")


def finish(sheet: Worksheet, heads: Heads, top: int, count: int) -> None:
    """Give a list its heads in row `top`, numbers, widths, heights, borders and a filter; `count` rows stand below."""
    for column, (head, width) in enumerate(heads, start=1):
        write_cell(sheet, top, column, str(head), bold=True).fill = _GREY
        sheet.column_dimensions[letter(column - 1)].width = width
    for number, row in enumerate(sheet.iter_rows(min_row=top, max_row=top + count, max_col=len(heads)), start=top):
        lines = [text_lines(str(cell.value or ""), width) for cell, (_, width) in zip(row, heads, strict=True)]
        sheet.row_dimensions[number].height = min(max(lines) * LINE_HEIGHT, TALLEST)
        if number > top:
            row[0].value, row[0].alignment = number - top, _AT_TOP
        for cell in row:
            cell.border = _FRAME
    sheet.auto_filter.ref = f"A{top}:{letter(len(heads) - 1)}{top + count}"
    sheet.freeze_panes = f"A{top + 1}"
    _set_page(sheet, top)


def _set_page(sheet: Worksheet, top: int) -> None:
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", _A4, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
