"""A corrected copy reads as the original does, without the notices; what would be a guess is left alone."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from starrating.errors import CellRef, RefusalError
from starrating.model import Inputs
from starrating.read.review_workbooks import read_workbooks
from starrating.write.copies.corrected import Correction, correct, fix_of, write_fixed_book
from starrating.write.copies.workbook_copy import copy_of
from tables import H1, plan
from workbooks import write_book

HEAD = "党支部 | 党员人数 | 思想(100分) | 考核总分 | 备注\n"


def corrected(path: Path, target: Path) -> list[Correction]:
    inputs, _ = read_workbooks([path], [], plan(), H1)
    copy = copy_of(path)
    assert copy
    assert inputs
    done = list(correct(copy.sheets, str(path), inputs, plan()))
    write_fixed_book(target, copy, path, done)
    return done


def read(path: Path) -> tuple[Inputs, list[str]]:
    inputs, problems = read_workbooks([path], [], plan(), H1)
    assert inputs
    return inputs, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("cell", "kind", "value", "why"),
    [
        ("９２．５", "score", 92.5, "full-width characters made half-width; number stored as text made a number"),
        ("\u3000−1\u200b", "score", -1, "blanks around it removed; full-width characters made half-width; number"),
        ("92.5分", "score", 92.5, "unit removed; number stored as text made a number"),
        ("92.5", "score", 92.5, "number stored as text made a number"),
        ("23人", "count", 23, "unit removed; number stored as text made a number"),
        ("0.1", "number", 0.1, "number stored as text made a number"),
        ("\u00a0甲党支部\n", "text", "甲党支部", "blanks around it removed"),
    ],
)
def test_what_is_safe_is_corrected_with_the_reason(cell, kind, value, why):
    fix = fix_of(cell, kind)
    assert fix
    assert fix.value == value
    assert fix.why.say("en").startswith(why)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("92,5", "score"), ("9 2.5", "score"), ("92。5", "score"), ("≈90", "score"), ("优", "score"), ("95%", "number"),
        ("/", "score"), ("不适用", "score"), ("", "score"), (" \u3000", "text"), ("2013.7.15", "date"),
        ("★★★★☆", "star"), ("五星级", "star"), ("是", "answer"), ("甲党支部", "text"), ("甲 乙", "text"),
        ("1234567890123456", "score"), ("23.5人", "count"),
    ],
)  # fmt: skip
def test_what_would_be_a_guess_is_left_alone(cell, kind):
    assert fix_of(cell, kind) is None


def test_cells_are_corrected_and_listed(tmp_path):
    path = write_book(
        tmp_path / "book.xlsx", {"考核评分": HEAD + "'甲　 | '２３ | '９２.5分 | 92.5 | '　好\n乙 | 9 | 80 | 80 | "}
    )
    done = corrected(path, tmp_path / "fixed.xlsx")
    assert [(each.place.cell, each.before, each.after.value) for each in done] == [
        ("A2", "甲　", "甲"),
        ("C2", "９２.5分", 92.5),
        ("B2", "２３", 23),
        ("E2", "　好", "好"),
    ]
    book = openpyxl.load_workbook(tmp_path / "fixed.xlsx")
    assert [cell.value for cell in book["考核评分"][2]] == ["甲", 23, 92.5, 92.5, "好"]
    assert book.sheetnames == ["考核评分", "Corrections"]
    assert [cell.value for cell in book["Corrections"][3]][:4] == [2, "考核评分!C2", "９２.5分", "92.5"]
    assert book["Corrections"]["B3"].hyperlink.location == "'考核评分'!C2"
    assert read(path)[1] == ["normalised", "remarks-passed-over"]
    assert read(tmp_path / "fixed.xlsx")[1] == ["unknown-sheet", "remarks-passed-over"]


def test_formulas_and_refused_cells_are_never_touched(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet("考核评分")
        sheet.write_column("A1", ["党支部", "甲", "乙", "丙"])
        sheet.write_column("B1", ["思想(100分)", "", "9 2", "９０"])
        sheet.write_formula("B2", '="9"&"０"', value="9０")
    done = corrected(tmp_path / "book.xlsx", tmp_path / "fixed.xlsx")
    assert [each.place.cell for each in done] == ["B4"]
    sheet = openpyxl.load_workbook(tmp_path / "fixed.xlsx")["考核评分"]
    assert [sheet[cell].value for cell in ("B2", "B3", "B4")] == ['="9"&"０"', "9 2", 90]


@pytest.mark.parametrize("shown", ["@", "yyyy-mm-dd"])
def test_a_format_that_would_change_the_number_gives_way(tmp_path, shown):
    path = write_book(tmp_path / "book.xlsx", {"考核评分": HEAD + "甲 | | '90 | 90 | "})
    book = openpyxl.load_workbook(path)
    book["考核评分"]["C2"].number_format = shown
    book.save(path)
    corrected(path, tmp_path / "fixed.xlsx")
    assert openpyxl.load_workbook(tmp_path / "fixed.xlsx")["考核评分"]["C2"].number_format == "General"
    assert read(tmp_path / "fixed.xlsx")[0].scores.points[:, 0].texts(0) == ["90"]


def test_a_copy_that_would_say_something_else_is_not_written(tmp_path):
    path = write_book(tmp_path / "book.xlsx", {"考核评分": HEAD + "甲 | | '90 | 90 | "})
    copy = copy_of(path)
    assert copy
    copy.sheets["考核评分"]["D2"].value = 91
    fix = fix_of("90", "score")
    assert fix
    with pytest.raises(RefusalError) as refused:
        write_fixed_book(tmp_path / "fixed.xlsx", copy, path, [Correction(CellRef("", "考核评分", "C2"), "90", fix)])
    assert refused.value.problems[0].place == CellRef(str(path), "考核评分", "D2")
    assert not (tmp_path / "fixed.xlsx").exists()


def around(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    blanks = st.text("　\u00a0\u200b\n ", max_size=2)
    return st.builds("{}{}{}".format, blanks, texts, blanks)


WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
NUMBERS = st.decimals(0, 100, places=2).map(str)
CELLS = around(st.one_of(NUMBERS, NUMBERS.map(lambda number: number.translate(WIDE)), NUMBERS.map("{}分".format)))
GUESSES = st.sampled_from(["92,5", "9 2.5", "优", "", "/", "１２３４５６７８９０１２３４５６", "95%"])


def told(inputs: Inputs) -> tuple[object, ...]:
    table = inputs.scores
    return table.branch, table.points[:, 0].texts(0), table.point_states.tolist(), table.columns


@settings(max_examples=40)
@given(cells=st.lists(st.tuples(around(st.sampled_from("甲乙丙")), CELLS | GUESSES), min_size=1, max_size=8))
def test_the_corrected_copy_reads_the_same(tmp_path_factory, cells):
    folder = tmp_path_factory.mktemp("fixed")
    book = openpyxl.Workbook()
    book.worksheets[0].title = "考核评分"
    for row in [("党支部", "思想(100分)"), *cells]:
        book.worksheets[0].append(row)
    book.save(folder / "book.xlsx")
    corrected(folder / "book.xlsx", folder / "fixed.xlsx")
    (before, _), (after, problems) = read(folder / "book.xlsx"), read(folder / "fixed.xlsx")
    assert told(after) == told(before)
    assert "normalised" not in problems
