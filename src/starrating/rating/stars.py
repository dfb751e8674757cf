"""From the total to the star by score (rule kinds T1, T3; plan 2-levels)."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from starrating.errors import Problem
from starrating.exact import Exact, written
from starrating.i18n import text
from starrating.model import NO_STAR, ScoreTable
from starrating.ruleset import Band, RuleSet


def stars_by_score(score: Exact, rules: RuleSet) -> NDArray[np.int16]:
    """Return the star of each score, n int16; NO_STAR in a band without a star.

    The bands take in every score exactly once (proved when the rule set was loaded), so their order is of no account.
    """
    stars = np.full(len(score), NO_STAR, dtype=np.int16)
    for band in rules.levels.bands:
        if band.star != "none":
            stars[in_band(score, band)] = band.star
    return stars


def in_band(score: Exact, band: Band) -> NDArray[np.bool_]:
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


def near_thresholds(table: ScoreTable, score: Exact, rules: RuleSet) -> list[Problem]:
    """Warn of scores as near to a bound as `levels.near`: one look at the cell is cheaper than a wrong star."""
    return [
        _near(table, score, row, band)
        for band in rules.levels.bands
        if band.lower is not None
        for row in np.flatnonzero(score.within(rules.levels.near, band.lower)).tolist()
    ]


def _near(table: ScoreTable, score: Exact, row: int, band: Band) -> Problem:
    exact, bound = score[row : row + 1], Fraction(band.lower or 0)
    gap = exact.fractions()[0] - bound
    words = {
        "branch": table.branch[row],
        "score": exact.texts()[0],
        "level": band.name,
        "bound": written(bound, 0),
        "gap": written(abs(gap)),
    }
    if gap > 0:
        message = text("%(branch)s has %(score)s points, %(gap)s above %(bound)s, where %(level)s begins.", **words)
    elif gap < 0:
        message = text("%(branch)s has %(score)s points, %(gap)s below %(bound)s, where %(level)s begins.", **words)
    else:
        del words["gap"]
        message = text("%(branch)s has %(score)s points, exactly on %(bound)s, where %(level)s begins.", **words)
    hint = text("The exact score was compared, without rounding. Look at the cells of this branch once more.")
    return Problem("warning", "near-threshold", table.place(row, "total"), message, hint)
