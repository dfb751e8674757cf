"""Points for incidents, by trigger: one act once, the same again twice, and what the list leaves open."""

import pytest

from rule_texts import rules_of
from sheets import value
from starrating.rating.act_identity import document_key
from starrating.rating.incident_points import charges
from starrating.rating.rate import rate
from tables import inputs


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("tally: {late: 1, hurt: 5}", 8),
        ("tally: {hurt: 5}", 5),
        ("tally: {late: 1, hurt: 5}, same_act: heaviest", 7),
        ("tally: {late: 1, hurt: 5}, repeats: double", 10),
        ("tally: {late: 1, hurt: 5}, same_act: heaviest, repeats: double", 9),  # what was swallowed is still the first
        ("tally: {late: -1, hurt: -5}, same_act: heaviest", -7),
        ("tally: {late: 1, hurt: 5}, cap: 6", 6),
    ],
)
def test_incidents_are_tallied_by_trigger(content, number):
    happened = "甲 late 1号\n甲 hurt 1号\n甲 late -\n甲 late -\n甲 other 2号"
    assert value(content, "支部 A1/9\n甲 1\n乙 1", happened=happened) == [number, 0]


CREDIT = """
format: 2
id: credit
title: 信用
source: 测试
language: zh_CN
wording: {{subject: 居民, scheme: 信用, review_result: 结果, annual_result: 结果}}
procedure: {{clause: "1", review: half-year, stages: [评定]}}
criteria: {{clause: "1", from: total}}
values:
  - {{id: lost, clause: "4", tally: {{contract: 20, traffic: 30, breach: 50}}, {how}}}
  - {{id: total, sum: [items], minus: [lost]}}
levels:
  clause: "2"
  bands: [{{star: 1, name: B级, below: 60}}, {{star: 2, name: A级, at_least: 60}}]
triggers:
  clause: "4"
  window: {window}
  list:
    - {{id: contract, number: 1, clause: "4(1)", text: 违反合同{own}}}
    - {{id: traffic, number: 2, clause: "4(2)", text: 交通违法}}
    - {{id: breach, number: 3, clause: "4(3)", text: 法院认定违约, when: {{incident: major_loss, is: true}}}}
"""
PERIOD = "{}"
MONTHS = "{date: act, inside: months, months: 12}"


def rated(happened, how="same_act: heaviest", window=PERIOD, own=""):
    rules = rules_of(CREDIT.format(how=how, window=window, own=own).replace("sum: [items]", "sum: [100]"))
    ratings = rate(inputs("甲 0", happened), rules)
    made = charges(rules.values[0], ratings.incidents, rules)
    notices = [problem.code for problem in ratings.problems if problem.code == "act-unclear"]
    return ratings.values["lost"][0], [(str(int(each.points)), each.fate) for each in made], notices


@pytest.mark.parametrize(
    "other",
    [
        "文发[2025]3号",
        "文发（2025）3号",
        "文发〔２０２５〕３号",
        "文发〔2025〕 3 号",
        "文发【2025】3号",
        "文发﹝2025﹞3號",
        "文发[2025]第3号",
        "文发〔2025〕03号",
        "文发〔2025〕三号",
        "文发〔2025〕\u200b3号",
    ],
)
def test_a_document_number_is_one_however_it_is_written(other):
    assert document_key(other) == document_key("文发〔2025〕3号")


@pytest.mark.parametrize(
    ("one", "other", "doubtful"),
    [
        ("文发〔2025〕3号", "文发2025-3号", True),
        ("文发〔2025〕3号", "文发2025年3号", True),
        ("文发〔2025〕3号", "文发〔2025〕3", True),
        ("文发〔2025〕3号", "文发/2025/3", True),
        ("文发〔2025〕3号", "〔2025〕3号", True),
        ("文发〔2025〕3号", "文发〔2025〕31号", False),
        ("文发〔2025〕3号", "文发〔2024〕3号", False),
        ("通报1号", "决定1号", False),
        ("纪委通报", "公安局通报", False),
    ],
)
def test_a_number_that_nearly_is_another_one_of_the_day_is_a_warning(one, other, doubtful):
    _, _, notices = rated(f"甲 1 2013-03-01 document={one}\n甲 2 2013-03-01 document={other}")
    assert notices == (["act-unclear"] if doubtful else [])


