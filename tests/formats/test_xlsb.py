import struct

import pytest

from binary_books import error, error_formula, formula, number, record, sheet, word, write_binary_book
from starrating.files.scores.grids import open_book
from starrating.formats.limits import Limits
from starrating.formats.workbook import preflight

HIDDEN_COLUMNS = record(60, struct.pack("<IIIIH", 1, 2, 100, 0, 1))
ROWS = [
    [word("党支部"), word("学习(40分)"), word("党务(60分)")],
    [word("一支部"), number(38.5), formula(55)],
    [word("二支部"), error(), error_formula()],
    [word("三支部"), formula(0, flags=2), formula(0)],
]


def test_values_faults_and_what_is_hidden(tmp_path):
    path = write_binary_book(
        tmp_path / "b.xlsb",
        {"考核评分": sheet(ROWS, [3], HIDDEN_COLUMNS), "草稿": sheet([[number(1)]])},
        from_1904=True,
        states=[0, 2],
    )
    book = open_book(path, "b")
    scores, draft = (([row for _, row in grid.rows()], grid) for grid in book.grids)
    assert scores[0][:2] == [["党支部", "学习(40分)", "党务(60分)"], ["一支部", 38.5, 55.0]]
    assert scores[1].faults == {(3, 1): "error-cell", (3, 2): "error-cell", (4, 1): "formula-not-saved"}
    assert (scores[1].hidden_rows, scores[1].hidden_columns) == ({3}, {1, 2})
    assert draft[1].visibility == "very-hidden"
    assert [notice.code for notice in book.notices] == ["dates-from-1904"]


@pytest.mark.parametrize("length", [1, 3, 40, 90])
def test_one_cut_off_is_damaged(tmp_path, length):
    content = sheet(ROWS)[:-length]
    looked, problems = preflight(write_binary_book(tmp_path / "b.xlsb", {"考核评分": content + b"\x05\x08"}), "b")
    assert looked is None
    assert problems[0].code == "damaged-file"


def test_limits(tmp_path):
    path = write_binary_book(tmp_path / "b.xlsb", {"一": sheet(ROWS), "二": sheet([[number(1)]])})
    for limits, code in (
        (Limits(rows=3), "sheet-too-large"),
        (Limits(columns=2), "sheet-too-large"),
        (Limits(sheets=1), "workbook-too-large"),
        (Limits(part=50), "workbook-too-large"),
    ):
        assert [problem.code for problem in preflight(path, "b", limits)[1]] == [code]
