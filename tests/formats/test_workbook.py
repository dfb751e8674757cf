import zipfile

import pytest

from starrating.formats.workbook import open_workbook
from workbooks import MAIN, words, write_book, write_raw_book

ROWS = f'<row r="1">{words(("A1", "党支部"))}<c r="B1"><v>1</v></c></row>'


def refusal(path):
    book = open_workbook(path, "book")
    (problem,) = book.problems
    assert book.format is None
    assert list(book.sheets) == []
    assert problem.place.file == "book"
    assert problem.hint
    return problem.code, problem.message.say("en")


def test_a_sound_workbook_is_let_through(tmp_path):
    book = open_workbook(write_book(tmp_path / "b.xlsx", {"甲": "党支部", "乙&<": "=1/0"}), "book")
    assert {sheet.name: sheet.facts.faults for sheet in book.sheets} == {
        "甲": {},
        "乙&<": {(1, 0): "formula-not-saved"},
    }
    assert (book.format, book.names, book.problems, book.notices) == ("xlsx", ("甲", "乙&<"), [], ())


@pytest.mark.parametrize(
    ("name", "content", "code", "word"),
    [
        ("a.xls", b"<html><table>", "not-a-workbook", "web page"),
        ("a.xls", b"\xef\xbb\xbf  <!DOCTYPE html>", "not-a-workbook", "web page"),
        ("a.xlsx", "党支部\t总分".encode("gb18030"), "not-a-workbook", "plain text"),
        ("a.xlsx", b"", "not-a-workbook", "empty"),
        ("a.pdf", b"%PDF-1.4", "not-a-workbook", "PDF"),
        ("a.xlsx", b"\x62\x14\x23\x65\x00\x00", "protected-file", "DRM"),
        ("a.xlsx", b"\x00\x01\x02\x03", "not-a-workbook", "damaged or protected"),
        ("a.xls", b"\x89PNG\r\n", "not-a-workbook", "picture"),
        ("a.xlsx", b"Rar!\x1a\x07", "not-a-workbook", "archive"),
        ("a.xls", b"{\\rtf1", "not-a-workbook", "Word"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "not-a-workbook",
            "Excel 2003",
        ),
        ("a.et", b"\xd0\xcf\x11\xe0", "not-a-workbook", "WPS"),
        ("a.xls", b"\xd0\xcf\x11\xe0 and no container", "damaged-file", "damaged"),
        ("a.xlsx", b"PK\x03\x04 half of it", "damaged-file", "damaged"),
    ],
)
def test_what_is_no_workbook_is_told_by_its_bytes(tmp_path, name, content, code, word):
    path = tmp_path / name
    path.write_bytes(content)
    found, message = refusal(path)
    assert found == code
    assert word in message


@pytest.mark.parametrize(
    ("part", "word"),
    [("word/document.xml", "Word"), ("ppt/presentation.xml", "Office document"), ("photo.jpg", "archive")],
)
def test_other_archives_are_told_by_their_parts(tmp_path, part, word):
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr(part, "x")
    code, message = refusal(tmp_path / "b.xlsx")
    assert code == "not-a-workbook"
    assert word in message


def test_no_file_and_a_folder(tmp_path):
    assert refusal(tmp_path / "gone.xlsx")[0] == "file-not-found"
    assert refusal(tmp_path)[0] == "file-unreadable"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_document_type_is_refused_in_every_part(tmp_path, part):
    entity = f'<!DOCTYPE x [<!ENTITY a "aaaa">]><x xmlns="{MAIN}">&a;</x>'
    assert refusal(write_raw_book(tmp_path / "b.xlsx", ROWS, **{part: entity}))[0] == "unsafe-file"
    hidden = " " * 300_000 + entity
    assert refusal(write_raw_book(tmp_path / "b.xlsx", ROWS, **{part: hidden}))[0] == "unsafe-file"
    other = entity.encode("utf-16")
    assert refusal(write_raw_book(tmp_path / "b.xlsx", ROWS, **{part: other}))[0] == "unsafe-file"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    code, message = refusal(write_raw_book(tmp_path / "b.xlsx", ROWS, **{"xl/media/a.bin": b"\0" * 3_000_000}))
    assert code == "unsafe-file"
    assert "250 to 1" in message


def test_a_part_that_fails_its_check_sum_is_damage(tmp_path):
    path = write_raw_book(tmp_path / "b.xlsx", ROWS)
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
        start = part.header_offset + 30 + len(part.filename)
    content = bytearray(path.read_bytes())
    content[start + part.compress_size // 2] ^= 0xFF
    path.write_bytes(content)
    assert refusal(path)[0] == "damaged-file"


@pytest.mark.parametrize("address", ["AAA1", "XFD2", "A200001", "ZZ1048576"])
def test_a_stray_cell_far_away_is_named(tmp_path, address):
    row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = f'{ROWS}<row r="{row}"><c r="{address}"><v>1</v></c></row>'
    code, message = refusal(write_raw_book(tmp_path / "b.xlsx", far))
    assert code == "sheet-too-large"
    assert address in message


def test_a_wide_and_long_sheet_is_too_large_although_each_side_is_allowed(tmp_path):
    rows = '<row r="1"><c r="ZZ1"><v>1</v></c></row><row r="150000"><c r="A150000"><v>1</v></c></row>'
    code, message = refusal(write_raw_book(tmp_path / "b.xlsx", rows))
    assert (code, "ZZ150000" in message) == ("sheet-too-large", True)


def test_formatted_empty_cells_far_away_do_no_harm(tmp_path):
    rows = f'{ROWS}<row r="1048576" ht="20"><c r="XFD1048576" s="0"/></row>'
    assert open_workbook(write_raw_book(tmp_path / "b.xlsx", rows), "book").problems == []


def test_parts_named_with_backslashes_are_read(tmp_path):
    plain = write_book(tmp_path / "plain.xlsx", {"甲": "党支部 | 总分\n一支部 | 92.5"})
    with zipfile.ZipFile(plain) as archive, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as other:
        for name in archive.namelist():
            part = zipfile.ZipInfo(name)
            part.filename = name.replace("/", "\\")
            other.writestr(part, archive.read(name))
    book = open_workbook(tmp_path / "b.xlsx", "book")
    assert [row for sheet in book.sheets for _, row in sheet.rows()] == [["党支部", "总分"], ["一支部", 92.5]]
    assert book.problems == []


def test_a_binary_workbook_is_refused_with_the_way_out(tmp_path):
    with zipfile.ZipFile(tmp_path / "b.xlsb", "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    (problem,) = open_workbook(tmp_path / "b.xlsb", "book").problems
    assert problem.code == "not-a-workbook"
    assert ".xlsb" in problem.message.say("en")
    assert ".xlsx" in problem.hint.say("en")
