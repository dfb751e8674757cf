"""Small rule sets of other kinds than the plan, built from YAML sections that stand beside the assertions."""

from rule_texts import SMALL, rules_of
from starrating.ruleset import RuleSet

_PROCEDURE = "procedure:"
_CRITERIA = 'criteria: {clause: "2", from: workbook, full_marks: 100}\n'

FACTS = """\
facts:
  - {id: certificate, title: 有证书, values: yes-no, blank: missing}
  - {id: output, title: 产值, values: number, blank: missing}
  - {id: founded, title: 成立日期, values: date, blank: missing}
"""
LISTED = """{clause: "2", from: rules, parts: [
  {title: 甲, items: [{code: A1, title: 学习, full_marks: 40}]},
  {title: 乙, items: [{code: B1, title: 党务, full_marks: 60, not_applicable: true}]}]}"""
"""Criteria that list their items, one of which may be not applicable."""


def scheme(more: str = "", criteria: str | None = None) -> RuleSet:
    """Return the small rule set with further sections, and with other criteria if they are given."""
    return rules_of(SMALL.replace(_CRITERIA, f"criteria: {criteria}\n" if criteria else _CRITERIA) + more)
