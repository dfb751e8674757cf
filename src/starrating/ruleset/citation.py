"""Clauses as people cite them: 4.4(5) is 《方案》“提升方法”第4条第（5）项."""

import re

from starrating.i18n import CHINESE
from starrating.patterns import regex
from starrating.ruleset.rule_set import RuleSet

_ID = regex(r"(?P<section>\d+)(?:\.(?P<article>\d+))?(?:\((?P<item>\d+)\))?(?:-[a-z-]+)?")
"""Section, article and item of a clause's id, and a word that tells clauses of one article apart: 4.6-assistance."""
_WORD = regex(r"(?<=[\d)])-[a-z][a-z-]*$")


_WITHIN = regex(r"(?<![\d.])\d+\.\d+\(\d+\)")
"""The id of a clause in a sentence: 不符合4.4(5)."""


def clause_number(clause: str) -> str:
    """Return the number of a clause, without the word that tells clauses of one article apart: 4.4-procedure is 4.4."""
    return _WORD.sub("", clause)


def cited(clause: str, rules: RuleSet) -> str:
    """Cite a clause in a sentence; one whose section has no title in the rule set is cited by its id."""
    found, title = _parts(clause, rules)
    if found is None:
        id_ = clause_number(clause)
        return f"《方案》{id_}" if rules.language == CHINESE else f"clause {id_}"
    if rules.language == CHINESE:
        return f"《方案》“{title}”{_numbers(found, rules)}"
    return f"“{title}” {_numbers(found, rules)}".rstrip()


def cited_briefly(clause: str, rules: RuleSet) -> str:
    """Cite a clause in a cell of a table, without the plan."""
    found, title = _parts(clause, rules)
    if found is None:
        return clause_number(clause)
    return _numbers(found, rules).removesuffix("项").replace("第（", "（") or title


def cited_within(words: str, rules: RuleSet, *, briefly: bool = False) -> str:
    """Cite the clauses that a sentence names by their ids."""
    cite = cited_briefly if briefly else cited
    return _WITHIN.sub(lambda found: cite(found[0], rules), words)


def _parts(clause: str, rules: RuleSet) -> tuple[re.Match[str] | None, str]:
    found = _ID.fullmatch(clause)
    title = (rules.wording.sections or {}).get(found["section"], "") if found else ""
    return (found, title) if title else (None, "")


def _numbers(found: re.Match[str], rules: RuleSet) -> str:
    article, item = found["article"] or "", found["item"]
    if rules.language == CHINESE:
        return (article and f"第{article}条") + (f"第（{item}）项" if item else "")
    return article + (f"({item})" if item else "")
