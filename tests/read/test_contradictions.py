"""What else a sheet says of its scores bears witness to them: what agrees is read, what contradicts is asked about."""

import pytest

from starrating.read.column_map import load_column_map
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

SCORES = {"一队": 95, "二队": 88, "三队": 84, "四队": 70}
GROUPS = "{0}\n一队党支部 | 95\n{1}\n二队党支部 | {2}\n三队党支部 | 84\n{3}\n四队党支部 | 70"


def asked(folder, table, merged=(), **sheets):
    """Return what there is to ask or to warn about a workbook, as severity, code and cell."""
    _, problems = read_workbooks([write_book(folder / "b.xlsx", {"考核评分": table} | sheets, merged)], [], plan(), H1)
    return [(each.severity, each.code, each.place.cell) for each in problems if each.severity != "notice"]


def column(head, *cells, scores=SCORES):
    rows = zip(scores.items(), cells, strict=True)
    return f"党支部 | 得分 | {head}\n" + "\n".join(f"{name}党支部 | {score} | {cell}" for (name, score), cell in rows)


def below(*lines, scores=SCORES):
    rows = "\n".join(f"{name}党支部 | {score}" for name, score in scores.items())
    return "\n".join(["党支部 | 得分", rows, *lines])


LONG = "注：本次考核自7月1日起，至7月12日止，由公司党委组织部会同纪委、工会组织，共6个党支部参加。"
STAR, RANK, SUM = "star-beside-differs", "rank-differs", "sum-disagrees"
COUNT, STARS, NUMBER = "count-differs", "star-count-differs", "running-number"


@pytest.mark.parametrize("head", ["拟评星级", "考核等次", "总评", "结果"])
def test_stars_are_those_of_the_scores_whatever_their_head(tmp_path, head):
    agreed = ("五星级", "四星级", "四星级", "三星级")
    assert asked(tmp_path, column(head, *agreed)) == []
    assert asked(tmp_path, column(head, "五星级", "五星级", *agreed[2:])) == [("error", STAR, "C3")]
    assert asked(tmp_path, column(head, "★★★★★", "★★★★★", "★★★★", "★★★")) == [("error", STAR, "C3")]


@pytest.mark.parametrize("head", ["上期等次", "申报等次", "2012年等次", "备注 目标", "食堂等级", "党员活动室"])
def test_stars_of_other_days_or_other_things_contradict_nothing(tmp_path, head):
    words = "一流" if head == "食堂等级" else "五星级"
    assert asked(tmp_path, column(head, words, words, words, words)) == []


def test_a_star_in_a_merged_cell_is_that_of_all_its_rows(tmp_path):
    cells = ("五星级", "四星级", "", "三星级")
    assert asked(tmp_path, column("等次", *cells), ["C3:C4"]) == []
    assert asked(tmp_path, column("等次", "五星级", "", "四星级", "三星级"), ["C2:C3"]) == [("error", STAR, "C3")]


@pytest.mark.parametrize(
    "title",
    [
        "{}党支部（{}个）",
        "{}（{}个）：",
        "一、拟评为{}的党支部",
        "（一）{}",
        "{}（以下按得分排列）",
        "◆{}支部",
        "★{}：共{}个",
    ],
)
def test_titles_of_groups_are_stars_of_those_below(tmp_path, title):
    def groups(score, *many):
        heads = [title.format(star, one) for star, one in zip(("五星级", "四星级", "三星级"), many, strict=True)]
        return "党支部 | 得分\n" + GROUPS.format(heads[0], heads[1], score, heads[2])

    assert asked(tmp_path, groups(88, 1, 2, 1)) == []
    assert asked(tmp_path, groups(91, 1, 2, 1)) == [("error", STAR, "A5")]
    told = asked(tmp_path, groups(88, 1, 3, 1))
    assert told == ([("error", COUNT, "A4")] if title.count("{}") > 1 else [])


@pytest.mark.parametrize(
    ("titles", "problems"),
    [
        (("上期五星级党支部", "上期四星级党支部", "其他"), []),
        (("生产单位", "机关单位", "后勤单位"), []),
        (("四星级党支部", "其他党支部", "三星级"), [("error", STAR, "A3")]),
    ],
)
def test_titles_of_other_groups_are_none(tmp_path, titles, problems):
    table = "党支部 | 得分\n" + GROUPS.format(titles[0], titles[1], 88, titles[2])
    assert [each for each in asked(tmp_path, table) if each[1] == STAR] == problems


