"""The weeks around a review: targets declared, who owes what by when, where the notice was posted."""

import hashlib
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from commands import data, run
from tables import PLAN_FILE
from workbooks import write_book

DEPARTMENTS = ("纪检", "生产经营", "安全", "技术", "治保")
SCORES = {"甲党支部": 92, "乙党支部": 89.9, "丙党支部": 85, "丁党支部": 78}
CRITERIA = """criteria:
  clause: 3-criteria
  from: rules
  full_marks: 100
  parts:
    - title: 总体
      items:
        - {code: A1, title: 组织建设, full_marks: 50, department: 组织科}
        - {code: A2, title: 安全生产, full_marks: 30, department: 安全科}
        - {code: A3, title: 学习, full_marks: 20, department: 组织科}
"""
OPENING = ("announce", "--kind", "opening", "--format", "md", "--period")


def book(folder, name, scores=None, answer="无", target=""):
    rows = [f"{branch} | {score} | {target}" for branch, score in (scores or SCORES).items()]
    said = [f"{branch} | {each} | {answer}" for branch in SCORES for each in DEPARTMENTS]
    tables = {"考核评分": ["党支部 | 考核总分 | 目标星级", *rows], "部门意见": ["党支部 | 部门 | 意见", *said]}
    return write_book(folder / name, {sheet: "\n".join(lines) for sheet, lines in tables.items()})


@pytest.fixture
def office(tmp_path, monkeypatch) -> Path:
    """Make a workspace whose first half-year is decided."""
    monkeypatch.setenv("STARRATING_LANG", "en")
    (tmp_path / "starrating.toml").write_text('committee = "中共星光公司委员会"\n', encoding="utf-8")
    half(tmp_path, "2013H1", "2013-07-10")
    return tmp_path


def half(folder, period, day, **more):
    book(folder, f"{period}.xlsx", **more)
    done(folder, "score", str(folder / f"{period}.xlsx"), "--period", period)
    done(folder, "decide", "--period", period, "--date", day, "--document", "党发〔2013〕7号")


def done(folder, *command):
    result = run(folder, *command)
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def refused(folder, *command, code=3):
    result = run(folder, *command)
    assert result.exit_code == code, result.output
    return " ".join(result.stderr.split())


def written(folder, kind, *more, period="2013H1"):
    done(folder, "announce", "--period", period, "--kind", kind, "--format", "md", *more)
    newest = max((folder / "results" / period).glob("*.md"), key=lambda path: path.stat().st_mtime_ns)
    return newest.read_text(encoding="utf-8")


def standing(folder, period):
    (found,) = [each for each in data(folder, "status")["periods"] if each["period"] == period]
    return found


def test_the_opening_notice_says_who_sends_what_by_when(office):
    said = written(office, "opening", "--forms-by", "2013-12-20", "--opinions-by", "2013-12-28", period="2013H2")
    assert "于2013年12月20日前将自评表报" in said
    assert "纪检、生产经营、安全、技术、治保等部门和单位于2013年12月28日前书面反馈意见" in said
    assert "提请公司党委研究审定，审定结果公示5个工作日" in said
    assert standing(office, "2013H2")["forms_outstanding"] == list(SCORES)
    assert "forms by 2013-12-20" in " ".join(run(office, "status").stdout.split())


def test_days_that_are_not_fixed_are_gaps_in_the_opening_notice(office):
    said = written(office, "opening", period="2013H2")
    assert "〔待填：自评表报送时限〕" in said
    assert "〔待填：意见反馈时限〕" in said
    assert [each for each in data(office, "status")["periods"] if each["period"] == "2013H2"] == []


def test_whose_form_has_not_come_is_told_and_reminded(office):
    done(office, *OPENING, "2013H2", "--forms-by", "2013-12-20")
    done(office, "template", "--period", "2013H2", "--per-branch", str(office / "forms"))
    forms = [path for path in (office / "forms").iterdir() if "丙" not in path.name]
    for path in forms:
        if "乙" not in path.name:
            book = openpyxl.load_workbook(path)
            sums = next(row for row in book.active.iter_rows() if row[2].value == "合计")
            sums[4].value = 90  # 自评得分
            book.save(path)
    said = done(office, "collect", *map(str, forms), "-o", str(office / "all.xlsx"))
    assert "Collected: 2" in said
    assert "Nothing is filled in by: 乙党支部" in said
    assert standing(office, "2013H2")["forms_outstanding"] == ["乙党支部", "丙党支部"]
    said = written(office, "reminder", "--date", "2013-12-21", period="2013H2")
    assert "截至2013年12月21日，2013年下半年星级党支部评审材料尚有2项未报" in said
    assert "1.乙党支部：自评表，报送时限2013年12月20日。" in said
    assert "甲党支部" not in said


