"""OpenDocument spreadsheets (.ods): one XML part holds all sheets, which is read as it is looked through.

Cells and rows may say that they are repeated, a million times if need be; only values count. The names of elements and
attributes are those of OpenDocument 1.2; `calcext` is what LibreOffice adds.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Mapping
from itertools import islice
from typing import Any, NamedTuple
from xml.parsers import expat

from starrating.formats.limits import Limits, hidden, reached, refuse_merges, refuse_reach, refuse_sheets
from starrating.formats.sheet import (
    EXTERNAL_LINKS,
    MACROS,
    BookLook,
    Fault,
    Remark,
    Row,
    SheetLook,
    damaged,
    encrypted,
)
from starrating.formats.xlsx_xml import MOST_NOTED, UnsafeXmlError
from starrating.formats.zip_archive import blocks, texts_within_limits

_MOST_NESTED = 200
_ERROR_SHOWN = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|(Err|错误|錯誤)[:：]\d{3}", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?", re.ASCII)
_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d*)?S", re.ASCII)
_VALUE_OF = {
    "boolean": "office:boolean-value",
    "date": "office:date-value",
    "time": "office:time-value",
    "string": "office:string-value",
}
_PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
_CELL = {"table:table-cell", "table:covered-table-cell"}
Attributes = Mapping[str, str]


def look(archive: zipfile.ZipFile, limits: Limits) -> BookLook:
    """Read the archive of a workbook; `Refused`, or one of the signs of damage, if it must not be opened."""
    if "META-INF/manifest.xml" in archive.namelist():
        _refuse_encrypted(archive)
    reader = _Reader(limits)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler, parser.buffer_text = reader.characters, True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        with archive.open("content.xml") as file:
            for block in texts_within_limits(blocks(file)):
                parser.Parse(block, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged() from error
    remarks: list[Remark] = [EXTERNAL_LINKS] if reader.linked else []
    if any(name.startswith("Basic/") and not name.endswith(("-lc.xml", "-lb.xml", "/")) for name in archive.namelist()):
        remarks.insert(0, MACROS)
    return BookLook("ods", reader.sheets, tuple(remarks))


def _refuse_encrypted(archive: zipfile.ZipFile) -> None:
    with archive.open("META-INF/manifest.xml") as file:
        if any(b"encryption-data" in block for block in blocks(file)):
            raise encrypted()


def _refuse_document_type(*_: object) -> None:
    raise UnsafeXmlError


class _Cell(NamedTuple):
    """A cell with a value, from its first column, so many times."""

    column: int
    times: int
    value: Any
    fault: Fault | None
    struck: bool
    percent: bool


class _Reader:
    """What was read so far: the sheets, and the sheet, row, cell and paragraph that are open."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: dict[str, SheetLook] = {}
        self.linked = False
        self._limits = limits
        self._path: list[str] = []
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._struck_styles: set[str] = set()
        self._sheet: SheetLook | None = None
        self._name = ""
        self._row = self._column = 0
        self._cells: list[_Cell] = []
        self._row_attributes: Attributes = {}
        self._attributes: Attributes = {}
        self._cell_depth = 0
        self._paragraphs: list[str] = []
        self._size = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        name, plain = _prefixed(tag), {_prefixed(key): value for key, value in attributes.items()}
        self._path.append(name)
        if len(self._path) > _MOST_NESTED:
            raise damaged()
        if self._cell_depth:
            self._in_cell(name, plain)
        elif self._sheet is not None:
            self._in_sheet(name, plain)
        elif name == "table:table" and self._path[-2:-1] == ["office:spreadsheet"]:
            self._open_sheet(plain)
        elif name.startswith("style:"):
            self._in_style(name, plain)

    def end(self, _tag: str) -> None:
        """Take in the end of an element."""
        name, depth = self._path.pop(), len(self._path) + 1
        if depth == self._cell_depth:
            self._close_cell()
        elif not self._cell_depth and name == "table:table-row" and self._sheet is not None:
            self._close_row()
        elif name == "table:table" and self._path[-1:] == ["office:spreadsheet"]:
            self._close_sheet()

    def characters(self, data: str) -> None:
        """Take in text: that of the paragraphs of a cell itself, not of its notes and drawings."""
        if self._in_paragraph():
            self._paragraphs[-1] += data

    def _in_paragraph(self) -> bool:
        inside = self._path[self._cell_depth :] if self._cell_depth else []
        return inside[:1] == ["text:p"] and all(name.startswith("text:") for name in inside)

    def _in_cell(self, name: str, attributes: Attributes) -> None:
        if name == "text:p" and len(self._path) == self._cell_depth + 1:
            self._paragraphs.append("")
        elif self._in_paragraph():
            signs = {"text:tab": "\t", "text:line-break": "\n"}
            blanks = min(_count(attributes, "text:c"), 1000) if name == "text:s" else 0
            self._paragraphs[-1] += signs.get(name, " " * blanks)

    def _in_style(self, name: str, attributes: Attributes) -> None:
        if name == "style:style":
            self._style = attributes.get("style:name", "")
        elif attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)
        elif attributes.get("style:text-line-through-style", "none") != "none":
            self._struck_styles.add(self._style)

    def _open_sheet(self, attributes: Attributes) -> None:
        self._name = attributes.get("table:name", "")
        refuse_sheets(len(self.sheets) + 1, self._limits)
        if self._name in self.sheets:
            raise damaged()
        is_hidden = attributes.get("table:style-name") in self._hidden_styles
        self._sheet = SheetLook("hidden" if is_hidden else "visible", values=[])
        self._row = self._column = 0

    def _close_sheet(self) -> None:
        """Keep the sheet, unless it is only a copy of one in another file that a formula names."""
        if self._sheet is not None:
            refuse_reach(self._sheet, self._name, self._limits)
            self.sheets[self._name] = self._sheet
        self._sheet = None

    def _in_sheet(self, name: str, attributes: Attributes) -> None:
        assert self._sheet is not None
        if name == "table:table-source":
            self.linked, self._sheet = True, None
        elif name == "table:table-column":
            first, self._column = self._column, self._column + _count(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility", "visible") != "visible":
                self._sheet.hidden_columns.update(hidden(first, self._column - 1, self._limits.columns))
        elif name == "table:table-row":
            self._row_attributes, self._column, self._cells = attributes, 0, []
        elif name in _CELL:
            self._attributes, self._cell_depth, self._paragraphs = attributes, len(self._path), []

    def _close_cell(self) -> None:
        self._cell_depth = 0
        count = _count(self._attributes, "table:number-columns-repeated")
        shown = "\n".join(self._paragraphs)
        value = _value(self._attributes, shown)
        fault = _fault(self._attributes, shown if self._paragraphs else None)
        if value != "" or fault:
            struck = self._attributes.get("table:style-name") in self._struck_styles
            percent = self._attributes.get("office:value-type") == "percentage"
            self._cells.append(_Cell(self._column, count, value, fault, struck, percent))
        self._note_merge()
        self._column += count

    def _note_merge(self) -> None:
        assert self._sheet is not None
        rows = _count(self._attributes, "table:number-rows-spanned")
        columns = _count(self._attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            first = self._row, self._column
            self._sheet.merges.append((first, (first[0] + rows - 1, first[1] + columns - 1)))
            refuse_merges(len(self._sheet.merges), self._name, self._limits)

    def _close_row(self) -> None:
        """Lay out the row, as often as it is repeated, if it has a value."""
        sheet = self._sheet
        assert sheet is not None
        assert sheet.values is not None
        count = _count(self._row_attributes, "table:number-rows-repeated")
        first, self._row = self._row + 1, self._row + count
        if self._row_attributes.get("table:visibility", "visible") != "visible":
            sheet.filtered |= self._row_attributes["table:visibility"] == "filter"
            sheet.hidden_rows.update(hidden(first, self._row, self._limits.rows))
        if not self._cells:
            return
        column, times = self._cells[-1].column, self._cells[-1].times
        reached(sheet, self._row, column + times - 1, self._limits)
        refuse_reach(sheet, self._name, self._limits)
        self._size += (column + times) * count + first - len(sheet.values)
        refuse_reach(SheetLook(rows=self._size, columns=1), self._name, self._limits)
        row = self._laid_out(range(first, self._row + 1), sheet)
        sheet.values += [[] for _ in range(first - 1 - len(sheet.values))]
        sheet.values += [row] * count

    def _laid_out(self, numbers: range, sheet: SheetLook) -> Row:
        row: Row = []
        for cell in self._cells:
            row += [""] * (cell.column - len(row)) + [cell.value] * cell.times
            columns = range(cell.column, cell.column + cell.times)
            addresses = islice(((number, column) for number in numbers for column in columns), MOST_NOTED)
            if cell.fault and len(sheet.faults) < MOST_NOTED:
                sheet.faults.update(dict.fromkeys(addresses, cell.fault))
            elif cell.struck and len(sheet.struck) < MOST_NOTED:
                sheet.struck.update(addresses)
            elif cell.percent and len(sheet.percents) < MOST_NOTED:
                sheet.percents.update(addresses)
        return row


def _prefixed(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{_PREFIXES.get(space, '')}:{local}"


def _count(attributes: Attributes, name: str) -> int:
    return max(int(attributes.get(name, "1")[:9]), 1)


def _fault(attributes: Attributes, shown: str | None) -> Fault | None:
    """Tell what is wrong with a cell; a formula whose result is an empty text has no value, but an empty paragraph."""
    if attributes.get("calcext:value-type") == "error":
        return "error-cell"
    if "table:formula" not in attributes:
        return None
    if _ERROR_SHOWN.fullmatch(shown or ""):
        return "error-cell"
    kind = attributes.get("office:value-type", "string")
    saved = shown is not None if kind == "string" else _VALUE_OF.get(kind, "office:value") in attributes
    return None if saved else "formula-not-saved"


def _value(attributes: Attributes, shown: str) -> Any:  # noqa: ANN401, PLR0911 [whatever a cell may hold; one line for each kind]
    """Return the value of a cell; what is written against the format stays text, for the reader of cells to refuse.

    LibreOffice writes the result TRUE of a formula as the number 1 that is shown as TRUE.
    """
    kind = attributes.get("office:value-type")
    if kind is None:
        return ""
    written = attributes.get(_VALUE_OF.get(kind, "office:value"), shown)
    if kind == "boolean" and written in {"true", "false"}:
        return written == "true"
    if kind == "date":
        return _day(written)
    if kind == "time" and (match := _DURATION.fullmatch(written)):
        return dt.timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3]))
    if kind == "float" and shown in {"TRUE", "FALSE"}:
        return shown == "TRUE"
    if kind in {"float", "percentage", "currency"} and _NUMBER.fullmatch(written):
        return float(written)
    return written


def _day(written: str) -> dt.date | dt.datetime | str:
    try:
        return dt.datetime.fromisoformat(written) if "T" in written else dt.date.fromisoformat(written)
    except ValueError:
        return written
