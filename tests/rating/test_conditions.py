"""Conditions on branches: every kind, and what is not there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sheets import state
from starrating.formats.yaml_tree import read_yaml
from starrating.model import Period
from starrating.rating.conditions import holds, triggers_read
from starrating.rating.rate import rate
from starrating.ruleset import Section
from starrating.ruleset.conditions import Condition
from states import ruled
from tables import inputs

FACTS = """
facts:
  - {id: certificate, title: 证书}
  - {id: good, title: 良好, values: number}
  - {id: bad, title: 不良, values: number}
  - {id: founded, title: 成立, values: date}
  - {id: kind, title: 类别, values: word}
"""
CONDITIONS: TypeAdapter[Section] = TypeAdapter(Condition)


def condition(content: str) -> Section:
    return CONDITIONS.validate_python(read_yaml("", content).data, by_alias=True, by_name=False)


def met(content: str, sheet: str, happened: str = "", **known) -> str:
    review = state(sheet, FACTS, happened, **known)
    mask = holds(condition(content), review)
    return "".join(branch for branch, holding in zip(review.table.branch, mask, strict=True) if holding)


ITEMS = """
支部 基础.A1/10 基础.A2/10 B1/10
甲   8          8          8
乙   8          3          /
丙   2          2          8
"""


@pytest.mark.parametrize(
    ("content", "branches"),
    [
        ("{score: total, at_least: 24}", "甲"),
        ("{item: A2, below: 8}", "乙丙"),
        ("{item: 项目A1, above: 2}", "甲乙"),
        ("{value: 基础, at_most: 11}", "乙丙"),
        ("{value: A1, above: A2}", "乙"),
        ("{value: A1, is: A2}", "甲丙"),
        ("{value: A1, is: 8}", "甲乙"),
        ("{value: A2, in: [2, 3]}", "乙丙"),
        ("{value: A2, above: 2, below: 8}", "乙"),
        ("{every: [A1, A2], at_least: 8}", "甲"),
        ("{some: [A1, A2], at_least: 8}", "甲乙"),
        ("{count: [A1, A2, B1], that: {at_least: 8}, at_least: 2}", "甲"),
        ("{count: [A1, A2, B1], that: {at_least: 8}, at_least: 0, at_most: 1}", "乙丙"),
        ("{all: [{item: A1, is: 8}, {item: A2, is: 8}]}", "甲"),
        ("{any: [{item: A1, is: 2}, {item: A2, is: 3}]}", "乙丙"),
        ("{not: {item: A1, is: 2}}", "甲乙"),
    ],
)
def test_numbers_are_compared(content, branches):
    assert met(content, ITEMS) == branches


@pytest.mark.parametrize("comparison", ["at_least: 0", "at_most: 10", "above: A1", "is: A1", "in: [0, 8]"])
def test_a_number_that_is_not_there_passes_no_comparison_so_not_holds(comparison):
    assert "乙" not in met(f"{{item: B1, {comparison}}}", ITEMS)
    assert "乙" in met(f"{{not: {{item: B1, {comparison}}}}}", ITEMS)


def test_nothing_is_more_than_a_number_that_is_not_there():
    assert met("{value: A1, at_least: B1}", ITEMS) == "甲"
    assert met("{every: [A1, B1], at_least: 0}", ITEMS) == "甲丙"


def test_no_condition_holds_for_all():
    assert holds(None, state(ITEMS)).tolist() == [True] * 3


PEOPLE = """
支部 certificate good bad kind type founded
甲   是          5    3   村   机关 2012-06-30
乙   否          5    5   企业 企业 2012-07-01
丙   -           -    1   -    -    -
丁   是          9    10  村   机关 2013-05-31
"""


@pytest.mark.parametrize(
    ("content", "branches"),
    [
        ("{fact: certificate, is: true}", "甲丁"),
        ("{fact: certificate, is: false}", "乙"),
        ("{not: {fact: certificate, is: true}}", "乙丙"),
        ("{fact: kind, in: [村, 社区]}", "甲丁"),
        ("{fact: type, is: 企业}", "乙"),
        ("{value: good, above: bad}", "甲"),
        ("{months_since: founded, at_least: 12}", "甲"),
        ("{months_since: founded, is: 11}", "乙"),
        ("{months_since: founded, is: 1}", "丁"),
        ("{months_since: founded, below: 99}", "甲乙丁"),
    ],
)
def test_facts_are_compared(content, branches):
    assert met(content, PEOPLE) == branches


def test_a_month_is_full_on_the_same_day_of_a_later_one():
    founded = "支部 founded\n甲 2012-12-31\n乙 2013-01-01"
    assert met("{months_since: founded, is: 12}", founded, period=Period(2013)) == "甲"
    assert met("{months_since: founded, is: 11}", founded, period=Period(2013)) == "乙"


def test_without_a_period_no_age_is_known():
    assert met("{months_since: founded, at_least: 0}", PEOPLE, period=None) == ""


STARS = "支部 previous_star applied_star\n甲 5 4\n乙 3 -\n丙 - 5"


@pytest.mark.parametrize(
    ("content", "branches"),
    [
        ("{star: previous, at_least: 3}", "甲乙"),
        ("{star: applied, in: [4, 5]}", "甲丙"),
        ("{star: current, is: 4}", "乙"),
        ("{star: by-score, at_most: 5}", "甲乙"),
        ("{star: current, below: previous-star}", "甲"),
    ],
)
def test_stars_are_compared_where_there_are_any(content, branches):
    known = {"current": np.array([3, 4, -1], np.int16), "by_score": np.array([5, 5, -1], np.int16)}
    assert met(content, STARS, **known) == branches


@pytest.mark.parametrize(
    ("content", "branches"),
    [
        ("{past: 1, at_most: 3}", "甲乙"),
        ("{past: 2, at_most: 3}", "甲"),
        ("{past: 3, at_least: 0}", "乙"),
        ("{not: {past: 1, at_least: 0}}", "丁戊"),
    ],
)
def test_a_streak_asks_for_all_of_the_last_periods(content, branches):
    past = {"甲": (3, 2), "乙": (3, 4, 5), "丙": (4,), "丁": (-1, 5)}
    assert met(content, "支部 A1/9\n甲 1\n乙 1\n丙 1\n丁 1\n戊 1", past=past) == branches


@pytest.mark.parametrize(("opinion", "branches"), [("有", "甲"), ("无", "乙"), ("未答复", "丙")])
def test_an_opinion_that_is_not_in_the_list_has_not_been_given(opinion, branches):
    opinions = {"甲": {"纪检": "有"}, "乙": {"纪检": "无", "安全": "有"}, "丙": {"安全": "有"}}
    assert met(f"{{opinion: 纪检, is: {opinion}}}", "支部 A1/9\n甲 1\n乙 1\n丙 1", opinions=opinions) == branches


def test_incidents_are_counted_over_the_triggers_named():
    happened = "甲 late a\n甲 hurt b\n乙 late c\n丙 other d"
    sheet = "支部 A1/9\n甲 1\n乙 1\n丙 1"
    assert met("{incidents: [late, hurt]}", sheet, happened) == "甲乙"
    assert met("{incidents: [late, hurt], at_least: 2}", sheet, happened) == "甲"


def test_the_triggers_that_a_condition_counts():
    content = "{any: [{incidents: [b, a]}, {all: [{incidents: [a, c]}, {score: total, below: 9}]}]}"
    assert triggers_read(condition(content)) == ("b", "a", "c")
    assert triggers_read(condition("{not: {incidents: [a]}}")) == ()
    assert triggers_read(None) == ()


numbers = st.integers(0, 5)


@given(st.lists(st.tuples(numbers, numbers), min_size=1), st.sampled_from(["at_least", "above", "at_most", "below"]))
def test_each_comparison_is_the_negation_of_its_opposite(pairs, comparison):
    sheet = "支部 A1/9 A2/9\n" + "\n".join(f"{row} {one} {other}" for row, (one, other) in enumerate(pairs))
    opposite = {"at_least": "below", "below": "at_least", "above": "at_most", "at_most": "above"}[comparison]
    review = state(sheet)
    one = holds(condition(f"{{value: A1, {comparison}: A2}}"), review)
    other = holds(condition(f"{{value: A1, {opposite}: A2}}"), review)
    assert (one != other).all()


PAST_FACTS = (
    "facts:\n  - {id: drill, title: 演练, values: word, blank: missing}\n  - {id: last, title: 上次, values: word}\n"
)
WEAK, GOOD, NONE = {"drill": "weak"}, {"drill": "good"}, {}


@pytest.mark.parametrize(
    ("condition", "before", "cells", "met"),
    [
        ("past: 1, fact: drill, is: weak", (WEAK,), "", True),
        ("past: 1, fact: drill, is: weak", (GOOD, WEAK), "", False),
        ("past: 1, fact: drill, is: weak", (), "", False),
        ("past: 2, fact: drill, is: weak", (WEAK, WEAK, GOOD), "", True),
        ("past: 2, fact: drill, is: weak", (WEAK, GOOD), "", False),
        ("past: 2, fact: drill, is: weak", (WEAK,), "", False),
        ("past: 2, fact: drill, in: [weak, good]", (WEAK, GOOD), "", True),
        ("past: 2, fact: drill, in: [weak, good]", (WEAK, NONE), "", False),
        ("past: 1, fact: drill, is: weak, written: last", (), "last=weak", True),
        ("past: 1, fact: drill, is: weak, written: last", (NONE,), "last=weak", True),
        ("past: 1, fact: drill, is: weak, written: last", (GOOD,), "last=weak", False),
        ("past: 1, fact: drill, is: weak, written: last", (), "last=good", False),
        ("past: 2, fact: drill, is: weak, written: last", (NONE, WEAK), "last=weak", True),
        ("past: 2, fact: drill, is: weak, written: last", (WEAK,), "last=weak", False),
    ],
)
def test_a_fact_of_earlier_periods_is_that_of_each_and_what_was_written_stands_for_the_last(
    condition, before, cells, met
):
    rules = ruled(f"effect: cap, star: 1, when: {{{condition}}}", more=PAST_FACTS)
    ratings = rate(inputs(f"甲 95 {cells}"), rules, facts_before={"甲": before})
    assert ratings.star.tolist() == [1 if met else 5]
