"""Columns that repeat others."""

import pytest

from schemes import scheme
from starrating.read.review_workbooks import read_workbooks
from tables import H1
from workbooks import write_book

MARKS = [(40, 60), (38, 55), (39, 50), (35, 41)]


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("党支部 | 学习(40分) | 小计 | 安全(60分)", "{name} | {one} | {one} | {other}"),
        ("党支部 | 学习(40分) | 安全(60分) | 小计", "{name} | {one} | {other} | {other}"),
        ("党支部 | 学习(40分) | 小计 | 安全(60分) | 小计", "{name} | {one} | {one} | {other} | {other}"),
    ],
)
def test_the_subtotal_of_a_department_with_one_item_repeats_it(tmp_path, head, line):
    lines = [
        line.format(name=f"{name}支部", one=one, other=other)
        for name, (one, other) in zip("一二三四", MARKS, strict=True)
    ]
    book = write_book(tmp_path / "b.xlsx", {"考核评分": "\n".join([head, *lines])})
    given, problems = read_workbooks([book], [], scheme(), H1)
    assert ([item.title for item in given.scores.items], problems) == (["学习", "安全"], [])
