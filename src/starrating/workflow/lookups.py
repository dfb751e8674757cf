"""`targets`, `explain`, `history`: what the ledger has, measured and explained by the rules it was rated by."""

from collections.abc import Sequence
from dataclasses import dataclass

from starrating.errors import LedgerError, Problem, UsageError
from starrating.files.rule_files import load_rules
from starrating.i18n import Text, text
from starrating.ledger import BranchEntry, Entry, Ledger, open_ledger
from starrating.model import Period, Review
from starrating.rating.explanation import Explanation, explain
from starrating.rating.names import likely
from starrating.rating.targets import Measure, due_in, measure, measured_by
from starrating.ruleset import RuleSet, from_canonical
from starrating.workspace import Workspace


def measures(workspace: Workspace, year: int) -> tuple[RuleSet, list[Measure]]:
    """Hold the targets due in a year and the next one against the recorded reviews."""
    rules = load_rules(workspace.rules)
    milestones = due_in(year, rules)
    with open_ledger(workspace.ledger) as ledger:
        periods = [measured_by(milestone, ledger.periods()) for milestone in milestones]
        reviews = {period: recorded(ledger, period).ratings for period in set(periods) if period}
    return rules, [measure(milestone, reviews, rules) for milestone in milestones]


def explained(workspace: Workspace, branch: str, period: Period | None) -> tuple[Review, RuleSet, Explanation]:
    """Explain the star of a branch in a recorded review, the last one unless a period is named."""
    with open_ledger(workspace.ledger) as ledger:
        review = recorded(ledger, period or _last(ledger))
    rules = from_canonical(review.rules)
    try:
        return review, rules, explain(branch, review.ratings, rules)
    except ValueError as error:
        raise _no_such_branch(branch, review.ratings.scores.branch, review.period) from error


@dataclass(frozen=True, slots=True)
class History:
    """The recorded versions, newest last; with a branch, its results in each."""

    entries: tuple[Entry, ...]
    branch: str | None
    results: tuple[BranchEntry, ...]


def history(workspace: Workspace, branch: str | None, period: Period | None) -> History:
    """List what the ledger has, of all branches or of one, of all periods or of one."""
    with open_ledger(workspace.ledger) as ledger:
        entries = ledger.versions(period)
        if branch is None:
            return History(tuple(entries), None, ())
        results = [each for each in ledger.branch_history(branch) if period in {None, each.period}]
        if not results:
            raise _no_such_branch(branch, ledger.branches(), period)
        return History(tuple(entries), branch, tuple(results))


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


def _last(ledger: Ledger) -> Period:
    periods = ledger.periods()
    if not periods:
        raise LedgerError.because(
            "empty-ledger",
            text("The ledger is empty."),
            text("Rate a workbook first: starrating score FILE"),
        )
    return max(periods)


def _no_such_branch(branch: str, known: Sequence[str], period: Period | None) -> UsageError:
    near = likely(branch, known)
    where = text(" in %(period)s", period=str(period)) if period else Text("")
    message = text("There is no branch %(branch)s%(where)s.", branch=branch, where=where)
    hint = text("Nearest names: %(names)s", names="、".join(near)) if near else text("List them: starrating history")
    return UsageError([Problem("error", "unknown-branch", None, message, hint)])
