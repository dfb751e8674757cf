"""Which rows of the incident list count, which do not, and which are refused."""

import pytest

from starrating.rating.incidents import judge
from tables import H1, incidents, plan


def judged(row: str):
    results, problems = judge(incidents(row), H1, plan())
    return results, [problem for problem in problems if problem.severity == "error"]


COUNTED = [
    "甲 4.4(1) 2013-05-04 work_disrupted=是 plan_missed=是",
    "甲 4.4(2) 2013-05-04 subject=班子成员 sanction_system=政纪 sanction=警告",
    "甲 4.4(2) 2013-05-04 subject=班子成员 sanction=党内警告处分",
    "甲 4.4(2) 2013-05-04 subject=班子成员 sanction_system=党内 sanction=严重警告",
    "甲 4.4(3) 2013-05-04 major_loss=是 held_accountable=是",
    "甲 4.4(4) 2013-05-04 major_impact=是 notified=是",
    "甲 4.4(5) 2013-05-04 subject=党员 sanction_system=党纪 sanction=警告",
    "甲 4.4(5) 2013-05-04 subject=群众 sanction=记过",
    "甲 4.4(5) 2013-05-04 subject=群众 sanction=留用察看",
    "甲 4.4(5) 2013-05-04 subject=群众 sanction_system=刑事 sanction=立案侦查",
    "甲 4.4(5) 2013-05-04 subject=党员 sanction=立案侦察",
    "甲 4.4(5) 2013-05-04 subject=党员 sanction=取保候审",
    "甲 4.4(5) 2013-05-04 subject=党员 sanction=逮捕",
    "甲 4.4(6) 2013-05-04",
    "甲 4.4（6） 2013-01-01",
    "甲 (6) 2013-06-30",
    "甲 6 2013-05-04",
    "甲 第6项 2013-05-04",
    "甲 family_planning_veto 2013-05-04",
    "甲 - 2013-05-04 major_impact=是 notified=是",
    "甲 - 2013-05-04 subject=党员 sanction_system=党纪 sanction=开除党籍",
]


@pytest.mark.parametrize("row", COUNTED)
def test_a_row_that_meets_all_conditions_counts(row):
    (result,), errors = judged(row)
    assert not errors
    assert result.counted


NOT_COUNTED = [
    ("甲 4.4(1) 2013-05-04 work_disrupted=是 plan_missed=否", "does not meet 4.4(1): 未完成计划: no"),
    ("甲 4.4(3) 2013-05-04 major_loss=否 held_accountable=否", "造成重大损失: no, 受到责任追究: no"),
    ("甲 4.4(5) 2013-05-04 subject=党员 sanction_system=政纪 sanction=警告", "sanction: 政纪 警告"),
    ("甲 4.4(2) 2013-05-04 subject=党员 sanction_system=党纪 sanction=警告", "对象: 党员"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction=诫勉谈话", "诫勉谈话 is not a sanction"),
    ("甲 4.4(5) 2013-05-04 subject=党员 sanction=行政拘留", "行政拘留 is not a sanction"),
    ("甲 4.4(5) 2013-05-04 subject=党员 sanction=立案审查", "立案审查 is not a sanction"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction=取保候审", "sanction: 刑事 取保候审"),
    ("甲 4.4(6) 2013-07-01", "dated 2013-07-01, outside 2013H1"),
    ("甲 4.4(6) 2012-12-31", "outside 2013H1"),
    ("甲 - 2013-05-04 subject=党员 sanction_system=政纪 sanction=警告", "does not meet 4.4(5)"),
    ("甲 - 2013-05-04 major_impact=是 notified=否", "does not meet 4.4(4): 部门通报: no"),
]


@pytest.mark.parametrize(("row", "reason"), NOT_COUNTED)
def test_a_row_that_falls_short_is_listed_with_the_reason(row, reason):
    (result,), errors = judged(row)
    assert not errors
    assert not result.counted
    assert reason in result.reason.say("en")


REFUSED = [
    ("甲 4.4(7) 2013-05-04", "unknown-trigger", "B2"),
    ("甲 安全事故 2013-05-04", "unknown-trigger", "B2"),
    ("甲 4.4(1) 2013-05-04 work_disrupted=是", "missing-finding", "H2"),
    ("甲 4.4(1) 2013-05-04 work_disrupted=否", "missing-finding", "H2"),
    ("甲 4.4(2) 2013-05-04 sanction_system=党纪 sanction=警告", "missing-finding", "D2"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员", "missing-finding", "F2"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction=警告", "ambiguous-sanction", "F2"),
    ("甲 4.4(5) 2013-05-04 subject=党员 sanction=开除", None, None),
    ("甲 - 2013-05-04 subject=党员 sanction=警告", "ambiguous-sanction", "F2"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction_system=党纪 sanction=记过", "unknown-sanction", "F2"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction_system=党纪 sanction=行政记过", "sanction-contradiction", "F2"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction_system=治安 sanction=警告", "unknown-sanction-system", "E2"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction=受到警告", "unknown-sanction", "F2"),
    ("甲 4.4(2) 2013-05-04 subject=领导 sanction=党内警告", "unknown-subject", "D2"),
    ("甲 - 2013-05-04", "trigger-undetermined", "B2"),
    ("甲 - 2013-05-04 major_impact=是", "missing-finding", "A2"),
]


@pytest.mark.parametrize(("row", "code", "cell"), [case for case in REFUSED if case[1]])
def test_a_row_that_cannot_be_judged_is_refused_at_its_cell(row, code, cell):
    results, (problem,) = judged(row)
    assert not results
    assert problem.code == code
    assert str(problem.place) == f"2013H1.xlsx!降星情形!{cell}"
    assert problem.hint


def test_two_triggers_found_for_one_row_count_as_one_event():
    (result,), errors = judged("甲 - 2013-05-04 subject=班子成员 sanction_system=党纪 sanction=警告")
    assert not errors
    assert result.counted
    assert result.clause == "4.4(2)"
    assert "also 4.4(5)" in result.reason.say("en")


def test_a_counted_row_without_a_document_number_gets_a_notice():
    _, problems = judge(incidents("甲 4.4(6) 2013-05-04\n乙 4.4(6) 2013-05-04 document=〔2013〕1号"), H1, plan())
    assert [(each.severity, each.code) for each in problems] == [("notice", "no-document-number")]
