"""Find out what every row and every column of a table is."""

import numpy as np
from msgspec.structs import replace

from starrating.read.column_roles import ColumnRoles, column_roles
from starrating.read.label_hints import column_hint
from starrating.read.number_grid import NumberGrid
from starrating.read.row_labels import RowLabels, row_labels
from starrating.read.row_roles import row_roles
from starrating.read.table_roles import Known, TableCells, TableRoles

_ADDED_UP = frozenset({"item", "total", "subtotal", "bonus", "deduction", "mean", "self", "previous", "fact", "other"})


def find_roles(table: TableCells, known: Known | None = None, grid: NumberGrid | None = None) -> TableRoles:
    """Give every row and every column that holds a number a role, each with its evidence or with a question.

    Columns come first, from the rows that are branches by name or number; rows then, by what they add up. `grid` has
    the numbers of the rows, if they are read already.
    """
    known = known or Known()
    grid = grid or NumberGrid.from_rows(table.rows)
    running = next((at for at, head in enumerate(table.heads) if column_hint(head.title, head.above) == "number"), None)
    labels = row_labels(table, grid, running, known)
    columns = _columns(table, grid, labels, known)
    added = [column for column, line in columns.roles.items() if line.role in _ADDED_UP]
    rows = row_roles(grid, labels, table, added, columns.relations)
    not_assessed = {at for at, line in columns.roles.items() if line.role in {"self", "previous"}}
    marked = {at for at, marks in rows.full_marks.items() if marks and table.heads[at].full_marks is None}
    if lacking := marked - not_assessed:
        heads = [
            head._replace(full_marks=rows.full_marks[at]) if at in lacking else head
            for at, head in enumerate(table.heads)
        ]
        table = replace(table, heads=heads)
        columns = _columns(table, grid, labels, known)
    named = {number: rows.roles[at] for at, number in enumerate(table.numbers) if at in rows.roles}
    branches = [at for at, line in rows.roles.items() if line.role == "branch" and not line.question]
    items = tuple(column for column, line in columns.roles.items() if line.role in {"item", "bonus", "deduction"})
    return TableRoles(named, columns.roles, branches, items, columns.total, columns.relations, rows.full_marks)


def _columns(table: TableCells, grid: NumberGrid, labels: RowLabels, known: Known) -> ColumnRoles:
    branches = np.flatnonzero(labels.proven & (grid.filled.any(axis=1)))
    numbers = [table.numbers[row] for row in branches.tolist()]
    return column_roles(grid.rows(branches), numbers, table.heads, table.branch, known)
