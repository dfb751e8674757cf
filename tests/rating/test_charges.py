"""Points for incidents, explained like steps: which gave how many, which were swallowed, doubled or too old."""

import pytest

from rule_texts import rules_of
from starrating.rating.explanation import explain
from starrating.rating.incident_points import charge_words
from starrating.rating.rate import rate
from tables import inputs

CREDIT = """
format: 2
id: credit
title: 信用
source: 测试
language: zh_CN
wording: {subject: 居民, scheme: 信用, review_result: 结果, annual_result: 结果}
procedure: {clause: "1", review: half-year, stages: [评定]}
criteria: {clause: "1", from: total}
values:
  - {id: lost, title: 扣分, tally: {contract: 20, traffic: 30}, same_act: heaviest, repeats: double}
  - {id: total, sum: [100], minus: [lost]}
levels:
  clause: "2"
  bands: [{star: 1, name: B级, mark: B, below: 60}, {star: 2, name: A级, mark: AA, at_least: 60}]
triggers:
  clause: "4"
  window: {date: act, inside: months, months: 12}
  list:
    - {id: contract, number: 1, clause: "4(1)", text: 违反合同}
    - {id: traffic, number: 2, clause: "4(2)", text: 交通违法}
"""


@pytest.mark.parametrize(
    ("happened", "points"),
    [
        ("甲 1 2013-03-01 document=1号", [("4(1)", 20, "as reported")]),
        (
            "甲 1 2013-03-01 document=1号\n甲 2 2013-03-01 document=1号",
            [
                ("4(1)", 0, "the same act as 2013H1.xlsx!降星情形!A3, which is heavier: not counted again"),
                ("4(2)", 30, "as reported"),
            ],
        ),
        (
            "甲 1 2013-03-01 document=1号\n甲 1 2013-08-01 document=2号",
            [
                ("4(1)", 20, "as reported"),
                ("4(1)", 0, "too late for this review, it is dated after its period: no points"),
            ],
        ),
        (
            "甲 1 2012-05-01 document=1号\n甲 1 2013-03-01 document=2号",
            [
                ("4(1)", 0, "too old for this review: no points, but a repeat looks back at it"),
                ("4(1)", 40, "the same again, twice as much: it repeats 2013H1.xlsx!降星情形!A2"),
            ],
        ),
    ],
)
def test_every_incident_says_what_it_costs_and_why(happened, points):
    rules = rules_of(CREDIT)
    why = explain("甲", rate(inputs("甲 0", happened), rules), rules)
    said = [(one.charge.judged.clause, one.charge.points, charge_words(one.charge).say("en")) for one in why.charges]
    assert said == points
    assert {one.title for one in why.charges} == {"扣分"}


def test_a_level_may_have_a_mark_of_its_own():
    levels = rules_of(CREDIT).levels
    assert (levels.mark(2), levels.mark(1), levels.mark(3)) == ("AA", "B", None)


def test_a_value_held_at_its_bound_says_what_its_own_incidents_make():
    two = CREDIT.replace(
        "traffic: 30}, same_act: heaviest, repeats: double}",
        "traffic: 30}, cap: 40}\n  - {id: driven, title: 交通, tally: {traffic: 7}}",
    )
    rules = rules_of(two.replace("minus: [lost]", "minus: [lost, driven]"))
    happened = "甲 1 2013-03-01 document=1号\n甲 2 2013-03-02 document=2号"
    why = explain("甲", rate(inputs("甲 0", happened), rules), rules)
    assert {one.id: (one.number, one.held) for one in why.values} == {
        "lost": ("40.00", "50"),
        "driven": ("7.00", None),
        "total": ("53.00", None),
    }
