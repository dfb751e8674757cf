"""What the heads of a table mean beside a total that is proven."""

from decimal import Decimal

import pytest

from schemes import scheme
from starrating.read.review_workbooks import read_workbooks
from tables import H1
from workbooks import write_book

MARKS = "一支部 | 40 | 60 | 100\n二支部 | 38 | 55 | 93\n三支部 | 39 | 50 | 89\n四支部 | 35 | 41 | 76"


@pytest.mark.parametrize(
    ("heads", "full_marks", "codes"),
    [
        ("学习(40分) | 安全(60分)", [40, 60], []),
        ("学习(40分) | 安全", [40, 60], ["full-marks-left"]),
        ("学习(100分) | 安全", None, ["total-only", "unknown-column"]),
        ("学习(40分) | 加分", None, ["total-only", "unknown-column"]),
    ],
)
def test_one_item_without_full_marks_has_what_the_others_leave(tmp_path, heads, full_marks, codes):
    book = write_book(tmp_path / "b.xlsx", {"考核评分": f"党支部 | {heads} | 合计\n{MARKS}"})
    given, problems = read_workbooks([book], [], scheme(), H1)
    expected = [None if full is None else Decimal(full) for full in full_marks or []]
    assert [item.full_marks for item in given.scores.items] == expected
    assert [problem.code for problem in problems] == codes


@pytest.mark.parametrize(("title", "period"), [("", H1), ("2013年上半年考核表\n", None), ("", None)])
def test_of_the_scores_of_two_years_those_of_the_period_count(tmp_path, title, period):
    table = f"{title}党支部 | 2012年得分 | 2013年得分\n一支部 | 91 | 90\n二支部 | 82 | 80\n三支部 | 75 | 77"
    book = write_book(tmp_path / "b.xlsx", {"考核评分": table})
    given, _ = read_workbooks([book], [], scheme(), period)
    assert (given.scores.total.texts(0) if given else None) == (["90", "80", "77"] if title or period else None)
