"""What the result sheets say: ranking, incidents."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from starrating.exact import Exact
from starrating.files.results.adjustments import adjustments
from starrating.files.results.tables import Column, Table
from starrating.files.results.words import Words
from starrating.i18n import Text, text
from starrating.model import (
    CHANGE_NAMES,
    NO_STAR,
    Incident,
    Ratings,
    change,
)
from starrating.model.outcomes import RATED, status_words

LOWERED, RAISED = "▼", "▲"
"""Marks that survive a black and white printer."""
_EPOCH = dt.date(1899, 12, 30).toordinal()
_CHANGE_MARKS = {"promotion": RAISED, "demotion": LOWERED}
_FINDINGS = {
    "work_disrupted": text("work disrupted"),
    "plan_missed": text("plan missed"),
    "major_loss": text("major loss"),
    "held_accountable": text("held accountable"),
    "major_impact": text("major impact"),
    "notified": text("notified"),
}


def ranking_table(words: Words) -> Table:
    """Return the summary of the assessment, one row for each branch in rank order."""
    order = text(
        "Note: by score, %(best)s first; branches with equal scores share a rank and the next rank is skipped "
        "(1, 2, 2, 4), in the order of the score sheet. %(mark)s: the star was lowered under the clause named.",
        best=text("lowest") if words.rules.levels.better == "lower" else text("highest"),
        mark=LOWERED,
    )
    signatures = text("Assessed by:                    Checked by:                    Date:")
    return Table(
        words.say(text("Ranking")),
        words.headline(words.summary_title),
        words.period_line,
        words.say(text("Unit: points")),
        _ranking_columns(words),
        [*words.notes(order), words.say(signatures)],
        _lowered(words.review.ratings),
    )


def _ranking_columns(words: Words) -> list[Column]:
    ratings, say = words.review.ratings, words.say
    scores = ratings.scores
    clauses = text("Clauses") if adjustments(ratings) else text("Triggers (clause)")
    self_score, self_given = _optional_scores(scores.column("self_score"))
    return [
        Column(say(text("No.")), np.arange(1, len(ratings) + 1), 6, "whole"),
        Column(words.rules.wording.subject, scores.branch, 16, "text", widest=28),
        Column(say(text("Unit")), scores.column("unit"), 10, "text", widest=20),
        Column(say(text("Star applied for")), [_named(words, star) for star in scores.column("applied_star")], 9),
        Column(say(text("Self-assessed score")), self_score, 9, "number", present=self_given),
        Column(say(text("Score")), ratings.score, 10, "number", present=ratings.scored),
        Column(say(text("Rank")), ratings.rank, 7, "whole", present=ratings.scored),
        Column(say(text("Star by score")), _stars(words, ratings.star_by_score, ratings.scored), 7, widest=12),
        Column(say(clauses), _clauses(words), 13, widest=20, bold=True),
        Column(say(text("Star")), _stars(words, ratings.star, _starless(ratings)), 9, widest=12, bold=True),
        *_statuses(words),
        Column(
            say(text("Previous star")),
            _stars(words, ratings.previous_star, ratings.previous_star != NO_STAR),
            9,
            widest=12,
        ),
        Column(say(text("Change")), _changes(words), 9, widest=14),
        Column(say(text("Note")), _notes(words), 10, "text", widest=30),
    ]


def incidents_table(words: Words) -> Table:
    """Return every incident that was handed in, counted or not, with the reason and the cell it came from."""
    judged, say = words.review.ratings.incidents, words.say
    rows = [one.incident for one in judged]
    days = np.array([row.date.toordinal() - _EPOCH for row in rows], dtype=np.int64)
    verdicts = [say(text("counted") if one.counted else text("not counted")) for one in judged]
    columns = [
        Column(say(text("No.")), np.arange(1, len(rows) + 1), 6, "whole"),
        Column(words.rules.wording.subject, [row.branch for row in rows], 16, "text", widest=24),
        Column(say(text("Clause")), [one.clause or None for one in judged], 9, widest=14),
        Column(say(text("Date of the finding")), days, 12, "date"),
        Column(say(text("Document number")), [row.document for row in rows], 12, widest=20),
        Column(say(text("Finding")), [_finding(words, row) for row in rows], 18, "text", widest=34),
        Column(say(text("Counted or not")), verdicts, 9, bold=True),
        Column(say(text("Reason")), [say(one.reason) for one in judged], 18, "text", widest=34),
        Column(say(text("Source")), [str(row.place()) for row in rows], 14, "text", widest=28),
        Column(say(text("Note")), [row.note for row in rows], 10, "text", widest=24),
    ]
    count = text("Incidents: %(all)s, counted: %(counted)s", all=len(rows), counted=sum(one.counted for one in judged))
    none = [] if rows else [text("No incident was handed in for this period.")]
    note = text("Note: an incident counts when all its conditions are found and its date lies in the period.")
    return Table(
        say(text("Incidents")),
        words.headline(words.title(text("incidents"))),
        words.period_line,
        say(count),
        columns,
        words.notes(*none, note),
        np.array([one.counted for one in judged], dtype=np.bool_),
    )


def _lowered(ratings: Ratings) -> NDArray[np.bool_]:
    return np.asarray((ratings.star_by_score != NO_STAR) & (ratings.star < ratings.star_by_score))


def _stars(words: Words, stars: NDArray[np.int16], named: NDArray[np.bool_]) -> list[str | None]:
    """Name the stars; where there is none, the rule set's word for it stands only in the rows of `named`."""
    names = {star: words.star(star) for star in set(stars.tolist())}
    said = zip(stars.tolist(), named.tolist(), strict=True)
    return [names[star] if star != NO_STAR or name else None for star, name in said]


