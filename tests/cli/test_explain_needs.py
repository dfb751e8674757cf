"""`explain` names what the next level asks for of earlier periods and of opinions, as the ledger has them."""

import pytest

from commands import data, run
from workbooks import write_book

RULES = """\
format: 2
id: needs
title: Needs
source: test
language: en
wording: {subject: Hotel, scheme: hotel stars}
criteria: {clause: "1", from: workbook, full_marks: 100}
levels:
  clause: "2"
  bands:
    - {star: 1, name: one star, below: 60}
    - {star: 2, name: two stars, at_least: 60, below: 80}
    - star: 3
      name: three stars
      at_least: 80
      needs: {all: [{past: 1, at_least: 2}, {opinion: Health, is: 无}]}
procedure: {clause: "3", review: year, departments: [Health]}
"""
ROWS = {2024: "Alpha | 50\nBeta | 70\nGamma | 70", 2025: "Alpha | 90\nBeta | 90\nGamma | 90"}
OPINIONS = "Rated unit | Department | Opinion\nAlpha | Health | 无\nBeta | Health | 有\nGamma | Health | 无"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("needs")
    (made / "needs.yaml").write_text(RULES, encoding="utf-8")
    assert run(made, "init", "--rules", str(made / "needs.yaml"), str(made)).exit_code == 0
    for year, rows in ROWS.items():
        sheets = {"scores": f"Hotel | Total\n{rows}", "opinions": OPINIONS.replace("Rated unit", "Hotel")}
        done = run(made, "score", str(write_book(made / f"{year}.xlsx", sheets)), "--period", str(year))
        assert done.exit_code == 0, done.output
    return made


@pytest.mark.parametrize(
    ("branch", "star", "names", "silent"),
    [("Alpha", 2, "before", "Health"), ("Beta", 2, "Health", "before"), ("Gamma", 3, None, None)],
)
def test_only_the_needs_that_do_not_hold_are_named(folder, branch, star, names, silent):
    told = data(folder, "explain", branch, "--period", "2025")
    assert told["star"] == star
    if names is None:
        assert told["lacks"] is None
    else:
        assert names in told["lacks"]
        assert silent not in told["lacks"]
