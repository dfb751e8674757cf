"""Open a workbook and hand out its sheets as grids of plain values."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from starrating.errors import Place, Problem
from starrating.files.preflight import Container, Preflight, preflight
from starrating.files.scores.sheet_xml import Address, Fault
from starrating.files.scores.slices import slices
from starrating.i18n import text
from starrating.model import letter

FIRST_ROWS = 12
Row = list[Any]
Pieces = Callable[[], Iterator[CalamineSheet]]
"""How to get a sheet: whole, or the slices of it, one after the other."""
Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, rows and columns from 0."""

_TRIAL = (
    "import sys; from python_calamine import CalamineWorkbook as W\n"
    "with open(sys.argv[1], 'rb') as file:\n    book = W.from_filelike(file)\n"
    "    [book.get_sheet_by_name(name) for name in book.sheet_names]"
)
_TRIAL_SECONDS = 60


class Grid:
    """A sheet: its name, its rows of values (blank cells are empty strings), merged ranges and faulty cells.

    Values are str, float, int, bool, and the date and time types of the standard library.
    """

    def __init__(self, file: str, name: str, pieces: Pieces, width: int, faults: Mapping[Address, Fault]) -> None:
        self.file = file
        self.name = name
        self.faults = faults
        self._pieces: Pieces | None = pieces
        self._width = width
        first = next(pieces())
        self.merges: list[Merge] = first.merged_cell_ranges or []
        top = dict(islice(_rows([first], width), FIRST_ROWS))
        self._top = [top.get(number, [""] * width) for number in range(1, min(max(top, default=0), FIRST_ROWS) + 1)]

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows, each with its number as the spreadsheet counts, from column A, but no leading blank ones."""
        assert self._pieces, "the grid is closed"
        return _rows(self._pieces(), self._width)

    def first_rows(self, count: int = FIRST_ROWS) -> list[Row]:
        """Return the first rows, at most twelve."""
        return self._top[:count]

    def close(self) -> None:
        """Give the memory of the values back; rows cannot be read any more."""
        self._pieces = None

    def place(self, row: int, column: int) -> Place:
        """Say where a cell stands, from its row as the spreadsheet counts and its column from 0."""
        return Place(self.file, self.name, f"{letter(column)}{row}")


class Book(NamedTuple):
    """An opened workbook: the names of its sheets, the sheets themselves, and what is wrong with it.

    The sheets come one by one, so that only one is held at a time; problems may be added while they come.
    """

    sheets: tuple[str, ...]
    grids: Iterator[Grid]
    problems: list[Problem]


def open_book(path: Path, name: str) -> Book:
    """Open a workbook that messages call `name`; one that must not be opened has no sheets, and a problem says why."""
    looked, problems = preflight(path, name)
    if looked is None:
        return Book((), iter(()), problems)
    if looked.container == "xls" and not _survives(path):
        return Book((), iter(()), [_damaged(name)])
    try:
        book = _opened(path, looked.container)
    except CalamineError:
        return Book((), iter(()), [_damaged(name)])
    return Book(tuple(book.sheet_names), _grids(book, path, name, looked, problems), problems)


def _opened(path: Path, container: Container) -> CalamineWorkbook:
    """Let the library read from the disk, unless the file's name would mislead it about the container."""
    if (path.suffix.lower() == ".xls") == (container == "xls") and path.suffix.lower() in {".xls", ".xlsx", ".xlsm"}:
        return CalamineWorkbook.from_path(path)
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def _grids(book: CalamineWorkbook, path: Path, name: str, looked: Preflight, problems: list[Problem]) -> Iterator[Grid]:
    for sheet in book.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            pieces, width = _pieces(book, path, sheet.name, looked)
            grid = Grid(name, sheet.name, pieces, width, looked.faults.get(sheet.name, {}))
        except CalamineError:
            problems.append(_damaged(name, sheet.name))
        else:
            yield grid


def _pieces(book: CalamineWorkbook, path: Path, sheet: str, looked: Preflight) -> tuple[Pieces, int]:
    """Return a way to get the sheet, and its width: whole, or slice by slice if it is very long."""
    if sheet in looked.long_sheets:
        part, width = looked.long_sheets[sheet]
        return partial(slices, path, part, sheet), width
    whole = book.get_sheet_by_name(sheet)
    return lambda: iter((whole,)), whole.total_width


def _rows(pieces: Iterable[CalamineSheet], width: int) -> Iterator[tuple[int, Row]]:
    """Yield the rows of the pieces, all of the same width; blank rows before the first value are left out."""
    for piece in pieces:
        if piece.start is None:
            continue
        above, left = piece.start
        margin, padding = [""] * left, [""] * (width - piece.total_width)
        for number, row in enumerate(piece.to_python(), start=above + 1):
            yield number, margin + row + padding if margin or padding else row


def _survives(path: Path) -> bool:
    """Try an .xls in a process of its own: a damaged one can make the library ask for all memory and abort."""
    import subprocess  # noqa: PLC0415 [only for old files; every run would pay for it at start]

    command = [sys.executable, "-c", _TRIAL, str(path)]
    try:
        trial = subprocess.run(command, capture_output=True, timeout=_TRIAL_SECONDS, check=False)  # noqa: S603 [our own program text; the path is an argument, never a command]
    except subprocess.TimeoutExpired:
        return False
    return trial.returncode == 0


def _damaged(name: str, sheet: str | None = None) -> Problem:
    message = text("The workbook is damaged, or protected by a password.")
    hint = text("Open it in Excel or WPS; if that works, save it as a new .xlsx file, else ask for the file again.")
    return Problem("error", "damaged-file", Place(name, sheet), message, hint)
