"""A rated review as another rule set can take it: what only the old one knows is left out, each time with a notice."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from starrating.errors import Problem
from starrating.i18n import text
from starrating.model import NO_STAR, SCORE_COLUMNS, Incident, JudgedIncident, Ratings, ScoreTable
from starrating.ruleset import Fact, RuleSet

_STARS = tuple(column for column in SCORE_COLUMNS if column.kind == "star")

_TYPES: Mapping[str, tuple[type, ...]] = {
    "yes-no": (bool,),
    "word": (str,),
    "number": (Decimal, int),
    "date": (dt.date,),
    "star": (int,),
}
_BY_WORKBOOK = text("Rate the workbook itself by this rule set, in a workspace of its own.")


class RefitInput(Struct, frozen=True):
    """The scores, incidents and previous stars of a review, and notices of what was left out of them."""

    scores: ScoreTable
    incidents: tuple[Incident, ...]
    previous: Mapping[str, int]
    problems: tuple[Problem, ...]


def refit(ratings: Ratings, rules: RuleSet) -> RefitInput:
    """Leave out stars that are no levels of the rule set, and incidents that name triggers it does not have."""
    table, levels = ratings.scores, {NO_STAR, *rules.levels.stars}
    known = {
        name: [_level(star, levels) for star in table.column(name)] for name, *_ in _STARS if name in table.columns
    }
    stars = ratings.previous_star.tolist()
    previous = {branch: star if star in levels else NO_STAR for branch, star in zip(table.branch, stars, strict=True)}
    taken = [(judged, _taken(judged, rules)) for judged in ratings.incidents]
    foreign = [judged for judged, incident in taken if incident is None]
    notices = [*_foreign_stars(table, known), *_foreign_triggers(foreign)]
    scores = replace(table, columns={**table.columns, **known})
    incidents = tuple(incident for _, incident in taken if incident is not None)
    return RefitInput(scores, incidents, previous, tuple(notices))


def facts_lacking(table: ScoreTable, rules: RuleSet) -> Iterator[Problem]:
    """See that the record has every fact that the rule set needs, as what the rule set takes it for."""
    for fact in rules.facts:
        values = table.columns.get(fact.id)
        if values is None and fact.blank == "refuse":
            yield _no_fact(fact)
        wrong = [row for row, value in enumerate(values or ()) if not _suits(value, fact)]
        if wrong:
            message = text(
                "%(branch)s: %(head)s is not recorded as the rule set needs it (branches: %(number)s).",
                branch=table.branch[wrong[0]],
                head=fact.title,
                number=len(wrong),
            )
            yield Problem("error", "fact-unfit", table.place(wrong[0], fact.id), message, _BY_WORKBOOK)


def _no_fact(fact: Fact) -> Problem:
    message = text("The rule set needs %(head)s of every branch, which is not recorded.", head=fact.title)
    return Problem("error", "fact-not-recorded", None, message, _BY_WORKBOOK)


def _suits(value: object, fact: Fact) -> bool:
    if value is None:
        return fact.blank == "missing"
    return isinstance(value, _TYPES[fact.values]) and isinstance(value, bool) == (fact.values == "yes-no")


def _level(star: int | None, levels: set[int]) -> int | None:
    return star if star in levels else None


def _taken(judged: JudgedIncident, rules: RuleSet) -> Incident | None:
    """Return the incident as the rule set knows it: named by the trigger's id, else by its clause; None if by neither.

    A number is not taken over: in another rule set it may mean another trigger. A row that names none is judged anew.
    """
    incident, triggers = judged.incident, rules.triggers.list if rules.triggers else ()
    if triggers and not incident.trigger:
        return incident
    same = [trigger for trigger in triggers if trigger.id == judged.trigger] or [
        trigger for trigger in triggers if trigger.clause == judged.clause
    ]
    return replace(incident, trigger=same[0].id) if same else None


def _foreign_stars(table: ScoreTable, known: Mapping[str, list[Any]]) -> Iterator[Problem]:
    for name, head, *_ in _STARS:
        stars = known.get(name, table.column(name))
        left_out = [row for row, star in enumerate(table.column(name)) if star != stars[row]]
        if left_out:
            message = text(
                "%(head)s: stars that the other rule set does not have were left out (branches: %(number)s).",
                head=head,
                number=len(left_out),
            )
            yield Problem("notice", "foreign-star", table.place(left_out[0], name), message)


def _foreign_triggers(judged: list[JudgedIncident]) -> Iterator[Problem]:
    for incident in judged:
        message = text(
            "%(branch)s: the other rule set has no trigger %(trigger)s; under it the incident does not count.",
            branch=incident.incident.branch,
            trigger=incident.clause or incident.incident.trigger or text("none"),
        )
        yield Problem("notice", "foreign-trigger", incident.incident.place("trigger"), message)
