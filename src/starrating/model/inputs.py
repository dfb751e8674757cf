"""What was read: score table, incidents, roster; each value with the place it came from.

A list of cells in another order, made when it is read: names in rank order cost more than the rating itself.

What the office hands in for a year: the pay of secretaries, and the pairs of paired assistance as edited.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, overload

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from starrating.errors import CellRef
from starrating.exact import Exact
from starrating.model.acts import NO_TERMS, PairTerms
from starrating.model.period import Period


class Item(Struct, frozen=True):
    """An item of the criteria: code, title, full marks, the part (category) it belongs to, who scores it."""

    code: str
    title: str
    full_marks: Decimal | None = None
    part: str | None = None
    department: str | None = None


SUM_TOLERANCE = Fraction(5, 1000)
"""How far a stated total may be from the sum of its items: a saved =SUM carries float noise."""

NUMBER, BLANK, REFUSED, ABSENT, NOT_APPLICABLE = 0, 1, 2, 3, 4
"""What a score cell holds: a number; nothing; something already reported; there is no such column; or 不适用."""


class SourceSheet(Struct, frozen=True):
    """A sheet that rows were read from: its file, its name, and the letter of the column of each role or item code.

    Where a cell does not stand in the row of its branch, its whole address is there (`C7`, on a form), or its whole
    place (`safety.xlsx!考核评分!C7`, where departments have workbooks of their own).
    """

    file: str
    name: str
    letters: Mapping[str, str] = field(default_factory=dict)

    def place(self, role: str, row: int) -> CellRef:
        """Say where the cell of a role stands, for what was read from a row; that of the branch if there is none."""
        *elsewhere, cell = (self.letters.get(role) or self.letters.get("branch", "A")).rsplit("!", 2)
        file, name = elsewhere or (self.file, self.name)
        return CellRef(file, name, cell if cell[-1].isdigit() else f"{cell}{row}")


class ScoreTable(Struct, frozen=True, eq=False):
    """The rows of 考核评分, one per branch, n rows and k items.

    `columns` has the lists of SCORE_COLUMNS but `branch` and `total` and of the facts that the rule set declares, each
    of bool, str, Decimal, date or int, and None where blank. `points` is an n×k matrix, `total` the column as the book
    has it; where their states are not NUMBER the number is 0 and means nothing. Row i came from row `rows[i]` (as the
    spreadsheet counts) of `sheets[origin[i]]`.
    """

    branch: Sequence[str]
    columns: Mapping[str, Sequence[Any]]
    items: tuple[Item, ...]
    points: Exact
    point_states: NDArray[np.uint8]
    total: Exact
    total_states: NDArray[np.uint8]
    sheets: tuple[SourceSheet, ...]
    origin: NDArray[np.int32]
    rows: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.branch)

    def column(self, name: str) -> Sequence[Any]:
        """Return a column, or blanks if the book has no such column."""
        return self.columns[name] if name in self.columns else [None] * len(self)

    def place(self, row: int, role: str = "branch") -> CellRef:
        """Say where the cell of a role (a column's name or an item's code) of a row stands."""
        return self.sheets[int(self.origin[row])].place(role, int(self.rows[row]))

    def taken(self, order: NDArray[np.intp]) -> "ScoreTable":
        """Return the rows in another order."""
        return ScoreTable(
            ReorderedList(self.branch, order),
            {name: ReorderedList(cells, order) for name, cells in self.columns.items()},
            self.items,
            self.points[order],
            self.point_states[order],
            self.total[order],
            self.total_states[order],
            self.sheets,
            self.origin[order],
            self.rows[order],
        )


class Incident(Struct, frozen=True):
    """A row of 降星情形, as written.

    `findings` has the answers of FINDING_COLUMNS and of the columns that the rule set declares, None where blank.
    Rows that name the same `act` are one event. The `person` is compared with those of other rows, and never recorded.
    """

    branch: str
    trigger: str | None
    date: dt.date
    subject: str | None = None
    sanction_system: str | None = None
    sanction: str | None = None
    findings: Mapping[str, bool | str | None] = field(default_factory=dict)
    department: str | None = None
    document: str | None = None
    note: str | None = None
    sheet: SourceSheet = field(default_factory=lambda: SourceSheet("", ""))
    row: int = 0
    act: str | None = None
    person: str | None = None

    def place(self, role: str = "branch") -> CellRef:
        """Say where the cell of a column stands."""
        return self.sheet.place(role, self.row)


class RosterEntry(Struct, frozen=True):
    """A row of 名册."""

    branch: str
    aliases: tuple[str, ...] = ()
    unit: str | None = None
    secretary: str | None = None
    type: str | None = None
    founded: dt.date | None = None
    order: int | None = None


def aliases_of(roster: Sequence[RosterEntry]) -> Mapping[str, str]:
    """Return the branch of every alias."""
    return {alias: entry.branch for entry in roster for alias in entry.aliases}


class Inputs(Struct, frozen=True, eq=False):
    """Everything that was read for one review, and the digests (`sha256:…`) of the files it was read from.

    `period` is None only for frames that come without one; then no incident is outside the period. `opinions` and
    `findings` are the rows of their sheets, column → value; `opinion_places` says where each opinion of a workbook is.
    """

    period: Period | None
    scores: ScoreTable
    incidents: tuple[Incident, ...] = ()
    roster: tuple[RosterEntry, ...] = ()
    opinions: tuple[Mapping[str, Any], ...] = ()
    findings: tuple[Mapping[str, Any], ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    opinion_places: tuple[CellRef, ...] = ()


class ReorderedList(Sequence[Any]):
    """The cells of a list in the order of an index; it reads and compares like the list it stands for."""

    __slots__ = ("_cells", "_list", "_order")

    def __init__(self, cells: Sequence[Any], order: NDArray[np.intp]) -> None:
        self._cells = cells
        self._order = order
        self._list: list[Any] | None = None

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> object: ...
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if self._list is None and not isinstance(index, slice):
            return self._cells[int(self._order[index])]
        return self._whole()[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._whole())

    def __contains__(self, cell: object) -> bool:
        return cell in self._cells

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self._whole())

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Return the place of a cell; `ValueError` if there is none."""
        return self._whole().index(value, start, len(self) if stop is None else stop)

    def _whole(self) -> list[Any]:
        if self._list is None:
            self._list = np.array(self._cells, dtype=object)[self._order].tolist()
        return self._list


class Pay(Struct, frozen=True):
    """The year's performance pay of a branch's secretary in yuan; the secretary is empty where blank."""

    branch: str
    secretary: str
    amount: Decimal
    place: CellRef


class Pair(Struct, frozen=True):
    """A branch that is helped, the branch that helps it, and where each is written; the terms as they were typed."""

    branch: str
    helper: str
    branch_place: CellRef
    place: CellRef
    terms: PairTerms = NO_TERMS
