"""Which branch is meant by a name: the one owner of that question, for every command that takes a branch.

A name is taken as it looks, whatever blanks or widths it is written with; a confirmed alias stands for its branch; and
a branch that was renamed is found by any name it ever had, in a period before the renaming as after it. What comes of
a merger or a division is another branch, so its name is never taken for another: the refusal says what became of it.
Names that are merely similar are suggestions only, because a wrong guess gives a wrong star.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Self
from unicodedata import normalize

from starrating.errors import CellRef, Problem
from starrating.i18n import Text, listed, text
from starrating.model import Period
from starrating.model.acts import Act, UnitChange
from starrating.model.branch_names import BranchNames
from starrating.model.plain_names import plain_name
from starrating.procedure.branch_changes import confirmed_aliases, names_in_use, unit_changes
from starrating.rating.similar_names import likely

_MOST = 3
"""How many near names are suggested."""


class NamedBranches(Collection[str]):
    """The branches of a period, or of now where no period is named, by the names they have there."""

    def __init__(
        self,
        known: Iterable[str],
        changes: Sequence[UnitChange] = (),
        aliases: Mapping[str, str] | None = None,
        period: Period | None = None,
    ) -> None:
        self._known = dict.fromkeys(known)
        self._lineage = BranchNames(changes)
        self._aliases = aliases or {}
        self._period = period
        self._looks: dict[str, list[str]] | None = None

    @classmethod
    def by_acts(cls, known: Iterable[str], acts: Sequence[Act], period: Period | None = None) -> Self:
        """Know branches by the changes and aliases that are recorded."""
        return cls(known, unit_changes(acts), confirmed_aliases(acts), period)

    @classmethod
    def there_on(cls, day: dt.date, rated: Iterable[str], acts: Sequence[Act]) -> Self:
        """Know the branches that there are on a day, of those that were rated or came of them by then."""
        changes = unit_changes(acts, until=day)
        return cls(sorted(names_in_use(set(rated), changes)), changes, confirmed_aliases(acts))

    def __contains__(self, name: object) -> bool:
        return name in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def find(self, name: str) -> str:
        """Return the name that the branch which is meant has here; the name itself if none is meant."""
        written = self.written(name)
        names = (written, *self._same(written), *self._same(name))
        return next((known for known in names if known in self._known), name)

    def written(self, name: str) -> str:
        """Return the known name, or the branch of the alias, that a name looks like; the name itself if none does."""
        if name in self._known:
            return name
        alike = self._alike(name)
        if len(alike) == 1:
            return alike[0]
        return self._aliases.get(name, self._aliases.get(plain_name(name), name))

    def names(self, name: str) -> tuple[str, ...]:
        """Return every name that the branch which is meant has had, the newest first."""
        return self._same(self.written(name))

    def became(self, name: str) -> Text | None:
        """Say what became of a branch that is not here any more; None of one that is here."""
        if self.find(name) in self._known:
            return None
        return next((_ended(change) for change in self._changes_of(name)), None)

    def unknown(self, name: str, place: CellRef | None = None) -> Problem:
        """Refuse a name that means no branch here: say what became of it, or the nearest names."""
        current = self.find(name)
        if current != name:
            message: Text = text("%(name)s is called %(branch)s now.", name=name, branch=current)
            return Problem("error", "unknown-branch", place, message, text("Use that name."))
        for change in self._changes_of(name):
            others = change.before if name in change.after else change.after
            here = [other for other in map(self.find, others) if other in self._known]
            hint = text("Name it: %(names)s", names=listed(here)) if here else self._list_them()
            return Problem("error", "unknown-branch", place, _told(name, change), hint)
        where = text(" in %(period)s", period=str(self._period)) if self._period else Text("")
        message = text("There is no branch %(branch)s%(where)s.", branch=name, where=where)
        near = self.near(name)
        hint = text("Nearest names: %(names)s", names=listed(near)) if near else self._list_them()
        return Problem("error", "unknown-branch", place, message, hint)

    def _same(self, name: str) -> tuple[str, ...]:
        """Return the names through which a branch went by renamings alone, the newest first."""
        for change in self._lineage.changes:
            if change.kind == "renamed" and change.before == (name,):
                name = change.after[0]
        return (name, *self._lineage.former(name))

    def _alike(self, name: str) -> list[str]:
        if self._looks is None:
            self._looks = {}
            for known in (*self._known, *self._names_in_changes()):
                names = self._looks.setdefault(_look(known), [])
                if known not in names:
                    names.append(known)
        return self._looks.get(_look(name), [])

    def _names_in_changes(self) -> Iterator[str]:
        for change in self._lineage.changes:
            yield from (*change.before, *change.after)

    def _changes_of(self, name: str) -> Iterator[UnitChange]:
        """Yield the change that a branch came out of after the period, else the one that it went into."""
        names, ended = set(self.names(name)), self._period.last_day if self._period else dt.date.max
        others = [change for change in self._lineage.changes if change.kind != "renamed"]
        yield from (change for change in others if change.day > ended and names & ({*change.after} - {*change.before}))
        yield from (change for change in reversed(others) if names & ({*change.before} - {*change.after}))

    def near(self, name: str) -> list[str]:
        """Return the names that have the name in them, then those most like it."""
        short = _look(name)
        within = [known for known in self._known if short and short in _look(known)]
        return list(dict.fromkeys((*within, *likely(name, self._known))))[:_MOST]

    def _list_them(self) -> Text:
        return text("List them: starrating roster list")


def _look(name: str) -> str:
    """Write a name without what makes no difference to the eye: blanks, widths, what cannot be seen."""
    return "".join(normalize("NFKC", plain_name(name)).casefold().split())


def _ended(change: UnitChange) -> Text:
    fields = {"day": change.day.isoformat(), "after": listed(change.after)}
    match change.kind:
        case "merged":
            return text("merged into %(after)s on %(day)s", **fields)
        case "split":
            return text("divided on %(day)s, into %(after)s", **fields)
    return text("closed on %(day)s", **fields)


def _told(name: str, change: UnitChange) -> Text:
    fields = {
        "name": name,
        "day": change.day.isoformat(),
        "before": listed(change.before),
        "after": listed(change.after),
    }
    if name in change.after and name not in change.before:
        if change.kind == "new":
            return text("%(name)s was founded on %(day)s.", **fields)
        return text("%(name)s came into being on %(day)s, out of %(before)s.", **fields)
    match change.kind:
        case "merged":
            return text("%(name)s was merged into %(after)s on %(day)s.", **fields)
        case "split":
            return text("%(name)s was divided on %(day)s, into %(after)s.", **fields)
    return text("%(name)s was closed on %(day)s.", **fields)
