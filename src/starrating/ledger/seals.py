"""The chain of seals: every row seals the row before it, so that a row changed behind our back can be named.

A seal is taken over the seal before and the row; the first row of an act follows the last row of the act before. The
table `chain` keeps the last seal of each act.

The table `files` has no seals: result files are copies of what the ledger has, and can be written anew from it.

When two reviews are the same: the same period, input files, rule set and results.

Who computed it, when, and in which words the reasons are put does not matter; neither does the name of a file.
"""

import hashlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any

from starrating.errors import CellRef, Problem
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.ledger import sql
from starrating.ledger.database import Database, Row
from starrating.ledger.encoding import plain_bytes, to_text
from starrating.ledger.reason_rows import record_rows
from starrating.ledger.tables import ACTS, REVIEW_TABLES, RULESET_OF_REVIEW, Table
from starrating.model import Ratings, Records, Review

REVIEW, ACT = "review", "act"
_LENGTH = 32
_PLAIN = frozenset((str, int, type(None)))
"""What is in the rows of a sound ledger; somebody's changes may have left anything else there."""


class Chain:
    """The end of the chain: the number of acts and the seal of the last row."""

    def __init__(self, number: int = 0, seal: str = "") -> None:
        self.number = number
        self.seal = seal

    @classmethod
    def of(cls, database: Database) -> "Chain":
        """Find the end of the chain of a ledger."""
        last = database.execute("SELECT number, seal FROM chain ORDER BY number DESC LIMIT 1")
        return cls(*last[0]) if last else cls()

    def sealed(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Add to each row its seal."""
        for row in rows:
            self.seal = seal_of(self.seal, row)
            yield (*row, self.seal)

    def cover(self, row: Row) -> None:
        """Let the next seal cover a row that is kept elsewhere."""
        self.seal = seal_of(self.seal, row)

    def close(self, database: Database, kind: str, record: int) -> None:
        """Record the act whose rows have been sealed."""
        self.number += 1
        database.execute("INSERT INTO chain VALUES (?, ?, ?, ?)", self.number, kind, record, self.seal)


def seal_of(before: str, row: Row) -> str:
    """Seal a row after the one before: 32 hexadecimal digits of SHA-256."""
    written = plain_bytes(row) if _PLAIN.issuperset(map(type, row)) else to_text(row).encode()
    return hashlib.sha256(before.encode() + written).hexdigest()[:_LENGTH]


_TABLES: Mapping[str, tuple[Table, ...]] = {REVIEW: REVIEW_TABLES, ACT: (ACTS,)}
"""The tables of each kind of record, in the order of their seals; the first has one row a record."""

_OF_NO_REVIEW = "WHERE review NOT IN (SELECT id FROM reviews) ORDER BY review"
_ORDERED = "SELECT kind, record, seal FROM chain ORDER BY number"


def verify(database: Database) -> list[Problem]:
    """Walk the chain; name every row that is not as it was recorded, and every record that is not in the chain.

    Rows of a result that there is not are named, too.

    What no ledger can know by itself: whether its last acts were cut off together with their seals.
    """
    acts = database.execute(_ORDERED)
    chained = {(kind, record) for kind, record, _ in acts}
    problems = [
        _tampered(database, kind, tables[0].name, record, str(record))
        for kind, tables in _TABLES.items()
        for (record,) in database.execute(sql.select(["id"], tables[0].name, "ORDER BY id"))
        if (kind, record) not in chained
    ]
    problems += [
        _tampered(database, REVIEW, table.name, record, str(record))
        for table in REVIEW_TABLES[1:]
        for (record,) in database.execute(sql.select(["DISTINCT review"], table.name, _OF_NO_REVIEW))
    ]
    before = ""
    for kind, record, end in acts:
        problems += _flaws(database, kind, record, before, end)
        before = end
    return problems


def unguarded(database: Database, tables: Sequence[str]) -> list[Problem]:
    """Name what lets rows be changed that the ledger would refuse to change, and what might change them by itself."""
    lacking, foreign = database.guards(tables)
    hint = text("Somebody changed the ledger by other means. Compare with the last good copy, and put it back.")
    flaws = [
        (
            "ledger-unguarded",
            lacking,
            text("A trigger that keeps the ledger from being changed is missing or changed."),
        ),
        ("ledger-foreign-trigger", foreign, text("A trigger that no program of ours made is in the ledger.")),
    ]
    return [
        Problem("error", code, CellRef(database.name, name), message, hint)
        for code, names, message in flaws
        for name in names
    ]


def flaws_of(database: Database, kind: str, record: int | None = None) -> list[Problem]:
    """Check the seals of one record, or of all of a kind: what is wrong with it by itself and against its neighbour.

    A record that is not in the chain is not as it was recorded.
    """
    found: list[Problem] = []
    before, chained = "", False
    for of_kind, number, end in database.execute(_ORDERED):
        if of_kind == kind and record in {None, number}:
            found += _flaws(database, kind, number, before, end)
            chained = True
        before = end
    if record is not None and not chained:
        found.append(_tampered(database, kind, _TABLES[kind][0].name, record, str(record)))
    return found


def missing_results(database: Database) -> Iterator[Problem]:
    """Name every result whose own row is gone or changed: an older one would be taken for the newest of its period."""
    before = ""
    for kind, record, end in database.execute(_ORDERED):
        if kind == REVIEW:
            reached = yield from _sealed_again(database, kind, record, before, REVIEW_TABLES[:1])
            if reached == before:
                yield _tampered(database, kind, REVIEW_TABLES[0].name, record, str(record))
        before = end


def _flaws(database: Database, kind: str, record: int, before: str, end: str) -> Iterator[Problem]:
    """Take the seals of a record again, and compare the last one with that of the chain."""
    if (yield from _sealed_again(database, kind, record, before, _TABLES.get(kind, ()))) != end:
        yield _tampered(database, kind, "chain", record, str(record))


def _sealed_again(
    database: Database, kind: str, record: int, before: str, tables: Iterable[Table]
) -> Generator[Problem, None, str]:
    """Take seals again, return the last; after a flaw go on from the stored seal, so that only the flaw is named."""
    reached = before
    for ruleset in database.execute(RULESET_OF_REVIEW, record) if kind == REVIEW else ():
        reached = seal_of(reached, ruleset)
    for table in tables:
        for chunk in database.stream(table.select(sealed=True), record):
            for *row, seal in chunk:
                if seal_of(reached, tuple(row)) != seal:
                    yield _tampered(database, kind, table.name, record, _named(table, row))
                reached = seal
    return reached


def _named(table: Table, row: list[Any]) -> str:
    """Name a row by its branch, where it has one, else by its number."""
    column = "branch" if "branch" in table.columns else table.order
    return str(row[table.columns.index(column)])


def _tampered(database: Database, kind: str, table: str, record: int, row: str) -> Problem:
    hint = text("Somebody changed the ledger by other means. Compare with the last good copy, and put it back.")
    return Problem(
        "error",
        "ledger-tampered",
        CellRef(database.name, table, row),
        _changed(database, kind, table, record, row),
        hint,
    )


def _changed(database: Database, kind: str, table: str, record: int, row: str) -> Text:
    if kind == ACT:
        return text(
            "Act %(number)s: row %(row)s of %(table)s is not as it was recorded.", number=record, row=row, table=table
        )
    review = database.execute("SELECT period, version FROM reviews WHERE id = ?", record)
    period, version = review[0] if review else ("?", "?")
    return text(
        "%(period)s, version %(version)s: row %(row)s of %(table)s is not as it was recorded.",
        period=period,
        version=version,
        row=row,
        table=table,
    )


def review_content(review: Review) -> str:
    """Return the digest (`sha256:…`) that is equal for reviews that are the same."""
    digest = hashlib.sha256()
    digest.update(
        to_text([str(review.period), review.rules_digest, sorted(found for _, found in review.inputs)]).encode()
    )
    for part in (*_results(review.ratings), *_records(review.records)):
        digest.update(part)
    return f"sha256:{digest.hexdigest()}"


def _results(ratings: Ratings) -> Iterator[bytes]:
    yield to_text([list(ratings.scores.branch), ratings.status]).encode()
    if ratings.values:
        yield to_text([list(pair) for pair in ratings.values.items()]).encode()
    yield from _exact(ratings.score)
    yield from _exact(ratings.scores.points)
    for column in (ratings.rank, ratings.star_by_score, ratings.star, ratings.previous_star):
        yield column.tobytes()
    yield to_text([[step.branch, step.rule, step.effect, step.before, step.after] for step in ratings.steps]).encode()
    yield to_text([[judged.incident.branch, judged.clause, judged.counted] for judged in ratings.incidents]).encode()


def _records(records: Records) -> Iterator[bytes]:
    rows = [cells for *_, cells in record_rows(0, records)]
    if rows:
        yield to_text(rows).encode()


def _exact(numbers: Exact) -> Iterator[bytes]:
    yield f"{numbers.unit} {numbers.numerators.shape}".encode()
    wide = numbers.numerators.dtype == object
    yield str(numbers.numerators.tolist()).encode() if wide else numbers.numerators.tobytes()
