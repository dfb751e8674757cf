"""The whole ledger as a workbook: every text comes back as it was, whatever it is, and nothing is a formula."""

import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.errors import InputError
from starrating.model.ledger_entries import TableRows
from starrating.write import ledger_dump
from starrating.write.ledger_dump import read_ledger_book, write_ledger_book

DAY = "2013-07-02T09:00:00+08:00"
ODD = [
    *("", " ", "\t", "a\nb", "\r\n", " 党支部 ", "\u00a0", "'1", "1", "1e5", "TRUE", "#N/A", "2013-07-01"),
    *('=cmd|"x"!A1', "+1", "@SUM(A1)", '"quoted"', "_x0041_", "_x", "<r>bold</r>", "<a>&amp;", "\x01", "\x7f"),
    *("\ufffe", "\u200b", "😀", "\u2028", "𠮷" * 20_000, '"' * 17_000, "党" * 32_768, "\\u0041"),
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(ODD)


def back(path, *tables):
    write_ledger_book(path, tables, DAY)
    return [TableRows(name, columns, list(rows)) for name, columns, rows in read_ledger_book(path)]


def reviews(*texts):
    rows = [[number, one, None] for number, one in enumerate(texts)]
    return TableRows("reviews", ["id", "content", "nothing"], rows)


def test_every_odd_text_comes_back_as_it_was(tmp_path):
    table = reviews(*ODD)
    empty = TableRows("files", ["name", "digest"], [])
    assert back(tmp_path / "ledger.xlsx", table, empty) == [table, empty]


@given(texts=st.lists(TEXTS, max_size=5))
def test_any_text_comes_back_as_it_was(tmp_path_factory, texts):
    table = reviews(*texts)
    assert back(tmp_path_factory.mktemp("books") / "ledger.xlsx", table) == [table]


def test_the_sheet_can_be_read_and_filtered_and_has_no_formula(tmp_path):
    path = tmp_path / "ledger.xlsx"
    back(path, reviews("=1+1", "党支部"))
    sheet = openpyxl.load_workbook(path)["reviews"]
    assert [cell.value for cell in sheet[1]] == ["id", "content", "nothing"]
    assert sheet["A1"].font.bold
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:C3")
    assert [cell.value for cell in sheet["B"]] == ["content", "=1+1", "党支部"]
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_the_same_ledger_gives_the_same_bytes(tmp_path):
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    for path in (one, other):
        write_ledger_book(path, [reviews("党支部")], DAY)
    assert one.read_bytes() == other.read_bytes()


def test_more_rows_than_a_sheet_has_are_refused_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(ledger_dump, "MOST_ROWS", 3)
    with pytest.raises(InputError) as caught:
        write_ledger_book(tmp_path / "ledger.xlsx", [reviews("a", "b", "c")], DAY)
    assert "starrating export ledger.json" in str(caught.value.problems[0].hint)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"[]"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path, content):
    (tmp_path / "ledger.xlsx").write_bytes(content)
    with pytest.raises(InputError):
        read_ledger_book(tmp_path / "ledger.xlsx")


def test_a_cell_that_somebody_has_edited_is_refused(tmp_path):
    path = tmp_path / "ledger.xlsx"
    back(path, reviews("a\nb"))
    book = openpyxl.load_workbook(path)
    book["reviews"]["B2"] = '"a\\nb'
    book.save(path)
    with pytest.raises(InputError, match="not as the program wrote it"):
        [list(table.rows) for table in read_ledger_book(path)]
