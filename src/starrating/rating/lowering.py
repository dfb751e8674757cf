"""Lowering by levels: once, by trigger or by incident, each incident with its own reason (V5; plan 4.4)."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from starrating.i18n import text
from starrating.model import NO_STAR, JudgedIncident, Step
from starrating.rating.conditions import triggers_read
from starrating.rating.evidence import sources, words_of
from starrating.rating.state import Mask, Stars, State
from starrating.ruleset import Lower


def lower(step: Lower, state: State, met: Mask) -> tuple[Stars, Iterable[Step]]:
    """Take levels off the stars of the branches met; a lowering never raises a star, whichever it starts from."""
    incidents = _meant(step, state)
    times = np.ones(len(state.current), dtype=np.intp)
    for row, judged in incidents.items():
        times[row] = len(_reducing(step, judged))
    held = _held(step, state)
    after = np.where(met, np.minimum(state.current, lowered(held, times * step.levels, step, state)), state.current)
    rows = np.flatnonzero(met).tolist()
    bare = sources(step.when, state, (row for row in rows if row not in incidents))
    record: list[Step] = []
    for row in rows:
        if row in incidents:
            record.extend(_by_incidents(step, state, row, int(held[row]), incidents[row]))
        else:
            record.append(_record(step, state, row, int(after[row]), bare[row]))
    return after, record


def lowered(stars: Stars, levels: NDArray[np.intp], step: Lower, state: State) -> Stars:
    """Take a number of levels off each star; what cannot fall further is held at the lowest, or gets no star."""
    scale = np.array(state.rules.levels.stars, dtype=np.int16)
    position = np.searchsorted(scale, stars) - levels
    bottom = scale[0] if step.at_lowest == "hold" else NO_STAR
    return np.where(position >= 0, scale[np.maximum(position, 0)], bottom).astype(np.int16)


def _held(step: Lower, state: State) -> Stars:
    """Return the star that the levels are taken off."""
    if step.from_ == "current":
        return state.current
    return np.where(state.previous == NO_STAR, state.current, state.previous)


def _record(step: Lower, state: State, row: int, after: int, source: str) -> Step:
    before = int(state.current[row])
    effect, key = _unchanged(state, before) if after == before else ("lower", "")
    return Step(
        state.table.branch[row],
        step.clause,
        effect,
        before,
        after,
        words_of(step),
        source,
        f"steps[{step.clause}]{key}",
    )


def _by_incidents(step: Lower, state: State, row: int, held: int, judged: list[JudgedIncident]) -> Iterator[Step]:
    """Go through the incidents of a branch; those after the one that took its star are not told."""
    reducing = {id(each) for each in _reducing(step, judged)}
    before = int(state.current[row])
    for each in judged:
        after = before
        if id(each) in reducing:
            held = int(lowered(np.array([held], np.int16), np.array([step.levels]), step, state)[0])
            after = min(before, held)
            effect, key = _unchanged(state, before) if after == before else ("lower", "")
        else:
            effect, key = "already-lowered", ".once"
        yield _incident_step(each, effect, before, after, f"steps[{step.clause}]{key}" if key else "")
        before = after
        if before == NO_STAR:
            return


def _unchanged(state: State, star: int) -> tuple[str, str]:
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


def _meant(step: Lower, state: State) -> Mapping[int, list[JudgedIncident]]:
    """Return the counted incidents that the step's condition is about, by row, in the order of their dates."""
    wanted = set() if step.when is None else set(triggers_read(step.when))
    meant = {row: [each for each in judged if each.trigger in wanted] for row, judged in state.counted.items()}
    return {row: judged for row, judged in meant.items() if judged}


def _reducing(step: Lower, judged: list[JudgedIncident]) -> list[JudgedIncident]:
    """Return the incidents that take a level off: the first of the review, of each trigger, or all."""
    if step.once == "review":
        return judged[:1]
    if step.once == "trigger":
        return list({each.trigger: each for each in reversed(judged)}.values())
    return judged
