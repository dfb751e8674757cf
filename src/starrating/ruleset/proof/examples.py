"""Worked examples: they name what exists; whether they come true is shown by running them."""

from collections.abc import Iterator, Mapping

from starrating.i18n import Text, text
from starrating.ruleset.base import KeyPath
from starrating.ruleset.examples import Example, ExampleIncident
from starrating.ruleset.proof.conditions import FACT, ITEM, TRIGGER
from starrating.ruleset.proof.flaws import Flaw, twice, unknown
from starrating.ruleset.proof.targets import LEVEL
from starrating.ruleset.proof.triggers import FINDINGS
from starrating.ruleset.rule_set import RuleSet

_FINDING, _CLAUSE = text("finding"), text("rule of a step or trigger")


def example_flaws(rules: RuleSet) -> Iterator[Flaw]:
    """Check input and expected star of every example."""
    yield from twice((("examples", index, "name"), example.name) for index, example in enumerate(rules.examples))
    clauses = _clauses(rules)
    for index, example in enumerate(rules.examples):
        path = ("examples", index)
        yield from _points_flaws(rules, example, path)
        yield from _star_flaws(rules, example, path)
        facts = {fact.id for fact in rules.facts}
        yield from _unknown_keys((*path, "facts"), example.facts, FACT, facts)
        for position, clause in enumerate(example.because):
            if clause not in clauses:
                yield unknown((*path, "because", position), _CLAUSE, clause, clauses)
        for position, incident in enumerate(example.incidents):
            yield from _incident_flaws(rules, incident, (*path, "incidents", position))


def _clauses(rules: RuleSet) -> list[str]:
    triggers = rules.triggers.list if rules.triggers else ()
    return list(dict.fromkeys([*(step.clause for step in rules.steps), *(trigger.clause for trigger in triggers)]))


def _points_flaws(rules: RuleSet, example: Example, path: KeyPath) -> Iterator[Flaw]:
    if (example.score is None) == (not example.items):
        message = text("An example has either a score or points by item.")
        yield Flaw(path, "example-points", message, text("Give “score”, or “items” where the rule set has items."))
    if example.items and rules.criteria.origin == "rules":
        codes = {name for _, item in rules.criteria.items for name in (item.code, item.title)}
        yield from _unknown_keys((*path, "items"), example.items, ITEM, codes)
    elif example.items:
        yield Flaw((*path, "items"), "no-items", text("This rule set lists no items: give the example a score."))


def _star_flaws(rules: RuleSet, example: Example, path: KeyPath) -> Iterator[Flaw]:
    stars = rules.levels.stars
    for key, star in (("star", example.star), ("previous_star", example.previous_star)):
        if star not in {None, "none", *stars}:
            yield unknown((*path, key), LEVEL, star, stars)


def _incident_flaws(rules: RuleSet, incident: ExampleIncident, path: KeyPath) -> Iterator[Flaw]:
    if incident.trigger is not None and rules.trigger(incident.trigger) is None:
        triggers = rules.triggers.list if rules.triggers else ()
        yield unknown((*path, "trigger"), TRIGGER, incident.trigger, [trigger.id for trigger in triggers])
    yield from _unknown_keys((*path, "findings"), incident.findings, _FINDING, set(FINDINGS))


def _unknown_keys(path: KeyPath, given: Mapping[str, object], what: Text, known: set[str]) -> Iterator[Flaw]:
    yield from (unknown((*path, key), what, key, sorted(known)) for key in given if key not in known)
