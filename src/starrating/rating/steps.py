"""Steps: what changes the star by score, in the order of the rule set, each with its reason (plan 4.4; V3-V6).

Each effect is a function of the stars so far; the steps that are explained are only those of the branches it meets.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from starrating.i18n import Text, text
from starrating.model import NO_STAR, JudgedIncident, Step
from starrating.rating.conditions import Stars, State, holds, triggers_read
from starrating.ruleset import Cap, Floor, Grade, Lower, RuleSet


def take_steps(state: State, rules: RuleSet) -> list[Step]:
    """Change `state.current` step by step and return what was done, in order."""
    taken: list[Step] = []
    for step in rules.steps:
        met = holds(step.when, state) & (state.current != NO_STAR)
        before = state.current.copy()
        effect, explain = _EFFECTS[type(step)]
        state.current = np.where(met, effect(step, state, rules), before).astype(np.int16)
        for row in np.flatnonzero(met).tolist():
            taken.extend(explain(step, state, rules, row, int(before[row])))
    return taken


def lowered(stars: Stars, levels: NDArray[np.intp], lower: Lower, rules: RuleSet) -> Stars:
    """Take a number of levels off each star; what cannot fall further is held at the lowest, or gets no star."""
    scale = np.array(rules.levels.stars, dtype=np.int16)
    position = np.searchsorted(scale, stars) - levels
    floor = scale[0] if lower.at_lowest == "hold" else NO_STAR
    return np.where(position >= 0, scale[np.maximum(position, 0)], floor).astype(np.int16)


def _lower(step: Lower, state: State, rules: RuleSet) -> Stars:
    times = np.ones(len(state.current), dtype=np.intp)
    for row, judged in _meant(step, state).items():
        times[row] = len(_reducing(step, judged))
    return lowered(state.current, times * step.levels, step, rules)


def _explain_lower(step: Lower, state: State, rules: RuleSet, row: int, before: int) -> Iterator[Step]:
    branch = state.table.branch[row]
    judged = _meant(step, state).get(row)
    if not judged:
        after = int(state.current[row])
        effect = "lower" if after != before else "held"
        source = str(state.table.place(row, "branch"))
        yield Step(branch, step.clause, effect, before, after, _words(step), source, f"steps[{step.clause}]")
        return
    reducing = _reducing(step, judged)
    for each in judged:
        if any(each is one for one in reducing):
            after = int(lowered(np.array([before], np.int16), np.array([step.levels]), step, rules)[0])
        else:
            after = before
        yield _incident_step(step, each, before, after, first=any(each is one for one in reducing))
        before = after
        if before == NO_STAR:
            return


def _incident_step(step: Lower, judged: JudgedIncident, before: int, after: int, *, first: bool) -> Step:
    incident = judged.incident
    effect, key = ("lower", "") if after != before else ("held", f"steps[{step.clause}].at_lowest")
    if not first:
        effect, key = "already-lowered", f"steps[{step.clause}].once"
    reason = text(
        "%(reason)s (%(date)s %(document)s)",
        reason=judged.reason,
        date=incident.date.isoformat(),
        document=incident.document or text("no document number"),
    )
    return Step(incident.branch, judged.clause, effect, before, after, reason, str(incident.place()), key)


def _meant(step: Lower, state: State) -> Mapping[int, list[JudgedIncident]]:
    """Return the counted incidents that the step's condition is about, by row, in the order of their dates."""
    wanted = set(triggers_read(step.when))
    meant = {row: [each for each in judged if each.trigger in wanted] for row, judged in state.counted.items()}
    return {row: judged for row, judged in meant.items() if judged}


def _reducing(step: Lower, judged: list[JudgedIncident]) -> list[JudgedIncident]:
    """Return the incidents that take a level off: the first of the review, of each trigger, or all."""
    if step.once == "review":
        return judged[:1]
    if step.once == "trigger":
        return list({each.trigger: each for each in reversed(judged)}.values())
    return judged


def _cap(step: Cap, state: State, _: RuleSet) -> Stars:
    return np.minimum(state.current, np.int16(step.star))


def _floor(step: Floor, state: State, _: RuleSet) -> Stars:
    return np.maximum(state.current, np.int16(step.star))


def _grade(step: Grade, state: State, _: RuleSet) -> Stars:
    return np.full_like(state.current, NO_STAR if step.star == "none" else step.star)


def _explain(step: Cap | Floor | Grade, state: State, _: RuleSet, row: int, before: int) -> Iterator[Step]:
    after = int(state.current[row])
    counted = state.counted.get(row, [])
    wanted = set(triggers_read(step.when))
    source = next((str(each.incident.place()) for each in counted if each.trigger in wanted), None)
    place = source or str(state.table.place(row, "branch"))
    key = f"steps[{step.clause}]"
    yield Step(state.table.branch[row], step.clause, step.effect, before, after, _words(step), place, key)


def _words(step: Lower | Cap | Floor | Grade) -> Text:
    return Text("%(words)s", {"words": step.text}) if step.text else text("the condition of the step holds")


Apply = Callable[[Any, State, RuleSet], Stars]
Explain = Callable[[Any, State, RuleSet, int, int], Iterator[Step]]

_EFFECTS: Mapping[type, tuple[Apply, Explain]] = {
    Lower: (_lower, _explain_lower),
    Cap: (_cap, _explain),
    Floor: (_floor, _explain),
    Grade: (_grade, _explain),
}
