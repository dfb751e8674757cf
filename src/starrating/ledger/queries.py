"""Read back what was recorded: the queries, and what becomes of their rows.

The stars and acts that a ledger has, or had before a review was recorded: what its rating knew of the past.
"""

import sys
from collections.abc import Callable, Collection
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec.structs import replace

from starrating.decimals import exactly
from starrating.ledger import sql, tables
from starrating.ledger.act_rows import act_of
from starrating.ledger.database import Database, Row
from starrating.ledger.encoding import from_text
from starrating.ledger.rating_rows import Header, ratings_of, sheets_of
from starrating.ledger.reason_rows import incident_of, problem_of, records_of, step_of
from starrating.ledger.tables import INCIDENTS, PROBLEMS, RATINGS, RECORDS, STEPS, Table
from starrating.model import NO_STAR, Period, Ratings, Review
from starrating.model.ledger_entries import BranchEntry, LedgerEntry

if TYPE_CHECKING:
    from starrating.model.acts import RecordedAct

_REVIEWS = """
SELECT reviews.id, period, version, recorded_at, program, rulesets.id, rules_digest, rules, inputs, header
FROM reviews JOIN rulesets ON rules_digest = digest WHERE period = ?
"""
LATEST = f"{_REVIEWS} ORDER BY version DESC LIMIT 1"
VERSION = f"{_REVIEWS} AND version = ?"
NEWEST = "SELECT version, content FROM reviews WHERE period = ? ORDER BY version DESC LIMIT 1"
NEWEST_NUMBER = "SELECT coalesce(max(version), 0) FROM reviews WHERE period = ?"
ENTRIES = """
SELECT period, version, recorded_at, program, rulesets.id, rules_digest, inputs, counts
FROM reviews JOIN rulesets ON rules_digest = digest
"""
LAST_RULES = "SELECT rules FROM rulesets JOIN reviews ON rules_digest = digest ORDER BY reviews.id DESC LIMIT 1"
STARS = """
SELECT branch, star FROM ratings
WHERE review = (SELECT max(id) FROM reviews WHERE period = ? AND id < ?) ORDER BY position
"""
PERIODS = "SELECT DISTINCT period FROM reviews WHERE id < ?"
HEADER = "SELECT header FROM reviews WHERE id = (SELECT max(id) FROM reviews WHERE period = ? AND id < ?)"
CELLS = """
SELECT branch, cells FROM ratings
WHERE review = (SELECT max(id) FROM reviews WHERE period = ? AND id < ?) ORDER BY position
"""
BRANCH_ENTRIES = """
SELECT period, version, score, rank, star_by_score, star, status,
       version < (SELECT max(version) FROM reviews AS others WHERE others.period = reviews.period), branch, header
FROM ratings JOIN reviews ON reviews.id = review WHERE branch = ?
"""
BRANCHES = "SELECT DISTINCT branch FROM ratings WHERE review IN (SELECT max(id) FROM reviews GROUP BY period)"
NUMBER = "SELECT id FROM reviews WHERE period = ? AND version = ?"
NEXT_ACT = """
SELECT coalesce(max(record), 0) + 1 FROM chain
WHERE kind = 'act' AND number < (SELECT number FROM chain WHERE kind = 'review' AND record = ?)
"""
ORDER = """
SELECT kind, record, period, version FROM chain LEFT JOIN reviews ON kind = 'review' AND record = id ORDER BY number
"""
ACTS = sql.select(tables.ACTS.columns, "acts", "WHERE id < ? ORDER BY id")
ACTS_OF_PERIOD = sql.select(tables.ACTS.columns, "acts", "WHERE id < ? AND period = ? ORDER BY id")


def entry_of(row: Row) -> LedgerEntry:
    """Read a row of ENTRIES."""
    period, version, recorded_at, program, rules_id, rules_digest, inputs, counts = row
    return LedgerEntry(
        Period.parse(period),
        version,
        recorded_at,
        program,
        rules_id,
        rules_digest,
        _inputs(inputs),
        dict(from_text(counts)),
    )


def branch_entry_of(row: Row) -> BranchEntry:
    """Read a row of BRANCH_ENTRIES."""
    period, version, score, rank, by_score, star, status, superseded, branch, header = row
    exact = exactly(Fraction(int(score), int(from_text(header)["score"]["unit"]))) if rank else None
    return BranchEntry(Period.parse(period), version, exact, rank, by_score, star, status, bool(superseded), branch)


