"""What holds of a review whatever is recorded in between: stars that were set, objections that were upheld."""

from pathlib import Path

import openpyxl
import pytest

from commands import data, run
from workbooks import write_book

BRANCHES = {"甲党支部": (45, "47"), "乙党支部": (44, "45.9"), "丙党支部": (40, "45"), "丁党支部": (38, "40")}
DEPARTMENTS = ("纪检", "生产经营", "安全", "技术", "治保")
DECIDE = ("decide", "--period", "2013H1", "--date", "2013-07-10", "--document", "党发〔2013〕7号")
ANEW = ("decide", "--period", "2013H1", "--date", "2013-07-19", "--document", "党发〔2013〕7号")
SET = ("--set", "丙党支部=5", "--reason", "专题研究")
ANNOUNCE = ("announce", "--period", "2013H1", "--format", "md")
SCORE = ("score", "2013H1.xlsx", "--period", "2013H1")
SCORE_MENDED = ("score", "mended.xlsx", "--period", "2013H1")
KEPT, DROPPED = "--keep", ("--drop", "丙党支部", "--reason", "情况有变")


def book(folder, name, opinions=None, **points):
    rows = [f"{branch} | {one} | {points.get(branch, two)}" for branch, (one, two) in BRANCHES.items()]
    scores = "\n".join(["党支部 | 思想建设（50分） | 组织建设（50分）", *rows])
    words = {"*": "无"} | (opinions or {})
    said = [
        f"{branch} | {department} | {words.get((branch, department), words['*'])}"
        for branch in BRANCHES
        for department in DEPARTMENTS
    ]
    opinions = "\n".join(["党支部 | 部门 | 意见 | 说明", *said])
    write_book(folder / name, {"考核评分": scores, "部门意见": opinions})


@pytest.fixture
def office(tmp_path, monkeypatch) -> Path:
    """Make a workspace with a book, and one in which 乙党支部 has got its missing points."""
    monkeypatch.setenv("STARRATING_LANG", "en")
    (tmp_path / "starrating.toml").write_text('committee = "中共星光公司委员会"\n', encoding="utf-8")
    book(tmp_path, "2013H1.xlsx")
    book(tmp_path, "mended.xlsx", 乙党支部="46.4")
    return tmp_path


def do(office, *commands):
    return [done(office, *command) for command in commands][-1]


def done(office, *command):
    result = run(office, *(str(office / word) if word.endswith(".xlsx") else word for word in command))
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def refused(office, *command, code=3):
    result = run(office, *(str(office / word) if word.endswith(".xlsx") else word for word in command))
    assert result.exit_code == code, result.output
    return " ".join(result.stderr.split())


def object_to(branch, day="2013-07-16"):
    return ("objection", "add", "--period", "2013H1", "--what", "漏计加分", "--branch", branch, "--date", day)


def uphold(number, *more):
    return ("objection", "resolve", str(number), "--upheld", "--finding", "属实", "--date", "2013-07-18", *more)


def standing(office):
    return data(office, "status", "--period", "2013H1")["periods"][0]


def star(office, branch):
    return data(office, "explain", branch, "--period", "2013H1")["star"]


AGAIN, AT_ONCE = uphold(1), uphold(2, *SET, "--document", "党发〔2013〕9号")


@pytest.mark.parametrize("answers", [(AGAIN, AT_ONCE), (AT_ONCE, AGAIN)])
def test_an_upheld_objection_stays_due_whatever_else_is_answered(office, answers):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("乙党支部"), object_to("丙党支部"))
    said = do(office, *answers)
    assert said.count("Next: ") == 1
    assert "starrating score --period 2013H1" in said
    assert "to be published" not in said
    now = standing(office)
    assert (now["stage"], now["upheld"], now["next"]) == ("contested", 1, "starrating score --period 2013H1")
    assert "starrating score --period 2013H1" in refused(office, *ANNOUNCE)
    assert "starrating score --period 2013H1" in refused(office, *ANEW)
    do(office, SCORE_MENDED, (*ANEW, KEPT), (*ANNOUNCE, "--from", "2013-07-22"))
    assert (star(office, "乙党支部"), star(office, "丙党支部")) == (5, 5)
    assert standing(office)["notice"]["kind"] == "correction"


