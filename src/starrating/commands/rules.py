"""`rules check`: prove a rule file and rate its worked examples."""

from pathlib import Path

from starrating.errors import Problem, RuleSetError
from starrating.i18n import Text, joined, text
from starrating.rating.examples import Outcome, failures, try_examples
from starrating.read.rule_file import example_place, read_rules
from starrating.ruleset import RuleSet


def check_rules(path: Path) -> tuple[RuleSet, list[Outcome], list[Problem]]:
    """Prove a rule file and run its examples: the rule set, the outcomes, the warnings.

    Errors and failed examples raise `RuleSetError`, the examples each with the difference, line by line.
    """
    rules, problems = read_rules(path)
    if rules is None:
        raise RuleSetError(problems)
    outcomes = try_examples(rules)
    if wrong := failures(outcomes):
        raise RuleSetError([*problems, *(_failed(path, rules, outcome) for outcome in wrong)])
    return rules, outcomes, problems


def _failed(path: Path, rules: RuleSet, outcome: Outcome) -> Problem:
    lines = [Text("\n    %(line)s", {"line": line}) for line in outcome.differences(rules)]
    difference = joined(lines, Text(""))
    message = text(
        "The example “%(name)s” does not come out:%(difference)s", name=_name(outcome), difference=difference
    )
    place = example_place(path, outcome.position)
    hint = text("Correct the example or the rules; an example is a test of the plan.")
    return Problem("error", "example-failed", place, message, hint)


def _name(outcome: Outcome) -> str | Text:
    if not outcome.group:
        return outcome.example.name
    return text("%(group)s, %(branch)s", group=outcome.group, branch=outcome.example.name)
