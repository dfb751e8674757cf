"""Small rule sets of other kinds than the plan, built from YAML sections that stand beside the assertions."""

from rule_texts import SMALL, rules_of
from starrating.ruleset import RuleSet

_PROCEDURE = "procedure:"
_CRITERIA = 'criteria: {clause: "2", from: workbook, full_marks: 100}\n'


def scheme(more: str = "", criteria: str | None = None) -> RuleSet:
    """Return the small rule set with further sections, and with other criteria if they are given."""
    return rules_of(SMALL.replace(_CRITERIA, f"criteria: {criteria}\n" if criteria else _CRITERIA) + more)
