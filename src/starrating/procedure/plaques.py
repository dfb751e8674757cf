"""Plaques: what the result of a year changes in what hangs on the walls (plan 4.4-procedure, 4.5-dynamic)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from starrating.i18n import Text
from starrating.model import NO_STAR, Period
from starrating.model.acts import Act, Award, PlaqueAct, PlaqueChange, PlaqueReturn
from starrating.model.branch_names import BranchNames
from starrating.procedure.named_branches import NamedBranches
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


def without_branch(acts: Sequence[Act], lineage: BranchNames) -> list[Plaque]:
    """Return the plaques on display whose branch was merged, divided or closed: they may come back before an award."""
    displayed = on_display(acts, lineage)
    names = NamedBranches.there_on(dt.date.max, displayed, acts)
    return [plaque for plaque in displayed.values() if names.became(plaque.branch)]


def plaque_changes(
    result: YearResult, displayed: Mapping[str, Plaque], lineage: BranchNames, names: NamedBranches
) -> tuple[PlaqueChange, ...]:
    """Compare the stars of a year, in its order, with the plaques on display; the secretary collects.

    `names` are the branches that are there when they are awarded: one that was renamed since has its new name, and the
    plaque of its earlier one; one that was merged, divided or closed gets none, and says so. Plaques of branches that
    have no star, or are no longer there, are withdrawn; those without a result come last. A level of zero stars hangs
    no plaque.
    """
    called = {branch: _called(branch, result, names) for branch in result.stars}
    own = lineage.carried(displayed, list(called.values()))
    changes = [
        _change((branch, called[branch]), star or NO_STAR, own.get(called[branch]), result, names.became(branch))
        for branch, star in result.stars.items()
    ]
    kept = {id(plaque) for plaque in own.values()}
    left = [plaque for plaque in displayed.values() if id(plaque) not in kept]
    gone = [
        PlaqueChange(names.find(plaque.branch), "withdraw", plaque.star, NO_STAR, ended=names.became(plaque.branch))
        for plaque in left
    ]
    return (*(plaque for plaque in changes if plaque), *gone)


def _called(branch: str, result: YearResult, names: NamedBranches) -> str:
    """Return the name that a branch of a result has by now; that of another branch of it is none of its own."""
    found = names.find(branch)
    return branch if found in result.stars else found


def _change(
    name: tuple[str, str], star: int, plaque: Plaque | None, result: YearResult, ended: Text | None
) -> PlaqueChange | None:
    """Say what becomes of a plaque; `name` is that of the branch in the result and that which it has by now."""
    rated_as, branch = name
    before = plaque.star if plaque else NO_STAR
    if before == star == NO_STAR:
        return None
    after = NO_STAR if ended else star
    act, renamed = _act(before, after), rated_as if rated_as != branch else ""
    collector = "" if act == "none" else result.secretaries.get(rated_as) or ""
    return PlaqueChange(branch, act, before, after, collector, renamed, ended)


def _act(before: int, after: int) -> PlaqueAct:
    if before == after == NO_STAR:
        return "none"
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
            out = (*due, *displayed.values())
            back = next((plaque for plaque in out if (plaque.branch, plaque.star) == (act.branch, act.star)), None)
            due = [plaque for plaque in due if plaque is not back]
            displayed = {branch: plaque for branch, plaque in displayed.items() if plaque is not back}
    return displayed, due


def _old(change: PlaqueChange, own: Mapping[str, Plaque], period: Period) -> Plaque:
    issued = own[change.branch].period if change.branch in own else period
    return Plaque(change.branch, change.before, issued)


def _hung(change: PlaqueChange, own: Mapping[str, Plaque], period: Period) -> Plaque:
    issued = own[change.branch].period if change.act == "unchanged" and change.branch in own else period
    return Plaque(change.branch, change.after, issued)
