"""What there is to say about the cells of one sheet, gathered while it is read.

What the values of a table do not show: that they are hidden from view, or struck through.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from starrating.errors import CellRef, Problem, Rejection, column_index
from starrating.formats.sheet import Address, Row, Sheet
from starrating.i18n import Text, listed, text
from starrating.model import BLANK, NOT_APPLICABLE, NUMBER, REFUSED, Kind, SourceSheet, letter
from starrating.model.plain_names import is_odd, plain_name
from starrating.read.cell_facts import comments, odd_name, odd_text, unfit_number
from starrating.read.cell_values import BLANKS, StarNames, display_text, not_applicable, score_of, value_of
from starrating.read.header_row import ColumnHeader

NAMES = frozenset(("branch", "unit", "secretary"))
"""Roles whose cells are names."""
_LISTED = 5
_CERTAIN = frozenset({str, bool, dt.date, dt.datetime})
"""Of these, cells that are equal say the same, as True and 1 do not; nothing but odd runs tells against one alone."""
_NUMBERS = {"score", "number", "count"}


class CellProblems:
    """Gathers problems of cells: refusals one by one, remarks and unsaved formulas once for each column.

    `stars` are the names that the rule set has for its levels.
    """

    def __init__(self, grid: Sheet, stars: StarNames | None = None) -> None:
        self._grid = grid
        self._stars = stars
        self._problems: list[Problem] = []
        self._normalised: dict[ColumnHeader, list[tuple[int, object]]] = {}
        self._unsaved: dict[ColumnHeader, list[int]] = {}
        self._names: dict[ColumnHeader, list[tuple[int, str]]] = {}

    def refuse(self, row: int, head: ColumnHeader, branch: str, refusal: Rejection) -> None:
        """Report a cell whose value cannot be meant; `row` is as the spreadsheet counts."""
        message = text(
            "%(branch)s: %(column)s %(reason)s.", branch=display_text(branch), column=head.title, reason=refusal.message
        )
        place = self._grid.place(row, head.column)
        self._problems.append(Problem("error", refusal.code, place, message, refusal.hint))

    def read(self, row: int, head: ColumnHeader, branch: str, value: object, kind: Kind) -> Any:  # noqa: ANN401 [see value_of]
        """Read a cell that is no item's; one that cannot be meant is reported and read as blank."""
        if kind == "text" and type(value) is str:
            return value.strip(BLANKS) or None
        if kind != "text" and (rejection := self._unfit((row, head.column), kind)):
            self.refuse(row, head, branch, rejection)
            return None
        try:
            meant, normalised = value_of(value, kind, self._stars)
        except Rejection as refusal:
            self.refuse(row, head, branch, refusal)
            return None
        if normalised:
            self.remark(row, head, value)
        return meant

    def read_alike(self, cells: Sequence[object], kind: Kind) -> dict[object, Any] | None:
        """Read cells without numbers that need no report, each once; None if they have to be read one by one.

        Units and stars repeat from row to row: of 100,000 rows there are some dozens to read.
        """
        if self._grid.facts.odd_runs or not _CERTAIN.issuperset(map(type, cells)):
            return None
        try:
            read = {cell: value_of(cell, kind, self._stars) for cell in set(cells)}
        except Rejection:
            return None
        return None if any(odd for _, odd in read.values()) else {cell: value for cell, (value, _) in read.items()}

    def plain_names(self, rows: Sequence[int], head: ColumnHeader, cells: Sequence[Any]) -> Sequence[Any]:
        """Return the cells of a column of names, the names as they look; those that are written otherwise are noted."""
        for row, name in zip(rows, cells, strict=True) if self._grid.facts.odd_runs else ():
            if rejection := odd_name(self._grid.facts, (row, head.column)):
                self.refuse(row, head, str(name), rejection)
        if not is_odd(" ".join(cell for cell in cells if type(cell) is str)):
            return cells
        names = [cell.strip(BLANKS) if type(cell) is str else cell for cell in cells]
        for index, name in enumerate(names):
            if type(name) is str and (seen := plain_name(name)) != name:
                self._names.setdefault(head, []).append((rows[index], seen))
                names[index] = seen
        return names

    def read_score(self, at: tuple[int, ColumnHeader, str], cell: object, *, optional: bool) -> tuple[float, int]:
        """Read a cell of a score, at a row, in the column of a head, of a branch: the number and its state.

        Where it is `optional`, it may say that there is nothing to score.
        """
        row, head, branch = at
        if isinstance(cell, str) and not cell.strip(BLANKS):
            return 0, BLANK
        if optional and (absent := not_applicable(cell))[0]:
            if absent[1]:
                self.remark(row, head, cell)
            return 0, NOT_APPLICABLE
        if rejection := self._unfit((row, head.column), "score"):
            self.refuse(row, head, branch, rejection)
            return 0, REFUSED
        try:
            value, normalised = score_of(cell)
        except Rejection as refusal:
            self.refuse(row, head, branch, refusal)
            return 0, REFUSED
        if normalised:
            self.remark(row, head, cell)
        return value, NUMBER

    def _unfit(self, address: Address, kind: Kind) -> Rejection | None:
        facts = self._grid.facts
        return unfit_number(facts, address) if kind in _NUMBERS else odd_text(facts, address)

    def telling(self, rows: Sequence[tuple[int, Row]], head: ColumnHeader) -> list[int]:
        """Return the indices of the rows whose number in a column says more than its value, as how it is shown."""
        numbers = self._grid.facts.numbers
        return [index for index, (row, _) in enumerate(rows) if (row, head.column) in numbers] if numbers else []

    @property
    def refusals(self) -> int:
        """How many cells were refused so far."""
        return len(self._problems)

    def remark(self, row: int, head: ColumnHeader, value: object) -> None:
        """Note a cell that was understood, although it is written unusually."""
        self._normalised.setdefault(head, []).append((row, value))

    def is_faulty(self, row: int, head: ColumnHeader) -> bool:
        """Tell whether a cell is reported by `find_faults`."""
        return (row, head.column) in self._grid.facts.faults

    def find_faults(
        self, rows: Sequence[int], heads: Iterable[ColumnHeader], branches: Sequence[str]
    ) -> set[tuple[int, ColumnHeader]]:
        """Report the faulty cells of some rows; return them, the rows by their index."""
        if not self._grid.facts.faults:
            return set()
        faulty = {
            (index, head)
            for head in heads
            for index, row in enumerate(rows)
            if (row, head.column) in self._grid.facts.faults
        }
        for index, head in sorted(faulty):
            self._report_fault(rows[index], head, branches[index])
        return faulty

    def no_branch(self, row: int, head: ColumnHeader, values: Mapping[str, object]) -> None:
        """Report a row that says something about nobody."""
        if self.find_faults([row], [head], ["—"]):
            return
        found = listed(f"{title} {display_text(value)}" for title, value in list(values.items())[:_LISTED])
        message = text("The row has no branch, but: %(found)s", found=found)
        hint = text("Write the name of the branch, or empty the row.")
        self._problems.append(Problem("error", "branch-missing", self._grid.place(row, head.column), message, hint))

    def below_end(self, row: int, head: ColumnHeader, branch: str) -> None:
        """Report a row of a branch below a note or a signature, where the table ends."""
        message = text(
            "%(branch)s stands below a note or a signature, where the table ends; it was not read.",
            branch=display_text(branch),
        )
        hint = text("Move the note below the last branch, or delete the rows below it if they do not count.")
        self._problems.append(Problem("error", "below-the-end", self._grid.place(row, head.column), message, hint))

    def second_head(self, row: int, head: ColumnHeader) -> None:
        """Report a row of heads that says something else than the first."""
        message = text(
            "A second row of heads stands here, and this column is not “%(head)s” any more; nothing below it was read.",
            head=head.title,
        )
        hint = text("Move the second table to a sheet of its own; one sheet holds one table.")
        self._problems.append(Problem("error", "second-head", self._grid.place(row, head.column), message, hint))

    def problems(self) -> list[Problem]:
        """Return everything that was reported, the cells of a column that share a fate in one problem."""
        unsaved = [self._unsaved_column(head, rows) for head, rows in self._unsaved.items()]
        normalised = [self._normalised_column(head, cells) for head, cells in self._normalised.items()]
        names = [self._plain_names(head, cells) for head, cells in self._names.items()]
        return [*self._problems, *unsaved, *normalised, *names]

    def _report_fault(self, row: int, head: ColumnHeader, branch: str) -> None:
        if self._grid.facts.faults[row, head.column] == "formula-not-saved":
            self._unsaved.setdefault(head, []).append(row)
            return
        reason = text("shows an error (such as #DIV/0! or #REF!)")
        hint = text("Correct the formula, or type the value itself.")
        self.refuse(row, head, branch, Rejection("error-cell", reason, hint))

    def _unsaved_column(self, head: ColumnHeader, rows: list[int]) -> Problem:
        message = text(
            "%(column)s has formulas that were never calculated: %(cells)s", column=head.title, cells=_cells(head, rows)
        )
        hint = text("Open the workbook in Excel or WPS, save it there, and try again.")
        return Problem("error", "formula-not-saved", self._grid.place(rows[0], head.column), message, hint)

    def _plain_names(self, head: ColumnHeader, cells: list[tuple[int, str]]) -> Problem:
        message = text(
            "%(column)s has characters that cannot be seen, are not what they look like, or point to a footnote; "
            "the names were read as they look, without any mark (the first as %(name)s): %(cells)s",
            column=head.title,
            name=cells[0][1],
            cells=_cells(head, [row for row, _ in cells]),
        )
        hint = text("They come from line breaks, web pages and PDF files; type the names anew to be rid of them.")
        return Problem("notice", "name-as-it-looks", self._grid.place(cells[0][0], head.column), message, hint)

    def _normalised_column(self, head: ColumnHeader, cells: list[tuple[int, object]]) -> Problem:
        message = text(
            "%(column)s was understood, although written unusually (the first is “%(value)s”): %(cells)s",
            column=head.title,
            cells=_cells(head, [row for row, _ in cells]),
            value=display_text(cells[0][1]),
        )
        hint = text("Plain digits in half width, and dates such as 2013-07-15, need no guess.")
        return Problem("notice", "normalised", self._grid.place(cells[0][0], head.column), message, hint)


