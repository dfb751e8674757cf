"""The index of a file for the shelf: what is printed, and the digests that only a check reads."""

import openpyxl
import pytest

from result_reviews import chinese_rules, english_rules
from starrating.model import Period
from starrating.write.archive_index import ActRow, FileRow, Index, write_index
from starrating.write.wording import SheetWording

DIGEST = "sha256:" + "0a" * 32
FILES = [FileRow("评分表/2013H1.xlsx", "input", DIGEST, "2013-07-01")]
ACTS = [ActRow(2, "党委评定", "2013-07-15\n党发〔2013〕7号", "2013-07-15T16:05:30+00:00")]
"""Recorded at five past midnight in Beijing, of the day after."""


@pytest.mark.parametrize(
    ("rules", "moment", "proofs"),
    [(chinese_rules, "2013年7月16日0时05分", "校验信息"), (english_rules, "2013-07-15 16:05 UTC", "Proofs")],
)
def test_digests_stand_in_the_last_sheet_alone_and_moments_as_people_say_them(tmp_path, rules, moment, proofs):
    index = Index(FILES, ACTS, ACTS[0].recorded_at)
    write_index(tmp_path / "a.xlsx", SheetWording(rules(), Period.parse("2013H1")), index)
    *printed, last = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    said = [str(cell.value) for sheet in printed for row in sheet.iter_rows() for cell in row]
    assert moment in said
    assert not any("sha256:" in each or "+00:00" in each for each in said)
    assert last.title == proofs
    assert DIGEST in [cell.value for row in last.iter_rows() for cell in row]


@pytest.mark.parametrize("branches", [0, 1, 10, 11, 24, 100])
def test_what_there_is_to_know_of_an_act_fits_the_rows_whatever_the_number_of_branches(tmp_path, branches):
    lines = [f"第{number}队党支部：-→五星级" for number in range(branches)]
    act = ACTS[0]._replace(what="授牌", remark="\n".join(lines))
    words = SheetWording(chinese_rules(), Period.parse("2013H1"))
    write_index(tmp_path / "a.xlsx", words, Index(FILES, [act], act.recorded_at))
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["办理记录"]
    rows = [row for row in sheet.iter_rows(min_row=4) if str(row[1].value).startswith("授牌")]
    told = [str(row[2].value or "") for row in rows]
    assert "\n".join(told).splitlines() == lines
    assert [row[1].value for row in rows] == ["授牌", *["授牌（续）"] * (len(rows) - 1)]
    heights = [sheet.row_dimensions[row[0].row].height or 21 for row in rows]
    assert all(height >= 15 * (len(each.splitlines()) or 1) for height, each in zip(heights, told, strict=True))
