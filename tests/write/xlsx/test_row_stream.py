import shutil
import subprocess
from decimal import Decimal
from fractions import Fraction

import numpy as np
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from starrating.exact import Exact
from starrating.write.xlsx.row_stream import BLOCK, LONGEST_TEXT, Cells, StreamSheet, literal, number_tails

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1",
    "@SUM(A1)",
    "<二&三\"'>",
    "]]>",
    "</t></is></c></row>",
    "<r><t>rich</t></r>",
    "<r>",
    "_x0041_",
    "%s %d %%",
    " blanks around ",
    "two\nlines",
    "http://example.org",
    "0012",
    "😀𠮷",
]


@pytest.fixture
def stream(tmp_path):
    """Write one streamed sheet under a title and above a foot, and give its path.

    A column is texts, or the tails of numbers.
    """

    def write(columns, count, marked=None):
        path = tmp_path / "stream.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("表", StreamSheet)
            sheet.write_string(0, 0, "title")
            plain, bold = book.add_format(), book.add_format({"bold": True})
            marks = np.zeros(count, dtype=np.bool_) if marked is None else marked
            cells = [
                Cells(tails, plain, bold)
                for tails in (sheet.text_tails(each) if isinstance(each, list) else each for each in columns)
            ]
            sheet.stream_rows(1, cells, np.full(count, 21), marks)
            sheet.write_string(count + 1, 0, "foot")
        return path

    return write


def cells_of(path):
    """Read the sheet with openpyxl, having made sure that calamine reads the same."""
    sheet = openpyxl.load_workbook(path)["表"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    other = CalamineWorkbook.from_path(path).get_sheet_by_name("表").to_python()
    assert [["" if value is None else value for value in row] for row in rows] == other
    return rows


def test_table_stands_between_the_rows_written_in_the_usual_way(stream):
    path = stream([["甲", None, ""], number_tails(Exact(np.array([1, 20, 300])))], 3)
    assert cells_of(path) == [["title", None], ["甲", 1], [None, 20], [None, 300], ["foot", None]]
    assert openpyxl.load_workbook(path)["表"].dimensions == "A1:B5"


def test_rows_beyond_one_block_keep_their_numbers_and_columns(stream):
    count = 2 * BLOCK + 3
    path = stream([number_tails(Exact(np.arange(count)))] * 28, count)
    sheet = openpyxl.load_workbook(path)["表"]
    assert [sheet.cell(BLOCK + 2, column).value for column in (1, 27, 28)] == [BLOCK] * 3
    assert sheet.cell(count + 1, 28).value == count - 1
    assert sheet.cell(count + 2, 1).value == "foot"


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning")
def test_hostile_text_is_read_back_letter_by_letter_and_is_never_a_formula(stream):
    path = stream([HOSTILE], len(HOSTILE))
    cells = [row[0] for row in openpyxl.load_workbook(path)["表"].iter_rows(min_row=2, max_row=len(HOSTILE) + 1)]
    assert [cell.value for cell in cells] == HOSTILE
    assert {cell.data_type for cell in cells} == {"s"}
    other = CalamineWorkbook.from_path(path).get_sheet_by_name("表").to_python()
    assert [row[0] for row in other[1:-1]] == HOSTILE


def test_control_characters_do_not_break_the_file(stream):
    path = stream([["a\x00b\x1fc\ufffe"]], 1)
    other = CalamineWorkbook.from_path(path).get_sheet_by_name("表").to_python()
    assert other[1][0].startswith("a\x00b\x1fc")


def test_text_longer_than_a_cell_is_cut_and_says_so():
    assert literal("党" * LONGEST_TEXT) == "党" * LONGEST_TEXT
    cut = literal("𠮷" * LONGEST_TEXT)
    assert cut.endswith("𠮷…")
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("number", "cell"),
    [
        ("89.9999", 89.9999),
        ("-0.5", -0.5),
        ("100", 100),
        ("123456789012.345", 123456789012.345),
        ("89.99999999999999999", "89.99999999999999999"),
        ("12345678901234567", "12345678901234567"),
    ],
)
def test_number_is_exact_or_it_is_text(stream, number, cell):
    path = stream([number_tails(Exact.from_decimals([Decimal(number)]))], 1)
    assert cells_of(path)[1][0] == cell


def test_number_without_a_decimal_is_written_as_people_read_it(stream):
    path = stream([number_tails(Exact.from_decimals([Fraction(1, 3)]))], 1)
    assert cells_of(path)[1][0] == 0.33


def test_numerators_of_any_size_are_taken(stream):
    numbers = Exact(np.array([10**25, 915], dtype=object), 10)
    assert [row[0] for row in cells_of(stream([number_tails(numbers)], 2))[1:3]] == [str(10**24), 91.5]


def test_absent_numbers_are_blank(stream):
    present = np.array([True, False])
    path = stream([number_tails(Exact(np.array([1, 0])), present)], 2)
    assert [row[0] for row in cells_of(path)[1:3]] == [1, None]


def test_marked_rows_have_the_marked_format(stream):
    path = stream([["a", "b"]], 2, np.array([False, True]))
    sheet = openpyxl.load_workbook(path)["表"]
    assert [sheet.cell(row, 1).font.b for row in (2, 3)] == [False, True]
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [21, 21]


def test_table_without_rows_leaves_the_sheet_as_it_is(stream):
    assert cells_of(stream([[]], 0)) == [["title"], ["foot"]]


def test_table_that_no_sheet_can_hold_is_refused(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "long.xlsx")) as book:
        sheet = book.add_worksheet("表", StreamSheet)
        heights = np.ones(2**20, dtype=np.int64)
        with pytest.raises(ValueError, match="does not fit"):
            sheet.stream_rows(1, [Cells(lambda _: [], None, None)], heights, heights > 1)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_office_program_reads_what_was_written(stream, tmp_path):
    soffice = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    path = stream([HOSTILE, number_tails(Exact(np.arange(15) * 11 + 8, 100))], 15)
    subprocess.run([*soffice, "--convert-to", "fods", "--outdir", str(tmp_path), str(path)], check=True, timeout=120)
    seen = (tmp_path / "stream.fods").read_text(encoding="utf-8")
    assert "&lt;r&gt;&lt;t&gt;rich&lt;/t&gt;&lt;/r&gt;" in seen
    assert "<text:p>_x0041_</text:p>" in seen
    assert 'office:value="0.19"' in seen
    assert "table:formula" not in seen


@given(st.lists(st.integers(-(10**14), 10**14), min_size=1, max_size=5), st.sampled_from([1, 10, 100, 8, 10**6]))
def test_cell_of_a_number_says_that_number(numerators, unit):
    cells = number_tails(Exact(np.array(numerators), unit))(slice(None))
    numbers = [(cell, Fraction(n, unit)) for cell, n in zip(cells, numerators, strict=True) if "inlineStr" not in cell]
    for cell, number in numbers:
        assert Fraction(cell.removeprefix("><v>").removesuffix("</v></c>")) == number
