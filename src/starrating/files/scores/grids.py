"""Open a workbook and hand out its sheets as grids of plain values."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from starrating.errors import Place, Problem
from starrating.files.scores.sheet_rows import SheetRows, kept_rows, library_rows
from starrating.formats.limits import Limits
from starrating.formats.sheet import BookLook, Merge, Refused, Row, SheetLook
from starrating.formats.workbook import preflight
from starrating.i18n import text
from starrating.model import letter

__all__ = ["FIRST_ROWS", "Book", "Grid", "Merge", "Row", "open_book"]

FIRST_ROWS = 12
_NAMED_SO = {"xlsx": {".xlsx", ".xlsm"}, "xls": {".xls"}, "xlsb": {".xlsb"}}
_ON_TRIAL = {"xls", "xlsb"}


class Grid:
    """A sheet: its name, its rows of values (blank cells are empty strings), merged ranges and faulty cells.

    Values are str, float, int, bool, and the date and time types of the standard library; in a sheet of plain text, all
    are str. Hidden rows are numbered as the spreadsheet counts, hidden columns from 0; struck cells, and those
    shown as percentages, are addressed so. `filtered` tells whether a filter hides rows.
    """

    def __init__(self, file: str, name: str, rows: SheetRows, look: SheetLook) -> None:
        self.file = file
        self.name = name
        self.faults = look.faults
        self.visibility = look.visibility
        self.hidden_rows = frozenset(look.hidden_rows)
        self.hidden_columns = frozenset(look.hidden_columns)
        self.struck = frozenset(look.struck)
        self.percents = frozenset(look.percents)
        self.filtered = look.filtered
        self.merges: list[Merge] = rows.merges
        self._rows: SheetRows | None = rows
        last = min(max(rows.first, default=0), FIRST_ROWS)
        self._top = [rows.first.get(number, [""] * rows.width) for number in range(1, last + 1)]

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows, each with its number as the spreadsheet counts, from column A, but no leading blank ones."""
        assert self._rows, "the grid is closed"
        return self._rows.rows()

    def first_rows(self, count: int = FIRST_ROWS) -> list[Row]:
        """Return the first rows, at most twelve."""
        return self._top[:count]

    def close(self) -> None:
        """Give the memory of the values back; rows cannot be read any more."""
        self._rows = None

    def place(self, row: int, column: int) -> Place:
        """Say where a cell stands, from its row as the spreadsheet counts and its column from 0."""
        return Place(self.file, self.name, f"{letter(column)}{row}")


class Book(NamedTuple):
    """An opened workbook: the names of its sheets, the sheets themselves, and what is wrong with it.

    The sheets come one by one, so that only one is held at a time: asking for the next one closes the last; problems
    may be added while they come. `notices` say what readers should know of the whole file, such as macros.
    """

    sheets: tuple[str, ...]
    grids: Iterator[Grid]
    problems: list[Problem]
    notices: tuple[Problem, ...] = ()


def open_book(path: Path, name: str, limits: Limits | None = None) -> Book:
    """Open a workbook that messages call `name`; one that must not be opened has no sheets, and a problem says why."""
    looked, said = preflight(path, name, limits)
    if looked is None:
        return Book((), iter(()), said)
    problems: list[Problem] = []
    try:
        sheets = _sheets(path, looked)
    except CalamineError:
        return Book((), iter(()), [_damaged(name)])
    return Book(tuple(looked.sheets), _grids(sheets, name, looked, problems), problems, tuple(said))


def _sheets(path: Path, looked: BookLook) -> Iterator[tuple[str, SheetRows | None]]:
    """Return the sheets one by one, None for one that is damaged; `CalamineError` if the whole book is."""
    if looked.container in {"ods", "csv"}:
        return ((name, kept_rows(look, FIRST_ROWS)) for name, look in looked.sheets.items())
    if looked.container in _ON_TRIAL:
        from starrating.files.scores.trials import survives  # noqa: PLC0415 [only for old and binary files]

        if not survives(path):
            raise CalamineError
    book = _opened(path, looked)
    tables = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return ((name, _read(book, path, name, looked)) for name in tables)


def _opened(path: Path, looked: BookLook) -> CalamineWorkbook:
    """Let the library read from the disk, unless the file's name would mislead it about the container."""
    if path.suffix.lower() in _NAMED_SO[looked.container]:
        return CalamineWorkbook.from_path(path)
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def _read(book: CalamineWorkbook, path: Path, sheet: str, looked: BookLook) -> SheetRows | None:
    """Return the rows of a sheet; None if it is damaged, or called otherwise than where it was looked at."""
    if sheet not in looked.sheets:
        return None
    try:
        return library_rows(book, path, sheet, looked, FIRST_ROWS)
    except (CalamineError, Refused):
        return None


def _grids(
    sheets: Iterable[tuple[str, SheetRows | None]], file: str, looked: BookLook, problems: list[Problem]
) -> Iterator[Grid]:
    for name, rows in sheets:
        if rows is None:
            problems.append(_damaged(file, name))
            continue
        grid = Grid(file, name, rows, looked.sheets[name])
        del rows
        yield grid
        grid.close()


def _damaged(name: str, sheet: str | None = None) -> Problem:
    message = text("The workbook is damaged, or protected by a password.")
    hint = text("Open it in Excel or WPS; if that works, save it as a new .xlsx file, else ask for the file again.")
    return Problem("error", "damaged-file", Place(name, sheet), message, hint)
