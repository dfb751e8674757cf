"""Why a branch has its star: items, values, band with its bound, each step, star, and what it lacks for the next."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from starrating.decimals import written
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model import NUMBER, JudgedIncident, Ratings, Step
from starrating.model.branch_results import branch_results
from starrating.model.results import BEFORE_MERGER, incidents_told
from starrating.rating.branch_values import BranchValues, number_of, title_of, values_of
from starrating.rating.gaps import in_gaps
from starrating.rating.incident_points import Charge, charges
from starrating.rating.next_star import Known, lacks
from starrating.rating.pools import ranked_in
from starrating.rating.stars import in_band
from starrating.ruleset import Band, RuleSet
from starrating.ruleset.opinions import Reservation, reservations
from starrating.ruleset.spans import closed_bands
from starrating.ruleset.values import Tally

_OF_A_BRANCH = frozenset(
    {"merged-branch", BEFORE_MERGER, "incident-only-in-year", "incident-refuted", "change-not-carried"}
)
"""Codes of notices without which the star of a branch is not understood."""


class Scored(Struct, frozen=True):
    """One item: its part, title, points and full marks as exact decimals, and the cell they come from."""

    part: str | None
    title: str
    points: str
    full_marks: str | None
    source: str


class ValueCharge(NamedTuple):
    """What an incident costs in a value: the id and title of the value, and the points with their reason."""

    id: str
    title: str
    charge: Charge


class Explanation(Struct, frozen=True):
    """Everything that led to one star, in the order in which it was done.

    Without a score, `score` is empty and `rank` 0; `band` then says that there is none. `pool` is the word of those
    among whom it is ranked, None where all are ranked together.
    """

    branch: str
    unit: str | None
    items: tuple[Scored, ...]
    values: tuple[BranchValues, ...]
    score: str
    source: str
    rank: int
    star_by_score: int
    band: Text
    clause: str
    charges: tuple[ValueCharge, ...]
    steps: tuple[Step, ...]
    not_counted: tuple[JudgedIncident, ...]
    star: int
    previous_star: int
    status: str
    lacks: Text | None
    questions: tuple[tuple[str, str], ...]
    reservations: tuple[Reservation, ...] = ()
    notices: tuple[Text, ...] = ()
    pool: str | None = None

    @property
    def rank_words(self) -> Text:
        """Say the rank, and among whom it is one."""
        if self.pool is None:
            return text("rank %(rank)s", rank=self.rank)
        return text("rank %(rank)s of “%(pool)s”", rank=self.rank, pool=self.pool)


def explain(branch: str, ratings: Ratings, rules: RuleSet, known: Known | None = None) -> Explanation:
    """Explain one branch of a rated review; an unknown branch raises `ValueError`.

    `known` is what the review knew beside its scores: the opinions of the departments, and earlier periods.
    """
    known = known or Known()
    row = ratings.position(branch)
    (result,) = branch_results(ratings, [row])
    steps = result.holding
    judged = [incident for incident in ratings.incidents if incident.incident.branch == branch]
    told = (incident for incident in incidents_told(ratings) if incident.incident.branch == branch)
    uncounted = tuple(incident for incident in told if not incident.counted)
    charged = value_charges(judged, rules)
    keys = [*(step.key for step in steps), *(incident.key for incident in uncounted)]
    keys += [key for key, decided in in_gaps(ratings, rules) if decided[row]]
    pool = ranked_in(ratings, rules)
    questions = [question for key in dict.fromkeys(keys) if (question := rules.question(key))]
    return Explanation(
        branch=branch,
        unit=result.unit,
        items=_items(ratings, row),
        values=tuple(_from_incidents(values, charged) for values in values_of(ratings, row, rules)),
        score=result.score or "",
        source=str(ratings.scores.place(row, "total")),
        rank=result.rank or 0,
        star_by_score=result.star_by_score,
        band=_by_score(ratings, row, rules),
        clause=rules.levels.clause,
        charges=charged,
        steps=steps,
        not_counted=uncounted,
        star=result.star,
        previous_star=result.previous_star,
        status=result.status,
        lacks=lacks(ratings, row, rules, known),
        questions=tuple((question.question, question.answer) for question in questions),
        notices=_notices(ratings, branch),
        pool=pool.words[row] if pool else None,
        reservations=tuple(one for one in reservations(known.opinions or (), rules) if one.branch == branch),
    )


def _notices(ratings: Ratings, branch: str) -> tuple[Text, ...]:
    own = (problem.message for problem in ratings.problems if problem.code in _OF_A_BRANCH)
    return tuple(message for message in own if message.fields.get("branch") == branch)


def value_charges(judged: Sequence[JudgedIncident], rules: RuleSet) -> tuple[ValueCharge, ...]:
    """Say of every tally what each incident of one branch costs."""
    return tuple(
        ValueCharge(value.id, value.title or value.id, charge)
        for value in (rules.values if judged else ())
        if isinstance(value, Tally)
        for charge in charges(value, judged, rules)
    )


def _from_incidents(value: BranchValues, charged: Sequence[ValueCharge]) -> BranchValues:
    """Tell of a value what its incidents add up to, where that is not the value itself: it was held."""
    points = [charge.charge.points for charge in charged if charge.id == value.id]
    together = sum(points, Fraction(0))
    if not points or value.number is None or together == Fraction(value.number):
        return value
    return replace(value, held=written(together, 0))


def band_in_words(band: Band) -> Text:
    """Say which scores a band takes in, each bound with its inclusion."""
    lower, upper = written(band.lower or 0, 0), written(band.upper or 0, 0)
    inclusions = (
        (band.at_least, text("%(lower)s and over", lower=lower)),
        (band.above, text("over %(lower)s", lower=lower)),
        (band.below, text("below %(upper)s", upper=upper)),
        (band.at_most, text("%(upper)s and below", upper=upper)),
    )
    bounds = [words for bound, words in inclusions if bound is not None]
    if len(bounds) == 2:
        return text("%(lower)s, %(upper)s", lower=bounds[0], upper=bounds[1])
    return bounds[0] if bounds else text("any score")


def _by_score(ratings: Ratings, row: int, rules: RuleSet) -> Text:
    """Say what gave the star by score: the band of the number, the number that is the star, or that there is none."""
    levels = rules.levels
    read = levels.of if levels.star_is is None else levels.star_is
    number, words = number_of(read, ratings, row, rules), {"value": title_of(read, rules)}
    if number is None and levels.missing == "lowest":
        return text("%(value)s is not there: the lowest level", **words)
    if number is None:
        return text("not assessed: %(value)s is not there", **words)
    if levels.star_is is not None:
        return text("%(value)s is %(number)s", **words, number=written(number, 0))
    column = Exact.from_decimals([number])
    return band_in_words(next(band for band in closed_bands(levels) if in_band(column, band)[0]))


def _items(ratings: Ratings, row: int) -> tuple[Scored, ...]:
    table = ratings.scores
    points = _written_points(ratings, row)
    return tuple(
        Scored(
            item.part,
            item.title,
            each,
            None if item.full_marks is None else written(item.full_marks, 0),
            str(table.place(row, item.code)),
        )
        for item, each in zip(table.items, points, strict=True)
    )


def _written_points(ratings: Ratings, row: int) -> list[str]:
    table = ratings.scores
    states = table.point_states[row].tolist()
    return [
        points if state == NUMBER else "—" for points, state in zip(table.points[row].texts(0), states, strict=True)
    ]
