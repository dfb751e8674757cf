"""Sound workbooks of every kind, to be changed."""

from collections.abc import Mapping
from pathlib import Path

import xlwt

from hostile_books import ods_row, write_ods
from workbooks import write_book

ROOT = Path(__file__).parents[2]
HEADS = ("党支部", "学习(40分)", "党务(60分)")
BRANCHES = (("一支部", 38.5, 55.0), ("二支部", 40.0, 60.0), ("三支部", 12.0, 7.5))


def seeds(folder: Path) -> Mapping[str, bytes]:
    """Return the content of workbooks by their names."""
    found = sorted([*ROOT.glob("tests/samples/*.xlsx"), *ROOT.glob("examples/**/*.xlsx")])
    table = "\n".join(" | ".join(map(str, row)) for row in (HEADS, *BRANCHES))
    sheets = {"考核评分": table, "降星情形": "党支部 | 情形 | 日期\n一支部 | 4.4(6) | @2013-03-01"}
    made = [write_book(folder / "small.xlsx", sheets), _old(folder / "old.xls")]
    rows = "".join(ods_row(*map(str, row)) for row in (HEADS, *BRANCHES))
    made.append(write_ods(folder / "open.ods", rows))
    (folder / "plain.csv").write_text("\n".join(",".join(map(str, row)) for row in (HEADS, *BRANCHES)), "gb18030")
    made.append(folder / "plain.csv")
    return {path.name: path.read_bytes() for path in [*found, *made]}


def _old(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("考核评分")
    for row, cells in enumerate((HEADS, *BRANCHES)):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    book.save(str(path))
    return path
