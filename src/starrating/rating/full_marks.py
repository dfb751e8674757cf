"""What could have been earned: the full marks of the items that a number is made of (rule kind S7)."""

from functools import reduce
from operator import and_

import numpy as np

from starrating.exact import Exact
from starrating.model import NUMBER
from starrating.rating.scores import items_named
from starrating.rating.state import Mask, Numbers, State
from starrating.ruleset.base import Ref
from starrating.ruleset.values import Constant, Highest, PointsFor, Sum, Value


def full_marks(ref: Ref, state: State, *, applicable: bool) -> Numbers:
    """Return the full marks of what a reference reads, by branch; with `applicable` without what is not there.

    Points by bands have those of the best band; a sum has those of what it adds, the highest of several the most of
    them. Where an item has no full marks, and for any other number, there are none.
    """
    if not isinstance(ref, str):
        return Numbers.constant(ref, len(state.table))
    if ref in state.values:
        value = next(each for each in state.rules.values if each.id == ref)
        marks = _of_value(value, state, applicable=applicable)
    else:
        marks = _of_items(ref, state, applicable=applicable)
    if not applicable:
        return marks
    there = state.number(ref).known
    return Numbers(marks.exact.where(there, Exact.constant(0, len(there))), marks.known)


def _of_value(value: Value, state: State, *, applicable: bool) -> Numbers:
    match value:
        case PointsFor():
            return Numbers.constant(max(band.points for band in value.bands), len(state.table))
        case Sum():
            parts = [full_marks(ref, state, applicable=applicable) for ref in value.sum]
            return Numbers(reduce(Exact.plus, (part.exact for part in parts)), _all_known(parts))
        case Constant():
            return Numbers.constant(value.number, len(state.table))
        case Highest():
            parts = [full_marks(ref, state, applicable=applicable) for ref in value.highest]
            return Numbers(reduce(_higher, (part.exact for part in parts)), _all_known(parts))
    return _none(state)


def _of_items(name: str, state: State, *, applicable: bool) -> Numbers:
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
    return Numbers(Exact(each, column.unit).sum(), known)


def _stated(state: State) -> Numbers:
    """Return the full marks of the whole, for totals that come without their items."""
    marks = state.rules.criteria.total_marks
    return _none(state) if marks is None else Numbers.constant(marks, len(state.table))


def _higher(one: Exact, other: Exact) -> Exact:
    return one.where(one.at_least(other), other)


def _all_known(parts: list[Numbers]) -> Mask:
    return reduce(and_, (part.known for part in parts))


def _none(state: State) -> Numbers:
    return Numbers(Exact.constant(0, len(state.table)), np.zeros(len(state.table), np.bool_))
