"""Which kind of table a sheet holds, and which of its columns means what."""

from collections.abc import Sequence
from typing import NamedTuple

from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Sheet
from starrating.i18n import CHINESE, ENGLISH, listed, text
from starrating.model import ROSTER_COLUMNS, SCORE_COLUMNS, Column, letter
from starrating.patterns import regex
from starrating.read.column_names import IGNORED, TableKind, match_key, names_of
from starrating.read.header_row import ColumnHeader, HeaderRow, names_branches
from starrating.read.label_hints import column_hint
from starrating.ruleset import RuleSet
from starrating.ruleset.sheet_columns import incident_columns

_USUAL = frozenset().union(*(names_of(column.name, column.head) for column in (*SCORE_COLUMNS, *ROSTER_COLUMNS)))
"""Heads that other sheets have as well, so that they do not tell one kind from another."""
_CHINESE = regex("[\u4e00-\u9fff]")
_BRANCH, _UNIT = names_of("branch", "党支部"), names_of("unit", "单位")


class ColumnLayout(NamedTuple):
    """The head of each role that a table has, and the heads that no role claims."""

    roles: dict[str, ColumnHeader]
    rest: tuple[ColumnHeader, ...]

    def heads(self) -> tuple[ColumnHeader, ...]:
        """Return all heads."""
        return (*self.roles.values(), *self.rest)

    def letters(self) -> dict[str, str]:
        """Return the letter of the column of each role."""
        return {role: letter(head.column) for role, head in self.roles.items()}


def kind_by_heads(header: HeaderRow, rules: RuleSet) -> TableKind | None:
    """Return the kind of table that these heads belong to: scores or incidents; None if neither.

    A sheet is that of the scores if it has a column of a total, an item or a fact beside that of the branches.
    """
    scores = match_roles(header, SCORE_COLUMNS).roles
    wanted = {match_key(name) for _, item in rules.criteria.items for name in (item.title, item.code)}
    wanted |= {match_key(name) for fact in rules.facts for name in (fact.title, fact.id)} - _USUAL
    if "branch" in scores and (
        "total" in scores or any(head.full_marks or head.key in wanted or _is_score(head) for head in header.heads)
    ):
        return "scores"
    incidents = match_roles(header, incident_columns(rules)).roles.keys()
    telling = incidents - {"branch", "date", "department", "note"}
    return "incidents" if {"branch", "date"} <= incidents and telling else None


def _is_score(head: ColumnHeader) -> bool:
    return column_hint(head.name, ()) in {"total", "mean"}


def match_columns(grid: Sheet, header: HeaderRow, columns: Sequence[Column]) -> tuple[ColumnLayout, list[Problem]]:
    """Find the column of each role; report roles that two columns claim, and mandatory ones that none does."""
    layout = match_roles(header, columns)
    role_of = _roles_by_key(columns)
    second = second_table(layout)
    twice = [head for head in layout.rest if head not in second and role_of.get(head.key) in layout.roles]
    problems = [duplicate_column(grid, layout.roles[role_of[head.key]], head) for head in twice]
    problems += [_second_table(grid, second[0])] if second else []
    missing = [head_there(column, header) for column in columns if column.required and column.name not in layout.roles]
    if missing:
        problems.append(missing_columns(grid, header, missing))
    return ColumnLayout(layout.roles, tuple(head for head in layout.rest if head not in {*twice, *second})), problems


def head_there(column: Column, header: HeaderRow) -> str:
    """Name a column in the language in which the heads of its sheet are written."""
    chinese = any(_CHINESE.search(head.title) for head in header.heads)
    return column.shown(CHINESE if chinese else ENGLISH)


def second_table(layout: ColumnLayout) -> tuple[ColumnHeader, ...]:
    """Return the heads of a second table at the right of the first: it begins with a branch again."""
    branch = layout.roles.get("branch")
    again = next((head.column for head in layout.rest if head.key in _BRANCH), None)
    if branch is None or again is None:
        return ()
    between = [head for head in layout.heads() if branch.column < head.column < again and head.key not in IGNORED]
    right = tuple(head for head in layout.rest if head.column >= again)
    return right if between and len(right) > 1 else ()


def _second_table(grid: Sheet, head: ColumnHeader) -> Problem:
    message = text(
        "A second table begins here, beside the first: “%(head)s” stands in the row of heads again.", head=head.title
    )
    hint = text("Move it to a sheet of its own, or delete it; one sheet holds one table.")
    return Problem("error", "second-table", grid.place(head.row, head.column), message, hint)


def match_roles(header: HeaderRow, columns: Sequence[Column]) -> ColumnLayout:
    """Give each role the first column that its names fit; 单位 is the branch where nothing else is."""
    roles: dict[str, ColumnHeader] = {}
    role_of = dict.fromkeys(_UNIT, "unit") | _roles_by_key(columns)
    for head in header.heads:
        if role := role_of.get(head.key):
            roles.setdefault(role, head)
    if "branch" not in roles and (named := next(filter(lambda head: names_branches(head.key), header.heads), None)):
        roles["branch"] = named
    if "branch" not in roles and "unit" in roles:
        roles["branch"] = roles.pop("unit")
    elif all(column.name != "unit" for column in columns):
        roles.pop("unit", None)
    claimed = set(roles.values())
    return ColumnLayout(roles, tuple(head for head in header.heads if head not in claimed))


def _roles_by_key(columns: Sequence[Column]) -> dict[str, str]:
    return {key: column.name for column in reversed(columns) for key in names_of(column.name, column.head)}


def duplicate_column(grid: Sheet, first: ColumnHeader, second: ColumnHeader) -> Problem:
    """Report two columns that mean the same."""
    message = text(
        "“%(second)s” means the same as “%(first)s” in %(cell)s; which of the two counts cannot be known.",
        second=second.title,
        first=first.title,
        cell=f"{letter(first.column)}{first.row}",
    )
    hint = text("Delete one of the two columns, or give it a head of its own.")
    return Problem("error", "duplicate-column", grid.place(second.row, second.column), message, hint)


def missing_columns(grid: Sheet, header: HeaderRow, missing: Sequence[str]) -> Problem:
    """Report mandatory columns that were not found, with the heads that were."""
    message = text(
        "There is no column %(missing)s. Found: %(found)s",
        missing=listed(missing),
        found=listed(head.title for head in header.heads),
    )
    hint = text("Add the column, or correct its head; heads are looked for within the first ten rows.")
    place = CellRef(grid.file, grid.name, f"A{header.top}")
    return Problem("error", "column-missing", place, message, hint)


def unused_columns(
    grid: Sheet, heads: Sequence[ColumnHeader], without: Sequence[int] = (), top: int = 1
) -> list[Problem]:
    """Say which columns were not read, in one notice; serial numbers and ranks are not worth one.

    Those `without` a head are named by their letters; such a column is shown where the heads begin, at `top`.
    """
    unused = {
        head.column: (head.row, f"{letter(head.column)} {head.title}") for head in heads if head.key not in IGNORED
    }
    bare = {column: (top, text("%(column)s (without a head)", column=letter(column))) for column in without}
    shown: list[tuple[int, tuple[int, object]]] = sorted({**unused, **bare}.items())
    if not shown:
        return []
    named = listed(what for _, (_, what) in shown)
    message = text("Columns that were not read: %(columns)s", columns=named)
    hint = text("If one of them is an item, write its full marks into its head, such as Safety (20).")
    column, (row, _) = shown[0]
    return [Problem("notice", "unknown-column", grid.place(row, column), message, hint)]
