"""Points for incidents: a number for each that counts, by its trigger (rule kinds S4, V7)."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from starrating.decimals import written
from starrating.errors import Problem, without_folder
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model import JudgedIncident
from starrating.rating.act_identity import Identity, at_most, by_name, each_person, together
from starrating.rating.rating_context import RatingContext
from starrating.ruleset import RuleSet
from starrating.ruleset.sheet_columns import tells_acts_apart
from starrating.ruleset.triggers import WINDOW, Triggers
from starrating.ruleset.values import Tally

Fate = Literal["counted", "doubled", "swallowed", "expired", "later"]
"""What becomes of the points of an incident: they count, twice, not beside a heavier one, no more, not yet."""


class Charge(Struct, frozen=True):
    """The points for one incident; `other` is the one that swallowed it, or that it repeats."""

    judged: JudgedIncident
    points: Fraction
    fate: Fate
    other: JudgedIncident | None = None


def incident_points(value: Tally, state: RatingContext) -> Exact:
    """Return the points for the incidents of each branch, 0 without any."""
    points = [Fraction(0)] * len(state.table)
    for row, judged in state.judged.items():
        points[row] = _points(charges(value, judged, state.rules))
    return Exact.from_decimals(points)


def charges(
    value: Tally, judged: Sequence[JudgedIncident], rules: RuleSet, identity: Identity = by_name
) -> list[Charge]:
    """Say what each incident of one branch costs, in the order of their dates.

    First what repeats an earlier act that was still valid on its day counts twice, if `repeats` says so: an act that
    counts, that was swallowed, or that is too old by now. Then of each act what costs most counts, if `same_act` says
    so: to name the act of a row never makes it cost less than it would alone.
    """
    meant = sorted((incident for incident in judged if _is_meant(value, incident)), key=lambda each: each.incident.date)
    acts = together(meant, identity)
    alone = _before_acts(value, meant, acts, rules)
    heaviest: dict[int, JudgedIncident] = {}
    for act in acts if value.same_act == "heaviest" else ():
        counted = [incident for incident in act if incident.counted]
        most = max(counted, key=lambda each: abs(alone[id(each)].points), default=None)
        heaviest |= {id(incident): most for incident in counted if most is not None and incident is not most}
    return [
        Charge(incident, Fraction(0), "swallowed", heaviest[id(incident)])
        if id(incident) in heaviest
        else alone[id(incident)]
        for incident in meant
    ]


def _before_acts(
    value: Tally, meant: Sequence[JudgedIncident], acts: Sequence[Sequence[JudgedIncident]], rules: RuleSet
) -> dict[int, Charge]:
    """Say what each incident costs with its repeats, as if no other row were of its act."""
    act_of = {id(incident): number for number, act in enumerate(acts) for incident in act}
    made = {}
    for position, incident in enumerate(meant):
        earlier = (one for one in meant[:position] if act_of[id(one)] != act_of[id(incident)])
        first = next((one for one in earlier if _is_repeated(one, incident, rules)), None)
        made[id(incident)] = _charge(value, incident, first if value.repeats == "double" else None)
    return made


def charge_words(charge: Charge) -> Text:
    """Say in words why an incident costs what it costs."""
    other = without_folder(charge.other.incident.place()) if charge.other else ""
    match charge.fate:
        case "doubled":
            return text("the same again, twice as much: it repeats %(other)s", other=other)
        case "swallowed":
            return text("the same act as %(other)s, which is heavier: not counted again", other=other)
        case "expired":
            return text("too old for this review: no points, but a repeat looks back at it")
        case "later":
            return text("too late for this review, it is dated after its period: no points")
    return charge.judged.reason


def act_notices(state: RatingContext) -> Iterator[Problem]:
    """Warn of rows of which the list does not say whether they are one act, where points depend on it."""
    for value in state.rules.values if tells_acts_apart(state.rules) else ():
        if isinstance(value, Tally):
            for judged in state.judged.values():
                if problem := _doubt(value, judged, state.rules):
                    yield problem


def _doubt(value: Tally, judged: Sequence[JudgedIncident], rules: RuleSet) -> Problem | None:
    taken = _points(charges(value, judged, rules))
    for identity, otherwise in ((at_most, text("one act")), (each_person, text("acts of different persons"))):
        other = charges(value, judged, rules, identity)
        if (points := _points(other)) != taken:
            changed = next(one for one, was in zip(other, charges(value, judged, rules), strict=True) if one != was)
            incident = changed.judged.incident
            message = text(
                "%(branch)s: the list does not say whether these rows are one act; by their dates and document numbers "
                "%(value)s is %(points)s, as %(otherwise)s it would be %(other)s.",
                branch=incident.branch,
                value=value.title or value.id,
                points=written(taken, 0),
                otherwise=otherwise,
                other=written(points, 0),
            )
            hint = text("Name the act of each row in the column act: the same name is one act, another one two.")
            return Problem("warning", "act-unclear", incident.place("act"), message, hint)
    return None


def _points(made: Sequence[Charge]) -> Fraction:
    return sum((charge.points for charge in made), Fraction(0))


def _is_meant(value: Tally, judged: JudgedIncident) -> bool:
    return judged.trigger in value.tally and (judged.counted or judged.key == WINDOW)


def _charge(value: Tally, judged: JudgedIncident, first: JudgedIncident | None) -> Charge:
    if not judged.counted:
        return Charge(judged, Fraction(0), "later" if judged.late else "expired")
    if first is not None:
        return Charge(judged, 2 * _base(value, judged), "doubled", first)
    return Charge(judged, _base(value, judged), "counted")


def _is_repeated(earlier: JudgedIncident, later: JudgedIncident, rules: RuleSet) -> bool:
    """Tell whether a later incident is the same again while an earlier one was still valid, on the day of the later."""
    if earlier.trigger != later.trigger:
        return False
    triggers: Triggers | None = rules.triggers
    window = triggers.window_of(earlier.trigger) if triggers else None
    if window is None or window.months is None or window.inside == "period":
        return earlier.counted
    return later.incident.date < months_after(earlier.incident.date, window.months)


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the day so many months after a day; where that month is shorter, its last day."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))


def _base(value: Tally, judged: JudgedIncident) -> Fraction:
    assert judged.trigger is not None
    return Fraction(value.tally[judged.trigger])
