"""The values that occur in a column, in order.

As `numpy.unique` has them, which imports all of `numpy.ma` when it is first called: a tenth of what importing numpy
costs, in a program that runs for less than a second.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_Values = NDArray[Any]


def distinct(values: _Values) -> _Values:
    """Return each value once, from the least."""
    return counted(values)[0]


def counted(values: _Values) -> tuple[_Values, NDArray[np.intp]]:
    """Return each value once, from the least, and how often it occurs."""
    ordered = np.sort(values)
    begins = np.flatnonzero(_differs_from_before(ordered[:, None]))
    return ordered[begins], np.diff(np.append(begins, len(ordered)))


def dense(values: _Values) -> NDArray[np.intp]:
    """Return of each value how many smaller ones occur, equal ones counted once."""
    return np.searchsorted(distinct(values), values)


def distinct_rows(rows: _Values) -> _Values:
    """Return each row of a matrix once, in the order of the first column, then the second, and so on."""
    ordered = rows[np.lexsort(rows.T[::-1])]
    return ordered[_differs_from_before(ordered)]


def _differs_from_before(rows: _Values) -> NDArray[np.bool_]:
    differs = np.ones(len(rows), np.bool_)
    differs[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return differs
