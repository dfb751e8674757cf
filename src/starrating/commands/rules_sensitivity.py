"""`rules compare` and `rules sensitivity`: a recorded review rated by other rules, and who would change."""

from decimal import Decimal

from msgspec import Struct

from starrating.commands.shared.recorded_review import recorded_review, recorded_rules
from starrating.commands.shared.rerate import rating_again
from starrating.ledger import open_ledger
from starrating.model import Period, Review
from starrating.rating.sensitivity import Sensitivity, sensitivity
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace


class RulesSensitivityResult(Struct, frozen=True):
    """A recorded review, its rule set, and how firm its result is."""

    review: Review
    rules: RuleSet
    sensitivity: Sensitivity


def try_changes(workspace: Workspace, period: Period, within: Decimal) -> RulesSensitivityResult:
    """Say what the recorded result of a period depends on."""
    with open_ledger(workspace.ledger) as ledger:
        review = recorded_review(ledger, period)
        rules = recorded_rules(review)
        again = rating_again(review, rules, ledger)
    return RulesSensitivityResult(review, rules, sensitivity(review.ratings, rules, within, again))
