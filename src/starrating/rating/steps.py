"""Steps: what changes the star by score, in the order of the rule set, each with its reason (V1-V6, V10, D1, T13).

Each effect is a function of a step, the state and the branches that it meets; it returns the stars after it and its
record. Effects move a star on the scale of the levels, and hold it at the ends. A branch without a star is left alone
but by `grade`, which gives and takes, and by `floor` and `best`, which give to the status `no-star` only.

Lowering by levels: once, by trigger or by incident, each incident with its own reason (V5; plan 4.4).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from starrating.decimals import written
from starrating.exact import Exact
from starrating.i18n import Text, text
from starrating.model import NO_STAR, JudgedIncident, Step
from starrating.model.results import NO_STAR_STATUS, RATED
from starrating.rating import quotas
from starrating.rating.branch_values import title_of
from starrating.rating.conditions import holds, step_reasons, step_sources, triggers_read
from starrating.rating.rating_context import Mask, RatingContext, Stars
from starrating.rating.stars import needs_steps
from starrating.ruleset import Cap, Floor, Grade, Lower
from starrating.ruleset.steps import Best, Limit, Move, Quota, Raise
from starrating.ruleset.steps import Step as RuleStep


def take_steps(state: RatingContext) -> list[Step]:
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


def _taken(step: RuleStep, state: RatingContext, before: Sequence[Step]) -> Iterable[Step]:
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


def _open_to(step: object, state: RatingContext) -> Mask:
    """Tell which branches an effect is open to."""
    if isinstance(step, Grade):
        return np.ones(len(state.current), dtype=np.bool_)
    starred: Mask = state.current != NO_STAR
    if isinstance(step, Floor | Best):
        starred = starred | np.array([status == NO_STAR_STATUS for status in state.status], dtype=np.bool_)
    return starred


def _graded_lower(step: Grade, state: RatingContext, taken: Iterable[Step]) -> Mask:
    """Tell which branches a step before has given a grade that is as low or lower."""
    graded = {step.branch for step in taken if step.effect == "grade"}
    before = np.array([branch in graded for branch in state.table.branch], dtype=np.bool_)
    return np.asarray(before & (state.current <= (NO_STAR if step.star == "none" else step.star)))


def _settle(state: RatingContext, after: Stars, graded: Mask | None, status: str) -> None:
    """Take over the stars and say why there is none."""
    changed = (after == NO_STAR) != (state.current == NO_STAR)
    state.current = after.astype(np.int16)
    for row in np.flatnonzero(changed if graded is None else changed | graded).tolist():
        state.status[row] = status if after[row] == NO_STAR else RATED


def moved(stars: Stars, levels: NDArray[np.integer[Any]] | int, scale: Stars) -> Stars:
    """Move stars of the scale up or down by levels, held at its ends; what is not on the scale gets any star."""
    position = np.searchsorted(scale, stars) + np.asarray(levels)
    return np.asarray(scale[np.clip(position, 0, len(scale) - 1)])


def _raise(step: Raise, state: RatingContext) -> Stars:
    return moved(state.current, step.levels, _scale(state))


def _limit(step: Limit, state: RatingContext) -> Stars:
    scale = _scale(state)
    limited = state.current
    if step.up is not None:
        limited = np.minimum(limited, moved(state.previous, step.up, scale))
    if step.down is not None:
        limited = np.maximum(limited, moved(state.previous, -step.down, scale))
    return np.where(state.previous == NO_STAR, state.current, limited)


def _cap(step: Cap, state: RatingContext) -> Stars:
    return np.minimum(state.current, np.int16(step.star))


def _floor(step: Floor, state: RatingContext) -> Stars:
    return np.maximum(state.current, np.int16(step.star))


def _grade(step: Grade, state: RatingContext) -> Stars:
    return np.full_like(state.current, NO_STAR if step.star == "none" else step.star)


def _scale(state: RatingContext) -> Stars:
    return np.array(state.rules.levels.stars, dtype=np.int16)


Apply = Callable[[Any, RatingContext], Stars]
Effect = Callable[[Any, RatingContext, Mask], tuple[Stars, Iterable[Step]]]


def _plain(apply: Apply) -> Effect:
    """Make the effect of a function from the stars so far to those after it."""

    def effect(
        step: Raise | Limit | Cap | Floor | Grade, state: RatingContext, met: Mask
    ) -> tuple[Stars, Iterable[Step]]:
        after = np.where(met, apply(step, state), state.current)
        only_changes = step.when is None or isinstance(step, Limit)
        shown = after != state.current if only_changes else met
        reason = {row: step_reasons(step) for row in np.flatnonzero(shown).tolist()}
        return after, list(_records(step, state, after, reason))

    return effect


def _move(step: Move, state: RatingContext, met: Mask) -> tuple[Stars, Iterable[Step]]:
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


def _by_places(step: Quota | Best, state: RatingContext, met: Mask) -> tuple[Stars, Iterable[Step]]:
    return quotas.quota(step, state, met) if isinstance(step, Quota) else quotas.best(step, state, met)


def _records(step: RuleStep, state: RatingContext, after: Stars, reason: Mapping[int, Text]) -> Iterator[Step]:
    source = step_sources(step.when, state, reason)
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


def lower(step: Lower, state: RatingContext, met: Mask) -> tuple[Stars, Iterable[Step]]:
    """Take levels off the stars of the branches met; a lowering never raises a star, whichever it starts from."""
    incidents = _meant(step, state)
    times = np.ones(len(state.current), dtype=np.intp)
    for row, judged in incidents.items():
        times[row] = len(_reducing(step, judged))
    held = _held(step, state)
    after = np.where(met, np.minimum(state.current, lowered(held, times * step.levels, step, state)), state.current)
    rows = np.flatnonzero(met).tolist()
    stars = np.array(sorted({*held.tolist(), *state.rules.levels.stars, NO_STAR}), dtype=np.int16)
    once = lowered(stars, np.full(len(stars), step.levels), step, state)
    below = dict(zip(stars.tolist(), once.tolist(), strict=True))
    bare = step_sources(step.when, state, (row for row in rows if row not in incidents))
    record: list[Step] = []
    for row in rows:
        if row in incidents:
            record.extend(_by_incidents(step, state, row, (int(held[row]), below), incidents[row]))
        else:
            record.append(_record(step, state, row, int(after[row]), bare[row]))
    return after, record


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


def lowered(stars: Stars, levels: NDArray[np.intp], step: Lower, state: RatingContext) -> Stars:
    """Take a number of levels off each star; what cannot fall further is held at the lowest, or gets no star."""
    scale = np.array(state.rules.levels.stars, dtype=np.int16)
    position = np.searchsorted(scale, stars) - levels
    bottom = scale[0] if step.at_lowest == "hold" else NO_STAR
    return np.where(position >= 0, scale[np.maximum(position, 0)], bottom).astype(np.int16)


def _held(step: Lower, state: RatingContext) -> Stars:
    """Return the star that the levels are taken off."""
    if step.from_ == "current":
        return state.current
    return np.where(state.previous == NO_STAR, state.current, state.previous)


def _record(step: Lower, state: RatingContext, row: int, after: int, source: str) -> Step:
    before = int(state.current[row])
    effect, key = _unchanged(state, before) if after == before else ("lower", "")
    return Step(
        state.table.branch[row],
        step.clause,
        effect,
        before,
        after,
        step_reasons(step),
        source,
        f"steps[{step.clause}]{key}",
    )


def _by_incidents(
    step: Lower, state: RatingContext, row: int, falls: tuple[int, Mapping[int, int]], judged: list[JudgedIncident]
) -> Iterator[Step]:
    """Go through the incidents of a branch; those after the one that took its star are not told.

    `falls` is the star that the levels are taken off, and what one lowering makes of each star.
    """
    held, below = falls
    reducing = {id(incident) for incident in _reducing(step, judged)}
    before = int(state.current[row])
    for incident in judged:
        after = before
        if id(incident) in reducing:
            held = below[held]
            after = min(before, held)
            effect, key = _unchanged(state, before) if after == before else ("lower", "")
        else:
            effect, key = "already-lowered", ".once"
        yield _incident_step(incident, effect, before, after, f"steps[{step.clause}]{key}" if key else "")
        before = after
        if before == NO_STAR:
            return


def _unchanged(state: RatingContext, star: int) -> tuple[str, str]:
    """Say why a lowering left the star: it is the lowest, or it was lower than the star held before, once lowered."""
    return ("held", ".at_lowest") if star == state.rules.levels.lowest else ("already-lower", ".from")


def _incident_step(judged: JudgedIncident, effect: str, before: int, after: int, key: str) -> Step:
    incident = judged.incident
    reason = text(
        "%(reason)s (%(date)s %(document)s)",
        reason=judged.reason,
        date=incident.date.isoformat(),
        document=incident.document or text("no document number"),
    )
    return Step(incident.branch, judged.clause, effect, before, after, reason, str(incident.place()), key)


def _meant(step: Lower, state: RatingContext) -> Mapping[int, list[JudgedIncident]]:
    """Return the counted incidents that the step's condition is about, by row, in the order of their dates."""
    wanted = set() if step.when is None else set(triggers_read(step.when))
    meant = {
        row: [incident for incident in judged if incident.trigger in wanted] for row, judged in state.counted.items()
    }
    return {row: judged for row, judged in meant.items() if judged}


def _reducing(step: Lower, judged: list[JudgedIncident]) -> list[JudgedIncident]:
    """Return the incidents that take a level off: the first of the review, of each trigger, or all."""
    if step.once == "review":
        return judged[:1]
    if step.once == "trigger":
        return list({incident.trigger: incident for incident in reversed(judged)}.values())
    return judged
