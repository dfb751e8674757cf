"""Share targets: how many branches have the star, how many it takes, who is nearest (plan 2-targets).

Share targets and how they stand, in words.
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from starrating.decimals import written
from starrating.i18n import Text, listed, text
from starrating.model import NO_STAR, Period, Ratings
from starrating.records import dataclass
from starrating.ruleset import Band, Levels, Milestone, RuleSet, percent
from starrating.ruleset.spans import closed_bands

NEAREST = 5
"""How many of the nearest branches are shown at least; more if more are needed."""


@dataclass(frozen=True, slots=True)
class Near:
    """A branch below a star, its score and the points it lacks; `more` where it takes more than these.

    `held` are the clauses that hold a branch back whose score suffices: it lacks no points.
    """

    branch: str
    score: str
    gap: str
    more: bool = False
    held: tuple[str, ...] = ()

    @property
    def lacks(self) -> Text:
        """What is lacking, in words."""
        if self.held:
            return text("held back by %(clauses)s", clauses=listed(self.held))
        return text("more than %(gap)s", gap=self.gap) if self.more else Text("%(gap)s", {"gap": self.gap})


@dataclass(frozen=True, slots=True)
class Measure:
    """A milestone held against a review.

    `period` is the review it is measured by: that of the due period, else the last one recorded before it; None if
    there is none, and then nothing but the milestone is known. `needed` is the ceiling of the exact share of `rated`
    for a lower bound, the floor for an upper one; `short` is how many branches are missing (or too many). `new` are
    the branches that the rule set leaves out of the count because they are new.
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


def due_in(year: int, rules: RuleSet) -> list[Milestone]:
    """Return the milestones that are due in a year and in the next one, in the order of their periods."""
    milestones = rules.targets.milestones if rules.targets else ()
    return sorted((each for each in milestones if each.due.year in {year, year + 1}), key=lambda each: each.due)


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
    naming: bool = True,
) -> Measure:
    """Hold a milestone against the recorded reviews; `founded` are the branches that are new in each of them.

    `naming` the branches that are nearest takes longer than all the rest.
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
        nearest=nearest(ratings, milestone.star, rules, max(NEAREST, short))
        if naming and upward and milestone.star != "none"
        else (),
        left=() if upward else tuple(branch for branch, star in stars.items() if milestone.counts(star)),
        new=new,
    )


def _is_rated(star: int, rules: RuleSet) -> bool:
    return star != NO_STAR or (rules.targets is not None and rules.targets.among == "all")


def _leaves_out_new(rules: RuleSet) -> bool:
    return rules.targets is not None and rules.targets.new_branches == "left-out"


def nearest(ratings: Ratings, star: int, rules: RuleSet, most: int) -> tuple[Near, ...]:
    """Return the branches that lack the fewest points to a star, nearest first, then those only a clause holds back.

    A bound that does not belong to the level takes more than the difference. Where it is not more of the total that
    gives the star, no branch is nearest.
    """
    band = _least_band(star, rules.levels)
    if band is None or band.lower is None:
        return ()
    bound, lacking, held = Fraction(band.lower), list[Near](), list[Near]()
    by_score = ratings.star_by_score.tolist()
    for row in _rows_below(ratings, star):
        if not ratings.scored[row] or (len(lacking) >= most and by_score[row] < star):
            continue
        score = Fraction(int(ratings.score.numerators[row]), ratings.score.unit)
        if score > bound or (score == bound and band.above is None):
            held += [_held(ratings, row, score)] if by_score[row] >= star else []
        elif len(lacking) < most:
            lacking.append(
                Near(ratings.scores.branch[row], written(score), written(bound - score), band.above is not None)
            )
    return (*lacking, *held)


def _least_band(star: int, levels: Levels) -> Band | None:
    """Return the band of a star; None if the star is not given by more of the total."""
    if levels.star_is is not None or levels.of != "total" or levels.better == "lower":
        return None
    return next((band for band in closed_bands(levels) if band.star == star), None)


def _rows_below(ratings: Ratings, star: int) -> list[int]:
    return [row for row, each in enumerate(ratings.star.tolist()) if each < star]


def _held(ratings: Ratings, row: int, score: Fraction) -> Near:
    """Name the clauses by which a branch has less than its score would give."""
    branch = ratings.scores.branch[row]
    clauses = [step.rule for step in ratings.steps if step.branch == branch and step.after < step.before]
    return Near(branch, written(score), written(Fraction(0)), held=tuple(dict.fromkeys(clauses)))


def aim_words(milestone: Milestone, rules: RuleSet) -> Text:
    """Say what a target asks for: 五星级 at least 30%, no 三星级."""
    name, bound = milestone.whom(rules.levels), bound_of(milestone)
    if milestone.at_least is not None:
        return text("%(level)s at least %(share)s", level=name, share=percent(bound))
    if not bound:
        return text("no %(subject)s of %(level)s", level=name, subject=rules.wording.subject)
    return text("%(level)s at most %(share)s", level=name, share=percent(bound))


def bound_of(milestone: Milestone) -> Fraction:
    """Return the share of a target, on whichever side it is."""
    bound = milestone.at_least if milestone.at_least is not None else milestone.at_most
    assert bound is not None
    return bound


def verdict_words(each: Measure) -> Text:
    """Say whether a target that was measured is met, or by how many branches it is missed."""
    if each.met:
        return text("met")
    if each.milestone.at_least is not None:
        return text("short by %(number)s", number=each.short)
    return text("too many by %(number)s", number=each.short)
