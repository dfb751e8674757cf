"""`rules check`: prove a rule file and rate its worked examples."""

from pathlib import Path

from starrating.errors import Place, Problem, RuleSetError
from starrating.files.rule_files import read_rules
from starrating.i18n import text
from starrating.rating.examples import Outcome, failures, try_examples
from starrating.ruleset import RuleSet


def check_rules(path: Path) -> tuple[RuleSet, list[Outcome], list[Problem]]:
    """Prove a rule file and run its examples: the rule set, the outcomes, the warnings.

    Errors and failed examples raise `RuleSetError`, the examples each with the difference.
    """
    rules, problems = read_rules(path)
    if rules is None:
        raise RuleSetError(problems)
    outcomes = try_examples(rules)
    if wrong := failures(outcomes):
        raise RuleSetError([*problems, *(_failed(path, rules, outcome) for outcome in wrong)])
    return rules, outcomes, problems


def _failed(path: Path, rules: RuleSet, outcome: Outcome) -> Problem:
    example = outcome.example
    nothing = text("no step")
    return Problem(
        "error",
        "example-failed",
        Place(str(path)),
        text(
            "The example “%(name)s” expects %(expected)s (%(rules)s), but the rules give %(star)s (%(taken)s).",
            name=example.name,
            expected=rules.levels.name(example.star) if isinstance(example.star, int) else text("no star"),
            rules=", ".join(example.because) or nothing,
            star=text("no rating") if outcome.star is None else rules.levels.name(outcome.star) or text("no star"),
            taken=", ".join(outcome.refused or outcome.because) or nothing,
        ),
        text("Correct the example or the rules; an example is a test of the plan."),
    )