def test_an_objection_upheld_after_a_reopening_is_still_due(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("乙党支部"))
    do(office, (*SCORE_MENDED, "--reopen", "漏报"), uphold(1))
    assert standing(office)["upheld"] == 1
    assert "score" in refused(office, *ANEW)
    assert "--reopen" in refused(office, *SCORE_MENDED)
    do(office, (*SCORE_MENDED, "--reopen", "复核无误"), ANEW)
    assert standing(office)["stage"] == "decided"


def test_what_was_called_wrong_is_not_taken_back_in_by_a_second_scoring(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("乙党支部"), uphold(1), SCORE_MENDED)
    assert "was upheld" in refused(office, *SCORE)
    assert star(office, "乙党支部") == 5


@pytest.mark.parametrize(
    ("word", "stars"), [((KEPT,), 5), (DROPPED, 4), (("--set", "丙党支部=3", "--reason", "再议"), 3)]
)
def test_a_star_that_was_set_is_kept_dropped_or_set_anew_never_passed_over(office, word, stars):
    do(office, SCORE, (*DECIDE, *SET), (*ANNOUNCE, "--from", "2013-07-15"), object_to("乙党支部"), uphold(1))
    said = do(office, SCORE_MENDED)
    assert "丙党支部: 五星级 by 中共星光公司委员会, 2013-07-10, 党发〔2013〕7号: 专题研究" in said
    assert "--keep" in refused(office, *ANEW)
    do(office, (*ANEW, *word))
    assert (star(office, "乙党支部"), star(office, "丙党支部")) == (5, stars)
    assert data(office, "verify")["problems"] == []


def test_a_kept_star_says_who_set_it_and_is_kept_again(office):
    do(office, SCORE, (*DECIDE, *SET), (*SCORE_MENDED, "--reopen", "漏报"))
    do(office, ("decide", "--period", "2013H1", "--date", "2013-07-11", "--document", "8号", KEPT))
    (step,) = data(office, "explain", "丙党支部", "--period", "2013H1")["steps"]
    assert all(word in step["because"] for word in ("2013-07-10", "党发〔2013〕7号", "专题研究", "kept"))
    do(office, (*SCORE, "--reopen", "再核"))
    assert "党发〔2013〕7号" in refused(office, *DECIDE)


RISEN = ("--set", "乙党支部=5", "--reason", "专题研究")


def test_a_kept_star_that_is_assessed_by_now_is_told_as_kept(office):
    do(office, SCORE, (*DECIDE, *RISEN), (*ANNOUNCE, "--from", "2013-07-15"))
    by = "by 中共星光公司委员会, 2013-07-10, 党发〔2013〕7号: 专题研究"
    told = f"乙党支部: 五星级 {by}; the assessment says the same by now"
    assert f"Set otherwise before: {told}" in done(office, *SCORE_MENDED, "--reopen", "漏报")
    assert "乙党支部，五星级（2013年7月10日，党发〔2013〕7号），现考核结果与之一致。" in written(office, "report")
    assert f"Kept: {told}" in done(office, *DECIDE, KEPT)
    assert f"Kept: {told}" in data(office, "explain", "乙党支部", "--period", "2013H1")["notices"]
    said = written(office, "correction", "--from", "2013-07-22")
    kept = "以前另行评定的星级予以保留，现考核结果与之一致"
    assert f"1.乙党支部：星级不变，得分由89.90分更正为90.40分（{kept}）。" in said
    assert "现考核结果与之一致" not in written(office, "circular")


def test_a_star_set_after_an_objection_and_assessed_by_now_is_told_beside_what_is_corrected(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("乙党支部"))
    do(office, uphold(1, *RISEN, "--document", "党发〔2013〕9号"), (*SCORE_MENDED, "--reopen", "漏报"), (*ANEW, KEPT))
    assert "（以前另行评定的予以保留，现考核结果与之一致）。" in written(office, "correction", "--from", "2013-07-22")


def test_a_star_of_a_renamed_branch_is_kept_under_its_new_name(office):
    do(office, SCORE, (*DECIDE, *SET), ("roster", "rename", "丙党支部", "新丙党支部", "--date", "2013-06-01"))
    do(office, (*SCORE_MENDED, "--reopen", "漏报"), (*DECIDE, KEPT))
    assert star(office, "新丙党支部") == 5


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--drop", "丁党支部", "--reason", "无"), "nothing to drop"),
        (("--drop", "丙党支部"), "no reason for dropping"),
        (("--drop", "丙党支部", "--set", "丙党支部=3", "--reason", "再议"), "changed twice"),
        (("--drop", "丙党支部", "--reason", "一", "--reason", "二"), "2 reasons for 1 changes"),
    ],
)
def test_a_word_about_an_earlier_star_that_cannot_be_meant_is_wrong_usage(office, words, why):
    do(office, SCORE, (*DECIDE, *SET), (*SCORE_MENDED, "--reopen", "漏报"))
    assert why in refused(office, *DECIDE, *words, code=2)


