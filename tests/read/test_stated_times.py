"""The period of rows and the day of the assessment, where columns and titles name them."""

import pytest

from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

_ROWS = "一支部 | 95 | {}\n二支部 | 85 | {}\n三支部 | 75 | {}"


def _read(folder, sheet):
    _, problems = read_workbooks([write_book(folder / "b.xlsx", {"考核评分": sheet})], [], plan(), H1)
    return [(each.code, each.place.cell) for each in problems if each.severity == "error"]


@pytest.mark.parametrize("head", ["考核期", "评审期间", "考核周期", "所属期", "年度"])
@pytest.mark.parametrize(
    ("cells", "place"),
    [
        (["2013年上半年"] * 3, None),
        (["2013H1"] * 3, None),
        (["上半年"] * 3, None),
        (["2013年度"] * 3, None),
        (["", "", ""], None),
        (["2012年下半年"] * 3, "C2"),
        (["2013年上半年", "2013年上半年", "2012年下半年"], "C4"),
        (["上半年", "下半年", "上半年"], "C3"),
    ],
)
def test_a_column_of_periods_names_no_other_one(tmp_path, head, cells, place):
    sheet = f"党支部 | 考核总分 | {head}\n" + _ROWS.format(*cells)
    assert _read(tmp_path, sheet) == ([("period-contradiction", place)] if place else [])


@pytest.mark.parametrize("head", ["上次评定年度", "成立时间", "上期"])
def test_a_column_of_other_times_says_nothing_of_the_period(tmp_path, head):
    assert _read(tmp_path, f"党支部 | 考核总分 | {head}\n" + _ROWS.format(*["2012年下半年"] * 3)) == []


@pytest.mark.parametrize("below", [True, False])
@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("考核日期：2013年7月2日", False),
        ("考核时间：2013年6月", False),
        ("考核时间：2013.01.05", False),
        ("评审时间：二〇一三年七月", False),
        ("填表日期：2012年7月2日", False),
        ("考核时间：7月8日至12日", False),
        ("考核日期：2012年7月2日", True),
        ("考核 时间：2012-07", True),
        ("评审时间：二〇一二年七月", True),
        ("评定日期 2012.7.2", True),
    ],
)
def test_the_assessment_was_not_before_the_period_began(tmp_path, words, asked, below):
    table = "党支部 | 考核总分\n一支部 | 95\n二支部 | 85\n三支部 | 75"
    sheet = f"{table}\n{words}" if below else f"{words}\n{table}"
    assert _read(tmp_path, sheet) == ([("terms-differ", "A5" if below else "A1")] if asked else [])
