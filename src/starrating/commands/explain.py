"""`explain`: why a branch has its star, by the rules it was rated by; and what is refused that the ledger has not."""

from msgspec import Struct

from starrating.commands.shared.branch_history import compared, known_to
from starrating.commands.shared.recorded_review import (
    branches_of,
    last_recorded,
    recorded_review,
    recorded_rules,
)
from starrating.errors import UsageError
from starrating.ledger import open_ledger
from starrating.model import Period, Review
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
    named = branches.find(branch)
    if named not in branches:
        raise UsageError([branches.unknown(branch)])
    return ExplainResult(review, rules, explained(named, review.ratings, rules, known), branch)
