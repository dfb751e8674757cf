"""The same table says the same in every format that can hold it: the same scores, the same problems."""

from pathlib import Path

import pytest

from fact_books import WRITERS, Cell, Table
from starrating.formats.workbook import open_workbook
from starrating.model import REFUSED
from starrating.rating.input_checks import check
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan

HEADS = ["党支部", "学习(40分)", "党务(60分)"]
SCORE = Cell(38.5)
NO_CSV = [".xlsx", ".xlsm", ".xls", ".ods"]
ALL = [*NO_CSV, ".csv"]


def table(cell, **more):
    return Table([HEADS, ["一支部", cell, 55], ["二支部", 40, 60]], **more)


CASES = {
    "plain": (table(SCORE), ALL, []),
    "text": (table("38.5分"), ALL, [("notice", "normalised", "B2", "“38.5分”")]),
    "percent": (
        table(Cell(0.925, shown="0.0%")),
        NO_CSV,
        [("error", "percent-in-score", "B2", "shown as a percentage (92.5%); the cell holds 0.925")],
    ),
    "struck": (table(Cell(38.5, struck=True)), NO_CSV, [("notice", "struck-through", "B2", "B2")]),
    "struck-text": (
        table(Cell("38.5分", struck=True)),
        NO_CSV,
        [("notice", "normalised", "B2", "“38.5分”"), ("notice", "struck-through", "B2", "B2")],
    ),
    "date": (
        table(Cell(92.5, shown="yyyy-mm-dd")),
        NO_CSV,
        [("error", "date-in-score", "B2", "holds 92.5, but the cell is formatted as a date")],
    ),
    "day": (
        table(Cell(38, shown='m"月"d"日"')),
        NO_CSV,
        [("error", "date-in-score", "B2", "holds 38, but the cell is formatted as a date")],
    ),
    "typed-date": (
        table(Cell(41365, shown="yyyy-mm-dd")),
        NO_CSV,
        [("error", "date-in-score", "B2", "is the date 2013-04-01")],
    ),
    "superscript": (table(Cell("9.5", run="1")), NO_CSV, [("error", "odd-run-in-number", "B2", "“1”")]),
    "struck-run": (
        table(Cell("38.5", run="39", run_struck=True)),
        NO_CSV,
        [("error", "odd-run-in-number", "B2", "“39”")],
    ),
    "comment": (
        table(Cell(38.5, comment="缺席扣2分")),
        [".xlsx", ".xlsm", ".ods"],
        [("notice", "comment", "B2", "缺席扣2分")],
    ),
    "error": (table(Cell(error=True)), ALL, [("error", "error-cell", "B2", "shows an error")]),
    "unsaved": (table(Cell(unsaved=True)), NO_CSV, [("error", "formula-not-saved", "B2", "never calculated: B2")]),
    "hidden-row": (table(SCORE, hidden_rows=[2]), NO_CSV, [("notice", "hidden-rows", "A2", "2")]),
    "hidden-column": (table(SCORE, hidden_columns=[1]), NO_CSV, [("notice", "hidden-columns", "B1", "B")]),
    "hidden-sheet": (table(SCORE, hidden=True), NO_CSV, [("notice", "hidden-sheet", None, "hidden")]),
    "decimals-not-shown": (table(Cell(38.5, shown="0")), NO_CSV, []),
}


@pytest.mark.parametrize(("name", "suffix"), [(name, suffix) for name, case in CASES.items() for suffix in case[1]])
def test_what_is_read_and_said(tmp_path, name, suffix):
    written, _, expected = CASES[name]
    inputs, problems = read_workbooks([WRITERS[suffix](tmp_path / f"b{suffix}", written)], [], plan(), H1)
    found = [(each.severity, each.code, each.place.cell) for each in problems]
    assert found == [case[:3] for case in expected]
    for problem, (*_, words) in zip(problems, expected, strict=True):
        assert words in problem.message.say("en")
    refused = any(severity == "error" for severity, *_ in expected)
    assert (inputs.scores.point_states[0, 0] == REFUSED) == refused
    if not refused:
        assert inputs.scores.points[0, :].texts() == ["38.50", "55.00"]
    assert inputs.scores.points[1, :].texts() == ["40.00", "60.00"]


@pytest.mark.parametrize("suffix", NO_CSV)
def test_a_footnote_on_a_name_is_no_part_of_it(tmp_path, suffix):
    written = Table([HEADS, [Cell("一支部", run="1"), 40, 55], ["二支部", 40, 60]])
    _, problems = read_workbooks([WRITERS[suffix](tmp_path / f"b{suffix}", written)], [], plan(), H1)
    assert [(each.severity, each.code, each.place.cell) for each in problems] == [("error", "odd-run-in-name", "A2")]


