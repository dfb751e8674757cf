"""The summary of the assessment: all that was asked for, assessed and decided, side by side, in rank order."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from starrating.exact import Exact
from starrating.i18n import text
from starrating.model import CHANGE_NAMES, NO_STAR, Ratings
from starrating.model.branch_results import branch_results, changes
from starrating.model.results import RATED, assessed_stars, status_words
from starrating.write.result.points import mean, part_columns
from starrating.write.result.reasons import adjustments
from starrating.write.wording import ReviewWording
from starrating.write.xlsx.table import Column, Table

LOWERED, RAISED = "▼", "▲"
"""Marks that survive a black and white printer."""
_CHANGE_MARKS = {"promotion": RAISED, "demotion": LOWERED}


def ranking_table(words: ReviewWording) -> Table:
    """Return the summary of the assessment, one row for each branch in rank order."""
    order = text(
        "Note: by score, %(best)s first; branches with equal scores share a rank and the next rank is skipped "
        "(1, 2, 2, 4), in the order of the score sheet. %(mark)s: the star was lowered under the clause named.",
        best=text("lowest") if words.rules.levels.better == "lower" else text("highest"),
        mark=LOWERED,
    )
    differing = text(
        "Set off in bold slanted type on hatching: a star that is not the star given, and a star given that is not the "
        "star by score."
    )
    return Table(
        words.say(text("Ranking")),
        words.headline(words.summary_title),
        words.period_line,
        words.say(text("Unit: points")),
        _ranking_columns(words),
        words.notes(order, differing),
        _lowered(words.review.ratings),
        signatures=words.signatures,
    )


def _ranking_columns(words: ReviewWording) -> list[Column]:
    """Return who it is, what was asked for, what was assessed, what came of it."""
    say, count = words.say, len(words.review.ratings)
    return [
        Column(say(text("No.")), np.arange(1, count + 1), 6, "whole"),
        Column(
            words.rules.wording.subject,
            words.review.ratings.scores.branch,
            16,
            "text",
            widest=28,
            foot=say(text("Mean")),
        ),
        Column(say(text("Unit")), words.review.ratings.scores.column("unit"), 10, "text", widest=20),
        *_asked_for(words),
        *part_columns(words),
        *assessed_columns(words),
        *given_columns(words),
        Column(say(text("Note")), _notes(words), 10, "text", widest=30),
    ]


def _asked_for(words: ReviewWording) -> Iterator[Column]:
    """Return what the branches themselves said: the star declared, where any did, the star applied for, their score."""
    say, rules, scores = words.say, words.rules, words.review.ratings.scores
    star, declared = say(text("Star")), scores.column("declared_target")
    if any(each is not None for each in declared):
        clause = (rules.declared_target or rules.procedure).clause
        said = say(text("The star that was declared as the aim, by %(clause)s.", clause=clause))
        yield Column(say(text("Star declared")), _named(words, declared), 8, comment=said, unlike=star)
    clause = rules.procedure.clause
    said = say(text("The star that was applied for after the self-assessment, by %(clause)s.", clause=clause))
    yield Column(
        say(text("Star applied for")), _named(words, scores.column("applied_star")), 8, comment=said, unlike=star
    )
    numbers, given = _optional_scores(scores.column("self_score"))
    said = say(text("The score of the self-assessment, by %(clause)s.", clause=clause))
    head = say(text("Self-assessed score"))
    yield Column(head, numbers, 8, "number", present=given, comment=said, foot=mean(numbers, given))


def assessed_columns(words: ReviewWording) -> Iterator[Column]:
    """Return what the assessment gave: score, rank, the star by score."""
    say, ratings, levels = words.say, words.review.ratings, words.rules.levels
    scored = ratings.scored
    said = text("What the assessment gave by the criteria (%(clause)s), exact.", clause=words.rules.criteria.clause)
    yield Column(
        say(text("Score")),
        ratings.score,
        9,
        "number",
        present=scored,
        comment=say(said),
        foot=mean(ratings.score, scored),
    )
    yield Column(say(text("Rank")), ratings.rank, 6, "whole", present=scored)
    said = text("What the score alone gives, by %(clause)s. %(words)s", clause=levels.clause, words=levels.text or "")
    stars = _stars(words, ratings.star_by_score, scored)
    yield Column(say(text("Star by score")), stars, 7, widest=12, comment=say(said).strip())


def given_columns(words: ReviewWording) -> Iterator[Column]:
    """Return the star that was given, the clauses that changed it, and how it compares with the previous one."""
    say, ratings = words.say, words.review.ratings
    clauses = text("Clauses") if adjustments(ratings) else text("Triggers (clause)")
    marks = text(
        "The clauses that were met. %(down)s: they lowered the star; %(up)s: they raised it.", down=LOWERED, up=RAISED
    )
    yield Column(say(clauses), _clauses(words), 13, widest=20, bold=True, comment=say(marks))
    assessed = assessed_stars(ratings)
    if (assessed != ratings.star).any():
        said = say(text("The star that was put before the committee, which set another one."))
        stars = _stars(words, assessed, assessed != NO_STAR)
        yield Column(say(text("Star assessed")), stars, 9, widest=12, comment=said, unlike=say(text("Star")))
    yield Column(
        say(text("Star")),
        _stars(words, ratings.star, _starless(ratings)),
        9,
        widest=12,
        bold=True,
        comment=say(text("The star after all clauses were applied to the star by score.")),
        unlike=say(text("Star by score")),
    )
    yield from _statuses(words)
    previous = _stars(words, ratings.previous_star, ratings.previous_star != NO_STAR)
    yield Column(say(text("Previous star")), previous, 9, widest=12)
    said = say(text("The star against the previous one."))
    yield Column(say(text("Change")), _changes(words), 9, widest=14, comment=said)


def _lowered(ratings: Ratings) -> NDArray[np.bool_]:
    return np.asarray((ratings.star_by_score != NO_STAR) & (ratings.star < ratings.star_by_score))


def _stars(words: ReviewWording, stars: NDArray[np.int16], named: NDArray[np.bool_]) -> list[str | None]:
    """Name the stars; where there is none, the rule set's word for it stands only in the rows of `named`."""
    names = {star: words.star(star) for star in set(stars.tolist())}
    said = zip(stars.tolist(), named.tolist(), strict=True)
    return [names[star] if star != NO_STAR or name else None for star, name in said]


