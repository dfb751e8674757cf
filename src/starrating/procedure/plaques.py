"""Plaques: what the result of a year changes in what hangs on the walls (plan 4.4-procedure, 4.5-dynamic)."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from starrating.model import NO_STAR, Period
from starrating.model.acts import Act, Award, PlaqueAct, PlaqueChange, PlaqueReturn
from starrating.model.branch_names import BranchNames
from starrating.rating.year_stars import YearResult

_TAKES_BACK = frozenset({"replace-up", "replace-down", "withdraw"})


class Plaque(Struct, frozen=True):
    """A plaque that was issued: to whom, which star, by the result of which year."""

    branch: str
    star: int
    period: Period


def on_display(acts: Iterable[Act], lineage: BranchNames) -> dict[str, Plaque]:
    """Return the plaque of each branch that has one, by the awards in their order."""
    return _replayed(acts, lineage)[0]


def not_returned(acts: Iterable[Act], lineage: BranchNames) -> list[Plaque]:
    """Return the replaced and withdrawn plaques that have not come back, in the order in which they were due."""
    return _replayed(acts, lineage)[1]


def plaque_changes(
    result: YearResult, displayed: Mapping[str, Plaque], lineage: BranchNames
) -> tuple[PlaqueChange, ...]:
    """Compare the stars of a year, in its order, with the plaques on display; the secretary collects.

    A branch that was renamed has the plaque of its earlier name. Plaques of branches that have no star, or are no
    longer there, are withdrawn; these come last. A level of zero stars hangs no plaque.
    """
    own = lineage.carried(displayed, list(result.stars))
    changes = [_change(branch, star or NO_STAR, own.get(branch), result) for branch, star in result.stars.items()]
    kept = {id(plaque) for plaque in own.values()}
    left = [plaque for plaque in displayed.values() if id(plaque) not in kept]
    gone = [PlaqueChange(plaque.branch, "withdraw", plaque.star, NO_STAR) for plaque in left]
    return (*(plaque for plaque in changes if plaque), *gone)


def _change(branch: str, star: int, plaque: Plaque | None, result: YearResult) -> PlaqueChange | None:
    before = plaque.star if plaque else NO_STAR
    if before == star == NO_STAR:
        return None
    return PlaqueChange(branch, _act(before, star), before, star, result.secretaries.get(branch) or "")


def _act(before: int, after: int) -> PlaqueAct:
    if before == NO_STAR:
        return "new"
    if after == NO_STAR:
        return "withdraw"
    if before == after:
        return "unchanged"
    return "replace-up" if after > before else "replace-down"


def _replayed(acts: Iterable[Act], lineage: BranchNames) -> tuple[dict[str, Plaque], list[Plaque]]:
    """Go through awards and returns: what is on display after them, and what is still to come back."""
    displayed: dict[str, Plaque] = {}
    due: list[Plaque] = []
    for act in acts:
        if isinstance(act, Award):
            own = lineage.carried(displayed, [change.branch for change in act.changes])
            due += [_old(change, own, act.period) for change in act.changes if change.act in _TAKES_BACK]
            displayed = {
                change.branch: _hung(change, own, act.period) for change in act.changes if change.after != NO_STAR
            }
        elif isinstance(act, PlaqueReturn):
            back = next((plaque for plaque in due if (plaque.branch, plaque.star) == (act.branch, act.star)), None)
            due = [plaque for plaque in due if plaque is not back]
    return displayed, due


def _old(change: PlaqueChange, own: Mapping[str, Plaque], period: Period) -> Plaque:
    issued = own[change.branch].period if change.branch in own else period
    return Plaque(change.branch, change.before, issued)


def _hung(change: PlaqueChange, own: Mapping[str, Plaque], period: Period) -> Plaque:
    issued = own[change.branch].period if change.act == "unchanged" and change.branch in own else period
    return Plaque(change.branch, change.after, issued)
