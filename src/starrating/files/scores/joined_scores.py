"""Score tables of several workbooks become one."""

from collections.abc import Sequence

import numpy as np

from starrating.errors import Place, Problem
from starrating.exact import Exact
from starrating.i18n import text
from starrating.model import ScoreTable


def joined(tables: Sequence[ScoreTable]) -> tuple[ScoreTable | None, list[Problem]]:
    """Put score tables one below the other; those with other items than the first one's are reported instead."""
    if not tables:
        return None, []
    others = [table for table in tables if _heads(table) != _heads(tables[0])]
    if others:
        return None, [_items_differ(tables[0], table) for table in others]
    return (tables[0] if len(tables) == 1 else _concatenated(tables)), []


def _heads(table: ScoreTable) -> list[tuple[str | None, str, object]]:
    return [(item.part, item.title, item.full_marks) for item in table.items]


def _items_differ(first: ScoreTable, other: ScoreTable) -> Problem:
    missing = [head for head in _heads(first) if head not in _heads(other)]
    added = [head for head in _heads(other) if head not in _heads(first)]
    message = text(
        "The items are not those of %(first)s. Only there: %(missing)s. Only here: %(added)s",
        first=f"{first.sheets[0].file}!{first.sheets[0].name}",
        missing="、".join(f"{title}({marks})" for _, title, marks in missing) or "—",
        added="、".join(f"{title}({marks})" for _, title, marks in added) or "—",
    )
    hint = text("Workbooks that are scored together need the same items, with the same full marks, in the same order.")
    return Problem("error", "items-differ", Place(other.sheets[0].file, other.sheets[0].name), message, hint)


def _concatenated(tables: Sequence[ScoreTable]) -> ScoreTable:
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
