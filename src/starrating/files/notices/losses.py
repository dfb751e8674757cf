"""Where points were lost: the items that common problems stand behind."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from starrating.exact import written
from starrating.files.notices.typesetting import plain
from starrating.model import NUMBER, ScoreTable

MOST = 5
"""How many items a document names."""


@dataclass(frozen=True, slots=True)
class Loss:
    """An item with the points that all branches together lost at it, how many did, and its full marks."""

    part: str
    title: str
    full_marks: str
    lost: str
    branches: int


def losses_of(table: ScoreTable) -> tuple[Loss, ...]:
    """Return the items at which the most points were lost, the most first, ties in the order of the criteria.

    Points above full marks make up for nothing; items without full marks, and cells without a number, do not count.
    """
    lost = [(_lost(table, index), index) for index in range(len(table.items))]
    worst = sorted((each for each in lost if each[0][0] > 0), key=lambda each: (-each[0][0], each[1]))
    return tuple(_loss(table, index, points, branches) for (points, branches), index in worst[:MOST])


def _lost(table: ScoreTable, index: int) -> tuple[Fraction, int]:
    """Return the points lost at an item, exactly, and how many branches lost any."""
    marks, unit = table.items[index].full_marks, table.points.unit
    if marks is None:
        return Fraction(0), 0
    given = table.points.numerators[:, index][table.point_states[:, index] == NUMBER].astype(object)
    missing = np.maximum(Fraction(marks) * unit - given, 0) if len(given) else given
    return Fraction(sum(missing.tolist())) / unit, int((missing > 0).sum())


def _loss(table: ScoreTable, index: int, points: Fraction, branches: int) -> Loss:
    item = table.items[index]
    marks = "" if item.full_marks is None else written(item.full_marks, 0)
    return Loss(plain(item.part), plain(item.title), marks, written(points), branches)
