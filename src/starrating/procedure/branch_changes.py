"""Changes of branches, checked before they are recorded: renamed, merged, split, closed, new."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from starrating.errors import Problem
from starrating.i18n import Text, listed, text
from starrating.model import Period
from starrating.model.acts import Act, Alias, UnitChange
from starrating.model.branch_names import BranchNames
from starrating.rating.similar_names import likely


def unit_changes(acts: Sequence[Act]) -> list[UnitChange]:
    """Return the changes among acts."""
    return [act for act in acts if isinstance(act, UnitChange)]


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


def change_flaws(change: UnitChange, in_use: Collection[str], earlier: Sequence[UnitChange]) -> Iterator[Problem]:
    """Say what forbids a change: unknown names before, names after that others have, a day before an earlier change."""
    for name in change.before:
        if name not in in_use:
            yield _unknown(name, in_use, earlier)
    for name in change.after:
        if name in in_use and name not in change.before:
            message = text("There is a branch %(branch)s already.", branch=name)
            hint = text("Choose another name, or record that the two were merged: starrating roster merge")
            yield Problem("error", "name-in-use", None, message, hint)
    for name in sorted({name for names in (change.before, change.after) for name in names if names.count(name) > 1}):
        message = text("%(branch)s is named twice.", branch=name)
        yield Problem("error", "name-twice", None, message, text("Name each branch once."))
    touched = [
        unit_change.day
        for unit_change in earlier
        if {*unit_change.before, *unit_change.after} & {*change.before, *change.after}
    ]
    if touched and change.day < max(touched):
        yield _too_early(change.day, max(touched))
    if change.kind == "renamed" and change.before == change.after:
        message = text("%(branch)s has this name already.", branch=change.before[0])
        yield Problem("error", "same-name", None, message, text("Name the new name after the old one."))


def alias_flaws(alias: Alias, in_use: Collection[str], earlier: Sequence[UnitChange]) -> Iterator[Problem]:
    """Say what forbids an alias: a branch that is not known, or an alias that is a branch itself."""
    if alias.branch not in in_use:
        yield _unknown(alias.branch, in_use, earlier)
    if alias.alias in in_use:
        message = text("%(alias)s is a branch itself, so it cannot stand for another.", alias=alias.alias)
        hint = text("If the two are one: starrating roster rename %(alias)s %(branch)s, or merge them.", **_both(alias))
        yield Problem("error", "alias-is-branch", None, message, hint)


def _both(alias: Alias) -> dict[str, str]:
    return {"alias": alias.alias, "branch": alias.branch}


def _unknown(name: str, in_use: Collection[str], earlier: Sequence[UnitChange]) -> Problem:
    later = BranchNames(earlier).current(name, in_use)
    if later != name:
        message: Text = text("%(name)s is called %(branch)s now.", name=name, branch=later)
        hint = text("Use that name.")
    else:
        near = likely(name, in_use)
        message = text("There is no branch %(branch)s.", branch=name)
        hint = (
            text("Nearest names: %(names)s", names=listed(near)) if near else text("List them: starrating roster list")
        )
    return Problem("error", "unknown-branch", None, message, hint)


def _too_early(day: dt.date, last: dt.date) -> Problem:
    message = text(
        "The change is dated %(day)s, before a later change of the same branches on %(last)s.",
        day=day.isoformat(),
        last=last.isoformat(),
    )
    return Problem("error", "change-too-early", None, message, text("See: starrating roster list"))
