"""The rule file of a command: loaded, and from then on what messages speak of."""

from pathlib import Path

from starrating.read import rule_file
from starrating.ruleset import RuleSet
from starrating.ruleset.spoken import speak_of_scheme


def load_rules(path: Path) -> RuleSet:
    """Load a rule file, in whose words messages speak from then on; `RuleSetError` has every problem of it."""
    rules = rule_file.load_rules(path)
    speak_of_scheme(rules)
    return rules
