"""Changes of branches that were recorded: which names are in use since, and which no longer."""

import datetime as dt
from collections.abc import Collection, Sequence

from starrating.model import Period
from starrating.model.acts import Act, Alias, UnitChange
from starrating.model.branch_names import BranchNames


def unit_changes(acts: Sequence[Act], until: dt.date = dt.date.max) -> list[UnitChange]:
    """Return the changes among acts, those of a later day left out."""
    return [act for act in acts if isinstance(act, UnitChange) and act.day <= until]


def confirmed_aliases(acts: Sequence[Act]) -> dict[str, str]:
    """Return the branch of each alias that the office has confirmed; the last word counts."""
    return {act.alias: act.branch for act in acts if isinstance(act, Alias)}


def names_in_use(rated: Collection[str], changes: Sequence[UnitChange]) -> set[str]:
    """Return the names that branches have now: those that were ever rated or founded, without those given up since."""
    given_up = {name for change in changes for name in change.before if name not in change.after}
    taken = {name for change in changes for name in change.after}
    last = {name: index for index, change in enumerate(changes) for name in (*change.before, *change.after)}
    back = {name for name in given_up & taken if name in changes[last[name]].after}
    return (set(rated) | taken) - (given_up - back)


def absent_in(period: Period, changes: Sequence[UnitChange]) -> dict[str, UnitChange]:
    """Return the names under which no branch can be rated in a period, each with the change that says so.

    These are branches that were closed or divided before it, with their earlier names; those that others took in before
    its end, for these are rated in their place; and those that came into being after it.
    """
    absent: dict[str, UnitChange] = {}
    known: set[str] = set()
    alive: set[str] = set()
    past: list[UnitChange] = []
    for change in sorted(changes, key=lambda each: each.day):
        left, arrived = set(change.before) - set(change.after), set(change.after) - set(change.before)
        if change.day > period.last_day:
            absent |= dict.fromkeys(arrived - known, change) if change.kind != "renamed" else {}
        else:
            absent = {name: why for name, why in absent.items() if name not in change.after}
            if change.kind == "merged" or (change.kind in {"closed", "split"} and change.day <= period.first_day):
                former = {name for each in left for name in BranchNames(past).former(each)}
                absent |= dict.fromkeys(left | (former - alive), change)
        known |= left | arrived
        alive = (alive | arrived) - left
        past.append(change)
    return absent


def ended_in(period: Period, changes: Sequence[UnitChange]) -> dict[str, UnitChange]:
    """Return the names of branches that were closed or divided after a period's first day and by its end."""
    ending = (change for change in changes if change.kind in {"closed", "split"})
    within = (change for change in ending if period.first_day < change.day <= period.last_day)
    return {name: change for change in within for name in change.before if name not in change.after}
