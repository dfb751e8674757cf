"""Why a branch has its star: items, total, band with its bound, each step, star, and what it lacks for the next."""

from dataclasses import dataclass
from fractions import Fraction

from starrating.exact import written
from starrating.i18n import Text, text
from starrating.model import NO_STAR, JudgedIncident, Ratings, Step
from starrating.ruleset import Band, RuleSet


@dataclass(frozen=True, slots=True)
class Scored:
    """One item: its part, title, points and full marks as exact decimals, and the cell they come from."""

    part: str | None
    title: str
    points: str
    full_marks: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that led to one star, in the order in which it was done."""

    branch: str
    unit: str | None
    items: tuple[Scored, ...]
    score: str
    source: str
    rank: int
    star_by_score: int
    band: Text
    clause: str
    steps: tuple[Step, ...]
    not_counted: tuple[JudgedIncident, ...]
    star: int
    previous_star: int
    status: str
    lacks: Text | None
    questions: tuple[tuple[str, str], ...]


def explain(branch: str, ratings: Ratings, rules: RuleSet) -> Explanation:
    """Explain one branch of a rated review; an unknown branch raises `ValueError`."""
    row = ratings.position(branch)
    steps = tuple(step for step in ratings.steps if step.branch == branch)
    uncounted = tuple(each for each in ratings.incidents if each.incident.branch == branch and not each.counted)
    keys = [*(step.key for step in steps), *(each.key for each in uncounted)]
    questions = [question for key in dict.fromkeys(keys) if (question := rules.question(key))]
    return Explanation(
        branch=branch,
        unit=ratings.scores.column("unit")[row],
        items=_items(ratings, row),
        score=ratings.score[row : row + 1].texts()[0],
        source=str(ratings.scores.place(row, "total")),
        rank=int(ratings.rank[row]),
        star_by_score=int(ratings.star_by_score[row]),
        band=band_in_words(_band(rules, int(ratings.star_by_score[row]))),
        clause=rules.levels.clause,
        steps=steps,
        not_counted=uncounted,
        star=int(ratings.star[row]),
        previous_star=int(ratings.previous_star[row]),
        status=ratings.status[row],
        lacks=_lacks(ratings, row, rules),
        questions=tuple((question.question, question.answer) for question in questions),
    )


def band_in_words(band: Band) -> Text:
    """Say which scores a band takes in, each bound with its inclusion."""
    lower, upper = written(band.lower or 0, 0), written(band.upper or 0, 0)
    inclusions = (
        (band.at_least, text("%(lower)s and over", lower=lower)),
        (band.above, text("over %(lower)s", lower=lower)),
        (band.below, text("below %(upper)s", upper=upper)),
        (band.at_most, text("%(upper)s and below", upper=upper)),
    )
    said = [words for bound, words in inclusions if bound is not None]
    if len(said) == 2:
        return text("%(lower)s, %(upper)s", lower=said[0], upper=said[1])
    return said[0] if said else text("any score")


def _band(rules: RuleSet, star: int) -> Band:
    return next(band for band in rules.levels.bands if band.star == ("none" if star == NO_STAR else star))


def _items(ratings: Ratings, row: int) -> tuple[Scored, ...]:
    table = ratings.scores
    points = table.points[row].texts(0)
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


def _lacks(ratings: Ratings, row: int, rules: RuleSet) -> Text | None:
    """Say what is missing for the next star: points, or that nothing but the steps stand in the way."""
    star, by_score = int(ratings.star[row]), int(ratings.star_by_score[row])
    if by_score > star:
        return text(
            "By its score it would have %(level)s; only the steps above stand in the way.",
            level=rules.levels.name(by_score),
        )
    higher = next((each for each in rules.levels.stars if each > star), None)
    bound = rules.levels.band(higher).lower if higher is not None else None
    if higher is None or bound is None:
        return None
    gap = Fraction(bound) - ratings.score[row : row + 1].fractions()[0]
    if gap <= 0:
        return None
    return text("%(gap)s points to %(level)s.", gap=written(gap), level=rules.levels.name(higher))
