"""What an act on a result brings with it: what follows from the stars of a year, and the workbook, both made anew."""

from pathlib import Path

from starrating.commands.shared.record_time import RecordTime
from starrating.commands.shared.result_workbook import stale_after, write_workbook
from starrating.commands.shared.year_setting import AnnualResult, redrawn, write_year_workbook
from starrating.errors import Problem, RefusalError
from starrating.i18n import text
from starrating.ledger import Ledger
from starrating.model import Review
from starrating.procedure.review_state import assess, is_made_of_reviews
from starrating.ruleset import RuleSet
from starrating.workspace import Workspace


def drawn_by_act(ledger: Ledger, review: Review, rules: RuleSet, moment: RecordTime) -> AnnualResult | None:
    """Draw what follows from the stars of a year as an act has left them; None for what is no year of reviews.

    It belongs into the transaction of the act, so that nothing of the old state is there to be published.
    """
    return redrawn(ledger, review, rules, moment) if is_made_of_reviews(review.period, rules) else None


def write_after_act(
    workspace: Workspace, review: Review, rules: RuleSet, ledger: Ledger, year: AnnualResult | None
) -> tuple[Path | None, tuple[Problem, ...]]:
    """Write the workbook after an act, which stays recorded if it cannot be written; a problem says so then."""
    try:
        if year:
            file, kept = write_year_workbook(workspace, ledger, year)
        else:
            file, kept = write_workbook(workspace, review, rules, ledger)
    except RefusalError as error:
        message = text("What was done is recorded, but not its workbook: %(why)s", why=str(error))
        again = assess(review.period, rules) if year else f"starrating results --period {review.period}"
        hint = text("Make room for it, then: %(command)s", command=again)
        return None, (Problem("warning", "workbook-not-written", error.problems[0].place, message, hint),)
    return file, (*kept, *stale_after(workspace, ledger, review.period))
