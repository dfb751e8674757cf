"""`score` as a user runs it: stars, JSON, exit codes; and that bad input writes nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import commands
from starrating.cli.app import app
from workbooks import write_book

GOOD = """
2013年上半年星级党支部考核评分表
单位：分
序号 | 党支部 | 单位 | 申报星级 | 思想(50分) | 组织(50分) | 考核总分
1 | 甲党支部 | 一部 | 五星级 | 45 | 45 | 90
2 | 乙党支部 | 一部 | 四星级 | 45.5 | 44.49 | 89.99
3 | 丙党支部 | 二部 | 三星级 | 40 | 39.99 | 79.99
4 | 丁党支部 | 二部 | 四星级 | 45 | 45 | 90
"""
INCIDENTS = """
党支部 | 情形 | 日期 | 对象 | 处分类别 | 处分 | 造成重大损失 | 受到责任追究 | 文号
丁党支部 | 4.4(3) | @2013-03-04 | | | | 是 | 是 | 〔2013〕12号
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STARRATING_WORKSPACE", raising=False)
    return lambda *arguments: CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def book(tmp_path: Path, scores: str = GOOD, incidents: str = INCIDENTS, name: str = "2013H1.xlsx") -> str:
    write_book(tmp_path / name, {"考核评分": scores, "降星情形": incidents})
    return name


def written(tmp_path: Path) -> set[str]:
    return {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file()} - {"2013H1.xlsx"}


def test_score_rates_records_and_writes(run, tmp_path):
    result = run("score", book(tmp_path))
    assert result.exit_code == 0, result.output
    assert written(tmp_path) == {"results", "starrating.db"}
    (workbook,) = (tmp_path / "results" / "2013H1").iterdir()
    assert workbook.name == "2013年上半年星级党支部考核汇总表.xlsx"
    assert workbook.name in result.stdout


