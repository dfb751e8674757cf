"""Branches that are none in a period, that ended within it, or that may be one and the same: said with day and cell."""

import datetime as dt

import pytest
from msgspec.structs import replace

from starrating.model import RosterEntry
from starrating.model.acts import UnitChange
from starrating.rating.roster_checks import by_roster_names, ended_are_named, names_are_told_apart, none_is_absent
from tables import inputs, plan


def told(problems):
    return [
        (problem.severity, problem.code, str(problem.place)[-2:], problem.message.say("en"), problem.hint.say("en"))
        for problem in problems
    ]


CLOSED, LATER = dt.date(2012, 5, 1), dt.date(2013, 7, 1)
LEAVE_OUT = "Leave out its row"


@pytest.mark.parametrize(
    ("kind", "day", "after", "said"),
    [
        (
            "closed",
            CLOSED,
            (),
            ("branch-closed", "乙 was closed on 2012-05-01, before this period.", f"{LEAVE_OUT}; if"),
        ),
        (
            "split",
            CLOSED,
            ("丁", "戊"),
            (
                "branch-merged",
                "乙 was divided into 丁, 戊 on 2012-05-01, before this period.",
                f"{LEAVE_OUT}: 丁, 戊 is rated in its place.",
            ),
        ),
        (
            "merged",
            CLOSED,
            ("丁",),
            ("branch-merged", "乙 was merged into 丁 on 2012-05-01.", f"{LEAVE_OUT}: 丁 is rated in its place."),
        ),
        (
            "new",
            LATER,
            ("乙",),
            ("branch-not-yet", "乙 is a branch from 2013-07-01 on only, after this period.", f"{LEAVE_OUT}, or look"),
        ),
        ("closed", dt.date(2013, 6, 30), (), ("branch-closed", "乙 was closed on 2013-06-30, before this period.", "")),
    ],
)
def test_a_branch_that_is_none_in_the_period_is_refused_with_what_became_of_it(kind, day, after, said):
    absent = {"乙": UnitChange(day, kind, ("乙",), after), "丙": UnitChange(day, kind, ("丙",), after)}
    ((severity, code, cell, message, hint),) = told(none_is_absent(inputs("甲 90\n乙 80"), absent))
    assert (severity, code, cell, message) == ("error", said[0], "A6", said[1])
    assert hint.startswith(said[2])


def test_a_branch_that_ended_within_the_period_is_named():
    ended = {"甲": UnitChange(dt.date(2013, 5, 2), "closed", ("甲",), ())}
    assert told(ended_are_named(inputs("乙 80\n甲 90"), ended)) == [
        (
            "notice",
            "branch-ended-within",
            "A6",
            "甲 was closed or divided on 2013-05-02, within this period, and is rated.",
            "If it is not to have a star any more, leave out its row.",
        )
    ]


def test_names_that_may_be_one_are_told_apart_unless_a_roster_does():
    given = inputs("一队党支部 80\n甲 90\n一队支部 70\n１队支部 75")
    message = "%s may be the same branch as 一队党支部 in 2013H1.xlsx!考核评分!A5; both are rated."
    found = told(names_are_told_apart(given, plan()))
    assert [(severity, code, cell, said) for severity, code, cell, said, _ in found] == [
        ("warning", "names-alike", "A7", message % "一队支部"),
        ("warning", "names-alike", "A8", message % "１队支部"),
    ]
    assert told(names_are_told_apart(inputs("甲 80\n乙 90\n丙 70"), plan())) == []
    assert told(names_are_told_apart(replace(given, roster=(RosterEntry("甲"),)), plan())) == []


def test_recorded_names_stand_for_branches_where_no_branch_of_that_name_is_absent():
    given = replace(
        inputs("旧名 80\n别名 70", "旧名 6 2013-05-04\n甲 6 2013-05-05"),
        opinions=({"branch": "旧名", "opinion": "无"}, {"branch": "甲", "opinion": "无"}),
    )
    assert by_roster_names(given) == (given, [])
    named, notices = by_roster_names(given, {"旧名": "新名", "别名": "本名"}, {"旧名"})
    assert named.scores.branch == ["旧名", "本名"]
    assert [incident.branch for incident in named.incidents] == ["新名", "甲"]
    assert [opinion["branch"] for opinion in named.opinions] == ["新名", "甲"]
    said = "was read as {}, by a name that is recorded."
    assert [(str(notice.place)[-2:], notice.message.say("en")) for notice in notices] == [
        ("A6", f"别名 {said.format('本名')}"),
        ("A2", f"旧名 {said.format('新名')}"),
    ]
    assert {(notice.severity, notice.code) for notice in notices} == {("notice", "alias")}
