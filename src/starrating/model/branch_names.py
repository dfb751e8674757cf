"""Names of branches through time: who was called what before a renaming, and what became of whom.

A renaming is the only change by which a branch stays the same: its stars and streaks go on under the new name. What
comes of a merger or a division is another branch, also where it keeps a name (rule set: `annual.merged`); so is one
that is founded, or renamed, to a name that another one has given up.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from starrating.model.acts import UnitChange

_Thing = TypeVar("_Thing")


class BranchNames:
    """The changes of branches, of one day in the order in which they were recorded."""

    def __init__(self, changes: Sequence[UnitChange] = ()) -> None:
        self.changes = tuple(sorted(changes, key=lambda change: change.day))

    def former(self, branch: str) -> tuple[str, ...]:
        """Return the earlier names of a branch since it was founded, the last one first."""
        names: list[str] = []
        for change in reversed(self.changes):
            name = (names or [branch])[-1]
            if change.kind == "new" and name in change.after:
                break
            if change.kind == "renamed" and change.after == (name,):
                names.append(change.before[0])
        return tuple(names)

    def names_on(self, branch: str, on: dt.date, to: dt.date) -> tuple[str, ...]:
        """Return the names by which records of the day `on` may call a branch of the day `to`, the likeliest first.

        It is the one it bore on that day, then those it took since, unless another branch had these first, then those
        of before. Empty for one that was founded, or came out of a merger or a division, after that day.
        """
        name, since = branch, list[str]()
        for at in range(len(self.changes) - 1, -1, -1):
            change = self.changes[at]
            if not on < change.day <= to or name not in change.after:
                continue
            if change.kind != "renamed":
                return ()
            if not any(name in other.before for other in self.changes[:at] if other.day > on):
                since.append(name)
            name = change.before[0]
        before = BranchNames([change for change in self.changes if change.day <= on]).former(name)
        return tuple(dict.fromkeys((name, *since, *before)))

    def later(self, branch: str, since: dt.date) -> tuple[str, ...]:
        """Return the names that a branch of a day has taken after it, the first one first."""
        names = [branch]
        for change in self.changes:
            if change.day > since and change.kind == "renamed" and change.before == (names[-1],):
                names.append(change.after[0])
        return tuple(names[1:])

    def until(self, last: UnitChange) -> "BranchNames":
        """Return the names as they were when one of the changes was made."""
        return BranchNames(self.changes[: self.changes.index(last)])

    def current(self, name: str, known: Collection[str]) -> str:
        """Return the known name of the branch that once had a name; the name itself if it is known or nothing is.

        A branch that was merged goes on in the one that took it in.
        """
        if name in known:
            return name
        for at, change in enumerate(self.changes):
            if name in change.before and len(change.after) == 1:
                later = BranchNames(self.changes[at + 1 :]).current(change.after[0], known)
                return later if later in known else name
        return name

    def origin(self, branch: str, until: dt.date, to: dt.date) -> UnitChange | None:
        """Return the merger or division after the day `until` that a branch of the day `to` came out of; else None."""
        name = branch
        for change in reversed(self.changes):
            if not until < change.day <= to:
                continue
            if change.kind == "renamed" and change.after == (name,):
                name = change.before[0]
            elif change.kind in {"merged", "split"} and name in change.after:
                return change
        return None

    def predecessors(self, branch: str, on: dt.date, to: dt.date) -> tuple[tuple[str, ...], ...]:
        """Return the branches of a day out of which one of the day `to` came, through however many changes.

        Each with its names, first the last one that it had, after them those from before the day.
        """
        found: tuple[tuple[str, ...], ...] = ((branch,),)
        for change in reversed(self.changes):
            if on < change.day <= to:
                came = (_before(names, change) if names[-1] in change.after else (names,) for names in found)
                found = tuple(dict.fromkeys(each for names in came for each in names))
        before = BranchNames([change for change in self.changes if change.day <= on])
        return tuple((*names, *before.former(names[-1])) for names in found)

    def carried(
        self, earlier: Mapping[str, _Thing], branches: Collection[str], between: tuple[dt.date, dt.date] | None = None
    ) -> dict[str, _Thing]:
        """Return what each branch had under its own name, else under the last earlier one; others are left out.

        `between` are the last days of the period of `earlier` and of that of the branches: what came out of a merger or
        a division between the two has nothing from before it, also if it kept an old name.
        """
        if not self.changes:
            return {branch: earlier[branch] for branch in branches if branch in earlier}
        called = {branch: self.names_on(branch, *between) if between else self._names(branch) for branch in branches}
        found = {branch: next((name for name in names if name in earlier), None) for branch, names in called.items()}
        return {branch: earlier[name] for branch, name in found.items() if name is not None}

    def _names(self, branch: str) -> list[str]:
        """Return all names of a branch, its own first, but last those that another one had before."""
        return sorted((branch, *self.former(branch)), key=self._was_anothers)

    def _was_anothers(self, name: str) -> bool:
        taken = next((at for at, change in enumerate(self.changes) if change.after == (name,)), 0)
        return any(name in change.before for change in self.changes[:taken])


def _before(names: tuple[str, ...], change: UnitChange) -> tuple[tuple[str, ...], ...]:
    """Return whom a branch, by its names so far, came from by a change: a renaming leaves it the one it is."""
    if change.kind == "renamed":
        return ((*names, change.before[0]),)
    return tuple((name,) for name in change.before)
