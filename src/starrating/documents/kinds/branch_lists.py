"""The branches by star: as a text lists them, and those that have none.

The results of all branches as lines of a table, and how stars moved against the review before.

Share targets as documents state them: what is asked for, by when, and how far it is reached (plan 2-targets).
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from starrating.decimals import share
from starrating.documents.context import BranchOrder, DocumentContext, Measured
from starrating.documents.gb9704 import one_line
from starrating.documents.kinds.star_reasons import StarReason
from starrating.documents.wording import words_of
from starrating.exact import Exact
from starrating.i18n import text
from starrating.model import CHANGE_NAMES, NO_STAR, Period, Ratings
from starrating.model.branch_results import branch_results
from starrating.model.results import Change, status_words, without_star
from starrating.procedure.review_state import is_made_of_reviews
from starrating.rating.year_stars import reviews_of
from starrating.ruleset import RuleSet, percent


class StarGroup(Struct, frozen=True):
    """The branches of one star: `number` of the heading (一), `name` (五星级), `title` (五星级党支部)."""

    star: int
    number: str
    name: str
    title: str
    count: int
    share: str
    branches: tuple[str, ...]


class Unrated(Struct, frozen=True):
    """The branches that have no star for one reason, which `why` names."""

    why: str
    count: int
    branches: tuple[str, ...]


def listed_positions(ratings: Ratings, order: BranchOrder) -> list[int]:
    """Return the positions of the branches in the order of a public list: by star, those without one last."""
    positions = list(range(len(ratings)))
    if order == "organisation":
        table = ratings.scores
        positions.sort(key=lambda i: (int(table.origin[i]), int(table.rows[i])))
    return sorted(positions, key=lambda i: -int(ratings.star[i]))


def with_star(context: DocumentContext, positions: Sequence[int], star: int) -> tuple[str, ...]:
    """Return the branches that have a star, in the order of their positions."""
    ratings = context.review.ratings
    return tuple(context.called(ratings.scores.branch[i]) for i in positions if ratings.star[i] == star)


def groups_of(context: DocumentContext) -> tuple[StarGroup, ...]:
    """Group the branches that have a star, the highest first; shares are of those alone."""
    ratings, rules, words = context.review.ratings, context.rules, context.words
    counts = {star: count for star, count in ratings.counts().items() if star != NO_STAR}
    rated, positions = sum(counts.values()), listed_positions(ratings, context.order)
    return tuple(
        StarGroup(
            star=star,
            number=words.numeral(number),
            name=one_line(rules.level(star)),
            title=group_title(rules, star),
            count=counts[star],
            share=share(counts[star], rated),
            branches=with_star(context, positions, star),
        )
        for number, star in enumerate(sorted(counts, reverse=True), start=1)
    )


def group_title(rules: RuleSet, star: int) -> str:
    """Name the branches of a star: 五星级党支部."""
    return words_of(rules).title(one_line(rules.level(star)), one_line(rules.wording.subject))


def unrated_of(context: DocumentContext) -> tuple[Unrated, ...]:
    """Group the branches without a star by the reason why they have none."""
    ratings, rules = context.review.ratings, context.rules
    without = [result for result in branch_results(ratings) if result.star == NO_STAR]
    return tuple(
        Unrated(
            status_words(status, rules.levels.name(NO_STAR)).say(rules.language),
            count,
            tuple(context.called(result.branch) for result in without if result.status == status),
        )
        for status, count in without_star(ratings).items()
    )


class SingleReviews(NamedTuple):
    """What of a year rests on one review: that review where it is all there was, else by branch, in words."""

    review: str = ""
    branches: Mapping[str, str] = MappingProxyType({})


def single_reviews_of(context: DocumentContext) -> SingleReviews:
    """Say which results of a year are those of one review; of anything else nothing."""
    period, ratings, words = context.review.period, context.review.ratings, context.words
    if not is_made_of_reviews(period, context.rules):
        return SingleReviews()
    if len(ratings.values) == 1:
        return SingleReviews(words.period(Period.parse(next(iter(ratings.values)))))
    only = {branch: found[0] for branch, found in reviews_of(ratings).items() if len(found) == 1}
    return SingleReviews(branches={context.called(branch): words.period(found) for branch, found in only.items()})


class BranchLine(Struct, frozen=True):
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


class Move(Struct, frozen=True):
    """A branch with its star before and now."""

    branch: str
    before: str
    after: str


class StarMoves(Struct, frozen=True):
    """The branches that rose, held, fell or have a first star: `kind` is told apart by templates, `name` by readers."""

    kind: Change
    name: str
    count: int
    moves: tuple[Move, ...]


def results_of(context: DocumentContext, adjustments: Iterable[StarReason]) -> tuple[BranchLine, ...]:
    """Return a line for every branch, in rank order."""
    ratings, words = context.review.ratings, context.words
    level, language = context.rules.levels.name, context.rules.language
    comma = text(", ").say(language)
    clauses = {
        star_reason.branch: comma.join(dict.fromkeys(reason.clause for reason in star_reason.reasons))
        for star_reason in adjustments
    }
    results = branch_results(ratings, written=partial(Exact.shown, most=context.rules.decimals))
    return tuple(
        BranchLine(
            number=result.row + 1,
            rank=str(result.rank or ""),
            branch=context.called(result.branch),
            score=result.score or words.no_score,
            by_score=one_line(level(result.star_by_score)),
            clauses=clauses.get(context.called(result.branch), ""),
            star=one_line(level(result.star)) or words.not_rated,
            previous=star_before(result.branch, result.previous_star, context),
            change=CHANGE_NAMES[result.change].say(language) if result.star != NO_STAR else "",
        )
        for result in results
    )


def star_before(branch: str, before: int, context: DocumentContext) -> str:
    """Name the star before, empty for none; where that was not in the period before: 2012年下半年五星级."""
    if before == NO_STAR:
        return ""
    level, language = one_line(context.rules.levels.name(before)), context.rules.language
    earlier = context.compared.get(branch)
    if earlier is None:
        return level
    return text("%(star)s in %(period)s", star=level, period=earlier.say(language)).say(language)


def moves_of(context: DocumentContext) -> tuple[StarMoves, ...]:
    """Group the branches that have a star by what became of it since the review before, in rank order."""
    ratings = context.review.ratings
    kinds: tuple[Change, ...] = ("promotion", "retention", "demotion", "first")
    found: dict[Change, list[Move]] = {kind: [] for kind in kinds}
    for result in branch_results(ratings):
        if result.change:
            moved = (
                context.called(result.branch),
                star_before(result.branch, result.previous_star, context),
                one_line(context.rules.level(result.star)),
            )
            found[result.change].append(Move(*moved))
    language = context.rules.language
    return tuple(
        StarMoves(kind, CHANGE_NAMES[kind].say(language), len(moves), tuple(moves))
        for kind, moves in found.items()
        if moves
    )


class TargetLine(Struct, frozen=True):
    """A target: `aim` in words (五星级占比不低于30%), of `whom` (五星级) and its `bound` (不低于30%), when it is `due`.

    `short` is how many are missing, or, where it is not `upward`, too many.
    """

    aim: str
    whom: str
    bound: str
    due: str
    due_now: bool
    upward: bool
    count: int
    rated: int
    share: str
    met: bool
    short: int


def goals_of(context: DocumentContext) -> tuple[TargetLine, ...]:
    """State the targets that were held against the review."""
    return tuple(_goal(measured, context) for measured in context.targets)


def _goal(measured: Measured, context: DocumentContext) -> TargetLine:
    milestone, words = measured.milestone, context.words
    upward = milestone.at_least is not None
    bound = milestone.at_least if milestone.at_least is not None else milestone.at_most or Fraction(0)
    template = words.at_least if upward else words.at_most if bound else words.none
    whom = one_line(milestone.whom(context.rules.levels).say(context.rules.language))
    sentence = template.format(share=percent(bound))
    who = words.title(whom, one_line(context.rules.wording.subject))
    return TargetLine(
        aim=(words.aim if upward or bound else words.aim_of_none).format(whom=whom, bound=sentence, who=who),
        whom=whom,
        bound=sentence,
        due=words.period(milestone.due),
        due_now=milestone.due == context.review.period,
        upward=upward,
        count=measured.count,
        rated=measured.rated,
        share=share(measured.count, measured.rated, None if measured.met else bound),
        met=measured.met,
        short=measured.short,
    )
