"""What a branch lacks for the next star: points, what a level asks for besides, or that a step stands in the way."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from starrating.decimals import written
from starrating.exact import Exact
from starrating.i18n import Text, joined, listed, text
from starrating.model import JudgedIncident, Ratings, Step
from starrating.model.cell_words import NOT_ANSWERED
from starrating.rating.branch_values import number_of
from starrating.rating.conditions import holds
from starrating.rating.rating_context import NumberColumn, PastFacts, RatingContext
from starrating.rating.stars import asked, edge_of, leads_in
from starrating.records import dataclass
from starrating.ruleset import RuleSet
from starrating.ruleset.base import Section
from starrating.ruleset.citation import clause_number
from starrating.ruleset.conditions import OpinionTest, PastFactTest, PastTest, tests_in
from starrating.ruleset.spans import closed_bands
from starrating.ruleset.words.conditions import condition_words


@dataclass(frozen=True, slots=True)
class Known:
    """What a review knew beside its scores: opinions, stars and facts of earlier periods; None where nobody can say."""

    opinions: Sequence[Mapping[str, Any]] | None = None
    past: Mapping[str, tuple[int, ...]] | None = None
    facts_before: PastFacts | None = None

    def says(self, needs: Section) -> bool:
        """Tell whether what is known says whether a condition holds."""
        untold = ((OpinionTest, self.opinions), (PastTest, self.past), (PastFactTest, self.facts_before))
        lacking = tuple(kind for kind, there in untold if there is None)
        return not any(isinstance(test, lacking) for test, _ in tests_in(needs, ()))


def lacks(ratings: Ratings, row: int, rules: RuleSet, known: Known) -> Text | None:
    """Say what is missing for the next star; None at the highest, and where nobody can say."""
    star = int(ratings.star[row])
    following = min((one for one in rules.levels.stars if one > star), default=None)
    if following is None:
        return None
    steps = [step for step in ratings.steps if step.branch == ratings.scores.branch[row]]
    said = [*_graded(steps, rules)]
    if not said:
        said = [*_score(ratings, row, rules, following), *_needs(ratings, row, rules, following, known)]
    by_score = int(ratings.star_by_score[row])
    if not said and by_score >= following:
        said = [
            text(
                "By its score it would have %(level)s; only the steps above stand in the way.",
                level=rules.levels.name(by_score),
            )
        ]
    return joined(said, Text(" ")) if said else None


def _graded(steps: list[Step], rules: RuleSet) -> Iterator[Text]:
    """Name the step that gave the star whatever the score, unless a later one has changed it."""
    last = next((step for step in reversed(steps) if step.before != step.after or step.effect == "grade"), None)
    if last is not None and last.effect == "grade":
        level = rules.levels.name(last.after) or text("no star")
        yield text(
            "%(level)s is given by %(clause)s whatever the score: %(because)s",
            level=level,
            clause=clause_number(last.rule),
            because=last.because,
        )


def _score(ratings: Ratings, row: int, rules: RuleSet, star: int) -> Iterator[Text]:
    """Say how far the number is from the level, where it decides."""
    levels = rules.levels
    band = next((each for each in closed_bands(levels) if each.star == star), None)
    number = number_of(levels.of, ratings, row, rules) if levels.star_is is None else None
    bound = edge_of(band, levels) if band else None
    if band is None or number is None or bound is None:
        return
    higher, exclusive = levels.better == "higher", not leads_in(band, levels)
    gap = Fraction(bound) - number if higher else number - Fraction(bound)
    if gap > 0 or (gap == 0 and exclusive):
        yield _distance(written(gap, 2, rules.decimals), band.name, higher=higher, exclusive=exclusive)


def _distance(gap: str, level: str, *, higher: bool, exclusive: bool) -> Text:
    """Say how far a level is; where its bound does not belong to it, it takes more than the difference."""
    if exclusive and higher:
        return text("More than %(gap)s points to %(level)s.", gap=gap, level=level)
    if exclusive:
        return text("More than %(gap)s points too many for %(level)s.", gap=gap, level=level)
    if higher:
        return text("%(gap)s points to %(level)s.", gap=gap, level=level)
    return text("%(gap)s points too many for %(level)s.", gap=gap, level=level)


def _needs(ratings: Ratings, row: int, rules: RuleSet, star: int, known: Known) -> Iterator[Text]:
    """Name what the level asks for besides the score and the branch has not."""
    needs = asked(star, rules.levels)
    if not needs:
        return
    state = _context(ratings, rules, known)
    unmet = [condition_words(rules, each) for each in needs if known.says(each) and not holds(each, state)[row]]
    if unmet:
        yield text(
            "%(level)s also asks for what does not hold: %(needs)s", level=rules.levels.name(star), needs=listed(unmet)
        )


def _context(ratings: Ratings, rules: RuleSet, known: Known) -> RatingContext:
    """Lay a result out as conditions read it."""
    table = ratings.scores
    rows = {branch: row for row, branch in enumerate(table.branch)}
    judged: dict[int, list[JudgedIncident]] = {}
    for each in ratings.incidents:
        if each.incident.branch in rows:
            judged.setdefault(rows[each.incident.branch], []).append(each)
    opinions: dict[str, dict[str, str]] = {}
    for said in known.opinions or ():
        opinions.setdefault(said["branch"], {})[said["department"]] = said["opinion"] or NOT_ANSWERED
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
