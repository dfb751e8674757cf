"""What holds of a review whatever is recorded in between: stars that were set, objections that were upheld."""

from pathlib import Path

import pytest

from commands import data, run
from workbooks import write_book

BRANCHES = {"甲党支部": (45, "47"), "乙党支部": (44, "45.9"), "丙党支部": (40, "45"), "丁党支部": (38, "40")}
DEPARTMENTS = ("纪检", "生产经营", "安全", "技术", "治保")
DECIDE = ("decide", "--period", "2013H1", "--date", "2013-07-10", "--document", "党发〔2013〕7号")
SET = ("--set", "丙党支部=5", "--reason", "专题研究")
ANNOUNCE = ("announce", "--period", "2013H1", "--format", "md")
SCORE = ("score", "2013H1.xlsx", "--period", "2013H1")
SCORE_MENDED = ("score", "mended.xlsx", "--period", "2013H1")
KEPT, DROPPED = "--keep", ("--drop", "丙党支部", "--reason", "情况有变")


def book(folder, name, **points):
    rows = [f"{branch} | {one} | {points.get(branch, two)}" for branch, (one, two) in BRANCHES.items()]
    scores = "\n".join(["党支部 | 思想建设（50分） | 组织建设（50分）", *rows])
    said = [f"{branch} | {department} | 无" for branch in BRANCHES for department in DEPARTMENTS]
    opinions = "\n".join(["党支部 | 部门 | 意见", *said])
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
    assert "starrating score FILE --period 2013H1" in said
    assert "to be published" not in said
    now = standing(office)
    assert (now["stage"], now["upheld"], now["next"]) == ("contested", 1, "starrating score FILE --period 2013H1")
    assert "starrating score FILE --period 2013H1" in refused(office, *ANNOUNCE)
    assert "starrating score FILE --period 2013H1" in refused(office, *DECIDE)
    do(office, SCORE_MENDED, (*DECIDE, KEPT), (*ANNOUNCE, "--from", "2013-07-22"))
    assert (star(office, "乙党支部"), star(office, "丙党支部")) == (5, 5)
    assert standing(office)["notice"]["kind"] == "correction"


def test_an_objection_upheld_after_a_reopening_is_still_due(office):
    do(office, SCORE, DECIDE, (*ANNOUNCE, "--from", "2013-07-15"), object_to("乙党支部"))
    do(office, (*SCORE_MENDED, "--reopen", "漏报"), uphold(1))
    assert standing(office)["upheld"] == 1
    assert "score FILE" in refused(office, *DECIDE)
    assert "--reopen REASON" in refused(office, *SCORE_MENDED)
    do(office, (*SCORE_MENDED, "--reopen", "复核无误"), DECIDE)
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
    assert "--keep" in refused(office, *DECIDE)
    do(office, (*DECIDE, *word))
    assert (star(office, "乙党支部"), star(office, "丙党支部")) == (5, stars)
    assert data(office, "verify")["problems"] == []


def test_a_kept_star_says_who_set_it_and_is_kept_again(office):
    do(office, SCORE, (*DECIDE, *SET), (*SCORE_MENDED, "--reopen", "漏报"))
    do(office, ("decide", "--period", "2013H1", "--date", "2013-07-11", "--document", "8号", KEPT))
    (step,) = data(office, "explain", "丙党支部", "--period", "2013H1")["steps"]
    assert all(word in step["because"] for word in ("2013-07-10", "党发〔2013〕7号", "专题研究", "kept"))
    do(office, (*SCORE, "--reopen", "再核"))
    assert "党发〔2013〕7号" in refused(office, *DECIDE)


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
    assert "--document NO" in refused(office, *uphold(1, *SET), code=2)
    assert standing(office)["open_objections"] == [1]
