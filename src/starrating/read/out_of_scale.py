"""Scores that stand a power of ten below the others: 0.85 among 93, 71 and 91 is 85 as a fraction, or 8.5."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from starrating.decimals import exactly, written
from starrating.errors import Problem, column_index
from starrating.exact import Exact
from starrating.formats.sheet import Row
from starrating.i18n import Text, text
from starrating.model import NUMBER, ScoreTable
from starrating.read.cell_values import BLANKS
from starrating.read.number_grid import Mask
from starrating.read.table_roles import TableRoles, Witness
from starrating.ruleset import Criteria

_UNIT = "分"
"""Written behind a number it says what this counts: 0.85分."""
_SEVERAL = 2
"""Other scores of an item that have to be high before a low one is doubted."""


class _Column(NamedTuple):
    role: str
    points: Exact
    filled: Mask
    full: Decimal


def out_of_scale(
    table: ScoreTable, rows: Sequence[tuple[int, Row]], criteria: Criteria, roles: TableRoles | None
) -> Iterator[Problem]:
    """Ask about each score of one sheet that is at most a tenth of what it may be while the others are high.

    A total is doubted, 0 too, where most others are at least half of the whole; an item, which may well be low, where
    all others are, and the number is a broken one that times ten or a hundred would be none below them. What adds up is
    not doubted, nor is a number written with its unit where others are not. `rows` are those of the table.
    """
    for column in _unproven(table, criteria, roles):
        if column.role == "total" and (whole := _of_another_scale(column)) is not None:
            yield _all_asked(table, whole, column)
            continue
        doubted = np.flatnonzero(_low_among_high(column)).tolist()
        if not doubted:
            continue
        at = column_index(table.sheets[0].letters[column.role])
        said = [isinstance(row[at], str) and row[at].rstrip(BLANKS).endswith(_UNIT) for _, row in rows]
        for row in doubted:
            if all(said) or not said[row]:
                yield _asked(table, row, column)


def _unproven(table: ScoreTable, criteria: Criteria, roles: TableRoles | None) -> Iterator[_Column]:
    """Yield the columns that are read as scores, each with the rows in which no sum proves them."""
    if table.items:
        added = (table.point_states == NUMBER).all(axis=1) & (table.total_states == NUMBER)
        gap = table.total.minus(table.points.sum(axis=1))
        open_ = ~added | gap.above(0) | gap.below(0)
        for column, item in enumerate(table.items if criteria.origin == "workbook" and open_.any() else ()):
            points = Exact(table.points.numerators[:, column], table.points.unit)
            if item.full_marks:
                filled = (table.point_states[:, column] == NUMBER) & open_
                yield _Column(item.code, points, filled, item.full_marks)
        return
    line = roles.columns[roles.total] if roles and roles.total is not None else None
    if criteria.full_marks and line and line.witness != Witness.ARITHMETIC:
        yield _Column("total", table.total, table.total_states == NUMBER, criteria.full_marks)


def _low_among_high(column: _Column) -> Mask:
    numbers, whole = column.points.numerators, int(column.full * column.points.unit)
    least_low = 0 if column.role == "total" else 1  # an item may well be worth nothing
    low: Mask = column.filled & (numbers >= least_low) & (10 * numbers <= whole)
    others = numbers[column.filled & ~low]
    high = int((2 * others >= whole).sum())
    if column.role == "total":
        return low & (high > 0) & (2 * high >= len(others))
    if high < max(_SEVERAL, len(others)):
        return np.zeros_like(low)
    low &= numbers % column.points.unit != 0
    least = int(others.min())
    return np.asarray(low & ((10 * numbers >= least) | ((100 * numbers >= least) & (100 * numbers <= whole))))


def _of_another_scale(column: _Column) -> int | None:
    """Return the row of the highest total if all are at most a tenth of the whole, not all of them 0; else None."""
    numbers, rows = column.points.numerators, np.flatnonzero(column.filled)
    if len(rows) < _SEVERAL or not numbers[rows].any():
        return None
    best = int(rows[numbers[rows].argmax()])
    return best if 10 * int(numbers[best]) <= int(column.full * column.points.unit) else None


def _all_asked(table: ScoreTable, row: int, column: _Column) -> Problem:
    message = text(
        "No total is above a tenth of the full marks of %(full)s; the highest is %(value)s. Are they of another scale?",
        full=written(column.full, 0),
        value=exactly(column.points.at(row), 0),
    )
    hint = text("Write the totals out of %(full)s.", full=written(column.full, 0))
    return Problem("error", "score-out-of-scale", table.place(row, column.role), message, hint)


def _asked(table: ScoreTable, row: int, column: _Column) -> Problem:
    number = column.points.at(row)
    typed = f"{exactly(number, 0)}{_UNIT}"
    hint = text("Correct the number; if it is meant so, type it with its unit: %(typed)s", typed=typed)
    message = _far_below(table.branch[row], number, column.full) if number else _nothing(table.branch[row])
    return Problem("error", "score-out-of-scale", table.place(row, column.role), message, hint)


def _far_below(branch: str, number: Fraction, full: Decimal) -> Text:
    return text(
        "%(branch)s: %(value)s is at most a tenth of the full marks of %(full)s, while others have more than half; was "
        "%(meant)s meant?",
        branch=branch,
        value=exactly(number, 0),
        full=written(full, 0),
        meant=exactly((100 if 100 * number <= full else 10) * number, 0),
    )


def _nothing(branch: str) -> Text:
    return text("%(branch)s: the total is 0, while others have more than half; was it not scored?", branch=branch)
