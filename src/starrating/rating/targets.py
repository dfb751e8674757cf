"""Share targets: how many branches have the star, how many it takes, who is nearest (plan 2-targets).

Share targets and how they stand, in words.
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

import numpy as np
from msgspec import Struct

from starrating.decimals import written
from starrating.exact import close_together
from starrating.i18n import Text, joined, listed, text
from starrating.model import NO_STAR, Period, Ratings
from starrating.rating.next_star import Known, Way, Ways, raising_words
from starrating.rating.rating_context import NumberColumn
from starrating.ruleset import Milestone, RuleSet, percent

NEAREST = 5
"""How many of the nearest branches are shown at least; more if more are needed."""


class Near(Struct, frozen=True):
    """A branch below a star, its score and the points it lacks; `more` where it takes more than these.

    With demerits (`lower`) the points are too many; `counted` names the number that is the star itself. `needs` are
    what the level asks for besides and the branch has not. `held` are the clauses that hold a branch back whose score
    suffices, or that gave it its star whatever the score: it lacks no points.
    """

    branch: str
    score: str
    points: Fraction
    more: bool = False
    lower: bool = False
    counted: str | None = None
    needs: tuple[Text, ...] = ()
    held: tuple[str, ...] = ()

    @property
    def gap(self) -> str:
        """The points, for people."""
        return written(self.points)

    @property
    def distance(self) -> Text:
        """The points that are lacking; empty if none are."""
        if not self.points and not self.more:
            return Text("")
        if self.counted is not None:
            return text("%(gap)s more of “%(title)s”", gap=written(self.points, 0), title=self.counted)
        if self.lower:
            too_many = text("%(gap)s too many", gap=self.gap)
            return text("more than %(gap)s too many", gap=self.gap) if self.more else too_many
        return text("more than %(gap)s", gap=self.gap) if self.more else Text("%(gap)s", {"gap": self.gap})

    @property
    def besides(self) -> Text:
        """What stands in the way besides points; empty if nothing does."""
        if self.held:
            return text("held back by %(clauses)s", clauses=listed(self.held))
        return text("also asked for: %(needs)s", needs=listed(self.needs)) if self.needs else Text("")

    @property
    def lacks(self) -> Text:
        """All that is lacking, for a sentence."""
        plain = self.counted is None and not self.lower
        distance = text("lacks %(gap)s", gap=self.distance) if plain else self.distance
        parts = [*([distance] if self.distance.template else []), *([self.besides] if self.besides.template else [])]
        return joined(parts, text("; "))


class Measure(Struct, frozen=True):
    """A milestone held against a review.

    `period` is the review it is measured by: that of the due period, else the last one recorded before it; None if
    there is none, and then nothing but the milestone is known. `needed` is the ceiling of the exact share of `rated`
    for a lower bound, the floor for an upper one; `short` is how many branches are missing (or too many). `new` are
    the branches that the rule set leaves out of the count because they are new. `pending` says that the target is not
    due yet: it is measured by a review before that.
    """

    milestone: Milestone
    period: Period | None
    count: int = 0
    rated: int = 0
    unrated: int = 0
    needed: int = 0
    short: int = 0
    met: bool = False
    nearest: tuple[Near, ...] = ()
    left: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    pending: bool = False


def due_in(year: int, rules: RuleSet) -> list[Milestone]:
    """Return the milestones that are due in a year and in the next one, in the order of their periods."""
    milestones = rules.targets.milestones if rules.targets else ()
    return sorted(
        (milestone for milestone in milestones if milestone.due.year in {year, year + 1}),
        key=lambda milestone: milestone.due,
    )


def measured_by(milestone: Milestone, recorded: Sequence[Period]) -> Period | None:
    """Return the recorded period that a milestone is measured by: the last one up to it, a half-year by a half-year.

    Only where no period of that length is recorded, another one serves.
    """
    due = milestone.due
    until = [period for period in recorded if period <= due]
    alike = [period for period in until if period.length == due.length]
    return max(alike or until, default=None)


def measure(
    milestone: Milestone,
    reviews: Mapping[Period, Ratings],
    rules: RuleSet,
    founded: Mapping[Period, Collection[str]] | None = None,
    *,
    naming: Mapping[Period, Known] | None = MappingProxyType({}),
) -> Measure:
    """Hold a milestone against the recorded reviews; `founded` are the branches that are new in each of them.

    `naming` is what each of them knew beside its scores; with None the nearest branches are not named, which takes
    longer than all the rest.
    """
    period = measured_by(milestone, list(reviews))
    if period is None:
        return Measure(milestone, None)
    ratings = reviews[period]
    new = tuple(each for each in (founded or {}).get(period, ()) if _leaves_out_new(rules))
    stars = dict(zip(ratings.scores.branch, ratings.star.tolist(), strict=True))
    stars = {branch: star for branch, star in stars.items() if branch not in new}
    rated = sum(_is_rated(star, rules) for star in stars.values())
    count = sum(milestone.counts(star) for star in stars.values())
    short = milestone.short(count, rated)
    upward = milestone.at_least is not None
    return Measure(
        milestone,
        period,
        count,
        rated,
        len(stars) - rated,
        milestone.needed(rated),
        short,
        met=short == 0 and rated > 0,
        nearest=nearest(ratings, milestone.star, rules, max(NEAREST, short), naming.get(period))
        if naming is not None and upward and milestone.star != "none"
        else (),
        left=() if upward else tuple(branch for branch, star in stars.items() if milestone.counts(star)),
        new=new,
        pending=period < milestone.due,
    )


def _is_rated(star: int, rules: RuleSet) -> bool:
    return star != NO_STAR or (rules.targets is not None and rules.targets.among == "all")


def _leaves_out_new(rules: RuleSet) -> bool:
    return rules.targets is not None and rules.targets.new_branches == "left-out"


def nearest(ratings: Ratings, star: int, rules: RuleSet, most: int, known: Known | None = None) -> tuple[Near, ...]:
    """Return the branches that lack the least to a star, nearest first, then those that only a step holds back.

    What they lack is what `explain` says: points, and what the level asks for besides. Of equal distances the branch
    with fewer needs that do not hold is the nearer one.
    """
    ways, lacking, held = Ways(ratings, rules, known), list[Near](), list[Near]()
    far = False
    for row in _rows_below(ratings, star, ways.gaps(star)):
        suffices = int(ratings.star_by_score[row]) >= star
        if far and not suffices:
            continue
        near = _near(ratings, row, ways.to(star, row), rules)
        if near.held:
            held += [near] if suffices else []
        elif near.points or near.more or near.needs:
            lacking.append(near)
            far = near.points > lacking[:most][-1].points
    lacking.sort(key=lambda near: (near.points, len(near.needs)))
    return (*lacking[:most], *held)


def _rows_below(ratings: Ratings, star: int, gaps: NumberColumn | None) -> list[int]:
    """Return the rows of those who have less than a star, the smallest distance first; without one, in rank order."""
    if gaps is None:
        return [row for row, each in enumerate(ratings.star.tolist()) if each < star]
    order = np.argsort(close_together(gaps.exact.numerators), kind="stable")
    return [int(row) for row in order[(gaps.known & (ratings.star < star))[order]]]


def _near(ratings: Ratings, row: int, way: Way, rules: RuleSet) -> Near:
    """Say what a branch lacks; for one that a step holds back, by which clauses."""
    steps = (way.graded,) if way.graded else way.held
    return Near(
        ratings.scores.branch[row],
        written(ratings.score.at(row)) if ratings.scored[row] else "",
        way.points or Fraction(0),
        more=way.more,
        lower=rules.levels.better == "lower",
        counted=way.counted,
        needs=(*way.needs, raising_words(way)) if way.raised_by else way.needs,
        held=tuple(dict.fromkeys(step.rule for step in steps)),
    )


def aim_words(milestone: Milestone, rules: RuleSet) -> Text:
    """Say what a target asks for: 五星级 at least 30%, no 三星级."""
    name, bound = milestone.whom(rules.levels), bound_of(milestone)
    if milestone.at_least is not None:
        return text("%(level)s at least %(share)s", level=name, share=percent(bound))
    if not bound:
        return text("no %(subject)s of %(level)s", level=name, subject=rules.subject)
    return text("%(level)s at most %(share)s", level=name, share=percent(bound))


def bound_of(milestone: Milestone) -> Fraction:
    """Return the share of a target, on whichever side it is."""
    bound = milestone.at_least if milestone.at_least is not None else milestone.at_most
    assert bound is not None
    return bound


def verdict_words(each: Measure) -> Text:
    """Say whether a target that was measured is met, or by how many branches it is missed, or would be so far."""
    if each.met:
        return text("met")
    if each.milestone.at_least is not None:
        missing = text("short by %(number)s", number=each.short)
    elif each.pending:
        missing = text("still to go: %(number)s", number=each.short)
    else:
        missing = text("too many by %(number)s", number=each.short)
    return text("not due yet, %(missing)s", missing=missing) if each.pending else missing
