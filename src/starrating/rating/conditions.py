"""Conditions on branches, evaluated for all branches at once.

A number, star, date or word that is not there passes no comparison; so `not` of a comparison holds for it.

Why a step met a branch: its words, and the cell that says so.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import repeat
from operator import and_, or_
from typing import Any

import numpy as np

from starrating.exact import Exact
from starrating.i18n import Text
from starrating.model import NO_STAR, ScoreTable
from starrating.model.cell_words import NOT_ANSWERED
from starrating.model.results import CONDITION_HOLDS, FOR_ALL
from starrating.rating.rating_context import Mask, NumberColumn, RatingContext, star_column
from starrating.ruleset.base import Number, Section
from starrating.ruleset.conditions import (
    AgeTest,
    AllOf,
    AnyOf,
    CountTest,
    EveryTest,
    FactTest,
    IncidentsTest,
    ItemTest,
    Not,
    NumberTest,
    OpinionTest,
    PastFactTest,
    PastTest,
    ScoreTest,
    SomeTest,
    StarTest,
    ValueTest,
    parts_of,
    tests_in,
)
from starrating.ruleset.steps import Step
from starrating.ruleset.values import MetricBand


def holds(condition: Section | None, state: RatingContext) -> Mask:
    """Tell for which branches a condition holds, n bool; no condition holds for all of them."""
    if condition is None:
        return np.ones(len(state.table), np.bool_)
    return _KINDS[type(condition)](condition, state)


def triggers_read(condition: Section | None) -> tuple[str, ...]:
    """Return the ids of the triggers that a condition counts incidents of, where it counts any."""
    if isinstance(condition, IncidentsTest):
        return condition.incidents
    if condition is None or isinstance(condition, Not):
        return ()
    return tuple(dict.fromkeys(trigger for part in parts_of(condition) for trigger in triggers_read(part)))


def passes(numbers: NumberColumn, test: NumberTest | MetricBand, state: RatingContext) -> Mask:
    """Apply all comparisons of a test to a column, with numbers or with other columns by their name."""

    def against(bound: Number | str, tell: Callable[[Exact, Number | Exact], Mask]) -> Mask:
        if not isinstance(bound, str):
            return tell(numbers.exact, bound)
        other = state.number(bound)
        return tell(numbers.exact, other.exact) & other.known

    mask = numbers.known.copy()
    for bound, tell in (
        (test.at_least, Exact.at_least),
        (test.above, Exact.above),
        (test.at_most, Exact.at_most),
        (test.below, Exact.below),
    ):
        if bound is not None:
            mask &= against(bound, tell)
    for wanted in _wanted(test):
        mask &= _joined(or_, [against(each, Exact.at_least) & against(each, Exact.at_most) for each in wanted])
    return mask


def _wanted(test: NumberTest | MetricBand) -> list[Sequence[Number | str]]:
    """Return the choices of which a number must equal one, for each of `is` and `in` that is given."""
    if isinstance(test, MetricBand):
        return []
    return [wanted for wanted in ((test.is_,) if test.is_ is not None else None, test.in_) if wanted is not None]


def _joined(how: Callable[[Mask, Mask], Mask], masks: list[Mask]) -> Mask:
    return reduce(how, masks)


def _all(condition: AllOf, state: RatingContext) -> Mask:
    return _joined(and_, [holds(part, state) for part in condition.all_])


def _any(condition: AnyOf, state: RatingContext) -> Mask:
    return _joined(or_, [holds(part, state) for part in condition.any_])


def _not(condition: Not, state: RatingContext) -> Mask:
    return ~holds(condition.not_, state)


def _every(test: EveryTest, state: RatingContext) -> Mask:
    return _joined(and_, [passes(state.number(ref), test, state) for ref in test.every])


def _some(test: SomeTest, state: RatingContext) -> Mask:
    return _joined(or_, [passes(state.number(ref), test, state) for ref in test.some])


def _count(test: CountTest, state: RatingContext) -> Mask:
    passed = np.sum([passes(state.number(ref), test.that, state) for ref in test.count], axis=0)
    most = len(test.count) if test.at_most is None else test.at_most
    return np.asarray((passed >= test.at_least) & (passed <= most), dtype=np.bool_)


def _incidents(test: IncidentsTest, state: RatingContext) -> Mask:
    mask = np.zeros(len(state.table), dtype=np.bool_)
    wanted = set(test.incidents)
    for row, judged in state.counted.items():
        mask[row] = sum(incident.trigger in wanted for incident in judged) >= test.at_least
    return mask


def _age(test: AgeTest, state: RatingContext) -> Mask:
    """Compare the full months from a date to the last day of the period; without a period none are known.

    A period ends with a month, so a month begun on any day before is full: one from 31 May ends on 30 June.
    """
    days = np.array(state.table.column(test.months_since), dtype="datetime64[D]")
    known = ~np.isnat(days) & (state.period is not None)
    end = np.datetime64(state.period.last_day if state.period else "1970-01-31", "M")
    months = (end - days.astype("datetime64[M]")).astype(np.int64)
    return passes(NumberColumn(Exact(months * known), known), test, state)


def _star(test: StarTest, state: RatingContext) -> Mask:
    stars = {"current": state.current, "previous": state.previous, "by-score": state.by_score}.get(test.star)
    if test.step is not None:
        stars = state.after[test.step]
    if stars is None:
        stars = star_column(state.table, "applied_star")
    return passes(NumberColumn.of_stars(stars), test, state)


def _past(test: PastTest, state: RatingContext) -> Mask:
    before = [state.past.get(branch, ())[: test.past] for branch in state.table.branch]
    full = [(*stars, *repeat(NO_STAR, test.past - len(stars))) for stars in before]
    columns = np.array(full, np.int16).reshape(-1, test.past).T
    return _joined(and_, [passes(NumberColumn.of_stars(stars), test, state) for stars in columns])


def _past_fact(test: PastFactTest, state: RatingContext) -> Mask:
    wanted = set(test.in_) if test.in_ is not None else {test.is_}
    told = state.table.column(test.written) if test.written else [None] * len(state.table)
    found = (_facts_of(test, state, branch, cell) for branch, cell in zip(state.table.branch, told, strict=True))
    return np.array([all(fact in wanted for fact in facts) for facts in found], np.bool_)


def _facts_of(test: PastFactTest, state: RatingContext, branch: str, told: object) -> list[object]:
    """Return what a fact was in each of the periods before; of the last one, what was written if nothing is known."""
    known = [facts.get(test.fact) for facts in state.facts_before.get(branch, ())[: test.past]]
    facts = [*known, *repeat(None, test.past - len(known))]
    return [told if facts[0] is None else facts[0], *facts[1:]]


def _opinion(test: OpinionTest, state: RatingContext) -> Mask:
    """Compare the opinion of a department; one that is not in the list has not been given."""
    opinions = (state.opinions.get(branch, {}).get(test.opinion, NOT_ANSWERED) for branch in state.table.branch)
    return np.array([opinion == test.is_ for opinion in opinions], np.bool_)


def _fact(test: FactTest, state: RatingContext) -> Mask:
    wanted = set(test.in_) if test.in_ is not None else {test.is_}
    return np.array([cell in wanted for cell in state.table.column(test.fact)], np.bool_)


_KINDS: Mapping[type, Callable[[Any, RatingContext], Mask]] = {
    AllOf: _all,
    AnyOf: _any,
    Not: _not,
    IncidentsTest: _incidents,
    ScoreTest: lambda test, state: passes(state.number(test.score), test, state),
    ItemTest: lambda test, state: passes(state.number(test.item), test, state),
    ValueTest: lambda test, state: passes(state.number(test.value), test, state),
    EveryTest: _every,
    SomeTest: _some,
    CountTest: _count,
    AgeTest: _age,
    StarTest: _star,
    PastTest: _past,
    PastFactTest: _past_fact,
    OpinionTest: _opinion,
    FactTest: _fact,
}


def step_reasons(step: Step) -> Text:
    """Say why a step is taken: the words of the plan, else that its condition holds."""
    if step.text:
        return Text("%(words)s", {"words": step.text})
    return CONDITION_HOLDS if step.when is not None else FOR_ALL


def step_sources(when: Section | None, state: RatingContext, rows: Iterable[int]) -> dict[int, str]:
    """Name a cell for each row that meets a condition.

    It is that of the first incident that the condition is about; else of the first fact or number in it that holds,
    or, where it holds because something is not so, of the first in it; else of the branch.
    """
    wanted = list(rows)
    if not wanted:
        return {}
    triggers, found_in = set(triggers_read(when)), tests_in(when, ()) if when is not None else ()
    tests = [(role, test) for test, _ in found_in if (role := column_read(test, state.table))]
    masks = [(role, holds(test, state)) for role, test in tests]
    found: dict[int, str] = {}
    for row in wanted:
        incident = next(
            (incident.incident for incident in state.counted.get(row, ()) if incident.trigger in triggers), None
        )
        roles = [role for role, mask in masks if mask[row]] or [role for role, _ in masks] or ["branch"]
        found[row] = str(incident.place() if incident else state.table.place(row, roles[0]))
    return found


def column_read(test: Section, table: ScoreTable) -> str | None:
    """Return the column or code of the item that a simple condition reads, where it reads just one."""
    match test:
        case FactTest():
            return test.fact
        case AgeTest():
            return test.months_since
        case ItemTest():
            return _column(test.item, table)
        case ValueTest():
            return _column(str(test.value), table)
        case ScoreTest():
            return "total"
        case _:
            return None


def _column(name: str, table: ScoreTable) -> str | None:
    codes = {known: item.code for item in table.items for known in (item.code, item.title)}
    return codes.get(name) or (name if name in table.columns else None)
