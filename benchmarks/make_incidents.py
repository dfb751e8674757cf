"""Make a list of incidents of N branches, the same on every machine: python make_incidents.py N INCIDENTS FILE."""

import datetime as dt
import random
import sys
from pathlib import Path

import xlsxwriter

HEADS = ["党支部", "情形", "日期", "影响正常工作", "未完成计划", "认定部门", "文号", "说明"]


def make(branches: int, incidents: int, path: Path) -> None:
    """Write the list: each row an incident of its own, of a branch that chance takes, dated in the first half-year."""
    chance = random.Random(incidents)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("降星情形")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADS)
        for row in range(1, incidents + 1):
            day = dt.date(2013, 1, 1) + dt.timedelta(chance.randint(0, 180))
            sheet.write_row(row, 0, [f"第{chance.randint(1, branches)}党支部", "4.4(1)"])
            sheet.write_datetime(row, 2, day, date)
            sheet.write_row(row, 3, ["是", "是", "生产经营科", f"生〔2013〕{row}号", "未完成核定计划"])


if __name__ == "__main__":
    make(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
