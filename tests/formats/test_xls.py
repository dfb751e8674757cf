import struct

import pytest
import xlwt

from starrating.errors import Rejection
from starrating.formats.limits import Limits
from starrating.formats.workbook import open_workbook
from starrating.formats.xls import _opened, _refuse_others, _sheets, _walk


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


BEGIN = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
BEGIN_SHEET = record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0))
END = record(0x0A)


def stream(cells, more=b""):
    """Return the stream of a book of one sheet; `more` stands among what holds for the whole book."""
    name = struct.pack("<BB", 1, 0) + b"A"
    start = len(BEGIN) + len(more) + len(record(0x85, b"\0" * 6 + name)) + len(END)
    return (
        BEGIN + more + record(0x85, struct.pack("<IBB", start, 0, 0) + name) + END + BEGIN_SHEET + b"".join(cells) + END
    )


def formula(result, flags=0):
    return record(0x06, struct.pack("<HHH8sHI", 1, 2, 0, result, flags, 0))


NUMBER = struct.pack("<d", 1.5)
ZERO = bytes(8)
ERROR, NO_TEXT = b"\x02\0\x07\0\0\0\xff\xff", b"\x03\0\0\0\0\0\xff\xff"
CALCULATED = record(0x1C1, bytes(8))


@pytest.mark.parametrize(
    ("cell", "more", "fault"),
    [
        (record(0x205, struct.pack("<HHHBB", 1, 2, 0, 7, 1)), b"", "error-cell"),
        (record(0x205, struct.pack("<HHHBB", 1, 2, 0, 1, 0)), b"", None),
        (formula(ERROR), CALCULATED, "error-cell"),
        (formula(NUMBER), b"", None),
        (formula(ZERO), CALCULATED, None),
        (formula(ZERO), b"", "formula-not-saved"),
        (formula(ZERO, 3), CALCULATED, "formula-not-saved"),
        (formula(NO_TEXT), CALCULATED, None),
        (formula(NO_TEXT), b"", "formula-not-saved"),
    ],
)
def test_faulty_cells(cell, more, fault):
    walked = _walk(stream([cell], more), Limits())
    (sheet,) = _sheets(_opened(walked), walked, "b", Limits(), [])
    assert sheet.facts.faults == ({(2, 2): fault} if fault else {})
    assert (sheet.facts.rows, sheet.facts.columns) == (2, 3)


def test_a_password_and_files_of_other_programs():
    with pytest.raises(Rejection, match="encrypted-file"):
        _walk(stream([], record(0x2F, bytes(6))), Limits())
    for names, code in (
        ({"EncryptedPackage"}, "encrypted-file"),
        ({"EncryptedPackage", "\x06DataSpaces/DataSpaceInfo/DRMEncryptedDataSpace"}, "protected-file"),
        ({"WordDocument"}, "not-a-workbook"),
        ({"Book"}, "not-a-workbook"),
    ):
        with pytest.raises(Rejection, match=code):
            _refuse_others(names)


def test_a_whole_book(tmp_path):
    book = xlwt.Workbook()
    book.dates_1904 = 1
    sheet = book.add_sheet("考核评分")
    for row, cells in enumerate([["党支部", "学习(40分)"], ["一支部", 38.5], ["二支部", xlwt.Formula("1+1")]]):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    book.add_sheet("草稿").visibility = 2
    book.save(str(tmp_path / "b.xls"))
    opened = open_workbook(tmp_path / "b.xls", "b")
    first, second = list(opened.sheets)
    assert first.facts.faults == {(3, 1): "formula-not-saved"}
    assert (first.facts.hidden_rows, first.facts.hidden_columns, second.facts.visibility) == ({2}, {1}, "very-hidden")
    assert [notice.code for notice in opened.notices] == ["dates-from-1904"]


def test_a_stray_cell(tmp_path):
    book = xlwt.Workbook()
    book.add_sheet("A").write(65_535, 255, 1)
    book.save(str(tmp_path / "b.xls"))
    (problem,) = open_workbook(tmp_path / "b.xls", "b").problems
    assert problem.code == "sheet-too-large"
    assert "IV65536" in problem.message.say("en")
