"""Departments score their own items in workbooks of their own; by the names of the branches they become one table."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from starrating.errors import Place, Problem
from starrating.exact import Exact
from starrating.files.scores.items import codes
from starrating.i18n import text
from starrating.model import ABSENT, NUMBER, REFUSED, SCORE_COLUMNS, Item, ScoreTable, Sheet
from starrating.ruleset import Criteria

_TOLERANCE = Fraction(5, 1000)
_Rows = NDArray[np.intp]


def side_by_side(
    parts: Sequence[ScoreTable], criteria: Criteria, aliases: Mapping[str, str]
) -> tuple[ScoreTable, list[Problem]]:
    """Join tables without a common item by branch; a branch that a table lacks, or has twice, is an error.

    The order of the branches is that of the first table. Totals are those of parts: they are compared with the items
    here, and the joined table has none. Other columns may stand in any of the tables, but must not contradict.
    """
    problems = [problem for part in parts for problem in (*_repeated(part, aliases), *_wrong_totals(part))]
    places = [_rows_by_branch(part, aliases) for part in parts]
    branches = list(dict.fromkeys(branch for rows in places for branch in rows))
    taken = [np.array([rows.get(branch, -1) for branch in branches], np.intp) for rows in places]
    for part, rows in zip(parts, taken, strict=True):
        problems += [*_lacking(part, rows, branches), *_renamed(part, rows, branches)]
    columns, contradictions = _columns(parts, taken, branches)
    order, items = _items(parts, criteria)
    states = [np.where(rows[:, None] >= 0, part.point_states[rows], REFUSED) for part, rows in _each(parts, taken)]
    table = ScoreTable(
        branches,
        columns,
        items,
        _beside([part.points[rows] for part, rows in _each(parts, taken)], order),
        np.concatenate(states, axis=1)[:, order].astype(np.uint8),
        Exact(np.zeros(len(branches), np.int64)),
        np.full(len(branches), ABSENT, np.uint8),
        tuple(_sheet(parts, [int(rows[index]) for rows in taken], order, items) for index in range(len(branches))),
        np.arange(len(branches), dtype=np.int32),
        np.array([_first(parts, [int(rows[index]) for rows in taken]) for index in range(len(branches))], np.int32),
    )
    return table, problems + contradictions


def _each(parts: Sequence[ScoreTable], taken: Sequence[_Rows]) -> Iterator[tuple[ScoreTable, _Rows]]:
    return zip(parts, taken, strict=True)


def _rows_by_branch(part: ScoreTable, aliases: Mapping[str, str]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for row, branch in enumerate(part.branch):
        rows.setdefault(aliases.get(branch, branch), row)
    return rows


def _items(parts: Sequence[ScoreTable], criteria: Criteria) -> tuple[list[int], tuple[Item, ...]]:
    """Put the items in order: that of the rule set's list, or part by part; return their columns, and themselves."""
    found = [item for part in parts for item in part.items]
    if criteria.origin == "rules":
        listed = [item.code for _, item in criteria.items]
        order = sorted(range(len(found)), key=lambda column: listed.index(found[column].code))
        return order, tuple(found[column] for column in order)
    named = list(dict.fromkeys(item.part for item in found))
    order = sorted(range(len(found)), key=lambda column: named.index(found[column].part))
    given = codes([found[column].part for column in order])
    return order, tuple(
        Item(code, found[column].title, found[column].full_marks, found[column].part)
        for code, column in zip(given, order, strict=True)
    )


def _beside(blocks: Sequence[Exact], order: Sequence[int]) -> Exact:
    unit = lcm(*(block.unit for block in blocks))
    return Exact(np.concatenate([block.over(unit) for block in blocks], axis=1)[:, order], unit)


def _sheet(parts: Sequence[ScoreTable], rows: Sequence[int], order: Sequence[int], items: Sequence[Item]) -> Sheet:
    """Say where everything of a branch stands: the places of its items are in several sheets."""
    places = [
        str(part.place(row, item.code)) if row >= 0 else str(_sheet_of(part))
        for part, row in zip(parts, rows, strict=True)
        for item in part.items
    ]
    part, row = next((part, row) for part, row in zip(parts, rows, strict=True) if row >= 0)
    sheet = part.sheets[int(part.origin[row])]
    own = {role: cell for role, cell in sheet.letters.items() if role in {"branch", *part.columns}}
    for other, other_row in zip(parts, rows, strict=True):
        for name in other.columns if other_row >= 0 else ():
            own.setdefault(name, str(other.place(other_row, name)))
    scored = {item.code: places[column] for item, column in zip(items, order, strict=True)}
    return Sheet(sheet.file, sheet.name, own | {code: place for code, place in scored.items() if place.count("!") > 1})