def test_a_late_objection_is_recorded_as_late_and_said_when_it_is_answered(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"))
    assert "recorded as late" in done(office, *object_to("乙党支部", "2013-07-22"))
    assert "recorded as late" not in done(office, *object_to("乙党支部", "2013-07-19"))
    late = ("objection", "resolve", "1", "--rejected", "--finding", "逾期", "--date", "2013-07-23")
    assert "after the last day of the notice" in done(office, *late)


def test_a_star_is_set_by_a_document_only(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("丙党支部"))
    assert "--document" in refused(office, *uphold(1, *SET), code=2)
    assert standing(office)["open_objections"] == [1]


def test_all_that_forbids_a_decision_is_said_at_once(office):
    book(office, "mended.xlsx", AGAINST, 乙党支部="46.4")
    do(office, SCORE, (*DECIDE, *SET), (*SCORE_MENDED, "--reopen", "漏报"))
    said = refused(office, *DECIDE, "--date", "2012-07-10")
    options = ("--date and --period", "--open-opinions", "--despite-opinions", "--keep", "--drop 丙党支部")
    assert all(option in said for option in options)
    both = refused(office, *DECIDE, "--set", "戊党支部=5", "--reason", "再议")
    assert all(word in both for word in ("--open-opinions", "no branch 戊党支部"))


def test_of_what_is_decided_already_nothing_else_is_said(office):
    do(office, SCORE, (*DECIDE, *SET))
    assert "--keep" not in refused(office, *DECIDE)


@pytest.mark.parametrize("kind", ["notice", "letter"])
def test_what_an_upheld_objection_called_wrong_is_not_said_again_on_paper(office, kind):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("乙党支部"))
    assert written(office, kind)
    do(office, uphold(1))
    assert "starrating score --period 2013H1" in refused(office, "announce", "--period", "2013H1", "--kind", kind)


def test_a_letter_says_of_the_next_star_what_explain_says(office):
    do(office, SCORE, (*DECIDE, *SET), (*ANNOUNCE, "--from", "2013-07-15"))
    letters = written(office, "letter").split("反馈单")
    assert [("距五星级还差0.10分" in each, "距四星级还差2.00分" in each) for each in letters[1:]] == [
        (False, False),
        (True, False),
        (False, False),
        (False, True),
    ]
    assert data(office, "explain", "丙党支部", "--period", "2013H1")["lacks"] is None


def test_a_correction_knows_a_branch_by_its_earlier_name(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("乙党支部"), uphold(1))
    do(office, *(("roster", "rename", f"{each}党支部", f"新{each}党支部", "--date", "2013-06-01") for each in "乙丁"))
    assert "was upheld" in refused(office, *SCORE)
    do(office, SCORE_MENDED, ANEW)
    correction = written(office, "correction", "--from", "2013-07-22")
    assert "新乙党支部（原乙党支部）：原公示为四星级，更正为五星级。其他党支部的评审结果不变。" in correction
    assert "丁党支部" not in correction


def test_a_correction_says_that_the_one_star_was_not_kept_and_who_was_not_listed(office):
    do(office, SCORE, (*DECIDE, *SET), (*ANNOUNCE, "--from", "2013-07-15"), (*SCORE, "--reopen", "复核"))
    do(office, (*DECIDE, *DROPPED))
    said = written(office, "correction", "--from", "2013-07-22")
    assert "丙党支部：原公示为五星级，更正为四星级（以前另行评定的星级经研究不再保留）。其他" in said
    do(office, ("roster", "merge", "丙党支部", "丁党支部", "--into", "新党支部", "--date", "2013-06-01"))
    rows = "甲党支部 | 45 | 47\n乙党支部 | 44 | 45.9\n新党支部 | 40 | 45"
    write_book(office / "two.xlsx", {"考核评分": f"党支部 | 思想建设（50分） | 组织建设（50分）\n{rows}"})
    do(office, ("score", "two.xlsx", "--period", "2013H1", "--reopen", "合并"))
    do(office, (*DECIDE, "--open-opinions", "未复"))
    said = written(office, "correction", "--from", "2013-07-29")
    assert "1.新党支部：原公示为未列入，更正为四星级。" in said
    assert "2.丙党支部：原公示为四星级，更正为未列入。" in said


