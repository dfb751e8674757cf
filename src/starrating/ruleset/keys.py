"""Names of keys: how messages, explanations and open questions point into a rule set.

Keys are joined by dots; an entry of a list or mapping stands in square brackets: `levels.rounding`,
`steps[4.4].once`, `targets.milestones[5@2013H1].due`, `triggers.list[major_accident].when`,
`sanctions.systems[党纪].order`. Entries are named by `entry_name`.

Flaws: what a rule set must not have.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from starrating.errors import KeyPath, KeyRef, Problem, Severity
from starrating.i18n import Text, listed, text
from starrating.patterns import regex
from starrating.ruleset.base import Section
from starrating.ruleset.examples import Example
from starrating.ruleset.levels import Band
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.targets import Milestone

_STEP = regex(r"([a-z_]+)(?:\[([^\]]+)\])?")
_KEY = regex(rf"{_STEP.pattern}(?:\.{_STEP.pattern})*")
_NAMING = ("id", "code", "key", "clause", "title", "of")


def entry_name(entry: object) -> str:
    """Name an entry of a list.

    A milestone by star and period (`5@2013H1`), a level by its star, a step by its clause, an example by its name,
    anything else by the first of id, code, key, clause, title and of that it has; a plain value by itself.
    """
    match entry:
        case Milestone():
            return f"{entry.star}@{entry.due}"
        case Band():
            return str(entry.star)
        case Example():
            return entry.name
        case Section() if "effect" in type(entry).model_fields:
            return str(getattr(entry, "clause", ""))
        case Section():
            return next((str(getattr(entry, name)) for name in _NAMING if name in type(entry).model_fields), "")
    return str(entry)


def resolve(rules: RuleSet, key: str) -> object:
    """Return what stands at a key; `KeyError` if there is no such key, or if several entries bear its name."""
    return locate(rules, key)[1]


def locate(rules: RuleSet, key: str) -> tuple[KeyPath, object]:
    """Return where a key leads, by keys and positions from 0, and what stands there; else `KeyError`."""
    if not _KEY.fullmatch(key):
        raise KeyError(key)
    path: KeyPath = ()
    found: object = rules
    for step in _STEP.finditer(key):
        found = _below(found, step[1], key)
        path = (*path, step[1])
        if step[2]:
            position, found = _entry(found, step[2], key)
            path = (*path, position)
    return path, found


def why_not(rules: RuleSet, key: str) -> Text:
    """Say which part of a key leads nowhere, and what stands there instead; of a section, how a key is written."""
    found: object = rules
    for step in _STEP.finditer(key) if _KEY.fullmatch(key) else ():
        so_far = key[: step.start()].rstrip(".")
        try:
            within = _below(found, step[1], key)
        except KeyError:
            known = [field.alias or name for name, field in getattr(type(found), "model_fields", {}).items()]
            if isinstance(found, Mapping | tuple) and found:
                return text("An entry of a list stands in square brackets: %(key)s", key=f"{so_far}[{step[1]}]")
            return _known(step[1], so_far, known)
        try:
            found = _entry(within, step[2], key)[1] if step[2] else within
        except KeyError:
            listed = within if isinstance(within, Mapping | tuple) else ()
            names = list(listed) if isinstance(listed, Mapping) else [entry_name(one) for one in listed]
            return _known(f"[{step[2]}]", key[: step.end(1)], names)
    return text("Keys are written levels.bands[5].at_least, steps[4.4].levels, values[total].cap.")


def _known(part: str, so_far: str, names: Collection[str]) -> Text:
    listed = ", ".join(names)
    if not listed:
        return text("“%(part)s” leads nowhere: below “%(key)s” there is nothing.", part=part, key=so_far)
    if so_far:
        return text("Below “%(key)s” there is no “%(part)s”, but: %(known)s", key=so_far, part=part, known=listed)
    if near := get_close_matches(part, list(names), n=1):
        return text("Did you mean %(likely)s?", likely=near[0])
    return text("A key begins with one of these: %(known)s", known=listed)


def _below(section: object, name: str, key: str) -> object:
    fields = type(section).model_fields if isinstance(section, Section) else {}
    for field_name, field in fields.items():
        if (field.alias or field_name) == name:
            return getattr(section, field_name)
    raise KeyError(key)


def _entry(entries: object, name: str, key: str) -> tuple[str | int, object]:
    if isinstance(entries, Mapping) and name in entries:
        return name, entries[name]
    listed = enumerate(entries) if isinstance(entries, tuple) else ()
    named = [(index, entry) for index, entry in listed if entry_name(entry) == name]
    if len(named) != 1:
        raise KeyError(key)
    return named[0]


def at_key(path: KeyPath, code: str, message: Text, hint: Text | None = None, severity: Severity = "error") -> Problem:
    """Make the problem of a rule set at a key: a flaw."""
    return Problem(severity, code, KeyRef(path), message, hint)


def path_of(flaw: Problem) -> KeyPath:
    """Return the key that a flaw stands at."""
    assert isinstance(flaw.place, KeyRef)
    return flaw.place.path


def twice(named: Iterable[tuple[KeyPath, object]]) -> Iterator[Problem]:
    """Find names that several entries bear; the flaw stands at the later one."""
    seen: set[object] = set()
    for path, name in named:
        if name in seen:
            message = text("%(name)s occurs twice.", name=name)
            yield at_key(path, "name-twice", message, text("Give each entry a name of its own."))
        seen.add(name)


def unknown(path: KeyPath, what: Text, name: object, known: Iterable[object]) -> Problem:
    """Make the flaw of a name that stands for nothing."""
    message = text("There is no %(what)s %(name)s.", what=what, name=name)
    return at_key(path, "unknown-name", message, known_here(name, list(known)))


def known_here(name: object, known: Sequence[object]) -> Text | None:
    """Say which names there are, that which is nearest to a wrong one first; None where there is none."""
    if near := get_close_matches(str(name), [str(one) for one in known], n=1):
        return text("Did you mean %(likely)s? Known here: %(known)s", likely=near[0], known=listed(known))
    return text("Known here: %(known)s", known=listed(known)) if known else None
