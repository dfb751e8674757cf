"""Steps: every one can change a star, and every trigger has a step (plan 4.4)."""

from collections.abc import Iterator

from starrating.i18n import text
from starrating.ruleset.conditions import IncidentsTest, tests_in
from starrating.ruleset.proof.flaws import Flaw, unknown
from starrating.ruleset.proof.targets import LEVEL
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.steps import Cap, Floor, Grade, Lower


def step_flaws(rules: RuleSet) -> Iterator[Flaw]:
    """Check the star of each step, and that no trigger is left without one."""
    for index, step in enumerate(rules.steps):
        if not isinstance(step, Lower):
            yield from _star_flaws(rules, index, step)
    yield from _idle_triggers(rules)


def _star_flaws(rules: RuleSet, index: int, step: Cap | Floor | Grade) -> Iterator[Flaw]:
    levels, path = rules.levels, ("steps", index, "star")
    if not levels.stars or step.star == "none":
        return
    if step.star not in levels.stars:
        yield unknown(path, LEVEL, step.star, levels.stars)
    elif isinstance(step, Cap) and step.star >= levels.highest:
        yield Flaw(
            path, "idle-step", text("This cap changes nothing: no star is higher than %(star)s.", star=step.star)
        )
    elif isinstance(step, Floor) and step.star <= levels.lowest and not levels.has_unstarred:
        yield Flaw(
            path, "idle-step", text("This floor changes nothing: no star is lower than %(star)s.", star=step.star)
        )


def _idle_triggers(rules: RuleSet) -> Iterator[Flaw]:
    used = {
        name
        for step in rules.steps
        for test, _ in tests_in(step.when, ())
        if isinstance(test, IncidentsTest)
        for name in test.incidents
    }
    for index, trigger in enumerate(rules.triggers.list if rules.triggers else ()):
        if trigger.id not in used:
            message = text("No step reads the trigger %(id)s: its incidents change no star.", id=trigger.id)
            hint = text("Name it under “incidents” of a step.")
            yield Flaw(("triggers", "list", index, "id"), "idle-trigger", message, hint, "warning")
