"""What becomes of the plaques of a year on a day: of those that were awarded, that are planned, or would be awarded."""

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from starrating.commands.shared.recorded_review import ReviewContext, standing_of
from starrating.errors import Problem
from starrating.i18n import Text, text
from starrating.ledger import Ledger
from starrating.model import NO_STAR, Period
from starrating.model.acts import Award, PlannedAward, PlaqueChange, PlaqueReturn
from starrating.model.branch_names import BranchNames
from starrating.model.results import status_words
from starrating.procedure.branch_changes import unit_changes
from starrating.procedure.named_branches import NamedBranches
from starrating.procedure.plaques import Plaque, not_returned, on_display, plaque_changes
from starrating.procedure.review_state import invitation_void
from starrating.rating.year_stars import result_of
from starrating.ruleset import RuleSet


def plaques_on(case: ReviewContext, day: dt.date) -> tuple[PlaqueChange, ...]:
    """Return what becomes of each plaque by the result of a year, under the names that branches have on a day."""
    acts = [act.act for act in case.ledger.acts()]
    lineage = BranchNames(unit_changes(acts))
    displayed = on_display(acts, lineage)
    names = NamedBranches.there_on(day, (*case.review.ratings.scores.branch, *displayed), acts)
    statuses = dict(zip(case.review.ratings.scores.branch, case.review.ratings.status, strict=True))
    return tuple(
        replace(change, why=_why_withdrawn(statuses.get(change.rated_as or change.branch), case.rules))
        if change.act == "withdraw" and not change.ended
        else change
        for change in plaque_changes(result_of(case.review), displayed, lineage, names)
    )


def _why_withdrawn(status: str | None, rules: RuleSet) -> Text:
    """Say why a branch that is there has no star; None is that of one that the result does not have."""
    if status is None:
        return text("not in the result of the year")
    return status_words(status, rules.levels.name(NO_STAR))


def overdue_plaques(case: ReviewContext, award: Award | PlannedAward, day: dt.date) -> tuple[Plaque, ...]:
    """Return the old plaques that awards before this one called back and that are out still, by the names of a day."""
    acts = [act.act for act in case.ledger.acts()]
    at = acts.index(award) if award in acts else len(acts)
    told = [act for place, act in enumerate(acts) if place < at or isinstance(act, PlaqueReturn)]
    left = not_returned(told, BranchNames(unit_changes(acts)))
    names = NamedBranches.there_on(day, [plaque.branch for plaque in left], acts)
    return tuple(replace(plaque, branch=names.find(plaque.branch)) for plaque in left)


def void_invitations(ledger: Ledger, years: Iterable[Period]) -> Iterator[Problem]:
    """Name each planned award that is by a result which holds no more: its notice still invites."""
    for year in years:
        if plan := standing_of(ledger, year).planned_before:
            message = text("%(year)s: %(what)s.", year=str(year), what=invitation_void(plan))
            yield Problem("warning", "award-notice-void", None, message)


def award_or_plan(case: ReviewContext) -> Award | PlannedAward | None:
    """Return the award of a result as it was, else its plan as it is now; None where there is neither.

    Branches may have been renamed or merged since it was planned.
    """
    planned = case.now.planned
    return case.now.award or (planned and replace(planned, changes=plaques_on(case, planned.day)))
