"""The rectification ledger: what is entered, what is open, what is late, what is carried over."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from ledger_reviews import review
from msgspec.structs import replace

from starrating.exact import Exact
from starrating.model import ABSENT, NOT_APPLICABLE, NUMBER, Item, Period, Records
from starrating.model.acts import Finding, FindingsOpened, Progress, UnitChange
from starrating.model.branch_names import BranchNames
from starrating.procedure.rectification import day_in, new_findings, of_period, rectifications

H1, H2 = Period(2013, "H1"), Period(2013, "H2")
DAY = dt.date(2013, 7, 20)
ANY = Decimal(0)
"""Any point lost is entered."""


def assessed(points, full=("5", "4", None), names=("甲", "乙"), findings=(), period="2013H1"):
    """Make a review of two branches and three items; a point of None does not apply."""
    made = review(period)
    rows = [[int(Decimal(each or 0) * 100) for each in row] for row in points]
    states = [[NUMBER if each is not None else NOT_APPLICABLE for each in row] for row in points]
    table = replace(
        made.ratings.scores,
        branch=list(names),
        columns={},
        items=tuple(Item(f"I{i}", title, Decimal(full[i]) if full[i] else None) for i, title in enumerate("学安稳")),
        points=Exact(np.array(rows, dtype=np.int64), 100),
        point_states=np.array(states, dtype=np.uint8),
        total_states=np.full(len(names), ABSENT, dtype=np.uint8),
    )
    return replace(made, ratings=replace(made.ratings, scores=table), records=Records(findings=tuple(findings)))


def said(found):
    return [(each.number, each.branch, each.finding, each.source, each.lost, each.status) for each in found]


def test_points_lost_are_entered_exactly_and_only_where_full_marks_are_known():
    found = new_findings(assessed([["5", "3.5", "1"], ["4.25", None, "0"]]), [], ANY)
    assert said(found) == [(1, "甲", "安", "考核", "0.5", "未启动"), (2, "乙", "学", "考核", "0.75", "未启动")]


def test_the_least_point_that_is_lost_is_entered_and_none_beyond_the_full_ones():
    found = new_findings(assessed([["4.99", "4", "1"], ["5", "4.01", None]]), [], ANY)
    assert [(each.branch, each.item, each.lost) for each in found] == [("甲", "学", "0.01")]


def test_points_lost_are_entered_only_where_so_many_are_asked_for():
    lost = assessed([["5", "3.5", "1"], ["4.25", None, "0"]])
    assert new_findings(lost, []) == []
    assert [each.branch for each in new_findings(lost, [], Decimal("0.75"))] == ["乙"]


def test_reported_findings_come_first_with_all_that_is_written():
    row = {
        "branch": "乙",
        "finding": "缺会议记录",
        "source": "自查",
        "measure": "补记",
        "responsible": None,
        "due": "2013-09-30",
        "status": None,
    }
    (found,) = new_findings(assessed([["5", "4", "1"], ["5", "4", "1"]], findings=[row]), [], ANY)
    assert found == Finding(1, "乙", "缺会议记录", "自查", measure="补记", due="2013-09-30", status="未启动")


def entered(acts, branches=("甲", "乙"), changes=()):
    return rectifications(acts, BranchNames(changes), branches)


OPENED = FindingsOpened(
    H1,
    DAY,
    1,
    (
        Finding(1, "甲", "安", "考核", "安", "0.5", status="未启动"),
        Finding(2, "乙", "缺会议记录", "自查", due="2013年8月1日", status="未启动"),
    ),
)


def test_what_is_entered_or_still_open_is_not_entered_again():
    again = new_findings(assessed([["5", "3.5", "1"], ["5", "4", "1"]]), entered([OPENED]), ANY)
    assert again == []
    later = assessed([["5", "3", "1"], ["5", "3.9", "1"]], period="2013H2")
    assert said(new_findings(later, entered([OPENED]), ANY)) == [(3, "乙", "安", "考核", "0.1", "未启动")]


def test_what_was_mended_and_is_found_again_is_entered_again():
    done = Progress(DAY, 1, status="已验收")
    later = assessed([["5", "3", "1"], ["5", "4", "1"]], period="2013H2")
    assert said(new_findings(later, entered([OPENED, done]), ANY)) == [(3, "甲", "安", "考核", "1", "未启动")]


def test_progress_changes_what_it_says_and_nothing_else():
    acts = [
        OPENED,
        Progress(DAY, 2, status="进行中", note="已开会"),
        Progress(DAY, 2, responsible="书记", note="已补记"),
        Progress(DAY, 9),
    ]
    second = entered(acts)[1]
    assert (second.finding.status, second.finding.responsible, second.finding.due) == ("进行中", "书记", "2013年8月1日")
    assert second.notes == ("2013-07-20 已开会", "2013-07-20 已补记")


def test_open_ones_are_carried_over_and_the_overdue_come_first():
    listed = of_period(entered([OPENED]), H2, dt.date(2013, 8, 2))
    assert [(each.finding.number, each.is_overdue(dt.date(2013, 8, 2))) for each in listed] == [(2, True), (1, False)]
    assert not listed[0].is_overdue(dt.date(2013, 8, 1))
    mended = entered([OPENED, Progress(DAY, 1, status="已完成")])
    assert [each.finding.number for each in of_period(mended, H2, DAY)] == [2]
    assert [each.finding.number for each in of_period(mended, H1, DAY)] == [1, 2]
    assert of_period(mended, Period(2012, "H2"), DAY) == []


def test_a_renamed_branch_keeps_its_findings():
    renamed = UnitChange(DAY, "renamed", ("甲",), ("丙",))
    assert [each.finding.branch for each in entered([OPENED], ("丙", "乙"), [renamed])] == ["丙", "乙"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2013-09-30", dt.date(2013, 9, 30)),
        (" 2013.9.30 ", dt.date(2013, 9, 30)),
        ("2013年9月30日", dt.date(2013, 9, 30)),
        ("9月30日", None),
        ("立即", None),
        ("2013-02-30", None),
        ("", None),
    ],
)
def test_a_deadline_is_a_day_only_where_a_full_date_is_written(written, expected):
    assert day_in(written) == expected
