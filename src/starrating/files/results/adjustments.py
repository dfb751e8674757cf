"""The sheet of the steps that are no incidents: caps, quotas, limits and the like, each with clause and reason."""

import numpy as np

from starrating.files.results.tables import Column, Table
from starrating.files.results.words import ReviewWords
from starrating.i18n import text
from starrating.model import Ratings, Step
from starrating.model.results import effect_words

_OF_INCIDENTS = {"lower", "held", "already-lowered", "already-lower"}


def adjustments(ratings: Ratings) -> tuple[Step, ...]:
    """Return the steps that the sheet of incidents does not explain, in their order."""
    places = {str(judged.incident.place()) for judged in ratings.incidents}
    return tuple(step for step in ratings.steps if step.effect not in _OF_INCIDENTS or step.source not in places)


def adjustments_table(words: ReviewWords) -> Table:
    """Return a row for each of these steps: who, by which clause, what was done, from which star to which, and why."""
    say, steps = words.say, adjustments(words.review.ratings)
    before, after = ([_level(words, star) for star in stars] for stars in zip(*_moves(steps), strict=True))
    effects = [say(effect_words(step.effect, level)) for step, level in zip(steps, after, strict=True)]
    columns = [
        Column(say(text("No.")), np.arange(1, len(steps) + 1), 6, "whole"),
        Column(words.rules.wording.subject, [step.branch for step in steps], 16, "text", widest=28),
        Column(say(text("Clause")), [step.rule for step in steps], 9, widest=16),
        Column(say(text("Star before")), before, 9, widest=14),
        Column(say(text("Star after")), after, 9, widest=14, bold=True),
        Column(say(text("Effect")), effects, 16, "text", widest=28),
        Column(say(text("Reason")), [say(step.because) for step in steps], 24, "text", widest=48),
        Column(say(text("Source")), [step.source or None for step in steps], 14, "text", widest=28),
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


def _level(words: ReviewWords, star: int) -> str:
    return words.star(star) or words.say(text("no star"))
