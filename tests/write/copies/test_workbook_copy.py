"""A copy keeps what the original has; what cannot be copied whole is copied by its values, or not at all."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from starrating.errors import RefusalError
from starrating.formats.workbook import open_workbook
from starrating.write.copies import workbook_copy
from starrating.write.copies.workbook_copy import copy_of, holdable, put_text
from workbooks import write_book, write_raw_book


def formulas(path: Path) -> Path:
    """Write a workbook whose formulas have saved values, but for the last one."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row("A1", [1.5, "=A1"])
        for cell, formula, value in [
            ("C1", "=A1*2", 3.0000000000000004), ("D1", '="甲"&"<"', "甲<"), ("E1", "=A1>1", True),
            ("F1", "=1/0", "#DIV/0!"), ("G1", "=NOW()", ""),
        ]:  # fmt: skip
            sheet.write_formula(cell, formula, value=value)
    return path


def values(path: Path) -> list[list[object]]:
    return [row for grid in open_workbook(path, path.name).sheets for _, row in grid.rows()]


def saved(path: Path) -> Path:
    copy = copy_of(path)
    assert copy
    target = path.with_name(f"copy{copy.suffix}")
    with copy.saved_at(target):
        pass
    return target


def test_formulas_keep_the_values_that_were_saved_for_them(tmp_path):
    path = formulas(tmp_path / "book.xlsx")
    copy = saved(path)
    assert values(copy) == values(path)
    assert values(copy)[0][2:5] == [3.0000000000000004, "甲<", True]
    cells = openpyxl.load_workbook(copy).worksheets[0][1]
    assert [cell.value for cell in cells][2:] == ["=A1*2", '="甲"&"<"', "=A1>1", "=1/0", "=NOW()"]


def test_a_formula_without_a_value_gets_none(tmp_path):
    (grid,) = open_workbook(saved(formulas(tmp_path / "book.xlsx")), "copy").sheets
    assert grid.facts.faults == {(1, 5): "error-cell", (1, 6): "formula-not-saved"}


def test_looks_lists_comments_and_merged_cells_are_kept(tmp_path):
    path = write_book(tmp_path / "book.xlsx", {"表": "甲 | 乙\n1 | 2"}, merged=["A4:B4"])
    book = openpyxl.load_workbook(path)
    book["表"]["A1"].comment = Comment("请核对", "科长")
    book["表"]["B2"].number_format = "0.000"
    choice = DataValidation(type="list", formula1='"是,否"')
    choice.add("A2")
    book["表"].add_data_validation(choice)
    book.save(path)
    sheet = openpyxl.load_workbook(saved(path))["表"]
    assert (sheet["A1"].comment.text, sheet["B2"].number_format) == ("请核对", "0.000")
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A4:B4"]
    assert sheet.data_validations.dataValidation[0].formula1 == '"是,否"'


def test_an_old_workbook_is_copied_by_its_values(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("考核评分")
    for column, value in enumerate(["甲", 90.5, True, "=1+1"]):
        sheet.write(0, column, value)
    book.save(str(tmp_path / "old.xls"))
    copy = copy_of(tmp_path / "old.xls")
    assert copy
    assert (copy.whole, copy.suffix) == (False, ".xlsx")
    assert [(cell.value, cell.data_type) for cell in copy.sheets["考核评分"][1]] == [
        ("甲", "s"), (90.5, "n"), (True, "b"), ("=1+1", "s"),
    ]  # fmt: skip


def test_what_openpyxl_cannot_open_is_copied_by_its_values(tmp_path, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise KeyError("anything")

    path = write_book(tmp_path / "book.xlsx", {"表": "甲 | 1"})
    monkeypatch.setattr(workbook_copy, "load_workbook", fail)
    copy = copy_of(path)
    assert copy
    assert not copy.whole
    assert [cell.value for cell in copy.sheets["表"][1]] == ["甲", 1]


@pytest.mark.parametrize("tail", ['<mergeCell ref="A1:XFD1048576"/>', '<hyperlink ref="A1:XFD1048576" location="A1"/>'])
def test_a_range_over_the_whole_sheet_is_not_laid_out(tmp_path, tail):
    path = write_raw_book(tmp_path / "book.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            more = tail.encode() if name == sheet else b""
            archive.writestr(name, content.replace(b"</sheetData>", b"</sheetData>" + more))
    with zipfile.ZipFile(path) as archive:
        assert workbook_copy.saved_values(archive) is None


def test_what_is_too_large_is_not_copied(tmp_path, monkeypatch):
    path = write_book(tmp_path / "book.xlsx", {"表": "甲 | 1\n乙 | 2"})
    monkeypatch.setattr(workbook_copy, "MAX_XML", 100)
    monkeypatch.setattr(workbook_copy, "MAX_CELLS", 3)
    assert copy_of(path) is None


def test_what_is_no_workbook_is_not_copied(tmp_path):
    (tmp_path / "page.xlsx").write_text("<html></html>")
    assert copy_of(tmp_path / "page.xlsx") is None


def test_what_is_not_safe_is_not_opened(tmp_path, monkeypatch):
    path = write_raw_book(tmp_path / "book.xlsx", "", '<!DOCTYPE a [<!ENTITY b "c">]>')
    monkeypatch.setattr(workbook_copy, "load_workbook", lambda *_, **__: pytest.fail("openpyxl must not see it"))
    assert copy_of(path) is None


def test_a_copy_that_cannot_be_written_is_refused_and_nothing_is_left(tmp_path):
    copy = copy_of(write_book(tmp_path / "book.xlsx", {"表": "甲"}))
    assert copy
    copy.book.remove(copy.sheets["表"])
    with pytest.raises(RefusalError), copy.saved_at(tmp_path / "copy.xlsx"):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["book.xlsx"]


def test_text_is_never_a_formula_and_never_too_much():
    cell = openpyxl.Workbook().worksheets[0]["A1"]
    put_text(cell, "=1+1\x07")
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert len(holdable("长" * 40_000)) == 32_767
