"""Steps: every one can change a star, and every trigger is read (plan 4.4).

The order of the steps: what one decides, another that stands after it may undo (facts of the order: V1-V6, T9).

Quotas: each bounds in one way, and all of them together can be met (T8-T12).
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from starrating.errors import KeyPath, Problem
from starrating.i18n import text
from starrating.ruleset.base import percent
from starrating.ruleset.conditions import IncidentsTest
from starrating.ruleset.keys import at_key, unknown
from starrating.ruleset.proof.criteria import pool_flaws
from starrating.ruleset.proof.ranges import range_of
from starrating.ruleset.proof.targets import LEVEL
from starrating.ruleset.reads import deciding_sections
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.steps import Best, Cap, Floor, Grade, Limit, Lower, Move, Quota, Raise
from starrating.ruleset.values import Tally


def step_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check each step, the steps together, and that no trigger is left without a reader."""
    for index, step in enumerate(rules.steps):
        if rules.levels.stars and (check := _CHECKS.get(type(step))):
            yield from check(rules, step, ("steps", index))
    yield from quotas_together_flaws(rules)
    yield from order_flaws(rules)
    yield from _idle_triggers(rules)


def _star_flaws(rules: RuleSet, step: Cap | Floor | Grade | Quota | Best, path: KeyPath) -> Iterator[Problem]:
    if step.star not in {"none", *rules.levels.stars}:
        yield unknown((*path, "star"), LEVEL, step.star, rules.levels.stars)


def _cap_flaws(rules: RuleSet, step: Cap, path: KeyPath) -> Iterator[Problem]:
    yield from _star_flaws(rules, step, path)
    if step.star == rules.levels.highest:
        message = text("This cap changes nothing: no star is higher than %(star)s.", star=step.star)
        yield at_key((*path, "star"), "idle-step", message)


def _floor_flaws(rules: RuleSet, step: Floor, path: KeyPath) -> Iterator[Problem]:
    yield from _star_flaws(rules, step, path)
    if step.star == rules.levels.lowest and not rules.levels.has_unstarred:
        message = text("This floor changes nothing: no star is lower than %(star)s.", star=step.star)
        yield at_key((*path, "star"), "idle-step", message)


def _way_flaws(rules: RuleSet, step: Lower | Raise, path: KeyPath) -> Iterator[Problem]:
    to_none = rules.levels.has_unstarred or (isinstance(step, Lower) and step.at_lowest == "no-star")
    most = len(rules.levels.stars) - 1 + to_none
    if step.levels > most:
        message = text("The scale has no %(levels)s steps up or down, but %(most)s.", levels=step.levels, most=most)
        hint = text("To give one star whatever the score, write “effect: grade”.")
        yield at_key((*path, "levels"), "too-many-levels", message, hint, "warning")


def _move_flaws(rules: RuleSet, step: Move, path: KeyPath) -> Iterator[Problem]:
    by = range_of(rules, step.by)
    if by.low > -1 and by.high < 1:
        message = text("This step changes nothing: it always moves by less than a level.")
        yield at_key((*path, "by"), "idle-step", message)


def _limit_flaws(_: RuleSet, step: Limit, path: KeyPath) -> Iterator[Problem]:
    if step.up is None and step.down is None:
        message = text("This limit changes nothing: it bounds neither the way up nor the way down.")
        yield at_key(path, "idle-step", message, text("Give “up”, “down” or both."))


def _quota_flaws(rules: RuleSet, step: Quota, path: KeyPath) -> Iterator[Problem]:
    yield from _star_flaws(rules, step, path)
    yield from quota_flaws(rules, step, path)


def _best_flaws(rules: RuleSet, step: Best, path: KeyPath) -> Iterator[Problem]:
    yield from _star_flaws(rules, step, path)
    yield from best_flaws(rules, step, path)


_CHECKS: Mapping[type, Callable[[RuleSet, Any, KeyPath], Iterator[Problem]]] = {
    Lower: _way_flaws,
    Raise: _way_flaws,
    Move: _move_flaws,
    Limit: _limit_flaws,
    Cap: _cap_flaws,
    Floor: _floor_flaws,
    Grade: _star_flaws,
    Quota: _quota_flaws,
    Best: _best_flaws,
}


def _idle_triggers(rules: RuleSet) -> Iterator[Problem]:
    used: set[str] = set()
    for section, _ in deciding_sections(rules) if rules.triggers else ():
        if isinstance(section, IncidentsTest):
            used.update(section.incidents)
        elif isinstance(section, Tally):
            used.update(section.tally)
    for index, trigger in enumerate(rules.triggers.list if rules.triggers else ()):
        if trigger.id not in used:
            message = text("No step reads the trigger %(id)s: its incidents change no star.", id=trigger.id)
            hint = text("Name it under “incidents” of a step, or in a “tally” of points.")
            yield at_key(("triggers", "list", index, "id"), "idle-trigger", message, hint, "warning")


