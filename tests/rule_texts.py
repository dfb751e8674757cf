"""Small rule files, written beside the assertions: a sound one, and what a test changes in it."""

from pathlib import Path

from starrating.errors import Problem
from starrating.formats.yaml_tree import read_yaml
from starrating.read.rule_file import read_rules
from starrating.ruleset import RuleSet
from starrating.ruleset.proof import prove

RULES = Path(__file__).parents[1] / "rules"
PLAN = RULES / "star-branches.yaml"

SMALL = """\
format: 2
id: small
title: 小方案
source: 测试
language: zh_CN
wording: {subject: 班组, scheme: 星级班组, review_result: 评审结果, annual_result: 评定结果}
levels:
  clause: "1"
  bands:
    - {star: 1, name: 一星, below: 60}
    - {star: 2, name: 二星, at_least: 60, below: 80}
    - {star: 3, name: 三星, at_least: 80}
criteria: {clause: "2", from: workbook, full_marks: 100}
procedure: {clause: "3", review: half-year, stages: [考核], notice: {clause: "3", days: 5}}
"""

SANCTIONS = """\
sanctions:
  clause: "4"
  systems:
    党纪: {names: [党内], order: [警告, 严重警告]}
    政纪: {names: [行政], order: [警告, 记过]}
"""

TRIGGERS = """\
triggers:
  clause: "5"
  list:
    - {id: late, number: 1, clause: 5.1a, text: 迟到}
    - {id: hurt, number: 2, clause: 5.1b, text: 受伤, when: {incident: major_loss, is: true}}
steps:
  - {clause: "6", effect: lower, when: {incidents: [late, hurt]}}
"""


def rules_of(content: str) -> RuleSet:
    """Build a rule set from YAML without proving it."""
    tree = read_yaml("small.yaml", content)
    assert not tree.problems
    return RuleSet.model_validate(tree.data, by_alias=True, by_name=False)


def flaws_of(content: str, *, unread: bool = False) -> list[tuple[str, str]]:
    """Prove a rule set: the key path and the code of each flaw.

    That nobody reads a name is told if it is asked for: in rule sets as small as these it is often so.
    """
    told = (flaw for flaw in prove(rules_of(content)) if unread or flaw.code != "idle-name")
    return [(".".join(map(str, flaw.path)), flaw.code) for flaw in told]


def problems_of(folder: Path, content: str | bytes) -> list[Problem]:
    """Write a rule file and read it: its problems."""
    file = folder / "small.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_rules(file)[1]
