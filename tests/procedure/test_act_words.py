"""Every kind of act in words and as JSON."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from starrating.cli.shared.result_tables import act_data
from starrating.commands.history import named_in
from starrating.i18n import text
from starrating.model import NO_STAR, Period
from starrating.model.acts import (
    ACTS,
    Alias,
    Award,
    Consequence,
    ConsequencesDrawn,
    Decision,
    DroppedSetting,
    Finding,
    FindingsOpened,
    Objection,
    PlannedAward,
    PlaqueChange,
    PlaqueReturn,
    Progress,
    PublicNotice,
    RecordedAct,
    Reopening,
    Resolution,
    StarChange,
    StarSetting,
    UnitChange,
)
from starrating.model.preparation_acts import (
    Declaration,
    DocumentIssued,
    FormsReceived,
    MarksReceived,
    NoticePosted,
    ReviewSchedule,
    TargetsDeclared,
)
from starrating.procedure.act_words import act_period, act_words

H1, DAY, LAST = Period(2013, "H1"), dt.date(2013, 7, 20), dt.date(2013, 7, 26)
CHANGE = StarChange("甲支部", 4, NO_STAR, "瞒报")
PLAQUES = (PlaqueChange("甲支部", "new", NO_STAR, 5, "书记一"), PlaqueChange("乙支部", "unchanged", 4, 4))
DRAWN = Consequence("nomination", "4.6-rewards", "甲支部", text("five stars"), amount=Decimal("1.50"), helper="乙支部")
SAID = [
    (
        Decision(H1, DAY, 2, 1, "1号", "党委", (CHANGE,), "已口头征求"),
        "decided, version 2",
        "甲支部: 4 → - (瞒报)",
        "甲",
    ),
    (Reopening(H1, DAY, 2, "复核"), "reopened, version 2 no longer holds", "复核", ""),
    (PublicNotice(H1, DAY, 2, LAST, 5, "working-days"), "published, version 2", "2013-07-20 to 2013-07-26", ""),
    (PublicNotice(H1, DAY, 2, LAST, 5, "working-days", "correction"), "correction published, version 2", "to", ""),
    (Objection(H1, DAY, 2, 7, "不公", branch="甲支部"), "objection 7", "name withheld", "甲"),
    (Resolution(H1, DAY, 7, True, "属实", "2号", "党委", 3, (CHANGE,)), "objection 7 upheld", "属实", "甲"),
    (Resolution(H1, DAY, 7, False, "不实"), "objection 7 rejected", "不实", ""),
    (Award(Period(2013), DAY, 1, PLAQUES), "plaques awarded, version 1", "甲支部: - → 5 (书记一)", "乙甲"),
    (PlaqueReturn(DAY, "甲支部", 4, "旧"), "plaque returned", "甲支部: 4", "甲"),
    (ConsequencesDrawn(Period(2013), DAY, 1, (DRAWN,)), "consequences drawn, version 1", "甲支部: five stars", "乙甲"),
    (
        UnitChange(DAY, "merged", ("甲支部", "乙支部"), ("丙支部",)),
        "branches merged",
        "甲支部, 乙支部 → 丙支部",
        "丙乙甲",
    ),
    (UnitChange(DAY, "closed", ("甲支部",), ()), "branch closed", "甲支部 → -", "甲"),
    (Alias(DAY, "甲", "甲支部"), "name confirmed", "甲 = 甲支部", "甲"),
    (
        FindingsOpened(H1, DAY, 2, tuple(Finding(number, "甲支部", "台账不全", "自查") for number in (1, 2, 3, 5))),
        "findings opened, version 2",
        "numbers 1-3, 5",
        "甲甲甲甲",
    ),
    (Progress(DAY, 3, status="已整改", due="7月底"), "finding 3", "7月底", ""),
    (PlannedAward(Period(2013), DAY, 1, PLAQUES, "礼堂"), "award of plaques planned, version 1", "礼堂", "乙甲"),
    (NoticePosted(H1, DAY, 2, ("网站", "公开栏")), "notice posted, version 2", "网站, 公开栏", ""),
    (DocumentIssued(H1, DAY, 2, "circular", "8号", ("a.md",)), "document written, version 2", "8号\na.md", ""),
    (ReviewSchedule(H1, DAY, LAST, None, LAST, "第3项"), "review scheduled", "committee on 2013-07-26\n第3项", ""),
    (FormsReceived(H1, DAY, ("甲支部",)), "forms received", "甲支部", "甲"),
    (MarksReceived(H1, DAY, ("组织科",)), "marks received", "组织科", ""),
    (TargetsDeclared(Period(2013), DAY, (Declaration("甲支部", 5),)), "targets declared", "甲支部: 5", "甲"),
]


@pytest.mark.parametrize(("act", "name", "details", "branches"), SAID)
def test_an_act_says_what_was_done_when_and_why_and_names_its_branches(act, name, details, branches):
    what, said = act_words(act)
    assert what == name
    assert said.startswith("2013-07-20")
    assert details in said
    assert act_period(act) == str(getattr(act, "period", ""))
    assert "".join(sorted(branch.removesuffix("支部") for branch in named_in(act))) == branches


def test_no_kind_of_act_is_left_out():
    assert {type(act) for act, *_ in SAID} == set(ACTS.values())


def test_acts_are_json_with_exact_numbers_as_strings_and_no_star_as_null():
    made = [act_data(RecordedAct(1, "2013-07-20T08:00:00+08:00", "starrating 1", act)) for act, *_ in SAID]
    found = json.loads(json.dumps(made))
    assert found == made
    assert found[0]["changes"] == [{"branch": "甲支部", "before": 4, "after": None, "reason": "瞒报"}]
    assert (found[0]["act"], found[0]["period"], found[0]["day"]) == ("decision", "2013H1", "2013-07-20")
    assert (found[9]["consequences"][0]["amount"], found[9]["consequences"][0]["because"]) == ("1.50", "five stars")
    assert (found[10]["act"], found[10]["kind"], found[10]["before"]) == ("unit-change", "merged", ["甲支部", "乙支部"])


PLACED = DroppedSetting("丙支部", 3, "查明")
KEPT = StarSetting("乙支部", 4, 5, "突出", "党委", DAY, "1号")
WHOLE = [
    (
        Decision(H1, DAY, 2, 1, "1号", "党委", (CHANGE,), "已口头征求", (KEPT,), (PLACED,), "已核实"),
        (
            "党委 1号\n甲支部: 4 → - (瞒报)\nkept: 乙支部: 5\ndropped: 丙支部: 3 (查明)\n"
            "without all answers of departments: 已口头征求\ndespite what departments say: 已核实"
        ),
    ),
    (Decision(H1, DAY, 1, 1, "", "党委"), "党委"),
    (Decision(H1, DAY, 1, 1, "1号", ""), "1号"),
    (PublicNotice(H1, DAY, 2, LAST, 5, "days", reason="假日"), "2013-07-20 to 2013-07-26\n假日"),
    (PublicNotice(H1, DAY, 2, LAST, 5, "days", "correction"), "2013-07-20 to 2013-07-26"),
    (ReviewSchedule(H1, DAY, LAST, LAST), "forms by 2013-07-26\nopinions by 2013-07-26"),
    (Objection(H1, DAY, 2, 7, "不公", "张", late=True), "张\n不公\nafter the last day of the notice"),
    (Objection(H1, DAY, 2, 7, "不公"), "name withheld\n不公"),
    (Resolution(H1, DAY, 7, True, "属实", "2号", "党委", 3, (CHANGE,)), "党委 2号\n属实\n甲支部: 4 → - (瞒报)"),
    (Award(Period(2013), DAY, 1, (PlaqueChange("甲支部", "withdraw", 4, NO_STAR),)), "甲支部: 4 → -"),
    (Award(Period(2013), DAY, 1, PLAQUES), "甲支部: - → 5 (书记一)"),
    (PlaqueReturn(DAY, "甲支部", 4, "旧"), "甲支部: 4\n旧"),
    (UnitChange(DAY, "renamed", ("甲",), ("乙",), "3号", "更名"), "甲 → 乙\n3号\n更名"),
    (UnitChange(DAY, "new", (), ("乙",)), "- → 乙"),
    (Progress(DAY, 3, "已整改", "张", "7月底", "补记", "属实"), "已整改\n张\n7月底\n补记\n属实"),
    (Progress(DAY, 3, note="属实"), "属实"),
    (
        FindingsOpened(H1, DAY, 2, tuple(Finding(number, "甲", "不全", "") for number in (1, 3, 4, 7))),
        "numbers 1, 3-4, 7",
    ),
]


@pytest.mark.parametrize(("act", "said"), WHOLE)
def test_all_that_there_is_to_say_of_an_act(act, said):
    assert act_words(act, spoken="en")[1] == f"2013-07-20\n{said}"


def test_an_act_without_a_day_begins_with_what_it_says_and_names_stars_as_the_scheme_does():
    assert act_words(Reopening(H1, None, 2, "复核"))[1] == "复核"
    assert act_words(PlaqueReturn(DAY, "甲", 4), lambda star: f"{star}星级")[1] == "2013-07-20\n甲: 4星级"
    assert act_words(PlaqueReturn(DAY, "甲", 4))[1] == "2013-07-20\n甲: 4"
    corrected = PublicNotice(H1, DAY, 2, LAST, 5, "days", reason="假日")
    assert act_words(corrected)[0] == "days of the notice corrected, version 2"
    names = {kind: act_words(UnitChange(DAY, kind, ("甲",), ("乙",)))[0] for kind in ("renamed", "split", "new")}
    assert names == {"renamed": "branch renamed", "split": "branch split", "new": "branch founded"}
