"""Which rows of the incident list count, which do not, and which are refused."""

import pytest

from schemes import scheme
from starrating.rating.incidents import judge, named_trigger
from starrating.rating.rate import rate
from tables import H1, incidents, inputs, plan


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
    ("甲 4.4(1) 2013-05-04 work_disrupted=是 plan_missed=否", "does not meet 4.4(1): plan missed: no"),
    ("甲 4.4(3) 2013-05-04 major_loss=否 held_accountable=否", "major loss: no, held accountable: no"),
    ("甲 4.4(5) 2013-05-04 subject=党员 sanction_system=政纪 sanction=警告", "sanction: 政纪 警告"),
    ("甲 4.4(2) 2013-05-04 subject=党员 sanction_system=党纪 sanction=警告", "subject: 党员"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction=诫勉谈话", "诫勉谈话 is not a sanction"),
    ("甲 4.4(5) 2013-05-04 subject=党员 sanction=行政拘留", "行政拘留 is not a sanction"),
    ("甲 4.4(5) 2013-05-04 subject=党员 sanction=立案审查", "立案审查 is not a sanction"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction=取保候审", "sanction: 刑事 取保候审"),
    ("甲 4.4(6) 2013-07-01", "dated 2013-07-01, outside 2013H1"),
    ("甲 4.4(6) 2012-12-31", "outside 2013H1"),
    ("甲 - 2013-05-04 subject=党员 sanction_system=政纪 sanction=警告", "does not meet 4.4(5)"),
    ("甲 - 2013-05-04 major_impact=是 notified=否", "does not meet 4.4(4): notified: no"),
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
    ("甲 4.4(5) 2013-05-04 subject=党员 sanction=开除", "ambiguous-sanction", "F2"),
    ("甲 - 2013-05-04 subject=党员 sanction=警告", "ambiguous-sanction", "F2"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction_system=党纪 sanction=记过", "unknown-sanction", "F2"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction_system=党纪 sanction=行政记过", "sanction-contradiction", "F2"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction_system=治安 sanction=警告", "unknown-sanction-system", "E2"),
    ("甲 4.4(2) 2013-05-04 subject=班子成员 sanction=受到警告", "ambiguous-sanction", "F2"),
    ("甲 4.4(2) 2013-05-04 subject=领导 sanction=党内警告", "unknown-subject", "D2"),
    ("甲 - 2013-05-04", "trigger-undetermined", "B2"),
    ("甲 - 2013-05-04 major_impact=是", "missing-finding", "A2"),
]


@pytest.mark.parametrize(("row", "code", "cell"), REFUSED)
def test_a_row_that_cannot_be_judged_is_refused_at_its_cell(row, code, cell):
    results, (problem,) = judged(row)
    assert not results
    assert problem.code == code
    assert str(problem.place) == f"2013H1.xlsx!降星情形!{cell}"
    assert problem.hint


@pytest.mark.parametrize(
    "row", ["sanction_system=政纪 sanction=开除", "sanction=行政开除", "sanction=开除公职", "sanction=开除党籍"]
)
def test_a_sanction_that_is_written_in_full_is_not_ambiguous(row):
    (result,), errors = judged(f"甲 4.4(5) 2013-05-04 subject=党员 {row}")
    assert not errors
    assert result.counted


def test_two_triggers_found_for_one_row_count_as_one_event():
    (result,), errors = judged("甲 - 2013-05-04 subject=班子成员 sanction_system=党纪 sanction=警告")
    assert not errors
    assert result.counted
    assert result.clause == "4.4(2)"
    assert "also 4.4(5)" in result.reason.say("en")


def test_a_counted_row_without_a_document_number_gets_a_notice():
    _, problems = judge(incidents("甲 4.4(6) 2013-05-04\n乙 4.4(6) 2013-05-04 document=〔2013〕1号"), H1, plan())
    assert [(each.severity, each.code) for each in problems] == [("notice", "no-document-number")]


@pytest.mark.parametrize("clause", ["三（二）", "三(二)", "5.1（a）"])
@pytest.mark.parametrize("cell", ["{}", "{}　", "（wide）", "(narrow)"])
def test_a_clause_is_named_in_whatever_width_the_plan_and_the_row_write_it(clause, cell):
    wide, narrow = clause.replace("(", "（").replace(")", "）"), clause.replace("（", "(").replace("）", ")")
    written = {"（wide）": wide, "(narrow)": narrow}.get(cell, cell.format(clause))
    rules = scheme(f"triggers: {{clause: '5', list: [{{id: late, clause: '{clause}', text: late}}]}}")
    assert named_trigger(written, rules) == rules.triggers.list[0]


DIFFERENT = """\
triggers:
  clause: "5"
  list:
    - {id: late, number: 1, clause: "5.1", text: late, when: {incident: plan_missed, is: true}}
    - {id: fraud, number: 2, clause: "5.2", text: fraud, when: {incident: work_disrupted, is: true}}
steps:
  - {clause: "6", effect: lower, when: {incidents: [%s]}}
  - {clause: "7", effect: grade, star: 3, when: {incidents: [%s]}}
"""
BOTH = "甲 - 2013-05-04 plan_missed=是 work_disrupted=是 document=a"


def test_a_row_that_meets_triggers_with_different_consequences_is_refused():
    results, (problem,) = judge(incidents(BOTH), H1, scheme(DIFFERENT % ("late", "fraud")))
    assert not results
    assert (problem.code, str(problem.place)) == ("several-triggers", "2013H1.xlsx!降星情形!B2")
    assert "5.1, 5.2" in problem.message.say("en")


def test_a_row_that_meets_triggers_with_the_same_consequences_is_one_event():
    (result,), problems = judge(incidents(BOTH), H1, scheme(DIFFERENT % ("late, fraud", "late, fraud")))
    assert not problems
    assert (result.clause, result.counted) == ("5.1", True)


EITHER = """\
triggers:
  clause: "5"
  list:
    - {id: any, clause: "5.1", when: {any: [{incident: plan_missed, is: true}, {incident: notified, is: true}]}}
    - {id: none, clause: "5.2", when: {not: {incident: plan_missed, is: true}}}
"""


@pytest.mark.parametrize(
    ("row", "counted"),
    [
        ("any 2013-05-04 plan_missed=是 notified=否", True),
        ("any 2013-05-04 plan_missed=否 notified=是", True),
        ("any 2013-05-04 plan_missed=否 notified=否", False),
        ("none 2013-05-04 plan_missed=否", True),
        ("none 2013-05-04 plan_missed=是", False),
    ],
)
def test_a_trigger_may_ask_for_one_of_several_findings_or_for_none(row, counted):
    (result,), _ = judge(incidents(f"甲 {row} document=a"), H1, scheme(EITHER))
    assert result.counted == counted


def test_a_row_that_does_not_count_is_noticed():
    row = "甲 4.4(4) 2013-05-04 major_impact=是 notified=否"
    _, (notice,) = judge(incidents(row), H1, plan())
    assert (notice.severity, notice.code) == ("notice", "incident-not-counted")


DECLARED = """\
triggers:
  clause: "5"
  window: {inside: months, months: 12}
  findings:
    - {id: repaired, title: 已整改}
    - {id: grade, title: 等级, values: word}
  list:
    - id: unrepaired
      number: 1
      clause: "5.1"
      text: 未整改的问题
      when: {all: [{incident: repaired, is: false}, {incident: grade, in: [严重, 特别严重]}]}
    - {id: cheated, number: 2, clause: "5.2", text: 弄虚作假}
"""


def by_declared(row: str, window: str = ""):
    rules = scheme(DECLARED.replace("{inside: months, months: 12}", window or "{inside: months, months: 12}"))
    results, problems = judge(incidents(row), H1, rules)
    return results, [problem for problem in problems if problem.severity != "notice" or "period" in problem.code]


@pytest.mark.parametrize(
    ("row", "counted"),
    [
        ("甲 5.1 2013-05-04 repaired=否 grade=严重", True),
        ("甲 5.1 2013-05-04 repaired=是 grade=严重", False),
        ("甲 5.1 2013-05-04 repaired=否 grade=一般", False),
        ("甲 - 2013-05-04 repaired=否 grade=特别严重", True),
        ("甲 第2项 2013-05-04", True),
    ],
)
def test_declared_findings_are_compared_as_the_usual_ones_are(row, counted):
    (result,), problems = by_declared(row)
    assert not problems
    assert result.counted is counted


def test_declared_findings_are_named_by_their_heads():
    (result,), _ = by_declared("甲 5.1 2013-05-04 repaired=是 grade=一般")
    assert result.reason.say("en") == "does not meet 5.1: 已整改: yes, 等级: 一般"
    results, (problem,) = by_declared("甲 5.1 2013-05-04 repaired=否")
    assert not results
    assert problem.code == "missing-finding"
    assert "等级" in problem.message.say("en")


@pytest.mark.parametrize(
    ("day", "window", "counted"),
    [
        ("2012-07-01", "", True),
        ("2012-06-30", "", False),
        ("2013-06-30", "", True),
        ("2013-07-01", "", False),
        ("2012-11-01", "{inside: months, months: 8}", True),
        ("2012-10-31", "{inside: months, months: 8}", False),
        ("2010-07-01", "{inside: months, months: 36}", True),
        ("2010-06-30", "{inside: months, months: 36}", False),
    ],
)
def test_a_window_of_months_has_full_months_up_to_the_last_day(day, window, counted):
    (result,), problems = by_declared(f"甲 5.2 {day}", window)
    assert result.counted is counted
    assert [problem.code for problem in problems] == ([] if counted else ["incident-outside-period"])


@pytest.mark.parametrize(
    ("row", "clause"),
    [
        ("甲 4.4(1) 2013-07-01 work_disrupted=是 plan_missed=是", "4.4(1)"),
        ("甲 4.4(1) 2013-07-01 work_disrupted=是 plan_missed=否", "4.4(1)"),
        ("甲 - 2013-07-01 major_impact=是 notified=否", ""),
    ],
)
def test_an_incident_outside_its_period_bears_the_clause_it_is_listed_by_met_or_not(row, clause):
    (result,), _ = judged(row)
    assert (result.counted, result.clause) == (False, clause)


def test_the_window_is_named_where_a_date_is_outside_it():
    (result,), _ = by_declared("甲 5.2 2012-06-30")
    assert result.reason.say("en") == (
        "dated 2012-06-30, outside the window from 2012-07-01 to 2013-06-30 (months: 12)"
    )


def test_a_rule_set_that_reads_no_subject_knows_no_wrong_one():
    (result,), problems = by_declared("甲 5.2 2013-05-04 subject=供应商")
    assert (result.counted, problems) == (True, [])


def test_subjects_of_the_conditions_are_known_beside_the_usual_ones():
    shop = DECLARED.replace("{incident: repaired, is: false}", "{incident: subject, in: [店长]}")
    for subject, expected in (("店长", True), ("党员", False)):
        (result,), _ = judge(incidents(f"甲 5.1 2013-05-04 subject={subject} grade=严重"), H1, scheme(shop))
        assert result.counted is expected
    _, (problem,) = judge(incidents("甲 5.1 2013-05-04 subject=店员 grade=严重"), H1, scheme(shop))
    assert problem.code == "unknown-subject"
    assert "店长" in problem.hint.say("en")


def test_without_triggers_a_list_of_incidents_is_refused_once():
    results, (problem,) = judge(incidents("甲 1 2013-05-04\n乙 2 2013-05-04"), H1, scheme())
    assert not results
    assert (problem.severity, problem.code, problem.place.cell) == ("error", "no-triggers", "A2")
    assert judge((), H1, scheme()) == ([], [])


def test_a_row_is_judged_alike_alone_and_among_thousands():
    rows = [*COUNTED, *(row for row, _ in NOT_COUNTED), *(row.replace("甲", "乙") for row in COUNTED[::-1])]
    together, problems = judge(incidents("\n".join(rows)), H1, plan())
    alone = [judge([each], H1, plan()) for each in incidents("\n".join(rows))]
    assert together == [each for results, _ in alone for each in results]
    assert problems == [each for _, told in alone for each in told]


def test_rows_that_differ_in_a_column_that_is_tested_are_judged_apart():
    rules = scheme(DIFFERENT.replace("plan_missed, is: true", "note, is: 大") % ("late", "fraud"))
    results, _ = judge(incidents("甲 late 2013-05-04 note=大\n乙 late 2013-05-04 note=小"), H1, rules)
    assert [each.counted for each in results] == [True, False]


@pytest.mark.parametrize(
    ("day", "belongs"),
    [("2012-12-31", "2012H2"), ("2012-06-30", "2012H1"), ("2012-01-01", "2012H1"), ("2013-07-01", None)],
)
def test_an_incident_outside_its_period_says_to_which_earlier_one_it_belongs(day, belongs):
    ratings = rate(inputs("甲 95", f"甲 6 {day}"), plan())
    (problem,) = [problem for problem in ratings.problems if problem.code == "incident-outside-period"]
    hint = problem.hint.say("en") if problem.hint else None
    again = f"starrating score --period {belongs} --reopen"
    assert hint == (f"It belongs to {belongs}. Where that is decided: {again}" if belongs else None)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            "sanction=警告",
            "ambiguous-sanction",
            "甲: the bare sanction 警告 could be one of several systems: 党纪, 政纪.",
        ),
        ("sanction_system=纪律 sanction=警告", "unknown-sanction-system", "甲: 纪律 is no system of sanctions."),
        (
            "sanction_system=政纪 sanction=党内警告",
            "sanction-contradiction",
            "甲: the sanction 党内警告 belongs to 党纪, but the system beside it says 政纪.",
        ),
        ("sanction=不知处分", "unknown-sanction", "甲: 不知 is no known sanction."),
        ("sanction_system=党纪 sanction=记过", "unknown-sanction", "甲: 记过 is no known sanction."),
    ],
)
def test_a_sanction_that_cannot_be_meant_is_named(words, code, said):
    _, (problem,) = judge(incidents(f"甲 4.4(2) 2013-05-04 subject=班子成员 {words}"), H1, plan())
    assert (problem.code, problem.message.say("en")) == (code, said)


def test_an_unknown_sanction_is_answered_by_the_likeliest_or_by_all_of_its_system():
    def hint(words):
        _, (problem,) = judge(incidents(f"甲 4.4(2) 2013-05-04 subject=班子成员 {words}"), H1, plan())
        return problem.hint.say("en").rpartition(": ")[2]

    assert hint("sanction_system=政纪 sanction=开除党籍") == "开除"
    assert hint("sanction_system=党纪 sanction=记过") == "警告, 严重警告, 撤销党内职务, 留党察看, 开除党籍"
    every = {term for system in plan().sanctions.systems.values() for term in system.order}
    assert set(hint("sanction=不知处分").split(", ")) == every
