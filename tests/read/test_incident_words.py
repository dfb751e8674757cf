"""Columns of a score sheet that tell of incidents."""

import pytest

from schemes import scheme
from starrating.read.incident_words import NamedBranches
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

HEADS = [
    "降星情形",
    "一票否决",
    "受处分情况",
    "违纪违法情况",
    "安全事故",
    "重大案件",
    "减星情况",
    "工亡人数",
    "被查处人数",
]


def read(folder, head, cell, ruleset=None):
    table = (
        f"党支部 | 学习(40分) | 党务(60分) | 总分 | {head}\n一支部 | 40 | 50 | 90 | 无\n二支部 | 30 | 50 | 80 | {cell}"
    )
    return read_workbooks([write_book(folder / "book.xlsx", {"考核评分": table})], [], ruleset or plan(), H1)[1]


def errors(problems):
    return [(each.code, each.place.cell) for each in problems if each.severity == "error"]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("cell", ["受到党内警告处分", "是", "1起", "1", "第5种", "TRUE"])
def test_an_incident_in_a_column_of_the_score_sheet_is_refused_at_its_cell(tmp_path, head, cell):
    assert errors(read(tmp_path, head, cell)) == [("incidents-not-read", "E3")]


@pytest.mark.parametrize("cell", ["", "无", "没有", "否", "/", "—", "0", "本期无", "未发生", "无违纪", "FALSE"])
def test_a_column_that_says_there_was_none_is_passed_over(tmp_path, cell):
    assert errors(read(tmp_path, "降星情形", cell)) == []


def test_a_rule_set_without_triggers_asks_for_no_incidents(tmp_path):
    assert errors(read(tmp_path, "降星情形", "是", scheme())) == []


@pytest.mark.parametrize(
    ("head", "cell"),
    [("备注", "工亡1人"), ("重伤（人）", "2"), ("计划生育", "否决"), ("备注", "减1星"), ("领导班子", "不作为")],
)
def test_what_speaks_as_the_trigger_does_or_of_casualties_is_refused(tmp_path, head, cell):
    assert errors(read(tmp_path, head, cell)) == [("incidents-not-read", "E3")]


@pytest.mark.parametrize(
    ("head", "cell"),
    [("备注", "工亡0人"), ("备注", "无工亡"), ("计划生育", "达标"), ("党员", "30"), ("备注", "计划生育已检查")],
)
def test_what_tells_of_none_is_passed_over(tmp_path, head, cell):
    assert errors(read(tmp_path, head, cell)) == []


@pytest.mark.parametrize("head", ["备注", "说明"])
@pytest.mark.parametrize(
    "cell",
    ["取消评星资格", "不参与评星", "本期不评定", "不参加评定", "已撤销，并入机关", "总分应为91", "总分更正为92分"],
)
def test_a_remark_that_overturns_its_row_is_asked_about(tmp_path, head, cell):
    assert errors(read(tmp_path, head, cell)) == [("remark-not-read", "E3")]


@pytest.mark.parametrize("cell", ["撤销处分", "该项未考核", "不合格项已整改", "书记参加评定会", "应到30人"])
def test_a_remark_that_overturns_nothing_is_passed_over(tmp_path, cell):
    assert errors(read(tmp_path, "备注", cell)) == []


@pytest.mark.parametrize(
    ("head", "cell", "problems"),
    [
        ("评定星级", "四星级", []), ("评定星级", "五星级", ["E3"]), ("最终星级", "3", ["E3"]),
        ("评定星级", "二星", ["E3"]),
        ("评定星级", "", []), ("上期星级", "五星级", []), ("星级变化", "3", []), ("目标星级", "五星级", []),
    ],
)  # fmt: skip
def test_a_star_beside_the_total_that_it_has_not_is_asked_about(tmp_path, head, cell, problems):
    table = f"党支部 | 总分 | 书记 | 学历 | {head}\n一支部 | 90 | 甲 | 大专 | 5\n二支部 | 80 | 乙 | 本科 | {cell}"
    found = read_workbooks([write_book(tmp_path / "book.xlsx", {"考核评分": table})], [], plan(), H1)[1]
    assert errors(found) == [("star-beside-differs", place) for place in problems]


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        (("五星级", "不详", "待定"), []),
        (("五星级", "三星级", "待定", "不详"), ["C3", "C4", "C5"]),
        (("五星级", "待定"), ["C3"]),
    ],
)
def test_a_column_of_which_half_are_stars_has_stars(tmp_path, cells, problems):
    rows = "\n".join(f"{at}支部 | 90 | {cell}" for at, cell in zip("一二三四", cells, strict=False))
    book = write_book(tmp_path / "book.xlsx", {"考核评分": f"党支部 | 总分 | 评定星级\n{rows}"})
    found = errors(read_workbooks([book], [], plan(), H1)[1])
    assert [place for code, place in found if code == "star-beside-differs"] == problems


def test_a_star_that_a_listed_incident_lowers_may_stand_beside_the_total(tmp_path):
    table = "党支部 | 总分 | 评定星级\n一支部 | 90 | 四星级\n二支部 | 80 | 四星级"
    listed = "党支部 | 情形 | 日期 | 事项\n一支部 | 6 | 2013-05-04 | 计划生育"
    alone = write_book(tmp_path / "scores.xlsx", {"考核评分": table})
    assert errors(read_workbooks([alone], [], plan(), H1)[1]) == [("star-beside-differs", "C2")]
    both = write_book(tmp_path / "book.xlsx", {"考核评分": table, "降星情形": listed})
    assert errors(read_workbooks([both], [], plan(), H1)[1]) == []


@pytest.mark.parametrize(
    ("note", "named"),
    [("机电队发生事故", True), ("该支部发生事故", True), ("发生事故的降一星", False), ("本队发生事故", False)],
)
def test_whom_a_note_names(note, named):
    assert NamedBranches(["机电队党支部", "队党支部", "医院支部"]).is_one_in(note) is named
