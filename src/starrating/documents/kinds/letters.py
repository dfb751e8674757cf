"""What a letter tells one branch: its score by item, its star and why, what is lacking for the next, how to object.

The letters of a review are one document with a page for each branch; `single` takes one out.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import zip_longest
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from starrating.decimals import written
from starrating.documents.context import DocumentContext, DocumentFields, common_fields
from starrating.documents.gb9704 import one_line
from starrating.documents.kinds.branch_lists import BranchLine, results_of, single_reviews_of
from starrating.documents.kinds.public_notice import ASKS
from starrating.documents.kinds.star_reasons import Reason, reasons_of
from starrating.documents.proceedings import proceedings
from starrating.documents.wording import Titles
from starrating.i18n import CHINESE, ENGLISH, text
from starrating.model import NUMBER, Ratings
from starrating.rating.next_star import Ways
from starrating.ruleset import RuleSet

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("{period}", "{scheme}", "{end}反馈单"), ()),
    ENGLISH: Titles(("Letter:", "{outcome},", "{period}"), ()),
}


class Points(Struct, frozen=True):
    """An item with its full marks, the points given and those lost; each is empty where it is not known."""

    part: str
    title: str
    full_marks: str
    points: str
    lost: str


class Letter(Struct, frozen=True):
    """What one branch is told: its line of the result, its items, why its star is not that of its score.

    `halves` are the same items side by side, the first half on the left; of an odd number one is blank on the right.
    `above` is the next level and `lacking` the points up to it, both empty at the top and where no score leads there;
    `most` are the items at which the most points were lost. `only_review` is the review that a year rests on alone.
    """

    branch: str
    result: BranchLine
    scores: tuple[Points, ...]
    halves: tuple[tuple[Points, Points], ...]
    reasons: tuple[Reason, ...]
    above: str
    lacking: str
    most: tuple[Points, ...]
    only_review: str


class Letters(DocumentFields, frozen=True):
    """The fields that the template of letters may use; `span` are the days for objections, empty without a notice.

    With `over` the letter is dated after the last of them.
    """

    kind: ClassVar[str] = "letter"

    span: str
    over: bool
    addressed: tuple[Letter, ...]


_NO_ITEM = Points("", "", "", "", "")
MOST = 3
"""How many items a letter names as those at which the most points were lost."""


def letters(context: DocumentContext) -> Letters:
    """Write to every branch, in rank order."""
    found = reasons_of(context)
    reasons = {reason.branch: reason.reasons for reason in found}
    rows = results_of(context, found)
    ways, single = Ways(context.review.ratings, context.rules), single_reviews_of(context)
    return Letters(
        **common_fields(context, TITLES, signed_by="section", asks=ASKS, names=0),
        span=context.words.span(context.span) if context.span else "",
        over=proceedings(context).over,
        addressed=tuple(
            replace(
                _letter(row, reasons.get(row.branch, ()), ways, at, context.rules),
                only_review=single.review or single.branches.get(row.branch, ""),
            )
            for at, row in enumerate(rows)
        ),
    )


def single(made: Letters) -> Iterator[Letters]:
    """Yield each letter as a document of its own, named by its branch."""
    for letter in made.addressed:
        named = f"（{letter.branch}）" if made.language == CHINESE else f" ({letter.branch})"
        yield replace(made, title=f"{made.title}{named}", addressed=(letter,))


def _letter(row: BranchLine, reasons: tuple[Reason, ...], ways: Ways, at: int, rules: RuleSet) -> Letter:
    lost = list(_points(ways.ratings, at))
    most = sorted((item_points for item_points, points in lost if points > 0), key=dict(lost).__getitem__, reverse=True)
    above, lacking = _above(ways, at, rules)
    scores = tuple(points for points, _ in lost)
    return Letter(row.branch, row, scores, _halves(scores), reasons, above, lacking, tuple(most[:MOST]), "")


def _halves(scores: Sequence[Points]) -> tuple[tuple[Points, Points], ...]:
    rows = (len(scores) + 1) // 2
    return tuple(zip_longest(scores[:rows], scores[rows:], fillvalue=_NO_ITEM))


def _points(ratings: Ratings, at: int) -> Iterator[tuple[Points, Fraction]]:
    """Yield every item with the points lost at it."""
    table = ratings.scores
    for index, item in enumerate(table.items):
        number = table.point_states[at, index] == NUMBER
        given = Fraction(int(table.points.numerators[at, index]), table.points.unit) if number else None
        full = item.full_marks
        lost = max(Fraction(full) - given, Fraction(0)) if full is not None and given is not None else Fraction(0)
        yield (
            Points(
                one_line(item.part),
                one_line(item.title),
                "" if full is None else written(full, 0),
                "" if given is None else written(given),
                written(lost) if lost else "",
            ),
            lost,
        )


def _above(ways: Ways, at: int, rules: RuleSet) -> tuple[str, str]:
    """Return the next level above the star of a branch, and the points up to it, as `explain` says them.

    Both are empty where no points lead there: at the top, where a step stands in the way or gave the star.
    """
    levels, star = rules.levels, int(ways.ratings.star[at])
    following = min((one for one in levels.stars if one > star), default=None)
    if (
        following is None
        or ways.graded(at)
        or levels.better != "higher"
        or levels.of != "total"
        or levels.star_is is not None
    ):
        return "", ""
    gap, more = ways.points(following, at)
    if gap is None:
        return "", ""
    points = written(gap, 2, rules.decimals)
    lacking = text("more than %(points)s", points=points).say(rules.language) if more else points
    return one_line(rules.levels.name(following)), lacking
