"""From the sheet 考核评分 to a score table, a few thousand rows at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from starrating.decimals import decimal_of
from starrating.errors import CellRef, Problem
from starrating.exact import Exact
from starrating.formats.sheet import Row, Sheet
from starrating.model import ABSENT, REFUSED, ScoreTable, SourceSheet, letter
from starrating.read.cell_problems import NAMES, CellProblems
from starrating.read.cell_values import LEAST_SCORE, MOST_SCORE, star_names, text_of
from starrating.read.contradictions import contradictions
from starrating.read.header_row import ColumnHeader, HeaderRow
from starrating.read.incident_words import incidents_in_columns, incidents_in_notes, incidents_without_head
from starrating.read.number_grid import NUMBER as FILLED
from starrating.read.number_grid import ReadCells
from starrating.read.out_of_scale import out_of_scale
from starrating.read.remarks import named_again, notes, remarks
from starrating.read.score_columns import (
    Items,
    facts_without_column,
    find_items,
    read_fact,
    table_of_deductions,
    table_of_self_scores,
)
from starrating.read.scored_sheet import ScoredSheet
from starrating.read.sheet_layout import ColumnLayout, match_columns, unused_columns
from starrating.read.sheet_words import WordsAround
from starrating.read.shown_scores import rounded_across_bounds
from starrating.read.stated_periods import StatedPeriod, stated_in
from starrating.read.stated_terms import (
    not_final,
    not_final_titles,
    of_other_months,
    other_marks,
    other_name,
    other_scale,
    other_terms,
    totals_in_its_place,
)
from starrating.read.stated_times import assessed_before, periods_in_columns
from starrating.read.table_meaning import TableMeaning, table_meaning
from starrating.read.table_roles import Known, TableRoles
from starrating.read.workbook_checks import nothing_to_score
from starrating.ruleset import RuleSet
from starrating.ruleset.reads import names_from_book
from starrating.ruleset.sheet_columns import fact_columns, score_columns

_ROWS_AT_ONCE = 2048
_Floats = NDArray[np.float64]
_States = NDArray[np.uint8]


class ReadScores(NamedTuple):
    """What a score sheet holds: a table if there is one, problems, the roles of its rows and columns, stated periods.

    The latter are those that stand between its branches. `beside` are the points of columns such as 加分 and 扣分.
    """

    table: ScoreTable | None
    problems: list[Problem]
    roles: TableRoles | None
    stated: list[StatedPeriod]
    beside: Mapping[str, Mapping[str, Decimal]] = MappingProxyType({})
    columns: Callable[[], dict[str, dict[str, Fraction]]] = dict


def read_scores(grid: Sheet, header: HeaderRow, rules: RuleSet, known: Known) -> ReadScores:
    """Read a score sheet; the grid is closed afterwards.

    There is no table if the columns do not make one. They may be those of SCORE_COLUMNS, the facts that the rule set
    declares, and items (see `find_items`).
    `known` has the names that are branches, or none, whatever the table looks like.
    """
    columns = score_columns(rules)
    meaning = table_meaning(grid, header, columns, rules.criteria, known)
    header, around = meaning.header, WordsAround.of(grid, meaning)
    layout, problems = match_columns(grid, header, columns)
    problems += meaning.problems
    items, more = find_items(grid, layout.rest, rules.criteria)
    asked = meaning.roles.asked_columns() if meaning.roles else {}
    unread = [head for head in items.rest if head.column not in asked]
    problems += [*more, *facts_without_column(grid, layout, rules)]
    first = len(problems)  # where those columns are told that nothing is asked about
    if rules.triggers:
        problems += _incidents(grid, layout, items, meaning, [trigger.text for trigger in rules.triggers.list])
        problems += incidents_in_notes(grid, [*around.titles, *around.notes], _named(layout, meaning.rows))
    problems += not_final_titles(grid, around.titles)
    total = layout.roles.get("total")
    problems += _about_total(grid, meaning, total, rules, known)
    problems += _not_assessed(grid, layout, items, meaning)
    if not items.items and "total" not in layout.roles and names_from_book(rules):
        problems.append(nothing_to_score(grid, header, meaning.roles))
    elif "branch" in layout.roles:
        table, more = _table(_ScoreRows(grid, layout, items, rules), meaning, rules)
        noted = [head for role, head in layout.roles.items() if role == "note"]
        sheet = ScoredSheet(grid, unread, noted, meaning, table, rules, known, around.without(known.others))
        more += other_terms(sheet, around)
        more += _said_beside(sheet, [*problems, *more])
        numbers = partial(_columns, [head for head in header.heads if head != total], meaning.cells, table.branch)
        between = [*_stated_between(grid, meaning, around, known), *periods_in_columns(sheet)]
        between += stated_in(total.title, grid.place(total.row, total.column)) if total else []
        problems += more
        problems[first:first] = _unread(grid, unread, meaning, problems)
        return ReadScores(table, problems, meaning.roles, between, _points_beside(meaning, table), numbers)
    problems[first:first] = _unread(grid, unread, meaning, problems)
    return ReadScores(None, problems, meaning.roles, [])


def _about_total(
    grid: Sheet, meaning: TableMeaning, total: ColumnHeader | None, rules: RuleSet, known: Known
) -> Iterator[Problem]:
    """Yield what the head of the total, or of a sum that is none, says against its being the score of the period."""
    if total is None:
        if meaning.roles:
            yield from other_marks(grid, meaning.header, meaning.roles, rules.criteria.full_marks)
        return
    items = rules.criteria.origin == "rules" or any(head.full_marks is not None for head in meaning.header.heads)
    yield from other_scale(grid, meaning.header, total, rules, items=items)
    yield from not_final(grid.place(total.row, total.column), total.title)
    if not items:
        yield from other_name(grid, meaning.header.top, rules.criteria.full_marks, known.period)
    if meaning.roles:
        yield from totals_in_its_place(grid, meaning.header, total, meaning.roles)
    if meaning.roles and known.period:
        yield from of_other_months(grid, meaning.header, total, meaning.roles, known.period)


def _not_assessed(grid: Sheet, layout: ColumnLayout, items: Items, meaning: TableMeaning) -> Iterator[Problem]:
    """Yield what the titles of a table say against its holding scores, or assessed ones."""
    if "branch" in layout.roles and not meaning.is_left_of_full_marks:
        yield from table_of_deductions(grid, meaning.header)
    if "branch" in layout.roles and (items.items or "total" in layout.roles):
        yield from table_of_self_scores(grid, meaning.header, layout.roles.get("total"))


def _unread(
    grid: Sheet, heads: Sequence[ColumnHeader], meaning: TableMeaning, problems: Sequence[Problem]
) -> list[Problem]:
    """Say which columns were not read, those without a head too; of one that something is asked about, no more."""
    errors = [problem.place for problem in problems if problem.severity == "error"]
    asked = {place.address[1] for place in errors if isinstance(place, CellRef) and place.address}
    headed = {head.column for head in (*meaning.header.heads, *meaning.header.passed_over)}
    lines = meaning.roles.columns if meaning.roles else {}
    bare = [at for at, line in lines.items() if line.role == "other" and at not in headed | asked]
    return unused_columns(grid, [head for head in heads if head.column not in asked], bare, meaning.header.top)


def _points_beside(meaning: TableMeaning, table: ScoreTable) -> dict[str, dict[str, Decimal]]:
    """Return the points of each branch that columns of bonus or deductions have; blanks are none."""
    lines = meaning.roles.columns if meaning.roles else {}
    found: dict[str, dict[str, Decimal]] = {}
    for column, line in lines.items():
        if line.role in {"bonus", "deduction"}:
            points = found.setdefault("added" if line.role == "bonus" else "taken", {})
            for branch, (_, row) in zip(table.branch, meaning.rows, strict=True):
                cell = row[column] if isinstance(row[column], int | float) else 0
                points[branch] = points.get(branch, Decimal(0)) + abs(decimal_of(cell))
    return found


def _columns(
    heads: Sequence[ColumnHeader], cells: ReadCells, branches: Sequence[str]
) -> dict[str, dict[str, Fraction]]:
    """Return the numbers of every column, by branch; blank cells are left out."""
    found: dict[str, dict[str, Fraction]] = {}
    for head in heads if branches else ():
        filled = np.flatnonzero(cells.states[:, head.column] == FILLED).tolist()
        numbers = Exact.from_floats(cells.floats[:, head.column]).fractions() if filled else []
        found[head.title] = {branches[row]: numbers[row] for row in filled}
    return found


def _said_beside(sheet: ScoredSheet, before: Sequence[Problem]) -> Iterator[Problem]:
    """Yield what else the sheet says of its scores; of a cell that something is asked about `before`, no more."""
    of_parts = any(problem.code == "rows-of-parts" for problem in before)
    found = [] if of_parts else list(contradictions(sheet))
    errors = [problem for problem in [*before, *found] if problem.severity == "error"]
    asked = {problem.place.address for problem in errors if isinstance(problem.place, CellRef)}
    again = list(named_again(sheet, asked))
    rows = {
        problem.place.address[0] for problem in again if isinstance(problem.place, CellRef) and problem.place.address
    }
    beside = {(number, column) for number, row in sheet.meaning.others if number in rows for column in range(len(row))}
    yield from assessed_before(sheet)
    yield from (*found, *again, *notes(sheet, asked | beside), *remarks(sheet, asked))


def _table(rows: "_ScoreRows", meaning: TableMeaning, rules: RuleSet) -> tuple[ScoreTable, list[Problem]]:
    for first in range(0, len(meaning.rows), _ROWS_AT_ONCE):
        block = slice(first, first + _ROWS_AT_ONCE)
        rows.add(meaning.rows[block], meaning.cells.rows(block))
    table = rows.table()
    rounded = rounded_across_bounds(table, meaning.cells, meaning.roles, rules.levels)
    scale = out_of_scale(table, meaning.rows, rules.criteria, meaning.roles)
    return table, [*rounded, *scale, *rows.report.problems()]


def _stated_between(grid: Sheet, meaning: TableMeaning, around: WordsAround, known: Known) -> Iterator[StatedPeriod]:
    """Yield the periods that titles between the branches name: below such a one may stand another period."""
    lines = meaning.roles.rows if meaning.roles else {}
    last = meaning.rows[-1][0] if meaning.rows else 0
    for number, column, words in around.notes:
        if number < last and number in lines and lines[number].role == "note":
            year = known.period.year if known.period else None
            yield from stated_in(words, grid.place(number, column), year)


def _incidents(
    grid: Sheet, layout: ColumnLayout, items: Items, meaning: TableMeaning, triggers: Sequence[str]
) -> Iterator[Problem]:
    """Report what tells of incidents in columns that are not read, and in such without a head."""
    noted = [head for role, head in layout.roles.items() if role == "note"]
    yield from incidents_in_columns(grid, [*items.rest, *noted], meaning.rows, meaning.added_up, triggers)
    if branch := layout.roles.get("branch"):
        headed = {head.column for head in meaning.header.heads}
        yield from incidents_without_head(grid, headed, meaning.rows, branch.column)


def _named(layout: ColumnLayout, rows: Sequence[tuple[int, Row]]) -> list[str]:
    branch = layout.roles.get("branch")
    return [row[branch.column] for _, row in rows if isinstance(row[branch.column], str)] if branch else []


class _ScoreRows:
    """The rows read so far, as columns."""

    def __init__(self, grid: Sheet, layout: ColumnLayout, items: Items, rules: RuleSet) -> None:
        self.report = CellProblems(grid, star_names(rules.levels))
        self._branch = layout.roles["branch"]
        self._total = layout.roles.get("total")
        self._items = items
        self._plain = {role: head for role, head in layout.roles.items() if role not in {"branch", "total"}}
        self._kinds = {column.name: column.kind for column in score_columns(rules)}
        self._facts = {column.name: column for column in fact_columns(rules)}
        self._held: dict[str, Any] = {}
        self._spans = {
            role: _continued(grid, head) for role, head in self._plain.items() if self._kinds[role] == "text"
        }
        codes = {item.code: letter(head.column) for item, head in zip(items.items, items.heads, strict=True)}
        self._sheet = SourceSheet(grid.file, grid.name, layout.letters() | codes)
        self._names: list[str] = []
        self._numbers: list[int] = []
        self._columns: dict[str, list[Any]] = {role: [] for role in self._plain}
        self._points: list[tuple[_Floats, _States]] = []
        self._totals: list[tuple[_Floats, _States]] = []

    def add(self, rows: Sequence[tuple[int, Row]], cells: ReadCells) -> None:
        """Take in a block of rows, each with its number, and what their cells were read as."""
        numbers = [number for number, _ in rows]
        stated = self.report.plain_names(numbers, self._branch, _column(rows, self._branch))
        names = [text_of(value) or "" for value in stated]
        scored = [*self._items.heads, *([self._total] if self._total else [])]
        used = [self._branch, *self._plain.values(), *scored]
        faulty = self.report.find_faults(numbers, used, names)
        read = [self._scores(head, rows, cells, names) for head in scored]
        for index, head in faulty:
            if head in scored:
                read[scored.index(head)][1][index] = REFUSED
        if self._total:
            self._totals.append(read.pop())
        self._points.append(_side_by_side(read, len(names)))
        for role, head in self._plain.items():
            values: Sequence[Any] = _column(rows, head)
            values = self.report.plain_names(numbers, head, values) if role in NAMES else values
            self._columns[role] += self._values(role, head, values, numbers, names)
        self._names += names
        self._numbers += numbers

    def table(self) -> ScoreTable:
        """Return the score table of all rows taken in."""
        count = len(self._names)
        points, point_states = _stacked(self._points, (0, len(self._items.items)))
        total, total_states = _stacked(self._totals, (0,)) if self._total else _absent(count)
        return ScoreTable(
            self._names,
            self._columns,
            self._items.items,
            Exact.from_floats(points),
            point_states,
            Exact.from_floats(total),
            total_states,
            (self._sheet,),
            np.zeros(count, dtype=np.int32),
            np.array(self._numbers, dtype=np.int32),
        )

    def _scores(
        self, head: ColumnHeader, rows: Sequence[tuple[int, Row]], cells: ReadCells, names: list[str]
    ) -> tuple[_Floats, _States]:
        """Read a column of scores: plain numbers all at once, everything else cell by cell."""
        optional = head in self._items.optional
        plain = cells.plain[:, head.column]
        values = np.where(plain, cells.floats[:, head.column], 0)
        states = np.zeros(len(rows), dtype=np.uint8)
        size = np.abs(values)
        odd = np.flatnonzero(~(plain & ((size == 0) | ((size >= LEAST_SCORE) & (size < MOST_SCORE))))).tolist()
        odd += [index for index in self.report.telling(rows, head) if plain[index]]
        for index in odd:
            number, row = rows[index]
            values[index], states[index] = self.report.read_score(
                (number, head, names[index]), row[head.column], optional=optional
            )
        return values, states

    def _values(
        self, role: str, head: ColumnHeader, cells: Sequence[Any], numbers: list[int], names: list[str]
    ) -> Iterator[Any]:
        """Read a column of anything else; in a merged text cell the value of its first row holds."""
        kind, fact, spans = self._kinds[role], self._facts.get(role), self._spans.get(role, frozenset())
        if not (fact or spans) and (meant := self.report.read_alike(cells, kind)):
            yield from map(meant.__getitem__, cells)
            return
        for cell, number, name in zip(cells, numbers, names, strict=True):
            if number in spans:
                yield self._held.get(role)
                continue
            if fact:
                value = read_fact(self.report, (number, head, name), cell, fact)
            else:
                value = self.report.read(number, head, name, cell, kind)
            self._held[role] = value
            yield value


def _column(rows: Sequence[tuple[int, Row]], head: ColumnHeader) -> list[Any]:
    return [row[head.column] for _, row in rows]


def _continued(grid: Sheet, head: ColumnHeader) -> frozenset[int]:
    """Return the rows that a merged cell of this column covers below its first."""
    return frozenset(
        row + 1
        for first, last in grid.merges
        if first[1] <= head.column <= last[1]
        for row in range(first[0] + 1, last[0] + 1)
    )


def _side_by_side(columns: list[tuple[_Floats, _States]], count: int) -> tuple[_Floats, _States]:
    if not columns:
        return np.zeros((count, 0)), np.zeros((count, 0), dtype=np.uint8)
    values, states = zip(*columns, strict=True)
    return np.column_stack(values), np.column_stack(states)


def _stacked(blocks: list[tuple[_Floats, _States]], empty: tuple[int, ...]) -> tuple[_Floats, _States]:
    """Put the blocks one below the other, and let go of them."""
    if not blocks:
        return np.zeros(empty), np.zeros(empty, dtype=np.uint8)
    values, states = zip(*blocks, strict=True)
    blocks.clear()
    return np.concatenate(values), np.concatenate(states)


def _absent(count: int) -> tuple[_Floats, _States]:
    return np.zeros(count), np.full(count, ABSENT, dtype=np.uint8)
