"""Score tables of several sheets become one: one below the other, or side by side where departments score apart."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from starrating.errors import Place, Problem
from starrating.exact import Exact
from starrating.files.scores.side_by_side import side_by_side
from starrating.i18n import text
from starrating.model import ScoreTable
from starrating.ruleset import Criteria

_Heads = tuple[tuple[str | None, str, object], ...]


def joined(
    tables: Sequence[ScoreTable], criteria: Criteria, aliases: Mapping[str, str]
) -> tuple[ScoreTable | None, list[Problem]]:
    """Put tables with the same items one below the other, and those with other items beside them, by branch.

    Tables of which only some items are the same are reported instead, and so are items of the rule set that no table
    has. `aliases` has the name on the roster of every other name for a branch.
    """
    if not tables:
        return None, []
    groups: dict[_Heads, list[ScoreTable]] = {}
    for table in tables:
        groups.setdefault(_heads(table), []).append(table)
    if len(groups) == 1:
        whole = _concatenated(tables)
        return whole, _incomplete(whole, criteria)
    parts = [_concatenated(group) for group in groups.values()]
    if not (apart(parts) and _share_branches(parts, aliases)):
        return None, [_items_differ(parts[0], part) for part in parts[1:]]
    table, problems = side_by_side(parts, criteria, aliases)
    return table, problems + _incomplete(table, criteria)


def apart(tables: Sequence[ScoreTable]) -> bool:
    """Tell whether each table has items, and none that another one has."""
    heads = [(item.part, item.title) for table in tables for item in table.items]
    return all(table.items for table in tables) and len(set(heads)) == len(heads)


def _share_branches(parts: Sequence[ScoreTable], aliases: Mapping[str, str]) -> bool:
    named = [{aliases.get(branch, branch) for branch in part.branch} for part in parts]
    return all(names & named[0] for names in named)


def _heads(table: ScoreTable) -> _Heads:
    return tuple((item.part, item.title, item.full_marks) for item in table.items)


def _items_differ(first: ScoreTable, other: ScoreTable) -> Problem:
    missing = [head for head in _heads(first) if head not in _heads(other)]
    added = [head for head in _heads(other) if head not in _heads(first)]
    message = text(
        "The items are not those of %(first)s. Only there: %(missing)s. Only here: %(added)s",
        first=f"{first.sheets[0].file}!{first.sheets[0].name}",
        missing="、".join(f"{title}({marks})" for _, title, marks in missing) or "—",
        added="、".join(f"{title}({marks})" for _, title, marks in added) or "—",
    )
    hint = text(
        "Workbooks that are scored together need the same items, with the same full marks, in the same order; "
        "or, if each department has its own, no item in common and the same branches."
    )
    return Problem("error", "items-differ", Place(other.sheets[0].file, other.sheets[0].name), message, hint)


def _incomplete(table: ScoreTable, criteria: Criteria) -> list[Problem]:
    """Say which items of the rule set no sheet has, and whether the full marks of all items are those of the whole."""
    place = Place(table.sheets[0].file, table.sheets[0].name)
    have = {item.code for item in table.items}
    missing = [item for _, item in criteria.items if item.code not in have]
    if criteria.origin == "rules" and missing and have:
        message = text(
            "Items of the rule set have no column: %(missing)s. Found: %(found)s",
            missing="、".join(
                f"{each.title}({each.department})" if each.department else each.title for each in missing
            ),
            found="、".join(item.title for item in table.items),
        )
        hint = text(
            "Add a column for each, headed by the item's title or code, or add the workbook of the department named."
        )
        return [Problem("error", "item-missing", place, message, hint)]
    marks = sum((item.full_marks or Decimal(0) for item in table.items), Decimal(0))
    if criteria.origin == "workbook" and have and criteria.full_marks not in {None, marks}:
        return [_other_whole(place, table.sheets[0].name, criteria.full_marks or Decimal(0), marks)]
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


def _other_whole(place: Place, name: str, said: Decimal, found: Decimal) -> Problem:
    """Refuse items that give less than the full marks of the rule set, or can give more."""
    if found < said:
        message = text(
            "The items of %(name)s add up to %(found)s full marks; the rule set gives %(said)s for the whole.",
            name=name,
            found=found,
            said=said,
        )
        hint = text("Is a department's workbook missing, or an item's full marks in the heads?")
        return Problem("error", "full-marks-short", place, message, hint)
    message = text(
        "The items of %(name)s add up to %(found)s full marks; the rule set gives %(said)s for the whole.",
        name=name,
        found=found,
        said=said,
    )
    hint = text("Correct the full marks in the heads, or leave a column that does not count out of the sheet.")
    return Problem("error", "full-marks-exceeded", place, message, hint)