def test_departments_whose_marks_have_not_come_are_told_and_reminded(office):
    plan = re.sub(r"^criteria:.*\n(?: .*\n)*", CRITERIA, PLAN_FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (office / "own.yaml").write_text(plan, encoding="utf-8")
    with (office / "starrating.toml").open("a", encoding="utf-8") as settings:
        settings.write('rules = "own.yaml"\n')
    done(office, *OPENING, "2013H2", "--forms-by", "2013-12-20")
    assert standing(office, "2013H2")["marks_outstanding"] == ["组织科", "安全科"]
    came = done(office, "collect", "--marks", "组织科", "--period", "2013H2")
    assert "Marks have come: 组织科 No marks from: 安全科" in came
    assert "no marks yet:" in done(office, "status", "--period", "2013H2")
    assert "5.安全科：考核打分。" in written(office, "reminder", period="2013H2")
    asked = "collect", "--period", "2013H2"
    assert "No items are scored by: 后勤科." in refused(office, *asked, "--marks", "后勤科", code=2)
    refused(office, *asked, code=2)
    refused(office, "collect", "--marks", "安全科", code=2)
    assert data(office, *asked, "--marks", "安全科") == {"departments": ["安全科"], "missing": []}
    assert data(office, *asked, "--marks", "安全科") == {"departments": [], "missing": []}
    assert standing(office, "2013H2")["marks_outstanding"] == []


def test_criteria_that_name_no_department_have_no_marks_outstanding(office):
    done(office, *OPENING, "2013H2", "--forms-by", "2013-12-20")
    assert standing(office, "2013H2")["marks_outstanding"] == []
    said = refused(office, "collect", "--period", "2013H2", "--marks", "组织科", code=2)
    assert "The criteria name no department" in said


def test_the_workbook_shows_what_was_declared_and_marks_what_was_only_typed(office):
    targets = write_book(office / "targets.xlsx", {"目标": "党支部 | 目标星级\n乙党支部 | 五星级"})
    done(office, "declare", str(targets), "--year", "2013", "--date", "2013-01-15")
    done(office, "roster", "rename", "乙党支部", "新乙党支部", "--date", "2013-07-01")
    scores = {"新乙党支部" if branch == "乙党支部" else branch: score for branch, score in SCORES.items()}
    book(office, "2013H2.xlsx", scores, target="四星级")
    done(office, "score", str(office / "2013H2.xlsx"), "--period", "2013H2")
    (made,) = (office / "results" / "2013H2").glob("*.xlsx")
    rows = openpyxl.load_workbook(made)["得分"].iter_rows(values_only=True)
    shown = {row[1]: row[2] for row in rows if row[1] and row[1].endswith("党支部")}
    assert shown["新乙党支部"] == "五星级"
    assert shown["甲党支部"] == "四星级（考核时填写）"


@pytest.mark.parametrize("stroke", ["/", "—", "-"])
def test_a_stroke_is_no_answer_of_a_department(office, stroke):
    book(office, "2013H2.xlsx", answer=stroke)
    done(office, "score", str(office / "2013H2.xlsx"), "--period", "2013H2")
    decided = refused(office, "decide", "--period", "2013H2", "--date", "2014-01-10", "--document", "党发〔2014〕1号")
    assert "Departments have not answered" in decided


def test_the_committee_is_asked_about_what_departments_have_against_branches(office):
    book(office, "2013H2.xlsx", answer="有")
    done(office, "score", str(office / "2013H2.xlsx"), "--period", "2013H2")
    assert "，研究纪检对甲党支部的意见、生产经营对甲党支部的意见" in written(office, "report", period="2013H2")


def test_opinions_that_are_outstanding_are_reminded_once_it_is_assessed(office):
    book(office, "2013H2.xlsx", answer="未答复")
    done(office, "score", str(office / "2013H2.xlsx"), "--period", "2013H2")
    said = written(office, "reminder", period="2013H2")
    assert "1.纪检：部门意见（涉及4个党支部）。" in said


def test_nobody_is_reminded_of_what_nobody_owes(office):
    assert "Nothing is known to be outstanding" in refused(office, *OPENING[:2], "reminder", "--period", "2013H2")


def test_the_report_says_when_the_committee_meets_and_as_which_item(office):
    book(office, "2013H2.xlsx")
    done(office, "score", str(office / "2013H2.xlsx"), "--period", "2013H2")
    assert "会议研究" not in written(office, "report", period="2013H2")
    said = written(office, "report", "--meeting", "2014-01-10", "--agenda", "第3项议题", period="2013H2")
    assert "提请2014年1月10日会议（第3项议题）研究：审定2013年下半年" in said


@pytest.mark.parametrize("option", [("--forms-by", "2013-06-20"), ("--agenda", "x")])
def test_days_of_a_review_are_fixed_with_its_opening_or_report_only(office, option):
    assert "--kind opening" in refused(office, "announce", "--period", "2013H1", *option, code=2)


def test_the_circular_says_where_the_notice_was_posted_once_that_is_recorded(office):
    done(office, "announce", "--period", "2013H1", "--from", "2013-07-15", "--format", "md")
    assert "并于2013年7月15日至7月19日（5个工作日）公示" in written(office, "circular", "--date", "2013-07-25")
    assert "cannot have been posted" in refused(
        office, "announce", "--period", "2013H1", "--posted", "网站", "--date", "2013-07-14"
    )
    posted = ("--posted", "网站、公开栏", "--date", "2013-07-15")
    assert "posted on 2013-07-15: 网站, 公开栏" in done(office, "announce", "--period", "2013H1", *posted)
    assert "（5个工作日）在网站、公开栏公示" in written(office, "circular", "--date", "2013-07-25")


def test_what_was_not_published_was_not_posted(office):
    posted = ("--posted", "网站", "--date", "2013-07-15")
    assert "has not been published" in refused(office, "announce", "--period", "2013H1", *posted)


TARGETS = (
    "党支部 | 目标星级 | 达标时限 | 提升计划 | 提升措施\n"
    "乙党支部 | 五星级 | 年底 | 补短板 | 每月自查\n"
    "丁党支部 | 4 | | |"
)


@pytest.fixture
def declared(office):
    write_book(office / "aims.xlsx", {"目标": TARGETS})
    done(office, "declare", str(office / "aims.xlsx"), "--year", "2013", "--date", "2013-01-10")
    return office


def test_declared_targets_are_recorded_dated_and_made_known(declared):
    told = data(declared, "declare", str(declared / "aims.xlsx"), "--year", "2013", "--date", "2013-02-01")
    assert told["declared_now"] == 0
    assert told["declared"][0] == {
        "branch": "乙党支部",
        "declared_target": 5,
        "due": "年底",
        "plan": "补短板",
        "measures": "每月自查",
        "declared_on": "2013-01-10",
    }
    said = written(declared, "declaration", period="2013")
    assert "1.乙党支部：目标五星级，达标时限年底；提升计划：补短板；主要措施：每月自查（2013年1月10日确定）。" in said


def test_reached_is_held_against_what_was_declared_then_and_else_against_what_was_typed(declared):
    half(declared, "2013H2", "2014-01-10", target="4")
    told = {each["branch"]: each for each in data(declared, "targets", "--period", "2013H2")["declared"]}
    assert {name: (each["declared_target"], each["reached"], each["declared_on"]) for name, each in told.items()} == {
        "甲党支部": (4, True, None),
        "乙党支部": (5, False, "2013-01-10"),
        "丙党支部": (4, True, None),
        "丁党支部": (4, False, "2013-01-10"),
    }
    assert "2013-01-10" in run(declared, "targets", "--period", "2013H2").stdout


def test_a_renamed_branch_keeps_its_target(declared):
    done(declared, "roster", "rename", "乙党支部", "新乙党支部", "--date", "2013-08-01")
    assert "新乙党支部：目标五星级" in written(declared, "declaration", period="2013")


def test_a_decided_review_is_held_against_what_was_declared_by_then(declared):
    half(declared, "2013H2", "2014-01-10")
    write_book(declared / "lower.xlsx", {"目标": "党支部 | 目标星级\n乙党支部 | 4"})
    lower = ("declare", str(declared / "lower.xlsx"), "--year", "2013", "--date", "2014-01-11")
    done(declared, *lower)
    told = {
        each["branch"]: each["declared_target"] for each in data(declared, "targets", "--period", "2013H2")["declared"]
    }
    assert told["乙党支部"] == 5
    assert "乙党支部：目标五星级" in written(declared, "declaration", "--date", "2014-01-10", period="2013")
    assert "乙党支部：目标四星级" in written(declared, "declaration", "--date", "2014-01-12", period="2013")
    done(declared, "annual", "--year", "2013")
    done(declared, "decide", "--period", "2013", "--date", "2014-01-20", "--document", "1号")
    write_book(declared / "aims.xlsx", {"目标": "党支部 | 目标星级\n乙党支部 | 3"})
    late = ("declare", str(declared / "aims.xlsx"), "--year", "2013", "--date", "2014-01-21")
    assert "2013 was decided already" in refused(declared, *late)
    done(declared, *lower)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("庚党支部 | 5", "There is no branch 庚党支部"),
        ("乙党支部 | 5\n乙党支部 | 4", "declares twice"),
        ("乙党支部 | 6", "is none of this scheme"),
        ("乙党支部 | 高", "乙党支部"),
    ],
)
def test_a_target_that_cannot_be_meant_is_refused_at_its_cell(office, rows, code):
    write_book(office / "aims.xlsx", {"目标": f"党支部 | 目标星级\n{rows}"})
    said = refused(office, "declare", str(office / "aims.xlsx"), "--year", "2013", "--date", "2013-01-10", code=1)
    assert code in said
    assert "aims.xlsx" in said
    assert "No branch has declared" in refused(office, "announce", "--period", "2013", "--kind", "declaration")


