"""The values that a rating made of its branches, as exact columns."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from starrating.exact import Exact
from starrating.model.results import Ratings

TOTAL = "total"
"""The value that is the score."""


def numbers_of(ratings: Ratings, value: object) -> tuple[NDArray[np.intp], Exact]:
    """Return the rows of the branches that have a value, and its numbers in these rows.

    The value is named by its id; `total` is the score. What is no value of these ratings no branch has.
    """
    if value == TOTAL:
        rows = np.flatnonzero(ratings.scored)
        return rows, ratings.score[rows]
    written = ratings.values.get(str(value), [])
    given = [row for row, number in enumerate(written) if number is not None]
    return np.array(given, dtype=np.intp), Exact.from_decimals(Fraction(written[row] or 0) for row in given)
