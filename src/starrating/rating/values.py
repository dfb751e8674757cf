"""Values: the named numbers of each branch, made in the order of the rule set (rule kinds S1-S11).

Each kind is a function of a value and the state so far; rounding, floor and cap are the same for all of them. Without
its parts a value is there or not as its `missing` says.

What could have been earned: the full marks of the items that a number is made of (rule kind S7).
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from operator import and_, or_
from typing import Any

import numpy as np

from starrating.decimals import Number
from starrating.exact import Exact
from starrating.model import NUMBER
from starrating.rating.conditions import holds, passes
from starrating.rating.incident_points import incident_points
from starrating.rating.pools import pools
from starrating.rating.rating_context import Mask, NumberColumn, RatingContext, items_named
from starrating.ruleset.base import Ref
from starrating.ruleset.spans import closed
from starrating.ruleset.values import (
    Blend,
    Choose,
    Constant,
    Count,
    Highest,
    Lowest,
    Mean,
    Outermost,
    Percentile,
    PointsFor,
    Product,
    Ratio,
    Sum,
    Tally,
    Value,
)


def make_values(state: RatingContext) -> None:
    """Fill `state.values` in the order of the rule set, and with the `total` if the rule set has no such value."""
    for value in state.rules.values:
        state.values[value.id] = _bounded(_MAKERS[type(value)](value, state), value)
    state.values.setdefault("total", state.number("total"))


def _bounded(numbers: NumberColumn, value: Value) -> NumberColumn:
    """Round, then hold between floor and cap."""
    exact = numbers.exact
    if value.round:
        exact = exact.rounded(value.round.to, value.round.how)
    if value.floor is not None:
        exact = exact.where(exact.at_least(value.floor), _all(value.floor, exact))
    if value.cap is not None:
        exact = exact.where(exact.at_most(value.cap), _all(value.cap, exact))
    return NumberColumn(exact, numbers.known)


def _all(number: Number, like: Exact) -> Exact:
    return Exact.constant(number, len(like))


def _part(ref: Ref, value: Value, state: RatingContext) -> NumberColumn:
    """Read a part of a value; one that is not there is 0 if `missing` says so."""
    numbers = state.number(ref)
    if value.missing != "zero":
        return numbers
    return NumberColumn(numbers.or_zero(), np.ones_like(numbers.known))


def _parts(refs: Iterable[Ref], value: Value, state: RatingContext) -> list[NumberColumn]:
    return [_part(ref, value, state) for ref in refs]


def _known(parts: Iterable[NumberColumn], value: Value) -> Mask:
    """Tell where a value of these parts is there: with all of them, or with any if others are left out."""
    return reduce(or_ if value.missing == "skip" else and_, (part.known for part in parts))


def _added(columns: Iterable[Exact]) -> Exact:
    return reduce(Exact.plus, columns)


def _how_many(masks: Iterable[Mask]) -> Exact:
    return Exact(np.stack([*masks]).sum(axis=0, dtype=np.int64))


def _sum(value: Sum, state: RatingContext) -> NumberColumn:
    plus, minus = _parts(value.sum, value, state), _parts(value.minus, value, state)
    exact = reduce(Exact.minus, (part.or_zero() for part in minus), _added(part.or_zero() for part in plus))
    return NumberColumn(exact, _known(plus if value.missing == "skip" else plus + minus, value))


def _constant(value: Constant, state: RatingContext) -> NumberColumn:
    return NumberColumn.constant(value.number, len(state.table))


def _product(value: Product, state: RatingContext) -> NumberColumn:
    parts = _parts(value.product, value, state)
    ones = _all(1, parts[0].exact)
    return NumberColumn(
        reduce(Exact.multiplied, (part.exact.where(part.known, ones) for part in parts)), _known(parts, value)
    )


def _blend(value: Blend, state: RatingContext) -> NumberColumn:
    """Divide the weighted sum by the sum of the weights; a part counts where both it and its weight are there."""
    parts = _parts((weighted.of for weighted in value.blend), value, state)
    weights = _parts((weighted.weight for weighted in value.blend), value, state)
    both = [NumberColumn(part.exact, part.known & weight.known) for part, weight in zip(parts, weights, strict=True)]
    exact = _added(part.or_zero().multiplied(weight.or_zero()) for part, weight in zip(both, weights, strict=True))
    there = _added(NumberColumn(weight.exact, part.known).or_zero() for part, weight in zip(both, weights, strict=True))
    return _quotient(NumberColumn(exact, _known(both, value)), there)


def _mean(value: Mean, state: RatingContext) -> NumberColumn:
    parts = _parts(value.mean, value, state)
    known = _known(parts, value)
    if value.without:
        return _trimmed(parts, known, value.without)
    return _quotient(
        NumberColumn(_added(part.or_zero() for part in parts), known), _how_many(part.known for part in parts)
    )


def _trimmed(parts: list[NumberColumn], known: Mask, without: Outermost) -> NumberColumn:
    """Take the mean of each branch's numbers without the outermost; where nothing is left, there is none."""
    matrix, there = Exact.beside([part.exact for part in parts]), np.stack([part.known for part in parts], axis=1)
    numbers, many = matrix.ascending(there), there.sum(axis=1)
    place = np.arange(len(parts))[np.newaxis, :]
    kept = (place >= without.lowest) & (place < (many - without.highest)[:, np.newaxis])
    total = Exact(np.where(kept, numbers.numerators, 0), numbers.unit).sum()
    return _quotient(NumberColumn(total, known), Exact(kept.sum(axis=1, dtype=np.int64)))


