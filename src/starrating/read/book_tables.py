"""The score sheets of one workbook: those that are one table, and those that are passed over.

Sheets with the same heads are one table, such as 生产支部 and 机关支部, or a 汇总 beside its groups. No branch is lost
by passing over a sheet: one that has branches of its own either counts or is an error.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import NamedTuple

import numpy as np

from starrating.errors import CellRef, Problem
from starrating.i18n import listed, text
from starrating.model import NUMBER, Period, ScoreTable
from starrating.patterns import regex
from starrating.read.cell_problems import abridged
from starrating.read.column_names import SHEET_TEXTS
from starrating.read.joined_sheets import scored_apart
from starrating.read.score_columns import NOT_ASSESSED
from starrating.read.stated_periods import StatedPeriod, covers, narrowest
from starrating.read.stated_terms import not_final
from starrating.read.summary_sheets import (
    ScoreSheet,
    compared,
    compared_with_summary,
    is_column_of,
    parts_of_summaries,
    summaries_of,
)

EXPLAINS = regex("说明|样表|模板|示例|范本")
"""填表说明, 填写示例: names of sheets that are there for those who fill in the others."""


class BookTables(NamedTuple):
    """The tables of a workbook that count, the periods that their sheets say, and the problems."""

    tables: list[ScoreTable]
    stated: list[StatedPeriod]
    problems: list[Problem]


def tables_that_count(sheets: Sequence[ScoreSheet], period: Period | None, whole: Decimal | None = None) -> BookTables:
    """Choose among the score sheets of a workbook, for the period that is rated, None if it is not known yet.

    `whole` is the full marks of the rule set.
    """
    real = [sheet for sheet in sheets if sheet.named or not EXPLAINS.search(sheet.place.sheet or "")] or sheets
    real, own = _assessed(real)
    current, passed = _of_period(real, period)
    named = [sheet for sheet in current if sheet.named]
    counted = [sheet for sheet in current if not named or sheet.named or _one_table(sheet, named[0])]
    notices = [*map(_of_other_period, passed), *map(_of_own_scores, own)]
    parts = {part.sheet.place: part for part in parts_of_summaries(current)}
    counted = [sheet for sheet in counted if sheet.place not in parts]
    summaries = summaries_of(current, [sheet for sheet in counted if sheet.table.items], whole)
    summaries = [sheet for sheet in summaries if sheet.place not in parts]
    counted = [sheet for sheet in counted if sheet not in summaries]
    branches = {branch for sheet in counted for branch in sheet.table.branch}
    left_out = [sheet for sheet in current if sheet not in [*counted, *summaries] and sheet.place not in parts]
    notices += [_sample(sheet) for sheet in sheets if sheet not in [*real, *own]]
    notices += [_left_out(sheet, counted, branches) for sheet in left_out]
    problems = [problem for sheet in counted for problem in sheet.problems]
    problems += [problem for sheet in summaries for problem in compared(sheet, counted)]
    problems += [problem for part in parts.values() for problem in compared_with_summary(part)]
    stated = [stated_period for sheet in counted for stated_period in sheet.stated]
    tables = [sheet.table for sheet in counted]
    if len(counted) > 1 and not scored_apart(tables):
        if not all(_one_table(sheet, counted[0]) for sheet in counted):
            return BookTables([], stated, [*notices, *problems, several_sheets(tables)])
        tables, again = _without_repeated(tables)
        kept = {table.sheets[0].name for table in tables}
        notices += again
        notices += [
            _read_as_well(sheet) for sheet in counted if named and not sheet.named and sheet.place.sheet in kept
        ]
    return BookTables(tables, stated, [*notices, *problems, *_not_final(tables)])


def _not_final(tables: Sequence[ScoreTable]) -> Iterator[Problem]:
    """Ask about sheets that are called drafts or samples, and tell of a workbook that is."""
    for table in tables:
        yield from not_final(_place(table), _place(table).sheet or "")
    for file in dict.fromkeys(table.sheets[0].file for table in tables):
        yield from not_final(CellRef(file), PurePath(file).stem)


def several_sheets(tables: Sequence[ScoreTable]) -> Problem:
    """Report that a workbook has several score sheets which cannot all count."""
    names = listed(table.sheets[0].name for table in tables)
    message = text("Several sheets look like the score sheet: %(sheets)s", sheets=names)
    hint = text(
        "Give sheets that are one table the same heads; where one repeats the others, call the one that counts "
        "%(name)s and delete the rest.",
        name=SHEET_TEXTS["scores"],
    )
    return Problem("error", "several-score-sheets", CellRef(tables[0].sheets[0].file), message, hint)


def _one_table(sheet: ScoreSheet, first: ScoreSheet) -> bool:
    """Tell whether two sheets have the same items and, if that is none, the same heads."""
    items, others = (
        {(item.part, item.title, item.full_marks) for item in score_sheet.table.items} for score_sheet in (sheet, first)
    )
    return items == others and (bool(items) or sheet.heads == first.heads)


def _assessed(sheets: Sequence[ScoreSheet]) -> tuple[list[ScoreSheet], list[ScoreSheet]]:
    """Divide the sheets into those of assessed scores, and those of what the same branches gave themselves."""
    own = [sheet for sheet in sheets if any(problem.code == NOT_ASSESSED for problem in sheet.problems)]
    branches = {branch for sheet in sheets if sheet not in own for branch in sheet.table.branch}
    own = [sheet for sheet in own if branches.issuperset(sheet.table.branch)]
    return [sheet for sheet in sheets if sheet not in own], own


def with_scores(sheets: Sequence[ScoreSheet], period: Period | None) -> tuple[list[ScoreSheet], list[Problem]]:
    """Leave out, with a notice, the sheets of other periods that nobody has filled in yet: 下半年 beside 上半年.

    One of the period that is asked for is not left out, nor one that says no period: its branches lack their scores.
    """
    filled = [sheet for sheet in sheets if _has_numbers(sheet.table)]
    known = {stated.period for sheet in filled for stated in sheet.stated} | ({period} if period else set())
    open_ = [
        sheet
        for sheet in sheets
        if filled and sheet not in filled and sheet.stated and known.isdisjoint(each.period for each in sheet.stated)
    ]
    return [sheet for sheet in sheets if sheet not in open_], list(map(_not_filled, open_))


def _has_numbers(table: ScoreTable) -> bool:
    return bool((table.point_states == NUMBER).any() or (table.total_states == NUMBER).any())


def _not_filled(sheet: ScoreSheet) -> Problem:
    words = sheet.stated[0].words
    message = text("The sheet was not read; it has no scores, and is of another period: %(words)s", words=words)
    return Problem("notice", "sheet-of-other-period", sheet.place, message)


def _is_of_other(stated: Sequence[StatedPeriod], period: Period) -> bool:
    own = narrowest(stated)
    return (
        own is not None and not covers(own.period, period) and all(covers(each.period, own.period) for each in stated)
    )


def _of_period(sheets: Sequence[ScoreSheet], period: Period | None) -> tuple[list[ScoreSheet], list[ScoreSheet]]:
    """Divide the sheets into those of the period, and those of another one that rate some of the same branches.

    One that names periods of which none is a part of all the others contradicts itself, and is not passed over.
    """
    if period is None:
        return list(sheets), []
    other = [sheet for sheet in sheets if _is_of_other(sheet.stated, period)]
    branches = {branch for sheet in sheets if sheet not in other for branch in sheet.table.branch}
    passed = [sheet for sheet in other if not branches.isdisjoint(sheet.table.branch)]
    return [sheet for sheet in sheets if sheet not in passed], passed


def _without_repeated(tables: Sequence[ScoreTable]) -> tuple[list[ScoreTable], list[Problem]]:
    """Leave out the rows that stand in a table before with the same values; others of one branch stay, as errors."""
    first: dict[str, tuple[ScoreTable, int]] = {}
    kept, notices = [], []
    for table in tables:
        repeated = [
            row
            for row, branch in enumerate(table.branch)
            if branch in first and first[branch][0] is not table and _equal((table, row), first[branch])
        ]
        for row, branch in enumerate(table.branch):
            first.setdefault(branch, (table, row))
        if repeated:
            notices.append(_repeated(table, [table.branch[row] for row in repeated]))
        if len(repeated) < len(table):
            kept.append(table.taken(np.delete(np.arange(len(table)), repeated)) if repeated else table)
    return kept, notices


def _equal(one: tuple[ScoreTable, int], other: tuple[ScoreTable, int]) -> bool:
    return _values(*one) == _values(*other) and all(
        cells[one[1]] in {None, other[0].column(name)[other[1]]} for name, cells in one[0].columns.items()
    )


def _values(table: ScoreTable, row: int) -> dict[object, object]:
    """Return what a row says of every item, in whatever order the items stand, and of the total."""
    points, states = table.points[row].fractions(), table.point_states[row].tolist()
    cells = zip(points, states, strict=True)
    scored: dict[object, object] = dict(zip(((item.part, item.title) for item in table.items), cells, strict=True))
    return scored | {"total": (table.total.at(row), int(table.total_states[row]))}


def _repeated(table: ScoreTable, branches: Sequence[str]) -> Problem:
    message = text(
        "Rows that stand in another sheet with the same values were read once: %(branches)s",
        branches=abridged(branches),
    )
    return Problem("notice", "rows-again", _place(table), message)


def _of_other_period(sheet: ScoreSheet) -> Problem:
    message = text("The sheet was not read; it is of another period: %(words)s", words=sheet.stated[0].words)
    return Problem("notice", "sheet-of-other-period", sheet.place, message)


def _of_own_scores(sheet: ScoreSheet) -> Problem:
    message = text("The sheet was not read; its scores are what the branches gave themselves.")
    return Problem("notice", "unknown-sheet", sheet.place, message)


def _sample(sheet: ScoreSheet) -> Problem:
    message = text("The sheet was not read; by its name it is a sample or explains the others.")
    return Problem("notice", "unknown-sheet", sheet.place, message)


def _read_as_well(sheet: ScoreSheet) -> Problem:
    message = text("The sheet was read as well: it has the heads of %(name)s.", name=SHEET_TEXTS["scores"])
    hint = text("Delete the sheet if it does not count.")
    return Problem("notice", "sheet-read-as-well", sheet.place, message, hint)


def _left_out(sheet: ScoreSheet, counted: Sequence[ScoreSheet], branches: set[str]) -> Problem:
    """Notice a sheet beside the one that is named; branches that only it has, with scores, are an error.

    So they are if it has items, or what is counted as a column.
    """
    name = SHEET_TEXTS["scores"]
    whole = bool(sheet.table.items) or any(is_column_of(each, sheet) for each in counted)
    lost = [branch for branch in sheet.table.branch if branch not in branches] if whole else []
    if lost:
        message = text(
            "The sheet was not read, because another one is called %(name)s; but only here stand: %(branches)s",
            name=name,
            branches=abridged(lost),
        )
        hint = text("Copy the rows into one sheet, or give both the same heads; delete the sheet if it does not count.")
        return Problem("error", "several-score-sheets", sheet.place, message, hint)
    message = text("The sheet was not read, because another one is called %(name)s.", name=name)
    return Problem("notice", "unknown-sheet", sheet.place, message)


def _place(table: ScoreTable) -> CellRef:
    return CellRef(table.sheets[0].file, table.sheets[0].name)
