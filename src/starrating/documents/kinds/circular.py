"""What a circular tells all branches: scores, ranks, changes with their reasons, common problems, what comes next.

No person is named, whatever the workbooks say: see `adjustments`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from starrating.files.notices.adjustments import Adjustment, adjustments_of
from starrating.files.notices.goals import Goal, goals_of
from starrating.files.notices.groups import MOST_NAMES, Group, Unrated, groups_of, unrated_of
from starrating.files.notices.losses import Loss, losses_of
from starrating.files.notices.papers import Occasion, Paper, gap, numbered, paper
from starrating.files.notices.proceedings import Proceedings, open_days, proceedings
from starrating.files.notices.results import Moves, Result, moves_of, results_of
from starrating.files.notices.typesetting import plain
from starrating.files.notices.words import Titles
from starrating.i18n import CHINESE, ENGLISH

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于{period}", "{scheme}", "{course}的通报"), ("{period}", "{scheme}", "得分和名次")),
    ENGLISH: Titles(("Circular:", "{outcome},", "{period}"), ("Scores and Ranks:", "{scheme},", "{period}")),
}
_GAPS = {CHINESE: ("整改时限",), ENGLISH: ("day by which they are to be mended",)}


@dataclass(frozen=True, slots=True)
class Circular(Paper):
    """The fields that a template of a circular may use.

    `self_check` and `helped` are what the rule set says of regular self-checks, and the branches that are to be helped
    by the result of a year, `helped_level` their level; empty where it says nothing. `due` is a gap. The number of
    a section is empty where nothing is to be said in it; `names_moved` is whether the text names whose star changed.
    """

    kind: ClassVar[str] = "circular"

    proceedings: Proceedings
    total: int
    rated: int
    groups: tuple[Group, ...]
    unrated: tuple[Unrated, ...]
    goals: tuple[Goal, ...]
    moves: tuple[Moves, ...]
    compared: bool
    names_moved: bool
    changes_number: str
    problems_number: str
    next_number: str
    adjustments: tuple[Adjustment, ...]
    losses: tuple[Loss, ...]
    due: str
    below_top: bool
    self_check: str
    helped_level: str
    helped: tuple[str, ...]
    rows: tuple[Result, ...]
    with_previous: bool


def circular(occasion: Occasion) -> Circular:
    """Say what the branches are told once the result is settled."""
    review, rules = occasion.review, occasion.rules
    gaps, groups, adjustments = _GAPS[rules.language], groups_of(occasion), adjustments_of(occasion)
    moves, rows = moves_of(occasion), results_of(occasion, adjustments)
    helped, losses = _helped(occasion, groups), losses_of(review.ratings.scores)
    compared = any(each.kind != "first" for each in moves)
    _, _, changes, problems, following = numbered(
        occasion, (True, True, compared or bool(adjustments), bool(losses), True)
    )
    return Circular(
        **paper(occasion, TITLES, signed_by="committee", sent=True, gaps=(*open_days(occasion), *gaps)),
        proceedings=proceedings(occasion),
        total=len(review.ratings),
        rated=sum(group.count for group in groups),
        groups=groups,
        unrated=unrated_of(occasion),
        goals=goals_of(occasion),
        moves=moves,
        compared=compared,
        names_moved=sum(each.count for each in moves if each.kind != "retention") <= MOST_NAMES,
        changes_number=changes,
        problems_number=problems,
        next_number=following,
        adjustments=adjustments,
        losses=losses,
        due=gap(occasion, gaps[0]),
        below_top=any(group.star < occasion.rules.levels.highest for group in groups),
        self_check=plain(rules.self_check.text).rstrip("。.") if rules.self_check else "",
        helped_level=helped.title if helped else "",
        helped=helped.branches if helped else (),
        rows=rows,
        with_previous=any(row.previous for row in rows),
    )


def _helped(occasion: Occasion, groups: tuple[Group, ...]) -> Group | None:
    """Return the branches that are helped: by the star of a year alone."""
    rule = occasion.rules.consequences.assistance
    if rule is None or not occasion.review.period.is_year:
        return None
    return next((group for group in groups if group.star == rule.star), None)
