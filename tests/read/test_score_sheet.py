"""Score sheets without branches, of which the items are there, and no row; and sheets without scores."""

import pytest

from schemes import scheme
from starrating.read.review_workbooks import read_workbooks
from tables import H1
from workbooks import write_book


@pytest.mark.parametrize("head", ["党支部 | 学习(40分) | 安全(60分)", "党支部 | 学习(40分) | 安全(60分) | 合计"])
def test_a_sheet_of_heads_has_items_and_no_rows(tmp_path, head):
    given, _ = read_workbooks([write_book(tmp_path / "b.xlsx", {"考核评分": head})], [], scheme(), H1)
    scores = given.scores
    assert [item.title for item in scores.items] == ["学习", "安全"]
    assert scores.points.numerators.shape == scores.point_states.shape == (0, 2)
    assert scores.total.numerators.shape == scores.total_states.shape == (0,)


@pytest.mark.parametrize("title", ["党支部自评得分表", "考核表"])
def test_a_sheet_without_scores_says_nothing_else(tmp_path, title):
    sheet = f"{title}\n党支部 | 书记\n一支部 | 张三\n二支部 | 李四\n三支部 | 王五"
    given, problems = read_workbooks([write_book(tmp_path / "b.xlsx", {"考核评分": sheet})], [], scheme(), H1)
    assert given is None
    assert [each.code for each in problems] == ["column-missing"]
