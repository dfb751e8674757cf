"""OpenDocument spreadsheets (.ods): one XML part holds all sheets, which is read as it is looked through.

Cells and rows may say that they are repeated, a million times if need be; only values count. The names of elements and
attributes are those of OpenDocument 1.2; `calcext` is what LibreOffice adds.
"""

import datetime as dt
import re
import zipfile
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers import expat

from starrating.errors import CellRef
from starrating.formats.limits import (
    Limits,
    check_merges,
    check_reach,
    check_sheets,
    hidden,
)
from starrating.formats.number_format import NumberFormat
from starrating.formats.ods_styles import Attributes, Styles, prefixed
from starrating.formats.sheet import (
    ERRORS_SHOWN,
    EXTERNAL_LINKS,
    MACROS,
    MOST_NOTED,
    Address,
    CellFault,
    CellStyle,
    Facts,
    Remark,
    Row,
    Sheet,
    Workbook,
    damaged,
    encrypted,
    kept_rows,
    merges_within,
)
from starrating.formats.zip_archive import ODS_CONTENT, UnsafeXmlError, blocks, checked, texts_within_limits
from starrating.patterns import regex

_MOST_NESTED = 200
_ERROR_NUMBER = regex(r"(Err|错误|錯誤)[:：]\d{3}", re.IGNORECASE)
_NUMBER = regex(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?", re.ASCII)
_DURATION = regex(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d*)?S", re.ASCII)
_VALUE_OF = {
    "boolean": "office:boolean-value",
    "date": "office:date-value",
    "time": "office:time-value",
    "string": "office:string-value",
}
_PLAIN = CellStyle()
_FIRST_DAY = dt.datetime.fromisoformat("1899-12-30")
_CELL = {"table:table-cell", "table:covered-table-cell"}


def read(path: Path, file: str, limits: Limits) -> Workbook:
    """Read a workbook that messages call `file`; `Rejection`, or a sign of damage, if it must not be opened."""
    with zipfile.ZipFile(checked(path, limits)) as archive:
        if "META-INF/manifest.xml" in archive.namelist():
            _refuse_encrypted(archive)
        reader = _Reader(limits)
        for part in ("styles.xml", ODS_CONTENT):
            if part in archive.namelist():
                _parse(archive, part, reader)
        remarks: list[Remark] = [MACROS] if any(map(_is_macro, archive.namelist())) else []
    remarks += [EXTERNAL_LINKS] if reader.linked else []
    notices = tuple(remark.at(CellRef(file)) for remark in remarks)
    sheets = (Sheet(file, name, kept_rows(rows, facts.columns), facts) for name, (facts, rows) in reader.sheets.items())
    return Workbook("ods", tuple(reader.sheets), sheets, [], notices)


def _parse(archive: zipfile.ZipFile, part: str, reader: "_Reader") -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler, parser.buffer_text = reader.characters, True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        with archive.open(part) as file:
            for block in texts_within_limits(blocks(file)):
                parser.Parse(block, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise damaged() from error


def _is_macro(name: str) -> bool:
    return name.startswith("Basic/") and not name.endswith(("-lc.xml", "-lb.xml", "/"))


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
    fault: CellFault | None
    style: CellStyle
    number: float | None
    odd: str


class _Reader:
    """What was read so far: the sheets, and the sheet, row, cell and paragraph that are open."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: dict[str, tuple[Facts, list[Row]]] = {}
        self.linked = False
        self._limits = limits
        self._styles = Styles()
        self._path: list[str] = []
        self._sheet: Facts | None = None
        self._values: list[Row] = []
        self._name = ""
        self._row = self._column = 0
        self._column_styles: list[str] = []
        self._cells: list[_Cell] = []
        self._row_attributes: Attributes = {}
        self._attributes: Attributes = {}
        self._cell_depth = 0
        self._paragraphs: list[str] = []
        self._odd_spans: list[bool] = []
        self._odd: list[str] = []
        self._comment: list[str] = []
        self._size = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        name, plain = prefixed(tag), {prefixed(key): value for key, value in attributes.items()}
        self._path.append(name)
        if len(self._path) > _MOST_NESTED:
            raise damaged()
        if self._cell_depth:
            self._in_cell(name, plain)
        elif self._sheet is not None:
            self._in_sheet(name, plain)
        elif name == "table:table" and self._path[-2:-1] == ["office:spreadsheet"]:
            self._open_sheet(plain)
        else:
            self._styles.start(name, plain)

    def end(self, _tag: str) -> None:
        """Take in the end of an element."""
        name, depth = self._path.pop(), len(self._path) + 1
        if depth == self._cell_depth:
            self._close_cell()
        elif self._cell_depth and name == "text:span":
            self._odd_spans.pop()
        elif not self._cell_depth and name == "table:table-row" and self._sheet is not None:
            self._close_row()
        elif name == "table:table" and self._path[-1:] == ["office:spreadsheet"]:
            self._close_sheet()

    def characters(self, data: str) -> None:
        """Take in text: that of the paragraphs of a cell itself, and apart from it that of its comment."""
        if self._in_paragraph():
            self._paragraphs[-1] += data
            self._odd += [data] if any(self._odd_spans) else []
        elif self._cell_depth and self._path[self._cell_depth : self._cell_depth + 1] == ["office:annotation"]:
            self._comment += [data] if "text:p" in self._path[self._cell_depth :] else []

    def _in_paragraph(self) -> bool:
        inside = self._path[self._cell_depth :] if self._cell_depth else []
        return inside[:1] == ["text:p"] and all(name.startswith("text:") for name in inside)

    def _in_cell(self, name: str, attributes: Attributes) -> None:
        if name == "text:span":
            self._odd_spans.append(self._styles.is_odd(attributes.get("text:style-name", "")))
        if name == "text:p" and len(self._path) == self._cell_depth + 1:
            self._paragraphs.append("")
        elif name == "text:p" and self._comment:
            self._comment.append("\n")
        elif self._in_paragraph():
            signs = {"text:tab": "\t", "text:line-break": "\n"}
            blanks = min(_count(attributes, "text:c"), 1000) if name == "text:s" else 0
            self._paragraphs[-1] += signs.get(name, " " * blanks)

    def _open_sheet(self, attributes: Attributes) -> None:
        self._name = attributes.get("table:name", "")
        check_sheets(len(self.sheets) + 1, self._limits)
        if self._name in self.sheets:
            raise damaged()
        is_hidden = self._styles.hides(attributes.get("table:style-name", ""))
        self._sheet, self._values = Facts("hidden" if is_hidden else "visible"), []
        self._row = self._column = 0
        self._column_styles = []

    def _close_sheet(self) -> None:
        """Keep the sheet, unless it is only a copy of one in another file that a formula names."""
        if self._sheet is not None:
            check_reach(self._sheet, self._name, self._limits)
            self._sheet.merges = merges_within(self._sheet.merges, self._sheet.rows, self._sheet.columns)
            self.sheets[self._name] = self._sheet, self._values
        self._sheet = None

    def _in_sheet(self, name: str, attributes: Attributes) -> None:
        assert self._sheet is not None
        if name == "table:table-source":
            self.linked, self._sheet = True, None
        elif name == "table:table-column":
            self._in_columns(self._sheet, attributes)
        elif name == "table:table-row":
            self._row_attributes, self._column, self._cells = attributes, 0, []
        elif name in _CELL:
            self._attributes, self._cell_depth = attributes, len(self._path)
            self._paragraphs, self._odd_spans, self._odd, self._comment = [], [], [], []

    def _in_columns(self, sheet: Facts, attributes: Attributes) -> None:
        first, self._column = self._column, self._column + _count(attributes, "table:number-columns-repeated")
        columns = list(hidden(first, self._column - 1, self._limits.columns))
        self._column_styles += [attributes.get("table:default-cell-style-name", "")] * len(columns)
        if attributes.get("table:visibility", "visible") != "visible":
            sheet.hidden_columns.update(columns)

    def _close_cell(self) -> None:
        self._cell_depth = 0
        assert self._sheet is not None
        count = _count(self._attributes, "table:number-columns-repeated")
        shown = "\n".join(self._paragraphs)
        value, number = _value(self._attributes, shown)
        fault = _fault(self._attributes, shown if self._paragraphs else None)
        if value != "" or fault:
            self._cells.append(_Cell(self._column, count, value, fault, self._cell_style(), number, "".join(self._odd)))
        if self._comment:
            self._sheet.comments[self._row + 1, self._column] = "".join(self._comment).strip()
        self._note_merge(self._sheet)
        self._column += count

    def _cell_style(self) -> CellStyle:
        """Return what the style of the cell tells, or that of its row or column if it has none of its own."""
        of_column = self._column_styles[self._column] if self._column < len(self._column_styles) else ""
        of_row = self._row_attributes.get("table:default-cell-style-name", of_column)
        style = self._styles.of_cell(self._attributes.get("table:style-name", of_row))
        kind = self._attributes.get("office:value-type")
        if kind == "percentage":
            return style._replace(format=NumberFormat(percent=True))
        if kind == "date" and not style.format.date:
            return style._replace(format=NumberFormat(date=True, year=True))
        return style

    def _note_merge(self, sheet: Facts) -> None:
        rows = _count(self._attributes, "table:number-rows-spanned")
        columns = _count(self._attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            first = self._row, self._column
            sheet.merges.append((first, (first[0] + rows - 1, first[1] + columns - 1)))
            check_merges(len(sheet.merges), self._name, self._limits)

    def _close_row(self) -> None:
        """Lay out the row, as often as it is repeated, if it has a value."""
        sheet = self._sheet
        assert sheet is not None
        count = _count(self._row_attributes, "table:number-rows-repeated")
        first, self._row = self._row + 1, self._row + count
        if self._row_attributes.get("table:visibility", "visible") != "visible":
            sheet.filtered |= self._row_attributes["table:visibility"] == "filter"
            sheet.hidden_rows.update(hidden(first, self._row, self._limits.rows))
        if not self._cells:
            return
        column, times = self._cells[-1].column, self._cells[-1].times
        sheet.reach(self._row, column + times - 1, self._limits.reach)
        check_reach(sheet, self._name, self._limits)
        self._size += (column + times) * count + first - len(self._values)
        check_reach(Facts(rows=self._size, columns=1), self._name, self._limits)
        row = self._laid_out(range(first, self._row + 1), sheet)
        self._values += [[] for _ in range(first - 1 - len(self._values))]
        self._values += [row] * count

    def _laid_out(self, numbers: range, sheet: Facts) -> Row:
        row: Row = []
        for cell in self._cells:
            row += [""] * (cell.column - len(row)) + [cell.value] * cell.times
            if cell.fault or cell.odd or cell.style != _PLAIN:
                columns = range(cell.column, cell.column + cell.times)
                addresses = ((number, column) for number in numbers for column in columns)
                for address in islice(addresses, MOST_NOTED):
                    _note(sheet, address, cell)
        return row


def _note(sheet: Facts, address: Address, cell: _Cell) -> None:
    if cell.fault and len(sheet.faults) < MOST_NOTED:
        sheet.faults[address] = cell.fault
    elif not cell.fault:
        sheet.note_style(address, cell.style, cell.number)
    if cell.odd and len(sheet.odd_runs) < MOST_NOTED:
        sheet.odd_runs[address] = cell.odd


def _count(attributes: Attributes, name: str) -> int:
    return max(int(attributes.get(name, "1")[:9]), 1)


def _fault(attributes: Attributes, shown: str | None) -> CellFault | None:
    """Tell what is wrong with a cell; a formula whose result is an empty text has no value, but an empty paragraph."""
    if attributes.get("calcext:value-type") == "error":
        return "error-cell"
    if "table:formula" not in attributes:
        return None
    if (shown or "").upper() in ERRORS_SHOWN or _ERROR_NUMBER.fullmatch(shown or ""):
        return "error-cell"
    kind = attributes.get("office:value-type", "string")
    saved = shown is not None if kind == "string" else _VALUE_OF.get(kind, "office:value") in attributes
    return None if saved else "formula-not-saved"


def _value(attributes: Attributes, shown: str) -> tuple[Any, float | None]:  # noqa: PLR0911 [one line for each kind]
    """Return the value of a cell, and the number behind it if it is one, or a day.

    What is written against the format stays text, for the reader of cells to refuse. LibreOffice writes the result TRUE
    of a formula as the number 1 that is shown as TRUE.
    """
    kind = attributes.get("office:value-type")
    if kind is None:
        return "", None
    written = attributes.get(_VALUE_OF.get(kind, "office:value"), shown)
    if kind == "boolean" and written in {"true", "false"}:
        return written == "true", None
    if kind == "date":
        return _day(written)
    if kind == "time" and (match := _DURATION.fullmatch(written)):
        duration = dt.timedelta(hours=int(match[1]), minutes=int(match[2]), seconds=int(match[3]))
        return duration, duration / dt.timedelta(1)
    if kind == "float" and shown in {"TRUE", "FALSE"}:
        return shown == "TRUE", None
    if kind in {"float", "percentage", "currency"} and _NUMBER.fullmatch(written):
        return float(written), float(written)
    return written, None


def _day(written: str) -> tuple[dt.date | dt.datetime | str, float | None]:
    """Return a day, or a moment, and how many days it is after the end of 1899, which is what such a cell counts."""
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        return written, None
    number = (moment.replace(tzinfo=None) - _FIRST_DAY) / dt.timedelta(1)
    return moment if "T" in written else moment.date(), number
