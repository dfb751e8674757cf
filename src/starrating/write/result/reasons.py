"""The sheet of incidents: all that were handed in, counted or not, with the reason."""

import datetime as dt

import numpy as np

from starrating.files.results.tables import Column, Table
from starrating.files.results.words import ReviewWords
from starrating.i18n import Text, text
from starrating.model import Incident

_EPOCH = dt.date(1899, 12, 30).toordinal()
_FINDINGS = {
    "work_disrupted": text("work disrupted"),
    "plan_missed": text("plan missed"),
    "major_loss": text("major loss"),
    "held_accountable": text("held accountable"),
    "major_impact": text("major impact"),
    "notified": text("notified"),
}


def incidents_table(words: ReviewWords) -> Table:
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
        signatures=words.signatures,
    )


def _finding(words: ReviewWords, incident: Incident) -> str | None:
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
