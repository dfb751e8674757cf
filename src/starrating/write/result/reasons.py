"""The sheet of incidents: all that were handed in, counted or not, with the reason.

The sheet of the steps that are no incidents: caps, quotas, limits and the like, each with clause and reason.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from starrating.decimals import written
from starrating.errors import without_folder
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model import Incident, JudgedIncident, Step
from starrating.model.results import adjustments, effect_words, happened_in, incidents_told
from starrating.rating.explanation import ValueCharge, value_charges
from starrating.rating.incident_conditions import FINDING_WORDS
from starrating.rating.incident_points import charge_words
from starrating.write.wording import ReviewWording
from starrating.write.xlsx.table import Column, Table

_EPOCH = dt.date(1899, 12, 30).toordinal()


def incidents_table(words: ReviewWording) -> Table:
    """Return every incident that was handed in, counted or not, with its points, the reason and the cell."""
    judged, say = words.review.ratings.incidents, words.say
    rows = [one.incident for one in judged]
    days = np.array([row.date.toordinal() - _EPOCH for row in rows], dtype=np.int64)
    charged = _charged(words)
    held = incidents_told(words.review.ratings)
    reasons = [
        charge_words(made[0].charge) if (made := charged.get(id(one))) else now.reason
        for one, now in zip(judged, held, strict=True)
    ]
    told = _with_branches(words, _said(words, reasons))
    because = _each_once(lambda said: words.on_paper(said, briefly=True), told)
    counted, not_counted = say(text("counted")), say(text("not counted"))
    verdicts = [counted if one.counted else not_counted for one in held]
    columns = [
        Column(say(text("No.")), np.arange(1, len(rows) + 1), 6, "whole"),
        Column(words.rules.wording.subject, [row.branch for row in rows], 16, "text", widest=22),
        Column(say(text("Clause")), _each_once(words.cited_briefly, [one.clause for one in judged]), 9, widest=12),
        Column(say(text("Date of the finding")), days, 12, "date"),
        Column(say(text("Document number")), [row.document for row in rows], 12, widest=16),
        Column(say(text("Finding")), _findings(words, rows), 18, "text", widest=26),
        Column(say(text("Counted or not")), verdicts, 9, bold=True),
        *_point_columns(words, charged),
        Column(say(text("Reason")), because, 18, "text", widest=24),
        Column(say(text("Source")), [without_folder(row.place()) for row in rows], 14, "text", widest=18),
        Column(say(text("Note")), [row.note for row in rows], 8, "text", widest=14),
    ]
    count = text("Incidents: %(all)s, counted: %(counted)s", all=len(rows), counted=sum(one.counted for one in held))
    note = text("Note: an incident counts when all its conditions are found and its date lies in the period.")
    return Table(
        say(text("Incidents")),
        words.headline(words.title(text("incidents as judged"))),
        words.period_line,
        say(count),
        columns,
        words.notes(note, *_held(words, charged)),
        np.array([one.counted for one in held], dtype=np.bool_),
        signatures=words.signatures,
    )


def _said(words: ReviewWording, reasons: Sequence[Text]) -> list[str]:
    """Say reasons of which many are the very same, each once."""
    spoken = {key: words.say(reason) for key, reason in {id(reason): reason for reason in reasons}.items()}
    return [spoken[id(reason)] for reason in reasons]


def _each_once(say: Callable[[Any], str | None], facts: Sequence[Hashable]) -> list[str | None]:
    """Say a column of facts of which many are the same, each once."""
    sentences = {fact: say(fact) for fact in set(facts)}
    return [sentences[fact] for fact in facts]


def _with_branches(words: ReviewWording, told: Sequence[str]) -> list[str]:
    """Add to the reasons of incidents the branch in which each happened, where that was merged or divided since."""
    former, semicolon = happened_in(words.review.ratings, words.rules.language), words.say(text("; "))
    if not former:
        return list(told)
    names = [former.get(str(judged.incident.place())) for judged in words.review.ratings.incidents]
    parts = (words.say(text("it happened in the former %(branch)s", branch=name)) if name else "" for name in names)
    return [semicolon.join(filter(None, pair)) for pair in zip(told, parts, strict=True)]


def _charged(words: ReviewWording) -> dict[int, list[ValueCharge]]:
    """Return what each incident costs in the values made of incidents, by the identity of the judged incident."""
    by_branch: dict[str, list[JudgedIncident]] = {}
    for one in words.review.ratings.incidents:
        by_branch.setdefault(one.incident.branch, []).append(one)
    charged: dict[int, list[ValueCharge]] = {}
    for judged in by_branch.values():
        for charge in value_charges(judged, words.rules):
            charged.setdefault(id(charge.charge.judged), []).append(charge)
    return charged


def _point_columns(words: ReviewWording, charged: Mapping[int, list[ValueCharge]]) -> Iterator[Column]:
    """Return for each value made of incidents the points that each of them gives."""
    titles = {charge.id: charge.title for made in charged.values() for charge in made}
    for name, title in titles.items():
        points = [
            next((charge.charge.points for charge in charged.get(id(one), ()) if charge.id == name), None)
            for one in words.review.ratings.incidents
        ]
        given = np.array([point is not None for point in points], dtype=np.bool_)
        yield Column(title, Exact.from_decimals(point or Fraction(0) for point in points), 7, "number", present=given)


def _held(words: ReviewWording, charged: Mapping[int, list[ValueCharge]]) -> Iterator[Text]:
    """Say where the points of a branch together are not its value, because a cap or floor holds it."""
    together: dict[tuple[str, str, str], Fraction] = {}
    for charge in (charge for made in charged.values() for charge in made):
        key = (charge.id, charge.title, charge.charge.judged.incident.branch)
        together[key] = together.get(key, Fraction(0)) + charge.charge.points
    ratings = words.review.ratings
    for (name, title, branch), points in together.items():
        number = ratings.values[name][ratings.position(branch)] if name in ratings.values else None
        if number is not None and Fraction(number) != points:
            yield text(
                "%(branch)s: the incidents make %(points)s of “%(value)s”; it is held at %(number)s.",
                branch=branch,
                points=written(points, 0),
                value=title,
                number=written(Fraction(number), 0),
            )


def _findings(words: ReviewWording, incidents: Sequence[Incident]) -> list[str | None]:
    """Say what was found: who, which sanction, each answer, and the department that found it."""
    yes, no = words.say(text("yes")), words.say(text("no"))
    colon, semicolon = words.say(text(": ")), words.say(text("; "))

    def finding(facts: tuple[tuple[str | None, ...], tuple[tuple[str, bool | str | None], ...]]) -> str | None:
        first, answers = facts
        parts = [part for part in first if part]
        parts += [
            f"{words.say(_finding_name(name))}{colon}{yes if answer else no}"
            for name, answer in answers
            if answer is not None
        ]
        return semicolon.join(parts) or None

    sanctions = [f"{row.sanction_system or ''}{row.sanction or ''}" for row in incidents]
    return _each_once(
        finding,
        [
            ((row.department, row.subject, sanction), (*row.findings.items(),))
            for row, sanction in zip(incidents, sanctions, strict=True)
        ],
    )


def _finding_name(name: str) -> Text:
    return FINDING_WORDS.get(name, Text(name))


def adjustments_table(words: ReviewWording) -> Table:
    """Return a row for each of these steps: who, by which clause, what was done, from which star to which, and why."""
    say, steps = words.say, adjustments(words.review.ratings)
    before, after = ([_level(words, star) for star in stars] for stars in zip(*_moves(steps), strict=True))
    because = [words.on_paper(say(step.because), briefly=True) for step in steps]
    effects = [say(effect_words(step, level)) for step, level in zip(steps, after, strict=True)]
    columns = [
        Column(say(text("No.")), np.arange(1, len(steps) + 1), 6, "whole"),
        Column(words.rules.wording.subject, [step.branch for step in steps], 16, "text", widest=22),
        Column(say(text("Clause")), [words.cited_briefly(step.rule) for step in steps], 9, widest=13),
        Column(say(text("Star before")), before, 9, widest=14),
        Column(say(text("Star after")), after, 9, widest=14, bold=True),
        Column(say(text("Effect")), effects, 14, "text", widest=18),
        Column(say(text("Reason")), because, 20, "text", widest=36),
        Column(say(text("Source")), [without_folder(step.source) or None for step in steps], 12, "text", widest=16),
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
