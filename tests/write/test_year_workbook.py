"""The workbooks of a year: what stands in which sheet, and the pairs read back as they were written."""

import datetime as dt
from decimal import Decimal

import openpyxl
import pytest

from charts import charts_of
from starrating.model import Period, Review
from starrating.model.acts import Award, PlaqueChange
from starrating.procedure.consequences import OfficeData, derive_consequences
from starrating.rating.year_stars import rate_year
from starrating.read.office_lists import read_pairs
from starrating.write.wording import ReviewWording
from starrating.write.year_consequences import DuePlaque
from starrating.write.year_tables import YearContext
from starrating.write.year_workbook import write_plaques, write_year
from tables import plan
from years import AT, half, year_result

H1 = "甲 95 secretary=张 unit=一\n乙 84 secretary=李\n丙 69.5 secretary=王 unit=三\n=丁 91 secretary=赵 unit=四"
H2 = "甲 91 secretary=张 unit=一\n乙 86 secretary=李\n=丁 90 secretary=赵 unit=四"
COUNTS = {Period(2011): {4: 1, 3: 2}, Period(2012): {5: 2, 4: 2}}
"""How many had each star then: more than are left of them."""
EARLIER = [year_result(2012, "甲=4 乙=4 丙=5", "甲=张 乙=李 丙=王"), year_result(2011, "乙=4")]


def rated():
    """Rate the year."""
    happened = "=丁 4.4(6) 2013-03-01 document=〔2013〕1号"
    ratings = rate_year([half("2013H1", H1, happened), half("2013H2", H2)], plan(), EARLIER)
    return Review(Period(2013), 1, AT, "0", "star-branches", "sha256:0", "{}", (), ratings)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """Write the workbook of a year: its path and the texts of the cells of each sheet, by the order of the sheets."""
    path = tmp_path_factory.mktemp("year") / "year.xlsx"
    review = rated()
    following = derive_consequences(review, EARLIER, plan(), OfficeData(pay={"乙": Decimal("12345.75")}))
    past = {each.period: each.stars for each in reversed(EARLIER)}
    paper = YearContext(plan(), Period(2013), "某公司", review=review, consequences=following, past=past, counts=COUNTS)
    write_year(path, paper)
    book = openpyxl.load_workbook(path)
    return path, book


def rows_of(sheet, name):
    """Return the cells of each row in which a cell is that name."""
    return [[cell.value for cell in row] for row in sheet.iter_rows() if any(cell.value == name for cell in row)]


def test_the_sheets_in_their_order_and_the_setting_in_front(sheets):
    _, book = sheets
    assert len(book.sheetnames) == 11
    assert book.active.title == book.sheetnames[1]


def test_the_course_of_the_years_is_counted_and_drawn(sheets):
    _, book = sheets
    course = book.worksheets[7]
    heads, *rows = [[cell.value for cell in row[1:5]] for row in course.iter_rows(min_row=3, max_row=4 + len(EARLIER))]
    assert heads == ["年度", "五星级", "四星级", "三星级"]
    assert [row[0] for row in rows] == [*(f"{each.period.year}年度" for each in reversed(EARLIER)), "2013年度"]
    for counts, row in zip(COUNTS.values(), rows, strict=False):
        assert row[1:] == [counts.get(star, 0) for star in (5, 4, 3)]
    (chart,) = charts_of(course)
    assert len(chart.series) == 3


def test_the_setting_has_both_totals_the_mean_and_the_stars(sheets):
    _, book = sheets
    setting = book.worksheets[1]
    (first,) = rows_of(setting, "甲")
    assert first[:7] == [1, "甲", 95, 91, 93, 1, "五星级"]
    assert rows_of(setting, "平均")[0][1:5] == ["平均", 84.88, 89, 84.5]
    assert first[8:11] == ["五星级", "四星级", first[10]]
    (alone,) = rows_of(setting, "丙")
    assert alone[2:5] == [69.5, "—", 69.5]
    assert rows_of(setting, "注：仅一次评审：丙。")


def test_the_setting_lies_upright(sheets):
    _, book = sheets
    assert book.worksheets[1].page_setup.orientation == "portrait"


def test_names_that_begin_like_a_formula_are_texts(sheets):
    _, book = sheets
    cells = [cell for row in book.worksheets[1].iter_rows() for cell in row if cell.value == "=丁"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_what_follows_names_clause_and_grounds(sheets):
    _, book = sheets
    (rule,) = [row for row in rows_of(book.worksheets[4], "乙") if "第6条" in row]
    assert "扣发本人年度绩效工资的2%" in "".join(map(str, rule))
    assert any("2011" in str(cell) and "2013" in str(cell) for cell in rule)


def test_no_person_and_no_pay_stands_in_the_sheets_of_stars(sheets):
    _, book = sheets
    said = [cell for sheet in book for row in sheet.values for cell in row if cell is not None]
    assert [cell for cell in said if cell in {12345.75, 246.92} or str(cell) in {"张", "李", "王", "赵"}] == []


def test_the_years_stand_side_by_side(sheets):
    _, book = sheets
    (row,) = rows_of(book.worksheets[6], "乙")
    assert row[1:5] == ["乙", "四星级", "四星级", "四星级"]


def test_pairs_are_read_back_as_they_were_written(sheets):
    path, _ = sheets
    rows, problems = read_pairs(path)
    assert [(row.branch, row.helper) for row in rows] == [("丙", "甲")]
    assert problems == []


def test_the_list_of_plaques_has_the_columns_of_the_ceremony(tmp_path):
    changes = (
        PlaqueChange("甲", "replace-up", 3, 5, "张"),
        PlaqueChange("乙", "withdraw", 3, -1),
    )
    path = tmp_path / "plaques.xlsx"
    award = Award(Period(2013), dt.date(2014, 2, 1), 1, changes)
    write_plaques(path, ReviewWording(plan(), Period(2013), review=rated()), award, [DuePlaque("甲", 4, Period(2012))])
    listed, due = openpyxl.load_workbook(path).worksheets
    (up,), (gone,) = rows_of(listed, "甲"), rows_of(listed, "乙")
    assert (up[:6], up[6]) == ([1, "甲", "五星级", "三星级", "晋星", "换发（高于原牌）"], "张")
    assert gone[:4] == [2, "乙", None, "三星级"]
    assert rows_of(due, "甲")[0][:4] == [1, "甲", "四星级", "2012年度"]
