"""How the sheets of a blank workbook lie on paper, by arithmetic: nothing is printed."""

import openpyxl
import pytest

from result_reviews import chinese_rules
from schemes import scheme
from starrating.model import RosterEntry, letter
from starrating.write.blank.context import BlankContext
from starrating.write.blank.workbook import write_blank_book
from tables import H1

ROOM = {("9", "portrait"): (697, 741), ("9", "landscape"): (1026, 494), ("8", "landscape"): (1491, 741)}
"""What margins leave of A4 upright, A4 across and A3 across: pixels wide, points high."""
TYPE, LEAST, LINE = 11, 8, 15
MARKS = [4] * 22 + [2] * 6
ITEMS = ", ".join(f"{{code: A{row}, title: 学习计划和记录{row}, full_marks: {each}}}" for row, each in enumerate(MARKS))
CRITERIA = f'{{clause: "2", from: rules, full_marks: 100, parts: [{{title: 思想建设, items: [{ITEMS}]}}]}}'
LONG = "技术质量部质检与计量管理联合党支部"


@pytest.fixture(scope="module", params=[0, 24, 60])
def sheets(request, tmp_path_factory):
    """Return the sheets of a blank workbook with a row for each branch, or for none that is known."""
    names = [f"第{row:02}采煤队党支部" for row in range(request.param)]
    if names:
        names[-1] = LONG
    known = [{"branch": name, "unit": name.removesuffix("党支部")} for name in names]
    criteria, roster = scheme(criteria=CRITERIA).criteria, [RosterEntry(name) for name in names]
    path = tmp_path_factory.mktemp("blank") / "book.xlsx"
    write_blank_book(path, BlankContext(chinese_rules(), criteria, H1, rows=known, roster=roster))
    return request.param, openpyxl.load_workbook(path).worksheets


def scale_of(sheet):
    """Return the scale at which the columns fill the width of the paper, 1 at most."""
    wide = sum(sheet.column_dimensions[letter(column)].width * 7 for column in range(sheet.max_column))
    return min(1, ROOM[str(sheet.page_setup.paperSize), sheet.page_setup.orientation][0] / wide)


def pages_of(sheet):
    """Return how many rows stand on each page, heads on every page again."""
    room = ROOM[str(sheet.page_setup.paperSize), sheet.page_setup.orientation][1] / scale_of(sheet)
    first, last = (int(row) for row in sheet.print_title_rows.replace("$", "").split(":"))
    heights = [sheet.row_dimensions[row].height or LINE for row in range(1, sheet.max_row + 1)]
    pages, used = [0], sum(heights[:last])
    for height in heights[last:]:
        if used + height > room:
            pages, used = [*pages, 0], sum(heights[first - 1 : last])
        pages[-1], used = pages[-1] + 1, used + height
    return pages


def test_no_sheet_is_smaller_than_8_points_and_none_ends_with_a_few_rows(sheets):
    number, all_sheets = sheets
    for sheet in all_sheets:
        assert sheet.page_setup.fitToHeight == 0, sheet.title
        assert scale_of(sheet) * TYPE >= LEAST, sheet.title
        pages = pages_of(sheet)
        assert len(pages) <= (2 if number == 60 or sheet.title == "考核评分" else 1), sheet.title
        assert len(pages) == 1 or pages[-1] >= 6, sheet.title
        assert number != 24 or len(pages) == 1, sheet.title


def test_a_name_of_two_lines_has_room_for_them(sheets):
    rows = [(sheet, cell.row) for sheet in sheets[1] for row in sheet for cell in row if cell.value == LONG]
    assert len(rows) == (len(sheets[1]) - 2 if sheets[0] else 0)
    assert all(sheet.row_dimensions[row].height >= 2 * LINE for sheet, row in rows)
