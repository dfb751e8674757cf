"""Proof that a rule set has no holes: every check is a function from the rule set to its flaws.

A gap is proved absent, not sampled: bounds are compared exactly, the bound itself included.
"""

from starrating.ruleset.keys import Flaw
from starrating.ruleset.proof.conditions import branch_condition_flaws
from starrating.ruleset.proof.criteria import criteria_flaws, fact_flaws, item_flaws
from starrating.ruleset.proof.examples import example_flaws
from starrating.ruleset.proof.idle import idle_flaws
from starrating.ruleset.proof.levels import level_flaws
from starrating.ruleset.proof.references import reference_flaws
from starrating.ruleset.proof.results import result_flaws
from starrating.ruleset.proof.steps import step_flaws
from starrating.ruleset.proof.targets import target_flaws
from starrating.ruleset.proof.triggers import sanction_flaws, trigger_flaws
from starrating.ruleset.proof.values import value_flaws
from starrating.ruleset.proof.versions import question_flaws, version_flaws
from starrating.ruleset.rule_set import RuleSet

__all__ = ["CHECKS", "Flaw", "item_flaws", "prove"]

CHECKS = (
    level_flaws,
    target_flaws,
    criteria_flaws,
    fact_flaws,
    value_flaws,
    reference_flaws,
    sanction_flaws,
    trigger_flaws,
    step_flaws,
    branch_condition_flaws,
    result_flaws,
    version_flaws,
    question_flaws,
    idle_flaws,
    example_flaws,
)


def prove(rules: RuleSet) -> list[Flaw]:
    """Return all flaws of a rule set, in the order of its sections; none with severity `error` if it is sound."""
    return [flaw for check in CHECKS for flaw in check(rules)]
