"""Names by title: what people call a fact, a value or a finding stands for its id, wherever a rule file names it.

Only a title that means one thing does: one that is also an id, an item, a part or another title is left as it is, and
the proof tells what it names or that it names nothing. Items have no ids: they are found by code or title as they are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from starrating.ruleset.base import Section
from starrating.ruleset.conditions import IncidentTest
from starrating.ruleset.examples import ExampleIncident
from starrating.ruleset.reads import ITEMS, TOTAL, reading_fields
from starrating.ruleset.rule_set import RuleSet

_Names = Mapping[str, str]
_Any = TypeVar("_Any")

_NAMED = frozenset({"fact", "written", "months_since", "pool"})
"""Fields that name a fact, beside those that read a number."""
_KEYED = frozenset({"facts", "values", "past_facts"})
"""Fields of an example whose keys name facts and values."""


def by_id(rules: RuleSet) -> RuleSet:
    """Return the rule set with ids in place of titles."""
    items = [name for _, item in rules.criteria.items for name in (item.code, item.title)]
    taken = {ITEMS, TOTAL, *items, *(part.title for part in rules.criteria.parts)}
    numbers = _ids([*rules.facts, *rules.values], taken)
    findings = _ids(rules.triggers.findings if rules.triggers else (), set())
    return _renamed(rules, numbers, findings) if numbers or findings else rules


def _ids(named: Iterable[Any], taken: set[str]) -> _Names:
    """Return title → id for the titles that mean one thing."""
    listed = list(named)
    titles = Counter(one.title for one in listed)
    taken = taken | {one.id for one in listed}
    return {one.title: one.id for one in listed if one.title and titles[one.title] == 1 and one.title not in taken}


def _renamed(value: _Any, numbers: _Names, findings: _Names) -> _Any:
    """Rebuild what names something; anything else stays the very same."""
    if isinstance(value, Section):
        reading = {name for name, _ in reading_fields(type(value))} | _NAMED
        changed: dict[str, object] = {}
        for name in type(value).model_fields:
            given = getattr(value, name)
            if isinstance(value, IncidentTest) and name == "incident":
                new: object = findings.get(given, given)
            elif isinstance(value, ExampleIncident) and name == "findings":
                new = _of_keys(given, findings)
            elif name in reading:
                new = _of_names(given, numbers)
            else:
                new = _of_keys(_renamed(given, numbers, findings), numbers if name in _KEYED else {})
            if new != given:
                changed[name] = new
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple):
        return tuple(_renamed(one, numbers, findings) for one in value)  # type: ignore[return-value]
    return value


def _of_names(given: object, names: _Names) -> object:
    if isinstance(given, tuple):
        return tuple(_of_names(one, names) for one in given)
    return names.get(given, given) if isinstance(given, str) else given


def _of_keys(given: object, names: _Names) -> object:
    if isinstance(given, tuple):
        return tuple(_of_keys(one, names) for one in given)
    if names and isinstance(given, Mapping):
        return {names.get(key, key): one for key, one in given.items()}
    return given
