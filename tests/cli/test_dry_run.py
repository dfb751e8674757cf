"""`score --dry-run`: what would change, and nothing that has changed."""

import openpyxl
import pytest

from commands import data, run
from company import EXAMPLE

BOOK = EXAMPLE / "2013H2.xlsx"


@pytest.fixture
def corrected(tmp_path):
    """Make a copy of a workbook in which one item of one branch has a point less."""
    book = openpyxl.load_workbook(BOOK, data_only=True)
    sheet = book["考核评分"]
    heads = {cell.value: cell.column for row in sheet.iter_rows(max_row=6) for cell in row}
    row = next(row for row in range(3, 40) if sheet.cell(row, heads["党支部"]).value == "运输队党支部")
    cell = sheet.cell(row, heads["考核总分"] - 1)
    cell.value -= 1
    sheet.cell(row, heads["考核总分"]).value -= 1
    path = tmp_path / "2013H2.xlsx"
    book.save(path)
    return path, cell.coordinate


def test_before_anything_is_recorded_the_result_is_shown_and_not_recorded(tmp_path):
    tried = data(tmp_path, "score", str(BOOK), "--dry-run")
    assert (tried["dry_run"], tried["changes"], tried["files"], len(tried["branches"])) == (True, None, [], 24)
    assert data(tmp_path, "history")["versions"] == []
    assert not (tmp_path / "results").exists()
    assert not (tmp_path / "starrating.db").exists()


def test_the_cell_that_differs_is_named_and_nothing_is_recorded(tmp_path, corrected):
    path, cell = corrected
    folder = tmp_path / "office"
    folder.mkdir()
    assert run(folder, "score", str(BOOK)).exit_code == 0
    tried = data(folder, "score", str(path), "--dry-run")
    (change,) = tried["changes"]["cells"]
    assert change["branch"] == "运输队党支部"
    assert float(change["before"]) - float(change["after"]) == 1
    assert change["source"].endswith(f"!考核评分!{cell}")
    said = run(folder, "score", str(path), "--dry-run").stdout
    assert cell in said
    assert "nothing was recorded" in said
    assert [entry["version"] for entry in data(folder, "history")["versions"]] == [1]


def test_the_same_workbook_would_change_nothing(tmp_path):
    assert run(tmp_path, "score", str(BOOK)).exit_code == 0
    assert "Nothing would change against 2013H2, version 1." in run(tmp_path, "score", str(BOOK), "--dry-run").stdout
