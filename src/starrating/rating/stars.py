"""From a number to the star by score (kinds T1-T3, T6, T13; plan 2-levels).

What a level asks for besides the score: parts with their own minimum, facts, a ladder of sheets (T4, T5, T7).
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from starrating.decimals import written
from starrating.errors import Problem
from starrating.exact import Exact
from starrating.i18n import Text, listed, text
from starrating.model import NO_STAR, Step
from starrating.model.results import NO_STAR_STATUS, RATED
from starrating.rating.conditions import column_read, holds
from starrating.rating.rating_context import Mask, NumberColumn, RatingContext, Stars
from starrating.ruleset import Band, Levels, RuleSet
from starrating.ruleset.base import Section
from starrating.ruleset.conditions import AllOf, parts_of
from starrating.ruleset.spans import closed_bands
from starrating.ruleset.values import MetricBand
from starrating.ruleset.words.conditions import condition_words


def stars_by_score(state: RatingContext) -> None:
    """Set `by_score`, what the levels make of the number alone; `current`, after the needs of the levels; `status`.

    Without a star the status says why: `not-assessed`, the number is not there; `undecided`, the needs do not hold and
    `needs_unmet` says so; else `no-star`. Zero stars is a level like others.
    """
    levels = state.rules.levels
    stars, known = _starting(state) if levels.star_is is not None else _banded(state)
    if levels.missing == "lowest":
        stars, known = np.where(known, stars, np.int16(levels.lowest)), np.ones_like(known)
    state.by_score = np.where(known, stars, np.int16(NO_STAR))
    state.current = apply_requirements(state)
    state.status = [RATED] * len(stars)
    for row in np.flatnonzero(state.current == NO_STAR).tolist():
        state.status[row] = _why_none(levels, known=bool(known[row]), fell=bool(state.by_score[row] != NO_STAR))


def _why_none(levels: Levels, *, known: bool, fell: bool) -> str:
    if not known:
        return "not-assessed"
    return "undecided" if fell and levels.needs_unmet == "undecided" else NO_STAR_STATUS


def _banded(state: RatingContext) -> tuple[Stars, Mask]:
    """Find the band of each number; the proof has shown that every number has exactly one."""
    numbers = state.number(state.rules.levels.of)
    stars = np.full(len(numbers.exact), NO_STAR, dtype=np.int16)
    for band in closed_bands(state.rules.levels):
        if band.star != "none":
            stars[in_band(numbers.exact, band)] = band.star
    return stars, numbers.known


def _starting(state: RatingContext) -> tuple[Stars, Mask]:
    """Take the number as the star: the highest level not above it, which drops fractions and closes gaps (V10).

    Below the lowest level there is no star where a band says `star: none`; without one the lowest is held.
    """
    levels = state.rules.levels
    assert levels.star_is is not None
    numbers = state.number(levels.star_is)
    reached = levels_reached(numbers, levels)
    scale = np.array([NO_STAR if levels.has_unstarred else levels.lowest, *levels.stars], dtype=np.int16)
    return scale[reached], numbers.known


def levels_reached(numbers: NumberColumn, levels: Levels) -> NDArray[np.intp]:
    """Count the stars of the scale that are not above each number."""
    reached = np.zeros(len(numbers.exact), dtype=np.intp)
    for star in levels.stars:
        reached += numbers.exact.at_least(star)
    return reached


def in_band(score: Exact, band: Band | MetricBand) -> Mask:
    """Tell which scores belong to a band."""
    inside = np.ones(len(score), dtype=np.bool_)
    if band.at_least is not None:
        inside &= score.at_least(band.at_least)
    if band.above is not None:
        inside &= score.above(band.above)
    if band.at_most is not None:
        inside &= score.at_most(band.at_most)
    if band.below is not None:
        inside &= score.below(band.below)
    return inside


def edge_of(band: Band, levels: Levels) -> Decimal | None:
    """Return the bound where a level begins for one that gets better: its lower one, or with demerits its upper one."""
    return band.lower if levels.better == "higher" else band.upper


def leads_in(band: Band, levels: Levels) -> bool:
    """Tell whether the bound where a level begins belongs to it itself."""
    return (band.above if levels.better == "higher" else band.below) is None


def near_thresholds(state: RatingContext) -> list[Problem]:
    """Warn of numbers as near to a bound as `levels.near`: one look at the cell is cheaper than a wrong star."""
    levels = state.rules.levels
    if levels.star_is is not None or levels.near == "none":
        return []
    numbers = state.number(levels.of)
    edges = ((band, edge_of(band, levels)) for band in closed_bands(levels))
    return [
        problem for band, edge in edges if edge is not None for problem in _near(state, numbers, band, Fraction(edge))
    ]


_ONE_BY_ONE = 3
"""So many branches on one bound are told one by one; where scores come in steps, many stand there."""

_MOST_NAMED = 50
"""So many of them are named: a cell of a workbook holds no more than some thousand names."""


def _near(state: RatingContext, numbers: NumberColumn, band: Band, edge: Fraction) -> Iterator[Problem]:
    near = state.rules.levels.near
    assert near != "none"
    rows = np.flatnonzero(numbers.exact.within(near, edge) & numbers.known)
    scores = numbers.exact[rows]
    sides, distances = scores.gaps(edge)
    if state.rules.values:
        hint = text("Look at the cells of this branch once more.")
    else:
        hint = text("The exact score was compared, without rounding. Look at the cells of this branch once more.")
    bound = {"level": band.name, "bound": written(edge, 0)}
    on = rows[sides == 0]
    if len(on) > _ONE_BY_ONE:
        place = state.table.place(int(on[0]), str(state.rules.levels.of))
        names = [state.table.branch[row] for row in on.tolist()]
        yield Problem("warning", "near-threshold", place, _many_on_the_bound(names, bound), hint)
    shown = scores.shown(most=state.rules.all_decimals)
    for row, score, side, distance in zip(rows.tolist(), shown, sides.tolist(), distances, strict=True):
        if side == 0 and len(on) > _ONE_BY_ONE:
            continue
        words = {"branch": state.table.branch[row], "score": score, **bound}
        place = state.table.place(row, str(state.rules.levels.of))
        yield Problem("warning", "near-threshold", place, _standing(side, distance, words), hint)


def _many_on_the_bound(names: Sequence[str], bound: Mapping[str, str]) -> Text:
    fields = {"number": len(names), "branches": listed(names[:_MOST_NAMED]), **bound}
    if len(names) > _MOST_NAMED:
        return text(
            "%(number)s stand exactly on the bound of %(level)s at %(bound)s, the first of them: %(branches)s.",
            **fields,
        )
    return text("%(number)s stand exactly on the bound of %(level)s at %(bound)s: %(branches)s.", **fields)


def _standing(side: int, distance: str, words: Mapping[str, str]) -> Text:
    """Say where a number stands to a bound: `side` is 1 above it, -1 below."""
    if side > 0:
        return text(
            "%(branch)s has %(score)s points, %(gap)s above the bound of %(level)s at %(bound)s.", **words, gap=distance
        )
    if side < 0:
        return text(
            "%(branch)s has %(score)s points, %(gap)s below the bound of %(level)s at %(bound)s.", **words, gap=distance
        )
    return text("%(branch)s has %(score)s points, exactly on the bound of %(level)s at %(bound)s.", **words)


def apply_requirements(state: RatingContext) -> Stars:
    """Return the star by score where the needs of its level hold, else what `needs_unmet` says, n int16.

    `next`: the next level down whose needs hold, whatever its band; none left, no star. `none`, `undecided`: no star.
    A level that only steps give is never fallen to.
    """
    levels = state.rules.levels
    result = np.full_like(state.by_score, NO_STAR)
    for star in levels.stars:
        falls_here = levels.needs_unmet == "next" and levels.band(star).by == "score"
        reached = state.by_score >= star if falls_here else state.by_score == star
        for needs in asked(star, levels):
            reached &= holds(needs, state)
        result[reached] = star
    return result


def asked(star: int, levels: Levels) -> list[Section]:
    """Return the simple needs of a level; on a ladder (`cumulative`) those of all levels below it come first."""
    bands = [levels.band(each) for each in levels.stars if each == star or (levels.cumulative and each < star)]
    needs = [band.needs for band in bands if band.needs is not None]
    return [
        part for condition in needs for part in (parts_of(condition) if isinstance(condition, AllOf) else (condition,))
    ]


def needs_steps(state: RatingContext) -> list[Step]:
    """Say of each branch that lost stars because of the needs which of them do not hold."""
    lost = set(state.by_score[state.by_score != state.current].tolist())
    return [step for star in sorted(lost, reverse=True) for step in _lost(star, state)]


def _lost(star: int, state: RatingContext) -> Iterator[Step]:
    levels = state.rules.levels
    needing = [(needs, holds(needs, state)) for needs in asked(star, levels)]
    for row in np.flatnonzero((state.by_score == star) & (state.current != star)).tolist():
        unmet = [needs for needs, met in needing if not met[row]]
        yield Step(
            branch=state.table.branch[row],
            rule=levels.clause,
            effect="needs",
            before=star,
            after=int(state.current[row]),
            because=_because(star, unmet, state.rules),
            source=str(state.table.place(row, column_read(unmet[0], state.table) or "branch")),
            key="levels.needs_unmet",
        )


def _because(star: int, unmet: list[Section], rules: RuleSet) -> Text:
    words = listed(condition_words(rules, needs) for needs in unmet)
    return text("%(level)s also asks for what does not hold: %(needs)s", level=rules.levels.name(star), needs=words)
