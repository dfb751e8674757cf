"""Which kind of table a sheet holds, and which of its columns means what."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from starrating.errors import Place, Problem
from starrating.files.scores.grids import Grid
from starrating.files.scores.heads import IGNORED, Head, Header, key_of, names_of
from starrating.i18n import text
from starrating.model import OPINION_COLUMNS, RECTIFICATION_COLUMNS, ROSTER_COLUMNS, SCORE_COLUMNS, Column, letter
from starrating.ruleset import RuleSet
from starrating.ruleset.columns import incident_columns

TableKind = Literal["scores", "incidents", "roster", "opinions", "findings"]

SHEET_NAMES: Mapping[TableKind, tuple[str, ...]] = {
    "scores": ("考核评分", "scores", "考核评分表", "考核得分", "考核汇总", "评分"),
    "incidents": ("降星情形", "incidents", "情形", "降星情形清单"),
    "roster": ("名册", "roster", "党支部名册", "支部名册"),
    "opinions": ("部门意见", "opinions", "征求意见"),
    "findings": ("自查整改", "findings", "整改"),
}
"""What the sheet of each kind may be called; a sheet with another name is recognised by its heads."""

RECORD_COLUMNS: Mapping[TableKind, tuple[Column, ...]] = {
    "roster": ROSTER_COLUMNS,
    "opinions": OPINION_COLUMNS,
    "findings": RECTIFICATION_COLUMNS,
}

_USUAL = frozenset().union(*(names_of(column.name, column.head) for column in (*SCORE_COLUMNS, *ROSTER_COLUMNS)))
"""Heads that other sheets have as well, so that they do not tell one kind from another."""


class Layout(NamedTuple):
    """The head of each role that a table has, and the heads that no role claims."""

    roles: dict[str, Head]
    rest: tuple[Head, ...]

    def letters(self) -> dict[str, str]:
        """Return the letter of the column of each role."""
        return {role: letter(head.column) for role, head in self.roles.items()}


def kind_by_name(sheet: str) -> TableKind | None:
    """Return the kind of table that a sheet of this name holds; None if the name says nothing."""
    return next((kind for kind, names in SHEET_NAMES.items() if key_of(sheet) in names), None)


def kind_by_heads(header: Header, rules: RuleSet) -> TableKind | None:
    """Return the kind of table that these heads belong to: scores or incidents; None if neither.

    A sheet is that of the scores if it has a column of a total, an item or a fact beside that of the branches.
    """
    scores = _claimed(header, SCORE_COLUMNS).roles
    wanted = {key_of(name) for _, item in rules.criteria.items for name in (item.title, item.code)}
    wanted |= {key_of(name) for fact in rules.facts for name in (fact.title, fact.id)} - _USUAL
    if "branch" in scores and (
        "total" in scores or any(head.full_marks or head.key in wanted for head in header.heads)
    ):
        return "scores"
    incidents = _claimed(header, incident_columns(rules)).roles.keys()
    telling = incidents - {"branch", "date", "department", "note"}
    return "incidents" if {"branch", "date"} <= incidents and telling else None


def lay_out(grid: Grid, header: Header, columns: Sequence[Column]) -> tuple[Layout, list[Problem]]:
    """Find the column of each role; report roles that two columns claim, and mandatory ones that none does."""
    layout = _claimed(header, columns)
    role_of = _roles_by_key(columns)
    twice = [head for head in layout.rest if role_of.get(head.key) in layout.roles]
    problems = [duplicate_column(grid, layout.roles[role_of[head.key]], head) for head in twice]
    missing = [column.head for column in columns if column.required and column.name not in layout.roles]
    if missing:
        problems.append(_missing_columns(grid, header, missing))
    return Layout(layout.roles, tuple(head for head in layout.rest if head not in twice)), problems


def _claimed(header: Header, columns: Sequence[Column]) -> Layout:
    """Give each role the first column that its names fit; 单位 is the branch where nothing else is."""
    roles: dict[str, Head] = {}
    role_of = _roles_by_key(columns)
    for head in header.heads:
        if role := role_of.get(head.key):
            roles.setdefault(role, head)
    if "branch" not in roles and "unit" in roles:
        roles["branch"] = roles.pop("unit")
    claimed = set(roles.values())
    return Layout(roles, tuple(head for head in header.heads if head not in claimed))


def _roles_by_key(columns: Sequence[Column]) -> dict[str, str]:
    return {key: column.name for column in reversed(columns) for key in names_of(column.name, column.head)}


def duplicate_column(grid: Grid, first: Head, second: Head) -> Problem:
    """Report two columns that mean the same."""
    message = text(
        "“%(second)s” means the same as “%(first)s” in %(cell)s; which of the two counts cannot be known.",
        second=second.title,
        first=first.title,
        cell=f"{letter(first.column)}{first.row}",
    )
    hint = text("Delete one of the two columns, or give it a head of its own.")
    return Problem("error", "duplicate-column", grid.place(second.row, second.column), message, hint)


def _missing_columns(grid: Grid, header: Header, missing: Sequence[str]) -> Problem:
    """Report mandatory columns that were not found, with the heads that were."""
    message = text(
        "There is no column %(missing)s. Found: %(found)s",
        missing="、".join(missing),
        found="、".join(head.title for head in header.heads),
    )
    hint = text("Add the column, or correct its head; heads are looked for within the first ten rows.")
    place = Place(grid.file, grid.name, f"A{header.top}")
    return Problem("error", "column-missing", place, message, hint)


def unused_columns(grid: Grid, heads: Sequence[Head]) -> list[Problem]:
    """Say which columns were not read, in one notice; serial numbers and ranks are not worth one."""
    unused = [head for head in heads if head.key not in IGNORED]
    if not unused:
        return []
    named = "、".join(f"{letter(head.column)} {head.title}" for head in unused)
    message = text("Columns that were not read: %(columns)s", columns=named)
    hint = text("If one of them is an item, write its full marks into its head, such as 党务公开(2分).")
    return [Problem("notice", "unknown-column", grid.place(unused[0].row, unused[0].column), message, hint)]