def abridged(names: Sequence[str]) -> Text:
    """Write the first few of many names, and how many there are."""
    named = listed(names[:_LISTED])
    if len(names) <= _LISTED:
        return named
    return Text("%(first)s … %(last)s (%(number)s)", {"first": named, "last": names[-1], "number": len(names)})


def _cells(head: ColumnHeader, rows: Sequence[int]) -> Text:
    return abridged([f"{letter(head.column)}{row}" for row in rows])


def hidden_cells(grid: Sheet, sheet: SourceSheet, rows: Iterable[int], scores: Collection[str] = ()) -> list[Problem]:
    """Say which of the data were hidden or struck through, and have comments; they were read all the same.

    `sheet` says which columns were read, or which cells, where each role has one; `rows` are those that were read.
    Comments are told of the roles of `scores` only.
    """
    addresses = [(at.rstrip("0123456789"), at) for at in sheet.letters.values()]
    columns = {column_index(letters) for letters, _ in addresses}
    scored = {column_index(sheet.letters[role].rstrip("0123456789")) for role in scores if role in sheet.letters}
    read = {int(at[len(letters) :]) for letters, at in addresses if at != letters} or set(rows)
    problems = []
    if grid.facts.visibility != "visible":
        problems.append(_hidden_sheet(grid))
    if hidden := sorted(read & set(grid.facts.hidden_rows)):
        problems.append(_hidden_rows(grid, hidden))
    if hidden := sorted(columns & set(grid.facts.hidden_columns)):
        problems.append(_hidden_columns(grid, hidden))
    if struck := sorted((row, column) for row, column in grid.facts.struck if row in read and column in columns):
        problems.append(_struck(grid, struck))
    hint = text("Comments are not counted; if one changes the score, change the cell.")
    return problems + [
        Problem("notice", "comment", grid.place(*address), message, hint)
        for address, message in comments(grid, read, scored)
    ]


