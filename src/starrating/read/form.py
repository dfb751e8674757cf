"""From the form of one branch to a score table of one row."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from starrating.decimals import decimal_of
from starrating.errors import CellRef, Problem
from starrating.exact import Exact
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import text
from starrating.model import ABSENT, REFUSED, ScoreTable, SourceSheet, letter
from starrating.read.cell_problems import CellProblems
from starrating.read.cell_values import display_text, star_names, text_of
from starrating.read.column_map import ColumnMap
from starrating.read.column_names import match_key
from starrating.read.form_cells import (
    FormHeader,
    branch_of_sheet,
    item_rows,
    label_names,
    read_labels,
    sum_row,
    unnamed_scores,
)
from starrating.read.header_row import ColumnHeader, HeaderRow, full_marks_of
from starrating.read.label_hints import column_hint
from starrating.read.score_columns import (
    Items,
    facts_without_column,
    figures_deducted,
    find_items,
    left_out,
    read_fact,
)
from starrating.read.sheet_layout import ColumnLayout, missing_columns
from starrating.read.workbook_checks import nothing_to_score
from starrating.ruleset import RuleSet
from starrating.ruleset.reads import names_from_book
from starrating.ruleset.sheet_columns import TABLE, FormRole, fact_columns, score_columns

_PLAIN = frozenset({float, int})
_GIVEN: tuple[FormRole, ...] = ("self", "assessed")
_SUMMED: tuple[tuple[FormRole, str, str], ...] = (
    ("assessed", "total", "考核总分"),
    ("self", "self_score", "自评得分"),
)
"""Which columns of the table are added up, to which column of the score sheet, and what that is called."""


def read_form(
    grid: Sheet, heads: FormHeader, rules: RuleSet, mapping: ColumnMap
) -> tuple[ScoreTable | None, list[Problem]]:
    """Read a form (see `read.form_cells`) as the row of its branch; None if it says not whose it is.

    The points are those of the column 考核得分; without it they are REFUSED, and an error says so: what a branch gives
    itself never counts. 自评得分 as a label, in the row of sums, or else added up is the self_score. Reasons for
    deductions go into the note. The table's sheet has the whole address of every cell.
    """
    return _Form(grid, heads, rules, mapping).read()


class _Form:
    """A form while it is read."""

    def __init__(self, grid: Sheet, heads: FormHeader, rules: RuleSet, mapping: ColumnMap) -> None:
        self._grid, self._heads, self._rules, self._mapping = grid, heads, rules, mapping
        self._report = CellProblems(grid, star_names(rules.levels))
        self._problems: list[Problem] = []
        self._rows = dict(grid.rows())
        names = label_names(rules)
        self._items = list(item_rows(self._rows, heads, names, rules.criteria))
        sums = sum_row(self._rows, heads)
        inside = {heads.row, *(row.number for row in self._items), *([sums[0]] if sums else [])}
        self._labels = read_labels(((number, row) for number, row in self._rows.items() if number not in inside), names)
        if sums:
            self._take_sums(*sums)

    def _take_sums(self, number: int, row: Row) -> None:
        """Let the row of sums say the totals, where it says something; the full marks in it are none."""
        for role, name, title in _SUMMED:
            column = self._heads.columns.get(role)
            if column is not None and (text_of(row[column]) or (number, column) in self._grid.facts.faults):
                self._labels[name] = ColumnHeader(number, column, title), row[column]

    def _whose(self) -> tuple[str | None, ColumnHeader]:
        """Return whose form it is and where that stands: a cell, else the sheet's name, else 单位."""
        named = branch_of_sheet(self._grid.name)
        if stated := self._stated("branch"):
            if named and match_key(stated[0]) != match_key(named):
                self._problems.append(_other_name(self._grid, *stated))
            return stated
        if not named and (stated := self._stated("unit")):
            del self._labels["unit"]
            return stated
        return named, ColumnHeader(1, 0, "党支部")

    def _stated(self, name: str) -> tuple[str, ColumnHeader] | None:
        if name not in self._labels:
            return None
        head, value = self._labels[name]
        said = text_of(self._report.plain_names([head.row], head, [value])[0])
        return (said, head) if said else None

    def read(self) -> tuple[ScoreTable | None, list[Problem]]:
        """Return the table of one row, and all problems of the form."""
        branch, branch_head = self._whose()
        if branch is None:
            return None, [_no_branch(self._grid)]
        heads = self._mapping.applied_to_items(self._item_heads(branch))
        items, more = find_items(self._grid, heads, self._rules.criteria)
        self._problems += more
        roles = {name: head for name, (head, _) in self._labels.items()} | {"branch": branch_head}
        self._require(roles, items, heads)
        self._doubt_low(branch, items)
        self._doubt_high(branch, items)
        points = [self._point(head, branch, optional=head in items.optional) for head in items.heads]
        total, total_state = self._total(branch)
        heads_by_code = {item.code: head for item, head in zip(items.items, items.heads, strict=True)}
        letters = {role: _address(head) for role, head in (roles | heads_by_code).items()}
        table = ScoreTable(
            [branch],
            self._columns(branch),
            items.items,
            Exact.from_floats(np.array([[value for value, _ in points]], np.float64)),
            np.array([[state for _, state in points]], np.uint8),
            Exact.from_floats(np.array([total], np.float64)),
            np.array([total_state], np.uint8),
            (SourceSheet(self._grid.file, self._grid.name, letters),),
            np.zeros(1, np.int32),
            np.array([branch_head.row], np.int32),
        )
        return table, [*self._problems, *self._figures_deducted(), *self._report.problems()]

    def _item_heads(self, branch: str) -> Iterator[ColumnHeader]:
        """Yield the head of each item, standing where its points do; a part holds for the rows below it."""
        column = self._heads.columns.get("assessed", self._heads.columns["item"])
        part: str | None = None
        for number, cells in self._items:
            part = full_marks_of(cells.get("part"))[0] or part
            title, marks = full_marks_of(cells["item"])
            if text_of(cells.get("marks", "")) is not None:
                head = ColumnHeader(number, self._heads.columns["marks"], f"{title} {TABLE['marks'][0]}")
                marks = self._report.read(number, head, branch, cells["marks"], "score")
            yield ColumnHeader(number, column, title, marks, part)

    def _require(self, roles: Mapping[str, ColumnHeader], items: Items, heads: Sequence[ColumnHeader]) -> None:
        """See that the form has what cannot be done without."""
        header = HeaderRow((*roles.values(), *heads), self._heads.row, self._heads.row)
        lacking = [fact.head for fact in fact_columns(self._rules) if fact.required and fact.name not in roles]
        self._problems += facts_without_column(self._grid, ColumnLayout(dict(roles), ()), self._rules)
        if lacking:
            self._problems.append(missing_columns(self._grid, header, lacking))
        if not items.items and "total" not in roles and names_from_book(self._rules):
            self._problems.append(nothing_to_score(self._grid, header))
        if items.items and "assessed" not in self._heads.columns:
            self._problems += _not_assessed(self._grid, self._heads, self._rows[self._heads.row])
        self._problems += [_unnamed(self._grid, head) for head in unnamed_scores(self._rows, self._heads)]
        if items.items and "total" not in self._labels:
            self._problems += [left_out(self._grid, head) for head in items.rest if self._has_only_points(head)]

    def _has_only_points(self, head: ColumnHeader) -> bool:
        row = self._rows[head.row]
        marks = self._heads.columns.get("marks")
        without_marks = marks is None or text_of(row[marks]) is None
        return "assessed" in self._heads.columns and text_of(row[head.column]) is not None and without_marks

    def _point(self, head: ColumnHeader, branch: str, *, optional: bool) -> tuple[float, int]:
        if "assessed" not in self._heads.columns:
            return 0, REFUSED
        return self._score(head, branch, self._rows[head.row][head.column], optional=optional)

    def _total(self, branch: str) -> tuple[float, int]:
        if "total" not in self._labels:
            return 0, ABSENT
        head, value = self._labels["total"]
        return self._score(head, branch, value, optional=False)

    def _score(self, head: ColumnHeader, branch: str, cell: object, *, optional: bool) -> tuple[float, int]:
        if self._report.find_faults([head.row], [head], [branch]):
            return 0, REFUSED
        return self._report.read_score((head.row, head, branch), cell, optional=optional)

    def _columns(self, branch: str) -> dict[str, list[Any]]:
        facts = {column.name: column for column in fact_columns(self._rules)}
        columns: dict[str, list[Any]] = {}
        for column in score_columns(self._rules):
            if column.name in {"branch", "total"} or column.name not in self._labels:
                continue
            head, value = self._labels[column.name]
            if self._report.find_faults([head.row], [head], [branch]):
                columns[column.name] = [None]
            elif column.name in facts:
                columns[column.name] = [read_fact(self._report, (head.row, head, branch), value, column)]
            else:
                columns[column.name] = [self._report.read(head.row, head, branch, value, column.kind)]
        return columns | self._self_score(branch, columns) | self._note(columns)

    def _self_score(self, branch: str, columns: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        """Add up what the branch gave itself, if it gave itself something for every item and states no sum."""
        column, stated = self._heads.columns.get("self"), columns.get("self_score", [None])[0]
        if column is None or stated is not None:
            self._compare_self_score(branch, stated)
            return {}
        heads = [ColumnHeader(row.number, column, f"{row.title} {TABLE['self'][0]}") for row in self._items]
        cells = [row.cells["self"] for row in self._items]
        given = [
            self._report.read(head.row, head, branch, cell, "score") for head, cell in zip(heads, cells, strict=True)
        ]
        return {"self_score": [sum(given, Decimal(0))]} if given and None not in given else {}

    def _compare_self_score(self, branch: str, stated: Decimal | None) -> None:
        """Warn of a self-assessment that is not the sum of what the branch gave itself for its items."""
        cells = [row.cells.get("self") for row in self._items]
        added = sum((decimal_of(cell) for cell in cells if isinstance(cell, int | float)), Decimal(0))
        if stated is None or not cells or not _PLAIN.issuperset(map(type, cells)) or added == stated:
            return
        head, _ = self._labels["self_score"]
        message = text(
            "%(branch)s: the self-assessment says %(stated)s, but its items add up to %(added)s.",
            branch=branch,
            stated=stated,
            added=added,
        )
        hint = text("Ask the branch which of the two it means; what it gives itself is never counted.")
        self._problems.append(
            Problem("warning", "total-disagrees", self._grid.place(head.row, head.column), message, hint)
        )

    def _doubt_low(self, branch: str, items: Items) -> None:
        """Warn of points that are at most half of the full marks: they may be points lost."""
        marks = sum((item.full_marks or Decimal(0) for item in items.items), Decimal(0))
        for column in [self._heads.columns[role] for role in _GIVEN if role in self._heads.columns]:
            cells = [self._rows[head.row][column] for head in items.heads]
            if len(cells) < 2 or not _PLAIN.issuperset(map(type, cells)):
                continue
            points = sum(map(decimal_of, cells), Decimal(0))
            if 2 * points <= marks:
                message = text(
                    "%(branch)s: “%(head)s” adds up to %(points)s of %(marks)s; are these the points lost?",
                    branch=branch,
                    head=display_text(self._rows[self._heads.row][column]),
                    points=points,
                    marks=marks,
                )
                hint = text("If they are, write what is left of the full marks of each item; if not, go on.")
                place = self._grid.place(self._heads.row, column)
                self._problems.append(Problem("warning", "deductions", place, message, hint))

    def _doubt_high(self, branch: str, items: Items) -> None:
        """Warn of what a branch gives itself above the full marks of an item; it is never counted."""
        column = self._heads.columns.get("self")
        if column is None:
            return
        for head in items.heads:
            cell = self._rows[head.row][column]
            if type(cell) not in _PLAIN or head.full_marks is None or decimal_of(cell) <= head.full_marks:
                continue
            message = text(
                "%(branch)s gives itself %(value)s for %(item)s, above the full marks of %(most)s.",
                branch=branch,
                value=display_text(cell),
                item=head.title,
                most=head.full_marks,
            )
            hint = text("Ask the branch what it means; what it gives itself is never counted.")
            place = self._grid.place(head.row, column)
            self._problems.append(Problem("warning", "score-out-of-range", place, message, hint))

    def _figures_deducted(self) -> Iterator[Problem]:
        """Refuse a form that says beside its table that its figures are deductions."""
        inside = {row.number for row in self._items}
        for number, row in self._rows.items():
            if number not in inside:
                yield from figures_deducted(self._grid, number, row)

    def _note(self, columns: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        role: FormRole = "reason"
        reasons = [(row.title, text_of(row.cells.get(role, ""))) for row in self._items]
        notes = [note for note in columns.get("note", ()) if note]
        parts = [*notes, *(f"{title}：{reason}" for title, reason in reasons if reason)]
        return {"note": ["；".join(parts)]} if parts else {}


def _address(head: ColumnHeader) -> str:
    return f"{letter(head.column)}{head.row}"


def _no_branch(grid: Sheet) -> Problem:
    message = text("The form does not say of which branch it is.")
    hint = text("Write “branch” and its name into two cells above the table, or name the sheet after the branch.")
    return Problem("error", "branch-missing", CellRef(grid.file, grid.name), message, hint)


def _other_name(grid: Sheet, written: str, head: ColumnHeader) -> Problem:
    message = text(
        "The sheet is called %(sheet)s, but the form in it says %(branch)s; the form counts.",
        sheet=grid.name,
        branch=written,
    )
    return Problem("notice", "sheet-name-differs", grid.place(head.row, head.column), message)


def _not_assessed(grid: Sheet, heads: FormHeader, titles: Row) -> Iterator[Problem]:
    """Report a form without assessed scores: it has points lost instead, or only what the branch gives itself."""
    assessed = [column for column in heads.deducted if column_hint(str(titles[column]), ()) != "self"]
    for column in assessed:
        message = text("“%(head)s” says that its cells hold deductions; scores are needed.", head=titles[column])
        hint = text("Head the column “assessed score” and write what is left of the full marks of each item.")
        yield Problem("error", "deductions", grid.place(heads.row, column), message, hint)
    if not assessed:
        message = text(
            "The form has no column of assessed scores; what a branch gives itself is not counted as its score."
        )
        hint = text("Add the column “assessed score” and fill in what the assessment gave.")
        yield Problem("error", "not-assessed", grid.place(heads.row, heads.columns["item"]), message, hint)


def _unnamed(grid: Sheet, head: ColumnHeader) -> Problem:
    row = head.row
    message = text("The score in row %(row)s stands beside no item.", row=row)
    hint = text("Write the item into its row; where an item has several rows, one of them has its score.")
    return Problem("error", "item-unnamed", grid.place(row, head.column), message, hint)
