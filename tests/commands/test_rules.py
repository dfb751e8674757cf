"""`rules check` as a user meets it: what is wrong with an example, at its line, difference by difference."""

from pathlib import Path

import pytest

from rule_texts import PLAN, SMALL
from starrating.commands.rules import check_rules
from starrating.errors import RuleSetError

EXAMPLES = """\
examples:
  - {name: 及格, score: 60, star: 2}
  - name: 两组
    branches:
      - {name: 甲, score: 85, star: 3}
      - {name: 乙, score: 50, star: 3, because: ["6"]}
steps: [{clause: "6", effect: cap, star: 2, when: {score: total, below: 40}}]
"""


def test_the_plan_passes_with_its_examples() -> None:
    rules, outcomes, warnings = check_rules(PLAN)
    assert rules.id == "star-branches"
    assert all(outcome.passed for outcome in outcomes)
    assert warnings == []


def test_a_failed_example_says_what_differs_where_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(SMALL + EXAMPLES, "utf-8")
    with pytest.raises(RuleSetError) as caught:
        check_rules(file)
    (problem,) = caught.value.problems
    assert str(problem.place) == f"{file}:{SMALL.count(chr(10)) + 3}:5"
    assert problem.message.say("en").splitlines() == [
        "The example “两组, 乙” does not come out:",
        "    star: expected 三星, but came out as 一星",
        "    reasons: expected 6, but came out as no step",
    ]