@pytest.mark.parametrize("head", ["名次", "排名", "得分排名", "公司名次"])
@pytest.mark.parametrize(
    ("scores", "ranks", "cells"),
    [
        ((95, 88, 84, 70), (1, 2, 3, 4), []),
        ((95, 88, 88, 70), (1, 2, 2, 4), []),
        ((95, 88, 88, 70), (1, 2, 2, 3), []),
        ((95, 88, 88, 70), (1, 3, 2, 4), []),
        ((95, 88, 84, 70), ("第1名", "第2名", "第3名", "第4名"), []),
        ((95, 88, 84, 70), (4, 9, 12, 20), []),
        ((95, 88, 84, 70), (1, 1, 2, 2), []),
        ((59, 88, 84, 70), (1, 2, 3, 4), ["C2"]),
        ((95, 88, 84, 70), ("第1名", "第2名", "第4名", "第3名"), ["C5"]),
        ((95, 88, 88, 70), (1, 2, 4, 3), ["C5"]),
        ((95, 88, 84, 70), (1, 2, 2, 4), ["C4"]),
        ((95, 88, 84, 70), (4, 3, 2, 1), ["C1"]),
        ((95, 88, 84, 70), (1, 2, 1, 4), ["C4"]),
    ],
)
def test_ranks_order_the_scores(tmp_path, head, scores, ranks, cells):
    table = column(head, *ranks, scores=dict(zip(SCORES, scores, strict=True)))
    assert asked(tmp_path, table) == [("error", RANK, cell) for cell in cells]


@pytest.mark.parametrize("head", ["部门内排名", "上期名次", "群众满意度排名"])
def test_ranks_of_others_contradict_nothing(tmp_path, head):
    assert asked(tmp_path, column(head, 4, 3, 1, 2)) == []


def test_ranks_that_order_another_column_are_of_that_one(tmp_path):
    rows = "一队党支部 | 95 | 90 | 4\n二队党支部 | 88 | 94 | 3\n三队党支部 | 84 | 95 | 2\n四队党支部 | 70 | 99 | 1"
    assert asked(tmp_path, f"党支部 | 得分 | 自评得分 | 名次\n{rows}") == []


def test_ranks_beside_a_total_that_its_items_prove_are_a_warning(tmp_path):
    rows = (
        "一队党支部 | 38 | 57 | 95 | {}\n二队党支部 | 36 | 52 | 88 | {}\n"
        "三队党支部 | 34 | 50 | 84 | 3\n四队党支部 | 30 | 40 | 70 | 4"
    )
    heads = "党支部 | 学习(40分) | 党务(60分) | 总分 | 名次\n"
    assert asked(tmp_path, heads + rows.format(1, 2)) == []
    assert asked(tmp_path, heads + rows.format(2, 1)) == [("warning", RANK, "E3")]


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("合计 | 337", []),
        ("平均 | 84.25", []),
        ("平均分 | 84.3", []),
        ("公司平均得分 | 84", []),
        ("最高分 | 95\n最低分 | 70", []),
        ("合计 | 357", [("error", SUM, "B6")]),
        ("平均 | 89.25", [("error", SUM, "B6")]),
        ("公司平均得分 | 85.56", [("error", SUM, "B6")]),
        ("最高分 | 98", [("error", SUM, "B6")]),
        ("合计 | 337\n平均 | 89", []),
        ("上期平均 | 89.25", []),
        ("集团平均分 | 91", []),
    ],
)
def test_rows_of_sums_and_means_agree_with_the_only_scores(tmp_path, line, problems):
    assert asked(tmp_path, below(line)) == problems


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("合计 | 138 | 199 | 337", []),
        ("合计 | 138 | 209 | 347", [("error", SUM, "C6")]),
        ("合计 | 108 | 159 | 267", [("error", SUM, "B6")]),
        ("合计 | 138 | 209 | 337", []),
        ("合计 | 138 | 199 | 347", []),
        ("平均 | 34.5 | 49.8 | 84.3", []),
        ("平均 | 34.5 | 52.3 | 86.8", [("error", SUM, "C6")]),
        ("平均 | 34.5 | 49.8 | 86.8", []),
    ],
)
def test_a_row_that_is_whole_in_itself_speaks_against_totals_that_are_proven(tmp_path, line, told):
    rows = "一队党支部 | 38 | 57 | 95\n二队党支部 | 36 | 52 | 88\n三队党支部 | 34 | 50 | 84\n四队党支部 | 30 | 40 | 70"
    assert asked(tmp_path, f"党支部 | 学习(40分) | 党务(60分) | 总分\n{rows}\n{line}") == told


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("注：本期共4个党支部参加考核。", []),
        ("本页共4个党支部，第1页，共1页", []),
        ("全公司共有5个党支部，其中4个参加考核，1个新成立", []),
        ("全公司共有5个党支部，1个未参评", []),
        ("注：90分以上党支部1个，五星级党支部不超过党支部总数的30%。", []),
        ("注：每个党支部由3个部门打分，考核组对二个部门复核。", []),
        ("上期共6个党支部", []),
        ("参评党支部4个，其中五星级1个，四星级2个，三星级1个", []),
        ("上期五星级3个", []),
        ("注：本期共5个党支部参加考核。", [COUNT]),
        ("本次共有三个党支部参加考核", [COUNT]),
        ("参评党支部6个", [COUNT]),
        ("合计（6个党支部） | 337", [COUNT]),
        ("参评党支部4个，其中五星级2个，四星级1个，三星级1个", [STARS]),
        ("3个五星级党支部，1个三星级党支部。", [STARS]),
    ],
)
def test_numbers_of_branches_and_of_stars_are_those_of_the_table(tmp_path, line, codes):
    assert [code for _, code, _ in asked(tmp_path, below(line))] == codes


