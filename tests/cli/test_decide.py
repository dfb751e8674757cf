"""The procedure by commands: what is recorded, what is written, and what is refused out of order."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from commands import data, run
from starrating.ledger import open_ledger
from starrating.model import Period
from starrating.model.acts import ConsequencesDrawn, Decision, Reopening
from workbooks import write_book

SCORES = """
2013年上半年星级党支部考核评分表
党支部 | 单位 | 思想(50分) | 组织(50分)
甲党支部 | 一部 | 46 | 46
乙党支部 | 一部 | 45 | 44.9
丙党支部 | 二部 | 40 | 39
"""
DEPARTMENTS = ("纪检", "生产经营", "安全", "技术", "治保")
BRANCHES = ("甲党支部", "乙党支部", "丙党支部")
H1 = Period(2013, "H1")
DECIDE = ("decide", "--period", "2013H1", "--date", "2013-07-10", "--document", "党发〔2013〕7号")
ANNOUNCE = ("announce", "--period", "2013H1", "--format", "md")
OBJECT = ("objection", "add", "--period", "2013H1", "--what", "漏计加分", "--date", "2013-07-16")
UPHOLD = ("objection", "resolve", "1", "--upheld", "--finding", "漏计属实", "--date", "2013-07-18")


def opinions(silent=""):
    rows = [
        f"{branch} | {department} | {'未答复' if department == silent else '无'}"
        for department in DEPARTMENTS
        for branch in BRANCHES
    ]
    return "\n".join(["党支部 | 部门 | 意见", *rows])


def book(folder, scores=SCORES, name="2013H1.xlsx", silent=""):
    return str(write_book(folder / name, {"考核评分": scores, "部门意见": opinions(silent)}))


@pytest.fixture
def office(tmp_path, monkeypatch) -> Path:
    """Make a workspace whose first half of 2013 has been scored."""
    monkeypatch.setenv("STARRATING_LANG", "en")
    (tmp_path / "starrating.toml").write_text('committee = "中共星光公司委员会"\n', encoding="utf-8")
    assert run(tmp_path, "score", book(tmp_path)).exit_code == 0
    return tmp_path


def do(office, *commands):
    for command in commands:
        result = run(office, *command)
        assert result.exit_code == 0, result.output


def refused(office, *command):
    """Run a command that the procedure must refuse; return the refusal, on one line."""
    before = acts(office)
    result = run(office, *command)
    assert (result.exit_code, acts(office)) == (3, before), result.output
    return " ".join(result.stderr.split())


def acts(office):
    with open_ledger(f"sqlite:///{office / 'starrating.db'}") as ledger:
        return [each.act for each in ledger.acts()]


def stars(office, branch, period="2013H1"):
    why = data(office, "explain", branch, "--period", period)
    return why["star_by_score"], why["star"]


def standing(office, period="2013H1"):
    (found,) = data(office, "status", "--period", period)["periods"]
    return found


def rows_of(path, sheet=None):
    opened = openpyxl.load_workbook(path)
    return [[cell for cell in row if cell is not None] for row in opened[sheet or opened.active.title].values]


# --- decide


def test_a_decision_without_changes_is_on_the_assessed_version(office):
    do(office, DECIDE)
    (decision,) = acts(office)
    assert decision == Decision(H1, dt.date(2013, 7, 10), 1, 1, "党发〔2013〕7号", "中共星光公司委员会")
    assert standing(office)["stage"] == "decided"


def test_the_committee_changes_stars_and_both_stay(office):
    do(office, (*DECIDE, "--set", "乙党支部=五星级", "--set", "丙党支部=none", "--reason", "专题研究"))
    (decision,) = acts(office)
    assert (decision.assessed, decision.version) == (1, 2)
    assert [(each.branch, each.before, each.after) for each in decision.changes] == [
        ("乙党支部", 4, 5),
        ("丙党支部", 3, -1),
    ]
    why = data(office, "explain", "乙党支部", "--period", "2013H1")
    assert [(step["effect"], step["from"], step["to"]) for step in why["steps"]] == [("decision", 4, 5)]
    assert "专题研究" in why["steps"][0]["because"]
    assert data(office, "explain", "丙党支部", "--period", "2013H1")["star"] is None
    do(office, (*ANNOUNCE, "--from", "2013-07-15"))
    notice = next((office / "results" / "2013H1").glob("关于*.md")).read_text(encoding="utf-8")
    (listed,) = [line for line in notice.splitlines() if "乙党支部" in line]
    assert "五星级" in notice.partition(listed)[0].splitlines()[-2]


def test_what_follows_from_a_star_of_the_year_is_drawn_by_the_act_that_changes_it(office):
    do(office, DECIDE, ("annual", "--year", "2013"))
    change = (
        "decide",
        "--period",
        "2013",
        "--date",
        "2014-01-10",
        "--document",
        "9号",
        "--set",
        "乙党支部=5",
        "--reason",
        "突出",
    )
    do(office, change)
    drawn = [act for act in acts(office) if isinstance(act, ConsequencesDrawn)][-1]
    assert drawn.version == 2
    assert [each.branch for each in drawn.consequences if each.id == "nomination"] == ["甲党支部", "乙党支部"]
    (book,) = (office / "results" / "2013").glob("*.xlsx")
    assert any("乙党支部" in row and "五星级" in row for row in rows_of(book))


def test_the_result_workbook_shows_assessed_and_decided_side_by_side(office):
    (path,) = (office / "results" / "2013H1").glob("*.xlsx")
    assert stars_in(rows_of(path)) == ["四星级", "四星级"]
    do(office, (*DECIDE, "--set", "乙党支部=5", "--reason", "专题研究"))
    assert stars_in(rows_of(path)) == ["四星级", "五星级"]
    reasons = [row for sheet in openpyxl.load_workbook(path).sheetnames for row in rows_of(path, sheet)]
    (step,) = [row for row in reasons if any("专题研究" in str(cell) for cell in row)]
    assert {"乙党支部", "四星级", "五星级", "第4条", "党发〔2013〕7号"} <= set(step)


def stars_in(rows):
    """Return the stars in the row of 乙党支部 of the ranking: by score, decided."""
    (row,) = [row for row in rows if "乙党支部" in row]
    return [cell for cell in row if cell in {"四星级", "五星级"}]


def test_each_change_may_have_its_own_reason_and_a_workbook_may_name_them(office):
    table = "党支部 | 评定星级 | 理由\n乙党支部 | 五星级 | 突出\n丙党支部 | 四星级 |"
    changes = write_book(office / "调整.xlsx", {"调整": table})
    do(office, (*DECIDE, "--changes", str(changes), "--reason", "专题研究"))
    (decision,) = acts(office)
    assert [each.reason for each in decision.changes] == ["突出", "专题研究"]


WRONG_CHANGES = {
    "all at once": (
        ("--set", "乙支部=9", "--set", "丙党支部=3", "--reason", "因故"),
        ("乙支部", "乙党支部", "9", "丙党支部", "Errors: 3"),
    ),
    "no reason": (("--set", "乙党支部=5"), ("--reason",)),
    "twice": (("--set", "乙党支部=5", "--set", "乙党支部=3", "--reason", "因故"), ("twice",)),
    "no star": (("--set", "乙党支部=优秀", "--reason", "因故"), ("优秀",)),
    "no setting": (("--set", "乙党支部", "--reason", "因故"), ("BRANCH=STAR",)),
    "too many reasons": (("--set", "乙党支部=5", "--reason", "一", "--reason", "二"), ("--reason",)),
    "a reason for nothing": (("--reason", "因故"), ("--reason",)),
    "no document": (("--document", " "), ("--document",)),
    "tomorrow": (("--date", "2113-07-10"), ("has not come yet", "--date")),
}


@pytest.mark.parametrize("wrong", WRONG_CHANGES)
def test_changes_that_cannot_be_meant_are_wrong_usage(office, wrong):
    options, words = WRONG_CHANGES[wrong]
    result = run(office, *DECIDE, *options)
    assert result.exit_code == 2
    assert acts(office) == []
    assert all(word in result.stderr for word in words), result.stderr


def test_a_wrong_workbook_of_changes_is_refused_at_its_cells(office):
    table = "党支部 | 评定星级 | 理由\n乙支部 | 五星级 | 突出\n丙党支部 | 六星级 | 突出\n甲党支部 | 好 | 突出"
    changes = write_book(office / "调整.xlsx", {"调整": table})
    result = run(office, *DECIDE, "--changes", str(changes))
    assert result.exit_code == 1
    assert all(f"调整!B{row}" in result.stderr for row in (2, 3, 4))
    assert acts(office) == []


def test_open_answers_of_departments_must_be_owned_up_to(office):
    do(office, ("score", book(office, silent="安全")))
    assert [each["department"] for each in standing(office)["unanswered"]] == ["安全"]
    words = refused(office, *DECIDE)
    assert "安全" in words
    assert "纪检" not in words
    assert "--open-opinions" in words
    do(office, (*DECIDE, "--open-opinions", "逾期未复"))
    assert acts(office)[0].open_opinions == "逾期未复"


def test_no_reason_is_kept_for_open_answers_that_there_are_not(office):
    do(office, (*DECIDE, "--open-opinions", "以防万一"))
    assert acts(office)[0].open_opinions == ""


def test_a_decided_review_is_neither_scored_nor_decided_again(office):
    do(office, DECIDE)
    words = refused(office, "score", book(office))
    assert "党发〔2013〕7号" in words
    assert "starrating score --period 2013H1 --reopen" in words
    assert "(clause 4.4)" in words
    assert "--reopen" in refused(office, *DECIDE)


def test_what_is_not_assessed_is_not_decided_and_no_ledger_is_made(tmp_path):
    result = run(tmp_path, *DECIDE)
    assert result.exit_code == 3
    assert "starrating score --period 2013H1" in " ".join(result.stderr.split())
    assert list(tmp_path.iterdir()) == []


# --- score


def test_what_came_with_the_scores_is_recorded_with_them(office):
    sheets = {
        "考核评分": SCORES,
        "部门意见": opinions(silent="技术"),
        "自查整改": "党支部 | 问题 | 责任人\n甲党支部 | 台账不全 | 组织委员",
        "名册": "党支部 | 别名\n甲党支部 | 甲支部\n乙党支部 |\n丙党支部 |",
    }
    do(office, ("score", str(write_book(office / "2013H1.xlsx", sheets))))
    with open_ledger(f"sqlite:///{office / 'starrating.db'}") as ledger:
        records = ledger.latest(H1).records
    assert [each["opinion"] for each in records.opinions if each["department"] == "技术"] == ["未答复"] * 3
    assert records.opinion_places[0].cell == "C2"
    assert [each["finding"] for each in records.findings] == ["台账不全"]
    assert records.roster[0].aliases == ("甲支部",)


def test_a_reopened_review_is_scored_and_decided_again_and_everything_stays(office):
    do(office, (*DECIDE, "--set", "乙党支部=5", "--reason", "突出"))
    do(office, ("score", book(office, SCORES.replace("44.9", "44.8")), "--reopen", "漏报处分"))
    assert [type(act) for act in acts(office)] == [Decision, Reopening]
    assert (acts(office)[1].version, acts(office)[1].reason) == (2, "漏报处分")
    assert standing(office)["stage"] == "assessed"
    assert stars(office, "乙党支部") == (4, 4)
    versions = [each["version"] for each in data(office, "history")["versions"]]
    assert versions == [1, 2, 3]
    do(office, (*DECIDE, "--drop", "乙党支部", "--reason", "处分属实"))


def test_reopened_to_the_same_result_it_is_decided_again(office):
    do(office, DECIDE, ("score", str(office / "2013H1.xlsx"), "--reopen", "核对"))
    assert (standing(office)["version"], standing(office)["stage"]) == (1, "assessed")
    do(office, DECIDE)
    assert standing(office)["stage"] == "decided"


@pytest.mark.parametrize("scored", [True, False])
def test_there_must_be_something_to_reopen(office, tmp_path_factory, scored):
    folder = office if scored else tmp_path_factory.mktemp("empty")
    result = run(folder, "score", book(folder), "--reopen", "核对")
    assert result.exit_code == 2
    assert "--reopen" in result.stderr
    assert scored or not (folder / "starrating.db").exists()


def test_a_review_of_refused_scores_is_not_reopened(office):
    do(office, DECIDE)
    result = run(office, "score", book(office, SCORES.replace("44.9", "51")), "--reopen", "核对")
    assert result.exit_code == 1
    assert len(acts(office)) == 1


# --- announce


def test_a_draft_records_nothing_and_may_begin_on_any_day(office):
    result = run(office, *ANNOUNCE, "--from", "2013-07-01")
    assert result.exit_code == 0
    assert "draft for approval" in result.stderr
    assert acts(office) == []


def test_the_days_of_a_notice_are_fixed_by_its_first_announcement(office):
    do(office, DECIDE)
    assert "starrating announce --period 2013H1 --from" in refused(office, *ANNOUNCE, "--from", "2013-07-09")
    do(office, (*ANNOUNCE, "--from", "2013-07-13"))
    assert standing(office)["notice"] == {"first": "2013-07-15", "last": "2013-07-19", "kind": "notice"}
    again = run(office, *ANNOUNCE, "--kind", "notice")
    assert "2013-07-15 to 2013-07-19" in again.stdout
    do(office, (*ANNOUNCE, "--from", "2013-07-15"))
    assert "2013-07-15 to 2013-07-19" in refused(office, *ANNOUNCE, "--from", "2013-07-16")
    assert len(acts(office)) == 2
    notice = next((office / "results" / "2013H1").glob("关于*.md")).read_text(encoding="utf-8")
    assert "送审稿" not in notice


def test_a_notice_that_cannot_be_written_leaves_no_days_behind(office):
    do(office, DECIDE)
    (office / "templates").mkdir()
    (office / "templates" / "notice.md.j2").write_text("{{ nonsense }}", encoding="utf-8")
    (office / "starrating.toml").write_text('templates = "templates"\n', encoding="utf-8")
    assert run(office, *ANNOUNCE, "--from", "2013-07-15").exit_code == 1
    assert len(acts(office)) == 1


# --- objection


def test_an_upheld_objection_supersedes_the_result_and_is_corrected(office):
    do(office, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), (*OBJECT, "--who", "张三", "--branch", "乙党支部"))
    assert (standing(office)["stage"], standing(office)["open_objections"]) == ("contested", [1])
    result = run(office, *UPHOLD, "--set", "乙党支部=5", "--reason", "补计加分", "--document", "党发〔2013〕9号")
    assert result.exit_code == 0
    assert "starrating announce --period 2013H1" in result.stderr
    assert stars(office, "乙党支部") == (4, 5)
    now = standing(office)
    assert (now["stage"], now["version"], now["next"]) == ("decided", 2, "starrating announce --period 2013H1")
    do(office, (*ANNOUNCE, "--from", "2013-07-22"))
    assert standing(office)["notice"] == {"first": "2013-07-22", "last": "2013-07-26", "kind": "correction"}
    written = "".join(path.read_text(encoding="utf-8") for path in (office / "results").rglob("*.md"))
    assert "张三" not in written
    (dispute,) = data(office, "objection", "list")["objections"]
    assert dispute["who"] == "张三"
    assert dispute["answer"]["changes"] == [{"branch": "乙党支部", "from": 4, "to": 5, "reason": "补计加分"}]


def test_an_upheld_objection_without_changes_is_assessed_again_without_reopening(office):
    do(office, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), OBJECT)
    assert "starrating objection resolve 1" in refused(office, "score", book(office))
    result = run(office, *UPHOLD)
    assert "starrating score --period 2013H1" in result.stderr
    do(office, ("score", book(office, SCORES.replace("44.9", "45"))))
    assert (standing(office)["version"], standing(office)["stage"]) == (2, "assessed")
    assert stars(office, "乙党支部") == (5, 5)


def test_a_rejected_objection_changes_nothing(office):
    do(office, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), OBJECT)
    reject = ("objection", "resolve", "1", "--rejected", "--finding", "查无此事", "--date", "2013-07-18")
    assert run(office, *reject, "--set", "乙党支部=5", "--reason", "因故").exit_code == 2
    do(office, reject)
    assert (standing(office)["stage"], standing(office)["version"]) == ("uncontested", 1)
    assert "objection list" in refused(office, *reject)


def test_objections_out_of_order_are_refused(office):
    assert "starrating decide --period 2013H1" in refused(office, *OBJECT)
    do(office, DECIDE)
    assert "starrating announce --period 2013H1" in refused(office, *OBJECT)
    do(office, (*ANNOUNCE, "--from", "2013-07-17"))
    assert "2013-07-17" in refused(office, *OBJECT)


def test_objections_that_cannot_be_meant_are_wrong_usage(office):
    do(office, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"))
    wrong = run(office, *OBJECT, "--branch", "乙支部")
    assert wrong.exit_code == 2
    assert "乙党支部" in wrong.stderr
    assert run(office, *UPHOLD).exit_code == 2
    assert run(office, *OBJECT, "--date", "2113-01-01").exit_code == 2
    assert run(office, "objection", "resolve", "1", "--finding", "查").exit_code == 2


def test_objections_are_numbered_through_all_periods(office):
    later = SCORES.replace("上半年", "下半年")
    do(office, ("score", book(office, later, "2013H2.xlsx")))
    for period, month in (("2013H1", "07"), ("2013H2", "12")):
        do(
            office,
            ("decide", "--period", period, "--date", f"2013-{month}-10", "--document", "7"),
            ("announce", "--period", period, "--format", "md", "--from", f"2013-{month}-16"),
            ("objection", "add", "--period", period, "--what", "漏计", "--date", f"2013-{month}-16"),
        )
    found = data(office, "objection", "list")["objections"]
    assert [(each["number"], each["period"]) for each in found] == [(1, "2013H1"), (2, "2013H2")]
    assert [each["number"] for each in data(office, "objection", "list", "--period", "2013H2")["objections"]] == [2]
    assert "withheld" in run(office, "objection", "list").stdout


# --- status


def test_status_says_where_each_period_stands_and_what_comes_next(office):
    both = data(office, "status")["periods"]
    assert [(each["period"], each["stage"], each["waits_for"]) for each in both] == [
        ("2013H1", "assessed", []),
        ("2013", "not-assessed", ["2013H1", "2013H2"]),
    ]
    do(office, DECIDE)
    half, year = data(office, "status")["periods"]
    assert half["decided"] == {"date": "2013-07-10", "document": "党发〔2013〕7号", "changes": 0}
    assert (year["waits_for"], year["next"]) == (["2013H2"], "starrating score --period 2013H2")
    do(office, ("score", book(office, SCORES.replace("上半年", "下半年"), "2013H2.xlsx")))
    do(office, ("decide", "--period", "2013H2", "--date", "2014-01-08", "--document", "1"))
    assert data(office, "status")["periods"][-1]["next"] == "starrating annual --year 2013"
    said = run(office, "status").stdout
    assert "党发〔2013〕7号" in said
    assert "starrating annual --year 2013" in said


def test_status_counts_the_days_that_a_notice_still_has(office):
    do(office, DECIDE, (*ANNOUNCE, "--from", dt.datetime.now().astimezone().date().isoformat()))
    now = standing(office)
    assert now["stage"] == "on-notice"
    assert now["days_left"] == 5
    assert now["next"] is None


def test_status_of_a_period_that_is_not_there_yet(office):
    assert standing(office, "2014H1")["next"] == "starrating score --period 2014H1"


def test_status_of_an_empty_ledger(tmp_path):
    assert data(tmp_path, "status") == {"periods": []}
    assert "starrating score" in run(tmp_path, "status").stdout
    assert list(tmp_path.iterdir()) == []


# --- two people at once


def start(office, document):
    command = [sys.executable, "-m", "starrating", "-C", str(office), *DECIDE[:-1], document]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, encoding="utf-8", cwd=office
    )


def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(office):
    both = [start(office, document) for document in ("甲号", "乙号")]
    said = [process.communicate(timeout=60) for process in both]
    assert sorted(process.returncode for process in both) == [0, 3], said
    (decision,) = acts(office)
    loser = next(words for process, words in zip(both, said, strict=True) if process.returncode == 3)
    assert decision.document in loser[1]


def test_who_waits_for_another_is_told_what_the_other_has_done(office):
    with open_ledger(f"sqlite:///{office / 'starrating.db'}") as ledger:
        with ledger.writing():
            late = start(office, "迟号")
            with pytest.raises(subprocess.TimeoutExpired):
                late.wait(timeout=2)
            first = Decision(H1, dt.date(2013, 7, 9), 1, 1, "先号", "公司党委")
            ledger.add(first, "2013-07-09T08:00:00+08:00", "test")
        _, said = late.communicate(timeout=60)
    assert late.returncode == 3
    assert "先号" in said
    assert acts(office) == [first]


def test_a_refusal_is_one_object_for_scripts(office):
    do(office, DECIDE)
    result = run(office, "score", book(office), "--json")
    assert result.exit_code == 3
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem["code"] == "already-decided"


# --- what a clerk does in the wrong order


@pytest.mark.parametrize(
    "act", [("decide", "--document", "9号", "--date", "2014-01-10"), ("announce",), ("rectify", "open")]
)
@pytest.mark.parametrize(("period", "right"), [("2014H1", "score --period 2014H1"), ("2013", "annual --year 2013")])
def test_an_act_on_what_is_not_assessed_names_the_clause_and_the_command(office, act, period, right):
    said = refused(office, *act, "--period", period)
    assert "(clause 4.4)" in said
    assert said.endswith(f"Do first: starrating {right}")


def test_who_decides_again_is_sent_to_the_objection_first(office):
    do(office, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), OBJECT)
    again = (*DECIDE[:-1], "党发〔2013〕8号")
    assert "Do first: starrating objection resolve 1" in refused(office, *again)
    do(office, UPHOLD)
    assert refused(office, *again).endswith("Do first: starrating score --period 2013H1")


def test_an_upheld_objection_stays_while_the_result_stays_unless_it_is_said_to_be_right(office):
    same = ("score", str(office / "2013H1.xlsx"), "--period", "2013H1")
    do(office, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), OBJECT, UPHOLD)
    assert "starrating score --period 2013H1 --reopen" in refused(office, *same)
    do(office, (*same, "--reopen", "复核无误"))
    assert "2013-07-10 is before objection 1 was upheld, on 2013-07-18" in refused(office, *DECIDE)
    do(office, (*DECIDE, "--date", "2013-07-18"))
    assert standing(office)["stage"] == "decided"


@pytest.mark.parametrize(
    "words",
    [
        ("score", "2013H1.xlsx", "--reopen", " "),
        ("annual", "--year", "2013", "--reopen", ""),
        (*DECIDE, "--open-opinions", " "),
    ],
)
def test_a_blank_reason_is_none(office, words):
    result = run(office, *words)
    assert (result.exit_code, acts(office)) == (2, [])
    assert "must not be empty" in " ".join(result.stderr.split())


# --- a workbook that cannot be written


def test_a_decision_stands_without_its_workbook_which_is_written_later(office):
    (path,) = (office / "results" / "2013H1").glob("*.xlsx")
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("a file where the folder should be", encoding="utf-8")
    result = run(office, *DECIDE, "--set", "乙党支部=5", "--reason", "专题研究")
    assert (result.exit_code, len(acts(office))) == (0, 1)
    assert "Make room for it, then: starrating results --period 2013H1" in " ".join(result.stderr.split())
    path.parent.unlink()
    do(office, ("results", "--period", "2013H1"))
    assert stars_in(rows_of(path)) == ["四星级", "五星级"]
    before = path.read_bytes()
    do(office, ("results", "--period", "2013H1"))
    assert path.read_bytes() == before


def test_a_folder_with_the_name_of_the_workbook_is_left_as_it_is(office):
    (path,) = (office / "results" / "2013H1").glob("*.xlsx")
    path.unlink()
    path.mkdir()
    result = run(office, *DECIDE)
    assert result.exit_code == 0
    assert f"{path.stem}（2）.xlsx" in result.output
