"""Add a review or an act to the ledger, within the caller's transaction."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from starrating.ledger.act_rows import act_row
from starrating.ledger.database import Database, Row
from starrating.ledger.encoding import MessageWriter, to_text
from starrating.ledger.rating_rows import header_of, rating_rows
from starrating.ledger.reason_rows import incident_rows, problem_rows, record_rows, step_rows
from starrating.ledger.seals import ACT, REVIEW, Chain
from starrating.ledger.tables import ACTS, INCIDENTS, PROBLEMS, RATINGS, RECORDS, REVIEWS, SEAL, STEPS, Table
from starrating.model import Review
from starrating.model.acts import RecordedAct

if TYPE_CHECKING:
    from starrating.model.acts import Act


def append(database: Database, review: Review, content: str) -> None:
    """Write all rows of a review, each sealed, then the act itself."""
    ruleset = (review.rules_digest, review.rules_id, review.rules)
    database.execute("INSERT INTO rulesets VALUES (?, ?, ?) ON CONFLICT DO NOTHING", *ruleset)
    [(number,)] = database.execute("SELECT coalesce(max(id), 0) + 1 FROM reviews")
    chain = Chain.of(database)
    chain.cover(ruleset)
    for table, rows in _rows(number, review, content):
        database.insert_all(table.name, (*table.columns, SEAL), chain.sealed(rows))
    chain.close(database, REVIEW, number)


def append_act(database: Database, act: "Act", recorded_at: str, program: str) -> "RecordedAct":
    """Write the row of an act of the procedure, sealed, and give it its number."""
    [(number,)] = database.execute("SELECT coalesce(max(id), 0) + 1 FROM acts")
    recorded = RecordedAct(number, recorded_at, program, act)
    chain = Chain.of(database)
    database.insert_all(ACTS.name, (*ACTS.columns, SEAL), chain.sealed([act_row(recorded)]))
    chain.close(database, ACT, number)
    return recorded


def _rows(number: int, review: Review, content: str) -> Iterator[tuple[Table, Iterable[Row]]]:
    """Return the rows of each of REVIEW_TABLES, in that order."""
    ratings = review.ratings
    (header, sheets), messages = header_of(ratings), MessageWriter()
    yield REVIEWS, [_review_row(number, review, content, header)]
    yield RATINGS, rating_rows(number, ratings)
    yield STEPS, step_rows(number, ratings.steps, messages)
    yield INCIDENTS, incident_rows(number, ratings.incidents, sheets, messages)
    yield PROBLEMS, problem_rows(number, ratings.problems)
    yield RECORDS, record_rows(number, review.records)


def _review_row(number: int, review: Review, content: str, header: str) -> Row:
    return (
        number,
        str(review.period),
        review.version,
        review.recorded_at,
        review.program,
        review.rules_digest,
        content,
        to_text(review.inputs),
        to_text(list(review.ratings.counts().items())),
        header,
    )
