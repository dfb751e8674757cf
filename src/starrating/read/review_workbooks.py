"""From workbooks to the inputs of one review."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starrating.atomic import digest
from starrating.errors import CellRef, Problem, has_errors
from starrating.formats.limits import Limits
from starrating.formats.sheet import Sheet, Workbook
from starrating.formats.workbook import open_workbook
from starrating.i18n import listed, text
from starrating.model import Incident, Inputs, Period, RosterEntry, ScoreTable, aliases_of
from starrating.outcome import this_run
from starrating.read import workbook_checks
from starrating.read.book_tables import EXPLAINS, several_sheets, tables_that_count, with_scores
from starrating.read.cell_problems import hidden_cells
from starrating.read.column_map import ColumnMap
from starrating.read.column_names import RECORD_COLUMNS, SHEET_TEXTS, TableKind
from starrating.read.detail_sheets import Detail, compared, read_detail, scores_of
from starrating.read.form import read_form
from starrating.read.form_cells import FormHeader
from starrating.read.header_row import HeaderRow
from starrating.read.incident_sheets import (
    no_incidents,
    no_triggers,
    says_none,
    seems_of_incidents,
    unread_incidents,
)
from starrating.read.incident_words import NOT_READ, TELLING, without_those_listed
from starrating.read.joined_sheets import join_tables
from starrating.read.record_sheets import read_incidents, read_opinions, read_records, read_roster
from starrating.read.score_sheet import read_scores
from starrating.read.scored_sheet import COUNT_DIFFERS, STARS_DIFFER
from starrating.read.sheet_plan import SheetPlan, plan_sheet
from starrating.read.sheet_words import Words
from starrating.read.shown_scores import shown_across_bounds
from starrating.read.stated_periods import (
    StatedPeriod,
    agreed,
    narrowest,
    not_assessed,
    stated_in,
    stated_periods,
)
from starrating.read.summary_sheets import ScoreSheet
from starrating.read.table_roles import Known, SheetRoles
from starrating.read.unread_words import doubtful_words, told_of_branches
from starrating.read.workbook_checks import branches_side_by_side, drop_other_copies, no_header, why_no_scores
from starrating.ruleset import RuleSet
from starrating.ruleset.reads import score_is_sum

LOCK_FILES = ("~$", ".~")
"""What the names of files begin with that only mark that a workbook is open."""


def read_workbooks(  # noqa: PLR0913 [what is read, by what it is read, and what may be left out]
    books: Sequence[Path],
    incident_books: Sequence[Path],
    rules: RuleSet,
    period: Period | None,
    *,
    mapping: ColumnMap | None = None,
    limits: Limits | None = None,
    today: dt.date | None = None,
    branches: Collection[str] = (),
    understood: list[SheetRoles] | None = None,
) -> tuple[Inputs | None, list[Problem]]:
    """Read score workbooks, and workbooks that hold only incidents, into the inputs of one review.

    `mapping` has the office's own names for columns and sheets; an incident after `today`, if it is given, is an error;
    `branches` are names that have been rated before. `understood` takes in what every score sheet was understood as.
    Every problem of every file is returned. The inputs are
    None if no score table or no period came out; cells that were reported as errors are marked REFUSED in them.
    """
    gathered = ReviewReader(rules, (mapping or ColumnMap()).rating(rules.wording.subject), limits, today)
    gathered.period, gathered.branches = period, branches
    gathered.understood = understood if understood is not None else []
    score_books = gathered.readable(books)
    if not score_books:
        gathered.problems.append(no_books())
    for path in score_books if len(score_books) > 1 else ():
        gathered.read_rosters(path)
    for path in score_books:
        gathered.read_score_book(path)
    if score_books and not gathered.tables and not has_errors(gathered.problems):
        gathered.problems.append(workbook_checks.no_sheet(str(score_books[0]), "scores"))
    for path in gathered.readable(incident_books):
        gathered.read_incident_book(path)
    gathered.pass_over_listed()
    return _joined(gathered, rules, period), gathered.problems


def _joined(gathered: "ReviewReader", rules: RuleSet, period: Period | None) -> Inputs | None:
    """Make one review of all that was read; None without a score table or a period that all agree on."""
    agreed_period = None
    if gathered.tables:
        agreed_period, contradictions = agreed(gathered.sources, period, gathered.tables[0].sheets[0].file)
        gathered.problems += contradictions
    scores, differences = join_tables(gathered.tables, rules.criteria, aliases_of(gathered.roster))
    gathered.problems += differences
    if scores is None or agreed_period is None:
        return None
    gathered.problems += not_assessed(agreed_period, gathered.sources, rules.procedure.review)
    return gathered.inputs(agreed_period, scores)


@dataclass
class ReviewReader:
    """What the workbooks have given so far."""

    rules: RuleSet
    mapping: ColumnMap
    limits: Limits | None
    today: dt.date | None
    period: Period | None = None
    branches: Collection[str] = ()
    understood: list[SheetRoles] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: list[ScoreTable] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    roster: list[RosterEntry] = field(default_factory=list)
    records: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: {"opinions": [], "findings": []})
    opinion_places: list[CellRef] = field(default_factory=list)
    sources: list[StatedPeriod] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    unscored: list[Problem] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    unread: list[tuple[Sheet, list[Words]]] = field(default_factory=list)
    rosters_of: set[Path] = field(default_factory=set)

    def readable(self, paths: Sequence[Path]) -> list[Path]:
        """Leave out the lock files that office programs put beside an open workbook, and versions of one workbook."""
        locks = [path for path in paths if path.name.startswith(LOCK_FILES)]
        self.problems += [workbook_checks.lock_file(str(path)) for path in locks]
        kept, problems = drop_other_copies([path for path in paths if path not in locks])
        self.problems += problems
        return kept

    def read_score_book(self, path: Path) -> None:
        """Read every sheet that has a known name, or the heads of a known table, or is the form of a branch."""
        this_run.now(text("Reading %(file)s", file=path.name))
        book = open_workbook(path, str(path), self.limits)
        if path not in self.rosters_of and any(self.mapping.kind_of(sheet) == "roster" for sheet in book.names):
            self.read_rosters(path)
        named = any(self.mapping.kind_of(sheet) == "scores" for sheet in book.names)
        self.unscored.clear()
        self.details.clear()
        wide: list[ScoreSheet] = []
        forms: list[ScoreTable] = []
        for plan in self._plans(book):
            if plan.form:
                self._read_form(plan, plan.form, forms, named=named)
            elif plan.kind != "roster":
                self._read_table(plan, wide, named=named)
        self._close(path, book)
        if not wide and not forms and not self._complains_of(path, but=NOT_READ):
            self._read_by_numbers(path, wide)
        wide, told = with_scores(wide, self.period)
        self.problems += told
        counted = tables_that_count(wide, self._period_of(path, wide), self.rules.criteria.full_marks)
        self.problems += [*counted.problems, *self._compared_with_details(counted.tables, wide)]
        self.sources += counted.stated
        found = [*counted.tables, *forms]
        if counted.tables and forms:
            self.problems.append(several_sheets(found))
        elif not found and not self._complains_of(path) and not self._is_roster(book):
            self.problems += self.unscored or [workbook_checks.no_sheet(str(path), "scores")]
        else:
            self.tables += found

    def _compared_with_details(self, tables: Sequence[ScoreTable], sheets: Sequence[ScoreSheet]) -> Iterator[Problem]:
        """Compare the single points of other sheets with the scores; others are told as ever."""
        if not self.details:
            return
        counted = {table.sheets[0].name for table in tables}
        beside = [sheet.beside for sheet in sheets if sheet.place.sheet in counted]
        known = scores_of(tables, self.rules.criteria.full_marks, beside) if score_is_sum(self.rules) else {}
        problems = list(compared(self.details, known))
        yield from problems
        told = {problem.sheet for problem in problems}
        yield from (unknown_sheet(detail.place) for detail in self.details if detail.place.sheet not in told)

    def _is_roster(self, book: Workbook) -> bool:
        """Tell whether a workbook has nothing but a roster, beside scores in others."""
        return bool(book.names) and all(self.mapping.kind_of(sheet) == "roster" for sheet in book.names)

    def read_rosters(self, path: Path) -> None:
        """Read the rosters of a workbook before the scores of any, which it proves to be of branches."""
        self.rosters_of.add(path)
        book = open_workbook(path, str(path), self.limits)
        for plan in self._plans(book) if any(self.mapping.kind_of(sheet) == "roster" for sheet in book.names) else ():
            if plan.kind == "roster":
                self._read_table(plan, [], named=False)

    def read_incident_book(self, path: Path) -> None:
        """Read every sheet that has the heads of incidents; others are not looked at."""
        book = open_workbook(path, str(path), self.limits)
        found = False
        for plan in self._plans(book):
            if plan.header and plan.kind == "incidents":
                found = True
                self._read_records(plan, plan.header, "incidents")
            elif plan.sheet.first_rows(1) and seems_of_incidents(plan.sheet, plan.header):
                none = says_none(plan.sheet, plan.header)
                found = found or none
                self.problems.append(no_incidents(plan.sheet) if none else unread_incidents(plan.sheet))
        self._close(path, book)
        if not found and not self._complains_of(path):
            self.problems.append(workbook_checks.no_sheet(str(path), "incidents"))

    def pass_over_listed(self) -> None:
        """Leave out what score sheets tell of incidents of branches that the list of incidents has.

        With incidents there are other numbers of stars than by the scores; with several sheets, of branches too.
        """
        rated = {branch for table in self.tables for branch in table.branch} if self.unread else ()
        self.problems += [problem for sheet in self.unread for problem in told_of_branches(*sheet, rated)]
        if self.incidents or len(self.tables) > 1:
            untold = {STARS_DIFFER, *([COUNT_DIFFERS] if len(self.tables) > 1 else [])}
            self.problems = [problem for problem in self.problems if problem.code not in untold]
        if any(problem.code in TELLING for problem in self.problems):
            branches = {incident.branch for incident in self.incidents}
            rows = [(table, row) for table in self.tables for row, name in enumerate(table.branch) if name in branches]
            places = [(table.sheets[int(table.origin[row])], str(int(table.rows[row]))) for table, row in rows]
            listed = {(sheet.file, sheet.name, number) for sheet, number in places}
            self.problems = without_those_listed(self.problems, listed, branches)

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

    def _complains_of(self, path: Path, *, but: str = "") -> bool:
        errors = (problem for problem in self.problems if problem.severity == "error" and problem.code != but)
        return any(problem.file == str(path) for problem in errors)

    def _plans(self, book: Workbook) -> Iterator[SheetPlan]:
        return (plan_sheet(sheet, self.mapping, self.rules) for sheet in book.sheets)

    def _read_form(self, plan: SheetPlan, form: FormHeader, forms: list[ScoreTable], *, named: bool) -> None:
        """Read the form of one branch; where a sheet is named as the score sheet, no other one is it."""
        grid = plan.sheet
        if named and plan.named is None:
            self.problems.append(unknown_sheet(CellRef(grid.file, grid.name)))
            return
        self.sources += self._stated(plan)
        table, problems = read_form(grid, form, self.rules, self.mapping)
        self.problems += problems
        if table is not None:
            forms.append(table)
            self.problems += hidden_cells(grid, table.sheets[0], (), _scores(table))
            self.problems += shown_across_bounds(grid, table, self.rules.levels)

    def _known(self, stated: Sequence[StatedPeriod]) -> Known:
        """Return what is known of a sheet; its period is the one that is asked for, or else what it says itself."""
        roster = (name for entry in self.roster for name in (entry.branch, *entry.aliases))
        said = narrowest(stated)
        period = self.period or (said.period if said else None)
        return Known(frozenset((*self.branches, *roster)), self.mapping.no_branches, period=period)

    def _stated(self, plan: SheetPlan) -> list[StatedPeriod]:
        year = self.period.year if self.period else None
        return stated_periods(plan.sheet.file, plan.sheet.name, plan.title_rows, year)

    def _period_of(self, path: Path, sheets: Sequence[ScoreSheet]) -> Period | None:
        """Return the period that is asked for, or that the file or the sheet named as the score sheet says.

        Where none does and every sheet says one of its own, it is the last: the others stand there to compare.
        """
        stated = [
            *stated_in(path.stem, CellRef(str(path))),
            *(period for sheet in sheets if sheet.named for period in sheet.stated),
        ]
        said = [narrowest(sheet.stated) for sheet in sheets]
        each = [period.period for period in said if period]
        last = max(each) if each and len(each) == len(sheets) else None
        return self.period or next((period.period for period in stated), last)

    def _read_table(self, plan: SheetPlan, sheets: list[ScoreSheet], *, named: bool) -> None:
        """Read a table for what it is; if one is `named` as the score sheet, the others need not be one."""
        grid, header = plan.sheet, plan.header
        if plan.kind is None or plan.kind == "form":
            not_read = [self._not_read(grid, header)] if grid.first_rows(1) else []
            detail = read_detail(grid, header) if header and not has_errors(not_read) else None
            self.details += [detail] if detail else []
            changes = not detail and not has_errors(not_read) and workbook_checks.may_change_scores(grid)
            self.problems += [] if detail else [workbook_checks.changes_unread(grid)] if changes else not_read
            self.unscored += why_no_scores(grid, header)
            self.unread += [(grid, words)] if not detail and (words := doubtful_words(grid)) else []
        elif plan.kind == "scores" and (turned := branches_side_by_side(grid, header)):
            self.problems.append(turned)
        elif header is None:
            none = plan.kind == "incidents" and says_none(grid, None)
            self.problems.append(no_incidents(grid) if none else no_header(grid))
        elif plan.kind == "scores":
            self._read_scores(plan, header, sheets, named=named)
        else:
            self._read_records(plan, header, plan.kind)

    def _not_read(self, grid: Sheet, header: HeaderRow | None) -> Problem:
        if not (self.rules.triggers and seems_of_incidents(grid, header)):
            return unknown_sheet(CellRef(grid.file, grid.name))
        return no_incidents(grid) if says_none(grid, header) else unread_incidents(grid)

    def _read_scores(self, plan: SheetPlan, header: HeaderRow, sheets: list[ScoreSheet], *, named: bool) -> None:
        grid, stated = plan.sheet, self._stated(plan)
        header = self.mapping.applied(header, "scores")
        table, problems, roles, between, beside, columns = read_scores(grid, header, self.rules, self._known(stated))
        stated += between
        self.understood += [SheetRoles(grid.file, grid.name, roles)] if roles else []
        is_named, place = plan.named == "scores", CellRef(grid.file, grid.name)
        if table is not None:
            problems += hidden_cells(grid, table.sheets[0], table.rows.tolist(), _scores(table))
            problems += shown_across_bounds(grid, table, self.rules.levels)
            heads = frozenset(head.key for head in header.heads)
            sheets.append(ScoreSheet(place, is_named, heads, table, stated, beside, problems, columns))
        elif named and not is_named:
            self.problems.append(unknown_sheet(place))
        else:
            self.problems += problems

    def _read_by_numbers(self, path: Path, sheets: list[ScoreSheet]) -> None:
        """Read the sheets of a workbook without known scores that name branches, if their numbers tell a score."""
        for plan in self._plans(open_workbook(path, str(path), self.limits)):
            if plan.header and plan.kind is None and not EXPLAINS.search(plan.sheet.name):
                place, before = CellRef(plan.sheet.file, plan.sheet.name), self.problems
                self.problems = []
                self._read_scores(plan, plan.header, sheets, named=False)
                read = any(sheet.place == place for sheet in sheets)
                self.problems = [problem for problem in before if not (read and problem.place == place)]

    def _read_records(self, plan: SheetPlan, header: HeaderRow, kind: TableKind) -> None:
        grid = plan.sheet
        header = self.mapping.applied(header, kind)
        if kind == "incidents":
            self.sources += self._stated(plan)
            incidents, problems = read_incidents(grid, header, self.rules, self.today)
            self.incidents += incidents
            problems += [] if incidents or self.rules.triggers else [no_triggers(grid)]
            if not incidents and has_errors(problems) and says_none(grid, header):
                problems = [no_incidents(grid)]
            if incidents:
                problems += hidden_cells(
                    grid, incidents[0].sheet, [incident.row for incident in incidents], incidents[0].sheet.letters
                )
        elif kind == "roster":
            entries, problems = read_roster(grid, header)
            self.roster += entries
        else:
            opinions = kind == "opinions"
            sheet, records, problems = (
                read_opinions(grid, header) if opinions else read_records(grid, header, RECORD_COLUMNS[kind])
            )
            self.records[kind] += [record for _, record in records]
            problems += hidden_cells(grid, sheet, [number for number, _ in records])
            if opinions:
                self.opinion_places += [sheet.place("opinion", number) for number, _ in records]
        self.problems += problems


def _scores(table: ScoreTable) -> list[str]:
    """Return the roles whose cells are scores."""
    return [*(item.code for item in table.items), "total"]


def no_books() -> Problem:
    """Report that there is nothing to read."""
    message = text("There is no score workbook to read.")
    return Problem("error", "no-workbook", None, message, text("Name one, such as 2013H1.xlsx."))


def unknown_sheet(place: CellRef) -> Problem:
    """Notice a sheet that was not read."""
    message = text("The sheet was not read; it is none of those that are looked for.")
    hint = text("The sheets that are read are called: %(names)s", names=listed(SHEET_TEXTS.values()))
    return Problem("notice", "unknown-sheet", place, message, hint)
