"""Worked examples: whatever a scheme reads can be said in an example, and what differs is shown line by line."""

import pytest

from rule_texts import PLAN, SMALL, TRIGGERS, rules_of
from schemes import scheme
from starrating.rating.examples import failures, try_examples

RICH = (
    SMALL.replace("stages: [考核]", "stages: [考核], departments: [纪检]")
    + TRIGGERS.replace("effect: lower,", "effect: lower, once: incident,")
    + """\
  - {clause: "6.2", effect: cap, star: 1, when: {opinion: 纪检, is: 有}}
  - {clause: "6.3", effect: grade, star: none, status: exempt, when: {months_since: founded, below: 6}}
  - {clause: "6.4", effect: limit, up: 1}
  - {clause: "6.5", effect: cap, star: 2, when: {past: 2, at_most: 1}}
  - {clause: "6.6", effect: cap, star: 2, when: {fact: type, is: 农村}}
  - {clause: "6.7", effect: raise, when: {star: applied, is: 3}}
facts:
  - {id: founded, title: 成立, values: date, blank: missing}
  - {id: visits, title: 走访, values: number, blank: missing}
values:
  - {id: visited, product: [visits, 2], missing: zero}
  - {id: total, sum: [items, visited]}
"""
)


def outcomes(examples: str, rules: str = RICH) -> list[tuple[str, list[str]]]:
    """Run examples: the name of each branch, and what differs."""
    checked = rules_of(f"{rules}examples:\n{examples}")
    return [(one.example.name, [line.say("en") for line in one.differences(checked)]) for one in try_examples(checked)]


@pytest.mark.parametrize(
    "words",
    [
        "items: {甲: 50, 乙: 30}, star: 3, because: []",
        "items: {甲: 50, 乙: 不适用}, star: 1",
        "items: {甲: 50}, facts: {visits: 5}, star: 2, values: {visited: 10, total: 60}",
        "items: {甲: 90}, facts: {founded: '2000-02-01'}, star: none, status: exempt, because: ['6.3']",
        "items: {甲: 90}, facts: {founded: '1999-02-01'}, star: 3",
        "items: {甲: 90}, period: 2013H1, facts: {founded: '2013-02-01'}, star: none",
        "items: {甲: 90}, opinions: {纪检: 有}, star: 1",
        "items: {甲: 90}, opinions: {纪检: 未答复}, star: 3",
        "items: {甲: 90}, previous_star: 1, star: 2, because: ['6.4']",
        "items: {甲: 90}, past: [1, 1], star: 2, because: ['6.4', '6.5']",
        "items: {甲: 90}, past: [2, 1], star: 3",
        "items: {甲: 90}, facts: {type: 农村}, star: 2",
        "items: {甲: 70}, applied_star: 3, star: 3",
        "items: {甲: 90}, incidents: [{trigger: late}, {trigger: late}], star: 1",
        "items: {甲: 90}, incidents: [{trigger: late, inside: false}], star: 3",
        "items: {甲: 90}, incidents: [{trigger: late, date: '2000-06-30'}], star: 2",
        "items: {甲: 90}, incidents: [{trigger: late, date: '2000-07-01'}], star: 3",
        "items: {甲: 90}, incidents: [{trigger: hurt, findings: {major_loss: false}}], star: 3",
        "items: {甲: 90}, status: rated",
    ],
)
def test_what_an_example_can_say(words: str) -> None:
    assert outcomes(f"  - {{name: 例, {words}}}\n") == [("例", [])]


def test_branches_of_one_example_compete() -> None:
    quota = SMALL + 'steps: [{clause: "6", effect: quota, star: 3, places: 1}]\n'
    group = (
        "  - name: 组\n    branches:\n"
        "      - {name: 甲, score: 95, star: 3}\n      - {name: 乙, score: 90, star: 2, because: ['6']}\n"
        "      - {name: 丙, score: 85, star: 3}\n"
    )
    assert outcomes(group, quota) == [
        ("甲", []),
        ("乙", []),
        ("丙", ["star: expected 三星, but came out as 二星", "reasons: 6"]),
    ]


