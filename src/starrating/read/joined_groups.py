"""Groups of branches with items of their own become one table: 机关党支部 and 基层党支部, of 100 points each.

What the others are scored by does not apply to a branch. Each group must have the full marks of the rule set, and no
branch may stand in two: else they are departments that score the same branches apart.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
from msgspec.structs import replace

from starrating.errors import CellRef, Problem
from starrating.exact import Exact
from starrating.i18n import listed, text
from starrating.model import NOT_APPLICABLE, ScoreTable
from starrating.read.score_columns import codes
from starrating.ruleset import Criteria


def are_groups(tables: Sequence[ScoreTable], criteria: Criteria, aliases: Mapping[str, str]) -> bool:
    """Tell whether tables have no branch in common, and each of them items that make the whole."""
    names = [aliases.get(branch, branch) for table in tables for branch in set(table.branch)]
    marks = {sum((item.full_marks or Decimal(0) for item in table.items), Decimal(0)) for table in tables}
    if not all(tables):
        return False
    return criteria.origin == "workbook" and marks == {criteria.full_marks} and len(set(names)) == len(names)


def join_groups(tables: Sequence[ScoreTable]) -> tuple[ScoreTable, list[Problem]]:
    """Put the tables one below the other, with the items of all side by side, and say so."""
    given = iter(codes([item.part for table in tables for item in table.items]))
    coded = [_with_codes(table, [next(given) for _ in table.items]) for table in tables]
    width, start = sum(len(table.items) for table in coded), 0
    points, states = [], []
    for table in coded:
        columns = slice(start, start + len(table.items))
        block, state = np.zeros((len(table), width), object), np.full((len(table), width), NOT_APPLICABLE, np.uint8)
        block[:, columns], state[:, columns] = table.points.numerators, table.point_states
        points.append(Exact(block, table.points.unit))
        states.append(state)
        start = columns.stop
    names = dict.fromkeys(name for table in coded for name in table.columns)
    whole = ScoreTable(
        [branch for table in coded for branch in table.branch],
        {name: [value for table in coded for value in table.column(name)] for name in names},
        tuple(item for table in coded for item in table.items),
        Exact.concatenated(points),
        np.concatenate(states),
        Exact.concatenated([table.total for table in coded]),
        np.concatenate([table.total_states for table in coded]),
        tuple(sheet for table in coded for sheet in table.sheets),
        _origins(coded),
        np.concatenate([table.rows for table in coded]),
    )
    return whole, [_told(coded)]


def _origins(tables: Sequence[ScoreTable]) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    before = np.cumsum([0, *(len(table.sheets) for table in tables)])
    return np.concatenate([table.origin + first for table, first in zip(tables, before, strict=False)]).astype(np.int32)


def _with_codes(table: ScoreTable, given: Sequence[str]) -> ScoreTable:
    items = tuple(replace(item, code=code) for item, code in zip(table.items, given, strict=True))
    renamed = {old.code: new.code for old, new in zip(table.items, items, strict=True)}
    sheets = tuple(
        replace(sheet, letters={renamed.get(role, role): at for role, at in sheet.letters.items()})
        for sheet in table.sheets
    )
    return replace(table, items=items, sheets=sheets)


def _told(tables: Sequence[ScoreTable]) -> Problem:
    groups = [text("%(sheet)s (%(many)s)", sheet=table.sheets[0].name, many=len(table)) for table in tables]
    message = text(
        "The sheets have other branches and other items, each of the full marks; every branch has those of its own: "
        "%(groups)s",
        groups=listed(groups),
    )
    return Problem("notice", "items-of-groups", CellRef(tables[0].sheets[0].file), message)
