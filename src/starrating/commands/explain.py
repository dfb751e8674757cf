"""`explain`: why a branch has its star, by the rules it was rated by; and what is refused that the ledger has not."""

from msgspec import Struct

from starrating.commands.shared.branch_history import compared, known_to
from starrating.commands.shared.recorded_review import last_recorded, no_such_branch, recorded_review, recorded_rules
from starrating.ledger import open_ledger
from starrating.model import Period, Review
from starrating.rating.explanation import Explanation
from starrating.rating.explanation import explain as explained
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace


class ExplainResult(Struct, frozen=True):
    """What `explain` found: the review, the rules it was rated by, and why the branch has its star."""

    review: Review
    rules: RuleSet
    why: Explanation


def explain(workspace: Workspace, branch: str, period: Period | None) -> ExplainResult:
    """Explain the star of a branch in a recorded review, the last one unless a period is named."""
    with open_ledger(workspace.ledger) as ledger:
        review = compared(ledger, recorded_review(ledger, period or last_recorded(ledger))).review
        rules = recorded_rules(review)
        known = known_to(ledger, review, rules)
    try:
        return ExplainResult(review, rules, explained(branch, review.ratings, rules, known))
    except ValueError as error:
        raise no_such_branch(branch, review.ratings.scores.branch, review.period) from error