def test_a_number_of_branches_may_be_that_of_a_part(tmp_path):
    first = "党支部 | 得分\n一队党支部 | 95\n二队党支部 | 88\n本页共2个党支部"
    second = "三队党支部 | 84\n四队党支部 | 70\n五队党支部 | 60\n本页共{}个党支部"
    assert asked(tmp_path, f"{first}\n{second.format(3)}") == []
    assert asked(tmp_path, f"{first}\n{second.format(4)}") == [("error", COUNT, "A8")]


def test_a_list_of_incidents_or_another_sheet_explains_other_numbers(tmp_path):
    incidents = "党支部 | 情形 | 日期\n一队党支部 | 4.4(6) | 2013-05-06"
    assert STARS not in {code for _, code, _ in asked(tmp_path, below("其中五星级0个"), 降星情形=incidents)}
    others = "党支部 | 得分\n五队党支部 | 60"
    assert asked(tmp_path, below("共5个党支部"), 机关=others) == []


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        ((1, 2, 3, 4, 5, 6), False),
        ((1, 2, 3, 1, 2, 3), False),
        ((3, 1, 2, 6, 5, 4), False),
        ((101, 103, 107, 201, 202, 203), False),
        ((1, 3, 5, 7, 9, 11), False),
        (("一", "二", "三", "四", "五", "六"), False),
        ((1, 2, 3, 5, 6, 7), True),
        ((1, 2, 3, 3, 4, 5), True),
    ],
)
def test_running_numbers_tell_of_lost_and_copied_rows(tmp_path, numbers, odd):
    rows = [
        f"{number} | {name}队党支部 | 8{at}"
        for at, (number, name) in enumerate(zip(numbers, "一二三四五六", strict=True))
    ]
    table = "\n".join(["序号 | 党支部 | 得分", *rows])
    assert [code for _, code, _ in asked(tmp_path, table)] == ([NUMBER] if odd else [])
    if 4 not in numbers:
        assert asked(tmp_path, f"{table}\n4 | 七队（已撤销） | ") == (
            [] if max(numbers) == 7 else asked(tmp_path, table)
        )


@pytest.mark.parametrize(
    ("title", "head", "scale"),
    [
        ("考核评分表（满分100分）", "平均得分", None),
        ("考核评分表（百分制）", "得分（满分100分）", None),
        ("考核评分表", "平均得分（满分5分）", "B2"),
        ("考核评分表（10分制）", "得分", "A1"),
        ("考核评分表（五分制）", "得分", "A1"),
        ("考核评分表（满分120分）", "得分", "A1"),
    ],
)
def test_scores_on_another_scale_are_asked_about(tmp_path, title, head, scale):
    rows = "一队党支部 | 4.8\n二队党支部 | 4.2\n三队党支部 | 3.9" if scale else "一队党支部 | 95\n二队党支部 | 88"
    problems = asked(tmp_path, f"{title} |\n党支部 | {head}\n{rows}")
    assert ("error", "terms-differ", scale) in problems if scale else problems == []


