"""What becomes of the plaques of a year on a day: of those that were awarded, that are planned, or would be awarded."""

import datetime as dt

from msgspec.structs import replace

from starrating.commands.shared.recorded_review import ReviewContext
from starrating.model.acts import Award, PlannedAward, PlaqueChange
from starrating.model.branch_names import BranchNames
from starrating.procedure.branch_changes import unit_changes
from starrating.procedure.named_branches import NamedBranches
from starrating.procedure.plaques import on_display, plaque_changes
from starrating.rating.year_stars import result_of


def plaques_on(case: ReviewContext, day: dt.date) -> tuple[PlaqueChange, ...]:
    """Return what becomes of each plaque by the result of a year, under the names that branches have on a day."""
    acts = [act.act for act in case.ledger.acts()]
    lineage = BranchNames(unit_changes(acts))
    displayed = on_display(acts, lineage)
    names = NamedBranches.there_on(day, (*case.review.ratings.scores.branch, *displayed), acts)
    return plaque_changes(result_of(case.review), displayed, lineage, names)


def award_or_plan(case: ReviewContext) -> Award | PlannedAward | None:
    """Return the award of a result as it was, else its plan as it is now; None where there is neither.

    Branches may have been renamed or merged since it was planned.
    """
    planned = case.now.planned
    return case.now.award or (planned and replace(planned, changes=plaques_on(case, planned.day)))
