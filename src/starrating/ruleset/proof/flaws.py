"""Flaws: what a rule set must not have."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from starrating.errors import KeyPath, Severity
from starrating.i18n import Text, text


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with a rule set: where (keys, and positions from 0), what, and what to do."""

    path: KeyPath
    code: str
    message: Text
    hint: Text | None = None
    severity: Severity = "error"


def twice(named: Iterable[tuple[KeyPath, object]]) -> Iterator[Flaw]:
    """Find names that several entries bear; the flaw stands at the later one."""
    seen: set[object] = set()
    for path, name in named:
        if name in seen:
            message = text("%(name)s occurs twice.", name=name)
            yield Flaw(path, "name-twice", message, text("Give each entry a name of its own."))
        seen.add(name)


def unknown(path: KeyPath, what: Text, name: object, known: Iterable[object]) -> Flaw:
    """Make the flaw of a name that stands for nothing."""
    message = text("There is no %(what)s %(name)s.", what=what, name=name)
    listed = ", ".join(str(one) for one in known)
    return Flaw(path, "unknown-name", message, text("Known here: %(known)s", known=listed) if listed else None)
