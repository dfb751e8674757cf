"""The score table of a year, from the reviews of its halves: who is in it, and the mean of the totals.

The incidents of a year: those of its halves, each event once, under the newest names.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from msgspec.structs import replace

from starrating.errors import Problem
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model import BLANK, NUMBER, JudgedIncident, Period, Ratings, Review, ScoreTable
from starrating.model.branch_names import BranchNames
from starrating.model.results import BEFORE_MERGER, undone

Rows = Mapping[str, Mapping[int, int]]
"""Branch → position of a half → row of the branch in the ratings of that half; the last half first."""

_OF_A_HALF = frozenset({"previous_star", "applied_star", "self_score", "note"})
"""Columns that speak of a half-year only."""
_ENDING = frozenset({"merged", "split", "closed"})


def rows_of(halves: Sequence[Review], lineage: BranchNames) -> tuple[Rows, list[tuple[str, Review]]]:
    """Find the rows of each branch, in the order of the last score sheet, under its newest name of the year.

    Also return the branches of a half before the year's last one that have ended since; they have no star of the year,
    also where that last half was never rated.
    """
    end = _end_of_year(halves)
    rows: dict[str, dict[int, int]] = {}
    ended: list[tuple[str, Review]] = []
    for at, half in reversed(list(enumerate(halves))):
        there = _in_sheet_order(half.ratings.scores)
        carried = lineage.carried(there, list(rows), (half.period.last_day, end))
        for branch, row in carried.items():
            rows[branch][at] = row
        taken = set(carried.values())
        for branch, row in there.items():
            if row in taken:
                continue
            name = _name_at(end, branch, half, lineage)
            if half.period.last_day < end and (name in rows or _has_ended(branch, half, lineage)):
                ended.append((branch, half))
            else:
                rows[name] = {at: row}
    return rows, ended


def table_of(halves: Sequence[Review], rows: Rows, weights: Mapping[str, Fraction]) -> ScoreTable:
    """Return the table of a year: no items, as `total` the exact mean of the totals of the reviews with a score.

    `weights` are those of the parts of the year; a part that has none there, or all without any, weighs 1.

    Every other cell, and the place of each, is that of the last review that has the branch; columns that speak of a
    half-year only are left out.
    """
    tables = [half.ratings.scores for half in halves]
    last = [next(iter(found.items())) for found in rows.values()]
    names = dict.fromkeys(name for table in reversed(tables) for name in table.columns if name not in _OF_A_HALF)
    means = _means(halves, rows, weights)
    sheets_before = np.cumsum([0, *(len(table.sheets) for table in tables)])
    return ScoreTable(
        branch=list(rows),
        columns={name: _cells(tables, last, name) for name in names},
        items=(),
        points=Exact(np.zeros((len(rows), 0), np.int64)),
        point_states=np.zeros((len(rows), 0), np.uint8),
        total=Exact.from_decimals(mean or 0 for mean in means),
        total_states=np.array([BLANK if mean is None else NUMBER for mean in means], np.uint8),
        sheets=tuple(sheet for table in tables for sheet in table.sheets),
        origin=np.array([sheets_before[at] + tables[at].origin[row] for at, row in last], np.int32),
        rows=np.array([tables[at].rows[row] for at, row in last], np.int32),
    )


def totals_of(half: Ratings, rows: Sequence[int | None]) -> list[str | None]:
    """Return the exact totals of rows of a half as text; None where there is no row, or no score in it."""
    texts, scored = half.score.texts(), half.scored.tolist()
    return [texts[row] if row is not None and scored[row] else None for row in rows]


def _in_sheet_order(table: ScoreTable) -> dict[str, int]:
    order = np.lexsort((table.rows, table.origin)).tolist()
    return {table.branch[row]: row for row in order}


def _end_of_year(halves: Sequence[Review]) -> dt.date:
    return Period(halves[-1].period.year).last_day


def _name_at(end: dt.date, branch: str, half: Review, lineage: BranchNames) -> str:
    """Return the name that a branch of a half-year bears on a later day, followed through its renamings until then."""
    name = branch
    for change in lineage.changes:
        if change.kind == "renamed" and change.before == (name,) and half.period.last_day < change.day <= end:
            name = change.after[0]
    return name


def _has_ended(branch: str, half: Review, lineage: BranchNames) -> bool:
    """Tell whether a branch of a half-year is none any more, followed through its renamings since.

    What comes of a merger or a division is another branch, also where it keeps the name.
    """
    name, until = branch, half.period.last_day
    for change in lineage.changes:
        if change.kind in _ENDING and name in change.before and (change.day > until or name not in change.after):
            return True
        if change.kind == "renamed" and change.before == (name,) and change.day > until:
            name = change.after[0]
    return False


def _means(halves: Sequence[Review], rows: Rows, weights: Mapping[str, Fraction]) -> list[Fraction | None]:
    weight = [weights.get(half.period.part or "", Fraction(1)) for half in halves]
    totals = [half.ratings.score.fractions() for half in halves]
    scored = [half.ratings.scored.tolist() for half in halves]
    means: list[Fraction | None] = []
    for found in rows.values():
        given = [(weight[at], totals[at][row]) for at, row in found.items() if scored[at][row]]
        whole = sum((share for share, _ in given), Fraction(0))
        means.append(sum((share * total for share, total in given), Fraction(0)) / whole if whole else None)
    return means


def _cells(tables: Sequence[ScoreTable], last: Sequence[tuple[int, int]], name: str) -> list[Any]:
    columns = [table.column(name) for table in tables]
    return [columns[at][row] for at, row in last]


def incidents_of_year(
    halves: Sequence[Review], rows: Rows, lineage: BranchNames
) -> tuple[list[JudgedIncident], list[Problem]]:
    """Gather the incidents of the branches of a year as the halves judged them; notices name what was listed twice.

    An event that several workbooks list is taken from the one in which it counted, else from the first. Those of
    branches that are not in the year's table are left out, and those that an upheld objection found not to hold: where
    it gave back the star that they had lowered.
    """
    names = _names(halves, rows, lineage)
    taken: dict[tuple[object, ...], JudgedIncident] = {}
    told: list[tuple[tuple[object, ...], Problem]] = []
    refuted: dict[tuple[object, ...], Problem] = {}
    for at, half in enumerate(halves):
        for judged in half.ratings.incidents:
            branch = names[at].get(judged.incident.branch)
            if branch is None:
                continue
            own = replace(judged, incident=replace(judged.incident, branch=branch))
            event = _event(own)
            if judged.counted and gave_back(half, judged):
                refuted[event] = _refuted(own, half)
            first = taken.setdefault(event, own)
            if first is not own:
                told.append((event, _twice(first, own)))
            if own.counted and not first.counted:
                taken[event] = own
    left = {event: incident for event, incident in taken.items() if event not in refuted}
    notices = [problem for event, problem in told if event in left]
    return list(left.values()), [*refuted.values(), *notices, *_before_mergers(halves, left.values())]


def _before_mergers(halves: Sequence[Review], incidents: Iterable[JudgedIncident]) -> Iterator[Problem]:
    """Take over what the halves say of incidents that happened in a branch which was merged or divided since."""
    branches = {str(judged.incident.place()): judged.incident.branch for judged in incidents}
    for half in halves:
        for problem in half.ratings.problems:
            if problem.code == BEFORE_MERGER and (branch := branches.get(str(problem.place))):
                message = Text(problem.message.template, {**problem.message.fields, "branch": branch})
                yield replace(problem, message=message)


def gave_back(half: Review, judged: JudgedIncident) -> bool:
    """Tell whether an upheld objection set the star of a branch back to what an incident had lowered, or higher."""
    steps = [step for step in half.ratings.steps if step.branch == judged.incident.branch]
    return any(step.source == str(judged.incident.place()) for step in undone(steps))


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


def _names(halves: Sequence[Review], rows: Rows, lineage: BranchNames) -> list[dict[str, str]]:
    """Return for each half the newest name of each name that an incident of it may bear.

    What came out of a merger or a division after a half has nothing of it, also where it keeps a name: an incident
    counts against the branch that was rated then, by whatever name others bear since.
    """
    end = _end_of_year(halves)
    names: list[dict[str, str]] = [{} for _ in halves]
    rated = [set(half.ratings.scores.branch) for half in halves]
    for branch, found in rows.items():
        bears = dict.fromkeys((branch, *lineage.former(branch)), branch)
        for at, half in enumerate(halves):
            own = {half.ratings.scores.branch[found[at]]: branch} if at in found else {}
            if lineage.names_on(branch, half.period.last_day, end):
                names[at] |= {name: branch for name in bears if name not in rated[at]} | own
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
