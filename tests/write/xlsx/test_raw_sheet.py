"""A workbook is packed at the level that we choose, and XlsxWriter is left as it was."""

import zipfile
import zlib
from pathlib import Path

import pytest
from xlsxwriter import workbook

from starrating.errors import RefusalError
from starrating.write.xlsx.workbook import WorkbookProperties, new_book

LEVELS = range(1, 10)
ABOUT = WorkbookProperties("第一党支部", "2013-07-01T09:00:00+08:00")


def packed(content: bytes, level: int) -> int:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return len(packer.compress(content) + packer.flush())


@pytest.mark.parametrize("rows", [5, 6000])  # made in memory, and in files
def test_a_workbook_is_packed_at_the_level_that_we_choose(tmp_path: Path, rows: int):
    path = tmp_path / "book.xlsx"
    with new_book(path, ABOUT) as book:
        sheet = book.add_worksheet()
        for row in range(rows):
            sheet.write_row(row, 0, [f"第{row * 7919 % 1000}党支部", row * 31 % 97, row / 8])
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
        sizes = {level: packed(archive.read(part), level) for level in LEVELS}
    assert part.compress_size == sizes[5]
    assert rows == 5 or len(set(sizes.values())) > 4  # the level matters


def test_xlsxwriter_is_left_as_it_was_even_where_a_file_cannot_be_written(tmp_path: Path):
    with pytest.raises(RefusalError), new_book(tmp_path / "book.xlsx", ABOUT) as book:
        book.filename = str(tmp_path / "missing" / "book.xlsx")
    assert workbook.ZipFile is zipfile.ZipFile