def test_a_correction_is_laid_to_the_objections_to_what_it_corrects_alone(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("乙党支部"), uphold(1))
    do(office, SCORE_MENDED, ANEW)
    assert "收到异议1件" in written(office, "correction", "--from", "2013-07-22")
    do(office, object_to("丙党支部", "2013-07-23"))
    do(office, ("objection", "resolve", "2", "--rejected", "--finding", "无误", "--date", "2013-07-24"))
    assert "收到异议1件" in written(office, "correction")
    do(office, (*SCORE, "--reopen", "复核"), ANEW)
    assert "收到异议" not in written(office, "correction", "--from", "2013-07-29")
    circular = written(office, "circular")
    assert "7月19日（5个工作日）公示，收到异议1件，经核查更正，于2013年7月22日" in circular
    assert "7月26日（5个工作日）公示，收到异议1件，作了核查和答复，并于2013年7月29日" in circular
    assert "重新公示，公示期间未收到异议" in circular


def test_a_year_on_a_half_whose_correction_is_due_says_so_until_it_is_published(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), (*SCORE_MENDED, "--reopen", "漏报"), DECIDE)
    due = "2013 rests on results whose correction is not published yet: 2013H1."
    assert due in done(office, "annual", "--year", "2013")
    decided = ("decide", "--period", "2013", "--date", "2014-01-10", "--document", "1号")
    assert "the correction of its reviews is to be published: 2013H1" in done(office, "status", "--period", "2013")
    assert due in done(office, *decided)
    do(office, ("announce", "--period", "2013", "--format", "md", "--from", "2014-01-13"))
    planned = ("award", "--year", "2013", "--planned", "2014-02-10", "--place", "礼堂")
    for early in (("award", "--year", "2013", "--date", "2014-02-10"), planned):
        said = refused(office, *early)
        assert due.removesuffix(".") in said
        assert "Do first: starrating announce --period 2013H1" in said
    (year,) = data(office, "status", "--period", "2013")["periods"]
    assert year["next"] == "starrating announce --period 2013H1"
    do(office, (*ANNOUNCE, "--from", "2013-07-22"))
    assert "is to be published" not in done(office, "status", "--period", "2013")
    do(office, planned)


def test_a_correction_tells_of_a_score_without_a_star_and_what_became_of_each_objection(office):
    book(office, "mended.xlsx", 乙党支部="45.8")
    do(
        office,
        SCORE,
        DECIDE,
        (*ANNOUNCE, "--from", "2013-07-15"),
        object_to("乙党支部"),
        object_to("丁党支部"),
        uphold(1),
    )
    do(office, ("objection", "resolve", "2", "--rejected", "--finding", "无误", "--date", "2013-07-18"))
    do(office, SCORE_MENDED, ANEW)
    said = written(office, "correction", "--from", "2013-07-22")
    assert "收到异议2件。经核查，1件成立、1件不成立，公司党委于2013年7月19日研究决定" in said
    assert "更正如下，并重新公示" in said
    assert "1.乙党支部：星级不变，得分由89.90分更正为89.80分。" in said


def test_a_result_that_was_published_before_it_was_reopened_corrects_nothing_again(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("乙党支部"))
    do(office, (*SCORE_MENDED, "--reopen", "漏报"), DECIDE)
    open_ = refused(office, *ANNOUNCE, "--kind", "correction", "--from", "2013-07-19")
    assert "Objections to the result of 2013H1 are open: 1" in open_
    do(office, ("objection", "resolve", "1", "--rejected", "--finding", "另有漏报", "--date", "2013-07-18"))
    assert "收到异议" not in written(office, "correction", "--from", "2013-07-19")
    do(office, (*SCORE_MENDED, "--reopen", "已更正"), ANEW)
    again = written(office, "correction", "--from", "2013-07-23")
    published = "2013年7月19日发布的《关于2013年上半年星级党支部评审结果的更正公示》"
    assert f"{published}所列各党支部的评审结果不变，现重新公示" in again
    assert "# 关于2013年上半年星级党支部评审结果的重新公示" in again
    assert "更正如下" not in again
    assert "更正内容" not in again
    do(office, (*SCORE, "--reopen", "复核"), ANEW)
    said = written(office, "correction", "--from", "2013-07-29")
    assert "2013年7月23日发布的《关于2013年上半年星级党支部评审结果的重新公示》更正如下" in said


