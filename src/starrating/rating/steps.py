"""Steps: what changes the star by score, in the order of the rule set, each with its reason (V1-V6, V10, D1, T13).

Each effect is a function of a step, the state and the branches that it meets; it returns the stars after it and its
record. Effects move a star on the scale of the levels, and hold it at the ends. A branch without a star is left alone
but by `grade`, which gives and takes, and by `floor` and `best`, which give to the status `no-star` only.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from starrating.exact import Exact, written
from starrating.i18n import Text, text
from starrating.model import NO_STAR, Step
from starrating.model.results import NO_STAR_STATUS
from starrating.rating.conditions import holds
from starrating.rating.evidence import sources, words_of
from starrating.rating.lowering import lower
from starrating.rating.needs import needs_steps
from starrating.rating.state import RATED, Mask, Stars, State
from starrating.rating.valued import title_of
from starrating.ruleset import Cap, Floor, Grade, Lower
from starrating.ruleset.steps import Best, Limit, Move, Quota, Raise
from starrating.ruleset.steps import Step as RuleStep


def take_steps(state: State) -> list[Step]:
    """Change `state.current` and `state.status` step by step and return what was done, in order.

    What the needs of the levels took away comes first. A condition that is given and met is recorded even where it
    changed nothing; a step for all branches, a limit and a quota only where they changed something.
    """
    taken = needs_steps(state)
    for step in state.rules.steps:
        taken.extend(_taken(step, state, taken))
        if step.id:
            state.after[step.id] = state.current
    return taken


def _taken(step: RuleStep, state: State, before: Sequence[Step]) -> Iterable[Step]:
    """Take one step, and return what was done."""
    met = holds(step.when, state) & _open_to(step, state)
    if isinstance(step, Grade) and step.several == "lowest":
        met &= ~_graded_lower(step, state, before)
    if not met.any():
        return ()
    after, record = _EFFECTS[type(step)](step, state, met)
    done = tuple(record)
    _settle(state, after, met if isinstance(step, Grade) else None, getattr(step, "status", NO_STAR_STATUS))
    return done


def _open_to(step: object, state: State) -> Mask:
    """Tell which branches an effect is open to."""
    if isinstance(step, Grade):
        return np.ones(len(state.current), dtype=np.bool_)
    starred: Mask = state.current != NO_STAR
    if isinstance(step, Floor | Best):
        starred = starred | np.array([status == NO_STAR_STATUS for status in state.status], dtype=np.bool_)
    return starred


def _graded_lower(step: Grade, state: State, taken: Iterable[Step]) -> Mask:
    """Tell which branches a step before has given a grade that is as low or lower."""
    graded = {each.branch for each in taken if each.effect == "grade"}
    before = np.array([branch in graded for branch in state.table.branch], dtype=np.bool_)
    return np.asarray(before & (state.current <= (NO_STAR if step.star == "none" else step.star)))


def _settle(state: State, after: Stars, graded: Mask | None, status: str) -> None:
    """Take over the stars and say why there is none."""
    changed = (after == NO_STAR) != (state.current == NO_STAR)
    state.current = after.astype(np.int16)
    for row in np.flatnonzero(changed if graded is None else changed | graded).tolist():
        state.status[row] = status if after[row] == NO_STAR else RATED


def moved(stars: Stars, levels: NDArray[np.integer[Any]] | int, scale: Stars) -> Stars:
    """Move stars of the scale up or down by levels, held at its ends; what is not on the scale gets any star."""
    position = np.searchsorted(scale, stars) + np.asarray(levels)
    return np.asarray(scale[np.clip(position, 0, len(scale) - 1)])


def _raise(step: Raise, state: State) -> Stars:
    return moved(state.current, step.levels, _scale(state))


def _limit(step: Limit, state: State) -> Stars:
    scale = _scale(state)
    limited = state.current
    if step.up is not None:
        limited = np.minimum(limited, moved(state.previous, step.up, scale))
    if step.down is not None:
        limited = np.maximum(limited, moved(state.previous, -step.down, scale))
    return np.where(state.previous == NO_STAR, state.current, limited)


def _cap(step: Cap, state: State) -> Stars:
    return np.minimum(state.current, np.int16(step.star))


def _floor(step: Floor, state: State) -> Stars:
    return np.maximum(state.current, np.int16(step.star))


def _grade(step: Grade, state: State) -> Stars:
    return np.full_like(state.current, NO_STAR if step.star == "none" else step.star)


def _scale(state: State) -> Stars:
    return np.array(state.rules.levels.stars, dtype=np.int16)


Apply = Callable[[Any, State], Stars]
Effect = Callable[[Any, State, Mask], tuple[Stars, Iterable[Step]]]


def _plain(apply: Apply) -> Effect:
    """Make the effect of a function from the stars so far to those after it."""

    def effect(step: Raise | Limit | Cap | Floor | Grade, state: State, met: Mask) -> tuple[Stars, Iterable[Step]]:
        after = np.where(met, apply(step, state), state.current)
        only_changes = step.when is None or isinstance(step, Limit)
        shown = after != state.current if only_changes else met
        reason = {row: words_of(step) for row in np.flatnonzero(shown).tolist()}
        return after, list(_records(step, state, after, reason))

    return effect


def _move(step: Move, state: State, met: Mask) -> tuple[Stars, Iterable[Step]]:
    numbers = state.number(step.by)
    levels = np.where(met & numbers.known, _whole(numbers.exact, len(_scale(state))), 0)
    after = np.where(met, moved(state.current, levels, _scale(state)), state.current)
    rows = np.flatnonzero(levels).tolist()
    named = step.text or title_of(step.by, state.rules)
    exact = dict(zip(rows, numbers.exact[np.array(rows, dtype=np.intp)].fractions(), strict=True))
    reason = {
        row: text("%(value)s: %(levels)s", value=named, levels=f"{'+' if by > 0 else ''}{written(by, 0)}")
        for row, by in exact.items()
    }
    return after, list(_records(step, state, after, reason))


def _whole(numbers: Exact, most: int) -> NDArray[np.int64]:
    """Return the whole levels of exact numbers, parts dropped towards zero, at most the length of the scale."""
    size = np.minimum(np.abs(numbers.numerators) // numbers.unit, most)
    return np.asarray(np.where(numbers.numerators < 0, -size, size), dtype=np.int64)


def _by_places(step: Quota | Best, state: State, met: Mask) -> tuple[Stars, Iterable[Step]]:
    from starrating.rating import quotas  # noqa: PLC0415 [only rule sets with quotas pay for the import]

    return quotas.quota(step, state, met) if isinstance(step, Quota) else quotas.best(step, state, met)


def _records(step: Any, state: State, after: Stars, reason: Mapping[int, Text]) -> Iterator[Step]:  # noqa: ANN401 [any kind of step]
    source = sources(step.when, state, reason)
    key = ".status" if isinstance(step, Grade) and step.star == "none" else ""
    for row, because in reason.items():
        yield Step(
            branch=state.table.branch[row],
            rule=step.clause,
            effect=step.effect,
            before=int(state.current[row]),
            after=int(after[row]),
            because=because,
            source=source[row],
            key=f"steps[{step.clause}]{key}",
        )


_EFFECTS: Mapping[type, Effect] = {
    Lower: lower,
    Raise: _plain(_raise),
    Move: _move,
    Limit: _plain(_limit),
    Cap: _plain(_cap),
    Floor: _plain(_floor),
    Grade: _plain(_grade),
    Quota: _by_places,
    Best: _by_places,
}
