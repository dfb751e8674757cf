"""Conditions in words, the columns called as the head of the sheet has them."""

from collections.abc import Iterable, Iterator
from functools import reduce

from starrating.i18n import Text, joined, text
from starrating.model import INCIDENT_COLUMNS
from starrating.ruleset.base import Section
from starrating.ruleset.conditions import (
    AnyOf,
    AnyOfIncident,
    FactTest,
    IncidentsTest,
    IncidentTest,
    ItemTest,
    Not,
    NotIncident,
    NumberTest,
    StarTest,
    parts_of,
)
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.spans import POINTS, STARS, Span

_HEADS = {column.name: column.head for column in INCIDENT_COLUMNS}
_STARS_READ = {
    "current": text("the star so far"),
    "previous": text("the star before"),
    "applied": text("the star applied for"),
}


def listed(words: Iterable[object]) -> Text:
    """List words as the language does: a, b, c. There must be one."""
    return reduce(lambda first, more: text("%(first)s, %(more)s", first=first, more=more), _texts(words))


def either(words: Iterable[object]) -> Text:
    """List words of which one is meant: a or b. There must be one."""
    return reduce(lambda one, other: text("%(one)s or %(other)s", one=one, other=other), _texts(words))


def _texts(words: Iterable[object]) -> Iterator[Text]:
    return (word if isinstance(word, Text) else Text("%(word)s", {"word": word}) for word in words)


def condition_words(rules: RuleSet, condition: Section) -> Text:
    """Say a condition on a branch or on a row of the incident list."""
    if isinstance(condition, Not | NotIncident):
        return text("not so: %(condition)s", condition=condition_words(rules, condition.not_))
    if parts := parts_of(condition):
        separator = text("; or ") if isinstance(condition, AnyOf | AnyOfIncident) else text("; and ")
        return joined([condition_words(rules, part) for part in parts], separator)
    match condition:
        case IncidentTest():
            return _incident_words(condition)
        case IncidentsTest():
            return _incidents_words(rules, condition)
        case FactTest():
            title = next((fact.title for fact in rules.facts if fact.id == condition.fact), condition.fact)
            return _answer_words(title, condition.is_, condition.in_)
        case _:
            assert isinstance(condition, NumberTest)
            return _number_words(condition)


def _incident_words(test: IncidentTest) -> Text:
    if test.at_least is None:
        return _answer_words(_HEADS.get(test.incident, test.incident), test.is_, test.in_)
    scale = [
        text("%(system)s: %(sanction)s or heavier", system=one, sanction=term) for one, term in test.at_least.items()
    ]
    return text("the sanction is %(scale)s", scale=either(scale))


def _answer_words(head: str, answer: bool | str | None, words: tuple[str, ...] | None) -> Text:  # noqa: FBT001 [an answer]
    if answer is True:
        return text("“%(head)s” is answered yes", head=head)
    if answer is False:
        return text("“%(head)s” is answered no", head=head)
    return text("“%(head)s” is %(words)s", head=head, words=either(words or (answer,)))


def _incidents_words(rules: RuleSet, test: IncidentsTest) -> Text:
    found = [rules.trigger(name) for name in test.incidents]
    clauses = listed(trigger.clause for trigger in found if trigger)
    if test.at_least == 1:
        return text("an incident under %(clauses)s counts", clauses=clauses)
    return text("incidents under %(clauses)s count, at least %(count)s of them", clauses=clauses, count=test.at_least)


def _number_words(test: NumberTest) -> Text:
    unit = STARS if isinstance(test, StarTest) else POINTS
    said = [Span.of(test).words(unit)] if Span.of(test) != Span() else []
    named = [one for one in (test.is_, *(test.in_ or ())) if one is not None]
    if named:
        said.append(either(Span.closed(one, one).words(unit) for one in named))
    numbers = joined(said, text(" and "))
    return text("%(what)s is %(numbers)s", what=_read(test), numbers=numbers)


def _read(test: NumberTest) -> Text:
    if isinstance(test, StarTest):
        return _STARS_READ[test.star]
    return text("item %(item)s", item=test.item) if isinstance(test, ItemTest) else text("the total")
