import datetime as dt

import pytest

from hostile_books import ods_row, write_ods
from starrating.formats.sheet import EXTERNAL_LINKS, MACROS
from starrating.formats.workbook import open_workbook

HEAD = ods_row("党支部", "学习(40分)")
ZERO = 'office:value-type="float" office:value="0"'


def only_grid(path):
    grid = next(open_workbook(path, "b").sheets)
    return grid, [row for _, row in grid.rows()]


def cell(attributes, content=""):
    return f"<table:table-cell {attributes}>{content}</table:table-cell>"


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        (cell('office:value-type="float" office:value="38.50"', "<text:p>39</text:p>"), 38.5),
        (cell('office:value-type="percentage" office:value="0.9"', "<text:p>90%</text:p>"), 0.9),
        (cell('office:value-type="boolean" office:boolean-value="true"', "<text:p>TRUE</text:p>"), True),
        (cell('office:value-type="float" office:value="1"', "<text:p>TRUE</text:p>"), True),
        (cell('office:value-type="date" office:date-value="2013-09-05"'), dt.date(2013, 9, 5)),
        (cell('office:value-type="date" office:date-value="2013-09-05T08:30:00"'), dt.datetime(2013, 9, 5, 8, 30)),
        (cell('office:value-type="time" office:time-value="PT09H05M00S"'), dt.timedelta(hours=9, minutes=5)),
        (cell('office:value-type="string"', '<text:p>a<text:s text:c="2"/>b<text:tab/><text:span>c</text:span></text:p>'
              "<text:p>d</text:p>"), "a  b\tc\nd"),
        (cell('office:value-type="string"', "<office:annotation><text:p>note</text:p></office:annotation>"
              "<text:p>a</text:p><draw><text:p>x</text:p></draw>"), "a"),
        (cell('office:value-type="float" office:value="9_2"'), "9_2"),
        (cell('office:value-type="date" office:date-value="2013-13-05"'), "2013-13-05"),
    ],
)  # fmt: skip
def test_values(tmp_path, xml, value):
    _, rows = only_grid(write_ods(tmp_path / "b.ods", HEAD + ods_row("一支部", xml)))
    assert rows[1] == ["一支部", value]
    assert type(rows[1][1]) is type(value)


@pytest.mark.parametrize(
    ("xml", "fault"),
    [
        (cell(f'table:formula="of:=1/0" {ZERO}', "<text:p>#DIV/0!</text:p>"), "error-cell"),
        (cell(f'table:formula="of:=X" {ZERO}', "<text:p>Err:508</text:p>"), "error-cell"),
        (cell('table:formula="of:=1"'), "formula-not-saved"),
        (cell('table:formula="of:=1" office:value-type="float"', "<text:p/>"), "formula-not-saved"),
        (cell('table:formula="of:=T(1)"', "<text:p/>"), None),
        (cell('table:formula="of:=1" office:value-type="float" office:value="1"', "<text:p>1</text:p>"), None),
    ],
)  # fmt: skip
def test_formulas_whose_value_is_an_error_or_was_never_saved(tmp_path, xml, fault):
    grid, _ = only_grid(write_ods(tmp_path / "b.ods", HEAD + ods_row("一支部", xml)))
    assert grid.facts.faults == ({(2, 1): fault} if fault else {})


def test_repeated_rows_and_cells_keep_their_places(tmp_path):
    blank = '<table:table-cell table:number-columns-repeated="2"/>'
    table = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        + ods_row(blank, "甲", cell('office:value-type="float" office:value="1" table:number-columns-repeated="2"'))
        + ods_row("乙", more='table:number-rows-repeated="2"')
        + f'<table:table-row table:number-rows-repeated="1048570">{cell("")}</table:table-row>'
    )
    grid, rows = only_grid(write_ods(tmp_path / "b.ods", table))
    assert rows[3:] == [["", "", "甲", 1.0, 1.0], ["乙", "", "", "", ""], ["乙", "", "", "", ""]]
    assert grid.place(5, 0).cell == "A5"


def test_what_is_hidden_struck_through_or_merged(tmp_path):
    styles = (
        '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="ce1"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    struck = cell('table:style-name="ce1" office:value-type="float" office:value="1"')
    merged = cell(
        'table:number-rows-spanned="2" table:number-columns-spanned="2" office:value-type="string"',
        "<text:p>a</text:p>",
    )
    table = (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        + ods_row(merged, "<table:covered-table-cell/>", struck)
        + ods_row("<table:covered-table-cell/>", "b", "c", more='table:visibility="filter"')
    )
    grid, _ = only_grid(write_ods(tmp_path / "b.ods", table, styles))
    assert (grid.facts.visibility, grid.facts.hidden_rows, grid.facts.hidden_columns) == ("hidden", {2}, {1, 2})
    assert (grid.facts.filtered, grid.facts.struck, grid.merges) == (True, {(1, 2)}, [((0, 0), (1, 1))])


def test_copies_of_other_files_are_no_sheets_and_macros_are_told(tmp_path):
    table = f"{HEAD}</table:table><table:table table:name=\"'file:///x.ods'#$A\"><table:table-source/>{HEAD}"
    book = open_workbook(write_ods(tmp_path / "b.ods", table, **{"Basic/Standard/Module1.xml": "<x/>"}), "b")
    assert book.names == ("考核评分",)
    assert [notice.message for notice in book.notices] == [MACROS.message, EXTERNAL_LINKS.message]


def test_an_encrypted_one_is_told_and_so_is_a_text_document(tmp_path):
    manifest = {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}
    assert open_workbook(write_ods(tmp_path / "b.ods", HEAD, **manifest), "b").problems[0].code == "encrypted-file"
    text = {"mimetype": "application/vnd.oasis.opendocument.text"}
    assert open_workbook(write_ods(tmp_path / "b.ods", HEAD, **text), "b").problems[0].code == "not-a-workbook"
