"""A sheet: rows of plain values, and what else there is to know of its cells, by their addresses.

Every format delivers the same facts, as far as it can hold them. Most cells have none, so they are kept sparse: a sheet
of 100,000 rows has no object for each cell.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from starrating.errors import CellRef, Problem, Rejection, letter
from starrating.formats.number_format import GENERAL, NumberFormat
from starrating.i18n import Text, text

FileFormat = Literal["xlsx", "xls", "ods", "csv"]
Visibility = Literal["visible", "hidden", "very-hidden"]
"""A very hidden sheet is one that only a macro can show again."""
CellFault = Literal["error-cell", "formula-not-saved"]
Address = tuple[int, int]
"""Row as the spreadsheet counts, column from 0."""
Row = list[Any]
Rows = Iterator[tuple[int, Row]]
"""Rows with their numbers as the spreadsheet counts, from column A, all of one width."""
Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, rows and columns from 0."""

FIRST_ROWS = 12
MOST_NOTED = 200_000
"""Cells of which a fact of one kind is kept; no fault is lost, since cells beyond appear as blanks."""

ERRORS_SHOWN = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
"""Errors as every office program shows them."""

SAVE_AS = text("Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and use that file.")
SEND_AGAIN = text("Open it in Excel or WPS; if that works, save it as a new .xlsx file, else ask for the file again.")


