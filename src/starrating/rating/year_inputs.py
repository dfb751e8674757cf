"""The score table of a year, from the reviews of its halves: who is in it, and the mean of the totals."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from starrating.exact import Exact
from starrating.model import BLANK, NUMBER, Ratings, Review, ScoreTable
from starrating.model.branch_names import Lineage

Rows = Mapping[str, Mapping[int, int]]
"""Branch → position of a half → row of the branch in the ratings of that half; the last half first."""

_OF_A_HALF = frozenset({"previous_star", "applied_star", "self_score", "note"})
"""Columns that speak of a half-year only."""
_ENDING = frozenset({"merged", "split", "closed"})


def rows_of(halves: Sequence[Review], lineage: Lineage) -> tuple[Rows, list[tuple[str, Review]]]:
    """Find the rows of each branch, in the order of the last score sheet, under its newest name.

    Also return the branches of an earlier half that have ended since; they have no star of the year.
    """
    rows: dict[str, dict[int, int]] = {}
    ended: list[tuple[str, Review]] = []
    for at, half in reversed(list(enumerate(halves))):
        there = _in_sheet_order(half.ratings.scores)
        carried = lineage.carried(there, list(rows), (half.period.last_day, halves[-1].period.last_day))
        for branch, row in carried.items():
            rows[branch][at] = row
        taken = set(carried.values())
        for branch, row in there.items():
            if row in taken:
                continue
            if half is not halves[-1] and (branch in rows or _has_ended(branch, lineage)):
                ended.append((branch, half))
            else:
                rows[branch] = {at: row}
    return rows, ended


def table_of(halves: Sequence[Review], rows: Rows, weights: Mapping[str, Fraction]) -> ScoreTable:
    """Return the table of a year: no items, as `total` the exact mean of the totals of the reviews with a score.

    `weights` are those of the parts of the year; a part that has none there, or all without any, weighs 1.

    Every other cell, and the place of each, is that of the last review that has the branch; columns that speak of a
    half-year only are left out.
    """
    tables = [half.ratings.scores for half in halves]
    last = [next(iter(found.items())) for found in rows.values()]
    names = dict.fromkeys(name for table in reversed(tables) for name in table.columns if name not in _OF_A_HALF)
    means = _means(halves, rows, weights)
    sheets_before = np.cumsum([0, *(len(table.sheets) for table in tables)])
    return ScoreTable(
        branch=list(rows),
        columns={name: _cells(tables, last, name) for name in names},
        items=(),
        points=Exact(np.zeros((len(rows), 0), np.int64)),
        point_states=np.zeros((len(rows), 0), np.uint8),
        total=Exact.from_decimals(mean or 0 for mean in means),
        total_states=np.array([BLANK if mean is None else NUMBER for mean in means], np.uint8),
        sheets=tuple(sheet for table in tables for sheet in table.sheets),
        origin=np.array([sheets_before[at] + tables[at].origin[row] for at, row in last], np.int32),
        rows=np.array([tables[at].rows[row] for at, row in last], np.int32),
    )


def totals_of(half: Ratings, rows: Sequence[int | None]) -> list[str | None]:
    """Return the exact totals of rows of a half as text; None where there is no row, or no score in it."""
    texts, scored = half.score.texts(), half.scored.tolist()
    return [texts[row] if row is not None and scored[row] else None for row in rows]


def _in_sheet_order(table: ScoreTable) -> dict[str, int]:
    order = np.lexsort((table.rows, table.origin)).tolist()
    return {table.branch[row]: row for row in order}


def _has_ended(branch: str, lineage: Lineage) -> bool:
    return any(
        change.kind in _ENDING and branch in change.before and branch not in change.after for change in lineage.changes
    )


def _means(halves: Sequence[Review], rows: Rows, weights: Mapping[str, Fraction]) -> list[Fraction | None]:
    weight = [weights.get(half.period.part or "", Fraction(1)) for half in halves]
    totals = [half.ratings.score.fractions() for half in halves]
    scored = [half.ratings.scored.tolist() for half in halves]
    means: list[Fraction | None] = []
    for found in rows.values():
        given = [(weight[at], totals[at][row]) for at, row in found.items() if scored[at][row]]
        whole = sum((share for share, _ in given), Fraction(0))
        means.append(sum((share * total for share, total in given), Fraction(0)) / whole if whole else None)
    return means


def _cells(tables: Sequence[ScoreTable], last: Sequence[tuple[int, int]], name: str) -> list[Any]:
    columns = [table.column(name) for table in tables]
    return [columns[at][row] for at, row in last]