def _first(parts: Sequence[ScoreTable], rows: Sequence[int]) -> int:
    return next(int(part.rows[row]) for part, row in zip(parts, rows, strict=True) if row >= 0)


def _sheet_of(part: ScoreTable) -> Place:
    return Place(part.sheets[0].file, part.sheets[0].name)


def _columns(
    parts: Sequence[ScoreTable], taken: Sequence[_Rows], branches: Sequence[str]
) -> tuple[dict[str, list[Any]], list[Problem]]:
    """Take each column from whichever table has it; notes are joined, anything else must not contradict."""
    columns: dict[str, list[Any]] = {}
    problems: list[Problem] = []
    for part, rows in _each(parts, taken):
        for name, cells in part.columns.items():
            column = columns.setdefault(name, [None] * len(branches))
            for index, row in enumerate(rows.tolist()):
                value = cells[row] if row >= 0 else None
                if column[index] is None:
                    column[index] = value
                elif value is not None and value != column[index] and name == "note":
                    column[index] = f"{column[index]}；{value}"
                elif value is not None and value != column[index]:
                    problems.append(_contradiction(part, row, name, (column[index], value)))
    return columns, problems


def _contradiction(part: ScoreTable, row: int, name: str, values: tuple[object, object]) -> Problem:
    message = text(
        "%(branch)s: as %(column)s, here stands %(here)s, and in another of the workbooks %(there)s.",
        branch=part.branch[row],
        column=next((column.head for column in SCORE_COLUMNS if column.name == name), name),
        here=values[1],
        there=values[0],
    )
    hint = text("Correct the wrong one, or let the column stand in one workbook only.")
    return Problem("error", "workbooks-contradict", part.place(row, name), message, hint)


def _repeated(part: ScoreTable, aliases: Mapping[str, str]) -> Iterator[Problem]:
    first = _rows_by_branch(part, aliases)
    for row, branch in enumerate(part.branch):
        if (before := first[aliases.get(branch, branch)]) != row:
            message = text(
                "%(branch)s stands here again; it is already in %(place)s.", branch=branch, place=part.place(before)
            )
            yield Problem("error", "branch-twice", part.place(row), message, text("Keep one of the two rows."))


def _lacking(part: ScoreTable, rows: _Rows, branches: Sequence[str]) -> Iterator[Problem]:
    lacking = [branch for branch, row in zip(branches, rows.tolist(), strict=True) if row < 0]
    if not lacking:
        return
    departments = dict.fromkeys(item.department for item in part.items if item.department)
    message = text(
        "%(department)s has not scored %(branches)s; the others have. Its items: %(items)s",
        department="、".join(departments) or part.sheets[0].file,
        branches="、".join(lacking),
        items="、".join(item.title for item in part.items),
    )
    hint = text("Add the rows, or correct the names: each branch needs the same name in every workbook.")
    yield Problem("error", "branch-not-scored", _sheet_of(part), message, hint)


def _renamed(part: ScoreTable, rows: _Rows, branches: Sequence[str]) -> Iterator[Problem]:
    for branch, row in zip(branches, rows.tolist(), strict=True):
        if row >= 0 and part.branch[row] != branch:
            message = text(
                "%(alias)s was read as %(branch)s, by the roster's aliases.", alias=part.branch[row], branch=branch
            )
            yield Problem("notice", "alias", part.place(row), message)


def _wrong_totals(part: ScoreTable) -> Iterator[Problem]:
    """Compare the totals of a table with its own items: once joined, they are totals of nothing."""
    given = (part.point_states == NUMBER).all(axis=1) & (part.total_states == NUMBER)
    gap = part.total.minus(part.points.sum(axis=1))
    for row in np.flatnonzero(given & (gap.above(_TOLERANCE) | gap.below(-_TOLERANCE))).tolist():
        message = text(
            "%(branch)s: the total says %(stated)s, but the items add up to %(added)s.",
            branch=part.branch[row],
            stated=part.total[row : row + 1].shown()[0],
            added=part.points[row : row + 1].sum(axis=1).shown()[0],
        )
        hint = text("Correct the item or the total; a formula such as =SUM keeps them together.")
        yield Problem("error", "total-disagrees", part.place(row, "total"), message, hint)
