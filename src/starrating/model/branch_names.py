"""Names of branches through time: who was called what before a renaming, and what became of whom.

A renaming is the only change by which a branch stays the same: its stars and streaks go on under the new name. What
comes of a merger or a division is another branch, also where it keeps a name (rule set: `annual.merged`).
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from starrating.model.acts import UnitChange

_Thing = TypeVar("_Thing")


class BranchNames:
    """The changes of branches, of one day in the order in which they were recorded."""

    def __init__(self, changes: Sequence[UnitChange] = ()) -> None:
        self.changes = tuple(sorted(changes, key=lambda change: change.day))

    def former(self, branch: str) -> tuple[str, ...]:
        """Return the earlier names of a branch, the last one first."""
        names: list[str] = []
        for change in reversed(self.changes):
            if change.kind == "renamed" and change.after == ((names or [branch])[-1],):
                names.append(change.before[0])
        return tuple(names)

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

    def carried(
        self, earlier: Mapping[str, _Thing], branches: Collection[str], between: tuple[dt.date, dt.date] | None = None
    ) -> dict[str, _Thing]:
        """Return what each branch had under its own name, else under the last earlier one; others are left out.

        `between` are the last days of the period of `earlier` and of that of the branches: what came out of a merger or
        a division between the two has nothing from before it, also if it kept an old name.
        """
        if not self.changes:
            return {branch: earlier[branch] for branch in branches if branch in earlier}
        same = [branch for branch in branches if between is None or self.origin(branch, *between) is None]
        found = {branch: next(self._known(branch, earlier), None) for branch in same}
        return {branch: earlier[name] for branch, name in found.items() if name is not None}

    def _known(self, branch: str, earlier: Collection[str]) -> Iterator[str]:
        return (name for name in (branch, *self.former(branch)) if name in earlier)
