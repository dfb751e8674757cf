"""Totals that are shown, or were rounded, on the other side of a bound between two levels."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from starrating.decimals import written
from starrating.errors import Problem, column_index
from starrating.formats.sheet import Sheet
from starrating.i18n import text
from starrating.model import NUMBER, ScoreTable
from starrating.read.number_grid import NumberGrid, ReadCells
from starrating.read.table_roles import TableRoles
from starrating.ruleset import Levels
from starrating.ruleset.spans import level_spans, level_with


def shown_across_bounds(sheet: Sheet, table: ScoreTable, levels: Levels) -> Iterator[Problem]:
    """Warn of each total of a table of one sheet whose cell shows another level than the number in it has.

    Numbers are shown rounded half up, as spreadsheets do; the exact one counts.
    """
    at = table.sheets[0].letters.get("total")
    if at is None or levels.of != "total":
        return
    letters = at.rstrip("0123456789")
    column, row_of_form = column_index(letters), at[len(letters) :]
    decimals = {
        row: shown.decimals
        for (row, shown_column), shown in sheet.facts.formats.items()
        if shown_column == column and shown.decimals is not None
    }
    rows = [int(row_of_form)] if row_of_form else table.rows.tolist() if decimals else []
    spans, totals = level_spans(levels), table.total.texts() if rows else []
    for index, row in enumerate(rows):
        if row in decimals and table.total_states[index] == NUMBER:
            stored = Decimal(totals[index])
            seen = stored.quantize(Decimal(1).scaleb(-decimals[row]), ROUND_HALF_UP)
            if level_with(stored, spans) != level_with(seen, spans):
                yield _across(table, index, stored, seen)


def rounded_across_bounds(
    table: ScoreTable, cells: ReadCells, roles: TableRoles | None, levels: Levels
) -> Iterator[Problem]:
    """Report each total that was rounded to another level than the sum of its parts has, where these are not read.

    Which of the two is meant changes a star. Means and blends are rounded by those who make them.
    """
    relations = roles.relations if roles and not table.items and levels.of == "total" else ()
    relation = next((each for each in relations if roles and each.target == roles.total and each.kind == "sum"), None)
    if relation is None or roles is None:
        return
    grid, spans, odd = NumberGrid.of_cells(cells), level_spans(levels), roles.columns[relation.target].odd
    weights = np.array([int(weight) for weight in relation.weights])
    sums = (grid.numbers[:, list(relation.parts)] * weights).sum(axis=1)
    for index in np.flatnonzero(grid.filled[:, relation.target] & (grid.numbers[:, relation.target] != sums)).tolist():
        said, added = (Decimal(int(each[index])) / grid.unit for each in (grid.numbers[:, relation.target], sums))
        if int(table.rows[index]) not in odd and level_with(said, spans) != level_with(added, spans):
            message = text(
                "%(branch)s: the total says %(stated)s, but the items add up to %(added)s.",
                branch=table.branch[index],
                stated=written(said),
                added=written(added),
            )
            hint = text("Type the total with all its decimals; rounding it changes the level.")
            yield Problem("error", "total-disagrees", table.place(index, "total"), message, hint)


def _across(table: ScoreTable, index: int, stored: Decimal, seen: Decimal) -> Problem:
    message = text(
        "%(branch)s: the cell shows %(seen)s, but holds %(stored)s, which is of another level; %(stored)s counts.",
        branch=table.branch[index],
        seen=seen,
        stored=written(stored, 0),
    )
    hint = text("Show all decimals of the cell, and see which of the two is meant.")
    return Problem("warning", "shown-otherwise", table.place(index, "total"), message, hint)
