"""A year of four quarters with weights, by commands: score, decide, annual, explain, and its workbook."""

import openpyxl
import pytest

from commands import data, run
from workbooks import write_book

RULES = """\
format: 2
id: quarters
title: Four quarters
source: test
language: en
criteria: {clause: "1", from: workbook, full_marks: 100}
levels:
  clause: "2"
  bands:
    - {star: 1, name: one star, below: 60}
    - {star: 2, name: two stars, at_least: 60, below: 80}
    - {star: 3, name: three stars, at_least: 80}
procedure: {clause: "3", review: quarter}
annual: {clause: "4", weights: {Q1: 1, Q2: 1, Q3: 2, Q4: 2}}
"""
QUARTERS = {
    "2025Q1": "Alpha | 90\nBeta | 60\nGamma | 70\nDelta | 80",
    "2025Q2": "Alpha | 60\nBeta | 90\nGamma | 75\nDelta | 80",
    "2025Q3": "Alpha | 60\nBeta | 80.5\nDelta | 79.9",
    "2025Q4": "Alpha | 80\nBeta | 85\nDelta | 80",
}
YEAR = {
    "Beta": ({"exact": "481/6", "decimal": "80.17"}, 3),  # (60 + 90 + 2 · 80.5 + 2 · 85) : 6
    "Delta": ({"exact": "2399/30", "decimal": "79.97"}, 2),  # (80 + 80 + 2 · 79.9 + 2 · 80) : 6
    "Gamma": ("72.50", 2),  # (70 + 75) : 2
    "Alpha": ({"exact": "215/3", "decimal": "71.67"}, 2),  # (90 + 60 + 2 · 60 + 2 · 80) : 6
}


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """Score and decide four quarters, and set their year."""
    folder = tmp_path_factory.mktemp("quarters")
    (folder / "quarters.yaml").write_text(RULES, encoding="utf-8")
    assert run(folder, "init", "--rules", str(folder / "quarters.yaml"), str(folder)).exit_code == 0
    for period, scores in QUARTERS.items():
        book = write_book(folder / f"{period}.xlsx", {"scores": f"Rated unit | Total\n{scores}"})
        for command in (
            ("score", str(book), "--period", period),
            ("decide", "--period", period, "--date", "2026-01-05", "--document", "No. 1"),
        ):
            done = run(folder, *command)
            assert done.exit_code == 0, done.output
    return folder, data(folder, "annual", "--year", "2025")


def test_the_year_by_hand(year):
    _, told = year
    assert {each["branch"]: (each["score"], each["star"]) for each in told["branches"]} == YEAR
    assert told["weights"] == {"Q1": "1", "Q2": "1", "Q3": "2", "Q4": "2"}


def test_who_missed_a_quarter_is_told(year):
    _, told = year
    said = [each["message"] for each in told["problems"] if each["code"] == "some-reviews"]
    assert said == ["Gamma was scored in 2025Q1, 2025Q2 only: its year rests on these reviews."]


def test_the_workbook_has_the_quarters_and_says_their_weights(year):
    folder, told = year
    sheet = openpyxl.load_workbook(folder / told["files"][0])["Annual stars"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert [1, "Beta", 60, 90, 80.5, 85, 80.17, 1, "three stars", "three stars", "first rating"] in rows
    assert [3, "Gamma", 70, 75, "—", "—", 72.5, 3, "two stars", "two stars", "first rating"] in rows
    assert ["Note: 2 reviews only: Gamma."] in rows
    note = next(row[0] for row in rows if row and str(row[0]).startswith("Note"))
    assert "(the first quarter 1, the second quarter 1, the third quarter 2, the fourth quarter 2)" in note


def test_the_explanation_gives_each_quarter_its_weight_and_clause(year):
    folder, _ = year
    told = data(folder, "explain", "--period", "2025", "Alpha")
    assert [(each["id"], each["number"], each["weight"], each["clause"]) for each in told["values"]] == [
        ("2025Q1", "90.00", "1", "4"),
        ("2025Q2", "60.00", "1", "4"),
        ("2025Q3", "60.00", "2", "4"),
        ("2025Q4", "80.00", "2", "4"),
    ]
    assert told["lacks"] == "8.33 points to three stars."
    assert "weight 2" in run(folder, "explain", "--period", "2025", "Alpha").output