def test_no_correction_is_laid_to_an_objection_whose_star_was_dropped_before_it(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("丙党支部"), object_to("乙党支部"))
    do(office, uphold(1, *SET, "--document", "党发〔2013〕9号"), (*SCORE_MENDED, "--reopen", "漏报"))
    do(office, (*ANEW, *DROPPED), uphold(2))
    do(office, (*SCORE_MENDED, "--reopen", "已更正"), ANEW)
    said = written(office, "correction", "--from", "2013-07-22")
    assert "收到异议2件。经核查，1件成立、1件成立后评定的星级经研究不再保留，公司党委" in said


def test_a_correction_of_another_cause_tells_of_no_objection_whose_star_was_dropped(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("丙党支部"))
    do(office, uphold(1, *SET, "--document", "党发〔2013〕9号"), (*SCORE_MENDED, "--reopen", "漏报"))
    do(office, (*ANEW, *DROPPED))
    said = written(office, "correction", "--from", "2013-07-22")
    assert "收到异议" not in said
    assert "2.丙党支部：星级不变（以前另行评定的星级经研究不再保留）" in said
    assert "收到异议1件，作了核查和答复，并于2013年7月22日" in written(office, "circular")


# --- what departments say, and what documents say of it

AGAINST = {("甲党支部", "生产经营"): "有 | 不宜评为五星级", ("乙党支部", "生产经营"): "未答复"}


def written(office, kind, *more, period="2013H1"):
    """Write a document and return its text."""
    done(office, "announce", "--period", period, "--kind", kind, "--format", "md", *more)
    newest = max((office / "results" / period).glob("*.md"), key=lambda path: path.stat().st_mtime_ns)
    return newest.read_text(encoding="utf-8")


def test_what_a_department_has_against_a_branch_reaches_everybody_who_decides(office):
    book(office, "2013H1.xlsx", AGAINST)
    assert "生产经营 on 甲党支部: 不宜评为五星级" in done(office, *SCORE)
    assert data(office, "explain", "甲党支部", "--period", "2013H1")["opinions"] == [
        {"department": "生产经营", "words": "不宜评为五星级"}
    ]
    (found,) = (office / "results" / "2013H1").glob("*.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(found) for row in sheet.values for cell in row]
    assert any("不宜评为五星级" in str(cell) for cell in cells)
    report = written(office, "report")
    assert "有关部门提出意见的有：生产经营对甲党支部（不宜评为五星级）。" in report
    assert "尚未答复的有：生产经营（涉及1个党支部）。" in report
    assert "征求了纪检、安全、技术、治保等部门" in report
    silent = (*DECIDE, "--open-opinions", "逾期未复")
    assert "--despite-opinions" in refused(office, *silent)
    done(office, *silent, "--despite-opinions", "已核实")
    told = " ".join(run(office, "history").stdout.split())
    assert "without all answers of departments: 逾期未复" in told
    assert "despite what departments say: 已核实" in told


def test_a_circular_names_no_department_that_left_a_branch_out(office):
    book(office, "2013H1.xlsx", AGAINST)
    do(office, SCORE, (*DECIDE, "--open-opinions", "逾期未复", "--despite-opinions", "已核实"))
    assert "征求了纪检、安全、技术、治保等部门" in written(office, "notice", "--from", "2013-07-15")
    do(office, ("annual", "--year", "2013"))
    assert "征求了纪检、安全、技术、治保等部门" in written(office, "report", period="2013")


def test_a_place_where_an_earlier_notice_hung_is_not_where_the_new_one_hangs(office):
    do(
        office,
        SCORE,
        DECIDE,
        (*ANNOUNCE, "--from", "2013-07-15"),
        ("announce", "--period", "2013H1", "--posted", "网站", "--date", "2013-07-15"),
    )
    assert "在网站公示" in written(office, "circular")
    do(office, (*SCORE, "--reopen", "复核"), DECIDE, (*ANNOUNCE, "--from", "2013-07-22"))
    assert "于2013年7月15日至7月19日（5个工作日）在网站公示，" in written(office, "circular")
    assert "于2013年7月22日至7月26日（5个工作日）重新公示，" in written(office, "circular")
    do(office, ("announce", "--period", "2013H1", "--posted", "公开栏", "--date", "2013-07-22"))
    assert "在公开栏重新公示" in written(office, "circular")
    do(office, (*ANNOUNCE, "--correct-days", "23日才张贴", "--from", "2013-07-23"))
    assert "在公开栏重新公示" in written(office, "circular")


def test_no_document_of_a_year_is_written_by_reviews_that_have_changed(office):
    do(office, SCORE, DECIDE, ("annual", "--year", "2013"), (*DECIDE, "--period", "2013"))
    do(office, ("announce", "--period", "2013", "--format", "md", "--from", "2013-07-15"))
    assert written(office, "circular", period="2013")
    do(office, (*SCORE_MENDED, "--reopen", "复核"), DECIDE)
    for kind in ("circular", "decision", "letter", "notice", "nomination"):
        assert "annual --year 2013 --reopen" in refused(office, "announce", "--period", "2013", "--kind", kind)


def test_a_year_waits_for_an_objection_to_a_review_that_it_was_set_from(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), ("annual", "--year", "2013"))
    do(office, (*DECIDE, "--period", "2013"), object_to("乙党支部"))
    (year,) = [each for each in data(office, "status")["periods"] if each["period"] == "2013"]
    assert (year["waits_for"], year["next"]) == (["2013H1"], "starrating objection resolve 1")