def order_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Warn of steps that stand where they can hardly be meant."""
    yield from _graded_again(rules)
    yield from _veto_undone(rules)
    yield from _quota_undone(rules)


def _graded_again(rules: RuleSet) -> Iterator[Problem]:
    """Find grades for every branch: whatever stands before them counts for nothing."""
    for index, step in enumerate(rules.steps):
        if isinstance(step, Grade) and step.when is None:
            message = text("This step grades every branch: the score and the steps before it count for nothing.")
            yield at_key(("steps", index), "step-order", message, text("Give it a condition: “when”."), "warning")


def _veto_undone(rules: RuleSet) -> Iterator[Problem]:
    vetoed: Grade | None = None
    for index, step in enumerate(rules.steps):
        if isinstance(step, Grade) and (step.star, step.status) == ("none", "no-star"):
            vetoed = step
        elif isinstance(step, Floor) and vetoed:
            message = text(
                "A branch that loses its star by %(veto)s may get one again by this floor.", veto=vetoed.clause
            )
            hint = text("If the veto is to win, put it after the floor.")
            yield at_key(("steps", index), "step-order", message, hint, "warning")


def _quota_undone(rules: RuleSet) -> Iterator[Problem]:
    """Find steps that add branches to a star, or take them from it, after its share was bounded."""
    bounded: Quota | Best | None = None
    for index, step in enumerate(rules.steps):
        if isinstance(step, Quota | Best):
            bounded = step
        elif bounded and isinstance(step, Raise | Lower | Move | Floor):
            message = text("After this step the share that %(quota)s bounds may no longer hold.", quota=bounded.clause)
            hint = text("Put quotas after the steps that raise or lower stars, if the plan does not say otherwise.")
            yield at_key(("steps", index), "step-order", message, hint, "warning")
        elif bounded and isinstance(step, Grade) and step.status in {"exempt", "not-assessed"}:
            message = text("The branches of this step have taken places of %(quota)s before.", quota=bounded.clause)
            hint = text("Put the step before the quotas: who is exempt or not assessed counts in no share.")
            yield at_key(("steps", index), "step-order", message, hint, "warning")


_Pool = tuple[object, ...]


def quota_flaws(rules: RuleSet, step: Quota, path: KeyPath) -> Iterator[Problem]:
    """Check one quota."""
    if sum(bound is not None for bound in (step.at_most, step.at_least, step.places, step.last)) != 1:
        yield at_key(path, "one-bound", text("A quota has exactly one bound: at_most, at_least, places or last."))
    if step.pool is not None:
        yield from pool_flaws(rules, step.pool, (*path, "pool"))


def best_flaws(rules: RuleSet, step: Best, path: KeyPath) -> Iterator[Problem]:
    """Check one step for the best of a pool."""
    if (step.share is None) == (step.places is None):
        yield at_key(path, "one-bound", text("The best are told by exactly one of share and places."))
    if step.pool is not None:
        yield from pool_flaws(rules, step.pool, (*path, "pool"))


def quotas_together_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check the quotas that share a pool: not more than all are asked for, and nobody is left out by accident."""
    pools: dict[_Pool, list[tuple[int, Quota]]] = {}
    for index, step in enumerate(rules.steps):
        if isinstance(step, Quota):
            pools.setdefault((step.pool, step.among, step.when), []).append((index, step))
    for quotas in pools.values():
        yield from _too_many_asked(quotas)
        yield from _somebody_left(rules, quotas)
        yield from _cascade_flaws(quotas)


def _too_many_asked(quotas: list[tuple[int, Quota]]) -> Iterator[Problem]:
    """Add up the least shares of different stars; of one star the highest counts, for it contains the others."""
    asked: dict[int, Fraction] = {}
    for index, step in quotas:
        if step.at_least is not None:
            asked[step.star] = max(asked.get(step.star, Fraction(0)), step.at_least)
            if (total := sum(asked.values(), Fraction(0))) > 1:
                message = text("These quotas cannot all be met: at least %(sum)s are asked for.", sum=percent(total))
                yield at_key(("steps", index, "at_least"), "quota-unmet", message, text("Lower a share."))
                return


def _somebody_left(rules: RuleSet, quotas: list[tuple[int, Quota]]) -> Iterator[Problem]:
    most = {step.star: step.at_most for _, step in quotas if step.at_most is not None}
    total = sum(most.values(), Fraction(0))
    if set(most) == set(rules.levels.stars) and total < 1 and not rules.levels.has_unstarred:
        message = text("Every level is bounded, and together they take in %(sum)s only.", sum=percent(total))
        hint = text("The others end without a star: leave the lowest level free, or add a level “star: none”.")
        yield at_key(("steps", quotas[-1][0], "at_most"), "quota-unmet", message, hint, "warning")


def _cascade_flaws(quotas: list[tuple[int, Quota]]) -> Iterator[Problem]:
    """Branches beyond a bound fall one level: a quota of that level that stood before has not seen them."""
    bounding = [(index, step) for index, step in quotas if step.at_least is None and step.last is None]
    for position, (index, step) in enumerate(bounding):
        if any(before.star < step.star for _, before in bounding[:position]):
            message = text("Branches that fall from %(star)s stars come after the quota of that level.", star=step.star)
            hint = text("Put the quotas from the highest star to the lowest.")
            yield at_key(("steps", index, "star"), "quota-order", message, hint, "warning")
