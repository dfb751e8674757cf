"""`explain`: why a branch has its star, by the rules it was rated by; and what is refused that the ledger has not."""

from collections.abc import Sequence

from starrating.errors import LedgerError, Problem, StarratingError, UsageError
from starrating.i18n import Text, text
from starrating.ledger import Ledger, open_ledger
from starrating.model import Period, Review
from starrating.rating.explanation import Explanation, explain
from starrating.rating.similar_names import likely
from starrating.ruleset import RuleSet, from_canonical
from starrating.workspace import Workspace


def explained(workspace: Workspace, branch: str, period: Period | None) -> tuple[Review, RuleSet, Explanation]:
    """Explain the star of a branch in a recorded review, the last one unless a period is named."""
    with open_ledger(workspace.ledger) as ledger:
        review = recorded(ledger, period or last_recorded(ledger))
    rules = from_canonical(review.rules)
    try:
        return review, rules, explain(branch, review.ratings, rules, review.records.opinions)
    except ValueError as error:
        raise no_such_branch(branch, review.ratings.scores.branch, review.period) from error


def recorded(ledger: Ledger, period: Period) -> Review:
    """Return the valid version of a period; `LedgerError` if it is not recorded."""
    review = ledger.latest(period)
    if review is None:
        known = ", ".join(str(each) for each in ledger.periods())
        raise LedgerError.because(
            "not-recorded",
            text("The ledger has no review of %(period)s.", period=str(period)),
            text("Recorded: %(known)s", known=known)
            if known
            else text("Rate it first: starrating score FILE --period %(period)s", period=str(period)),
        )
    return review


def last_recorded(ledger: Ledger, year: int | None = None) -> Period:
    """Return the last period that has a review; of a year without one, the year. An empty ledger: `LedgerError`."""
    periods = ledger.periods()
    if not periods:
        raise empty_ledger()
    if year is None:
        return max(periods)
    return max((period for period in periods if period.year == year), default=Period(year))


def empty_ledger() -> StarratingError:
    """Refuse to look into a ledger that has nothing."""
    return LedgerError.because(
        "empty-ledger", text("The ledger is empty."), text("Rate a workbook first: starrating score FILE")
    )


def no_such_branch(branch: str, known: Sequence[str], period: Period | None) -> UsageError:
    """Refuse a branch that is not known, with the nearest names."""
    near = likely(branch, known)
    where = text(" in %(period)s", period=str(period)) if period else Text("")
    message = text("There is no branch %(branch)s%(where)s.", branch=branch, where=where)
    hint = text("Nearest names: %(names)s", names="、".join(near)) if near else text("List them: starrating history")
    return UsageError([Problem("error", "unknown-branch", None, message, hint)])