_THEY_COUNT = text("Show them and look at the data: they count. Delete what is not meant.")


def _hidden_sheet(grid: Sheet) -> Problem:
    message = text("The sheet is hidden, and its data were read.")
    return Problem("notice", "hidden-sheet", CellRef(grid.file, grid.name), message, _THEY_COUNT)


def _hidden_rows(grid: Sheet, rows: Sequence[int]) -> Problem:
    message = text("Rows that are hidden, or filtered out, were read: %(rows)s", rows=listed(list(map(str, rows))))
    return Problem("notice", "hidden-rows", grid.place(rows[0], 0), message, _THEY_COUNT)


def _hidden_columns(grid: Sheet, columns: Sequence[int]) -> Problem:
    message = text(
        "Columns that are hidden were read: %(columns)s", columns=listed([letter(column) for column in columns])
    )
    return Problem("notice", "hidden-columns", grid.place(1, columns[0]), message, _THEY_COUNT)


def _struck(grid: Sheet, cells: Sequence[tuple[int, int]]) -> Problem:
    message = text(
        "Cells that are struck through were read as if they were not: %(cells)s",
        cells=listed([f"{letter(column)}{row}" for row, column in cells]),
    )
    hint = text("Delete what does not count; a line through it says nothing to the program.")
    return Problem("notice", "struck-through", grid.place(*cells[0]), message, hint)
