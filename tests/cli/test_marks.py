"""A level's mark, the decimals of the rule set and its way of ranking are what people see, everywhere."""

import json

import openpyxl
import pytest

from commands import run
from workbooks import write_book

RULES = """\
format: 2
id: marks
title: Credit of the shops
source: Notice 3
language: en
wording: {subject: shop, scheme: credit}
procedure: {clause: "1", review: year}
values: [{id: total, ratio: items, to: 3, times: 2}]
levels:
  clause: "2"
  bands:
    - {star: 1, name: low, mark: B, below: 50}
    - {star: 2, name: high, mark: AAA, at_least: 50}
show: {decimals: 2}
ranking: {pool: type, ties: dense}
"""
BOOK = "shop | type | Order (100)\nNorth | x | 85\nSouth | x | 85\nEast | x | 70\nWest | y | 50"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "marks.yaml").write_text(RULES, encoding="utf-8")
    write_book(tmp_path / "2026.xlsx", {"scores": BOOK})
    scored = run(tmp_path, "score", "2026.xlsx", "--rules", "marks.yaml", "--period", "2026")
    assert scored.exit_code == 0, scored.stderr
    return tmp_path


def test_history_shows_marks_and_decimals(folder):
    shown = run(folder, "history", "North").stdout
    assert "AAA" in shown
    assert "★" not in shown
    assert "56.67" in shown
    assert "170/3" not in shown
    (result,) = json.loads(run(folder, "history", "North", "--json").stdout)["results"]
    assert (result["mark"], result["score"]) == ("AAA", {"exact": "170/3", "decimal": "56.67"})


def test_the_workbook_says_how_ranks_are_made(folder):
    (file,) = (folder / "results" / "2026").glob("*.xlsx")
    book = openpyxl.load_workbook(file)
    said = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
    (note,) = [words for words in said if words.startswith("Note: by score")]
    assert "no rank is skipped (1, 2, 2, 3)" in note
    assert "ranked by itself" in note
    assert not [words for words in said if "/3" in words and "170" in words]
    assert "high (AAA)" in said
    assert [cell.value for cell in book["Points"][3]][:3] == ["Rank", "shop", "Type"]
    ranking = book["Ranking"]
    assert [cell.value for cell in ranking[3]][2:5] == ["Score", "Type", "Rank"]
    assert {(row[1].value, row[3].value, row[4].value) for row in ranking.iter_rows(min_row=4, max_row=7)} == {
        ("North", "x", 1),
        ("South", "x", 1),
        ("East", "x", 2),
        ("West", "y", 1),
    }
    assert "Unit: shop" in said


def test_ranks_are_told_with_the_pool_that_they_are_ranks_of(folder):
    shown = run(folder, "score", "2026.xlsx", "--rules", "marks.yaml", "--period", "2027").stdout
    assert [line.split()[:3] for line in shown.splitlines() if "West" in line] == [["y", "1", "West"]]
    assert "rank 1 of “y”" in run(folder, "explain", "West").stdout
    explained = json.loads(run(folder, "explain", "West", "--json").stdout)
    assert (explained["rank"], explained["pool"]) == (1, "y")


@pytest.mark.parametrize(("points", "shown", "form"), [("91.256", "91.3", "0.0"), ("49.96", "49.96", "0.00")])
def test_cells_hold_all_decimals_and_show_those_that_people_are_shown(tmp_path, monkeypatch, points, shown, form):
    monkeypatch.chdir(tmp_path)
    content = RULES.replace("decimals: 2", "decimals: 1").replace(
        "values: [{id: total, ratio: items, to: 3, times: 2}]\n", ""
    )
    (tmp_path / "marks.yaml").write_text(content, encoding="utf-8")
    write_book(tmp_path / "2026.xlsx", {"scores": f"shop | type | Order (100)\nNorth | x | {points}"})
    told = run(tmp_path, "score", "2026.xlsx", "--rules", "marks.yaml", "--period", "2026")
    assert shown in told.stdout
    (file,) = (tmp_path / "results" / "2026").glob("*.xlsx")
    book = openpyxl.load_workbook(file)
    scores = [cell for sheet in book for row in sheet for cell in row if cell.value == float(points)]
    heads = {cell.parent.cell(3, cell.column).value: cell.number_format for cell in scores}
    assert heads["Score"] == form


def test_a_score_without_end_of_decimals_stands_on_its_side_of_a_bound_with_decimals(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "marks.yaml").write_text(RULES.replace("50}", "56.67}"), encoding="utf-8")
    write_book(tmp_path / "2026.xlsx", {"scores": BOOK})
    told = run(tmp_path, "score", "2026.xlsx", "--rules", "marks.yaml", "--period", "2026")
    shown = told.stdout + told.stderr
    assert "56.667" in shown  # 170/3 is below 56.67
    assert "has 56.67 points" not in shown
    (file,) = (tmp_path / "results" / "2026").glob("*.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(file) for row in sheet for cell in row]
    assert 56.67 not in [cell.value for cell in cells]
    assert {cell.number_format for cell in cells if cell.value == 56.667} == {"0.000"}
    assert "56.667" in run(tmp_path, "explain", "North").stdout