PAGE = [["2013年上半年考核评分表", "", "", ""], [*HEADS, "总分"]]
WHOLE = {
    "pages": [*PAGE, ["一支部", 38.5, 55, 93.5], ["小计", 38.5, 55, 93.5], *PAGE, ["二支部", 40, 60, 100]],
    "full-marks-below": [["党支部", "学习", "党务"], ["应得分", 40, 60], ["一支部", 38.5, 55], ["二支部", 40, 60]],
    "another-period": [["2013年下半年考核评分表", "", ""], HEADS, ["一支部", 38.5, 55]],
    "wrong-total": [*PAGE, ["一支部", 38.5, 55, 93], ["二支部", 40, 60, 100]],
    "unclear-row": [HEADS, ["一支部", 38.5, 55], ["二支部", 40, 60], ["三支部", 30, 50], ["去年同期", 37, 50]],
    "seen-as-it-looks": [HEADS, ["一\u200b支部", 38.5, 55], ["二支部", "４０", "60分"]],
    "incident": [[*HEADS, "备注"], ["一支部", 38.5, 55, "书记受党内警告处分"], ["二支部", 40, 60, "无"]],
    "low": [["党支部", "总分"], ["一支部", 3.5], ["二支部", 4], ["三支部", 5]],
}
"""Tables of clerks that ask for the whole of the reading."""


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".csv"])
@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_table_gives_the_same_scores_and_problems(tmp_path, name, suffix):
    def read(folder, ending):
        folder.mkdir()
        rows = [[*row, *[""] * (len(WHOLE[name][-1]) - len(row))] for row in WHOLE[name]]
        path = WRITERS[ending](folder / f"b{ending}", Table(rows))
        inputs, problems = read_workbooks([path], [], plan(), H1)
        problems = [*problems, *(check(inputs, plan()) if inputs else ())]
        scores = inputs and (
            inputs.scores.branch,
            inputs.scores.points.sum(axis=1).texts(),
            inputs.scores.total.texts(),
        )
        said = [(each.severity, each.code, each.place.cell, each.message.say("en")) for each in problems]
        return scores, [tuple(str(each).replace(str(path), "") for each in one) for one in said]

    assert read(tmp_path / "other", suffix) == read(tmp_path / "xlsx", ".xlsx")


@pytest.mark.parametrize("suffix", NO_CSV)
def test_merged_cells(tmp_path, suffix):
    rows = [["党支部", "单位", *HEADS[1:]], ["一支部", "矿", 38.5, 55], ["二支部", None, 40, 60]]
    book = WRITERS[suffix](tmp_path / f"b{suffix}", Table(rows, merged=(1, 1, 2, 1)))
    inputs, problems = read_workbooks([book], [], plan(), H1)
    assert problems == []
    assert list(inputs.scores.columns["unit"]) == ["矿", "矿"]


FACTS = Table(
    [
        HEADS,
        ["一支部", Cell(0.925, shown="0.0%"), Cell(55.0, struck=True)],
        ["二支部", Cell(38.5, shown="yyyy-mm-dd"), Cell(60, comment="缺席扣2分")],
        ["三支部", Cell("9.5", run="1"), Cell("38.5", run="39", run_struck=True)],
        ["四支部", Cell(9.5, shown='m"月"d"日"'), Cell(59.5, shown="0")],
    ],
    hidden_rows=[5],
    hidden_columns=[2],
)
"""What LibreOffice has made of it, as .xls and as .ods, lies in samples/: soffice --convert-to ods facts.xlsx."""


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_what_an_office_program_saves_in_another_format_says_the_same(tmp_path, suffix):
    own = only_sheet(WRITERS[".xlsx"](tmp_path / "facts.xlsx", FACTS)).facts
    other = only_sheet(Path(__file__).with_name("samples") / f"facts{suffix}").facts
    assert own.odd_runs == {(4, 1): "1", (4, 2): "39"}
    for name in ("struck", "formats", "numbers", "odd_runs", "comments", "hidden_rows", "hidden_columns", "faults"):
        assert getattr(other, name) == getattr(own, name), name
        assert getattr(own, name) or name == "faults"


def only_sheet(path):
    (sheet,) = open_workbook(path, "b").sheets
    return sheet


@pytest.mark.parametrize("suffix", NO_CSV)
def test_facts_that_no_score_reads(tmp_path, suffix):
    book = WRITERS[suffix](tmp_path / f"b{suffix}", table(Cell(38.5, shown="0")))
    assert {address: shown.decimals for address, shown in only_sheet(book).facts.formats.items()} == {(2, 1): 0}
