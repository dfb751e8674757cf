"""The sheets of plaques: who gets which, who collects, and which old ones are still to come back."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from starrating.files.results.tables import Column, Table
from starrating.files.results.words import Words
from starrating.i18n import text
from starrating.model import CHANGE_NAMES, NO_STAR, Period, change
from starrating.model.acts import PLAQUE_NAMES, Award, PlannedAward


class DuePlaque(NamedTuple):
    """A plaque that is to come back: of whom, which star, of which year."""

    branch: str
    star: int
    period: Period


def plaques_table(words: Words, award: Award | PlannedAward) -> Table:
    """Return the list for the ceremony: the star, the one before, what becomes of the plaque, room to sign."""
    say, rows = words.say, award.changes
    moved = [change(each.before, each.after) for each in rows]
    columns = [
        Column(say(text("No.")), np.arange(1, len(rows) + 1), 6, "whole"),
        Column(words.rules.wording.subject, [each.branch for each in rows], 16, "text", widest=28),
        Column(say(text("Star")), [_star(words, each.after) for each in rows], 10, widest=14, bold=True),
        Column(say(text("Star of the old plaque")), [_star(words, each.before) for each in rows], 10, widest=14),
        Column(say(text("Change")), [say(CHANGE_NAMES[each]) if each else None for each in moved], 9, widest=14),
        Column(say(text("Plaque")), [say(PLAQUE_NAMES[each.act]) for each in rows], 12, widest=18),
        Column(say(text("Collected by")), [each.collector or None for each in rows], 9, widest=14),
        Column(say(text("Signature")), [None] * len(rows), 12),
        Column(say(text("Note")), [None] * len(rows), 10),
    ]
    named = _fields(words, award)
    if isinstance(award, PlannedAward):
        note = text("Note: to be awarded on %(day)s by the result of %(period)s, version %(version)s.", **named)
    else:
        note = text("Note: awarded on %(day)s by the result of %(period)s, version %(version)s.", **named)
    return Table(
        say(text("Plaques")),
        words.headline(words.title(text("list of plaques"))),
        words.period_line,
        "",
        columns,
        words.notes(note, text("Old plaques are handed back when the new one is collected.")),
        np.array([each.act != "unchanged" for each in rows], dtype=np.bool_),
        signatures=words.signatures,
    )


def due_table(words: Words, due: Sequence[DuePlaque]) -> Table:
    """Return the old plaques that are still to come back."""
    say = words.say
    columns = [
        Column(say(text("No.")), np.arange(1, len(due) + 1), 6, "whole"),
        Column(words.rules.wording.subject, [each.branch for each in due], 20, "text", widest=28),
        Column(say(text("Star of the old plaque")), [_star(words, each.star) for each in due], 14),
        Column(say(text("Awarded for")), [each.period.say(words.rules.language) for each in due], 14),
        Column(say(text("Handed back on")), [None] * len(due), 16),
        Column(say(text("Note")), [None] * len(due), 16),
    ]
    none = [] if due else [text("No old plaque is outstanding.")]
    return Table(
        say(text("To be returned")),
        words.headline(words.title(text("old plaques to be returned"))),
        words.period_line,
        "",
        columns,
        words.notes(*none),
    )


def _star(words: Words, star: int) -> str | None:
    return None if star == NO_STAR else words.star(star)


def _fields(words: Words, award: Award | PlannedAward) -> dict[str, object]:
    period = award.period.say(words.rules.language)
    return {"day": award.day.isoformat(), "period": period, "version": award.version}