def _starless(ratings: Ratings) -> NDArray[np.bool_]:
    """Tell which branches were rated without a star being given: not those that were not assessed or are exempt."""
    return np.array([status == "no-star" for status in ratings.status], dtype=np.bool_)


def _named(words: ReviewWording, stars: Sequence[int | None]) -> list[str | None]:
    return [None if star is None else words.star(star) for star in stars]


def _optional_scores(values: Sequence[Any]) -> tuple[Exact, NDArray[np.bool_]]:
    given = np.array([value is not None for value in values], dtype=np.bool_)
    return Exact.from_decimals(Decimal(0) if value is None else value for value in values), given


def _clauses(words: ReviewWording) -> list[str | None]:
    """Name the clauses that met each branch, with a mark where they cost it a star or gave it one."""
    ratings, comma = words.review.ratings, words.say(text(", "))
    stepped = {step.branch for step in ratings.steps}
    cells: list[str | None] = [None] * len(ratings)
    for each in branch_results(ratings, [row for row, name in enumerate(ratings.scores.branch) if name in stepped]):
        cells[each.row] = f"{_mark(each.star_by_score, each.star)} {comma.join(each.clauses)}".strip()
    return cells


def _mark(by_score: int, star: int) -> str:
    if star < by_score:
        return LOWERED
    return RAISED if star > by_score else ""


def _statuses(words: ReviewWording) -> list[Column]:
    """Return a column that says why branches have no star, where some have none."""
    status = words.review.ratings.status
    if all(each == RATED for each in status):
        return []
    plain = words.rules.levels.name(NO_STAR)
    said = {each: None if each == RATED else words.say(status_words(each, plain)) for each in set(status)}
    return [Column(words.say(text("Why no star")), [said[each] for each in status], 9, widest=14)]


def _changes(words: ReviewWording) -> list[str | None]:
    names = {name: _CHANGE_MARKS.get(name, "") + words.say(said) for name, said in CHANGE_NAMES.items() if name}
    return [names.get(each) for each in changes(words.review.ratings)]


def _notes(words: ReviewWording) -> list[str | None]:
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
