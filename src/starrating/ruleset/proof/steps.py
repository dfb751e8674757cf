"""Steps: every one can change a star, and every trigger is read (plan 4.4)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from starrating.errors import KeyPath
from starrating.i18n import text
from starrating.ruleset.conditions import IncidentsTest
from starrating.ruleset.proof.flaws import Flaw, unknown
from starrating.ruleset.proof.order import order_flaws
from starrating.ruleset.proof.quotas import best_flaws, quota_flaws, quotas_together_flaws
from starrating.ruleset.proof.ranges import range_of
from starrating.ruleset.proof.reading import deciding_sections
from starrating.ruleset.proof.targets import LEVEL
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.steps import Best, Cap, Floor, Grade, Limit, Lower, Move, Quota, Raise
from starrating.ruleset.values import Tally


def step_flaws(rules: RuleSet) -> Iterator[Flaw]:
    """Check each step, the steps together, and that no trigger is left without a reader."""
    for index, step in enumerate(rules.steps):
        if rules.levels.stars and (check := _CHECKS.get(type(step))):
            yield from check(rules, step, ("steps", index))
    yield from quotas_together_flaws(rules)
    yield from order_flaws(rules)
    yield from _idle_triggers(rules)


def _star_flaws(rules: RuleSet, step: Cap | Floor | Grade | Quota | Best, path: KeyPath) -> Iterator[Flaw]:
    if step.star not in {"none", *rules.levels.stars}:
        yield unknown((*path, "star"), LEVEL, step.star, rules.levels.stars)


def _cap_flaws(rules: RuleSet, step: Cap, path: KeyPath) -> Iterator[Flaw]:
    yield from _star_flaws(rules, step, path)
    if step.star == rules.levels.highest:
        message = text("This cap changes nothing: no star is higher than %(star)s.", star=step.star)
        yield Flaw((*path, "star"), "idle-step", message)


def _floor_flaws(rules: RuleSet, step: Floor, path: KeyPath) -> Iterator[Flaw]:
    yield from _star_flaws(rules, step, path)
    if step.star == rules.levels.lowest and not rules.levels.has_unstarred:
        message = text("This floor changes nothing: no star is lower than %(star)s.", star=step.star)
        yield Flaw((*path, "star"), "idle-step", message)


def _way_flaws(rules: RuleSet, step: Lower | Raise, path: KeyPath) -> Iterator[Flaw]:
    to_none = rules.levels.has_unstarred or (isinstance(step, Lower) and step.at_lowest == "no-star")
    most = len(rules.levels.stars) - 1 + to_none
    if step.levels > most:
        message = text("The scale has no %(levels)s steps up or down, but %(most)s.", levels=step.levels, most=most)
        hint = text("To give one star whatever the score, write “effect: grade”.")
        yield Flaw((*path, "levels"), "too-many-levels", message, hint, "warning")


def _move_flaws(rules: RuleSet, step: Move, path: KeyPath) -> Iterator[Flaw]:
    by = range_of(rules, step.by)
    if by.low > -1 and by.high < 1:
        message = text("This step changes nothing: it always moves by less than a level.")
        yield Flaw((*path, "by"), "idle-step", message)


def _limit_flaws(_: RuleSet, step: Limit, path: KeyPath) -> Iterator[Flaw]:
    if step.up is None and step.down is None:
        message = text("This limit changes nothing: it bounds neither the way up nor the way down.")
        yield Flaw(path, "idle-step", message, text("Give “up”, “down” or both."))


def _quota_flaws(rules: RuleSet, step: Quota, path: KeyPath) -> Iterator[Flaw]:
    yield from _star_flaws(rules, step, path)
    yield from quota_flaws(rules, step, path)


def _best_flaws(rules: RuleSet, step: Best, path: KeyPath) -> Iterator[Flaw]:
    yield from _star_flaws(rules, step, path)
    yield from best_flaws(rules, step, path)


_CHECKS: Mapping[type, Callable[[RuleSet, Any, KeyPath], Iterator[Flaw]]] = {
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


def _idle_triggers(rules: RuleSet) -> Iterator[Flaw]:
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
            yield Flaw(("triggers", "list", index, "id"), "idle-trigger", message, hint, "warning")
