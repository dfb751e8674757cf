"""`explain`: why a branch has its star, by the rules it was rated by; and what is refused that the ledger has not."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from starrating.commands.shared.branch_history import compared, known_to
from starrating.commands.shared.recorded_review import (
    ReviewContext,
    branches_of,
    held_settings,
    last_recorded,
    recorded_review,
    recorded_rules,
)
from starrating.errors import UsageError
from starrating.i18n import Text, text
from starrating.ledger import open_ledger
from starrating.model import Period, Review
from starrating.procedure.committee_decision import agreeing, told_settings
from starrating.rating.explanation import Explanation
from starrating.rating.explanation import explain as explained
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace


class ExplainResult(Struct, frozen=True):
    """What `explain` found: the review, the rules it was rated by, and why the branch has its star.

    `asked` is the name by which it was asked for, which need not be the one it had then.
    """

    review: Review
    rules: RuleSet
    why: Explanation
    asked: str


def explain(workspace: Workspace, branch: str, period: Period | None) -> ExplainResult:
    """Explain the star of a branch in a recorded review, the last one unless a period is named."""
    with open_ledger(workspace.ledger) as ledger:
        review = compared(ledger, recorded_review(ledger, period or last_recorded(ledger))).review
        rules = recorded_rules(review)
        known, branches = known_to(ledger, review, rules), branches_of(ledger, review)
        kept = dict(_kept_beside(ReviewContext.of(ledger, review.period)))
    named = branches.find(branch)
    if named not in branches:
        raise UsageError([branches.unknown(branch)])
    why = explained(named, review.ratings, rules, known)
    if named in kept:
        why = replace(why, notices=(*why.notices, kept[named]))
    return ExplainResult(review, rules, why, branch)


def _kept_beside(case: ReviewContext) -> Iterator[tuple[str, Text]]:
    """Yield the stars that were kept although the assessment says the same by now: no step tells of them."""
    settings, ratings = held_settings(case) if case.now.decided else (), case.review.ratings
    same = agreeing(settings, ratings)
    for branch, told in told_settings(settings, ratings, case.rules):
        if branch in same:
            yield branch, text("Kept: %(set)s", set=told)
