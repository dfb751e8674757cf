import openpyxl
import pytest

from starrating.formats.limits import Limits
from starrating.formats.workbook import open_workbook
from workbooks import words, write_book, write_raw_book

EXTERNAL = {"xl/externalLinks/externalLink1.xml": "<externalLink/>", "xl/vbaProject.bin": "x"}
ROWS = f'<row r="1">{words(("A1", "党支部"))}</row>'


def test_a_sheet_of_charts_is_passed_over(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"甲": "党支部", "乙": "总分"})
    book = openpyxl.load_workbook(path)
    book.create_chartsheet("图", 1)
    book.save(path)
    opened = open_workbook(path, "b")
    assert [grid.name for grid in opened.sheets] == ["甲", "乙"]
    assert opened.problems == []


def test_what_excel_hides_is_told(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"甲": "党支部 | 总分\n一支部 | 1", "乙": "总分"})
    book = openpyxl.load_workbook(path)
    first, second = book.worksheets
    first.row_dimensions[2].hidden = True
    first.column_dimensions["B"].hidden = True
    first["A2"].font = openpyxl.styles.Font(strike=True)
    first["B2"].number_format = "0.0%"
    second.sheet_state = "veryHidden"
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(path)
    opened = open_workbook(path, "b")
    first, second = list(opened.sheets)
    assert (first.facts.hidden_rows, first.facts.hidden_columns, first.facts.visibility) == ({2}, {1}, "visible")
    assert (first.facts.struck, set(first.facts.formats)) == ({(2, 0)}, {(2, 1)})
    assert second.facts.visibility == "very-hidden"
    assert [notice.code for notice in opened.notices] == ["dates-from-1904"]


def test_macros_and_links_are_told_once_for_the_book(tmp_path):
    opened = open_workbook(write_raw_book(tmp_path / "b.xlsm", ROWS, **EXTERNAL), "b")
    assert [notice.code for notice in opened.notices] == ["macros-ignored", "external-links"]
    assert [grid.name for grid in opened.sheets] == ["考核评分"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(unpacked=1000), "unsafe-file"),
        (Limits(parts=3), "unsafe-file"),
        (Limits(cells=10), "sheet-too-large"),
        (Limits(sheets=0), "workbook-too-large"),
    ],
)
def test_limits_are_passed_down_and_can_be_raised(tmp_path, limits, code):
    path = write_raw_book(tmp_path / "b.xlsx", ROWS)
    assert [problem.code for problem in open_workbook(path, "b", limits).problems] == [code]
    if limits.sheets:
        assert open_workbook(path, "b", limits.enlarged()).problems == []


def test_a_closed_grid_gives_no_rows(tmp_path):
    grid = next(open_workbook(write_book(tmp_path / "b.xlsx", {"甲": "党支部"}), "b").sheets)
    grid.close()
    with pytest.raises(AssertionError, match="closed"):
        grid.rows()
