"""The tables that hold reviews and acts, and the columns that their seals cover, in order."""

from typing import NamedTuple

from starrating.ledger import sql

SEAL = "seal"


class Table(NamedTuple):
    """A table whose rows are sealed: `columns` without the seal itself; `parent` is the column with the review's id."""

    name: str
    columns: tuple[str, ...]
    parent: str = "review"
    order: str = "position"

    def select(self, *, sealed: bool = False) -> str:
        """Return the query for the rows of one review, in the order in which they were recorded."""
        columns = (*self.columns, SEAL) if sealed else self.columns
        return sql.select(columns, self.name, f"WHERE {self.parent} = ? ORDER BY {self.order}")


REVIEWS = Table(
    "reviews",
    (
        "id",
        "period",
        "version",
        "recorded_at",
        "program",
        "rules_digest",
        "content",
        "inputs",
        "counts",
        "header",
    ),
    parent="id",
    order="id",
)
RATINGS = Table(
    "ratings",
    (
        "review",
        "position",
        "branch",
        "score",
        "rank",
        "star_by_score",
        "star",
        "previous_star",
        "status",
        "sheet",
        "sheet_row",
        "points",
        "total",
        "states",
        "cells",
    ),
)
STEPS = Table(
    "steps",
    (
        "review",
        "position",
        "branch",
        "rule",
        "effect",
        "star_before",
        "star_after",
        "because",
        "source",
        "rule_key",
    ),
)
INCIDENTS = Table(
    "incidents",
    (
        "review",
        "position",
        "branch",
        "judged_trigger",
        "clause",
        "counted",
        "reason",
        "rule_key",
        "day",
        "sheet",
        "sheet_row",
        "cells",
    ),
)
PROBLEMS = Table("problems", ("review", "position", "severity", "code", "place", "message", "hint", "source"))
RECORDS = Table("records", ("review", "position", "kind", "branch", "place", "cells"))
REVIEW_TABLES = (REVIEWS, RATINGS, STEPS, INCIDENTS, PROBLEMS, RECORDS)
ACTS = Table(
    "acts",
    ("id", "kind", "period", "day", "recorded_at", "program", "content"),
    parent="id",
    order="id",
)
RULESET_OF_REVIEW = """
SELECT rulesets.digest, rulesets.id, rules FROM rulesets JOIN reviews ON rules_digest = digest WHERE reviews.id = ?
"""
