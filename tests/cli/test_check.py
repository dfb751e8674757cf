"""`check` as a user runs it: everything that `score` would say, copies, exit codes; and that nothing is recorded."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from typer.testing import Result

from commands import run
from workbooks import write_book

HEAD = "党支部 | 上期星级 | 思想(50分) | 组织(50分) | 考核总分\n"
GOOD = HEAD + "甲党支部 | | 40 | 45 | 85\n乙党支部 | | 45 | 50 | 95\n"
NEAR = HEAD + "甲党支部 | | 44.99 | 45 | 89.99\n"
BAD = HEAD + "甲党支部 | | '４０ | 55 | \n乙党支部 | 九星 | '92,5 | '45分 | \n丙党支部 | | 40 | 60 | 100\n"
INCIDENTS = "党支部 | 情形 | 日期 | 造成重大损失 | 受到责任追究\n甲党支部 | 4.4(3) | @2013-03-04 | 否 | 是"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(folder: Path, scores: str, *arguments: str, name: str = "2013H1.xlsx", **sheets: str) -> Result:
    write_book(folder / name, {"考核评分": scores, **sheets})
    return run(folder, "check", name, *arguments)


def checked(folder: Path, scores: str, *arguments: str, **sheets: str) -> Any:
    return json.loads(check(folder, scores, "--json", *arguments, **sheets).stdout)


def test_a_good_workbook_has_no_problem_and_that_is_said(folder):
    result = check(folder, GOOD)
    assert result.exit_code == 0
    assert "No problem found." in result.stdout
    assert [path.name for path in folder.iterdir()] == ["2013H1.xlsx"]


def test_warnings_do_not_fail_and_what_rating_would_say_is_said(folder):
    data = checked(folder, NEAR, 降星情形=INCIDENTS)
    assert data["counts"]["severities"] == {"error": 0, "warning": 1, "notice": 1}
    assert {"near-threshold", "incident-not-counted"} <= data["counts"]["kinds"].keys()
    assert check(folder, NEAR).exit_code == 0
    assert not (folder / "starrating.db").exists()


def test_the_ledger_is_asked_for_the_stars_before(folder):
    write_book(folder / "2012H2.xlsx", {"考核评分": GOOD})
    assert run(folder, "score", "2012H2.xlsx").exit_code == 0
    data = checked(folder, HEAD + "甲党支部 | 五星级 | 40 | 45 | 85\n")
    assert "previous-star-differs" in data["counts"]["kinds"]


def test_check_finds_what_score_refuses(folder):
    found = checked(folder, BAD)["problems"]
    refused = json.loads(run(folder, "score", "2013H1.xlsx", "--json").stdout)["problems"]
    assert found == refused


def test_problems_are_grouped_by_kind_the_worst_first(folder):
    result = check(folder, BAD)
    assert result.exit_code == 1
    heads = [line for line in result.stdout.splitlines() if " × " in line]
    assert [head.split()[0] for head in heads] == ["error"] * (len(heads) - 1) + ["notice"]
    assert "error Score out of range × 2" in heads


def test_many_problems_of_a_kind_are_not_all_shown(folder):
    result = check(folder, HEAD + "\n".join(f"第{row}支部 | | 60 | 40 | 100" for row in range(30)))
    assert result.stdout.count("above the full marks") == 20
    assert "… and 10 more" in result.stdout


def test_json_is_alone_on_stdout(folder):
    result = check(folder, BAD, "--json", "--marked", "out", "--fix", "out")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert data["files"] == ["out/2013H1（marked）.xlsx", "out/2013H1（corrected）.xlsx"]
    assert {each["before"]: each["after"] for each in data["corrections"]} == {"４０": "40", "45分": "45"}


def test_the_original_is_never_touched(folder):
    write_book(folder / "2013H1.xlsx", {"考核评分": BAD})
    before = (folder / "2013H1.xlsx").read_bytes()
    run(folder, "check", "2013H1.xlsx", "--marked", ".", "--fix", ".")
    assert (folder / "2013H1.xlsx").read_bytes() == before
    assert {path.name for path in folder.glob("*.xlsx")} == {
        "2013H1.xlsx", "2013H1（marked）.xlsx", "2013H1（corrected）.xlsx",
    }  # fmt: skip


def test_a_copy_that_the_user_has_changed_is_kept(folder):
    check(folder, BAD, "--marked", "out")
    mine = folder / "out" / "2013H1（marked）.xlsx"
    mine.write_bytes(b"mine")
    data = checked(folder, BAD, "--marked", "out")
    assert mine.read_bytes() == b"mine"
    assert data["files"] == ["out/2013H1（marked）（2）.xlsx"]


def test_a_copy_of_ours_is_replaced(folder):
    for _ in range(2):
        data = checked(folder, BAD, "--marked", "out")
        assert data["files"] == ["out/2013H1（marked）.xlsx"]


def test_workbooks_of_one_name_get_copies_of_their_own(folder):
    for place in ("a", "b"):
        (folder / place).mkdir()
        write_book(folder / place / "2013H1.xlsx", {"考核评分": BAD.replace("甲", place)})
    data = json.loads(run(folder, "check", "a/2013H1.xlsx", "b/2013H1.xlsx", "--json", "--marked", "out").stdout)
    assert data["files"] == ["out/2013H1（marked）.xlsx", "out/2013H1（marked2）.xlsx"]


def test_no_copy_without_a_reason(folder):
    data = checked(folder, GOOD, "--marked", "out", "--fix", "out")
    assert data["files"] == []
    assert not (folder / "out").exists()


def test_problems_without_a_place_are_on_the_first_marked_copy(folder):
    data = checked(folder, GOOD, "--marked", "out", 名册="党支部 | 单位\n甲党支部 |\n乙党支部 |\n丙党支部 |")
    (file,) = data["files"]
    said = [row[4].value for row in openpyxl.load_workbook(folder / file).worksheets[0].iter_rows(min_row=4)]
    assert "丙党支部 is on the roster but has no scores." in said


def test_an_old_workbook_gets_copies_of_its_values(folder):
    book = xlwt.Workbook()
    sheet = book.add_sheet("考核评分")
    for row, cells in enumerate([["党支部", "思想(100分)"], ["甲党支部", "９０"], ["乙党支部", 101]]):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    book.save(str(folder / "2013H1.xls"))
    data = json.loads(run(folder, "check", "2013H1.xls", "--json", "--marked", "out", "--fix", "out").stdout)
    assert data["files"] == ["out/2013H1（marked）.xlsx", "out/2013H1（corrected）.xlsx"]
    assert "values-only" in {problem["code"] for problem in data["problems"]}
    assert openpyxl.load_workbook(folder / data["files"][1])["考核评分"]["B2"].value == 90


def test_in_plain_text_only_what_is_written_unusually_is_corrected(folder):
    (folder / "2013H1.csv").write_text("党支部,思想(100分)\n甲党支部,９０\n乙党支部,80.50\n007,5\n", encoding="utf-8")
    data = json.loads(run(folder, "check", "2013H1.csv", "--json", "--fix", "out").stdout)
    assert [(each["before"], each["after"]) for each in data["corrections"]] == [("９０", "90")]
    rows = openpyxl.load_workbook(folder / data["files"][0]).worksheets[0].iter_rows(values_only=True)
    assert list(rows) == [("党支部", "思想(100分)"), ("甲党支部", 90), ("乙党支部", 80.5), ("007", 5)]


def test_a_remark_on_a_file_is_made_once(folder):
    (folder / "2013H1.csv").write_text("党支部,思想(100分)\n甲党支部,９０\n", encoding="utf-8")
    data = json.loads(run(folder, "check", "2013H1.csv", "--json", "--fix", "out", "--marked", "out").stdout)
    assert [each["code"] for each in data["problems"]].count("values-only") == 1


def test_what_cannot_be_opened_gets_no_copy(folder):
    (folder / "2013H1.xlsx").write_text("<html></html>")
    data = json.loads(run(folder, "check", "2013H1.xlsx", "--json", "--marked", "out", "--fix", "out").stdout)
    assert data["files"] == []
    assert {"not-a-workbook", "not-copied", "not-corrected"} <= {problem["code"] for problem in data["problems"]}


def test_a_corrected_copy_is_rated_as_its_original_would_be(folder):
    check(folder, HEAD + "甲党支部 | | '４０ | '45分 | 85\n", "--fix", "out")
    assert run(folder, "check", "out/2013H1（corrected）.xlsx").exit_code == 0


def test_json_says_what_every_row_and_column_with_a_number_is_and_why(folder):
    heads = "序号 | 党支部 | 学习(40分) | 党务(60分) | 总分\n"
    table = heads + "1 | 甲党支部 | 40 | 50 | 90\n2 | 乙党支部 | 30 | 50 | 80\n | 合计 | 70 | 100 | 170"
    (sheet,) = checked(folder, table)["sheets"]
    assert (sheet["file"], sheet["sheet"], sheet["unexplained"]) == ("2013H1.xlsx", "考核评分", [])
    assert {number: row["role"] for number, row in sheet["rows"].items()} == {"2": "branch", "3": "branch", "4": "sum"}
    roles = {column: each["role"] for column, each in sheet["columns"].items()}
    assert roles == {"A": "number", "B": "branch", "C": "item", "D": "item", "E": "total"}
    assert all(each["because"] for each in (*sheet["rows"].values(), *sheet["columns"].values()))


def test_json_lists_what_is_unexplained_and_the_command_refuses(folder):
    heads = "党支部 | 学习(40分) | 党务(60分) | 总分\n"
    table = heads + "甲党支部 | 40 | 50 | 90\n去年同期 | 35 | 50 | 85\n乙党支部 | 30 | 50 | 80"
    result = check(folder, table, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["sheets"][0]["unexplained"] == ["3"]


def test_without_a_period_everything_else_is_told_all_the_same(folder):
    asked = check(folder, BAD, "--json", "--period", "2013H1", name="book.xlsx", 降星情形=INCIDENTS)
    silent = check(folder, BAD, "--json", name="book.xlsx", 降星情形=INCIDENTS)
    told = [{each["code"] for each in json.loads(one.stdout)["problems"]} for one in (asked, silent)]
    assert told[1] == told[0] | {"period-missing"}
    assert len(told[0]) > 3


def test_any_rule_file_may_check(folder):
    (folder / "elsewhere").mkdir()
    few = 'levels: {clause: "1", bands: [{star: 1, name: 一星}]}\n'
    head = (
        "format: 2\nid: few\ntitle: 方案\nsource: 测试\nlanguage: zh_CN\nprocedure: {clause: '1', review: half-year}\n"
    )
    (folder / "elsewhere" / "few.yaml").write_text(head + few, encoding="utf-8")
    assert check(folder, GOOD, "--rules", "elsewhere/few.yaml").exit_code == 0
    wrong = HEAD + "甲党支部 | 五星级 | 40 | 45 | 85\n"
    found = checked(folder, wrong, "--rules", "elsewhere/few.yaml")
    assert "unknown-star" in found["counts"]["kinds"] or "star-unknown" in found["counts"]["kinds"]
    assert check(folder, GOOD, "--rules", "nowhere.yaml").exit_code == 2
