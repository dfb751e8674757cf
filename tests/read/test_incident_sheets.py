"""Sheets that list incidents, list none, or only seem to."""

import pytest

from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

_SCORES = "党支部 | 得分\n甲党支部 | 93\n乙党支部 | 85"


def _read(folder, sheets):
    _, problems = read_workbooks([write_book(folder / "2013H1.xlsx", {"考核评分": _SCORES, **sheets})], [], plan(), H1)
    return {(each.severity, each.code) for each in problems}


@pytest.mark.parametrize("name", ["降星情形", "降星情形排查", "违纪违法情况"])
@pytest.mark.parametrize(
    ("sheet", "none"),
    [
        ("2013年上半年各党支部未发生降星情形。", True),
        ("本期均无违纪违法情况", True),
        ("序号 | 党支部 | 有无降星情形 | 备注\n1 | 甲党支部 | 无 |\n2 | 乙党支部 | 无 |", True),
        ("党支部 | 处分情况 | 事故情况\n甲党支部 | 无 | 无\n乙党支部 | / | 未发生", True),
        ("党支部 | 处分情况 | 事故情况\n甲党支部 | 无 | 1起\n乙党支部 | / | 无", False),
        ("党支部 | 处分情况 | 事故情况\n甲党支部 | 无 | 1\n乙党支部 | 无 | 无", False),
        ("序号 | 党支部 | 有无降星情形 | 备注\n1 | 甲党支部 | 有 |\n2 | 乙党支部 | 无 |", False),
        ("序号 | 党支部 | 有无降星情形 | 备注\n1 | 甲党支部 | 无 | 6月集体上访\n2 | 乙党支部 | 无 |", False),
        ("党支部 | 处分情况\n甲党支部 | \n乙党支部 | ", False),
        ("除甲党支部6月发生安全事故外，未发生其他情形", False),
    ],
)
def test_a_sheet_that_says_that_there_was_none_is_told_and_any_other_is_refused(tmp_path, name, sheet, none):
    found = _read(tmp_path, {name: sheet})
    assert (found == {("notice", "no-incidents")}) is none
    assert any(severity == "error" for severity, _ in found) is not none
