"""What a user would write with pandas as it comes, openpyxl reading and writing: python pandas_openpyxl.py BOOK OUT."""

import sys

import pandas as pd

book, out = sys.argv[1:]

table = pd.read_excel(book, engine="openpyxl")
items = [column for column in table.columns if column.endswith("分)")]
table["总分"] = table[items].sum(axis=1).round(2)
table["星级"] = pd.cut(table["总分"], [0, 80, 90, 101], right=False, labels=[3, 4, 5])
table["名次"] = table["总分"].rank(ascending=False, method="min").astype(int)
table = table.sort_values("名次")

with pd.ExcelWriter(out, engine="openpyxl") as writer:
    table[["名次", "党支部", "单位", "申报星级", "总分", "星级"]].to_excel(writer, sheet_name="排名", index=False)
    table[["名次", "党支部", *items, "总分"]].to_excel(writer, sheet_name="得分明细", index=False)
    table["星级"].value_counts().to_excel(writer, sheet_name="分布")
