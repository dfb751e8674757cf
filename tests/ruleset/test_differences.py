import pytest

from rule_texts import PLAN, SMALL, TRIGGERS, rules_of
from starrating.ruleset.differences import diff

BEFORE = SMALL + TRIGGERS + "facts: [{id: certificate, title: 证书}]\n"


def said(old: str, new: str) -> list[str]:
    return [line.say("en") for line in diff(rules_of(old), rules_of(new))]


def test_a_rule_set_does_not_differ_from_itself() -> None:
    assert said(PLAN.read_text("utf-8"), PLAN.read_text("utf-8")) == []
    assert said(BEFORE, BEFORE.replace("below: 60}", "below: 60.0}")) == []


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("title: 小方案", "title: 大方案", ["title: was 小方案; is 大方案."]),
        ("days: 5", "days: 7", ["procedure.notice.days: was 5; is 7."]),
        ("from: workbook, ", "", []),
        (", full_marks: 100", "", ["criteria.full_marks: was 100; is nothing."]),
        ("stages: [考核]", "stages: [考核, 公示]", ["procedure.stages: was 考核; is 考核, 公示."]),
        (
            "- {star: 3, name: 三星, at_least: 80}",
            "- {star: 3, name: 三星, at_least: 80, below: 95}\n    - {star: 4, name: 四星, at_least: 95}",
            [
                "levels.bands[4]: new (star: 4, name: 四星, at_least: 95).",
                "levels.bands[3].below: was nothing; is 95.",
            ],
        ),
        (
            "    - {id: late, number: 1, clause: 5.1a, text: 迟到}\n",
            "",
            ["triggers.list[late]: gone (id: late, number: 1, clause: 5.1a, text: 迟到)."],
        ),
        (
            "when: {incident: major_loss, is: true}",
            "when: {incident: notified, is: true}",
            [
                "triggers.list[hurt].when: was “造成重大损失” is answered yes; is “部门通报” is answered yes.",
            ],
        ),
        (
            "effect: lower, when: {incidents: [late, hurt]}",
            "effect: cap, star: 2, when: {incidents: [late]}",
            [
                (
                    "steps[6]: was clause: 6, when: an incident under 5.1a, 5.1b counts, effect: lower; "
                    "is clause: 6, when: an incident under 5.1a counts, effect: cap, star: 2."
                ),
            ],
        ),
    ],
)
def test_what_differs(old: str, new: str, lines: list[str]) -> None:
    assert old in BEFORE
    assert said(BEFORE, BEFORE.replace(old, new)) == lines


def test_another_order_of_steps_is_a_difference() -> None:
    first = '  - {clause: "7", effect: cap, star: 2}\n'
    second = '  - {clause: "8", effect: raise}\n'
    assert said(SMALL + "steps:\n" + first + second, SMALL + "steps:\n" + second + first) == [
        "steps: the order is another one now (8, 7)."
    ]


def test_steps_of_one_clause_are_told_apart() -> None:
    twice = SMALL + 'steps:\n  - {clause: "7", effect: cap, star: 2}\n  - {clause: "7", effect: raise}\n'
    assert said(twice, twice.replace("effect: raise", "effect: raise, levels: 2")) == [
        "steps[7 2].levels: was 1; is 2."
    ]