def _starless(ratings: Ratings) -> NDArray[np.bool_]:
    """Tell which branches were rated without a star being given: not those that were not assessed or are exempt."""
    return np.array([status == "no-star" for status in ratings.status], dtype=np.bool_)


def _named(words: Words, star: int | None) -> str | None:
    return None if star is None else words.star(star)


def _optional_scores(values: Sequence[Any]) -> tuple[Exact, NDArray[np.bool_]]:
    given = np.array([value is not None for value in values], dtype=np.bool_)
    return Exact.from_decimals(Decimal(0) if value is None else value for value in values), given


def _clauses(words: Words) -> list[str | None]:
    """Name the clauses that met each branch, with a mark where they cost it a star or gave it one."""
    ratings = words.review.ratings
    steps = ratings.steps_of()
    comma = words.say(text(", "))
    cells: list[str | None] = [None] * len(ratings)
    for row, branch in enumerate(ratings.scores.branch):
        if branch in steps:
            clauses = comma.join(dict.fromkeys(step.rule for step in steps[branch]))
            cells[row] = f"{_mark(int(ratings.star_by_score[row]), int(ratings.star[row]))} {clauses}".strip()
    return cells


def _mark(by_score: int, star: int) -> str:
    if star < by_score:
        return LOWERED
    return RAISED if star > by_score else ""


def _statuses(words: Words) -> list[Column]:
    """Return a column that says why branches have no star, where some have none."""
    status = words.review.ratings.status
    if all(each == RATED for each in status):
        return []
    plain = words.rules.levels.name(NO_STAR)
    said = {each: None if each == RATED else words.say(status_words(each, plain)) for each in set(status)}
    return [Column(words.say(text("Why no star")), [said[each] for each in status], 9, widest=14)]


def _changes(words: Words) -> list[str | None]:
    ratings = words.review.ratings
    names = {name: _CHANGE_MARKS.get(name, "") + words.say(said) for name, said in CHANGE_NAMES.items() if name}
    pairs = zip(ratings.previous_star.tolist(), ratings.star.tolist(), strict=True)
    return [names.get(change(before, after)) for before, after in pairs]


def _notes(words: Words) -> list[str | None]:
    """Return what else is to be known of each branch: its note, that it was held, that it asked for less."""
    ratings = words.review.ratings
    own: list[Any] = list(ratings.scores.column("note"))
    held = {step.branch for step in ratings.steps if step.effect == "held"}
    applied = ratings.scores.column("applied_star")
    at_lowest = words.say(text("held at the lowest star"))
    above, semicolon = words.say(text("above the star applied for")), words.say(text("; "))
    for row, (branch, star) in enumerate(zip(ratings.scores.branch, ratings.star.tolist(), strict=True)):
        said = [own[row]] if own[row] else []
        if branch in held:
            said.append(at_lowest)
        if applied[row] is not None and star > applied[row]:
            said.append(above)
        own[row] = semicolon.join(said) or None
    return own


def _finding(words: Words, incident: Incident) -> str | None:
    """Say what was found: who, which sanction, each answer, and the department that found it."""
    yes, no = words.say(text("yes")), words.say(text("no"))
    colon = words.say(text(": "))
    sanction = "".join(part for part in (incident.sanction_system, incident.sanction) if part)
    said = [part for part in (incident.department, incident.subject, sanction) if part]
    said += [
        f"{words.say(_finding_name(name))}{colon}{yes if answer else no}"
        for name, answer in incident.findings.items()
        if answer is not None
    ]
    return words.say(text("; ")).join(said) or None


def _finding_name(name: str) -> Text:
    return _FINDINGS.get(name, Text(name))
