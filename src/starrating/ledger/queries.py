"""Read back what was recorded: the queries, and what becomes of their rows."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from starrating.exact import exactly
from starrating.ledger import tables
from starrating.ledger.database import Database, Row
from starrating.ledger.headers import Header, sheets_of
from starrating.ledger.plain import loads
from starrating.ledger.reason_rows import incident_of, problem_of, step_of
from starrating.ledger.record_rows import records_of
from starrating.ledger.score_rows import ratings_of
from starrating.ledger.tables import INCIDENTS, PROBLEMS, RATINGS, RECORDS, STEPS, Table
from starrating.model import Period, Ratings, Review
from starrating.model.ledger_entries import BranchEntry, Entry

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
ACTS = f"SELECT {', '.join(tables.ACTS.columns)} FROM acts WHERE id < ? ORDER BY id"  # noqa: S608 [our own names]
ACTS_OF_PERIOD = f"SELECT {', '.join(tables.ACTS.columns)} FROM acts WHERE id < ? AND period = ? ORDER BY id"  # noqa: S608 [ours]


def entry_of(row: Row) -> Entry:
    """Read a row of ENTRIES."""
    period, version, recorded_at, program, rules_id, rules_digest, inputs, counts = row
    return Entry(
        Period.parse(period),
        version,
        recorded_at,
        program,
        rules_id,
        rules_digest,
        _inputs(inputs),
        dict(loads(counts)),
    )


def branch_entry_of(row: Row) -> BranchEntry:
    """Read a row of BRANCH_ENTRIES."""
    period, version, score, rank, by_score, star, status, superseded, branch, header = row
    exact = exactly(Fraction(int(score), int(loads(header)["score"]["unit"]))) if rank else None
    return BranchEntry(Period.parse(period), version, exact, rank, by_score, star, status, bool(superseded), branch)


def review_of(database: Database, row: Row) -> Review:
    """Read a row of LATEST or VERSION, and all rows of that review."""
    number, period, version, recorded_at, program, rules_id, rules_digest, rules, inputs, header = row
    ratings = _ratings(database, number, loads(header))
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
    return tuple((name, digest) for name, digest in loads(written_inputs))
