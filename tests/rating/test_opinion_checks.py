"""Opinions of the departments, before conditions read them."""

import pytest
from msgspec.structs import replace

from schemes import scheme
from starrating.model import RosterEntry
from starrating.rating.input_checks import check
from starrating.rating.opinion_checks import unanswered
from starrating.rating.roster_checks import by_roster_names
from tables import inputs

READING = """\
steps:
  - {clause: "6", effect: cap, star: 2, when: {opinion: 纪检, is: 有}}
"""


def given(table: str, roster=()):
    records = [line.split() for line in table.splitlines()]
    opinions = tuple(
        {"branch": branch, "department": department, "opinion": None if opinion == "-" else opinion}
        for branch, department, opinion in records
    )
    return replace(inputs("甲党支部 90\n乙党支部 80", roster=roster), opinions=opinions)


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("甲党支部 纪检 有\n乙党支部 纪检 -", []),
        ("", ["notice opinions-missing"]),
        ("甲党支部 纪检 有\n甲党支部 安全 无", ["notice unknown-department"]),
        ("甲党支部 纪检 也许", ["error opinion-unknown"]),
        ("丙党支部 纪检 有", ["error unknown-branch"]),
        (
            "丙党支部 安全 随便",
            ["notice unknown-department", "warning opinion-against", "notice unknown-branch"],
        ),
        ("甲党支部 纪检 有\n甲党支部 纪检 无", ["error opinion-twice"]),
        ("甲党支部 纪检 有\n甲党支部 纪检 有", []),
    ],
)
def test_opinions_that_are_read_must_be_clear(table, found):
    problems = check(given(table), scheme(READING))
    assert [f"{each.severity} {each.code}" for each in problems] == found


def test_without_a_condition_on_opinions_none_is_missed():
    assert check(given(""), scheme()) == []


def test_aliases_hold_for_opinions_too():
    roster = (RosterEntry("甲党支部", ("甲支部",)), RosterEntry("乙党支部"))
    named, _ = by_roster_names(given("甲支部 纪检 有", roster))
    assert check(named, scheme(READING)) == []


@pytest.mark.parametrize(
    ("table", "open_answers"),
    [
        ("", {"纪检": 2, "安全": 2}),
        ("甲党支部 纪检 无\n乙党支部 纪检 有", {"安全": 2}),
        ("甲党支部 纪检 无\n乙党支部 纪检 未答复\n甲党支部 安全 -\n乙党支部 安全 无", {"纪检": 1, "安全": 1}),
        ("甲党支部 纪检 无\n乙党支部 纪检 无\n甲党支部 安全 无\n乙党支部 安全 无\n甲党支部 工会 -", {}),
    ],
)
def test_nothing_to_report_is_an_answer_and_silence_is_none(table, open_answers):
    rules = scheme("")
    asked = rules.model_copy(update={"procedure": rules.procedure.model_copy(update={"departments": ("纪检", "安全")})})
    assert unanswered(["甲党支部", "乙党支部"], given(table).opinions, asked) == open_answers
