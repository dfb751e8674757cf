"""From workbooks to the inputs of one review."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starrating.errors import Place, Problem
from starrating.files.atomic import digest
from starrating.files.scores.grids import Book, Grid, open_book
from starrating.files.scores.heads import Header, find_header
from starrating.files.scores.joined_scores import joined
from starrating.files.scores.layouts import RECORD_COLUMNS, SHEET_NAMES, TableKind, kind_by_heads, kind_by_name
from starrating.files.scores.periods import Source, agreed, sources_of
from starrating.files.scores.record_sheets import read_incidents, read_records, read_roster
from starrating.files.scores.score_sheets import read_scores
from starrating.i18n import text
from starrating.model import Incident, Inputs, Period, RosterEntry, ScoreTable
from starrating.ruleset import RuleSet

_LOCK_FILES = ("~$", ".~")


def read_books(
    books: Sequence[Path], incident_books: Sequence[Path], rules: RuleSet, period: Period | None
) -> tuple[Inputs | None, list[Problem]]:
    """Read score workbooks, and workbooks that hold only incidents, into the inputs of one review.

    Every problem of every file is returned. The inputs are None if no score table or no period came out; cells that
    were reported as errors are marked REFUSED in them.
    """
    gathered = _Gathered(rules)
    score_books = _unlocked(books, gathered.problems)
    if not score_books:
        gathered.problems.append(_no_books())
    for path in score_books:
        gathered.read_score_book(path)
    for path in _unlocked(incident_books, gathered.problems):
        gathered.read_incident_book(path)
    agreed_period = None
    if gathered.tables:
        agreed_period, contradictions = agreed(gathered.sources, period, gathered.tables[0].sheets[0].file)
        gathered.problems += contradictions
    scores, differences = joined(gathered.tables)
    gathered.problems += differences
    if scores is None or agreed_period is None:
        return None, gathered.problems
    return gathered.inputs(agreed_period, scores), gathered.problems


@dataclass
class _Gathered:
    """What the workbooks have given so far."""

    rules: RuleSet
    problems: list[Problem] = field(default_factory=list)
    tables: list[ScoreTable] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    roster: list[RosterEntry] = field(default_factory=list)
    records: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: {"opinions": [], "findings": []})
    opinion_places: list[Place] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)

    def read_score_book(self, path: Path) -> None:
        """Read every sheet that has a known name, or the heads of a known table."""
        before = len(self.tables)
        book = open_book(path, str(path))
        named = any(kind_by_name(sheet) == "scores" for sheet in book.sheets)
        for grid, header in _with_headers(book):
            self._read_sheet(grid, header, named=named)
        self._close(path, book)
        found = self.tables[before:]
        if len(found) > 1:
            del self.tables[before:]
            self.problems.append(_several_sheets(found))
        elif not found and not self._complains_of(path):
            self.problems.append(_no_sheet(str(path), "scores"))

    def read_incident_book(self, path: Path) -> None:
        """Read every sheet that has the heads of incidents; others are not looked at."""
        book = open_book(path, str(path))
        found = False
        for grid, header in _with_headers(book):
            if header and (kind_by_name(grid.name) or kind_by_heads(header, self.rules)) == "incidents":
                found = True
                self._read_records(grid, header, "incidents")
        self._close(path, book)
        if not found and not self._complains_of(path):
            self.problems.append(_no_sheet(str(path), "incidents"))

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

    def _close(self, path: Path, book: Book) -> None:
        self.problems += book.problems
        if not book.problems:
            self.digests[str(path)] = digest(path)

    def _complains_of(self, path: Path) -> bool:
        return any(
            problem.severity == "error" and problem.place and problem.place.file == str(path)
            for problem in self.problems
        )

    def _read_sheet(self, grid: Grid, header: Header | None, *, named: bool) -> None:
        """Read a sheet for what it is; if one is named as the score sheet, no other one is it."""
        by_name = kind_by_name(grid.name)
        kind = by_name or (kind_by_heads(header, self.rules) if header else None)
        if kind is None or (kind == "scores" and named and not by_name):
            self._skip(grid)
        elif header is None:
            self.problems.append(_no_header(grid))
        elif kind == "scores":
            self._read_scores(grid, header)
        else:
            self._read_records(grid, header, kind)

    def _skip(self, grid: Grid) -> None:
        if grid.first_rows(1):
            message = text("The sheet was not read; it is none of those that are looked for.")
            hint = text(
                "The sheets that are read are called: %(names)s",
                names="、".join(names[0] for names in SHEET_NAMES.values()),
            )
            self.problems.append(Problem("notice", "unknown-sheet", Place(grid.file, grid.name), message, hint))

    def _read_scores(self, grid: Grid, header: Header) -> None:
        self.sources += sources_of(grid.file, grid.name, grid.first_rows(header.top - 1))
        table, problems = read_scores(grid, header, self.rules)
        self.problems += problems
        if table is not None:
            self.tables.append(table)

    def _read_records(self, grid: Grid, header: Header, kind: TableKind) -> None:
        if kind == "incidents":
            incidents, problems = read_incidents(grid, header, self.rules)
            self.incidents += incidents
            problems += [] if incidents or self.rules.triggers else [_no_triggers(grid)]
        elif kind == "roster":
            entries, problems = read_roster(grid, header)
            self.roster += entries
        else:
            sheet, records, problems = read_records(grid, header, RECORD_COLUMNS[kind])
            self.records[kind] += [record for _, record in records]
            if kind == "opinions":
                letter = sheet.letters.get("opinion", "A")
                self.opinion_places += [Place(grid.file, grid.name, f"{letter}{number}") for number, _ in records]
        self.problems += problems


def _with_headers(book: Book) -> Iterator[tuple[Grid, Header | None]]:
    for grid in book.grids:
        yield grid, find_header(grid.first_rows(), grid.merges)


def _unlocked(paths: Sequence[Path], problems: list[Problem]) -> list[Path]:
    """Leave out the lock files that office programs put beside an open workbook."""
    locks = [path for path in paths if path.name.startswith(_LOCK_FILES)]
    message = text("Skipped: this is no workbook, but the mark that one is open in Excel or WPS.")
    problems += [Problem("notice", "lock-file", Place(str(path)), message) for path in locks]
    return [path for path in paths if path not in locks]


def _no_books() -> Problem:
    message = text("There is no score workbook to read.")
    return Problem("error", "no-workbook", None, message, text("Name one, such as 2013H1.xlsx."))


def _no_sheet(name: str, kind: TableKind) -> Problem:
    message = text("There is no sheet %(sheet)s in the workbook.", sheet=SHEET_NAMES[kind][0])
    hint = text(
        "Name the sheet so, or give its table the heads of the blank workbook that comes with: starrating init DIR"
    )
    return Problem("error", "sheet-missing", Place(name), message, hint)


def _several_sheets(tables: Sequence[ScoreTable]) -> Problem:
    names = "、".join(table.sheets[0].name for table in tables)
    message = text("Several sheets look like the score sheet: %(sheets)s", sheets=names)
    hint = text("Name the one that counts %(name)s, and only that one.", name=SHEET_NAMES["scores"][0])
    return Problem("error", "several-score-sheets", Place(tables[0].sheets[0].file), message, hint)


def _no_triggers(grid: Grid) -> Problem:
    message = text("The list of incidents is empty, and the rule set would not read it: it has no triggers.")
    return Problem("notice", "no-triggers", Place(grid.file, grid.name), message)


def _no_header(grid: Grid) -> Problem:
    seen = "、".join(str(cell) for row in grid.first_rows(3) for cell in row[:10] if cell != "")[:200]
    message = text("The first ten rows have no heads with a column 党支部. Found: %(seen)s", seen=seen)
    hint = text("Give the sheet a row of heads; a blank workbook that has them comes with: starrating init DIR")
    return Problem("error", "header-missing", Place(grid.file, grid.name), message, hint)