def _ratio(value: Ratio, state: RatingContext) -> NumberColumn:
    part = _part(value.ratio, value, state)
    if value.to == "full-marks":
        whole = full_marks(value.ratio, state, applicable=value.missing == "skip")
    else:
        whole = _part(value.to, value, state)
    divided = _quotient(NumberColumn(part.exact, part.known & whole.known), whole.exact)
    return NumberColumn(divided.exact.times(value.times), divided.known)


def _quotient(numbers: NumberColumn, divisors: Exact) -> NumberColumn:
    """Divide row by row; a division by zero gives none."""
    known = numbers.known & (divisors.numerators != 0)
    return NumberColumn(numbers.or_zero().divided(divisors.where(known, _all(1, divisors))), known)


def _highest(value: Highest, state: RatingContext) -> NumberColumn:
    return _outermost(_parts(value.highest, value, state), value, Exact.at_least)


def _lowest(value: Lowest, state: RatingContext) -> NumberColumn:
    return _outermost(_parts(value.lowest, value, state), value, Exact.at_most)


def _outermost(parts: list[NumberColumn], value: Value, beats: Callable[[Exact, Exact], Mask]) -> NumberColumn:
    def outer(one: NumberColumn, other: NumberColumn) -> NumberColumn:
        kept = one.known & (beats(one.exact, other.exact) | ~other.known)
        return NumberColumn(one.exact.where(kept, other.exact), one.known | other.known)

    return NumberColumn(reduce(outer, parts).exact, _known(parts, value))


def _percentile(value: Percentile, state: RatingContext) -> NumberColumn:
    """Give every branch of a pool its percentile; `missing: none`: a pool with a number that is not there has none."""
    numbers = _part(value.of, value, state)
    found: list[Number] = [0] * len(numbers.known)
    known = np.zeros_like(numbers.known)
    for _, members in pools(value.pool, state):
        counted = np.flatnonzero(members & numbers.known)
        if not counted.size or (value.missing == "none" and len(counted) < np.count_nonzero(members)):
            continue
        limit = _limit(sorted(numbers.exact[counted].fractions()), value)
        for row in np.flatnonzero(members).tolist():
            found[row] = limit
        known |= members
    return NumberColumn(Exact.from_decimals(found), known)


def _limit(ascending: list[Fraction], value: Percentile) -> Fraction:
    """Return the percentile of numbers in order, by the method that the value names."""
    if value.method == "nearest-rank":
        return ascending[max(ceil(value.percentile * len(ascending)), 1) - 1]
    place = value.percentile * (len(ascending) - 1)
    below = floor(place)
    above = ascending[min(below + 1, len(ascending) - 1)]
    return ascending[below] + (place - below) * (above - ascending[below])


def _points_for(value: PointsFor, state: RatingContext) -> NumberColumn:
    raw = _part(value.points_for, value, state)
    band = np.zeros(len(raw.known), np.intp)
    known = np.zeros_like(raw.known)
    for position, metric_band in enumerate(closed(value.bands, value.between)):
        inside = passes(raw, metric_band, state)
        band[inside] = position
        known |= inside
    return NumberColumn(Exact.from_decimals(band.points for band in value.bands)[band], known)