@pytest.mark.parametrize(
    ("happened", "lost", "fates", "notices"),
    [
        (  # one act under two headings costs the heaviest once
            "甲 1 2013-03-01 document=文发〔2025〕3号\n甲 2 2013-03-01 document=文发[2025]3号",
            "30.00",
            [("0", "swallowed"), ("30", "counted")],
            [],
        ),
        (  # two acts in one circular cost both, and the list should name them
            "甲 1 2013-03-01 document=3号\n甲 2 2013-06-01 document=3号",
            "50.00",
            [("20", "counted"), ("30", "counted")],
            ["act-unclear"],
        ),
        (  # named, nothing is left open
            "甲 1 2013-03-01 document=3号 act=装修\n甲 2 2013-06-01 document=3号 act=超速",
            "50.00",
            [("20", "counted"), ("30", "counted")],
            [],
        ),
        (  # one act by name, whatever the documents are
            "甲 1 2013-03-01 document=3号 act=装修\n甲 2 2013-06-01 document=4号 act=装修",
            "30.00",
            [("0", "swallowed"), ("30", "counted")],
            [],
        ),
        (  # different persons on one day: one act, unless the list names two
            "甲 1 2013-03-01 document=3号 person=张\n甲 2 2013-03-01 document=3号 person=李",
            "30.00",
            [("0", "swallowed"), ("30", "counted")],
            ["act-unclear"],
        ),
        (  # a blank number never silently splits
            "甲 1 2013-03-01\n甲 2 2013-03-01",
            "50.00",
            [("20", "counted"), ("30", "counted")],
            ["act-unclear"],
        ),
        (  # nor where only one of the two is blank
            "甲 1 2013-03-01 document=3号\n甲 2 2013-03-01",
            "50.00",
            [("20", "counted"), ("30", "counted")],
            ["act-unclear"],
        ),
        (  # a row that names no act beside one of the same document that does
            "甲 1 2013-03-01 document=3号 act=装修\n甲 2 2013-03-01 document=3号",
            "50.00",
            [("20", "counted"), ("30", "counted")],
            ["act-unclear"],
        ),
        (  # another day, another document: nothing is left open
            "甲 1 2013-03-01 document=3号\n甲 2 2013-03-02 document=13号",
            "50.00",
            [("20", "counted"), ("30", "counted")],
            [],
        ),
    ],
)
def test_an_act_costs_the_heaviest_once(happened, lost, fates, notices):
    assert rated(happened) == (lost, fates, notices)


@pytest.mark.parametrize(
    ("happened", "window", "own", "lost", "fates"),
    [
        # the first is too old for the review, but was valid when the second happened
        ("2012-03-01 2013-02-01", MONTHS, "", "40.00", [("0", "expired"), ("40", "doubled")]),
        ("2012-03-01 2013-03-01", MONTHS, "", "20.00", [("0", "expired"), ("20", "counted")]),
        ("2012-12-01 2013-03-01", PERIOD, "", "20.00", [("0", "expired"), ("20", "counted")]),
        ("2013-01-01 2013-03-01", PERIOD, "", "60.00", [("20", "counted"), ("40", "doubled")]),
        # a window of its own
        (
            "2011-03-01 2013-02-01",
            PERIOD,
            ", window: {inside: months, months: 24}",
            "40.00",
            [("0", "expired"), ("40", "doubled")],
        ),
        (
            "2011-07-01 2013-02-01",
            PERIOD,
            ", window: {inside: months, months: 24}",
            "60.00",
            [("20", "counted"), ("40", "doubled")],
        ),
    ],
)
def test_the_same_again_costs_twice_while_the_first_is_valid(happened, window, own, lost, fates):
    rows = "\n".join(f"甲 1 {day} document={day}号" for day in happened.split())
    assert rated(rows, "repeats: double", window, own) == (lost, fates, [])


@pytest.mark.parametrize(
    ("rows", "lost", "fates"),
    [
        ("甲 1 2013-01-01 act=一\n甲 1 2013-03-01 act=二", "60.00", [("20", "counted"), ("40", "doubled")]),
        (  # the repeat costs 40, more than the 30 of the other row of its act
            "甲 1 2013-01-01 act=一\n甲 1 2013-03-01 act=二\n甲 2 2013-03-01 act=二",
            "60.00",
            [("20", "counted"), ("40", "doubled"), ("0", "swallowed")],
        ),
        (  # but less than 50: what is swallowed is still the first of the next
            "甲 1 2013-03-01 act=二\n甲 3 2013-03-01 major_loss=是 act=二\n甲 1 2013-04-01 act=三",
            "90.00",
            [("0", "swallowed"), ("50", "counted"), ("40", "doubled")],
        ),
        (  # two repeats in one act: the heavier of both, once
            "甲 1 2013-01-01 act=一\n甲 2 2013-01-02 act=二\n甲 1 2013-03-01 act=三\n甲 2 2013-03-01 act=三",
            "110.00",
            [("20", "counted"), ("30", "counted"), ("0", "swallowed"), ("60", "doubled")],
        ),
    ],
)
def test_an_act_costs_the_heaviest_of_what_its_rows_cost_as_repeats(rows, lost, fates):
    assert rated(rows, "same_act: heaviest, repeats: double") == (lost, fates, [])
