import datetime as dt

import pytest
from msgspec.structs import replace

from reviews import SPAN, notice, review, rules
from starrating.documents.kinds.public_notice import context
from starrating.documents.output import file_stem
from starrating.procedure.working_days import Span
from starrating.workspace import Office


def test_groups_name_every_branch_by_star_and_rank():
    groups = notice().groups
    assert [(group.number, group.title, group.count, group.share) for group in groups] == [
        ("一", "五星级党支部", 3, "30.0%"),
        ("二", "四星级党支部", 5, "50.0%"),
        ("三", "三星级党支部", 2, "20.0%"),
    ]
    assert groups[0].branches == ("采煤一队党支部", "机电队党支部", "通风队党支部")


def test_a_branch_lowered_by_a_trigger_stands_with_its_star_not_its_score():
    rows = notice().rows
    assert [(row.number, row.branch, row.star) for row in rows[2:5]] == [
        (3, "通风队党支部", "五星级"),
        (4, "运输队党支部", "四星级"),
        (5, "掘进一队党支部", "四星级"),
    ]


def test_the_order_of_the_organisation_is_that_of_the_workbook():
    table = "乙 - 80 4\n甲 - 85 4\n丙 - 95 5"
    assert [row.branch for row in notice(table, order="organisation").rows] == ["丙", "乙", "甲"]
    assert [row.branch for row in notice(table, order="score").rows] == ["丙", "甲", "乙"]
    assert notice(table, order="organisation").order_note == "各星级内按组织序列排列，排名不分先后"


def test_where_nobody_has_a_score_the_order_is_not_said_to_be_one_of_scores():
    whole = review("乙 - 80 4\n甲 - 85 4")
    unscored = replace(whole, ratings=replace(whole.ratings, scored=whole.ratings.star < 0))
    said = context(unscored, rules(), Office(), SPAN, draft=False)
    assert said.order_note == "各星级内按组织序列排列，排名不分先后"
    assert [row.branch for row in said.rows] == ["乙", "甲"]


def test_levels_are_named_with_their_marks():
    marked = rules()
    bands = tuple(band.model_copy(update={"mark": f"{band.star}A"}) for band in marked.levels.bands)
    marked = marked.model_copy(update={"levels": marked.levels.model_copy(update={"bands": bands})})
    said = context(review(), marked, Office(), SPAN, draft=False)
    assert [group.name for group in said.groups] == ["五星级（5A）", "四星级（4A）", "三星级（3A）"]
    assert said.rows[0].star == "五星级（5A）"


def test_branches_without_a_star_are_listed_and_not_counted():
    said = notice("甲 - 95 5\n乙 - 85 4\n丙 - 0 -")
    assert (said.rated, said.not_rated) == (2, ("丙",))
    assert [group.share for group in said.groups] == ["50.0%", "50.0%"]
    assert said.rows[-1].star == "未评定"


def test_neither_scores_nor_secretaries_are_in_it():
    said = str(notice().values())
    assert "95.5" not in said
    assert "书记" not in said


@pytest.mark.parametrize(
    ("period", "title"),
    [("2013H1", "关于2013年上半年星级党支部评审结果的公示"), ("2013", "关于2013年度星级党支部评定结果的公示")],
)
def test_a_half_year_is_reviewed_and_a_year_is_set(period, title):
    said = notice(period=period)
    assert said.title == title
    assert file_stem(said) == title


def test_a_file_name_keeps_nothing_that_a_file_system_refuses():
    stem = file_stem(notice(scheme='../a:b|"c"' + "长" * 200))
    assert "/" not in stem
    assert len(stem) <= 80


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (SPAN, "2013年7月15日至7月19日（5个工作日）"),
        (Span(dt.date(2013, 7, 13), dt.date(2013, 7, 19), 7, "days"), "2013年7月13日至7月19日（7天）"),
    ],
)
def test_the_period_of_notice_is_said_with_its_days(span, words):
    assert notice(span=span).span == words
    assert notice(span=span).date == words.partition("至")[0]


@pytest.mark.parametrize(
    ("committee", "section", "called", "signer"),
    [
        ("中共星光公司委员会", "组织科", "公司党委组织科", "中共星光公司委员会组织科"),
        ("中共星光学校委员会", "组织部", "党委组织部", "中共星光学校委员会组织部"),
        ("矿党委", "组织科", "矿党委组织科", "矿党委组织科"),
        (None, "公司党委组织科", "公司党委组织科", "公司党委组织科"),
        (None, None, "党委〔待填：承办部门〕", "〔待填：党委名称〕〔待填：承办部门〕"),
    ],
)
def test_who_sends_it(committee, section, called, signer):
    said = notice(office=Office(committee=committee, section=section))
    assert (said.section, said.signer) == (called, signer)


def test_what_the_office_has_not_said_is_a_visible_gap():
    said = notice(office=Office())
    assert said.phone == "〔待填：联系电话〕"
    assert said.missing == ("committee", "section", "contact", "phone", "address")


def test_a_whole_notice_misses_nothing():
    assert notice().missing == ()


def test_only_a_draft_is_marked():
    assert (notice(draft=True).draft, notice(draft=True).draft_mark) == (True, "送审稿")
    assert (notice(draft=False).draft, notice(draft=False).draft_mark) == (False, "")


def test_an_english_rule_set_makes_an_english_notice():
    said = notice(language="en", office=Office(committee="Committee"), scheme="Star branches", subject="branch")
    assert said.title.startswith("Public Notice: 评审结果 of Star branches,")
    assert said.span == "15 July 2013 to 19 July 2013 (working days: 5)"
    assert said.signer == "[to be filled in: section] of Committee"
