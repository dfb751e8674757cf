"""Every clause of the founding plan, and every question it leaves open, stands in the rule file."""

from pathlib import Path

import pytest

from starrating.read.rule_file import load_rules
from starrating.ruleset import RuleSet
from starrating.ruleset.keys import resolve

PLAN = Path(__file__).parents[1] / "rules" / "star-branches.yaml"


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load_rules(PLAN)


@pytest.mark.parametrize(
    "clause",
    [
        "2-levels",
        "2-targets",
        "3-criteria",
        "4.1-declared-target",
        "4.3-self-check",
        "4.4-procedure",
        "4.4",
        "4.4(1)",
        "4.4(2)",
        "4.4(3)",
        "4.4(4)",
        "4.4(5)",
        "4.4(6)",
        "4.5-dynamic",
        "4.6-rewards",
        "4.6-secretary",
        "4.6-assistance",
        "5.2-responsibility",
        "5.3-examples",
    ],
)
def test_every_clause_is_a_rule(clause: str) -> None:
    assert f"clause: {clause}" in PLAN.read_text("utf-8").replace('"', "")


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("steps[4.4].once", "review"),
        ("steps[4.4].at_lowest", "hold"),
        ("triggers.blank_finding", "refuse"),
        ("triggers.bare_sanction", "refuse"),
        ("levels.rounding", "none"),
        ("annual.combine", "mean"),
        ("annual.triggers", "once"),
        ("annual.single_review", "that-review"),
        ("annual.late_incidents", "count"),
        ("annual.merged", "first-rating"),
        ("targets.milestones[5@2013H1].due", "2013H1"),
        ("targets.milestones[3@2015H1].due", "2015H1"),
        ("targets.among", "rated"),
        ("targets.new_branches", "counted"),
        ("targets.needed", "ceiling"),
        ("consequences.without_promotion.top_star", "counts-as-success"),
        ("consequences.without_promotion.demotion", "counts-as-without"),
        ("consequences.without_promotion.first_year", "no-streak"),
        ("consequences.without_promotion.new_secretary", "show"),
        ("triggers.window.date", "finding"),
        ("triggers.window.inside", "period"),
        ("procedure.notice.days", "5"),
        ("procedure.notice.counted_as", "working-days"),
        ("procedure.above_application", "score-decides"),
        ("levels.near", "0.05"),
    ],
)
def test_every_open_question_has_its_default(rules: RuleSet, key: str, answer: str) -> None:
    assert str(resolve(rules, key)) == answer


def test_every_open_question_is_asked_and_answered_in_words(rules: RuleSet) -> None:
    assert {one.key for one in rules.open_questions} == {
        "steps[4.4].once",
        "steps[4.4].at_lowest",
        "triggers.blank_finding",
        "triggers.bare_sanction",
        "levels.rounding",
        "annual.combine",
        "annual.triggers",
        "annual.single_review",
        "annual.late_incidents",
        "annual.merged",
        "targets.milestones[5@2013H1].due",
        "targets.milestones[3@2015H1].due",
        "targets.among",
        "targets.new_branches",
        "targets.needed",
        "consequences.without_promotion.top_star",
        "consequences.without_promotion.first_year",
        "triggers.window",
        "procedure.notice.days",
        "procedure.above_application",
    }
    assert all(one.question and one.answer for one in rules.open_questions)


def test_the_plan_sets_down_each_open_answer_itself(rules: RuleSet) -> None:
    """An answer is a key of the file, not a default of the program that nobody sees."""
    content = PLAN.read_text("utf-8")
    for one in rules.open_questions:
        assert f"{one.key.rpartition('.')[2]}:" in content
