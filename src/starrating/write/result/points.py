"""The sheet of points: what was asked for, the parts, the items, the values made of them, the score."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from starrating.decimals import written
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model import NO_STAR, NOT_APPLICABLE, NUMBER, Item
from starrating.model.results import TOTAL, assessed_stars
from starrating.rating.pools import ranked_in
from starrating.write.wording import ReviewWording
from starrating.write.xlsx.table import Column, Table

MOST_PARTS = 8
"""More parts than this are not added up: the sheet would be too small to read on paper."""


def details_table(words: ReviewWording) -> Table:
    """Return what each branch asked for, its parts, items and values, one row for each branch in rank order."""
    ratings, say = words.review.ratings, words.say
    scores, how_made = ratings.scores, say(_how_made(words))
    parts = _part_heads(words, scores.items, _beside)
    total = Column(
        say(text("Score")),
        ratings.score,
        8,
        "number",
        present=ratings.scored,
        comment=how_made,
        foot=mean(ratings.score, ratings.scored),
        most=words.rules.decimals,
    )
    pool = ranked_in(ratings, words.rules)
    columns = [
        Column(say(text("Rank")), ratings.rank, 5, "whole", present=ratings.scored),
        Column(words.rules.wording.subject, scores.branch, 16, "text", widest=20, foot=say(text("Mean"))),
        *([Column(pool.head, pool.words, 8, widest=12)] if pool else []),
        *_asked_for(words),
        *_part_columns(words),
        *(_item_column(words, index, _item_head(words, item), parts[index]) for index, item in enumerate(scores.items)),
        *_values(words),
        total,
    ]
    return Table(
        say(text("Points")),
        words.headline(words.title(text("points of the items"))),
        words.period_line,
        say(text("Unit: points")),
        columns,
        words.notes(text("Note: %(how)s", how=how_made)),
        signatures=words.signatures,
    )


def has_details(words: ReviewWording) -> bool:
    """Tell whether there is anything to say beside the score."""
    ratings = words.review.ratings
    return bool(ratings.scores.items or ratings.values or list(_asked_for(words)))


def _asked_for(words: ReviewWording) -> Iterator[Column]:
    """Return, where any branch has one: its unit, the star it declared and applied for, its own score, the proposal."""
    say, rules, ratings = words.say, words.rules, words.review.ratings
    scores = ratings.scores
    applied, own = map(scores.column, ("applied_star", "self_score"))
    if any(scores.column("unit")):
        yield Column(say(text("Unit")), scores.column("unit"), 8, "text", widest=10)
    yield from _declared(words)
    clause = words.cited(rules.procedure.clause)
    if any(each is not None for each in applied):
        remark = say(text("The star that was applied for after the self-assessment: %(clause)s.", clause=clause))
        yield Column(say(text("Star applied for")), _named(words, applied), 7, comment=remark)
    if any(each is not None for each in own):
        numbers, given = _optional_scores(own)
        remark = say(text("The score of the self-assessment: %(clause)s.", clause=clause))
        head = say(text("Self-assessed score"))
        yield Column(head, numbers, 7, "number", present=given, comment=remark, foot=mean(numbers, given))
    assessed = assessed_stars(ratings)
    if (assessed != ratings.star).any():
        remark = say(text("The star that was put before the committee, which set another one."))
        yield Column(say(text("Star assessed")), star_names(words, assessed, assessed != NO_STAR), 7, comment=remark)


def _declared(words: ReviewWording) -> Iterator[Column]:
    """Return the star that each has declared for the year; what was only typed at the assessment is marked as such.

    The mark stands in the cell, or in the head where nobody has declared anything.
    """
    say, rules, scores = words.say, words.rules, words.review.ratings.scores
    typed = dict(zip(scores.branch, scores.column("declared_target"), strict=True))
    if not words.known.declared and not any(star is not None for star in typed.values()):
        return
    clause = words.cited((rules.declared_target or rules.procedure).clause)
    remark = say(text("The star that was declared as the aim: %(clause)s.", clause=clause))
    if not words.known.declared:
        head = say(text("Star declared (typed at the assessment)"))
        yield Column(head, [star and words.star(star) for star in typed.values()], 8, widest=12, comment=remark)
        return
    stars = [
        words.star(words.known.declared[branch][0])
        if branch in words.known.declared
        else star and say(text("%(star)s (typed at the assessment)", star=words.star(star)))
        for branch, star in typed.items()
    ]
    yield Column(say(text("Star declared")), stars, 8, widest=12, comment=remark)


def star_names(words: ReviewWording, stars: NDArray[np.int16], named: NDArray[np.bool_]) -> list[str | None]:
    """Name the stars; where there is none, the rule set's word for it stands only in the rows of `named`."""
    names = {star: words.star(star) for star in set(stars.tolist())}
    pairs = zip(stars.tolist(), named.tolist(), strict=True)
    return [names[star] if star != NO_STAR or name else None for star, name in pairs]


