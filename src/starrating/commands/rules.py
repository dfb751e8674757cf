"""`rules check`: prove a rule file and rate its worked examples."""

from pathlib import Path

from msgspec import Struct

from starrating.commands.shared.rule_library import rule_files
from starrating.commands.shared.scheme import load_rules
from starrating.errors import CellRef, Problem, RuleSetError
from starrating.i18n import Text, joined, text
from starrating.rating.examples import ExampleResult, failures, try_examples
from starrating.read.rule_file import example_place, read_rules
from starrating.ruleset import RuleSet
from starrating.ruleset.differences import diff
from starrating.workspace import Workspace


def check_rules(path: Path) -> tuple[RuleSet, list[ExampleResult], list[Problem]]:
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


def _failed(path: Path, rules: RuleSet, outcome: ExampleResult) -> Problem:
    lines = [Text("\n    %(line)s", {"line": line}) for line in outcome.differences(rules)]
    difference = joined(lines, Text(""))
    message = text(
        "The example “%(name)s” does not come out:%(difference)s", name=_name(outcome), difference=difference
    )
    place = example_place(path, outcome.position)
    hint = text("Correct the example or the rules; an example is a test of the plan.")
    return Problem("error", "example-failed", place, message, hint)


def _name(outcome: ExampleResult) -> str | Text:
    if not outcome.group:
        return outcome.example.name
    return text("%(group)s, %(branch)s", group=outcome.group, branch=outcome.example.name)


class RuleSetEntry(Struct, frozen=True):
    """A rule set that can be named: its file, whether it is built in, and what it says; None if it has errors."""

    file: Path
    builtin: bool
    rules: RuleSet | None

    @property
    def name(self) -> str:
        """The name by which commands and `starrating.toml` know it."""
        return self.file.stem


def list_rules(workspace: Workspace) -> tuple[list[RuleSetEntry], list[Problem]]:
    """List the rule sets of the workspace and those of the library that it does not replace; broken ones are named."""
    listed, problems = [], []
    for path, is_builtin in rule_files(workspace):
        rules, _ = read_rules(path)
        listed.append(RuleSetEntry(path, is_builtin, rules))
        if rules is None:
            hint = text("See what is wrong: starrating rules check %(name)s", name=path.stem)
            message = text("This rule set has errors and cannot be used.")
            problems.append(Problem("warning", "broken-rule-set", CellRef(str(path)), message, hint))
    return listed, problems


def differences(old: Path, new: Path) -> tuple[RuleSet, RuleSet, list[Text]]:
    """Say what differs between two rule sets."""
    before, after = load_rules(old), load_rules(new)
    return before, after, diff(before, after)
