"""What a sheet is, told once: by its name, by its heads, or as the form of a branch."""

import pytest

from starrating.formats.workbook import open_workbook
from starrating.read.column_map import ColumnMap
from starrating.read.sheet_plan import plan_sheet
from tables import plan
from workbooks import write_book

SCORES = "党支部 | 考核总分\n一支部 | 90"
INCIDENTS = "党支部 | 日期 | 情形\n一支部 | 2013-03-01 | 受到处分"
FORM = "党支部 | 一支部\n项目 | 分值 | 得分\n学习 | 40 | 38"
NOTES = "说明\n本表由组织科填写"


def planned(folder, sheet, table, mapping=None):
    path = write_book(folder / "book.xlsx", {sheet: table})
    return plan_sheet(next(open_workbook(path, str(path)).sheets), mapping or ColumnMap(), plan())


@pytest.mark.parametrize(
    ("sheet", "table", "named", "kind"),
    [
        ("Sheet1", SCORES, None, "scores"),
        ("Sheet1", INCIDENTS, None, "incidents"),
        ("Sheet1", FORM, None, "form"),
        ("考核评分", FORM, "scores", "form"),
        ("Sheet1", NOTES, None, None),
        ("党支部名册", SCORES, "roster", "roster"),
        ("党支部名册", FORM, "roster", "roster"),
        ("降星情形", NOTES, "incidents", "incidents"),
    ],
)
def test_a_name_is_stronger_than_heads(tmp_path, sheet, table, named, kind):
    told = planned(tmp_path, sheet, table)
    assert (told.named, told.kind) == (named, kind)
    assert (told.form is not None) == (kind == "form")


def test_the_office_has_names_of_its_own_for_sheets_and_heads(tmp_path):
    own = ColumnMap(columns={"scores": {"责任区": "branch", "得数": "total"}}, sheets={"一览": "incidents"})
    assert planned(tmp_path, "Sheet1", "责任区 | 得数\n一责任区 | 90", own).kind == "scores"
    assert planned(tmp_path, "一览", SCORES, own).kind == "incidents"


@pytest.mark.parametrize(("table", "rows"), [(f"2013年上半年\n{SCORES}", 1), (SCORES, 0), (FORM, 1), (NOTES, 0)])
def test_the_title_stands_above_the_heads(tmp_path, table, rows):
    assert len(planned(tmp_path, "Sheet1", table).title_rows) == rows
