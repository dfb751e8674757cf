"""Points for incidents, seen where people see them: `explain`, its JSON, the sheets of the result workbook."""

from pathlib import Path

import openpyxl
import pytest

from commands import data, run
from workbooks import write_book

RULES = """
format: 2
id: freight-demerits
title: Star freight firms
source: Notice 8 of 2025
language: en
wording: {subject: firm, scheme: star firm}
procedure: {clause: "1", review: year}
facts: [{id: failures, title: Failures, values: number}]
values:
  - id: acts
    title: Act points
    clause: "3"
    tally: {spill: 4, permit: 6}
    same_act: heaviest
    repeats: double
    cap: 15
  - {id: total, clause: "2", sum: [failures, acts]}
triggers:
  clause: "3"
  window: {date: act, inside: months, months: 12}
  list:
    - {id: spill, number: 1, clause: "3(1)", text: A spill}
    - {id: permit, number: 2, clause: "3(2)", text: Work without a permit}
levels:
  clause: "4"
  better: lower
  bands:
    - {star: 3, name: three, at_most: 6}
    - {star: 2, name: two, above: 6, at_most: 12}
    - {star: 1, name: one, above: 12}
"""
BOOK = {
    "scores": """
branch | Failures
Alder  | 12.4
Birch  | 5.8
Cedar  | 0
""",
    "incidents": """
branch | date       | document | trigger
Cedar  | 2024-12-20 | No. 1    | spill
Cedar  | 2025-03-01 | No. 2    | spill
Cedar  | 2025-03-01 | No. 2    | permit
Cedar  | 2025-06-01 | No. 3    | permit
""",
}
POINTS = [
    ("not counted", 0, "too old for this review: no points, but a repeat looks back at it"),
    ("counted", 8, "the same again, twice as much: it repeats 2025.xlsx!incidents!A2"),
    ("counted", 0, "the same act as 2025.xlsx!incidents!A3, which is heavier: not counted again"),
    ("counted", 12, "the same again, twice as much: it repeats 2025.xlsx!incidents!A4"),
]


def rated(folder: Path, near: str = "") -> Path:
    """Rate the book, with another `levels.near`, and return the folder."""
    rules = RULES.replace("  better: lower\n", f"  better: lower\n{near}")
    (folder / "freight.yaml").write_text(rules, encoding="utf-8")
    (folder / "starrating.toml").write_text('rules = "freight.yaml"\n', encoding="utf-8")
    book = write_book(folder / "2025.xlsx", BOOK)
    result = run(folder, "score", str(book), "--period", "2025")
    assert result.exit_code == 0, result.output
    return folder


def sheet(folder: Path, name: str) -> list[dict[str, object]]:
    """Return the numbered rows of a sheet of the result workbook, by their heads."""
    (file,) = (folder / "results" / "2025").glob("*.xlsx")
    heads, *rows = list(openpyxl.load_workbook(file)[name].iter_rows(min_row=3, values_only=True))
    return [dict(zip(heads, row, strict=True)) for row in rows if isinstance(row[0], int)]


@pytest.fixture(scope="module")
def firms(tmp_path_factory) -> Path:
    return rated(tmp_path_factory.mktemp("firms"))


def test_the_workbook_says_what_each_incident_costs_and_why(firms):
    rows = [
        (row["Counted or not"], row["Act points"], str(row["Reason"]).replace(f"{firms}/", ""))
        for row in sheet(firms, "Incidents")
    ]
    assert rows == POINTS


def test_the_workbook_says_where_a_cap_holds_the_points(firms):
    (file,) = (firms / "results" / "2025").glob("*.xlsx")
    cells = [cell for row in openpyxl.load_workbook(file)["Incidents"].iter_rows(values_only=True) for cell in row]
    assert "Cedar: the incidents make 20 of “Act points”; it is held at 15." in cells


def test_json_says_the_same(firms):
    why = data(firms, "explain", "Cedar")
    assert [(each["fate"], each["points"], each["because"].replace(f"{firms}/", "")) for each in why["points"]] == [
        (fate, str(points), because)
        for fate, (_, points, because) in zip(("expired", "doubled", "swallowed", "doubled"), POINTS, strict=True)
    ]
    assert [(each["title"], each["number"], each["held_from"]) for each in why["values"]] == [
        ("Act points", "15.00", "20"),
        ("Total", "15.00", None),
    ]


def test_where_fewer_is_better_the_line_is_where_the_better_level_ends(firms):
    close = [row for row in sheet(firms, "Explanations") if row["Kind"] == "Close to a threshold"]
    assert [(row["Subject"], row["Content"]) for row in close] == [
        ("Alder", "12.40: 0.40 above 12 (two)"),
        ("Birch", "5.80: 0.20 below 6 (three)"),
    ]


def test_near_none_lists_nobody(tmp_path):
    notes = sheet(rated(tmp_path, "  near: none\n"), "Explanations")
    assert notes
    assert not any(row["Kind"] == "Close to a threshold" for row in notes)


def test_with_many_values_the_sheet_of_incidents_lies_on_a3_and_names_no_folder(tmp_path):
    more = "\n".join(f"  - {{id: v{n}, title: Value {n}, tally: {{spill: {n}, permit: 1}}}}" for n in range(1, 9))
    rules = RULES.replace("  - {id: total,", more + "\n  - {id: total,")
    (tmp_path / "many.yaml").write_text(rules, encoding="utf-8")
    assert run(tmp_path, "init", "--rules", str(tmp_path / "many.yaml"), str(tmp_path)).exit_code == 0
    done = run(tmp_path, "score", str(write_book(tmp_path / "2025.xlsx", BOOK)), "--period", "2025")
    assert done.exit_code == 0, done.output
    made = openpyxl.load_workbook(next((tmp_path / "results" / "2025").glob("*.xlsx")))["Incidents"]
    assert (str(made.page_setup.paperSize), made.page_setup.orientation) == ("8", "landscape")
    cells = [str(cell) for row in made.iter_rows(values_only=True) for cell in row if cell is not None]
    assert "2025.xlsx!incidents!A2" in cells
    assert "the same act as 2025.xlsx!incidents!A3, which is heavier: not counted again" in cells
    assert not any(str(tmp_path) in cell for cell in cells)
