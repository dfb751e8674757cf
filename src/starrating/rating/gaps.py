"""Numbers that lie in a gap of the plan's bands: what `between` decided of a branch (T2)."""

import numpy as np
from numpy.typing import NDArray

from starrating.exact import Exact
from starrating.model import Ratings
from starrating.rating.branch_values import number_of
from starrating.rating.stars import in_band
from starrating.ruleset import RuleSet
from starrating.ruleset.spans import scored_bands

BETWEEN = "levels.between"
"""The key that decides where a number in a gap belongs."""


def in_gaps(ratings: Ratings, rules: RuleSet) -> NDArray[np.bool_]:
    """Tell of each branch whether its number lies between two bands as the plan writes them, n bool."""
    levels = rules.levels
    if levels.star_is is not None or levels.between == "refuse":
        return np.zeros(len(ratings), np.bool_)
    numbers = [number_of(levels.of, ratings, row, rules) for row in range(len(ratings))]
    column = Exact.from_decimals([number or 0 for number in numbers])
    outside = np.array([number is not None for number in numbers], np.bool_)
    for band in scored_bands(levels):
        outside &= ~in_band(column, band)
    return outside