def _count(value: Count, state: RatingContext) -> NumberColumn:
    parts = _parts(value.count, value, state)
    return NumberColumn(_how_many(passes(part, value.that, state) for part in parts), _known(parts, value))


def _choose(value: Choose, state: RatingContext) -> NumberColumn:
    """Take the first case that holds; with `missing: skip` the first of them whose number is there.

    Without such a case, and without `otherwise`, the value is not there either: with `missing: zero` it is 0.
    """
    many = len(state.table)
    chosen = NumberColumn(Exact.constant(0, many), np.full(many, value.missing == "zero"))
    free = np.ones(many, np.bool_)
    cases = [(holds(case.when, state), case.value) for case in value.choose]
    for met, ref in [*cases, *((free, ref) for ref in [value.otherwise] if ref is not None)]:
        part = _part(ref, value, state)
        takes = free & met & (part.known if value.missing == "skip" else True)
        chosen = NumberColumn(part.exact.where(takes, chosen.exact), np.where(takes, part.known, chosen.known))
        free = free & ~takes
    return chosen


def _tally(value: Tally, state: RatingContext) -> NumberColumn:
    return NumberColumn(incident_points(value, state), np.ones(len(state.table), np.bool_))


_MAKERS: Mapping[type, Callable[[Any, RatingContext], NumberColumn]] = {
    Constant: _constant,
    Sum: _sum,
    Product: _product,
    Blend: _blend,
    Ratio: _ratio,
    Highest: _highest,
    Lowest: _lowest,
    Mean: _mean,
    Percentile: _percentile,
    PointsFor: _points_for,
    Tally: _tally,
    Count: _count,
    Choose: _choose,
}


def full_marks(ref: Ref, state: RatingContext, *, applicable: bool) -> NumberColumn:
    """Return the full marks of what a reference reads, by branch; with `applicable` without what is not there.

    Points by bands have those of the best band; a sum has those of what it adds, the highest of several the most of
    them. Where an item has no full marks, and for any other number, there are none.
    """
    if not isinstance(ref, str):
        return NumberColumn.constant(ref, len(state.table))
    if ref in state.values:
        value = next(value for value in state.rules.values if value.id == ref)
        marks = _of_value(value, state, applicable=applicable)
    else:
        marks = _of_items(ref, state, applicable=applicable)
    if not applicable:
        return marks
    there = state.number(ref).known
    return NumberColumn(marks.exact.where(there, Exact.constant(0, len(there))), marks.known)


def _of_value(value: Value, state: RatingContext, *, applicable: bool) -> NumberColumn:
    match value:
        case PointsFor():
            return NumberColumn.constant(max(band.points for band in value.bands), len(state.table))
        case Sum():
            parts = [full_marks(ref, state, applicable=applicable) for ref in value.sum]
            return NumberColumn(reduce(Exact.plus, (part.exact for part in parts)), _all_known(parts))
        case Constant():
            return NumberColumn.constant(value.number, len(state.table))
        case Highest():
            parts = [full_marks(ref, state, applicable=applicable) for ref in value.highest]
            return NumberColumn(reduce(_higher, (part.exact for part in parts)), _all_known(parts))
    return _none(state)


def _of_items(name: str, state: RatingContext, *, applicable: bool) -> NumberColumn:
    items = state.table.items
    whole = name in {"items", "total"}
    positions = list(range(len(items))) if whole else items_named(name, state.table)
    marks = [items[position].full_marks for position in positions]
    if not marks:
        return _stated(state) if whole else _none(state)
    counted = state.table.point_states[:, positions] == NUMBER
    column = Exact.from_decimals(mark or 0 for mark in marks)
    each = np.where(counted if applicable else True, column.numerators, np.zeros_like(counted, np.int64))
    known = np.full(len(state.table), None not in marks)
    return NumberColumn(Exact(each, column.unit).sum(), known)


def _stated(state: RatingContext) -> NumberColumn:
    """Return the full marks of the whole, for totals that come without their items."""
    marks = state.rules.criteria.total_marks
    return _none(state) if marks is None else NumberColumn.constant(marks, len(state.table))


def _higher(one: Exact, other: Exact) -> Exact:
    return one.where(one.at_least(other), other)


def _all_known(parts: list[NumberColumn]) -> Mask:
    return reduce(and_, (part.known for part in parts))


def _none(state: RatingContext) -> NumberColumn:
    return NumberColumn(Exact(np.zeros(len(state.table), np.int64)), np.zeros(len(state.table), np.bool_))