def test_a_year_waits_for_a_review_that_was_reopened_though_its_scores_are_the_same(office):
    do(office, SCORE, DECIDE, ("annual", "--year", "2013"), (*DECIDE, "--period", "2013"))
    do(office, (*SCORE, "--reopen", "复查"))
    (year,) = [each for each in data(office, "status")["periods"] if each["period"] == "2013"]
    assert (year["waits_for"], year["next"]) == (["2013H1"], "starrating decide --period 2013H1")


def test_a_refused_opening_notice_fixes_no_day(office):
    do(office, SCORE, DECIDE)
    opening = ("announce", "--period", "2013H1", "--kind", "opening", "--forms-by", "2013-06-20")
    assert "nothing of its review is outstanding" in refused(office, *opening)
    assert "2013-06-20" not in str(data(office, "history"))


def test_a_document_says_that_branches_applied_only_if_that_is_recorded(office):
    do(office, SCORE)
    assert "申报" not in written(office, "report")
    do(office, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"))
    assert "申报" not in written(office, "circular")
    heads = "党支部 | 申报星级 | 思想建设（50分） | 组织建设（50分）"
    write_book(office / "applied.xlsx", {"考核评分": f"{heads}\n甲党支部 | 5 | 45 | 47"})
    do(office, ("score", "applied.xlsx", "--period", "2013H2"))
    assert "的申报情况进行了考核" in written(office, "report", period="2013H2")


def test_no_document_says_that_departments_were_asked_which_have_not_answered(office):
    book(office, "2013H1.xlsx", {"*": "未答复"})
    do(office, SCORE)
    assert "征求了" not in written(office, "report")
    do(office, (*DECIDE, "--open-opinions", "未征求意见"))
    assert "征求" not in written(office, "notice", "--from", "2013-07-15")
    assert "征求" not in written(office, "circular")
    do(
        office,
        ("annual", "--year", "2013"),
        ("decide", "--period", "2013", "--date", "2014-01-10", "--document", "1号"),
    )
    assert "征求" not in written(office, "decision", period="2013")


def test_a_year_says_who_was_asked_by_the_answers_of_its_reviews(office):
    do(office, SCORE, DECIDE, ("annual", "--year", "2013"))
    do(office, ("decide", "--period", "2013", "--date", "2014-01-10", "--document", "1号"))
    assert "征求了纪检、生产经营、安全、技术、治保等部门" in written(office, "decision", period="2013")


@pytest.mark.parametrize(("day", "says"), [("2013-07-19", False), ("2013-07-20", True)])
def test_only_after_its_last_day_a_document_says_what_came_of_a_notice(office, day, says):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"))
    circular = written(office, "circular", "--date", day)
    assert ("未收到异议" in circular) == says
    assert ("公示至2013年7月19日" in circular) != says


def test_a_correction_says_which_star_was_not_kept_and_a_report_which_wait(office):
    do(office, SCORE, (*DECIDE, *SET), (*ANNOUNCE, "--from", "2013-07-15"), object_to("乙党支部"), uphold(1))
    do(office, SCORE_MENDED)
    report = written(office, "report")
    assert "需研究是否保留的有：丙党支部，五星级（2013年7月10日，党发〔2013〕7号）" in report
    do(office, (*ANEW, *DROPPED))
    correction = written(office, "correction", "--from", "2013-07-22")
    assert "丙党支部：原公示为五星级，更正为四星级（以前另行评定的星级经研究不再保留）。" in correction
    assert "乙党支部：原公示为四星级，更正为五星级。" in correction


# --- branches that have a past, or none any more


def scored(office, period, *branches):
    """Score a period with 92 points for each of these branches, and 88 for the last."""
    rows = [f"{branch} | {88 if branch == branches[-1] else 92}" for branch in branches]
    return run(office, "score", str(_book(office, period, rows)), "--period", period)


def _book(office, period, rows):
    return write_book(office / f"{period}.xlsx", {"考核评分": "\n".join(["党支部 | 考核总分", *rows])})


def test_a_branch_that_was_closed_is_refused_in_a_later_period(office):
    assert scored(office, "2013H1", "甲党支部", "乙党支部").exit_code == 0
    do(office, ("roster", "close", "甲党支部", "--date", "2013-07-01"))
    later = scored(office, "2014H1", "甲党支部", "乙党支部")
    assert later.exit_code == 1
    assert "was closed on 2013-07-01" in " ".join(later.stderr.split())
    assert scored(office, "2014H1", "乙党支部").exit_code == 0


def test_a_period_that_was_not_reviewed_makes_nobody_a_first_rating(office):
    assert scored(office, "2012H2", "甲党支部", "乙党支部").exit_code == 0
    later = scored(office, "2013H2", "乙党支部", "甲党支部")
    assert "Compared with 2012H2" in " ".join(later.stderr.split())
    rows = {
        each["branch"]: each["previous_star"]
        for each in data(office, "score", str(office / "2013H2.xlsx"), "--period", "2013H2")["branches"]
    }
    assert rows == {"甲党支部": 5, "乙党支部": 4}


def test_the_period_compared_with_is_named_in_workbook_history_and_documents(office):
    assert scored(office, "2012H2", "甲党支部", "乙党支部").exit_code == 0
    assert scored(office, "2013H2", "乙党支部", "甲党支部").exit_code == 0
    (found,) = (office / "results" / "2013H2").glob("*.xlsx")
    cells = [str(cell) for row in openpyxl.load_workbook(found).worksheets[1].values for cell in row]
    assert "2012年下半年五星级" in cells
    done(office, "decide", "--period", "2013H2", "--date", "2014-01-10", "--document", "1号", "--open-opinions", "无")
    circular = written(office, "circular", period="2013H2")
    assert "降星1个：甲党支部（2012年下半年五星级→四星级）" in circular
    assert "demotion (from 2012H2)" in " ".join(run(office, "history", "甲党支部").stdout.split())


@pytest.mark.parametrize("name", ["新党支部", "甲党支部"])
def test_a_merged_branch_is_a_first_rating_whatever_name_it_takes(office, name):
    assert scored(office, "2013H1", "甲党支部", "乙党支部", "丙党支部").exit_code == 0
    do(office, ("roster", "merge", "甲党支部", "乙党支部", "--into", name, "--date", "2013-07-01"))
    later = scored(office, "2013H2", name, "丙党支部")
    assert later.exit_code == 0, later.output
    why = data(office, "explain", name, "--period", "2013H2")
    assert any("甲党支部 五星级, 乙党支部 五星级" in notice for notice in why["notices"])
    (year,) = [
        each
        for each in data(office, "score", str(office / "2013H2.xlsx"), "--period", "2013H2")["branches"]
        if each["branch"] == name
    ]
    assert year["previous_star"] is None
    history = run(office, "history", name).stdout
    assert "retention" not in history
    assert "first rating" in history


@pytest.mark.parametrize("name", ["新党支部", "甲党支部"])
def test_an_incident_before_a_merger_does_not_follow_into_the_year(office, name):
    rows = "党支部 | 考核总分\n甲党支部 | 92\n乙党支部 | 92\n丙党支部 | 92"
    listed = "党支部 | 情形 | 日期\n甲党支部 | 6 | 2013-03-01\n丙党支部 | 6 | 2013-03-01"
    write_book(office / "2013H1.xlsx", {"考核评分": rows, "降星情形": listed})
    do(office, SCORE, (*DECIDE, "--open-opinions", "无"))
    do(office, ("roster", "merge", "甲党支部", "乙党支部", "--into", name, "--date", "2013-08-01"))
    assert scored(office, "2013H2", name, "丙党支部", "丁党支部").exit_code == 0
    do(office, ("decide", "--period", "2013H2", "--date", "2014-01-10", "--document", "1号", "--open-opinions", "无"))
    stars = {each["branch"]: each["star"] for each in data(office, "annual", "--year", "2013")["branches"]}
    assert stars == {name: 5, "丙党支部": 4, "丁党支部": 4}
    why = data(office, "explain", name, "--period", "2013")["notices"]
    assert any("in 2013H1: 甲党支部 四星级, 乙党支部 五星级" in notice for notice in why)


def test_the_predecessors_are_named_after_a_period_without_a_review_too(office):
    assert scored(office, "2013H1", "甲党支部", "乙党支部").exit_code == 0
    do(office, ("roster", "merge", "甲党支部", "乙党支部", "--into", "新党支部", "--date", "2013-08-01"))
    assert scored(office, "2014H1", "新党支部", "丙党支部").exit_code == 0
    why = data(office, "explain", "新党支部", "--period", "2014H1")["notices"]
    assert any("in 2013H1: 甲党支部 五星级, 乙党支部 四星级" in notice for notice in why)


CHAINED = (
    ("roster", "merge", "甲党支部", "乙党支部", "--into", "戊党支部", "--date", "2013-08-01"),
    ("roster", "merge", "戊党支部", "丙党支部", "--into", "己党支部", "--date", "2013-10-01"),
)


@pytest.mark.parametrize(
    ("listed", "day", "where"),
    [
        ("甲党支部", "2013-07-05", "甲党支部"),
        ("戊党支部", "2013-07-05", "甲党支部 or 乙党支部"),
        ("己党支部", "2013-07-05", "甲党支部 or 乙党支部 or 丙党支部"),
        ("戊党支部", "2013-09-05", "戊党支部"),
        ("己党支部", "2013-09-05", "戊党支部 or 丙党支部"),
        ("丙党支部", "2013-09-05", "丙党支部"),
    ],
)
def test_through_two_mergers_those_of_the_day_are_the_predecessors(office, listed, day, where):
    assert scored(office, "2013H1", "甲党支部", "乙党支部", "丙党支部", "丁党支部").exit_code == 0
    do(office, *CHAINED)
    incident = f"党支部 | 情形 | 日期\n{listed} | 6 | {day}"
    write_book(office / "2013H2.xlsx", {"考核评分": "党支部 | 考核总分\n己党支部 | 92", "降星情形": incident})
    do(office, ("score", "2013H2.xlsx", "--period", "2013H2"))
    notices = data(office, "explain", "己党支部", "--period", "2013H2")["notices"]
    assert any("in 2013H1: 甲党支部 五星级, 乙党支部 五星级, 丙党支部 五星级" in notice for notice in notices)
    assert any(f"happened in {where}, before the change of" in notice for notice in notices)


def test_the_column_of_clauses_has_none_where_the_committee_set_the_star(office):
    done(office, *SCORE)
    said = done(office, *DECIDE, *SET)
    do(office, ("annual", "--year", "2013"))
    do(office, ("decide", "--period", "2013", "--date", "2014-01-10", "--document", "1号", *SET))
    said = done(office, "annual", "--year", "2013")
    assert "四星级 五星级 first rating" in said


def test_the_history_of_a_branch_has_the_answer_to_its_objection(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"))
    do(office, object_to("乙党支部"), object_to("丁党支部"), uphold(1))
    assert "objection 1 upheld" in done(office, "history", "乙党支部")
    assert "upheld" not in done(office, "history", "丁党支部")


def test_a_correction_names_every_decision_since_the_notice_and_keeps_no_star_that_was_taken_back(office):
    do(office, SCORE, (*DECIDE, *SET), (*ANNOUNCE, "--from", "2013-07-15"))
    do(office, object_to("乙党支部"), object_to("丙党支部"), uphold(1), SCORE_MENDED)
    again = ("decide", "--period", "2013H1", "--date", "2013-07-19", "--document", "党发〔2013〕8号", KEPT)
    back = ("objection", "resolve", "2", "--upheld", "--finding", "不实", "--set", "丙党支部=4", "--reason", "撤销")
    do(office, again, (*back, "--document", "党发〔2013〕9号", "--date", "2013-07-20"))
    said = written(office, "correction", "--from", "2013-07-22")
    assert "公司党委于2013年7月19日、2013年7月20日研究决定（党发〔2013〕8号、党发〔2013〕9号）" in said
    assert "2.丙党支部：原公示为五星级，更正为四星级。" in said
    assert "Kept" not in done(office, "explain", "丙党支部", "--period", "2013H1")
