"""The least that any program must do: calamine's read, and a writer in Rust: python rust_writer.py BOOK OUT.

It writes as many cells as the scripts with pandas do, of the same numbers: ranking, points, distribution. It needs
`pip install rustpy-xlsxwriter`.
"""

import sys
from collections import Counter

import rustpy_xlsxwriter
from python_calamine import CalamineWorkbook

book, out = sys.argv[1:]

with CalamineWorkbook.from_path(book) as read:
    heads, *cells = read.get_sheet_by_index(0).to_python()
table = [dict(zip(heads, row, strict=True)) for row in cells]
items = [head for head in heads if head.endswith("分)")]
for row in table:
    row["总分"] = round(sum(row[item] for item in items), 2)
    row["星级"] = 5 if row["总分"] >= 90 else 4 if row["总分"] >= 80 else 3
table.sort(key=lambda row: -row["总分"])
for place, row in enumerate(table, start=1):
    row["名次"] = place

ranking, points = ["名次", "党支部", "单位", "申报星级", "总分", "星级"], ["名次", "党支部", *items, "总分"]
stars = Counter(row["星级"] for row in table)
rustpy_xlsxwriter.write_worksheets(
    [
        ("排名", [{head: row[head] for head in ranking} for row in table]),
        ("得分明细", [{head: row[head] for head in points} for row in table]),
        ("分布", [{"星级": star, "数量": many} for star, many in stars.items()]),
    ],
    out,
)
