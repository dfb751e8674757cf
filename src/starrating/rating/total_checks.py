"""Stated totals must be the sums of their items, exactly or as they were rounded.

Totals that were rounded half up to fewer decimals than the items have contradict nothing while both numbers are of one
level; the sums of the items count.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from starrating.decimals import written
from starrating.errors import CellRef, Problem
from starrating.exact import Exact
from starrating.i18n import text
from starrating.model import NOT_APPLICABLE, NUMBER, Inputs, ScoreTable
from starrating.model.inputs import SUM_TOLERANCE
from starrating.ruleset import RuleSet
from starrating.ruleset.reads import score_is_sum
from starrating.ruleset.spans import level_spans, level_with

_STEPS = (1, SUM_TOLERANCE * 20)
"""Whole numbers and tenths, to which totals are rounded; what is nearer than a hundredth is no difference at all."""


def totals_agree(inputs: Inputs, rules: RuleSet) -> Iterator[Problem]:
    """See that a stated total is the sum of its items, where the sum of the items is the score."""
    table = inputs.scores
    if not table.items:
        return
    if not score_is_sum(rules):
        yield from _totals_not_compared(table)
        return
    given = (table.point_states == NUMBER) | (table.point_states == NOT_APPLICABLE)
    rows = np.flatnonzero(given.all(axis=1) & (table.total_states == NUMBER))
    if not len(rows):
        return
    added, stated = table.points.sum(axis=1), table.total
    gap = stated[rows].minus(added[rows])
    apart = rows[gap.above(SUM_TOLERANCE) | gap.below(-SUM_TOLERANCE)]
    for origin in np.unique(table.origin[apart]).tolist():
        mine = table.origin == origin
        yield from _of_one_sheet(table, rules, (added, stated), (rows[mine[rows]], apart[mine[apart]]))


def _of_one_sheet(
    table: ScoreTable,
    rules: RuleSet,
    sums: tuple[Exact, Exact],
    rows: tuple[NDArray[np.intp], NDArray[np.intp]],
) -> Iterator[Problem]:
    """Report the totals of one sheet that are apart from their sums, and say once that the others were rounded."""
    (added, stated), (compared, apart) = sums, rows
    rounded = _rounded(added, stated, compared, apart)
    spans = level_spans(rules.levels) if rules.levels.of == "total" else ()
    kept = [row for row in rounded if level_with(stated.at(row), spans) == level_with(added.at(row), spans)]
    for row in (row for row in apart.tolist() if row not in kept):
        yield _disagrees(table, row, added, stated, crosses=row in rounded)
    if kept:
        message = text(
            "The totals are rounded, %(branch)s from %(added)s to %(stated)s; the sums of the items count.",
            branch=table.branch[kept[0]],
            added=written(added.at(kept[0])),
            stated=written(stated.at(kept[0])),
        )
        yield Problem("notice", "total-rounded", table.place(kept[0], "total"), message)


def _rounded(added: Exact, stated: Exact, compared: NDArray[np.intp], apart: NDArray[np.intp]) -> set[int]:
    """Return the rows in which the total is the rounded sum, where the whole sheet shows that totals are rounded.

    No total may have more decimals than are rounded to, and of those apart from their sums most, at least two, must be
    rounded: a single one is as likely a slip.
    """
    for step in _STEPS:
        if stated[compared].rounded(step, "half-up") != stated[compared]:
            continue
        fits = added[apart].rounded(step, "half-up").minus(stated[apart]).numerators == 0
        if np.count_nonzero(fits) >= 2 and 2 * np.count_nonzero(fits) > len(apart):
            return set(apart[fits].tolist())
    return set()


def _disagrees(table: ScoreTable, row: int, added: Exact, stated: Exact, *, crosses: bool) -> Problem:
    message = text(
        "%(branch)s: the total says %(stated)s, but the items add up to %(added)s.",
        branch=table.branch[row],
        stated=written(stated.at(row)),
        added=written(added.at(row)),
    )
    hint = (
        text("Type the total with all its decimals; rounding it changes the level.")
        if crosses
        else text("Correct the item or the total; a formula such as =SUM keeps them together.")
    )
    return Problem("error", "total-disagrees", table.place(row, "total"), message, hint)


def _totals_not_compared(table: ScoreTable) -> Iterator[Problem]:
    """Say of every workbook with totals that they are not looked at: the rule set makes a score of its own."""
    for origin in np.unique(table.origin[table.total_states == NUMBER]).tolist():
        sheet = table.sheets[origin]
        message = text("The totals of the workbook are not compared; the rule set makes a total of its own.")
        yield Problem("notice", "total-not-compared", CellRef(sheet.file, sheet.name), message)
