"""What there is to say of the past that branches are compared with: a gap that was bridged, and mergers."""

from collections.abc import Iterator, Sequence

from starrating.errors import Problem
from starrating.i18n import text
from starrating.ledger import Ledger
from starrating.model import Period
from starrating.model.branch_names import Lineage
from starrating.ruleset import RuleSet
from starrating.workflow.earlier import last_rated, lineage_of


def past_notices(ledger: Ledger, period: Period, branches: Sequence[str], rules: RuleSet) -> list[Problem]:
    """Name the period that branches are compared with where it is not the one before, and where they came from."""
    lineage, found = lineage_of(ledger), last_rated(ledger, period, branches)
    compared: dict[Period, list[str]] = {}
    for branch, (earlier, _) in found.items():
        if earlier != period.previous():
            compared.setdefault(earlier, []).append(branch)
    notices = [_compared(earlier, named, period, len(branches)) for earlier, named in compared.items()]
    return [*notices, *(_merged(ledger, period, branches, lineage, rules) if lineage else ())]


def _compared(earlier: Period, branches: Sequence[str], period: Period, of: int) -> Problem:
    names = text("all branches") if len(branches) == of else "、".join(branches)
    message = text(
        "Compared with %(earlier)s, the last period in which they were rated, as nothing is recorded of "
        "%(previous)s: %(branches)s.",
        earlier=str(earlier),
        previous=str(period.previous()),
        branches=names,
    )
    return Problem("notice", "compared-with", None, message)


def _merged(
    ledger: Ledger, period: Period, branches: Sequence[str], lineage: Lineage, rules: RuleSet
) -> Iterator[Problem]:
    earlier = period.previous()
    stars = ledger.stars(earlier)
    for branch in branches:
        change = lineage.origin(branch, earlier.last_day, period.last_day)
        if change is None:
            continue
        held = "、".join(f"{name} {rules.levels.name(stars.get(name, -1)) or '—'}" for name in change.before)
        message = text(
            "%(branch)s is rated for the first time since the change of %(day)s; before, in %(earlier)s: %(held)s "
            "(annual.merged).",
            branch=branch,
            day=change.day.isoformat(),
            earlier=str(earlier),
            held=held,
        )
        yield Problem("notice", "merged-branch", None, message)
