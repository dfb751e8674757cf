"""The order of the steps: what one decides, another that stands after it may undo (facts of the order: V1-V6, T9)."""

from collections.abc import Iterator

from starrating.i18n import text
from starrating.ruleset.proof.flaws import Flaw
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.steps import Best, Floor, Grade, Lower, Move, Quota, Raise


def order_flaws(rules: RuleSet) -> Iterator[Flaw]:
    """Warn of steps that stand where they can hardly be meant."""
    yield from _graded_again(rules)
    yield from _veto_undone(rules)
    yield from _quota_undone(rules)


def _graded_again(rules: RuleSet) -> Iterator[Flaw]:
    """Find grades for every branch: whatever stands before them counts for nothing."""
    for index, step in enumerate(rules.steps):
        if isinstance(step, Grade) and step.when is None:
            message = text("This step grades every branch: the score and the steps before it count for nothing.")
            yield Flaw(("steps", index), "step-order", message, text("Give it a condition: “when”."), "warning")


def _veto_undone(rules: RuleSet) -> Iterator[Flaw]:
    vetoed: Grade | None = None
    for index, step in enumerate(rules.steps):
        if isinstance(step, Grade) and (step.star, step.status) == ("none", "no-star"):
            vetoed = step
        elif isinstance(step, Floor) and vetoed:
            message = text(
                "A branch that loses its star by %(veto)s may get one again by this floor.", veto=vetoed.clause
            )
            hint = text("If the veto is to win, put it after the floor.")
            yield Flaw(("steps", index), "step-order", message, hint, "warning")


def _quota_undone(rules: RuleSet) -> Iterator[Flaw]:
    """Find steps that add branches to a star, or take them from it, after its share was bounded."""
    bounded: Quota | Best | None = None
    for index, step in enumerate(rules.steps):
        if isinstance(step, Quota | Best):
            bounded = step
        elif bounded and isinstance(step, Raise | Lower | Move | Floor):
            message = text("After this step the share that %(quota)s bounds may no longer hold.", quota=bounded.clause)
            hint = text("Put quotas after the steps that raise or lower stars, if the plan does not say otherwise.")
            yield Flaw(("steps", index), "step-order", message, hint, "warning")
        elif bounded and isinstance(step, Grade) and step.status in {"exempt", "not-assessed"}:
            message = text("The branches of this step have taken places of %(quota)s before.", quota=bounded.clause)
            hint = text("Put the step before the quotas: who is exempt or not assessed counts in no share.")
            yield Flaw(("steps", index), "step-order", message, hint, "warning")
