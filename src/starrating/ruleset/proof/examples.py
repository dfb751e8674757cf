"""Worked examples: they name what exists; whether they come true is shown by running them."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from starrating.errors import KeyPath, Problem
from starrating.i18n import Text, text
from starrating.ruleset.examples import Example, ExampleBranch, ExampleIncident
from starrating.ruleset.keys import at_key, twice, unknown
from starrating.ruleset.proof.conditions import ITEM, TRIGGER
from starrating.ruleset.proof.criteria import FACT, WORD_COLUMNS
from starrating.ruleset.proof.references import item_names
from starrating.ruleset.proof.targets import LEVEL
from starrating.ruleset.proof.triggers import findings
from starrating.ruleset.rule_set import Fact, RuleSet

_FINDING, _CLAUSE = text("finding"), text("rule of a step or trigger")
_DEPARTMENT, _VALUE = text("department"), text("value")


def example_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check input and expected star of every example, and of every branch of those that are rated together."""
    yield from twice((("examples", index, "name"), example.name) for index, example in enumerate(rules.examples))
    for index, example in enumerate(rules.examples):
        path = ("examples", index)
        if example.branches:
            yield from _group_flaws(rules, example, path)
        else:
            yield from _branch_flaws(rules, example, path)


def _group_flaws(rules: RuleSet, example: Example, path: KeyPath) -> Iterator[Problem]:
    own = {name for name in example.model_fields_set if name in ExampleBranch.model_fields} - {"name"}
    if own:
        message = text("An example with branches has its points and its star at each of them.")
        yield at_key((*path, min(own)), "example-points", message, text("Move it to a branch."))
    named = enumerate(example.branches)
    yield from twice(((*path, "branches", index, "name"), branch.name) for index, branch in named)
    for index, branch in enumerate(example.branches):
        yield from _branch_flaws(rules, branch, (*path, "branches", index))


def _branch_flaws(rules: RuleSet, branch: ExampleBranch, path: KeyPath) -> Iterator[Problem]:
    yield from _points_flaws(rules, branch, path)
    yield from _star_flaws(rules, branch, path)
    for name, value in branch.facts.items():
        yield from _fact_flaws(rules, name, value, (*path, "facts", name))
    yield from _unknown_keys((*path, "opinions"), branch.opinions, _DEPARTMENT, rules.procedure.departments)
    yield from _unknown_keys((*path, "values"), branch.values, _VALUE, [*(one.id for one in rules.values), "total"])
    clauses = _clauses(rules)
    for position, clause in enumerate(branch.because or ()):
        if clause not in clauses:
            yield unknown((*path, "because", position), _CLAUSE, clause, clauses)
    for position, incident in enumerate(branch.incidents):
        yield from _incident_flaws(rules, incident, (*path, "incidents", position))


def _clauses(rules: RuleSet) -> list[str]:
    triggers = rules.triggers.list if rules.triggers else ()
    clauses = [rules.levels.clause, *(step.clause for step in rules.steps), *(trigger.clause for trigger in triggers)]
    return list(dict.fromkeys(clauses))


def _points_flaws(rules: RuleSet, branch: ExampleBranch, path: KeyPath) -> Iterator[Problem]:
    """Points are needed where the total is that of the workbook or of its items."""
    needs_points = not rules.values and rules.levels.star_is is None
    if (branch.score is not None and branch.items) or (needs_points and branch.score is None and not branch.items):
        message = text("An example has either a score or points by item.")
        yield at_key(path, "example-points", message, text("Give “score”, or “items” where the rule set has items."))
    if branch.items and rules.criteria.origin == "total":
        yield at_key((*path, "items"), "no-items", text("This rule set reads no items: give the example a score."))
    elif names := item_names(rules):
        yield from _unknown_keys((*path, "items"), branch.items, ITEM, names)


def _star_flaws(rules: RuleSet, branch: ExampleBranch, path: KeyPath) -> Iterator[Problem]:
    stars = rules.levels.stars
    named = [(("star",), branch.star), (("previous_star",), branch.previous_star)]
    named += [(("applied_star",), branch.applied_star)]
    for key, star in [*named, *((("past", index), star) for index, star in enumerate(branch.past))]:
        if star not in {None, "none", *stars}:
            yield unknown((*path, *key), LEVEL, star, stars)
    if branch.star is None and branch.status is None and not branch.values:
        message = text("The example does not say what must come out.")
        yield at_key(path, "example-star", message, text("Give it a “star”; “star: none” for no star."))


def _fact_flaws(rules: RuleSet, name: str, value: object, path: KeyPath) -> Iterator[Problem]:
    fact = next((fact for fact in rules.facts if fact.id == name), None)
    if fact is None and name not in WORD_COLUMNS:
        yield unknown(path, FACT, name, [*(fact.id for fact in rules.facts), *WORD_COLUMNS])
    elif not _is_answer(fact, value):
        message = text("The fact %(fact)s cannot be “%(value)s”.", fact=name, value=value)
        yield at_key(path, "wrong-value", message, _FORMS[fact.values if fact else "word"])


def _is_answer(fact: Fact | None, value: object) -> bool:
    match fact.values if fact else "word":
        case "yes-no":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, Decimal)
        case "star":
            return isinstance(value, Decimal) and value == value.to_integral_value()
        case "date":
            return isinstance(value, str) and is_date(value)
    return isinstance(value, str)


_FORMS = {
    "yes-no": text("Write true or false."),
    "number": text("Write a number."),
    "star": text("Write a whole number of stars."),
    "date": text('Write the date between quotes: "2013-05-04"'),
    "word": text("Write a word."),
}


def is_date(value: str) -> bool:
    """Tell whether a text is a day, written 2013-05-04."""
    try:
        return str(dt.date.fromisoformat(value)) == value
    except ValueError:
        return False


def _incident_flaws(rules: RuleSet, incident: ExampleIncident, path: KeyPath) -> Iterator[Problem]:
    if incident.trigger is not None and rules.trigger(incident.trigger) is None:
        triggers = rules.triggers.list if rules.triggers else ()
        yield unknown((*path, "trigger"), TRIGGER, incident.trigger, [trigger.id for trigger in triggers])
    if incident.date is not None and not is_date(incident.date):
        message = text("There is no day %(day)s.", day=incident.date)
        yield at_key((*path, "date"), "wrong-value", message, _FORMS["date"])
    yield from _unknown_keys((*path, "findings"), incident.findings, _FINDING, sorted(findings(rules)))


def _unknown_keys(path: KeyPath, given: Mapping[str, object], what: Text, known: Collection[str]) -> Iterator[Problem]:
    yield from (unknown((*path, key), what, key, known) for key in given if key not in known)
