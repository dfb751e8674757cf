"""A copy of a workbook to write into: openpyxl's, or one of the values only where openpyxl cannot have it."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from starrating.atomic import replacing
from starrating.errors import Place, Problem, RefusalError
from starrating.files.copies.raw_sheets import SavedValues, put_back, saved_values
from starrating.formats.workbook import open_workbook
from starrating.i18n import text

MAX_CELLS = 500_000
"""Cells of a workbook of which a copy of the values is made."""
_LONGEST = 32_767
"""Characters that a cell can hold."""
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")
_KEPT = {".xlsx", ".xlsm"}


@dataclass(frozen=True, slots=True)
class BookCopy:
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
        written = io.BytesIO()
        try:
            self.book.save(written)
        except Exception as error:
            raise _unwritable(path) from error
        parts = {sheet.path.lstrip("/"): self.saved.get(sheet.title, {}) for sheet in self.book.worksheets}
        with replacing(path) as temporary:
            with temporary.open("wb") as target:
                put_back(written, target, parts)
            yield temporary


def copy_of(path: Path) -> BookCopy | None:
    """Copy a workbook of any format that is read; None if it cannot be opened, or is too large to be copied."""
    if open_workbook(path, path.name).format is None:
        return None
    return (_whole(path) if path.suffix.lower() in _KEPT else None) or _of_values(path)


def _unwritable(path: Path) -> RefusalError:
    message = text("The copy could not be written: the workbook has parts that cannot be copied.")
    hint = text("Save the workbook in Excel or WPS as a new .xlsx file, and try again.")
    return RefusalError([Problem("warning", "not-copied", Place(str(path)), message, hint)])


def put_text(cell: Cell, said: str) -> None:
    """Write text into a cell as text, whatever it begins with."""
    cell.value = holdable(said)
    cell.data_type = "s"


def write_cell(sheet: Worksheet, row: int, column: int, said: str, **font: Any) -> Cell | MergedCell:  # noqa: ANN401 [what Font takes]
    """Write text that wraps into a cell, in its font but for what is given; not where a merged range covers it."""
    cell = sheet.cell(row, column)
    if isinstance(cell, Cell):
        put_text(cell, said)
        cell.alignment = _WRAPPED
        if font:
            cell.font = Font(**({"name": cell.font.name, "size": cell.font.size} | font))
    return cell


def holdable(said: str) -> str:
    """Return a text as a cell or a comment can hold it: without control characters, and not too long."""
    return ILLEGAL_CHARACTERS_RE.sub("", said)[:_LONGEST]


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


def _put(cell: Cell, value: Any, *, typed: bool) -> None:  # noqa: ANN401 [whatever a cell may hold]
    """Write a value; where the file has no types, what is written as a number is one, as in Excel."""
    if not isinstance(value, str):
        cell.value = value
    elif not typed and _NUMBER.fullmatch(value):
        cell.value = float(value)
    else:
        put_text(cell, value)
