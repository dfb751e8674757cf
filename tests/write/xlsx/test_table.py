from decimal import Decimal

import numpy as np
import openpyxl
import pytest
import xlsxwriter

from starrating.exact import Exact
from starrating.i18n import CHINESE
from starrating.write.xlsx.page import TALLEST
from starrating.write.xlsx.table import Column, Table, write_table
from starrating.write.xlsx.workbook import Styles


@pytest.fixture
def sheet(tmp_path):
    """Write a table of the columns and open its sheet."""

    def write(*columns, title="title", **more):
        path = tmp_path / "table.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            write_table(book, Styles(book, CHINESE), Table("表 1", title, "left", "right", columns, ["note"], **more))
        return openpyxl.load_workbook(path)["表 1"]

    return write


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


@pytest.mark.parametrize(
    ("numbers", "printed"),
    [(["91.5", "90"], "0.00"), (["91.5", "89.9999"], "0.0000"), (["91.5", "89.99999"], "0.00" + "#" * 13)],
)
def test_numbers_of_a_column_have_the_same_decimals_and_none_is_rounded(sheet, numbers, printed):
    cells = sheet(Column("a", Exact.from_decimals(map(Decimal, numbers)), 6, "number"))["A4:A5"]
    assert [cell.number_format for (cell,) in cells] == [printed] * 2


def test_cells_that_differ_from_another_column_are_set_off_without_colour(sheet):
    stars, applied = Column("star", ["5", "4"], 6), Column("applied", ["4", "4"], 6, unlike="star")
    formats = sheet(Column("No.", np.array([1, 2]), 6), stars, applied).conditional_formatting
    ((area, (rule,)),) = [(str(each.sqref), each.rules) for each in formats]
    assert (area, rule.formula) == ("C4:C5", ['AND($C4<>"",$B4<>"",$C4<>$B4)'])
    assert (rule.dxf.font.b, rule.dxf.font.i, rule.dxf.fill.bgColor.rgb) == (True, False, "FFD9D9D9")


def test_heads_say_what_they_mean_when_asked(sheet):
    table = sheet(Column("a", ["x"], 6, comment="by 2-levels\x01", part="P"), Column("b", ["y"], 6))
    assert table["A4"].comment.text == "by 2-levels"
    assert table["B3"].comment is None


def test_means_stand_below_the_rows_and_are_not_filtered(sheet):
    numbers = Exact.from_decimals([Decimal(90), Decimal(91)])
    table = sheet(Column("a", ["x", "y"], 6, foot="Mean"), Column("b", numbers, 6, "number", foot=Decimal("90.50")))
    assert [cell.value for cell in table[6]] == ["Mean", 90.5]
    assert table["A7"].value == "note"
    assert table.auto_filter.ref == "A3:B5"


def test_signatures_share_the_last_row_evenly(sheet):
    columns = [Column(head, ["x"], 6) for head in "abcdefg"]
    table = sheet(*columns, signatures=["one", "two", "three"])
    assert [cell.value for cell in table[6]] == ["one", None, "two", None, "three", None, None]
    assert table.print_area.endswith("$6")


def test_table_can_be_named_in_formulas(sheet):
    book = sheet(Column("a", ["x", "y"], 6), Column("b", ["x", "y"], 6)).parent
    assert book.defined_names["_表_1"].attr_text == "'表 1'!$A$3:$B$5"


def test_links_lead_to_cells_and_leave_the_text_alone(sheet):
    table = sheet(Column("a", ["=x", "y"], 6), links={(1, 0): "'表 1'!A1", (0, 0): "'表 1'!A5"})
    assert [(cell.value, cell.hyperlink.location, cell.hyperlink.target) for (cell,) in table["A4:A5"]] == [
        ("=x", "'表 1'!A5", None),
        ("y", "'表 1'!A1", None),
    ]


def test_title_too_long_for_the_table_goes_over_several_lines(sheet):
    heights = [sheet(Column("a", ["x"], 40), title="长" * length).row_dimensions[1].height for length in (5, 30)]
    assert heights[1] >= 2 * heights[0]
