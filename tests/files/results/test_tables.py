from decimal import Decimal

import numpy as np
import openpyxl
import pytest
import xlsxwriter

from starrating.exact import Exact
from starrating.files.results.styles import Styles
from starrating.files.results.tables import TALLEST, Column, Table, display_width, write_table
from starrating.i18n import CHINESE


@pytest.fixture
def sheet(tmp_path):
    """Write a table of the columns and open its sheet."""

    def write(*columns):
        path = tmp_path / "table.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            write_table(book, Styles(book, CHINESE), Table("表", "title", "left", "right", columns, ["note"]))
        return openpyxl.load_workbook(path)["表"]

    return write


@pytest.mark.parametrize(("value", "width"), [("", 0), ("A1", 2), ("一队", 4), ("一队A", 5), ("（14分）", 8)])
def test_chinese_characters_count_twice(value, width):
    assert display_width(value) == width


def test_column_grows_with_its_text_up_to_its_bound(sheet):
    short, long, fixed = ["一队"], ["一二三四五六七八九十"], ["一二三四五六七八九十"]
    widths = sheet(Column("a", short, 6, widest=12), Column("b", long, 6, widest=12), Column("c", fixed, 6))
    shown = [widths.column_dimensions[letter].width for letter in "ABC"]
    assert shown == pytest.approx([6, 12, 6], abs=0.8)


@pytest.mark.parametrize(("number", "width"), [("1", 6), ("-12345.678", 10), ("1e30", 19)])
def test_column_of_numbers_grows_with_its_longest_number(sheet, number, width):
    numbers = Exact.from_decimals([Decimal(number), Decimal("0.5")])
    shown = sheet(Column("a", numbers, 6, "number"), Column("b", ["x"] * 2, 6)).column_dimensions["A"].width
    assert shown >= width


def test_row_is_as_tall_as_its_longest_text_asks_but_no_taller_than_a_row_can_be(sheet):
    texts = ["短", "一二三四五六七八九十" * 3, "a\nb\nc", "长" * 5000]
    rows = sheet(Column("a", texts, 10), Column("b", ["x"] * 4, 10)).row_dimensions
    one, thirty, three, endless = (rows[row].height for row in range(4, 8))
    assert one < three < thirty < endless == TALLEST


def test_heads_of_one_part_are_joined_and_others_reach_down(sheet):
    numbers = np.array([1])
    columns = [Column(head, numbers, 6, part=part) for head, part in [("a", None), ("b", "P"), ("c", "P"), ("d", "Q")]]
    table = sheet(*columns)
    assert [[cell.value for cell in row] for row in table["A3:D4"]] == [["a", "P", None, "Q"], [None, "b", "c", "d"]]
    assert {"A3:A4", "B3:C3"} <= {str(area) for area in table.merged_cells.ranges}
