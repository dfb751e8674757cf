"""Triggers and sanctions: unique names, conditions on columns and sanctions that exist (plan 4.4(1)-(6))."""

from collections.abc import Iterator, Mapping, Sequence

from starrating.errors import KeyPath, Problem
from starrating.i18n import text
from starrating.model import FINDING_COLUMNS, INCIDENT_COLUMNS
from starrating.ruleset.conditions import IncidentTest, tests_in
from starrating.ruleset.keys import at_key, twice, unknown
from starrating.ruleset.reads import sections_in
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.triggers import SanctionSystem, Trigger, Window

_LIST = ("triggers", "list")
_SANCTIONS = ("sanctions",)
_ALWAYS_READ = {"branch", "trigger", "date"}
_READABLE = tuple(column.name for column in INCIDENT_COLUMNS if column.name not in _ALWAYS_READ)
_COLUMN, _SYSTEM, _SANCTION = text("column"), text("system of sanctions"), text("sanction")


def sanction_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check that every word for a sanction means one thing."""
    if not rules.sanctions:
        return
    systems, terms = rules.sanctions.systems, _terms(rules)
    for system, scale in systems.items():
        path = (*_SANCTIONS, "systems", system, "order")
        yield from twice(((*path, index), term) for index, term in enumerate(scale.order))
    yield from twice(
        ((*_SANCTIONS, "systems", system, "names", index), name)
        for system, scale in systems.items()
        for index, name in enumerate(scale.names)
    )
    for spelling, term in rules.sanctions.spellings.items():
        if term not in terms:
            yield unknown((*_SANCTIONS, "spellings", spelling), _SANCTION, term, ())
    yield from _shadow_flaws(rules, terms)


def _shadow_flaws(rules: RuleSet, terms: frozenset[str]) -> Iterator[Problem]:
    """Find sanctions that are called the spelling of another one, or no sanction at all."""
    assert rules.sanctions
    places: list[tuple[KeyPath, str]] = [((*_SANCTIONS, "spellings", word), word) for word in rules.sanctions.spellings]
    places += [((*_SANCTIONS, "not_sanctions", i), word) for i, word in enumerate(rules.sanctions.not_sanctions)]
    for path, word in places:
        if word in terms:
            message = text("%(word)s is a sanction itself: it stands in the order of a system.", word=word)
            yield at_key(path, "sanction-twofold", message, text("Keep it in one place."))


def _terms(rules: RuleSet) -> frozenset[str]:
    systems = rules.sanctions.systems if rules.sanctions else {}
    return frozenset(term for scale in systems.values() for term in scale.order)


def trigger_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check names, numbers and clauses of the triggers, and what their conditions read."""
    triggers = rules.triggers.list if rules.triggers else ()
    yield from _name_flaws(triggers)
    yield from _column_flaws(rules)
    yield from _window_flaws(rules)
    for index, trigger in enumerate(triggers):
        if trigger.when:
            for test, path in tests_in(trigger.when, (*_LIST, index, "when")):
                assert isinstance(test, IncidentTest)
                yield from _test_flaws(rules, test, path)


def _name_flaws(triggers: Sequence[Trigger]) -> Iterator[Problem]:
    """Find ids, numbers and clauses that two triggers share: a row may name its trigger by any of them."""
    owners: dict[str, int] = {}
    for index, trigger in enumerate(triggers):
        for key, name in trigger.names.items():
            if owners.setdefault(name, index) != index:
                message = text("“%(name)s” is the id, number or clause of another trigger, too.", name=name)
                hint = text("A row names a trigger by any of the three: let them all differ from trigger to trigger.")
                yield at_key((*_LIST, index, key), "name-twice", message, hint)


def findings(rules: RuleSet) -> dict[str, str]:
    """Return the findings that incident lists may answer: identifier → `yes-no` or `word`."""
    own = rules.triggers.findings if rules.triggers else ()
    return {**{column.name: "yes-no" for column in FINDING_COLUMNS}, **{one.id: one.values for one in own}}


def _column_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Each column of the incident list has a name and a head of its own."""
    own = enumerate(rules.triggers.findings if rules.triggers else ())
    columns: list[tuple[KeyPath, str]] = [((), name) for one in INCIDENT_COLUMNS for name in (one.name, one.head)]
    columns += [(("triggers", "findings", i, key), getattr(one, key)) for i, one in own for key in ("id", "title")]
    yield from twice(columns)


def _window_flaws(rules: RuleSet) -> Iterator[Problem]:
    for window, path in sections_in(rules.triggers, ("triggers",)):
        if isinstance(window, Window) and (window.inside == "months") != (window.months is not None):
            message = text("A window of months says how many, and no other window does.")
            hint = text("Write “inside: months, months: 12”, or leave out “months”.")
            yield at_key(path, "wrong-window", message, hint)


def _test_flaws(rules: RuleSet, test: IncidentTest, path: KeyPath) -> Iterator[Problem]:
    answered = findings(rules)
    if test.incident not in {*_READABLE, *answered}:
        yield unknown((*path, "incident"), _COLUMN, test.incident, [*_READABLE, *answered.keys() - set(_READABLE)])
    elif (answered.get(test.incident) == "yes-no") != isinstance(test.is_, bool) and test.at_least is None:
        yield _wrong_answer(path, finding=answered.get(test.incident) == "yes-no")
    elif test.incident == "sanction_system":
        yield from _system_flaws(rules, test, path)
    elif test.at_least is not None:
        yield from _scale_flaws(rules.sanctions.systems if rules.sanctions else {}, test.at_least, (*path, "at_least"))


def _wrong_answer(path: KeyPath, *, finding: bool) -> Problem:
    if finding:
        message = text("A finding is answered by yes or no.")
        return at_key(path, "wrong-comparison", message, text("Write “is: true” or “is: false”."))
    return at_key(
        path, "wrong-comparison", text("This column has words, not yes or no."), text("Write “in: [word, word]”.")
    )


def _system_flaws(rules: RuleSet, test: IncidentTest, path: KeyPath) -> Iterator[Problem]:
    systems = tuple(rules.sanctions.systems) if rules.sanctions else ()
    words = test.in_ if test.in_ is not None else (str(test.is_),)
    yield from (unknown(path, _SYSTEM, word, systems) for word in words if word not in systems)


def _scale_flaws(
    systems: Mapping[str, SanctionSystem], lightest: Mapping[str, str], path: KeyPath
) -> Iterator[Problem]:
    for system, term in lightest.items():
        if system not in systems:
            yield unknown((*path, system), _SYSTEM, system, systems)
        elif term not in systems[system].order:
            yield unknown((*path, system), _SANCTION, term, systems[system].order)
