"""Score tables of several sheets become one: one below the other, or side by side where departments score apart.

Departments score their own items in workbooks of their own; by the names of the branches they become one table.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import lcm
from typing import Any

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from starrating.decimals import written
from starrating.errors import CellRef, Problem
from starrating.exact import Exact
from starrating.i18n import listed, text
from starrating.model import ABSENT, NUMBER, REFUSED, SCORE_COLUMNS, Item, ScoreTable, SourceSheet
from starrating.model.inputs import SUM_TOLERANCE
from starrating.patterns import regex
from starrating.read.cell_problems import abridged
from starrating.read.joined_groups import are_groups, join_groups
from starrating.read.score_columns import codes
from starrating.ruleset import Criteria

_SHORT = regex(r"(?:党支部|党总支|支部|总支|党委)(?:委员会)?$|\s")
"""What short names leave out: 采煤一队 is 采煤一队党支部."""
_Head = tuple[str | None, str, object]


def join_tables(
    tables: Sequence[ScoreTable], criteria: Criteria, aliases: Mapping[str, str]
) -> tuple[ScoreTable | None, list[Problem]]:
    """Put tables with the same items one below the other, and those with other items beside them, by branch.

    Tables of which only some items are the same are reported instead, and so are items of the rule set that no table
    has. `aliases` has the name on the roster of every other name for a branch.
    """
    if not tables:
        return None, []
    groups: dict[frozenset[_Head], list[ScoreTable]] = {}
    for table in tables:
        group = groups.setdefault(frozenset(_heads(table)), [])
        group.append(_in_order_of(group[0], table) if group else table)
    if len(groups) == 1:
        (whole,) = map(_concatenated, groups.values())
        return whole, _incomplete(whole, criteria)
    parts = [_concatenated(group) for group in groups.values()]
    if scored_apart(parts) and are_groups(parts, criteria, aliases):
        return join_groups(parts)
    if not scored_apart(parts):
        return None, [_items_differ(parts[0], table) for group in list(groups.values())[1:] for table in group]
    if strangers := _without_common_branch(parts, aliases):
        return None, [_names_differ(parts[0], part) or _items_differ(parts[0], part) for part in strangers]
    table, problems = join_by_branch(parts, criteria, aliases)
    return table, problems + _incomplete(table, criteria)


def scored_apart(tables: Sequence[ScoreTable]) -> bool:
    """Tell whether each table has items, and none that another one has."""
    heads = [(item.part, item.title) for table in tables for item in table.items]
    return all(table.items for table in tables) and len(set(heads)) == len(heads)


def _without_common_branch(parts: Sequence[ScoreTable], aliases: Mapping[str, str]) -> list[ScoreTable]:
    """Return the tables that have no branch in common with the first."""
    named = [{aliases.get(branch, branch) for branch in part.branch} for part in parts]
    return [part for part, names in zip(parts, named, strict=True) if names.isdisjoint(named[0])]


def _names_differ(first: ScoreTable, other: ScoreTable) -> Problem | None:
    """Report a table that names the branches otherwise than another one, with the names that may be the same."""
    there = {_SHORT.sub("", branch): branch for branch in first.branch}
    alike = [(branch, there.get(_SHORT.sub("", branch))) for branch in other.branch]
    pairs = [f"{branch} → {match}" for branch, match in alike if match]
    if not pairs:
        return None
    message = text(
        "No branch is named here as in %(first)s: here %(here)s, there %(there)s.",
        first=f"{first.sheets[0].file}!{first.sheets[0].name}",
        here=abridged(other.branch),
        there=abridged(first.branch),
    )
    hint = text("Give each branch one name in all workbooks; these may be the same: %(pairs)s", pairs=abridged(pairs))
    return Problem("error", "names-differ", other.place(0), message, hint)


def _heads(table: ScoreTable) -> tuple[_Head, ...]:
    return tuple((item.part, item.title, item.full_marks) for item in table.items)


def _in_order_of(first: ScoreTable, table: ScoreTable) -> ScoreTable:
    """Return a table with its items in the order, and under the codes, of another one that has the same."""
    heads = _heads(table)
    if heads == _heads(first):
        return table
    order = [heads.index(head) for head in _heads(first)]
    codes_of = {item.code: table.items[column].code for item, column in zip(first.items, order, strict=True)}
    sheets = tuple(
        replace(sheet, letters={**sheet.letters, **{code: sheet.letters[own] for code, own in codes_of.items()}})
        for sheet in table.sheets
    )
    return replace(
        table,
        items=first.items,
        points=table.points[:, order],
        point_states=table.point_states[:, order],
        sheets=sheets,
    )


def _items_differ(first: ScoreTable, other: ScoreTable) -> Problem:
    if bool(first.items) != bool(other.items):
        with_items, without = (first, other) if first.items else (other, first)
        message = text(
            "%(items)s has items, and %(totals)s only totals.", items=_sheet_of(with_items), totals=_sheet_of(without)
        )
        hint = text("Give either the items or the totals alone in all workbooks that are scored together.")
        return Problem("error", "items-differ", _sheet_of(other), message, hint)
    missing = [head for head in _heads(first) if head not in _heads(other)]
    added = [head for head in _heads(other) if head not in _heads(first)]
    message = text(
        "The items are not those of %(first)s. Only there: %(missing)s. Only here: %(added)s",
        first=f"{first.sheets[0].file}!{first.sheets[0].name}",
        missing=listed(f"{title}({marks})" for _, title, marks in missing),
        added=listed(f"{title}({marks})" for _, title, marks in added),
    )
    hint = text(
        "Workbooks that are scored together need the same items, with the same full marks; "
        "or, if each department has its own, no item in common and the same branches."
    )
    return Problem("error", "items-differ", CellRef(other.sheets[0].file, other.sheets[0].name), message, hint)


def _incomplete(table: ScoreTable, criteria: Criteria) -> list[Problem]:
    """Say which items of the rule set no sheet has, and whether the full marks of all items are those of the whole."""
    place = CellRef(table.sheets[0].file, table.sheets[0].name)
    have = {item.code for item in table.items}
    missing = [item for _, item in criteria.items if item.code not in have]
    if criteria.origin == "rules" and missing and have:
        message = text(
            "Items of the rule set have no column: %(missing)s. Found: %(found)s",
            missing=listed(f"{item.title}({item.department})" if item.department else item.title for item in missing),
            found=listed(item.title for item in table.items),
        )
        hint = text(
            "Add a column for each, headed by the item's title or code, or add the workbook of the department named."
        )
        return [Problem("error", "item-missing", place, message, hint)]
    marks = sum((item.full_marks or Decimal(0) for item in table.items), Decimal(0))
    if criteria.origin == "workbook" and have and criteria.full_marks not in {None, marks}:
        return [_other_whole(place, table.items, criteria.full_marks or Decimal(0), marks)]
    return []


def _concatenated(tables: Sequence[ScoreTable]) -> ScoreTable:
    if len(tables) == 1:
        return tables[0]
    names = dict.fromkeys(name for table in tables for name in table.columns)
    return ScoreTable(
        [branch for table in tables for branch in table.branch],
        {name: [value for table in tables for value in table.column(name)] for name in names},
        tables[0].items,
        Exact.concatenated([table.points for table in tables]),
        np.concatenate([table.point_states for table in tables]),
        Exact.concatenated([table.total for table in tables]),
        np.concatenate([table.total_states for table in tables]),
        tuple(table.sheets[0] for table in tables),
        np.repeat(np.arange(len(tables), dtype=np.int32), [len(table) for table in tables]),
        np.concatenate([table.rows for table in tables]),
    )


def _other_whole(place: CellRef, items: Sequence[Item], stated: Decimal, found: Decimal) -> Problem:
    """Refuse items that give less than the full marks of the rule set, or can give more."""
    name = place.sheet or place.file
    if found < stated:
        message = text(
            "The items of %(name)s add up to %(found)s full marks; the rule set gives %(said)s for the whole. "
            "%(lacking)s are missing; found were %(items)s.",
            name=name,
            found=found,
            said=stated,
            lacking=stated - found,
            items=listed(f"{item.title}({item.full_marks})" for item in items),
        )
        hint = text("Is a department's workbook missing, or an item's full marks in the heads?")
        return Problem("error", "full-marks-short", place, message, hint)
    message = text(
        "The items of %(name)s add up to %(found)s full marks; the rule set gives %(said)s for the whole.",
        name=name,
        found=found,
        said=stated,
    )
    hint = text("Correct the full marks in the heads, or leave a column that does not count out of the sheet.")
    return Problem("error", "full-marks-exceeded", place, message, hint)


_Rows = NDArray[np.intp]


def join_by_branch(
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


def _sheet(
    parts: Sequence[ScoreTable], rows: Sequence[int], order: Sequence[int], items: Sequence[Item]
) -> SourceSheet:
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
    return SourceSheet(
        sheet.file, sheet.name, own | {code: place for code, place in scored.items() if place.count("!") > 1}
    )


def _first(parts: Sequence[ScoreTable], rows: Sequence[int]) -> int:
    return next(int(part.rows[row]) for part, row in zip(parts, rows, strict=True) if row >= 0)


def _sheet_of(part: ScoreTable) -> CellRef:
    return CellRef(part.sheets[0].file, part.sheets[0].name)


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
        department=listed(departments) if departments else part.sheets[0].file,
        branches=listed(lacking),
        items=listed(item.title for item in part.items),
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
    sums = part.points.sum(axis=1)
    gap = part.total.minus(sums)
    for row in np.flatnonzero(given & (gap.above(SUM_TOLERANCE) | gap.below(-SUM_TOLERANCE))).tolist():
        message = text(
            "%(branch)s: the total says %(stated)s, but the items add up to %(added)s.",
            branch=part.branch[row],
            stated=written(part.total.at(row)),
            added=written(sums.at(row)),
        )
        hint = text("Correct the item or the total; a formula such as =SUM keeps them together.")
        yield Problem("error", "total-disagrees", part.place(row, "total"), message, hint)
