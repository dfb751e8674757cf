"""From workbooks to the inputs of one review."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starrating.atomic import digest
from starrating.errors import Place, Problem
from starrating.files.forms.layout import find_form
from starrating.files.forms.reading import read_form
from starrating.files.scores import book_problems
from starrating.files.scores.column_names import RECORD_COLUMNS, TableKind
from starrating.files.scores.heads import Header, find_header
from starrating.files.scores.joined_scores import apart, joined
from starrating.files.scores.layouts import kind_by_heads
from starrating.files.scores.opinion_sheets import read_opinions
from starrating.files.scores.own_names import ColumnMap
from starrating.files.scores.periods import Source, agreed, sources_of
from starrating.files.scores.record_sheets import read_incidents, read_records, read_roster
from starrating.files.scores.score_sheets import read_scores
from starrating.files.scores.unseen import unseen
from starrating.files.scores.versions import one_version_each
from starrating.formats.limits import Limits
from starrating.formats.sheet import Sheet, Workbook
from starrating.formats.workbook import open_workbook
from starrating.model import Incident, Inputs, Period, RosterEntry, ScoreTable, aliases_of
from starrating.read.shown_scores import shown_across_bounds
from starrating.ruleset import RuleSet

LOCK_FILES = ("~$", ".~")
"""What the names of files begin with that only mark that a workbook is open."""


def read_books(  # noqa: PLR0913 [what is read, by what it is read, and what may be left out]
    books: Sequence[Path],
    incident_books: Sequence[Path],
    rules: RuleSet,
    period: Period | None,
    *,
    mapping: ColumnMap | None = None,
    limits: Limits | None = None,
    today: dt.date | None = None,
) -> tuple[Inputs | None, list[Problem]]:
    """Read score workbooks, and workbooks that hold only incidents, into the inputs of one review.

    `mapping` has the office's own names for columns and sheets; an incident after `today`, if it is given, is an error.
    Every problem of every file is returned. The inputs are
    None if no score table or no period came out; cells that were reported as errors are marked REFUSED in them.
    """
    gathered = _Gathered(rules, (mapping or ColumnMap()).rating(rules.wording.subject), limits, today)
    gathered.part = period.part if period else None
    score_books = gathered.readable(books)
    if not score_books:
        gathered.problems.append(book_problems.no_books())
    for path in score_books:
        gathered.read_score_book(path)
    for path in gathered.readable(incident_books):
        gathered.read_incident_book(path)
    agreed_period = None
    if gathered.tables:
        agreed_period, contradictions = agreed(gathered.sources, period, gathered.tables[0].sheets[0].file)
        gathered.problems += contradictions
    scores, differences = joined(gathered.tables, rules.criteria, aliases_of(gathered.roster))
    gathered.problems += differences
    if scores is None or agreed_period is None:
        return None, gathered.problems
    return gathered.inputs(agreed_period, scores), gathered.problems


@dataclass
class _Gathered:
    """What the workbooks have given so far."""

    rules: RuleSet
    mapping: ColumnMap
    limits: Limits | None
    today: dt.date | None
    part: str | None = None
    problems: list[Problem] = field(default_factory=list)
    tables: list[ScoreTable] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    roster: list[RosterEntry] = field(default_factory=list)
    records: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: {"opinions": [], "findings": []})
    opinion_places: list[Place] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    unscored: list[Problem] = field(default_factory=list)

    def readable(self, paths: Sequence[Path]) -> list[Path]:
        """Leave out the lock files that office programs put beside an open workbook, and versions of one workbook."""
        locks = [path for path in paths if path.name.startswith(LOCK_FILES)]
        self.problems += [book_problems.lock_file(str(path)) for path in locks]
        kept, problems = one_version_each([path for path in paths if path not in locks])
        self.problems += problems
        return kept

    def read_score_book(self, path: Path) -> None:
        """Read every sheet that has a known name, or the heads of a known table, or is the form of a branch."""
        book = open_workbook(path, str(path), self.limits)
        named = any(self.mapping.kind_of(sheet) == "scores" for sheet in book.names)
        self.unscored.clear()
        wide: list[ScoreTable] = []
        forms: list[ScoreTable] = []
        for grid in book.sheets:
            if find_form(grid.first_rows()) and self.mapping.kind_of(grid.name) in {None, "scores"}:
                self._read_form(grid, forms, named=named)
            else:
                self._read_sheet(grid, wide, named=named)
        self._close(path, book)
        found = [*wide, *forms]
        if (wide and forms) or (len(wide) > 1 and not apart(wide)):
            self.problems.append(book_problems.several_sheets(found))
        elif not found and not self._complains_of(path):
            self.problems += self.unscored or [book_problems.no_sheet(str(path), "scores")]
        else:
            self.tables += found

    def read_incident_book(self, path: Path) -> None:
        """Read every sheet that has the heads of incidents; others are not looked at."""
        book = open_workbook(path, str(path), self.limits)
        found = False
        for grid in book.sheets:
            header = self._header(grid)
            if header and (self.mapping.kind_of(grid.name) or self._kind_by_heads(header)) == "incidents":
                found = True
                self._read_records(grid, header, "incidents")
            elif grid.first_rows(1) and book_problems.seems_of_incidents(grid, header):
                self.problems.append(book_problems.unread_incidents(grid))
        self._close(path, book)
        if not found and not self._complains_of(path):
            self.problems.append(book_problems.no_sheet(str(path), "incidents"))

    def inputs(self, period: Period, scores: ScoreTable) -> Inputs:
        """Return the inputs of the review."""
        return Inputs(
            period,
            scores,
            tuple(self.incidents),
            tuple(self.roster),
            tuple(self.records["opinions"]),
            tuple(self.records["findings"]),
            self.digests,
            tuple(self.opinion_places),
        )

    def _close(self, path: Path, book: Workbook) -> None:
        self.problems += [*book.problems, *book.notices]
        if not book.problems:
            self.digests[str(path)] = digest(path)

    def _complains_of(self, path: Path) -> bool:
        return any(
            problem.severity == "error" and problem.place and problem.place.file == str(path)
            for problem in self.problems
        )

    def _header(self, grid: Sheet) -> Header | None:
        return find_header(grid.first_rows(), grid.merges, self.mapping.branches(), self.mapping.heads())

    def _kind_by_heads(self, header: Header) -> TableKind | None:
        """Tell the kind of table from its heads, with what they stand for in the office's own words."""
        kinds: tuple[TableKind, ...] = ("scores", "incidents")
        for kind in kinds:
            if kind_by_heads(self.mapping.applied(header, kind), self.rules) == kind:
                return kind
        return None

    def _read_form(self, grid: Sheet, forms: list[ScoreTable], *, named: bool) -> None:
        """Read the form of one branch; where a sheet is named as the score sheet, no other one is it."""
        if named and self.mapping.kind_of(grid.name) is None:
            self.problems.append(book_problems.unknown_sheet(grid))
            return
        form = find_form(grid.first_rows())
        self.sources += sources_of(grid.file, grid.name, grid.first_rows(form.row - 1) if form else [])
        table, problems = read_form(grid, self.rules, self.mapping)
        self.problems += problems
        if table is not None:
            forms.append(table)
            self.problems += unseen(grid, table.sheets[0], (), _scores(table))
            self.problems += shown_across_bounds(grid, table, self.rules.levels)

    def _read_sheet(self, grid: Sheet, tables: list[ScoreTable], *, named: bool) -> None:
        """Read a sheet for what it is; if one is named as the score sheet, no other one is it."""
        header = self._header(grid)
        by_name = self.mapping.kind_of(grid.name)
        kind = by_name or (self._kind_by_heads(header) if header else None)
        if kind is None or (kind == "scores" and named and not by_name):
            self.problems += [self._not_read(grid, header)] if grid.first_rows(1) else []
            self.unscored += book_problems.why_no_scores(grid, header)
        elif header is None:
            self.problems.append(book_problems.no_header(grid))
        elif kind == "scores":
            self._read_scores(grid, header, tables)
        else:
            self._read_records(grid, header, kind)

    def _not_read(self, grid: Sheet, header: Header | None) -> Problem:
        doubtful = self.rules.triggers and book_problems.seems_of_incidents(grid, header)
        return book_problems.unread_incidents(grid) if doubtful else book_problems.unknown_sheet(grid)

    def _read_scores(self, grid: Sheet, header: Header, tables: list[ScoreTable]) -> None:
        self.sources += sources_of(grid.file, grid.name, grid.first_rows(header.top - 1))
        table, problems = read_scores(grid, self.mapping.applied(header, "scores"), self.rules, self.part)
        self.problems += problems
        if table is not None:
            tables.append(table)
            self.problems += unseen(grid, table.sheets[0], table.rows.tolist(), _scores(table))
            self.problems += shown_across_bounds(grid, table, self.rules.levels)

    def _read_records(self, grid: Sheet, header: Header, kind: TableKind) -> None:
        header = self.mapping.applied(header, kind)
        if kind == "incidents":
            incidents, problems = read_incidents(grid, header, self.rules, self.today)
            self.incidents += incidents
            problems += [] if incidents or self.rules.triggers else [book_problems.no_triggers(grid)]
            if incidents:
                problems += unseen(grid, incidents[0].sheet, [incident.row for incident in incidents])
        elif kind == "roster":
            entries, problems = read_roster(grid, header)
            self.roster += entries
        else:
            opinions = kind == "opinions"
            sheet, records, problems = (
                read_opinions(grid, header) if opinions else read_records(grid, header, RECORD_COLUMNS[kind])
            )
            self.records[kind] += [record for _, record in records]
            problems += unseen(grid, sheet, [number for number, _ in records])
            if opinions:
                self.opinion_places += [sheet.place("opinion", number) for number, _ in records]
        self.problems += problems


def _scores(table: ScoreTable) -> list[str]:
    """Return the roles whose cells are scores."""
    return [*(item.code for item in table.items), "total"]