def _named(words: ReviewWording, stars: Sequence[int | None]) -> list[str | None]:
    return [None if star is None else words.star(star) for star in stars]


def _optional_scores(values: Sequence[Any]) -> tuple[Exact, NDArray[np.bool_]]:
    given = np.array([value is not None for value in values], dtype=np.bool_)
    return Exact.from_decimals(Decimal(0) if value is None else value for value in values), given


def _part_columns(words: ReviewWording) -> Iterator[Column]:
    """Return the points of each part added up, where the score is the plain sum of a few parts and nothing else."""
    ratings = words.review.ratings
    points, heads = ratings.scores.points, _part_heads(words, ratings.scores.items, _below)
    parts = [part for part in dict.fromkeys(heads) if part]
    if words.rules.values or None in heads or not 1 < len(parts) <= MOST_PARTS:
        return
    for part in parts:
        members = [index for index, head in enumerate(heads) if head == part]
        numbers = Exact(points.numerators[:, members], points.unit).sum()
        yield Column(part, numbers, 6, "number", present=ratings.scored, foot=mean(numbers, ratings.scored))


def mean(numbers: Exact, present: NDArray[np.bool_]) -> Decimal | None:
    """Return the mean of the numbers that are there, rounded to two decimals for print; None if there are none."""
    count = int(present.sum())
    if not count:
        return None
    whole = Exact(np.array([sum(numbers.numerators[present].tolist())], dtype=object), numbers.unit * count)
    return Decimal(whole.rounded(Decimal("0.01"), "half-up").texts()[0])


def _item_column(words: ReviewWording, index: int, head: str, part: str | None) -> Column:
    """Return the points of one item; what does not apply says so."""
    scores = words.review.ratings.scores
    points = Exact(scores.points.numerators[:, index], scores.points.unit)
    states = scores.point_states[:, index]
    absent = words.say(text("n/a")) if (states == NOT_APPLICABLE).any() else None
    return Column(head, points, 5, "number", part=part, present=states == NUMBER, absent=absent)


def _values(words: ReviewWording) -> Iterator[Column]:
    """Return a column for each value but the score, in the order in which they are made."""
    made, most = words.review.ratings.values, words.rules.decimals
    for value in words.rules.values:
        if value.id in made and value.id != TOTAL:
            given = np.array([number is not None for number in made[value.id]], dtype=np.bool_)
            numbers = Exact.from_decimals(Fraction(number or 0) for number in made[value.id])
            yield Column(value.title or value.id, numbers, 8, "number", present=given, absent="—", most=most)


def _how_made(words: ReviewWording) -> Text:
    if words.rules.values:
        return text("The values are exact, made in the order of the columns as the rules say.")
    return text("The score is the exact sum of the points; nothing is rounded.")


def _item_head(words: ReviewWording, item: Item) -> str:
    return item.title if item.full_marks is None else _below(words, item.title, item.full_marks)


def _part_heads(
    words: ReviewWording, items: Iterable[Item], worded: Callable[[ReviewWording, str, Decimal], str]
) -> list[str | None]:
    """Return for each item the head of its part: the part's title, and its full marks where all items have them."""
    heads: list[str | None] = []
    for part, group in groupby(items, lambda item: item.part):
        members = list(group)
        marks = [item.full_marks for item in members if item.full_marks is not None]
        complete = len(marks) == len(members)
        heads += [worded(words, part, sum(marks, Decimal(0))) if part and complete else part] * len(members)
    return heads


def _beside(words: ReviewWording, title: str, marks: Decimal) -> str:
    return title + words.say(text(" (%(marks)s)", marks=written(marks, 0)))


def _below(words: ReviewWording, title: str, marks: Decimal) -> str:
    """Say the full marks in a line of their own, as a narrow column needs it: a bracket would begin a third."""
    marks_words = text("%(marks)s pt", marks=written(marks, 0))
    return f"{title}\n{words.say(marks_words)}"
