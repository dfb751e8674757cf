"""Lists that the office hands in on their own: the first sheet of a workbook that has the heads of a table."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from starrating.errors import Place, Problem
from starrating.files.scores.column_names import names_of
from starrating.files.scores.heads import find_header
from starrating.files.scores.record_sheets import read_records
from starrating.formats.sheet import Sheet
from starrating.formats.workbook import open_workbook
from starrating.i18n import text
from starrating.model import Column
from starrating.model import Sheet as SourceSheet


class ListedRow(NamedTuple):
    """A row of a list: its sheet, its number as the spreadsheet counts, its cells by column."""

    sheet: SourceSheet
    number: int
    cells: Mapping[str, Any]

    def place(self, role: str) -> Place:
        """Say where the cell of a column stands."""
        return self.sheet.place(role, self.number)


def read_list(path: Path, *tables: Sequence[Column]) -> tuple[list[ListedRow], list[Problem]]:
    """Read the first sheet that has all required heads of one of the tables, `branch` among them.

    Columns that nobody asked for are not worth a word. Every problem of the file is returned.
    """
    book = open_workbook(path, str(path))
    found: tuple[list[ListedRow], list[Problem]] | None = None
    for grid in book.sheets:
        for columns in tables:
            found = found or _rows_of(grid, columns)
    if found is None and not book.problems:
        heads = "、".join(column.head for column in tables[0] if column.required)
        message = text("There is no sheet with the heads %(heads)s.", heads=heads)
        hint = text("Give its row of heads these words; heads are looked for within the first ten rows.")
        return [], [Problem("error", "header-missing", Place(str(path)), message, hint)]
    rows, problems = found or ([], [])
    return rows, [*book.problems, *book.notices, *problems]


def _rows_of(grid: Sheet, columns: Sequence[Column]) -> tuple[list[ListedRow], list[Problem]] | None:
    """Read a sheet; None if it has other heads."""
    branch, *others = (names_of(column.name, column.head) for column in columns if column.required)
    header = find_header(grid.first_rows(), grid.merges, branch, frozenset().union(*others))
    keys = {head.key for head in header.heads} if header else set()
    if header is None or not all(names & keys for names in (branch, *others)):
        return None
    sheet, records, problems = read_records(grid, header, columns)
    said = [problem for problem in problems if problem.code != "unknown-column"]
    return [ListedRow(sheet, number, record) for number, record in records], said
