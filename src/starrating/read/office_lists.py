"""Lists that the office hands in on their own: the first sheet of a workbook that has the heads of a table.

Stars that the committee sets otherwise than assessed, as a sheet: 党支部, 评定星级, 理由; how a star is named.

Read what the office hands in for a year: the pay of secretaries, and the edited sheet of pairs.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from starrating.errors import CellRef, Problem, Rejection
from starrating.formats.sheet import Sheet
from starrating.formats.workbook import open_workbook
from starrating.i18n import language, listed, text
from starrating.model import NO_STAR, Column, SourceSheet
from starrating.model.acts import PairTerms, Progress
from starrating.model.inputs import Pair, Pay
from starrating.model.preparation_acts import Declaration
from starrating.model.sheets import COLUMNS, DECLARATION_COLUMNS, HEADS, PAIR_COLUMNS, PAY_COLUMNS, of_subject
from starrating.read.cell_values import HALF_WIDTH, star_names, star_of
from starrating.read.column_names import names_of
from starrating.read.header_row import find_header_row
from starrating.read.record_sheets import read_records
from starrating.ruleset import Levels


class ListedRow(NamedTuple):
    """A row of a list: its sheet, its number as the spreadsheet counts, its cells by column."""

    sheet: SourceSheet
    number: int
    cells: Mapping[str, Any]

    def place(self, role: str) -> CellRef:
        """Say where the cell of a column stands."""
        return self.sheet.place(role, self.number)


def read_list(
    path: Path, *tables: Sequence[Column], subject: str = "", naming_unread: bool = False
) -> tuple[list[ListedRow], list[Problem]]:
    """Read the first sheet that has all required heads of one of the tables, `branch` among them.

    Heads may name the subject of the scheme in place of a branch: 酒店, Helping charity.
    Columns that nobody asked for are worth a word only where `naming_unread`. Every problem of the file is returned.
    """
    if subject:
        tables = (*tables, *(of_subject(columns, subject) for columns in tables))
    book = open_workbook(path, str(path))
    found: tuple[list[ListedRow], list[Problem]] | None = None
    for grid in book.sheets:
        for columns in tables:
            found = found or _rows_of(grid, columns)
    if found is None and not book.problems:
        heads = listed(column.shown(language()) for column in tables[0] if column.required)
        message = text("There is no sheet with the heads %(heads)s.", heads=heads)
        hint = text("Give its row of heads these words; heads are looked for within the first ten rows.")
        return [], [Problem("error", "header-missing", CellRef(str(path)), message, hint)]
    rows, problems = found or ([], [])
    if not naming_unread:
        problems = [problem for problem in problems if problem.code != "unknown-column"]
    return rows, [*book.problems, *book.notices, *problems]


def _rows_of(grid: Sheet, columns: Sequence[Column]) -> tuple[list[ListedRow], list[Problem]] | None:
    """Read a sheet; None if it has other heads."""
    branch, *others = (names_of(column.name, column.head) for column in columns if column.required)
    header = find_header_row(grid.first_rows(), grid.merges, branch, frozenset().union(*others))
    keys = {head.key for head in header.heads} if header else set()
    if header is None or not all(names & keys for names in (branch, *others)):
        return None
    sheet, records, problems = read_records(grid, header, columns)
    return [ListedRow(sheet, number, record) for number, record in records], problems


_NO_STAR = {"无", "无星级", "不评星", "none"}

NamedStar = tuple[str, int, str, CellRef]
"""Branch, star, reason (empty if none is given), and the cell of the star."""


def star_named(word: str, levels: Levels) -> int:
    """Read a star by its name or number, NO_STAR of 无; anything else raises `Rejection`."""
    if word.strip().translate(HALF_WIDTH).casefold() in _NO_STAR:
        return NO_STAR
    found = star_of(word, star_names(levels))
    return NO_STAR if found is None else found


def read_star_changes(path: Path, levels: Levels, subject: str = "") -> tuple[list[NamedStar], list[Problem]]:
    """Read the first sheet that has the heads; every problem of the file is returned."""
    rows, problems = read_list(path, COLUMNS, subject=subject)
    named = [_named(row, levels, problems) for row in rows]
    return [each for each in named if each], problems


def _named(row: ListedRow, levels: Levels, problems: list[Problem]) -> NamedStar | None:
    branch, place = str(row.cells["branch"]), row.place("star")
    try:
        return branch, star_named(str(row.cells["star"]), levels), row.cells["reason"] or "", place
    except Rejection as refusal:
        problems.append(unreadable_star(branch, refusal, place))
        return None


def unreadable_star(branch: str, refusal: Rejection, place: CellRef | None = None) -> Problem:
    """Report a star that cannot be read."""
    message = text("%(branch)s: the star %(reason)s.", branch=branch, reason=refusal.message)
    return Problem("error", refusal.code, place, message, refusal.hint)


def read_pay(path: Path, subject: str = "") -> tuple[list[Pay], list[Problem]]:
    """Read the first sheet with the heads 党支部 and 年度绩效工资; every problem of the file is returned."""
    rows, problems = read_list(path, PAY_COLUMNS, subject=subject)
    pay = [Pay(row.cells["branch"], row.cells["secretary"] or "", row.cells["pay"], row.place("pay")) for row in rows]
    return pay, problems


def read_declarations(
    path: Path, levels: Levels, subject: str = ""
) -> tuple[list[tuple[Declaration, CellRef]], list[Problem]]:
    """Read the first sheet with the heads 党支部 and 目标星级; every problem of the file is returned."""
    rows, problems = read_list(path, DECLARATION_COLUMNS, subject=subject, naming_unread=True)
    found = []
    for row in rows:
        target = int(row.cells["declared_target"])
        parts = (str(row.cells[name] or "") for name in ("due", "plan", "measures"))
        found.append((Declaration(row.cells["branch"], target, *parts), row.place("declared_target")))
        if target not in levels.stars:
            refusal = Rejection("no-such-star", text("is none of this scheme"), text("Write one of its levels."))
            problems.append(unreadable_star(row.cells["branch"], refusal, row.place("declared_target")))
    return found, problems


def read_pairs(path: Path, subject: str = "") -> tuple[list[Pair], list[Problem]]:
    """Read the sheet of pairs of a year's workbook as it was edited; every problem of the file is returned."""
    rows, problems = read_list(path, *PAIR_COLUMNS.values(), subject=subject)
    return [
        Pair(row.cells["branch"], row.cells["helper"], row.place("branch"), row.place("helper"), _terms(row.cells))
        for row in rows
    ], problems


def _terms(cells: Mapping[str, Any]) -> PairTerms:
    return PairTerms(**{name: cells.get(name) or "" for name in PairTerms.__struct_fields__})


def read_progress(
    path: Path, day: dt.date, subject: str = ""
) -> tuple[list[tuple[Progress, ListedRow]], list[Problem]]:
    """Read an edited ledger back: what each row says now, and where it stands; every problem is returned."""
    rows, problems = read_list(path, *HEADS.values(), subject=subject)
    return [(_progress(row, day), row) for row in rows], problems


def _progress(row: ListedRow, day: dt.date) -> Progress:
    fields = {name: str(row.cells[name] or "") for name in ("status", "responsible", "due", "measure", "note")}
    return Progress(day, row.cells["number"], **fields)