def scored(run: Run, *arguments: str) -> dict[str, Any]:
    result = run("score", *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_json_has_the_promised_shape(run, tmp_path):
    data = scored(run, book(tmp_path))
    assert data["period"] == "2013H1"
    assert data["ruleset"]["id"] == "star-branches"
    assert data["ruleset"]["digest"].startswith("sha256:")
    assert [(b["rank"], b["branch"], b["score"], b["star_by_score"], b["star"]) for b in data["branches"]] == [
        (1, "甲党支部", "90.00", 5, 5),
        (1, "丁党支部", "90.00", 5, 4),
        (3, "乙党支部", "89.99", 4, 4),
        (4, "丙党支部", "79.99", 3, 3),
    ]
    first = data["branches"][1]
    assert (first["unit"], first["status"], first["previous_star"], first["applied_star"]) == ("二部", "rated", None, 4)
    (step,) = first["steps"]
    assert (step["rule"], step["effect"], step["from"], step["to"]) == ("4.4(3)", "lower", 5, 4)
    assert step["source"] == "2013H1.xlsx!降星情形!A2"
    assert data["counts"] == {"5": 1, "4": 2, "3": 1, "none": 0}
    near = [problem for problem in data["problems"] if problem["code"] == "near-threshold"]
    assert {problem["place"] for problem in near} == {f"2013H1.xlsx!考核评分!G{row}" for row in (4, 5, 6, 7)}
    assert data["files"] == ["results/2013H1/2013年上半年星级党支部考核汇总表.xlsx"]


def test_scoring_the_same_again_changes_nothing(run, tmp_path):
    name = book(tmp_path)
    first = scored(run, name)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = scored(run, name)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert (first["new"], again["new"], again["version"]) == (True, False, 1)


def test_a_changed_input_supersedes_and_both_versions_stay(run, tmp_path):
    scored(run, book(tmp_path))
    data = scored(run, book(tmp_path, GOOD.replace("44.49 | 89.99", "44.5 | 90")))
    assert (data["new"], data["version"]) == (True, 2)
    history = json.loads(run("history", "乙党支部", "--json").stdout)
    assert [(each["version"], each["star"], each["superseded"]) for each in history["results"]] == [
        (1, 4, True),
        (2, 5, False),
    ]


def test_a_workbook_that_someone_changed_is_kept(run, tmp_path):
    data = scored(run, book(tmp_path))
    mine = tmp_path / data["files"][0]
    mine.write_bytes(b"my own remarks")
    again = scored(run, book(tmp_path, GOOD.replace("40 | 39.99 | 79.99", "40 | 40 | 80")))
    assert mine.read_bytes() == b"my own remarks"
    assert again["files"] == ["results/2013H1/2013年上半年星级党支部考核汇总表（2）.xlsx"]
    assert "file-kept" in {problem["code"] for problem in again["problems"]}


def test_previous_stars_come_from_the_ledger(run, tmp_path):
    scored(run, book(tmp_path))
    later = GOOD.replace("上半年", "下半年").replace("40 | 39.99 | 79.99", "45 | 45.5 | 90.5")
    data = scored(run, book(tmp_path, later, "党支部 | 情形 | 日期\n", "2013H2.xlsx"))
    before = {branch["branch"]: (branch["previous_star"], branch["star"]) for branch in data["branches"]}
    assert before["丙党支部"] == (3, 5)
    assert before["丁党支部"] == (4, 5)


def test_several_books_and_incident_lists_are_one_review(run, tmp_path):
    rows = GOOD.strip().splitlines()
    book(tmp_path, "\n".join(rows[:5]), "党支部 | 情形 | 日期\n", "2013上半年一部.xlsx")
    book(tmp_path, "\n".join([*rows[:3], *rows[5:]]), "党支部 | 情形 | 日期\n", "2013上半年二部.xlsx")
    write_book(tmp_path / "纪检.xlsx", {"降星情形": INCIDENTS})
    data = scored(run, "2013上半年一部.xlsx", "2013上半年二部.xlsx", "--incidents", "纪检.xlsx")
    assert {branch["branch"]: branch["star"] for branch in data["branches"]} == {
        "甲党支部": 5,
        "乙党支部": 4,
        "丙党支部": 3,
        "丁党支部": 4,
    }


def faulty(old: str, new: str) -> tuple[str, str]:
    assert old in GOOD or old in INCIDENTS
    return GOOD.replace(old, new), INCIDENTS.replace(old, new)


ROW = "丁党支部 | 4.4(3) | @2013-03-04 | | | | 是 | 是 | 〔2013〕12号"
FAULTS = {
    "score-out-of-range above": ("45 | 45 | 90\n2", "50.5 | 39.5 | 90\n2", "score-out-of-range", "考核评分!E4"),
    "score-out-of-range below": ("45 | 45 | 90\n2", "-1 | 45 | 44\n2", "score-out-of-range", "考核评分!E4"),
    "blank": ("45 | 45 | 90\n2", "| 45 | 90\n2", "blank-score", "考核评分!E4"),
    "error cell": ("45 | 45 | 90\n2", "#DIV/0! | 45 | 90\n2", "error-cell", "考核评分!E4"),
    "never saved": ("45 | 45 | 90\n2", "=40+5 | 45 | 90\n2", "formula-not-saved", "考核评分!E4"),
    "text": ("45 | 45 | 90\n2", "'优 | 45 | 90\n2", "text-in-score", "考核评分!E4"),
    "date": ("45 | 45 | 90\n2", "@2013-09-05 | 45 | 90\n2", "date-in-score", "考核评分!E4"),
    "total": ("45 | 45 | 90\n2", "45 | 45 | 91\n2", "total-disagrees", "考核评分!G4"),
    "twice": ("乙党支部", "甲党支部", "branch-twice", "考核评分!B5"),
    "unknown branch": (ROW, ROW.replace("丁党", "丁丁党"), "unknown-branch", "降星情形!A2"),
    "unknown trigger": (ROW, ROW.replace("4.4(3)", "4.4(8)"), "unknown-trigger", "降星情形!B2"),
    "missing finding": (ROW, ROW.replace("是 | 是", "是 | "), "missing-finding", "降星情形!H2"),
    "bare 警告": (
        ROW,
        "丁党支部 | 4.4(2) | @2013-03-04 | 班子成员 | | 警告 | | | 〔2013〕12号",
        "ambiguous-sanction",
        "降星情形!F2",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_bad_input_is_refused_at_its_cell_and_nothing_is_written(run, tmp_path, fault):
    old, new, code, cell = FAULTS[fault]
    name = book(tmp_path, *faulty(old, new))
    if "error" in fault:
        _as_error_cell(tmp_path / name)
    result = run("score", name, "--json")
    errors = [problem for problem in json.loads(result.stdout)["problems"] if problem["severity"] == "error"]
    assert result.exit_code == 1
    assert [(problem["code"], problem["place"]) for problem in errors] == [(code, f"2013H1.xlsx!{cell}")]
    assert all(problem["hint"] for problem in errors)
    assert written(tmp_path) == set()


def _as_error_cell(path: Path) -> None:
    import openpyxl

    workbook = openpyxl.load_workbook(path)
    workbook["考核评分"]["E4"].data_type = "e"
    workbook.save(path)


def test_every_fault_has_its_own_message(run, tmp_path):
    messages = {}
    for fault, (old, new, code, _) in FAULTS.items():
        name = book(tmp_path, *faulty(old, new))
        if "error" in fault:
            _as_error_cell(tmp_path / name)
        problems = json.loads(run("score", name, "--json").stdout)["problems"]
        messages[fault] = next(problem["message"] for problem in problems if problem["code"] == code)
    assert len(set(messages.values())) == len(FAULTS)


def test_all_faults_of_all_files_come_in_one_run(run, tmp_path):
    first = book(tmp_path, GOOD.replace("45 | 45 | 90\n2", "'优 | 45 | 90\n2"))
    second = book(
        tmp_path,
        GOOD.replace("党支部 | 一部", "支部 | 一部").replace("39.99 | 79.99", "51 | 91"),
        name="2013上半年.xlsx",
    )
    problems = json.loads(run("score", first, second, "--json").stdout)["problems"]
    places = {problem["place"] for problem in problems if problem["severity"] == "error"}
    assert {"2013H1.xlsx!考核评分!E4", "2013上半年.xlsx!考核评分!F6"} <= places


def test_problems_are_said_on_stderr_with_the_next_step(run, tmp_path):
    result = run("score", book(tmp_path, GOOD.replace("45 | 45 | 90\n2", "45 | 45 | 91\n2")))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "2013H1.xlsx!考核评分!G4" in result.stderr
    assert "→" in result.stderr


def test_a_wrong_period_is_wrong_usage(run, tmp_path):
    result = run("score", book(tmp_path), "--period", "2013H3")
    assert result.exit_code == 2
    assert "2013H1, 2013Q3" in result.stderr


def test_a_period_that_contradicts_the_title_is_refused(run, tmp_path):
    result = run("score", book(tmp_path), "--period", "2013H2", "--json")
    assert result.exit_code == 1
    assert {problem["code"] for problem in json.loads(result.stdout)["problems"]} == {"period-contradiction"}


def test_a_total_that_disagrees_is_refused_unless_the_items_are_trusted(tmp_path):
    table = "党支部 | 学习(50分) | 安全(50分) | 考核总分\n甲 | 45 | 40 | 90"
    book = write_book(tmp_path / "2013H1.xlsx", {"考核评分": table})
    refused = commands.run(tmp_path, "score", str(book))
    assert refused.exit_code == 1
    assert "!D2" in refused.stderr
    assert commands.data(tmp_path, "score", str(book), "--trust-items")["branches"][0]["score"] == "85.00"
