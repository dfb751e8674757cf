"""Changes of branches, checked before they are recorded: renamed, merged, split, closed, new; and aliases."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from starrating.errors import Problem, as_typed
from starrating.i18n import Text, text
from starrating.model import Period
from starrating.model.acts import Alias, UnitChange
from starrating.procedure.named_branches import NamedBranches


def change_flaws(
    change: UnitChange, in_use: NamedBranches, earlier: Sequence[UnitChange], rated: Mapping[str, Period]
) -> Iterator[Problem]:
    """Say what forbids a change: unknown names before, names after that others have, a day before an earlier change.

    `rated` is the first period that each branch was rated in: one may have been before its founding was recorded.
    """
    for name in change.before:
        if name not in in_use:
            yield in_use.unknown(name)
    for name in change.after:
        if change.kind == "new" and name in rated and name not in {*_touched(earlier)}:
            if change.day > rated[name].last_day:
                yield _rated_before(name, rated[name])
        elif name in in_use and name not in change.before:
            message = text("There is a branch %(branch)s already.", branch=name)
            yield Problem("error", "name-in-use", None, message, _other_name(change, name, in_use))
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


def alias_flaws(alias: Alias, in_use: NamedBranches) -> Iterator[Problem]:
    """Say what forbids an alias: a branch that is not known, or an alias that is a branch itself."""
    if alias.branch not in in_use:
        yield in_use.unknown(alias.branch)
    if alias.alias in in_use:
        message = text("%(alias)s is a branch itself, so it cannot stand for another.", alias=alias.alias)
        hint = text("If the two are one: %(command)s", command=_one_of(alias, in_use))
        yield Problem("error", "alias-is-branch", None, message, hint if alias.alias != alias.branch else None)


def _touched(changes: Iterable[UnitChange]) -> Iterator[str]:
    for change in changes:
        yield from (*change.before, *change.after)


def _rated_before(branch: str, period: Period) -> Problem:
    message = text("%(branch)s was rated in %(period)s, so it was founded before.", branch=branch, period=str(period))
    hint = text("Name its first day, no later than %(day)s, with --date.", day=period.last_day.isoformat())
    return Problem("error", "rated-before-founded", None, message, hint)


def _other_name(change: UnitChange, taken: str, in_use: NamedBranches) -> Text:
    """Say what may be done instead: a branch that takes in others under its own name is one of those merged."""
    if change.kind not in {"renamed", "merged"} or not all(name in in_use for name in change.before):
        return text("Choose another name.")
    command = _merge(dict.fromkeys((*change.before, taken)), taken)
    return text("Choose another name, or record that they were merged: %(command)s", command=command)


def _one_of(alias: Alias, in_use: NamedBranches) -> str:
    """Return the command by which a branch becomes the one that it was to be another name of."""
    if alias.branch in in_use:
        return _merge((alias.alias, alias.branch), alias.branch)
    return f"starrating roster rename {as_typed(alias.alias)} {as_typed(alias.branch)} --date"


def _merge(merged: Iterable[str], into: str) -> str:
    return f"starrating roster merge {' '.join(map(as_typed, merged))} --into {as_typed(into)} --date"


def _too_early(day: dt.date, last: dt.date) -> Problem:
    message = text(
        "The change is dated %(day)s, before a later change of the same branches on %(last)s.",
        day=day.isoformat(),
        last=last.isoformat(),
    )
    return Problem("error", "change-too-early", None, message, text("See: starrating roster list"))
