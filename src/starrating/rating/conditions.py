"""Conditions on branches, evaluated for all branches at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import numpy as np
from numpy.typing import NDArray

from starrating.exact import Exact
from starrating.model import NO_STAR, JudgedIncident, ScoreTable
from starrating.ruleset.base import Section
from starrating.ruleset.conditions import (
    AllOf,
    AnyOf,
    FactTest,
    IncidentsTest,
    ItemTest,
    Not,
    NumberTest,
    ScoreTest,
    StarTest,
)

Mask = NDArray[np.bool_]
Stars = NDArray[np.int16]


@dataclass(slots=True)
class State:
    """What conditions read: n branches, their score, their stars so far, and the incidents that count, by row."""

    table: ScoreTable
    score: Exact
    current: Stars
    previous: Stars
    counted: Mapping[int, list[JudgedIncident]]


def holds(condition: Section, state: State) -> Mask:
    """Tell for which branches a condition holds, n bool."""
    match condition:
        case AllOf():
            mask = reduce(and_, (holds(part, state) for part in condition.all_))
        case AnyOf():
            mask = reduce(or_, (holds(part, state) for part in condition.any_))
        case Not():
            mask = ~holds(condition.not_, state)
        case IncidentsTest():
            mask = _incidents(condition, state)
        case ScoreTest():
            mask = compared(state.score, condition)
        case ItemTest():
            mask = compared(_item(condition.item, state), condition)
        case StarTest():
            stars = _stars(condition.star, state)
            mask = compared(Exact(stars.astype(np.int64)), condition) & (stars != NO_STAR)
        case FactTest():
            mask = _fact(condition, state)
        case _:
            raise TypeError(condition)
    return mask


def triggers_read(condition: Section) -> tuple[str, ...]:
    """Return the ids of the triggers that a condition counts incidents of, where it counts any."""
    if isinstance(condition, IncidentsTest):
        return condition.incidents
    if isinstance(condition, AllOf | AnyOf):
        parts = condition.all_ if isinstance(condition, AllOf) else condition.any_
        return tuple(dict.fromkeys(trigger for part in parts for trigger in triggers_read(part)))
    return ()


def compared(numbers: Exact, test: NumberTest) -> Mask:
    """Apply all comparisons of a test to a column of exact numbers."""
    mask = np.ones(len(numbers), dtype=np.bool_)
    for bound, compare in (
        (test.at_least, numbers.at_least),
        (test.above, numbers.above),
        (test.at_most, numbers.at_most),
        (test.below, numbers.below),
    ):
        if bound is not None:
            mask &= compare(bound)
    wanted = test.in_ if test.in_ is not None else () if test.is_ is None else (test.is_,)
    if wanted:
        mask &= reduce(or_, (numbers.at_least(value) & numbers.at_most(value) for value in wanted))
    return mask


def _incidents(test: IncidentsTest, state: State) -> Mask:
    mask = np.zeros(len(state.table), dtype=np.bool_)
    wanted = set(test.incidents)
    for row, judged in state.counted.items():
        mask[row] = sum(each.trigger in wanted for each in judged) >= test.at_least
    return mask


def _item(named: str, state: State) -> Exact:
    column = next(i for i, item in enumerate(state.table.items) if named in {item.code, item.title})
    return Exact(state.table.points.numerators[:, column], state.table.points.unit)


def _stars(which: str, state: State) -> Stars:
    if which == "current":
        return state.current
    return state.previous if which == "previous" else star_column(state.table, "applied_star")


def _fact(test: FactTest, state: State) -> Mask:
    wanted = set(test.in_) if test.in_ is not None else {test.is_}
    return np.array([value in wanted for value in state.table.column(test.fact)], dtype=np.bool_)


def star_column(table: ScoreTable, name: str) -> Stars:
    """Return a column of stars as int16, NO_STAR where blank."""
    return np.array([NO_STAR if star is None else star for star in table.column(name)], dtype=np.int16)
