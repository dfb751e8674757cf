"""The sheet of incidents: all that were handed in, counted or not, with the reason.

The sheet of the steps that are no incidents: caps, quotas, limits and the like, each with clause and reason.
"""

import datetime as dt

import numpy as np

from starrating.i18n import Text, text
from starrating.model import Incident, Ratings, Step
from starrating.model.results import effect_words
from starrating.write.wording import ReviewWording
from starrating.write.xlsx.table import Column, Table

_EPOCH = dt.date(1899, 12, 30).toordinal()
_FINDINGS = {
    "work_disrupted": text("work disrupted"),
    "plan_missed": text("plan missed"),
    "major_loss": text("major loss"),
    "held_accountable": text("held accountable"),
    "major_impact": text("major impact"),
    "notified": text("notified"),
}


def incidents_table(words: ReviewWording) -> Table:
    """Return every incident that was handed in, counted or not, with the reason and the cell it came from."""
    judged, say = words.review.ratings.incidents, words.say
    rows = [one.incident for one in judged]
    days = np.array([row.date.toordinal() - _EPOCH for row in rows], dtype=np.int64)
    verdicts = [say(text("counted") if one.counted else text("not counted")) for one in judged]
    columns = [
        Column(say(text("No.")), np.arange(1, len(rows) + 1), 6, "whole"),
        Column(words.rules.wording.subject, [row.branch for row in rows], 16, "text", widest=22),
        Column(say(text("Clause")), [words.cited_briefly(one.clause) for one in judged], 9, widest=12),
        Column(say(text("Date of the finding")), days, 12, "date"),
        Column(say(text("Document number")), [row.document for row in rows], 12, widest=16),
        Column(say(text("Finding")), [_finding(words, row) for row in rows], 18, "text", widest=26),
        Column(say(text("Counted or not")), verdicts, 9, bold=True),
        Column(say(text("Reason")), [say(one.reason) for one in judged], 18, "text", widest=24),
        Column(say(text("Source")), [str(row.place()) for row in rows], 14, "text", widest=18),
        Column(say(text("Note")), [row.note for row in rows], 8, "text", widest=14),
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
        signatures=words.signatures,
    )


def _finding(words: ReviewWording, incident: Incident) -> str | None:
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


_OF_INCIDENTS = {"lower", "held", "already-lowered", "already-lower"}


def adjustments(ratings: Ratings) -> tuple[Step, ...]:
    """Return the steps that the sheet of incidents does not explain, in their order."""
    places = {str(judged.incident.place()) for judged in ratings.incidents}
    return tuple(step for step in ratings.steps if step.effect not in _OF_INCIDENTS or step.source not in places)


def adjustments_table(words: ReviewWording) -> Table:
    """Return a row for each of these steps: who, by which clause, what was done, from which star to which, and why."""
    say, steps = words.say, adjustments(words.review.ratings)
    before, after = ([_level(words, star) for star in stars] for stars in zip(*_moves(steps), strict=True))
    effects = [say(effect_words(step.effect, level)) for step, level in zip(steps, after, strict=True)]
    columns = [
        Column(say(text("No.")), np.arange(1, len(steps) + 1), 6, "whole"),
        Column(words.rules.wording.subject, [step.branch for step in steps], 16, "text", widest=22),
        Column(say(text("Clause")), [words.cited_briefly(step.rule) for step in steps], 9, widest=13),
        Column(say(text("Star before")), before, 9, widest=14),
        Column(say(text("Star after")), after, 9, widest=14, bold=True),
        Column(say(text("Effect")), effects, 14, "text", widest=18),
        Column(say(text("Reason")), [say(step.because) for step in steps], 20, "text", widest=36),
        Column(say(text("Source")), [step.source or None for step in steps], 12, "text", widest=16),
    ]
    return Table(
        say(text("Adjustments")),
        words.headline(words.title(text("adjustments of the stars"))),
        words.period_line,
        "",
        columns,
        words.notes(text("Note: in the order in which the rules are applied.")),
        np.array([step.before != step.after for step in steps], dtype=np.bool_),
        signatures=words.signatures,
    )


def _moves(steps: tuple[Step, ...]) -> list[tuple[int, int]]:
    return [(step.before, step.after) for step in steps]


def _level(words: ReviewWording, star: int) -> str:
    return words.star(star) or words.say(text("no star"))
