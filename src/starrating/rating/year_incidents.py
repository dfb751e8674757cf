"""The incidents of a year: those of its halves, each event once, under the newest names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from starrating.errors import Problem
from starrating.i18n import text
from starrating.model import JudgedIncident, Review
from starrating.model.branch_names import Lineage
from starrating.model.results import DECISION, OBJECTION
from starrating.rating.year_table import Rows


def incidents_of_year(
    halves: Sequence[Review], rows: Rows, lineage: Lineage
) -> tuple[list[JudgedIncident], list[Problem]]:
    """Gather the incidents of the branches of a year as the halves judged them; notices name what was listed twice.

    An event that several workbooks list is taken from the one in which it counted, else from the first. Those of
    branches that are not in the year's table are left out, and those that an upheld objection found not to hold: where
    it gave back the star that they had lowered.
    """
    names = _names(halves, rows, lineage)
    taken: dict[tuple[object, ...], JudgedIncident] = {}
    problems: list[Problem] = []
    refuted: set[tuple[object, ...]] = set()
    for at, half in enumerate(halves):
        for judged in half.ratings.incidents:
            branch = names[at].get(judged.incident.branch)
            if branch is None:
                continue
            own = replace(judged, incident=replace(judged.incident, branch=branch))
            if judged.counted and gave_back(half, judged):
                refuted.add(_event(own))
                problems.append(_refuted(own, half))
            first = taken.setdefault(_event(own), own)
            if first is not own:
                problems.append(_twice(first, own))
            if own.counted and not first.counted:
                taken[_event(own)] = own
    return [each for event, each in taken.items() if event not in refuted], problems


def gave_back(half: Review, judged: JudgedIncident) -> bool:
    """Tell whether an upheld objection set the star of a branch back to what an incident had lowered, or higher."""
    steps = [step for step in half.ratings.steps if step.branch == judged.incident.branch]
    lost = [step.before for step in steps if step.effect != DECISION and step.source == str(judged.incident.place())]
    given = [step.after for step in steps if step.effect == DECISION and step.key == OBJECTION]
    return bool(lost and given) and given[-1] >= max(lost)


def only_in_the_year(before: Iterable[JudgedIncident], after: Iterable[JudgedIncident]) -> Iterator[Problem]:
    """Name the incidents that count in the year although they counted in no half: dated in it, listed too late."""
    not_counted = {id(judged.incident) for judged in before if not judged.counted}
    for judged in after:
        if judged.counted and id(judged.incident) in not_counted:
            message = text(
                "%(branch)s: the incident of %(date)s counted in no half-year, but it lies in the year and counts.",
                branch=judged.incident.branch,
                date=judged.incident.date.isoformat(),
            )
            hint = text("Was it listed too late, or with the wrong date?")
            yield Problem("warning", "incident-only-in-year", judged.incident.place("date"), message, hint)


def _names(halves: Sequence[Review], rows: Rows, lineage: Lineage) -> list[dict[str, str]]:
    """Return for each half the newest name of each name that an incident of it may bear."""
    names: list[dict[str, str]] = [{} for _ in halves]
    for branch, found in rows.items():
        bears = dict.fromkeys((branch, *lineage.former(branch)), branch)
        for at, half in enumerate(halves):
            own = {half.ratings.scores.branch[found[at]]: branch} if at in found else {}
            names[at] |= bears | own
    return names


def _event(judged: JudgedIncident) -> tuple[object, ...]:
    """Tell what makes two rows the same event: whom, what, when, by which document, with which sanction."""
    row = judged.incident
    what = judged.trigger or row.trigger
    return (row.branch, what, row.date, row.document, row.subject, row.sanction_system, row.sanction)


def _refuted(judged: JudgedIncident, half: Review) -> Problem:
    message = text(
        "%(branch)s: the incident of %(date)s does not count in the year; an upheld objection to %(period)s gave back "
        "the star that it had lowered.",
        branch=judged.incident.branch,
        date=judged.incident.date.isoformat(),
        period=str(half.period),
    )
    return Problem("notice", "incident-refuted", judged.incident.place("date"), message)


def _twice(first: JudgedIncident, again: JudgedIncident) -> Problem:
    message = text(
        "%(branch)s: the incident of %(date)s is also listed in %(place)s; in the year it counts once.",
        branch=first.incident.branch,
        date=first.incident.date.isoformat(),
        place=str(first.incident.place()),
    )
    return Problem("notice", "incident-listed-twice", again.incident.place(), message)