def test_the_circular_of_a_year_names_examples_where_they_are_asked_for(office):
    done(office, "announce", "--period", "2013H1", "--from", "2013-07-15", "--format", "md")
    half(office, "2013H2", "2014-01-10", scores=SCORES | {"乙党支部": 90.3})
    done(office, "annual", "--year", "2013")
    done(office, "decide", "--period", "2013", "--date", "2014-01-20", "--document", "党发〔2014〕1号")
    assert "宣传典型" not in written(office, "circular", period="2013")
    assert "学习得分最高的甲党支部（92.00分）。" in written(office, "circular", "--examples", period="2013")
    assert "--examples" in refused(office, "announce", "--period", "2013H1", "--examples", code=2)


def test_the_file_of_a_period_has_inputs_results_documents_and_an_index_with_digests(office):
    done(office, "announce", "--period", "2013H1", "--from", "2013-07-15", "--format", "md")
    sent = ("--kind", "circular", "--document", "党发〔2013〕9号", "--date", "2013-07-25", "--format", "md")
    done(office, "announce", "--period", "2013H1", *sent)
    told = data(office, "archive", "--period", "2013H1", "-o", str(office / "2013H1.zip"))
    assert told["missing"] == []
    with zipfile.ZipFile(office / "2013H1.zip") as packed:
        names = packed.namelist()
        for each in told["files"]:
            assert each["digest"] == f"sha256:{hashlib.sha256(packed.read(each['file'])).hexdigest()}"
        (index,) = (name for name in names if "/" not in name)
        book = openpyxl.load_workbook(io.BytesIO(packed.read(index)))
    assert set(names) == {index, *(each["file"] for each in told["files"])}
    rows = [[str(cell) for cell in row if cell is not None] for row in book.worksheets[0].values]
    (circular,) = [row for row in rows if any("通报.md" in cell for cell in row)]
    assert {"党发〔2013〕9号", "2013年7月25日"} <= set(circular)
    assert sorted({each["kind"] for each in told["files"]}) == [
        "circular",
        "input",
        "ledger",
        "notice",
        "result",
        "rules",
        "seal",
    ]
    said = "".join(str(cell) for row in book.worksheets[1].values for cell in row)
    assert all(each in said for each in ("党发〔2013〕7号", "2013年7月15日")), said