def test_what_differs_is_said_line_by_line() -> None:
    given = "items: {甲: 90}, previous_star: 1, facts: {visits: 1}"
    expected = "star: 3, status: exempt, because: ['6.5'], values: {visited: 3}"
    assert outcomes(f"  - {{name: 例, {given}, {expected}}}\n") == [
        (
            "例",
            [
                "star: expected 三星, but came out as 二星",
                "status: expected exempt, but came out as rated",
                "reasons: expected 6.5, but came out as 6.4",
                "value visited: expected 3, but came out as 2.00",
            ],
        )
    ]


def test_what_is_left_out_is_not_checked() -> None:
    late = "incidents: [{trigger: late}]"
    assert outcomes(f"  - {{name: 例, items: {{甲: 90}}, {late}, star: 2}}\n") == [("例", [])]
    assert outcomes(f"  - {{name: 例, items: {{甲: 90}}, {late}, star: 2, because: []}}\n") == [
        ("例", ["reasons: expected no step, but came out as 5.1a"])
    ]


def test_an_example_that_the_checks_would_refuse_says_why() -> None:
    ((_, lines),) = outcomes("  - {name: 例, items: {甲: 90}, incidents: [{trigger: hurt}], star: 3}\n")
    assert len(lines) == 1
    assert lines[0].startswith("It cannot be rated: ")


def test_an_example_is_rated_by_the_version_of_its_period() -> None:
    later = (
        SMALL
        + 'versions: [{clause: "9", since: 2014H1, set: '
        + '{"levels.bands[2].below": 85, "levels.bands[3].at_least": 85}}]\n'
    )
    examples = "  - {name: 旧, score: 82, star: 3}\n  - {name: 新, score: 82, period: 2014H1, star: 2}\n"
    assert outcomes(examples, later) == [("旧", []), ("新", [])]


def test_items_of_the_rule_set_have_their_full_marks_and_parts() -> None:
    items = (
        'criteria:\n  clause: "2"\n  from: rules\n  parts: [{title: 基础, items: '
        "[{code: A1, title: 学习, full_marks: 50}, {code: A2, title: 会议, full_marks: 50, not_applicable: true}]}]\n"
        "values: [{id: total, ratio: 基础, to: full-marks, missing: skip, times: 100}]\n"
    )
    rules = SMALL.replace('criteria: {clause: "2", from: workbook, full_marks: 100}\n', items)
    assert outcomes("  - {name: 例, items: {A1: 40, 会议: 不适用}, star: 3, values: {total: 80}}\n", rules) == [
        ("例", [])
    ]


def test_the_examples_of_the_plan_come_out() -> None:
    tried = try_examples(rules_of(PLAN.read_text("utf-8")))
    assert len(tried) == 11
    assert failures(tried) == []


@pytest.mark.parametrize(
    ("items", "why"),
    [("{A: 51, B: 10}", "above the full marks"), ("{A: -1, B: 10}", "below 0"), ("{A: 40}", "no score for B")],
)
def test_an_example_is_refused_where_a_workbook_would_be(items, why):
    criteria = (
        '{clause: "2", from: rules, parts: [{title: P, items: '
        "[{code: A, title: A, full_marks: 50}, {code: B, title: B, full_marks: 50}]}]}"
    )
    (outcome,) = try_examples(scheme(f"examples:\n  - {{name: one, items: {items}, star: 3}}\n", criteria))
    assert not outcome.passed
    assert why in outcome.refused[0].say("en")


@pytest.mark.parametrize(
    ("step", "is_share"),
    [
        ("effect: quota, star: 3, at_most: 30%", True),
        ("effect: best, star: 3, share: 100%", True),
        ("effect: quota, star: 3, places: 0", False),
        ("effect: quota, star: 1, last: 1", False),
    ],
)
def test_that_a_share_needs_several_branches_is_said_of_shares_only(step: str, *, is_share: bool) -> None:
    score = 65 if "best" in step else 90
    ((_, lines),) = outcomes(
        f"  - {{name: 例, score: {score}, star: none}}\n", f'{SMALL}steps: [{{clause: "6", {step}}}]\n'
    )
    assert any("a share of one branch" in line for line in lines) == is_share
