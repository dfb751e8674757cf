"""`targets`: how far the share targets and the branches' own ones are reached, and where it is going (plan 2, 4.1)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from starrating.commands.shared.branch_history import declared_stars, founded_in, known_to
from starrating.commands.shared.recorded_review import recorded_review, recorded_rules
from starrating.commands.shared.rerate import rating_again
from starrating.commands.shared.scheme import load_rules
from starrating.ledger import Ledger, LedgerEntry, open_ledger
from starrating.model import Period, Ratings, Review
from starrating.rating.target_outlook import TargetOutlook, TargetReport, declared_targets, outlook
from starrating.rating.targets import Measure, due_in, measure, measured_by
from starrating.ruleset import Milestone
from starrating.workspace import Workspace

WITHIN = Decimal(1)
"""The points of the outlook: who lacks no more than these."""


def target_report(workspace: Workspace, year: int, asked: Period | None = None) -> TargetReport:
    """Hold the targets due in a year and the next one against the recorded reviews, none later than `asked`.

    A period that is asked for and not recorded raises `LedgerError`.
    """
    rules = load_rules(workspace.rules)
    milestones = due_in(year, rules)
    with open_ledger(workspace.ledger) as ledger:
        trend = _newest(ledger, asked or Period(year))
        if asked and asked not in trend:
            recorded_review(ledger, asked)
        until = list(trend) if asked else ledger.periods()
        wanted = {measured_by(milestone, until) for milestone in milestones} | {max(trend, default=None)}
        reviews = {period: recorded_review(ledger, period) for period in wanted if period}
        founded = {period: founded_in(review, ledger) for period, review in reviews.items()}
        known = {period: known_to(ledger, review, rules) for period, review in reviews.items()}
        measures = tuple(
            _as_of(
                max(until, default=None),
                measure(milestone, _measuring(milestone, reviews, until), rules, founded, naming=known),
            )
            for milestone in milestones
        )
        if not trend:
            return TargetReport(year, rules, measures)
        last = reviews[max(trend)]
        ahead = _outlook(_looked_ahead_from(milestones, reviews, until, last), milestones, founded, ledger)
        aims = declared_stars(ledger, last)
    declared = declared_targets(last.ratings, aims)
    return TargetReport(year, rules, measures, last.period, declared, tuple(trend.values()), ahead)


def _as_of(last: Period | None, measured: Measure) -> Measure:
    """Let a target be due once its period is over, also where that was not reviewed."""
    return replace(measured, pending=measured.pending and last is not None and last < measured.milestone.due)


def _looked_ahead_from(
    milestones: Sequence[Milestone], reviews: Mapping[Period, Review], until: Sequence[Period], last: Review
) -> Review:
    """Return the review that the target due last is measured by, as the table has it; the last one where none is."""
    periods = [period for milestone in milestones if (period := measured_by(milestone, until))]
    return reviews[max(periods)] if periods else last


def _measuring(
    milestone: Milestone, reviews: Mapping[Period, Review], until: Sequence[Period]
) -> dict[Period, Ratings]:
    """Return the review that a milestone is measured by, none if there is none."""
    period = measured_by(milestone, until)
    return {period: reviews[period].ratings} if period else {}


def _newest(ledger: Ledger, last: Period) -> dict[Period, LedgerEntry]:
    """Return the newest version of each review up to a period, in the order of time."""
    return {entry.period: entry for entry in ledger.versions() if entry.period <= last}


def _outlook(
    review: Review, milestones: Sequence[Milestone], founded: Mapping[Period, frozenset[str]], ledger: Ledger
) -> TargetOutlook | None:
    rules = recorded_rules(review)

    def measured(ratings: Ratings) -> list[Measure]:
        return [
            measure(milestone, {review.period: ratings}, rules, founded, naming=None)
            for milestone in milestones
            if milestone.due >= review.period
        ]

    ahead = outlook(review.ratings, rules, WITHIN, rating_again(review, rules, ledger), measured)
    return ahead and replace(ahead, period=review.period)
