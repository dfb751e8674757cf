"""Numbers that lie in a gap of the plan's bands: what `between` decided of a branch (T2)."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from starrating.exact import Exact
from starrating.model import Ratings
from starrating.rating.branch_values import number_of
from starrating.rating.stars import in_band
from starrating.ruleset import Band, RuleSet
from starrating.ruleset.base import Ref
from starrating.ruleset.spans import scored_bands
from starrating.ruleset.values import MetricBand, PointsFor


def in_gaps(ratings: Ratings, rules: RuleSet) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Go through the keys that decide where a number in a gap belongs, each with the branches that it decided.

    These are the branches whose number lies between two bands as the plan writes them, n bool.
    """
    levels = rules.levels
    if levels.star_is is None and levels.between != "refuse":
        yield "levels.between", _between(levels.of, scored_bands(levels), ratings, rules)
    for value in rules.values:
        if isinstance(value, PointsFor) and value.between != "refuse" and value.id in ratings.values:
            yield f"values[{value.id}].between", _between(value.points_for, value.bands, ratings, rules)


def _between(ref: Ref, bands: Sequence[Band | MetricBand], ratings: Ratings, rules: RuleSet) -> NDArray[np.bool_]:
    numbers = [number_of(ref, ratings, row, rules) for row in range(len(ratings))]
    column = Exact.from_decimals([number or 0 for number in numbers])
    outside = np.array([number is not None for number in numbers], np.bool_)
    for band in bands:
        outside &= ~in_band(column, band)
    return outside
