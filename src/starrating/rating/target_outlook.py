"""What lies beside the share targets: the branches' own targets, and the result if all near a line rose (plan 4.1)."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from starrating.ledger import LedgerEntry
from starrating.model import NO_STAR, Period, Ratings
from starrating.model.results import DECISION
from starrating.rating.comparison import rows_in
from starrating.rating.rating_context import star_column
from starrating.rating.sensitivity import lines_of
from starrating.rating.targets import Measure
from starrating.ruleset import Band, RuleSet


class Declared(Struct, frozen=True):
    """The target that a branch has set itself, its star (NO_STAR for none), and whether it has come so far.

    `day` is the day on which it was declared for the year; None where it was only typed at the assessment.
    """

    branch: str
    target: int
    star: int
    day: dt.date | None = None

    @property
    def reached(self) -> bool:
        """Whether the star is the target, or better."""
        return self.star >= self.target


class TargetOutlook(Struct, frozen=True):
    """What the result would be if every branch at most `within` points below a line had risen over it.

    `counts` has the branches per star, NO_STAR included; `rises` who would rise, from which star to which; `measures`
    the targets held against that result, `period` the review that it is thought on from.
    """

    within: Decimal
    counts: dict[int, int]
    rises: tuple[tuple[str, int, int], ...]
    measures: tuple[Measure, ...]
    period: Period | None = None


def declared_targets(
    ratings: Ratings, declared: Mapping[str, tuple[int, dt.date]] | None = None
) -> tuple[Declared, ...]:
    """Return the targets that the branches have set themselves, in rank order; branches without one are left out.

    `declared` has what was declared for the year, and on which day; where nothing was, the column typed at the
    assessment stands.
    """
    typed = star_column(ratings.scores, "declared_target").tolist()
    known = declared or {}
    rows = zip(ratings.scores.branch, typed, ratings.star.tolist(), strict=True)
    found = (
        Declared(branch, known[branch][0], star, known[branch][1]) if branch in known else Declared(branch, aim, star)
        for branch, aim, star in rows
    )
    return tuple(declared for declared in found if declared.target != NO_STAR)


def outlook(
    ratings: Ratings,
    rules: RuleSet,
    within: Decimal,
    again: Callable[[RuleSet], Ratings],
    measures: Callable[[Ratings], Sequence[Measure]],
) -> TargetOutlook | None:
    """Rate the same input with every line lower by `within` points; None where no score stands between levels.

    What follows a star, triggers, caps and quotas, is thus taken into account. `measures` holds the targets against a
    result; the points that branches lack are then meaningless and left out.
    """
    eased = eased_rules(rules, within)
    if eased is None:
        return None
    risen = _as_decided(again(eased), ratings)
    after = risen.star[rows_in(ratings, risen)]
    rises = tuple(
        (ratings.scores.branch[row], int(ratings.star[row]), int(after[row]))
        for row in np.flatnonzero(after > ratings.star).tolist()
    )
    return TargetOutlook(
        within, risen.counts(), rises, tuple(replace(measure, nearest=()) for measure in measures(risen))
    )


def _as_decided(risen: Ratings, ratings: Ratings) -> Ratings:
    """Give the branches whose star was set otherwise the star that was set."""
    star = risen.star.copy()
    for step in ratings.steps:
        if step.effect == DECISION:
            star[risen.position(step.branch)] = step.after
    return replace(risen, star=star)


def eased_rules(rules: RuleSet, by: Decimal) -> RuleSet | None:
    """Let every line between two levels be reached with so many points less; None if there is no such line."""
    lines = list(lines_of(rules))
    if not lines:
        return None
    distance = -by if rules.levels.better == "higher" else by
    ends, begins = {id(line.ends) for line in lines}, {id(line.begins) for line in lines}

    def moved(band: Band) -> Band:
        sides = (
            *(("at_most", "below") if id(band) in ends else ()),
            *(("at_least", "above") if id(band) in begins else ()),
        )
        bounds = {side: getattr(band, side) for side in sides}
        return band.model_copy(update={side: bound + distance for side, bound in bounds.items() if bound is not None})

    bands = tuple(moved(band) for band in rules.levels.bands)
    return rules.model_copy(update={"levels": rules.levels.model_copy(update={"bands": bands})})


class TargetReport(Struct, frozen=True):
    """The targets of a year: the milestones measured, and what the last review up to then says besides.

    `period` is that review, None if there is none. `trend` has the newest version of every review up to it.
    """

    year: int
    rules: RuleSet
    measures: tuple[Measure, ...]
    period: Period | None = None
    declared: tuple[Declared, ...] = ()
    trend: tuple[LedgerEntry, ...] = ()
    outlook: TargetOutlook | None = None
