from starrating.read.review_workbooks import read_workbooks
from tables import plan
from workbooks import write_book

HEAD = "党支部 | 单位 | 申报星级 | 学习(100分)\n"


def test_texts_that_repeat_are_read_as_if_they_stood_alone(tmp_path):
    table = HEAD + "一支部 | 甲 | 五星级 | 98\n二支部 |  甲  | 四星级 | 87\n三支部 | | 五星级 | 96"
    inputs, problems = read_workbooks([write_book(tmp_path / "2013H1.xlsx", {"考核评分": table})], [], plan(), None)
    assert problems == []
    assert inputs.scores.columns == {"unit": ["甲", "甲", None], "applied_star": [5, 4, 5]}


def test_each_of_several_texts_that_mean_nothing_is_reported(tmp_path):
    table = HEAD + "一支部 | 甲 | 五星级 | 98\n二支部 | 甲 | 好 | 87\n三支部 | 甲 | 好 | 96"
    inputs, problems = read_workbooks([write_book(tmp_path / "2013H1.xlsx", {"考核评分": table})], [], plan(), None)
    assert [(each.code, each.place.cell) for each in problems] == [("star-unknown", "C3"), ("star-unknown", "C4")]
    assert inputs.scores.columns["applied_star"] == [5, None, None]
