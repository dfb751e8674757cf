"""When two reviews are the same: the same period, input files, rule set and results.

Who computed it, when, and in which words the reasons are put does not matter; neither does the name of a file.
"""

import hashlib
from collections.abc import Iterator

from starrating.exact import Exact
from starrating.ledger.plain import dumps
from starrating.ledger.record_rows import record_rows
from starrating.model import Ratings, Records, Review


def content_of(review: Review) -> str:
    """Return the digest (`sha256:…`) that is equal for reviews that are the same."""
    digest = hashlib.sha256()
    digest.update(
        dumps([str(review.period), review.rules_digest, sorted(found for _, found in review.inputs)]).encode()
    )
    for part in (*_results(review.ratings), *_records(review.records)):
        digest.update(part)
    return f"sha256:{digest.hexdigest()}"


def _results(ratings: Ratings) -> Iterator[bytes]:
    yield dumps([list(ratings.scores.branch), ratings.status]).encode()
    if ratings.values:
        yield dumps([list(pair) for pair in ratings.values.items()]).encode()
    yield from _exact(ratings.score)
    yield from _exact(ratings.scores.points)
    for column in (ratings.rank, ratings.star_by_score, ratings.star, ratings.previous_star):
        yield column.tobytes()
    yield dumps([[step.branch, step.rule, step.effect, step.before, step.after] for step in ratings.steps]).encode()
    yield dumps([[judged.incident.branch, judged.clause, judged.counted] for judged in ratings.incidents]).encode()


def _records(records: Records) -> Iterator[bytes]:
    rows = [cells for *_, cells in record_rows(0, records)]
    if rows:
        yield dumps(rows).encode()


def _exact(numbers: Exact) -> Iterator[bytes]:
    yield f"{numbers.unit} {numbers.numerators.shape}".encode()
    wide = numbers.numerators.dtype == object
    yield str(numbers.numerators.tolist()).encode() if wide else numbers.numerators.tobytes()
