"""What defends a result: the sheet of explanations, which is printed, and that of proofs, which only a check reads.

An id, a digest, a key of the rule file, a version, a moment to the second: these stand in the last sheet alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from starrating.decimals import written
from starrating.errors import Problem
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model import NO_STAR
from starrating.model.results import holding_steps, incidents_told, value_columns
from starrating.patterns import regex
from starrating.rating.gaps import in_gaps
from starrating.rating.stars import edge_of
from starrating.ruleset import Band, OpenQuestion
from starrating.ruleset.spans import closed_bands
from starrating.write.wording import ReviewWording
from starrating.write.xlsx.table import Column, Table

NEAR = Decimal("0.5")
"""Points within which of a threshold a branch is listed, so that the committee sees how close it was."""

_COMMAND = "starrating "
_VERSION = regex(r"(?<=\d) v\d+$")


class _Note(NamedTuple):
    kind: str
    subject: str
    content: str
    where: str = ""


def notes_tables(words: ReviewWording) -> tuple[Table, Table]:
    """Return the explanations (basis, open questions, close scores, what was noticed) and the proofs."""
    say = words.say
    notes = [*_basis(words), *_questions(words), *_close(words), *_noticed(words)]
    where = say(text("%(subject)s or place", subject=words.rules.wording.subject))
    proved = text("Note: the digests prove which files and which rules the result was made from.")
    return (
        _table(words, text("Explanations"), text("explanations"), notes, where),
        _table(words, text("Proofs"), text("proofs"), [*_proofs(words), *_keys(words)], where, proved),
    )


def _table(words: ReviewWording, name: Text, kind: Text, notes: Sequence[_Note], where: str, *below: Text) -> Table:
    say = words.say
    columns = [
        Column(say(text("No.")), np.arange(1, len(notes) + 1), 5, "whole"),
        Column(say(text("Kind")), [note.kind for note in notes], 12),
        Column(say(text("Subject")), [note.subject for note in notes], 12, "text", widest=18),
        Column(say(text("Content")), [note.content for note in notes], 28, "text", widest=48),
    ]
    if any(note.where for note in notes):
        columns.append(Column(where, [note.where for note in notes], 12, "text", widest=16))
    title = words.headline(words.title(kind))
    return Table(say(name), title, words.period_line, "", columns, words.notes(*below), frozen=0)


def _basis(words: ReviewWording) -> Iterator[_Note]:
    review, rules, say = words.review, words.rules, words.say
    kind = say(text("Basis"))
    yield _Note(kind, say(text("Rule set")), rules.title, rules.source)
    yield _Note(kind, say(text("Recorded at")), words.clock(review.recorded_at))
    for name, _ in review.inputs:
        of_review = _VERSION.sub("", name)
        yield _Note(kind, say(text("Input file")), name if of_review == name else words.on_paper(of_review))
    if rules.triggers and not review.ratings.incidents:
        yield _Note(kind, say(text("Incidents")), say(text("none in this period")))


def _proofs(words: ReviewWording) -> Iterator[_Note]:
    review, say = words.review, words.say
    kind = say(text("Basis"))
    yield _Note(kind, say(text("Id of the rule set")), review.rules_id)
    yield _Note(kind, say(text("Digest of the rule set")), review.rules_digest)
    yield _Note(kind, say(text("Program")), review.program)
    yield _Note(kind, say(text("Recorded at")), review.recorded_at)
    yield _Note(kind, say(text("Version of the record")), str(review.version))
    for name, digest in review.inputs:
        yield _Note(say(text("Input file")), name, digest)


def _questions(words: ReviewWording) -> Iterator[_Note]:
    """Name each question that the plan leaves open and that decided a result, with the branches it decided."""
    kind = words.say(text("Question that the plan leaves open"))
    for question, branches in _decided(words):
        yield _Note(kind, question.question, question.answer, words.listed(branches))


def _keys(words: ReviewWording) -> Iterator[_Note]:
    """Name the key of the rule file by which each of these questions is answered."""
    for question, _ in _decided(words):
        yield _Note(words.say(text("Key of the rule file")), question.question, question.key)


def _decided(words: ReviewWording) -> Iterator[tuple[OpenQuestion, list[str]]]:
    ratings = words.review.ratings
    concerned: dict[str, list[str]] = {}
    for step in holding_steps(ratings):
        concerned.setdefault(step.key, []).append(step.branch)
    for judged in incidents_told(ratings):
        concerned.setdefault(judged.key, []).append(judged.incident.branch)
    for key, decided in in_gaps(ratings, words.rules):
        concerned[key] = [ratings.scores.branch[row] for row in np.flatnonzero(decided).tolist()]
    for key, branches in concerned.items():
        if branches and (question := words.rules.question(key)):
            yield question, branches


def _close(words: ReviewWording) -> Iterator[_Note]:
    """List the branches within NEAR points of where a level begins, with the exact gap; none with `near: none`."""
    ratings, levels = words.review.ratings, words.rules.levels
    if levels.star_is is not None or levels.near == "none":
        return
    rows, numbers = value_columns(ratings, levels.of)
    rated = ratings.star_by_score[rows] != NO_STAR
    for band in reversed(closed_bands(levels)):
        if (edge := edge_of(band, levels)) is not None:
            near = np.flatnonzero(numbers.within(NEAR, edge) & rated)
            yield from _close_to(words, band, edge, rows[near], numbers[near])


def _close_to(
    words: ReviewWording, band: Band, bound: Decimal, rows: NDArray[np.intp], numbers: Exact
) -> Iterator[_Note]:
    subject, branches = words.say(text("Close to a threshold")), words.review.ratings.scores.branch
    sides, distances = numbers.gaps(bound)
    scores = numbers.shown(most=words.rules.all_decimals)
    bounds = {"bound": written(bound, 0), "star": band.name}
    for row, side, score, distance in zip(rows.tolist(), sides.tolist(), scores, distances, strict=True):
        fields = {"score": score, "gap": distance, **bounds}
        yield _Note(subject, branches[row], words.say(_standing(side, fields)))


def _standing(side: int, fields: Mapping[str, str]) -> Text:
    if not side:
        return text("%(score)s: exactly on %(bound)s (%(star)s)", **fields)
    if side < 0:
        return text("%(score)s: %(gap)s below %(bound)s (%(star)s)", **fields)
    return text("%(score)s: %(gap)s above %(bound)s (%(star)s)", **fields)


def _noticed(words: ReviewWording) -> Iterable[_Note]:
    """Say what was noticed as paper does: without commands, ids, periods in code and dates with hyphens."""
    kinds = {
        "error": words.say(text("Error")),
        "warning": words.say(text("Warning")),
        "notice": words.say(text("Notice")),
    }
    for problem in words.review.ratings.problems:
        hint = words.say(problem.hint) if problem.hint else ""
        message = words.say(problem.message) if _COMMAND in hint else f"{words.say(problem.message)} {hint}"
        yield _Note(kinds[problem.severity], "", words.on_paper(message.strip()), _place(problem, words))


def _place(problem: Problem, words: ReviewWording) -> str:
    """Name the place of a problem, without the file where there is but one."""
    place = str(problem.place) if problem.place else ""
    (name, _), *others = words.review.inputs or (("", ""),)
    return place if others else place.removeprefix(f"{name}!")
