"""Make a score workbook of N branches × 28 items, the same on every machine: python make_book.py N FILE."""

import random
import sys
from pathlib import Path

import xlsxwriter

FULL_MARKS = [4, 4, 3, 3, 5, 5, 4, 3, 3, 4, 4, 4, 6, 4, 2, 2, 3, 3, 3, 3, 4, 4, 3, 3, 5, 4, 3, 2]


def make(branches: int, path: Path) -> None:
    """Write the workbook: points in tenths, at most one off the full marks; every seventh branch is bold."""
    chance = random.Random(branches)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("考核评分")
        heads = [f"项目{i}({marks}分)" for i, marks in enumerate(FULL_MARKS, start=1)]
        sheet.write_row(0, 0, ["序号", "党支部", "单位", "申报星级", *heads])
        for row in range(1, branches + 1):
            tenths = [marks * 10 - chance.randint(0, min(10, marks * 2)) for marks in FULL_MARKS]
            star = "五星级" if row % 7 == 0 or sum(tenths) >= 900 else "四星级" if sum(tenths) >= 800 else "三星级"
            sheet.write_row(row, 0, [row, f"第{row}党支部", f"单位{row % 50}", star])
            sheet.write_row(row, 4, [value / 10 for value in tenths])


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
