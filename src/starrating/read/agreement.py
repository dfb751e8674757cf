"""A column that is a linear function of others, and the rows in which it is: exactly, or as it was rounded."""

from fractions import Fraction
from math import lcm
from typing import Literal

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from starrating.read.number_grid import Integers, Mask, NumberGrid

Kind = Literal["sum", "mean", "trimmed_mean", "blend", "deduction", "copy", "share"]

MOSTLY = Fraction(7, 10)
"""What agrees in fewer rows than this share is no aggregate, not even one with errors (measured on 466 real sheets)."""


class Relation(Struct, frozen=True, eq=False):
    """A column that is a linear function of others: its weights, a constant, and the rows that do not agree.

    `spoken` is the number of rows that could speak, `odd` those of them that do not agree; `trimmed` says how many of
    the lowest and of the highest numbers a mean leaves out. A mean without weights leaves blanks out.
    """

    target: int
    parts: tuple[int, ...]
    kind: Kind
    weights: tuple[Fraction, ...]
    constant: Fraction = Fraction(0)
    trimmed: tuple[int, int] = (0, 0)
    spoken: int = 0
    odd: NDArray[np.intp] = field(default_factory=lambda: np.zeros(0, np.intp))


def steps_within(grid: NumberGrid, relation: Relation, places: int) -> int:
    """Return how many finer numbers half a unit of the last decimal takes in: 0 where the sum must be exact."""
    decimals = grid.decimals[:, list(relation.parts)] if relation.kind == "sum" else grid.decimals
    finest = int(decimals.max()) if decimals.size else 0
    return int(10 ** max(finest - places, 0) // 2)


def mostly(fits: Mask, speaks: Mask, at_least: Fraction = MOSTLY) -> bool:
    """Tell whether something fits in so large a share of the rows that speak; where none speaks, it does not."""
    many = int(np.count_nonzero(speaks))
    return many > 0 and int(np.count_nonzero(fits & speaks)) >= at_least * many


def agreement(grid: NumberGrid, relation: Relation, places: int, sums: Integers | None = None) -> tuple[Mask, Mask]:
    """Tell in which rows a relation holds, and which rows can speak.

    It holds if it is exact, or within half a unit of the last decimal that the column shows. A row can speak if the
    column has a number other than 0 there and at least two of the parts have; against a sum it can if one of them has.
    Numbers of 16 decimals may leave 64 bits on the way: both sides do so alike, and what is left of them is right.
    """
    target, parts = grid.numbers[:, relation.target], list(relation.parts)
    telling = (grid.numbers[:, parts] != 0).sum(axis=1) >= min(2, len(parts))
    speaks = grid.filled[:, relation.target] & (target != 0) & telling
    if relation.kind == "deduction":
        speaks = grid.filled[:, relation.target] & grid.filled[:, parts].any(axis=1)
    scale, wanted = _wanted(grid, relation, sums)
    top, bottom = grid.half_unit(places)
    gap = np.abs(target * scale - wanted)
    fits = np.asarray(gap * bottom <= scale * top)
    if relation.kind == "sum":
        speaks |= ~fits & grid.filled[:, relation.target] & (target != 0) & (grid.numbers[:, parts] != 0).any(axis=1)
    return fits, np.asarray(speaks)


def _wanted(grid: NumberGrid, relation: Relation, sums: Integers | None) -> tuple[Integers, Integers]:
    """Return what the column should be, as multiples of a scale, by row."""
    count = len(grid.numbers)
    if relation.kind in {"mean", "trimmed_mean"}:
        return _mean_of(grid, relation)
    if sums is None or relation.kind != "sum":
        scale = lcm(*(weight.denominator for weight in (*relation.weights, relation.constant)))
        sums = np.full(count, int(relation.constant * scale))
        for part, weight in zip(relation.parts, relation.weights, strict=True):
            sums = sums + grid.numbers[:, part] * int(weight * scale)
        return np.full(count, scale), sums
    return np.ones(count, np.int64), sums


def _mean_of(grid: NumberGrid, relation: Relation) -> tuple[Integers, Integers]:
    parts = grid.numbers[:, list(relation.parts)]
    low, high = relation.trimmed
    ordered = np.sort(parts, axis=1)
    kept = ordered[:, low : parts.shape[1] - high]
    counts = np.full(len(parts), kept.shape[1])
    if relation.weights == ():
        counts = np.maximum(grid.filled[:, list(relation.parts)].sum(axis=1), 1)
    return counts, kept.sum(axis=1)


def mean(target: int, run: tuple[int, ...], trimmed: tuple[int, int] | None) -> Relation:
    """Return a column as the mean of others: of all, of those that are `trimmed`, or of those filled (None)."""
    if trimmed is None:
        return Relation(target, run, "mean", ())
    weights = (Fraction(1, len(run) - sum(trimmed)),) * len(run)
    return Relation(target, run, "trimmed_mean" if any(trimmed) else "mean", weights, trimmed=trimmed)
