"""Quotas: how many branches may or must have a star, and which (T8-T12).

Everything follows from the numbers of the branches, never from their order in the input: branches that are equal in
all of `order` have one standing, and at the edge they are all in or all out.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from starrating.i18n import Text, text
from starrating.model import NO_STAR, Step
from starrating.rating.pools import pools
from starrating.rating.rating_context import Mask, RatingContext, Stars
from starrating.ruleset import Levels
from starrating.ruleset.base import Number
from starrating.ruleset.steps import Best, Quota

SortKeys = NDArray[np.int64]


class Cut(NamedTuple):
    """Candidates cut in two: the rows of m branches, and which of them are inside, with the better star.

    `first` and `last` are the places, from 1, that a branch shares with its equals; `allowed` places are inside;
    `fraction` says that they were rounded from a share.
    """

    rows: NDArray[np.intp]
    inside: Mask
    first: NDArray[np.intp]
    last: NDArray[np.intp]
    allowed: int
    fraction: bool


class QuotaResult(NamedTuple):
    """What a cut means: those of its rows that get a star, the star, and how it is said of one place of the cut."""

    cut: Cut
    meant: Mask
    star: int
    say: Callable[[str, Cut, str], Text]


def quota(step: Quota, state: RatingContext, met: Mask) -> tuple[Stars, list[Step]]:
    """Bound a star from above, then from below; with `bound: soft` nobody moves, and those who would are told."""
    after = state.current.copy()
    told: list[Step] = []
    standing = standings(step.order, state)
    for pool, members in pools(step.pool, state):
        rated = members & met
        base = int(np.count_nonzero(members if step.among == "all" else rated))
        for side in (_from_above, _from_below):
            verdict = side(step, state.rules.levels, after, rated, (standing, base))
            told.extend(_records(step, state, after, pool, verdict))
            if step.bound == "hard":
                after[verdict.cut.rows[verdict.meant]] = verdict.star
    return after, told


def _from_above(step: Quota, levels: Levels, stars: Stars, rated: Mask, order: tuple[SortKeys, int]) -> QuotaResult:
    """Find those who have the star beyond the bound: they fall to the next level, from the lowest to no star."""
    standing, base = order
    rows = np.flatnonzero(rated & (stars == step.star))
    allowed, fraction = _places(step.at_most, step.places, base, step.rounding or "down")
    made = cut(rows, standing, len(rows) if allowed is None else allowed, step.ties, fraction=fraction)
    lower = max((star for star in levels.stars if star < step.star), default=NO_STAR)
    return QuotaResult(made, ~made.inside, lower, _most)


def _from_below(step: Quota, _: Levels, stars: Stars, rated: Mask, order: tuple[SortKeys, int]) -> QuotaResult:
    """Find the last of those with a better star, as many as are missing at the bottom."""
    standing, base = order
    rows = np.flatnonzero(rated & (stars > step.star))
    there = int(np.count_nonzero(rated & (stars <= step.star) & (stars != NO_STAR)))
    wanted, fraction = _places(step.at_least, step.last, base, step.rounding or "up")
    spared = len(rows) - max((wanted or 0) - there, 0)
    made = cut(rows, standing, spared, step.ties, fraction=fraction)
    return QuotaResult(made, ~made.inside, step.star, _least)


def best(step: Best, state: RatingContext, met: Mask) -> tuple[Stars, list[Step]]:
    """Give the star to the best of each pool that is large enough."""
    after = state.current.copy()
    told: list[Step] = []
    standing = standings(step.order, state)
    for pool, members in pools(step.pool, state):
        rows = np.flatnonzero(members & met)
        if len(rows) >= step.smallest_pool:
            allowed, fraction = _places(step.share, step.places, len(rows), step.rounding)
            made = cut(rows, standing, allowed or 0, step.ties, fraction=fraction)
            told.extend(_records(step, state, after, pool, QuotaResult(made, made.inside, step.star, _best)))
            after[rows[made.inside]] = step.star
    return after, told


def standings(order: tuple[str | Number, ...], state: RatingContext) -> SortKeys:
    """Return where each branch stands, n int64: 0 the best, equals the same; what is not there stands last.

    The highest number is the best; with `levels.better: lower` the lowest of the total and of what `levels.of` names.
    """
    levels = state.rules.levels
    standing = np.zeros(len(state.table), dtype=np.int64)
    for ref in order:
        numbers = state.number(ref)
        fewer_is_better = levels.better == "lower" and ref in {"total", levels.of}
        key = np.unique(numbers.exact.numerators, return_inverse=True)[1]
        key = np.where(numbers.known, key if fewer_is_better else -key, len(key))
        standing = np.unique(standing * (2 * len(key) + 1) + key, return_inverse=True)[1]
    return standing


def cut(rows: NDArray[np.intp], standing: SortKeys, allowed: int, ties: str, *, fraction: bool = False) -> Cut:
    """Cut the rows at so many places, from the best; equals at the edge are all inside (`all-in`) or all outside."""
    ascending = np.sort(standing[rows])
    first = np.searchsorted(ascending, standing[rows], side="left") + 1
    last = np.searchsorted(ascending, standing[rows], side="right")
    inside = (first if ties == "all-in" else last) <= allowed
    return Cut(rows, inside, first, last, allowed, fraction)


def rounded(exact: Fraction, how: str) -> int:
    """Round an exact number of places; half-up: halves upwards."""
    if how == "half-up":
        return floor(exact + Fraction(1, 2))
    return ceil(exact) if how == "up" else floor(exact)


def _places(share: Fraction | None, places: int | None, base: int, how: str) -> tuple[int | None, bool]:
    """Return the places that a share of the base, or a fixed number, makes, and whether they had to be rounded."""
    if share is None:
        return places, False
    return rounded(share * base, how), (share * base).denominator != 1


def _records(step: Quota | Best, state: RatingContext, stars: Stars, pool: str, verdict: QuotaResult) -> Iterator[Step]:
    """Say why branches get another star; those who have it already are not told."""
    made, soft = verdict.cut, isinstance(step, Quota) and step.bound == "soft"
    level = state.rules.levels.name(step.star)
    for index in np.flatnonzero(verdict.meant & (stars[made.rows] != verdict.star)).tolist():
        row, before = int(made.rows[index]), int(stars[made.rows[index]])
        because = verdict.say(_written(int(made.first[index]), int(made.last[index])), made, level)
        yield Step(
            branch=state.table.branch[row],
            rule=step.clause,
            effect="over-quota" if soft else step.effect,
            before=before,
            after=before if soft else verdict.star,
            because=text("%(pool)s: %(place)s", pool=pool, place=because) if pool else because,
            source=str(state.table.place(row, str(step.order[0]))),
            key=f"steps[{step.clause}]{_decided(made, index)}",
        )


def _written(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _decided(made: Cut, index: int) -> str:
    """Name the key that decided: equals at the edge, or a share that is no whole number."""
    if made.first[index] <= made.allowed < made.last[index]:
        return ".ties"
    return ".rounding" if made.fraction else ""


def _most(place: str, made: Cut, level: str) -> Text:
    return text(
        "place %(place)s of %(count)s, where %(allowed)s may have %(level)s",
        place=place,
        count=len(made.rows),
        allowed=made.allowed,
        level=level,
    )


def _least(place: str, made: Cut, level: str) -> Text:
    return text(
        "place %(place)s of %(count)s, where the last %(missing)s get %(level)s",
        place=place,
        count=len(made.rows),
        missing=len(made.rows) - max(made.allowed, 0),
        level=level,
    )


def _best(place: str, made: Cut, level: str) -> Text:
    return text(
        "place %(place)s of %(count)s, where the best %(allowed)s get %(level)s",
        place=place,
        count=len(made.rows),
        allowed=made.allowed,
        level=level,
    )
