"""What lies between a branch and a star: points, what a level asks for besides, or that a step stands in the way."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, reduce
from typing import Any

import numpy as np
from msgspec import Struct

from starrating.decimals import Number, written
from starrating.exact import Exact
from starrating.i18n import Text, listed, text
from starrating.model import JudgedIncident, Ratings, Step
from starrating.model.cell_words import NOT_ANSWERED
from starrating.rating.blame import unmet_words
from starrating.rating.branch_values import title_of
from starrating.rating.conditions import holds
from starrating.rating.rating_context import Mask, NumberColumn, PastFacts, RatingContext
from starrating.rating.stars import asked, edge_of, leads_in
from starrating.ruleset import Band, RuleSet
from starrating.ruleset.base import Ref, Section
from starrating.ruleset.citation import clause_number
from starrating.ruleset.conditions import OpinionTest, PastFactTest, PastTest, tests_in
from starrating.ruleset.reads import names_in
from starrating.ruleset.spans import closed_bands
from starrating.ruleset.steps import Best, Floor, Grade, Move, Raise
from starrating.ruleset.values import Constant, Product, Sum


class Known(Struct, frozen=True):
    """What a review knew beside its scores: opinions, stars and facts of earlier periods; None where nobody can say."""

    opinions: Sequence[Mapping[str, Any]] | None = None
    past: Mapping[str, tuple[int, ...]] | None = None
    facts_before: PastFacts | None = None

    def says(self, needs: Section) -> bool:
        """Tell whether what is known says whether a condition holds."""
        untold = ((OpinionTest, self.opinions), (PastTest, self.past), (PastFactTest, self.facts_before))
        lacking = tuple(kind for kind, there in untold if there is None)
        return not any(isinstance(test, lacking) for test, _ in tests_in(needs, ()))


class Way(Struct, frozen=True):
    """What lies between a branch and a star that it has not.

    `points` are missing, or with demerits too many, of what `counted` names where it is not the score; `more` where it
    takes more than these. `needs` are what the level asks for and the branch has not, with the numbers to blame.
    `raised_by` are the clauses of the steps that alone can give the star, where all begin with the same lower one.
    `graded` is the step that gave it its star whatever the score; `held` are those that lowered a star by score that
    would do.
    """

    points: Fraction | None = None
    more: bool = False
    counted: str | None = None
    needs: tuple[Text, ...] = ()
    raised_by: tuple[str, ...] = ()
    graded: Step | None = None
    held: tuple[Step, ...] = ()


class Ways:
    """What the branches of a result lack for its stars; each number and each condition is read once for all of them."""

    def __init__(self, ratings: Ratings, rules: RuleSet, known: Known | None = None) -> None:
        """`known` is what the review knew beside its scores; needs of which nobody can say anything are left out."""
        self.ratings, self.rules, self.known = ratings, rules, known or Known()
        self._steps = ratings.steps_of()

    def to(self, star: int, row: int) -> Way:
        """Return what lies between a branch and a star."""
        graded = self.graded(row)
        if graded is not None:
            return Way(graded=graded)
        steps = self._steps.get(self.ratings.scores.branch[row], ())
        points, more = self.points(star, row)
        needs = tuple(self._unmet(star, row))
        suffices = points is None and not needs and int(self.ratings.star_by_score[row]) >= star
        lowered = [step for step in steps if step.after < step.before]
        raised_by = self._raised_by(star) if points is None and not needs and not suffices else ()
        return Way(points, more, self._counted, needs, raised_by, held=tuple(lowered) if suffices else ())

    def graded(self, row: int) -> Step | None:
        """Return the step that gave a branch its star whatever the score, None where the score did."""
        steps = self._steps.get(self.ratings.scores.branch[row], ())
        last = next((step for step in reversed(steps) if step.before != step.after or step.effect == "grade"), None)
        return last if last is not None and last.effect == "grade" else None

    def gaps(self, star: int) -> NumberColumn | None:
        """Return how far each number is from a star, below 0 where it is beyond; None where no number gives it."""
        bound = self._bound(star)
        if bound is None:
            return None
        at = Exact.constant(bound, len(self.ratings))
        numbers = self._numbers
        higher = self.rules.levels.better == "higher" or self.rules.levels.star_is is not None
        return NumberColumn(at.minus(numbers.exact) if higher else numbers.exact.minus(at), numbers.known)

    def _raised_by(self, star: int) -> tuple[str, ...]:
        """Return the clauses of the steps that can give a star, where the star to begin with is the same for all."""
        if self.rules.levels.star_is is None or not _is_same_for_all(self.rules.levels.star_is, self.rules):
            return ()
        giving = [
            step
            for step in self.rules.steps
            if isinstance(step, Raise | Move)
            or (isinstance(step, Floor | Grade | Best) and step.star != "none" and step.star >= star)
        ]
        return tuple(dict.fromkeys(step.clause for step in giving))

    @cached_property
    def _counted(self) -> str | None:
        """Name the number that is the star itself (T13), which is counted in stars and not in points."""
        read = self.rules.levels.star_is
        return title_of(read, self.rules) if isinstance(read, str) else None

    @cached_property
    def _numbers(self) -> NumberColumn:
        levels = self.rules.levels
        if levels.star_is is None and levels.of == "total":
            return NumberColumn(self.ratings.score, self.ratings.scored)
        return self._state.number(levels.of if levels.star_is is None else levels.star_is)

    @cached_property
    def _state(self) -> RatingContext:
        return _context(self.ratings, self.rules, self.known)

    def _bound(self, star: int) -> Number | None:
        levels = self.rules.levels
        if levels.star_is is not None:
            return None if _is_same_for_all(levels.star_is, self.rules) else star
        band = self._band(star)
        return edge_of(band, levels) if band else None

    def _band(self, star: int) -> Band | None:
        return next((band for band in closed_bands(self.rules.levels) if band.star == star), None)

    def points(self, star: int, row: int) -> tuple[Fraction | None, bool]:
        """Return the points that a branch lacks for a star, None where none are missing, and whether it takes more."""
        gaps = self._gaps_of.get(star) or self._gaps_of.setdefault(star, self.gaps(star))
        if gaps is None or not gaps.known[row]:
            return None, False
        gap = gaps.exact.at(row)
        band = self._band(star) if self.rules.levels.star_is is None else None
        more = band is not None and not leads_in(band, self.rules.levels)
        return (gap, more) if gap > 0 or (gap == 0 and more) else (None, False)

    @cached_property
    def _gaps_of(self) -> dict[int, NumberColumn | None]:
        return {}

    @cached_property
    def _holding(self) -> dict[int, list[tuple[Section, Mask]]]:
        return {}

    def _unmet(self, star: int, row: int) -> Iterator[Text]:
        if star not in self._holding:
            told = [section for section in asked(star, self.rules.levels) if self.known.says(section)]
            self._holding[star] = [(section, holds(section, self._state)) for section in told]
        for needs, met in self._holding[star]:
            if not met[row]:
                yield unmet_words(needs, self._state, row)


def lacks(ratings: Ratings, row: int, rules: RuleSet, known: Known) -> Text | None:
    """Say what is missing for the next star; None at the highest, and where nobody can say."""
    star = int(ratings.star[row])
    following = min((one for one in rules.levels.stars if one > star), default=None)
    if following is None:
        return None
    ways = list(way_words(Ways(ratings, rules, known).to(following, row), following, rules))
    by_score = int(ratings.star_by_score[row])
    if not ways and by_score >= following:
        ways = [
            text(
                "By its score it would have %(level)s; only the steps above stand in the way.",
                level=rules.levels.name(by_score),
            )
        ]
    return reduce(lambda first, then: text("%(first)s %(then)s", first=first, then=then), ways) if ways else None


def way_words(way: Way, star: int, rules: RuleSet) -> Iterator[Text]:
    """Say in sentences what lies between a branch and a star, but for the steps that hold it."""
    level = rules.levels.name(star)
    if way.graded is not None:
        yield text(
            "%(level)s is given by %(clause)s whatever the score: %(because)s",
            level=rules.levels.name(way.graded.after) or text("no star"),
            clause=clause_number(way.graded.rule),
            because=way.graded.because,
        )
    if way.points is not None:
        yield _distance(way, level, rules)
    if way.raised_by:
        yield text("%(level)s takes more than the star to begin with: %(steps)s", level=level, steps=raising_words(way))
    if way.needs:
        yield text("%(level)s also asks for what does not hold: %(needs)s", level=level, needs=listed(way.needs))


def raising_words(way: Way) -> Text:
    """Say which steps alone can give a star."""
    return text("a step that raises it (%(clauses)s)", clauses=listed(way.raised_by))


def _is_same_for_all(ref: Ref, rules: RuleSet) -> bool:
    """Tell whether a number is that of the scheme, and not of a branch: a constant, or made of constants."""
    value = next((value for value in rules.values if value.id == ref), None)
    if not isinstance(value, Constant | Sum | Product):
        return not isinstance(ref, str)
    return all(_is_same_for_all(name, rules) for name, _ in names_in(value, ()))


def _distance(way: Way, level: str, rules: RuleSet) -> Text:
    """Say how far a level is; where its bound does not belong to it, it takes more than the difference."""
    if way.counted is not None:
        gap = written(way.points or 0, 0, rules.decimals)
        return text("%(gap)s more of “%(title)s” to %(level)s.", gap=gap, title=way.counted, level=level)
    fields = {"gap": written(way.points or 0, 2, rules.decimals), "level": level}
    if way.more and rules.levels.better == "higher":
        return text("More than %(gap)s points to %(level)s.", **fields)
    if way.more:
        return text("More than %(gap)s points too many for %(level)s.", **fields)
    if rules.levels.better == "higher":
        return text("%(gap)s points to %(level)s.", **fields)
    return text("%(gap)s points too many for %(level)s.", **fields)


def _context(ratings: Ratings, rules: RuleSet, known: Known) -> RatingContext:
    """Lay a result out as conditions read it."""
    table = ratings.scores
    rows = {branch: row for row, branch in enumerate(table.branch)}
    judged: dict[int, list[JudgedIncident]] = {}
    for incident in ratings.incidents:
        if incident.incident.branch in rows:
            judged.setdefault(rows[incident.incident.branch], []).append(incident)
    opinions: dict[str, dict[str, str]] = {}
    for answer in known.opinions or ():
        opinions.setdefault(answer["branch"], {})[answer["department"]] = answer["opinion"] or NOT_ANSWERED
    state = RatingContext(
        table,
        rules,
        None,
        judged,
        ratings.previous_star,
        known.past or {},
        opinions,
        ratings.star_by_score,
        ratings.star,
        ratings.status,
        facts_before=known.facts_before or {},
    )
    state.values["total"] = NumberColumn(ratings.score, ratings.scored)
    for name, numbers in ratings.values.items():
        there = np.array([number is not None for number in numbers], np.bool_)
        state.values[name] = NumberColumn(Exact.from_decimals(Fraction(number or 0) for number in numbers), there)
    return state
