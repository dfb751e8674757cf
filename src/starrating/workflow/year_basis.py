"""The reviews that a year was set from, and whether they are still the ones that hold."""

import re
from collections.abc import Sequence

from starrating.ledger import Ledger
from starrating.model import Period, Review
from starrating.model.period import PARTS
from starrating.procedure.allowed_acts import refuse_unless_current, refuse_unless_settled
from starrating.procedure.review_state import is_made_of_reviews
from starrating.ruleset import RuleSet
from starrating.workflow.acting import Case, standing_of

_NAME = re.compile(rf"(\d{{4}}(?:{'|'.join(PARTS)})) v(\d+)")


def named(half: Period, version: int) -> str:
    """Name a review as the inputs of a year have it."""
    return f"{half} v{version}"


def reviews_behind(review: Review) -> list[tuple[Period, int]]:
    """Return the reviews that a year was set from, with their versions; empty for what was rated from workbooks."""
    found = [_NAME.fullmatch(name) for name, _ in review.inputs]
    return [(Period.parse(each[1]), int(each[2])) for each in found if each] if all(found) else []


def superseded_reviews(ledger: Ledger, review: Review, rules: RuleSet) -> Sequence[Period]:
    """Return the half-years that say otherwise, or have come, since the stars of a year were set from them.

    A later version that says the same is no change: the year would be set to the same, as the same version of it.
    """
    named = [half for half, _ in reviews_behind(review)] if is_made_of_reviews(review.period, rules) else []
    rests_on = dict(zip(named, (content for _, content in review.inputs), strict=False))
    halves = review.period.parts(rules.procedure.review)
    return [half for half in halves if rests_on and ledger.newest_content(half) != rests_on.get(half, "")]


def refuse_superseded_reviews(case: Case) -> None:
    """Let a year be decided, published and awarded only by reviews that hold: each decided, none superseded."""
    for half, _ in reviews_behind(case.review) if is_made_of_reviews(case.review.period, case.rules) else ():
        refuse_unless_settled(standing_of(case.ledger, half), case.rules)
    refuse_unless_current(case.now, case.rules, superseded_reviews(case.ledger, case.review, case.rules))
