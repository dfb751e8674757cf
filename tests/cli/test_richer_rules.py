"""What a richer rule set says of a branch: values, statuses, steps that are no incidents; from workbook to history."""

from pathlib import Path

import openpyxl
import pytest

from commands import data, run
from rule_texts import SMALL
from workbooks import write_book

RULES = """
facts:
  - {id: present, title: 在册}
  - {id: new, title: 新建}
values:
  - {id: half, title: 折半分, clause: "4", sum: [items], cap: 50}
  - {id: total, choose: [{when: {fact: present, is: true}, value: items}]}
steps:
  - {clause: "6.1", effect: cap, star: 2, when: {value: half, at_least: 50}, text: 满50分的不超过二星}
  - {clause: "6.2", effect: grade, star: none, status: exempt, when: {fact: new, is: true}, text: 新建的免评}
"""
SCORES = """
党支部 | 在册 | 新建 | 思想(50分) | 组织(50分)
甲班 | 是 | 否 | 45 | 45
乙班 | 否 | 否 | 40 | 45
丙班 | 是 | 是 | 40 | 5
"""


@pytest.fixture(scope="module")
def rated(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("richer")
    (folder / "small.yaml").write_text(SMALL + RULES, encoding="utf-8")
    (folder / "starrating.toml").write_text('rules = "small"\n', encoding="utf-8")
    book = write_book(folder / "2013H1.xlsx", {"考核评分": SCORES})
    result = run(folder, "score", str(book))
    assert result.exit_code == 0, result.output
    return folder


def test_what_is_not_there_is_null_in_json(rated):
    branches = {each["branch"]: each for each in data(rated, "score", str(rated / "2013H1.xlsx"))["branches"]}
    keys = ("score", "rank", "star", "status", "values")
    assert {name: tuple(branch[key] for key in keys) for name, branch in branches.items()} == {
        "甲班": ("90.00", 1, 2, "rated", {"half": "50.00", "total": "90.00"}),
        "丙班": ("45.00", 2, None, "exempt", {"half": "45.00", "total": "45.00"}),
        "乙班": (None, None, None, "not-assessed", {"half": "50.00", "total": None}),
    }


def test_explain_shows_values_before_the_score_and_steps_after_it(rated):
    said = run(rated, "explain", "甲班").stdout
    order = ["折半分", "1. Score 90.00", "三星", "capped, now 二星 [6.1]", "满50分的不超过二星", "Star: 二星"]
    assert [said.index(words) for words in order] == sorted(said.index(words) for words in order)
    assert data(rated, "explain", "甲班")["values"][0] == {
        "id": "half",
        "title": "折半分",
        "number": "50.00",
        "clause": "4",
        "best": None,
        "held_from": None,
        "weight": None,
    }


def test_explain_says_why_there_is_no_star(rated):
    assert "Star: exempt" in run(rated, "explain", "丙班").stdout
    missing = run(rated, "explain", "乙班").stdout
    assert "1. No score" in missing
    assert "Star: not assessed" in missing
    why = data(rated, "explain", "乙班")
    assert (why["score"], why["rank"], why["star"], why["status"]) == (None, None, None, "not-assessed")


def test_history_keeps_the_status(rated):
    (entry,) = data(rated, "history", "乙班")["results"]
    assert (entry["score"], entry["rank"], entry["star"], entry["status"]) == (None, None, None, "not-assessed")
    assert "exempt" in run(rated, "history", "丙班").stdout


def test_the_workbook_has_values_statuses_and_adjustments(rated):
    (file,) = (rated / "results" / "2013H1").glob("*.xlsx")
    book = openpyxl.load_workbook(file)
    ranking, points, adjustments = book.worksheets[1:4]
    assert [[row[index].value for index in (1, 2, 3)] for row in ranking.iter_rows(min_row=4, max_row=6)] == [
        ["甲班", 90, 1],
        ["丙班", 45, 2],
        ["乙班", None, None],
    ]
    assert [cell.value for cell in points[3]][-2:] == ["折半分", "考核得分"]
    rows = [[cell.value for cell in row[1:5]] for row in adjustments.iter_rows(min_row=4, max_row=5)]
    assert rows == [["甲班", "6.1", "三星", "二星"], ["丙班", "6.2", "一星", "未定星"]]