def test_an_input_that_was_changed_is_missing_in_the_file_and_an_edited_document_is_marked(office):
    done(office, "announce", "--period", "2013H1", "--from", "2013-07-15", "--format", "md")
    (notice,) = (office / "results" / "2013H1").glob("*公示.md")
    notice.write_text("改过", encoding="utf-8")
    book(office, "2013H1.xlsx", scores=SCORES | {"甲党支部": 93})
    told = data(office, "archive", "--period", "2013H1")
    assert len(told["missing"]) == 1
    assert [each["file"] for each in told["files"] if each["edited"]] == [f"结果/{notice.name}"]


def test_the_file_of_a_year_has_no_inputs_of_its_own_and_is_known_to_the_ledger(office):
    half(office, "2013H2", "2014-01-10")
    done(office, "annual", "--year", "2013")
    told = data(office, "archive", "--period", "2013")
    assert told["missing"] == []
    assert [(each["file"], each["version"]) for each in told["files"] if each["kind"] == "review"] == [
        ("2013年上半年", 1),
        ("2013年下半年", 1),
    ]
    assert data(office, "verify")["problems"] == []


def test_major_findings_go_into_a_report_to_the_section(office):
    assert "No major finding" in refused(office, "announce", "--period", "2013H2", "--kind", "major")
    day = ("--date", "2026-07-25")
    found = ("rectify", "add", "乙党支部", "安全教育流于形式", "--source", "三基检查", "--major", *day)
    assert "--meeting" in refused(office, *found, code=2)
    done(office, *found, "--meeting", "7月25日支委会", "--responsible", "支部书记", "--due", "2026-08-31")
    done(office, "rectify", "add", "丙党支部", "记录不全", "--source", "抽查", *day)
    periods = {each["period"] for each in data(office, "rectify", "list")["findings"] if each["major"]}
    said = written(office, "major", period=periods.pop())
    assert "重大问题共1项，已分别召开会议研究" in said
    assert (
        "1.乙党支部：安全教育流于形式（三基检查）；研究会议：7月25日支委会；责任人：支部书记；"
        "整改时限：2026年8月31日；未启动。"
    ) in said
    assert "记录不全" not in said
