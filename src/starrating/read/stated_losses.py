"""Points lost that stand beside an item and say otherwise than its score: 得分 17 of 20, 扣分 5."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import numpy as np

from starrating.decimals import written
from starrating.errors import Problem
from starrating.i18n import text
from starrating.model import letter
from starrating.read.agreement import mostly
from starrating.read.header_row import ColumnHeader
from starrating.read.label_hints import is_deduction
from starrating.read.number_grid import NumberGrid
from starrating.read.scored_sheet import ScoredSheet

_PROOF = 2
"""So many rows must have lost points, and agree, before the others are odd."""


def lost_points(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about points lost that are in most rows, but not in all, what the item beside lacks of its full marks."""
    items = {head.column: head for head in sheet.meaning.header.heads if head.full_marks is not None}
    beside = [
        (head, items[column])
        for head in sheet.heads
        if is_deduction(head.title)
        for column in (head.column - 1, head.column + 1)
        if column in items
    ]
    if beside:
        grid = NumberGrid.of_cells(sheet.meaning.cells)
        for lost, item in beside:
            yield from _odd(sheet, grid, lost, item)


def _odd(sheet: ScoredSheet, grid: NumberGrid, lost: ColumnHeader, item: ColumnHeader) -> Iterator[Problem]:
    marks = item.full_marks or Decimal(0)
    taken, given = np.abs(grid.numbers[:, lost.column]), grid.numbers[:, item.column]
    speaks = np.asarray(grid.filled[:, [lost.column, item.column]].all(axis=1))
    fits = np.asarray(taken + given == int(marks * grid.unit))
    if not mostly(fits, speaks) or np.count_nonzero(fits & speaks & (taken != 0)) < _PROOF:
        return
    for row in np.flatnonzero(speaks & ~fits).tolist():
        number = sheet.meaning.rows[row][0]
        message = text(
            "“%(lost)s” says %(taken)s here, but %(cell)s has %(given)s of %(marks)s; which is right?",
            lost=lost.title,
            taken=written(Fraction(int(taken[row]), grid.unit), 0),
            cell=f"{letter(item.column)}{number}",
            given=written(Fraction(int(given[row]), grid.unit), 0),
            marks=marks,
        )
        hint = text("Correct the wrong one of the two; the points count, and what was lost is not read.")
        yield Problem("error", "points-lost-differ", sheet.grid.place(number, lost.column), message, hint)