def review_of(database: Database, row: Row) -> Review:
    """Read a row of LATEST or VERSION, and all rows of that review."""
    number, period, version, recorded_at, program, rules_id, rules_digest, rules, inputs, header = row
    ratings = _ratings(database, number, from_text(header))
    return Review(
        Period.parse(period),
        version,
        recorded_at,
        program,
        rules_id,
        rules_digest,
        rules,
        _inputs(inputs),
        ratings,
        records_of(database.execute(RECORDS.select(), number)),
    )


def _ratings(database: Database, number: int, header: Header) -> Ratings:
    sheets = sheets_of(header)
    ratings = ratings_of(header, _columns(database, RATINGS, number))
    if len(ratings) != header["branches"]:
        raise ValueError(f"{header['branches']} branches recorded, {len(ratings)} found")
    return replace(
        ratings,
        steps=tuple(map(step_of, database.execute(STEPS.select(), number))),
        incidents=tuple(incident_of(row, sheets) for row in database.execute(INCIDENTS.select(), number)),
        problems=tuple(map(problem_of, database.execute(PROBLEMS.select(), number))),
    )


def _columns(database: Database, table: Table, number: int) -> dict[str, list[Any]]:
    """Read the rows of one review as columns by name."""
    columns: dict[str, list[Any]] = {name: [] for name in table.columns}
    for chunk in database.stream(table.select(), number):
        for column, values in zip(columns.values(), zip(*chunk, strict=True), strict=True):
            column.extend(values)
    return columns


def _inputs(written_inputs: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, digest) for name, digest in from_text(written_inputs))


NOW = sys.maxsize
"""The number that none has yet."""
_Thing = TypeVar("_Thing")


class Asking(Protocol):
    """A way to ask the ledger: a reader of rows, a query and its values; no things where there is no ledger."""

    def __call__(self, reader: Callable[[Row], _Thing], query: str, /, *values: object) -> list[_Thing]:
        """Ask, and read the rows."""


class LedgerAsOf:
    """A ledger before the review and the act of these numbers; left out, all of it."""

    def __init__(self, ask: Asking, review: int = NOW, act: int = NOW) -> None:
        self._ask = ask
        self._review = review
        self._act = act

    def stars(self, period: Period) -> dict[str, int]:
        """Return the star of each branch in the newest review of a period, NO_STAR where none; empty if unrecorded."""
        return dict(self._ask(_pair, STARS, str(period), self._review))

    def rated_before(self, period: Period) -> list[Period]:
        """List the periods of the same length before one that have a review, the last one first."""
        found = self._ask(lambda row: Period.parse(row[0]), PERIODS, self._review)
        return sorted((each for each in found if each.length == period.length and each < period), reverse=True)

    def past(self, period: Period, periods: int) -> dict[str, tuple[int, ...]]:
        """Return the stars of each branch in so many periods before one, of the same length, the last one first.

        NO_STAR where a branch had none or a period is not recorded; a branch that is in none of them is left out.
        """
        recorded: list[dict[str, int]] = []
        for _ in range(periods):
            period = period.previous()
            recorded.append(self.stars(period))
        branches = dict.fromkeys(branch for stars in recorded for branch in stars)
        return {branch: tuple(stars.get(branch, NO_STAR) for stars in recorded) for branch in branches}

    def facts(self, period: Period, names: Collection[str]) -> dict[str, dict[str, object]]:
        """Return facts of each branch in the newest review of a period; empty if it is unrecorded or has none."""
        found: dict[str, dict[str, object]] = {}
        for header in self._ask(_header, HEADER, str(period), self._review):
            places = {name: place for place, name in enumerate(header["columns"]) if name in names}
            for branch, written in self._ask(_pair, CELLS, str(period), self._review) if places else ():
                cells = from_text(written)
                found[branch] = {name: cells[place] for name, place in places.items()}
        return found

    def acts(self, period: Period | None = None) -> "list[RecordedAct]":
        """List the acts of a period, or all of them, in the order in which they were recorded."""
        if period is None:
            return self._ask(_act_of, ACTS, self._act)
        return self._ask(_act_of, ACTS_OF_PERIOD, self._act, str(period))


def _pair(row: Row) -> tuple[str, Any]:
    branch, value = row
    return branch, value


def _header(row: Row) -> Header:
    header: Header = from_text(row[0])
    return header


def _act_of(row: Row) -> "RecordedAct":
    return act_of(row)
