"""What a circular tells all branches: scores, ranks, changes with their reasons, common problems, what comes next.

No person is named, whatever the workbooks say: see `adjustments`.

Where points were lost: the items that common problems stand behind.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar, TypedDict

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from starrating.decimals import written
from starrating.documents.context import DocumentContext, DocumentFields, common_fields, gap, numbered
from starrating.documents.gb9704 import one_line
from starrating.documents.kinds.branch_lists import (
    BranchLine,
    Move,
    StarGroup,
    StarMoves,
    TargetLine,
    Unrated,
    goals_of,
    groups_of,
    moves_of,
    results_of,
    single_reviews_of,
    unrated_of,
)
from starrating.documents.kinds.star_reasons import StarReason, adjustments_of
from starrating.documents.proceedings import Course, open_days, proceedings
from starrating.documents.wording import Titles
from starrating.i18n import CHINESE, ENGLISH
from starrating.model import NO_STAR, NUMBER, ScoreTable

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于{period}", "{scheme}", "{course}的通报"), ("{period}", "{scheme}", "得分和名次")),
    ENGLISH: Titles(("Circular:", "{outcome},", "{period}"), ("Scores and Ranks:", "{scheme},", "{period}")),
}
_GAPS = {CHINESE: ("整改时限",), ENGLISH: ("day by which they are to be mended",)}


def _helped(context: DocumentContext, groups: tuple[StarGroup, ...]) -> StarGroup | None:
    """Return the branches that are helped, of those that are still there: by the star of a year alone."""
    rule = context.rules.consequences.assistance
    if rule is None or not context.review.period.is_year:
        return None
    ended = set(map(context.called, context.ended))
    group = next((group for group in groups if group.star == rule.star), None)
    return group and replace(group, branches=tuple(branch for branch in group.branches if branch not in ended))


MOST = 5
"""How many items a document names."""


class LostPoints(Struct, frozen=True):
    """An item with the points that all branches together lost at it, how many did, and its full marks."""

    part: str
    title: str
    full_marks: str
    lost: str
    branches: int


class Circular(DocumentFields, frozen=True):
    """The fields that a template of a circular may use.

    `self_check` and `helped` are what the rule set says of regular self-checks, and the branches that are to be helped
    by the result of a year, `helped_level` their level; empty where it says nothing. `due` is a gap. The number of
    a section is empty where nothing is to be said in it; `names_moved` is for templates of before. `single_review` is
    the only review of a year, `single` are those who had one only.
    `best` has the highest score of those with the highest star, which `best_of` names where others have a higher score;
    `risen` rose by the most levels: whom to look up to, where that is asked for. Where `best` is one of those,
    `best_rise` says from which star to which, and `risen` has the others.
    """

    kind: ClassVar[str] = "circular"

    proceedings: Course
    total: int
    rated: int
    groups: tuple[StarGroup, ...]
    unrated: tuple[Unrated, ...]
    goals: tuple[TargetLine, ...]
    single_review: str
    single: tuple[str, ...]
    moves: tuple[StarMoves, ...]
    compared: bool
    names_moved: bool
    changes_number: str
    problems_number: str
    next_number: str
    adjustments: tuple[StarReason, ...]
    losses: tuple[LostPoints, ...]
    due: str
    below_top: bool
    self_check: str
    helped_level: str
    helped: tuple[str, ...]
    rows: tuple[BranchLine, ...]
    with_previous: bool
    best: str
    best_score: str
    best_of: str
    best_rise: str
    risen: tuple[Move, ...]


def circular(context: DocumentContext) -> Circular:
    """Say what the branches are told once the result is settled."""
    review, rules = context.review, context.rules
    gaps, groups, adjustments = _GAPS[rules.language], groups_of(context), adjustments_of(context)
    moves, rows, only = moves_of(context), results_of(context, adjustments), single_reviews_of(context)
    helped, losses = _helped(context, groups), lost_points(review.ratings.scores)
    compared = any(move.kind != "first" for move in moves)
    _, _, changes, problems, following = numbered(
        context, (True, True, compared or bool(adjustments), bool(losses), True)
    )
    return Circular(
        **common_fields(
            context, TITLES, signed_by="committee", names=len(rows), sent=True, gaps=(*open_days(context), *gaps)
        ),
        proceedings=proceedings(context),
        total=len(review.ratings),
        rated=sum(group.count for group in groups),
        groups=groups,
        unrated=unrated_of(context),
        goals=goals_of(context),
        single_review=only.review,
        single=tuple(only.branches),
        moves=moves,
        compared=compared,
        names_moved=False,
        changes_number=changes,
        problems_number=problems,
        next_number=following,
        adjustments=adjustments,
        losses=losses,
        due=gap(context, gaps[0]),
        below_top=any(group.star < context.rules.levels.highest for group in groups),
        self_check=one_line(rules.self_check.text).rstrip("。.") if rules.self_check else "",
        helped_level=helped.title if helped else "",
        helped=helped.branches if helped else (),
        rows=rows,
        with_previous=any(row.previous for row in rows),
        **_examples(context, rows),
    )


class _Examples(TypedDict):
    best: str
    best_score: str
    best_of: str
    best_rise: str
    risen: tuple[Move, ...]


def _examples(context: DocumentContext, rows: tuple[BranchLine, ...]) -> _Examples:
    """Name whom to look up to, where that is asked for: the first of the highest star, and the largest rises."""
    ratings, levels = context.review.ratings, context.rules.levels
    if not context.examples:
        return {"best": "", "best_score": "", "best_of": "", "best_rise": "", "risen": ()}
    stars, before = ratings.star.tolist(), ratings.previous_star.tolist()
    first = next((at for at, star in enumerate(stars) if star == levels.highest), None)
    rises = {
        row: now - then for row, (now, then) in enumerate(zip(stars, before, strict=True)) if now > then != NO_STAR
    }
    largest = [row for row, rise in rises.items() if rise == max(rises.values())]
    moves = {row: Move(rows[row].branch, rows[row].previous, rows[row].star) for row in largest}
    if first is None:
        return {"best": "", "best_score": "", "best_of": "", "best_rise": "", "risen": tuple(moves.values())}
    best, own = rows[first], moves.pop(first, None)
    return {
        "best": best.branch,
        "best_score": best.score,
        "best_of": best.star if first else "",
        "best_rise": f"{own.before}→{own.after}" if own else "",
        "risen": tuple(moves.values()),
    }


def lost_points(table: ScoreTable) -> tuple[LostPoints, ...]:
    """Return the items at which the most points were lost, the most first, ties in the order of the criteria.

    Points above full marks make up for nothing; items without full marks, and cells without a number, do not count.
    """
    lost = [(_lost(table, index), index) for index in range(len(table.items))]
    worst = sorted((each for each in lost if each[0][0] > 0), key=lambda each: (-each[0][0], each[1]))
    return tuple(_loss(table, index, points, branches) for (points, branches), index in worst[:MOST])


def _lost(table: ScoreTable, index: int) -> tuple[Fraction, int]:
    """Return the points lost at an item, exactly, and how many branches lost any."""
    marks, unit = table.items[index].full_marks, table.points.unit
    if marks is None:
        return Fraction(0), 0
    given = table.points.numerators[:, index][table.point_states[:, index] == NUMBER].astype(object)
    missing = np.maximum(Fraction(marks) * unit - given, 0) if len(given) else given
    return Fraction(sum(missing.tolist())) / unit, int((missing > 0).sum())


def _loss(table: ScoreTable, index: int, points: Fraction, branches: int) -> LostPoints:
    item = table.items[index]
    marks = "" if item.full_marks is None else written(item.full_marks, 0)
    return LostPoints(one_line(item.part), one_line(item.title), marks, written(points), branches)