def test_a_running_number_of_a_row_without_scores_explains_the_gap(tmp_path):
    rows = "1 | 一队党支部 | 90\n2 | 二队党支部 | 84\n4 | 三队党支部 | 82\n5 | 四队党支部 | 81"
    assert asked(tmp_path, f"序号 | 党支部 | 得分\n{rows}") == [("warning", NUMBER, "A4")]
    assert asked(tmp_path, f"序号 | 党支部 | 得分\n{rows}\n | 注：另有一个党支部新成立 | \n3 | | ") == []


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (column("等次", "五星级", "五星级", "四星级", "三星级"), "scores: {等次: ignore}"),
        (column("名次", 1, 2, 4, 3), "scores: {名次: ignore}"),
        (below("合计 | 357"), "branches: {合计: ignore}"),
        (below("本期共6个党支部"), "branches: {本期共6个党支部: ignore}"),
        (below(f"{LONG} "), f'branches: {{"{LONG}": ignore}}'),
        (f"考核（共6个党支部） |\n{below()}", "branches: {考核（共6个党支部）: ignore}"),
        ("党支部 | 得分\n" + GROUPS.format("五星级", "四星级", 91, "三星级"), "branches: {四星级: ignore}"),
    ],
)
def test_the_answer_that_is_told_is_taken(tmp_path, table, line):
    book = write_book(tmp_path / "b.xlsx", {"考核评分": table})
    first = next(each for each in read_workbooks([book], [], plan(), H1)[1] if each.severity == "error")
    assert line in first.hint.say("en")
    (tmp_path / "columns.yaml").write_text(line, encoding="utf-8")
    mapping = load_column_map(tmp_path / "columns.yaml")
    assert [
        each for each in read_workbooks([book], [], plan(), H1, mapping=mapping)[1] if each.severity == "error"
    ] == []


@pytest.mark.parametrize(
    ("names", "read"),
    [
        (("①一队党支部", "②二队党支部", "③三队党支部"), ["一队党支部", "二队党支部", "三队党支部"]),
        (("1.一队党支部", "2、二队党支部", "３．三队党支部"), ["一队党支部", "二队党支部", "三队党支部"]),
        (("（一）一队党支部", "（二） 二队党支部", "(三)三队党支部"), ["一队党支部", "二队党支部", "三队党支部"]),
        (("1.一队党支部", "1.二队党支部", "2.三队党支部"), ["一队党支部", "二队党支部", "三队党支部"]),
        (("1号井党支部", "2号井党支部", "3号井党支部"), ["1号井党支部", "2号井党支部", "3号井党支部"]),
        (("一支部", "二支部", "三支部"), ["一支部", "二支部", "三支部"]),
        (("1.一队党支部", "二队党支部", "三队党支部"), None),
        (("1.一队党支部", "2.二队党支部", "4.三队党支部"), None),
    ],
)
def test_list_numbers_before_all_names_are_no_part_of_them(tmp_path, names, read):
    rows = "\n".join(f"{name} | 9{at}" for at, name in enumerate(names))
    book = write_book(tmp_path / "b.xlsx", {"考核评分": f"党支部 | 得分\n{rows}\n合计 | 273"})
    given, problems = read_workbooks([book], [], plan(), H1)
    assert [each.code for each in problems if each.severity == "error"] == ([] if read else ["list-number"])
    assert given.scores.branch == (read or list(names))
    known, problems = read_workbooks([book], [], plan(), H1, branches=names)
    assert (known.scores.branch, problems) == (list(names), [])


@pytest.mark.parametrize("form", ["第{}页 共{}页", "第{}页／共{}页", "（{}/{}）", "Page {} of {}", "第{}页，共{}页"])
def test_all_pages_are_there_that_a_printed_list_counts(tmp_path, form):
    first, second, third = (form.format(page, 3) for page in (1, 2, 3))
    assert asked(tmp_path, below(first, second, third)) == []
    assert asked(tmp_path, below(first, third)) == [("error", "page-missing", "A7")]
    assert asked(tmp_path, below(second)) == [("warning", "page-missing", "A6")]
    assert asked(tmp_path, below(form.format(1, 1))) == []
