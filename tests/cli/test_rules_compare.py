"""`rules compare` and `rules sensitivity` on a recorded review."""

from pathlib import Path

import openpyxl
import pytest

from commands import data, run
from rule_texts import SMALL
from starrating.workspace import builtin_rules
from workbooks import write_book

SCORES = """
党支部 | 思想(50分) | 组织(50分)
甲党支部 | 45 | 45
乙党支部 | 45.5 | 44.49
丙党支部 | 40 | 39.99
丁党支部 | 45 | 50
"""
INCIDENTS = """
党支部 | 情形 | 日期 | 造成重大损失 | 受到责任追究 | 文号
丁党支部 | 3 | @2013-03-04 | 是 | 是 | 〔2013〕12号
"""


@pytest.fixture
def rated(tmp_path: Path) -> Path:
    book = write_book(tmp_path / "2013H1.xlsx", {"考核评分": SCORES, "降星情形": INCIDENTS})
    assert run(tmp_path, "score", str(book)).exit_code == 0
    return tmp_path


def plan(folder: Path, **changes: str) -> str:
    """Write the plan with other words in it; return the name of the file."""
    content = builtin_rules().read_text(encoding="utf-8").split("examples:")[0]
    for old, new in changes.values():
        assert old in content
        content = content.replace(old, new)
    file = folder / "new.yaml"
    file.write_text(content, encoding="utf-8")
    return str(file)


def lower_line(folder: Path) -> str:
    return plan(folder, ends=("below: 90", "below: 89"), begins=("at_least: 90", "at_least: 89"))


def test_who_rises_and_the_distribution(rated):
    found = data(rated, "rules", "compare", lower_line(rated), "--period", "2013H1")
    assert found["before"] == {"5": 1, "4": 2, "3": 1, "none": 0}
    assert found["after"] == {"5": 2, "4": 1, "3": 1, "none": 0}
    (move,) = found["rises"]
    assert (move["branch"], move["before"]["star"], move["after"]["star"]) == ("乙党支部", 4, 5)
    assert "89" in move["because"]
    assert found["falls"] == []
    assert found["old"]["digest"] != found["new"]["digest"]


def test_the_comparison_is_shown_and_written_as_a_workbook(rated):
    sheet = rated / "moves.xlsx"
    shown = run(rated, "rules", "compare", lower_line(rated), "--period", "2013H1", "--sheet", str(sheet))
    assert shown.exit_code == 0
    assert "乙党支部" in shown.stdout
    assert "moves.xlsx" in shown.stdout
    moves, shares = openpyxl.load_workbook(sheet)
    row = [cell.value for cell in moves[4]]
    assert row[:4] + row[4:6] == [1, "乙党支部", "89.99", "四星级", "89.99", "五星级"]
    rows = [[cell.value for cell in row] for row in shares.iter_rows(min_row=4, max_row=6)]
    assert rows == [
        ["五星级", 1, "25.0%", 2, "50.0%"],
        ["四星级", 2, "50.0%", 1, "25.0%"],
        ["三星级", 1, "25.0%", 1, "25.0%"],
    ]


def test_a_sheet_that_someone_has_changed_is_kept(rated):
    sheet = rated / "moves.xlsx"
    sheet.write_bytes(b"mine")
    run(rated, "rules", "compare", lower_line(rated), "--period", "2013H1", "--sheet", str(sheet))
    assert sheet.read_bytes() == b"mine"
    assert (rated / "moves（2）.xlsx").is_file()


def test_an_incident_that_no_longer_counts_is_told(rated):
    (rated / "small.yaml").write_text(SMALL, encoding="utf-8")
    found = data(rated, "rules", "compare", "small", "--period", "2013H1")
    assert [problem["code"] for problem in found["problems"]] == ["foreign-trigger"]
    assert {move["branch"]: move["after"]["star"] for move in found["falls"]} == {
        "甲党支部": 3,
        "乙党支部": 3,
        "丙党支部": 2,
        "丁党支部": 3,
    }


def test_a_record_that_lacks_what_the_rules_need_is_refused(rated):
    fact = "facts:\n  - {id: certified, title: 持证}\n"
    step = "steps:\n  - {clause: '6', effect: cap, star: 2, when: {not: {fact: certified, is: true}}}\n"
    (rated / "small.yaml").write_text(SMALL + fact + step, encoding="utf-8")
    result = run(rated, "rules", "compare", "small", "--period", "2013H1")
    assert result.exit_code == 1
    assert "持证" in result.stderr


def test_opinions_are_not_in_the_record(rated):
    step = "steps:\n  - {clause: '6', effect: cap, star: 2, when: {opinion: 纪检, is: 有}}\n"
    rules = SMALL.replace("stages: [考核]", "stages: [考核], departments: [纪检]") + step
    (rated / "small.yaml").write_text(rules, encoding="utf-8")
    result = run(rated, "rules", "compare", "small", "--period", "2013H1")
    assert result.exit_code == 1
    assert "纪检" in result.stderr


def test_a_period_that_is_not_recorded_is_refused(rated):
    assert run(rated, "rules", "compare", "star-branches", "--period", "2012H1").exit_code == 3
    assert run(rated, "rules", "sensitivity", "--period", "2012H1").exit_code == 3


def test_sensitivity_names_who_is_near_and_who_would_change(rated):
    found = data(rated, "rules", "sensitivity", "--period", "2013H1", "--within", "0.01")
    assert [line["at"] for line in found["lines"]] == ["80", "90"]
    assert [(each["branch"], each["line"], each["gap"]) for each in found["near"]] == [
        ("甲党支部", "90", "0.00"),
        ("丙党支部", "80", "-0.01"),
        ("乙党支部", "90", "-0.01"),
    ]
    changes = {each["change"]: [move["branch"] for move in each["moves"]] for each in found["variants"]}
    assert changes["五星级 begins at 89.99 instead of 90"] == ["乙党支部"]
    assert changes["exactly 90 belongs to 四星级"] == ["甲党支部"]
    assert {each["kind"] for each in found["variants"]} == {"line", "inclusion", "rounding"}
    said = run(rated, "rules", "sensitivity", "--period", "2013H1", "--within", "0.01").stdout
    assert "乙党支部" in said
    assert "-0.01" in said


@pytest.mark.parametrize("within", ["-1", "much", "1/3"])
def test_a_distance_is_a_number_of_points(rated, within):
    assert run(rated, "rules", "sensitivity", "--period", "2013H1", "--within", within).exit_code == 2
