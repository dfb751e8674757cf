"""The results of all branches as lines of a table, and how stars moved against the review before."""

from collections.abc import Iterable
from dataclasses import dataclass

from starrating.files.notices.adjustments import Adjustment
from starrating.files.notices.papers import Occasion
from starrating.files.notices.typesetting import plain
from starrating.i18n import text
from starrating.model import CHANGE_NAMES, NO_STAR, change
from starrating.model.results import Change


@dataclass(frozen=True, slots=True)
class Result:
    """A branch in rank order; `clauses` are those by which its star is not that of its score.

    `score` is a dash where there is none, `rank`, `previous` and `change` are empty where there is none.
    """

    number: int
    rank: str
    branch: str
    score: str
    by_score: str
    clauses: str
    star: str
    previous: str
    change: str


@dataclass(frozen=True, slots=True)
class Move:
    """A branch with its star before and now."""

    branch: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moves:
    """The branches that rose, held, fell or have a first star: `kind` is told apart by templates, `name` by readers."""

    kind: Change
    name: str
    count: int
    moves: tuple[Move, ...]


def results_of(occasion: Occasion, adjustments: Iterable[Adjustment]) -> tuple[Result, ...]:
    """Return a line for every branch, in rank order."""
    ratings, words = occasion.review.ratings, occasion.words
    level, language = occasion.rules.levels.name, occasion.rules.language
    comma = text(", ").say(language)
    clauses = {each.branch: comma.join(dict.fromkeys(reason.clause for reason in each.reasons)) for each in adjustments}
    columns = (
        ratings.scores.branch,
        ratings.scored.tolist(),
        ratings.score.shown(most=occasion.rules.decimals),
        ratings.rank.tolist(),
        ratings.star_by_score.tolist(),
        ratings.star.tolist(),
        ratings.previous_star.tolist(),
    )
    return tuple(
        Result(
            number=number,
            rank=str(rank) if scored else "",
            branch=plain(branch),
            score=score if scored else words.no_score,
            by_score=plain(level(by_score)),
            clauses=clauses.get(plain(branch), ""),
            star=plain(level(star)) or words.not_rated,
            previous=plain(level(before)) if before != NO_STAR else "",
            change=CHANGE_NAMES[change(before, star)].say(language) if star != NO_STAR else "",
        )
        for number, (branch, scored, score, rank, by_score, star, before) in enumerate(
            zip(*columns, strict=True), start=1
        )
    )


def moves_of(occasion: Occasion) -> tuple[Moves, ...]:
    """Group the branches that have a star by what became of it since the review before, in rank order."""
    ratings, levels = occasion.review.ratings, occasion.rules.levels
    kinds: tuple[Change, ...] = ("promotion", "retention", "demotion", "first")
    found: dict[Change, list[Move]] = {kind: [] for kind in kinds}
    columns = ratings.scores.branch, ratings.previous_star.tolist(), ratings.star.tolist()
    for branch, before, after in zip(*columns, strict=True):
        if kind := change(before, after):
            found[kind].append(Move(plain(branch), plain(levels.name(before)), plain(levels.name(after))))
    language = occasion.rules.language
    return tuple(
        Moves(kind, CHANGE_NAMES[kind].say(language), len(moves), tuple(moves))
        for kind, moves in found.items()
        if moves
    )
