"""A recorded review as another rule set can take it."""

import pytest
from msgspec.structs import replace

from rule_texts import SMALL, rules_of
from starrating.model import NO_STAR
from starrating.rating.rate import rate
from starrating.rating.refit import facts_lacking, refit
from tables import inputs, plan

OTHER = """\
triggers:
  clause: "5"
  list:
    - {id: family_planning_veto, number: 2, clause: "5.1", text: 计划生育}
    - {id: late, number: 3, clause: "5.2", text: 迟到}
steps:
  - {clause: "6", effect: lower, when: {incidents: [family_planning_veto, late]}}
"""


def fit(scores, happened="", rules=SMALL + OTHER):
    return refit(rate(inputs(scores, happened), plan()), rules_of(rules))


def test_stars_that_are_no_levels_are_left_out_with_a_notice():
    found = fit("甲 95 previous_star=5 applied_star=3\n乙 90 previous_star=3 applied_star=5")
    assert found.previous == {"甲": NO_STAR, "乙": 3}
    assert found.scores.column("applied_star") == [3, None]
    assert [(each.code, each.severity) for each in found.problems] == [("foreign-star", "notice")] * 2


def test_a_trigger_is_known_by_its_id_whatever_its_number_and_clause():
    found = fit("甲 95", "甲 6 2013-05-04 document=a")
    assert [each.trigger for each in found.incidents] == ["family_planning_veto"]
    assert found.problems == ()


def test_a_trigger_that_the_rules_do_not_have_is_left_out_with_a_notice():
    found = fit("甲 95", "甲 3 2013-05-04 major_loss=是 held_accountable=是 document=a")
    assert found.incidents == ()
    (notice,) = found.problems
    assert (notice.code, str(notice.place)) == ("foreign-trigger", "2013H1.xlsx!降星情形!B2")
    assert "4.4(3)" in notice.message.say("en")


FACTS = """\
facts:
  - {id: certified, title: 持证}
  - {id: kind, title: 种类, values: word, blank: missing}
"""


@pytest.mark.parametrize(
    ("columns", "codes"),
    [
        ({}, ["fact-not-recorded"]),
        ({"certified": [True, False], "kind": ["生产", None]}, []),
        ({"certified": [True, None]}, ["fact-unfit"]),
        ({"certified": ["是", "否"], "kind": [True, "机关"]}, ["fact-unfit", "fact-unfit"]),
        ({"certified": [1, 0]}, ["fact-unfit"]),
    ],
)
def test_facts_are_in_the_record_as_the_rules_take_them(columns, codes):
    scores = replace(inputs("甲 95\n乙 90").scores, columns=columns)
    assert [problem.code for problem in facts_lacking(scores, rules_of(SMALL + FACTS))] == codes


def test_a_row_without_a_trigger_is_judged_anew_where_there_are_triggers():
    row = "甲 - 2013-05-04 major_loss=是 held_accountable=是 document=a"
    assert [each.trigger for each in fit("甲 95", row).incidents] == [None]
    assert fit("甲 95", row, SMALL).incidents == ()
