"""What the sheet of explanations says: all that is needed to defend the result, in one table."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from starrating.exact import written
from starrating.i18n import text
from starrating.model import NO_STAR
from starrating.model.results import value_columns
from starrating.rating.gaps import BETWEEN, in_gaps
from starrating.ruleset import Band
from starrating.write.wording import ReviewWording
from starrating.write.xlsx.table import Column, Table

NEAR = Decimal("0.5")
"""Points within which of a threshold a branch is listed, so that the committee sees how close it was."""


class _Note(NamedTuple):
    kind: str
    subject: str
    content: str
    where: str = ""


def notes_table(words: ReviewWording) -> Table:
    """Return the basis, the input, the open questions that decided a result, close scores, and what was noticed."""
    say = words.say
    notes = [*_basis(words), *_input(words), *_questions(words), *_close(words), *_noticed(words)]
    columns = [
        Column(say(text("No.")), np.arange(1, len(notes) + 1), 6, "whole"),
        Column(say(text("Kind")), [note.kind for note in notes], 16, widest=22),
        Column(say(text("Subject")), [note.subject for note in notes], 20, "text", widest=34),
        Column(say(text("Content")), [note.content for note in notes], 40, "text", widest=60),
        Column(
            say(text("%(subject)s or place", subject=words.rules.wording.subject)),
            [note.where for note in notes],
            20,
            "text",
            widest=40,
        ),
    ]
    return Table(
        say(text("Explanations")),
        words.headline(words.title(text("explanations"))),
        words.period_line,
        "",
        columns,
        words.notes(text("Note: the digests prove which files and which rules the result was made from.")),
        frozen=0,
    )


def _basis(words: ReviewWording) -> Iterator[_Note]:
    review, rules, say = words.review, words.rules, words.say
    kind = say(text("Basis"))
    yield _Note(kind, say(text("Rule set")), rules.title, rules.source)
    yield _Note(kind, say(text("Id of the rule set")), review.rules_id)
    yield _Note(kind, say(text("Digest of the rule set")), review.rules_digest)
    yield _Note(kind, say(text("Program")), review.program)
    yield _Note(kind, say(text("Recorded at")), review.recorded_at)
    yield _Note(kind, say(text("Version of the record")), str(review.version))


def _input(words: ReviewWording) -> Iterator[_Note]:
    for name, digest in words.review.inputs:
        yield _Note(words.say(text("Input file")), name, digest)


def _questions(words: ReviewWording) -> Iterator[_Note]:
    """Name each question that the plan leaves open and that decided a result, with the branches it decided."""
    ratings = words.review.ratings
    concerned: dict[str, list[str]] = {}
    for step in ratings.steps:
        concerned.setdefault(step.key, []).append(step.branch)
    for judged in ratings.incidents:
        concerned.setdefault(judged.key, []).append(judged.incident.branch)
    between = np.flatnonzero(in_gaps(ratings, words.rules)).tolist()
    concerned |= {BETWEEN: [ratings.scores.branch[row] for row in between]} if between else {}
    for key, branches in concerned.items():
        if question := words.rules.question(key):
            kind = words.say(text("Question that the plan leaves open"))
            content = text("%(answer)s (key %(key)s)", answer=question.answer, key=key)
            yield _Note(kind, question.question, words.say(content), words.listed(branches))


def _close(words: ReviewWording) -> Iterator[_Note]:
    """List the branches within NEAR points of a threshold, with the exact gap."""
    ratings, levels = words.review.ratings, words.rules.levels
    rows, numbers = value_columns(ratings, levels.of)
    rated = ratings.star_by_score[rows] != NO_STAR
    for band in reversed(levels.bands):
        if band.lower is not None:
            near = np.flatnonzero(numbers.within(NEAR, band.lower) & rated)
            for row, number in zip(rows[near].tolist(), numbers[near].fractions(), strict=True):
                yield _close_note(words, band, ratings.scores.branch[row], number)


def _close_note(words: ReviewWording, band: Band, branch: str, score: Fraction) -> _Note:
    bound = band.lower
    assert bound is not None
    gap = score - Fraction(bound)
    fields = {"score": written(score), "bound": written(bound, 0), "star": band.name, "gap": written(abs(gap))}
    if not gap:
        content = text("%(score)s: exactly on %(bound)s (%(star)s)", **fields)
    elif gap < 0:
        content = text("%(score)s: %(gap)s below %(bound)s (%(star)s)", **fields)
    else:
        content = text("%(score)s: %(gap)s above %(bound)s (%(star)s)", **fields)
    return _Note(words.say(text("Close to a threshold")), branch, words.say(content))


def _noticed(words: ReviewWording) -> Iterable[_Note]:
    kinds = {
        "error": words.say(text("Error")),
        "warning": words.say(text("Warning")),
        "notice": words.say(text("Notice")),
    }
    for problem in words.review.ratings.problems:
        hint = words.say(problem.hint) if problem.hint else ""
        place = str(problem.place) if problem.place else ""
        yield _Note(kinds[problem.severity], words.say(problem.message), hint, place)