@dataclass(slots=True)
class Facts:
    """What a sheet says besides values.

    Of cells: what is wrong with them; which are struck through; the format of those shown as percentages, as dates, or
    with fewer decimals than they hold; the number in the former two; what of a text is superscript, subscript or
    struck through; comments. Of the sheet: hidden rows (as the spreadsheet counts) and columns (from 0), whether a
    filter is set, merged ranges, how far it reaches and the first position beyond the limits.
    """

    visibility: Visibility = "visible"
    faults: dict[Address, CellFault] = field(default_factory=dict)
    struck: set[Address] = field(default_factory=set)
    formats: dict[Address, NumberFormat] = field(default_factory=dict)
    numbers: dict[Address, float] = field(default_factory=dict)
    odd_runs: dict[Address, str] = field(default_factory=dict)
    comments: dict[Address, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    rows: int = 0
    columns: int = 0
    beyond: str | None = None
    merged: int = 0
    merges: list[Merge] = field(default_factory=list)

    def reach(self, row: int, column: int, most: Address) -> None:
        """Note a cell with a value; `most` is how far a sheet may reach, in rows and in columns."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column + 1)
        if row > most[0] or column >= most[1]:
            self.beyond = self.beyond or f"{letter(column)}{row}"

    def note_style(self, address: Address, style: "CellStyle", number: float | None) -> None:
        """Note what the style of a cell tells; `number` is the number in it, if it is one."""
        if style.struck and len(self.struck) < MOST_NOTED:
            self.struck.add(address)
        shown = style.format
        if number is None or shown == GENERAL:
            return
        if shown.decimals is None and len(self.numbers) < MOST_NOTED:
            self.formats[address], self.numbers[address] = shown, round(number, 9)
        room = len(self.formats) - len(self.numbers) < MOST_NOTED
        if room and shown.decimals is not None and round(number, shown.decimals) != round(number, 9):
            self.formats[address] = shown


class CellStyle(NamedTuple):
    """What the style of a cell tells of its value."""

    struck: bool = False
    format: NumberFormat = GENERAL


class SheetRows(NamedTuple):
    """How the rows of a sheet are got, as often as they are asked for; its first ones, and its width."""

    rows: Callable[[], Rows]
    first: Mapping[int, Row]
    width: int


class Sheet:
    """A sheet: its name, its rows of values (blank cells are empty strings), merged ranges and the facts of its cells.

    Values are str, float, int, bool, and the date and time types of the standard library; in a sheet of plain text, all
    are str. `file` is what messages call the workbook. For the facts see `Facts`.
    """

    def __init__(self, file: str, name: str, rows: SheetRows, facts: Facts) -> None:
        self.file = file
        self.name = name
        self.facts = facts
        self._rows: SheetRows | None = rows
        last = min(max(rows.first, default=0), FIRST_ROWS)
        self._top = [rows.first.get(number, [""] * rows.width) for number in range(1, last + 1)]

    @property
    def merges(self) -> list[Merge]:
        """The merged ranges, as far as the sheet reaches."""
        return self.facts.merges

    def rows(self) -> Rows:
        """Yield the rows, each with its number as the spreadsheet counts, from column A, but no leading blank ones."""
        assert self._rows, "the sheet is closed"
        return self._rows.rows()

    def first_rows(self, count: int = FIRST_ROWS) -> list[Row]:
        """Return the first rows, at most twelve."""
        return self._top[:count]

    def close(self) -> None:
        """Give the memory of the values back; rows cannot be read any more."""
        self._rows = None

    def place(self, row: int, column: int) -> CellRef:
        """Say where a cell stands, from its row as the spreadsheet counts and its column from 0."""
        return CellRef(self.file, self.name, f"{letter(column)}{row}")


class Remark(NamedTuple):
    """Something about a whole file that its readers should know: a problem's code, what it is, the next step."""

    code: str
    message: Text
    hint: Text | None = None

    def at(self, place: CellRef) -> Problem:
        """Return the notice."""
        return Problem("notice", self.code, place, self.message, self.hint)


class Workbook(NamedTuple):
    """An opened workbook: its format, the names of its sheets, the sheets themselves, and what is wrong with it.

    The sheets come one by one, so that only one is held at a time: asking for the next one closes the last; problems
    may be added while they come. `notices` say what readers should know of the whole file, such as macros. One that
    must not be opened has no sheets and no format, and a problem says why.
    """

    format: FileFormat | None
    names: tuple[str, ...]
    sheets: Iterator[Sheet]
    problems: list[Problem]
    notices: tuple[Problem, ...] = ()


MACROS = Remark(
    "macros-ignored", text("The workbook holds macros. They were neither run nor looked at; only values were read.")
)
EXTERNAL_LINKS = Remark(
    "external-links",
    text("The workbook has links to other files. They were not followed; the values saved last were read."),
    text("If those files have changed since, open the workbook in Excel or WPS, update the links, and save it."),
)
DATES_FROM_1904 = Remark(
    "dates-from-1904",
    text("The workbook counts its days from 1904, as old Macintosh programs did. Its dates were read so."),
    text("Look at a date or two in the result; dates pasted from another workbook may be four years off."),
)


def kept_rows(values: list[Row], width: int) -> SheetRows:
    """Return rows that are held, the first of them being row 1; a shorter row is filled up."""
    return SheetRows(lambda: _padded(values, width), dict(_padded(values[:FIRST_ROWS], width)), width)


def merges_within(merges: Iterable[Merge], height: int, width: int) -> list[Merge]:
    """Cut merged ranges off where the sheet ends; `Rejection` if they lie in one another, which would never end."""
    kept = [
        (first, (min(last[0], height - 1), min(last[1], width - 1)))
        for first, last in merges
        if first[0] < height and first[1] < width
    ]
    if sum((last[0] - first[0] + 1) * (last[1] - first[1] + 1) for first, last in kept) > height * width:
        raise damaged()
    return kept


def _padded(values: Iterable[Row], width: int) -> Rows:
    for number, row in enumerate(values, start=1):
        yield number, row + [""] * (width - len(row))


def damaged() -> Rejection:
    """Return the rejection of a file that is not whole."""
    return Rejection("damaged-file", text("The workbook is damaged."), SEND_AGAIN)


def encrypted() -> Rejection:
    """Return the rejection of a workbook that opens with a password only."""
    hint = text("Open it with its password, remove the password (File, Info, Protect), save it, and try again.")
    return Rejection("encrypted-file", text("The workbook is protected by a password."), hint)


def protected() -> Rejection:
    """Return the rejection of a file that a system for rights management has locked."""
    hint = text("Ask whoever sent it for a copy without that protection, or decrypt it where you may, as .xlsx.")
    return Rejection("protected-file", text("The file is locked by document protection software (DRM)."), hint)
