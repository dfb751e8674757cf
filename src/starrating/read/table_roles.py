"""The role of every row and every column of a table, each with its evidence, or with the question that is open."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from enum import IntEnum
from typing import Any, NamedTuple

from msgspec import Struct, field

from starrating.i18n import Text
from starrating.model import Period
from starrating.read.agreement import Relation
from starrating.read.label_hints import ColumnRole, RowRole


class Witness(IntEnum):
    """What speaks for a role, the weakest first; two that contradict are a question."""

    PLACE = 1
    LIKENESS = 2
    WORD = 3
    ARITHMETIC = 4
    KNOWN = 5


class ColumnHead(NamedTuple):
    """The head of a column: its title, the heads that span it from above (the nearest first), its full marks."""

    title: str
    above: tuple[str, ...] = ()
    full_marks: Decimal | None = None


class Known(Struct, frozen=True):
    """What is known before a table is looked at.

    `branches` are names of the roster or of an earlier period, `others` names that the office has said to be no branch,
    `columns` the roles that published names, the rule set or the office give to columns, `period` the one that is
    rated, `whole` the full marks of all items together.
    """

    branches: Collection[str] = ()
    others: Collection[str] = ()
    columns: Mapping[int, ColumnRole] = field(default_factory=dict)
    period: Period | None = None
    whole: Decimal | None = None


class TableCells(Struct, frozen=True, eq=False):
    """The rows below the first head of a table, all equally long, with their numbers as the spreadsheet counts.

    `branch` is the column that names the branches; there is a head for every column.
    """

    rows: Sequence[Sequence[Any]]
    numbers: Sequence[int]
    heads: Sequence[ColumnHead]
    branch: int


class LineRole(Struct, frozen=True):
    """The role of a row or of a column, why, and what is to be asked before it is acted upon; `odd` cells deviate.

    `odd` has the columns of a row, or the rows of a column as the spreadsheet counts.
    """

    role: RowRole | ColumnRole
    witness: Witness
    because: Text
    question: Text | None = None
    odd: tuple[int, ...] = ()


class SheetRoles(NamedTuple):
    """The roles of the rows and columns of a sheet."""

    file: str
    sheet: str
    roles: "TableRoles"


class TableRoles(Struct, frozen=True, eq=False):
    """What every row and every column of a table is.

    `rows` are by their number as the spreadsheet counts, `columns` by their position; `branches` are the positions of
    the branches' rows among those that were given. `total` is the column of the score that counts, `items` the columns
    it is made of. `full_marks` come from rows of full marks, by column.
    """

    rows: Mapping[int, LineRole]
    columns: Mapping[int, LineRole]
    branches: Sequence[int]
    items: tuple[int, ...]
    total: int | None
    relations: tuple[Relation, ...]
    full_marks: Mapping[int, Decimal]

    @property
    def unproven(self) -> frozenset[int]:
        """The columns that make the score, unless the sum of the items proves it in every row."""
        total = self.columns.get(self.total) if self.total is not None else None
        if total and not total.odd and any(relation.target == self.total for relation in self.relations):
            return frozenset()
        return frozenset(column for column in (*self.items, self.total) if column is not None)

    @property
    def unexplained(self) -> dict[str, dict[int, LineRole]]:
        """The rows and the columns about which there is a question."""
        return {"rows": self.asked_rows(), "columns": self.asked_columns()}

    def asked_rows(self) -> dict[int, LineRole]:
        """Return the rows about which there is a question."""
        return _asked(self.rows)

    def asked_columns(self) -> dict[int, LineRole]:
        """Return the columns about which there is a question."""
        return _asked(self.columns)


def _asked(lines: Mapping[int, LineRole]) -> dict[int, LineRole]:
    return {at: line for at, line in lines.items() if line.question}
