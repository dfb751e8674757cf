"""Workbooks as offices dress them: read right to the last digit, or refused at the cell where a guess would begin."""

import pytest

from schemes import scheme
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

RULES = scheme(criteria='{clause: "2", from: workbook}')
HEADS = "党支部 | 学习(40分) | 党务(60分)\n"
FIRST, SECOND = "一支部 | 38.5 | 55\n", "二支部 | 40 | 50\n"
TOTALS = "党支部 | 考核总分\n一支部 | 90\n二支部 | 85\n"


def read(folder, table, rules=RULES, merged=(), period=H1, **sheets):
    path = write_book(folder / "b.xlsx", {"Sheet1": table} | sheets, merged)
    return read_workbooks([path], [], rules, period)


def scores(given):
    return dict(zip(given.scores.branch, given.scores.points.sum().texts(), strict=True))


def brief(problems):
    return [(each.severity, each.code, each.place.cell if each.place else None) for each in problems]


def errors(problems):
    return [(code, cell) for severity, code, cell in brief(problems) if severity == "error"]


@pytest.mark.parametrize(
    ("heads", "merged"),
    [
        ("党支部 | 学习 | 党务\n分值 | 40 | 60\n", []),
        ("党支部 | 学习 | 党务\n | (40分) | （60分）\n", []),
        ("党支部 | 学习 | 党务\n | 40分 | 60分\n", ["A1:A2"]),
        ("党支部 | 基础(100分) |\n | 思想(40分) | 组织(60分)\n | 学习(40分) | 党务(60分)\n", ["A1:A3", "B1:C1"]),
        ("党支部 | 考核内容 |\n | 思想 | 组织\n | 学习(40分) | 党务(60分)\n", ["A1:A3", "B1:C1"]),
    ],
)
def test_heads_of_several_rows_and_full_marks_below_them(tmp_path, heads, merged):
    given, problems = read(tmp_path, heads + FIRST + SECOND, merged=merged)
    assert problems == []
    assert [(item.title, item.full_marks) for item in given.scores.items] == [("学习", 40), ("党务", 60)]
    assert scores(given) == {"一支部": "93.50", "二支部": "90.00"}


def test_a_row_of_full_marks_beside_the_serial_numbers(tmp_path):
    given, problems = read(tmp_path, "序号 | 党支部 | 学习 | 合计\n分值 | | 40 | 40\n1、 | 一支部 | 38.5 | 38.5\n")
    assert (problems, scores(given)) == ([], {"一支部": "38.50"})


def test_plain_numbers_below_the_heads_are_a_nameless_row(tmp_path):
    _, problems = read(tmp_path, f"{HEADS} | 38 | 55\n{SECOND}")
    assert errors(problems) == [("branch-missing", "A2")]


@pytest.mark.parametrize("other", ["自评", "扣分"])
def test_pairs_of_columns_below_an_item(tmp_path, other):
    heads = f"党支部 | 学习(40分) | | 党务(60分) |\n | {other} | 考核得分 | {other} | 考核得分\n"
    given, problems = read(tmp_path, f"{heads}一支部 | 1 | 38.5 | 2 | 55\n", merged=["A1:A2", "B1:C1", "D1:E1"])
    assert brief(problems) == [("notice", "unknown-column", "B2")]
    assert scores(given) == {"一支部": "93.50"}


def test_what_a_branch_gave_itself_is_no_item_beside_what_was_assessed(tmp_path):
    table = "党支部 | 学习(40分)自评 | 学习(40分)考核 | 开展自评(5分)\n一支部 | 40 | 38.5 | 5\n"
    given, problems = read(tmp_path, table)
    assert brief(problems) == [("notice", "unknown-column", "B1")]
    assert scores(given) == {"一支部": "43.50"}


@pytest.mark.parametrize(
    ("table", "cell"),
    [
        (f"2013年上半年党支部考核扣分表\n{HEADS}一支部 | 1.5 | 5\n", "A1"),
        ("党支部 | 学习扣分(40分)\n一支部 | 1.5\n", "B1"),
    ],
)
def test_deductions_are_no_scores(tmp_path, table, cell):
    _, problems = read(tmp_path, table)
    assert errors(problems) == [("deductions", cell)]


def test_points_that_nothing_would_count(tmp_path):
    _, problems = read(tmp_path, "党支部 | 学习(40分) | 加分\n一支部 | 38.5 | 2\n")
    assert errors(problems) == [("points-left-out", "C1")]
    form = "党支部 | 一支部\n项目 | 分值 | 得分\n学习 | 40 | 38.5\n加分项 | | 2\n"
    _, problems = read(tmp_path, form)
    assert errors(problems) == [("points-left-out", "C4")]


@pytest.mark.parametrize("total", ["总分", "总得分", "合计得分"])
def test_the_total_of_a_form_is_no_item(tmp_path, total):
    form = f"党支部 | 一支部\n项目 | 分值 | 得分\n学习 | 40 | 38.5\n党务 | 60 | 55\n{total} | 100 | 93.5\n"
    given, problems = read(tmp_path, form)
    assert (problems, scores(given)) == ([], {"一支部": "93.50"})


@pytest.mark.parametrize(
    "row",
    [
        "采煤队小计 | 38.5 | 55",
        "公司平均分 | 38.5 | 55",
        "合计： | 38.5 | 55",
        "得分率 | 96% | 92%",
        "一、生产单位 | |",
        "（二）机关后勤 | |",
        "2013年上半年考核表(续) | |",
        "党支部 | 学习(40分) | 党务(60分)",
    ],
)
def test_rows_between_the_branches(tmp_path, row):
    given, problems = read(tmp_path, f"{HEADS}{FIRST}{row}\n{SECOND}")
    assert (problems, scores(given)) == ([], {"一支部": "93.50", "二支部": "90.00"})


def test_a_branch_without_scores_is_no_title(tmp_path):
    given, _ = read(tmp_path, f"{HEADS}{FIRST}二、机电党支部 | |\n")
    assert given.scores.branch == ["一支部", "二、机电党支部"]


@pytest.mark.parametrize(
    "note", ["注：以下为机关支部", "考核人：甲", "打分人签字：甲", "（注：略）", "填报部门：组织科"]
)
def test_a_branch_below_a_note_is_not_left_out_unseen(tmp_path, note):
    given, problems = read(tmp_path, f"{HEADS}{FIRST}{note} | |\n\n{SECOND}")
    assert (problems, scores(given)) == ([], {"一支部": "93.50", "二支部": "90.00"})
    given, problems = read(tmp_path, f"{HEADS}{FIRST}{note} | |\n组织科 | | 2013年7月\n")
    assert (problems, scores(given)) == ([], {"一支部": "93.50"})


@pytest.mark.parametrize(
    "foot", [" | | | 盖章", " | | | 2013年7月3日", "主管领导签字： | 甲 | |", "填报单位（盖章）： | | | 2013.7"]
)
def test_signatures_of_many_kinds(tmp_path, foot):
    given, problems = read(tmp_path, f"序号 | {HEADS}1 | {FIRST}{foot}\n")
    assert (problems, scores(given)) == ([], {"一支部": "93.50"})


def test_a_remark_on_the_unit_is_no_signature(tmp_path):
    table = f"单位 | {HEADS}备注：新设 | 三支部 | | 55\n采煤队 | {FIRST}"
    given, _ = read(tmp_path, table)
    assert given.scores.branch == ["三支部", "一支部"]


def test_a_nameless_row_with_a_remark_is_no_end(tmp_path):
    table = f"{HEADS.rstrip()} | 备注\n{FIRST.rstrip()} |\n | 40 | 50 | 说明：补考\n三支部 | 1 | 2 |\n"
    given, problems = read(tmp_path, table)
    assert errors(problems) == [("branch-missing", "A3")]
    assert given.scores.branch == ["一支部", "三支部"]


def test_a_second_table_below_with_other_columns(tmp_path):
    _, problems = read(tmp_path, f"{HEADS}{FIRST}\n党支部 | 党务(60分) | 学习(40分)\n二支部 | 40 | 40\n")
    assert errors(problems) == [("second-head", "B4")]


@pytest.mark.parametrize("name", ["Sheet1", "考核评分"])
@pytest.mark.parametrize(
    ("heads", "cell"),
    [
        ("项目 | 一支部 | 二支部", "B1"),
        ("党支部 | 分值 | 一支部 | 二支部", "C1"),
        ("党支部 | 一支部 | 二支部 | 三支部", "B1"),
        ("序号 | 考核项目 | 分值 | 一支部 | 二支部", "D1"),
    ],
)
def test_branches_side_by_side_are_told_to_be_turned(tmp_path, heads, cell, name):
    path = write_book(tmp_path / "2013H1.xlsx", {name: f"{heads}\n学习 | 38 | 40 | 39\n"})
    _, problems = read_workbooks([path], [], plan(), H1)
    assert errors(problems) == [("sheet-missing", cell)]
    assert "each branch needs a row" in problems[-1].message.say("en")


def test_a_table_of_branches_without_full_marks_says_what_it_lacks(tmp_path):
    _, problems = read(tmp_path, "党支部 | 学习40\n一支部 | 38.5\n")
    assert errors(problems) == [("column-missing", "A1")]


@pytest.mark.parametrize(
    ("sheet", "table"),
    [("六种情形", "党支部 | 安全事故 | 集体上访\n一支部 | 无 | 有"), ("违纪", "一支部张三受党内警告")],
)
def test_a_list_of_incidents_is_not_passed_over(tmp_path, sheet, table):
    _, problems = read(tmp_path, TOTALS, plan(), **{sheet: table})
    assert errors(problems) == [("incidents-not-read", None)]
    _, problems = read(tmp_path, TOTALS, plan(), **{f"{sheet}填表说明": table.replace("党支部", "部门")})
    assert errors(problems) == []


@pytest.mark.parametrize("row", ["无 | 无 | 无 | 无", "本期无降星情形", "一支部 | 无 | |", "/ | / | / | /"])
def test_a_list_that_says_there_was_none(tmp_path, row):
    given, problems = read(tmp_path, TOTALS, plan(), 降星情形=f"党支部 | 情形 | 日期 | 文号\n{row}\n")
    assert (problems, given.incidents) == ([], ())


@pytest.mark.parametrize("day", ["'20130305", "20130305", "'2013-03-05 10:30:00", "'2013/3/5 8:30"])
def test_days_without_strokes_or_with_a_time(tmp_path, day):
    table = f"党支部 | 情形 | 日期 | 文号\n一支部 | '4.4(6) | {day} | 1\n"
    given, problems = read(tmp_path, TOTALS, plan(), 降星情形=table)
    assert (problems, given.incidents[0].date.isoformat()) == ([], "2013-03-05")


def test_a_period_in_chinese_numerals(tmp_path):
    given, problems = read(tmp_path, f"二〇一三年上半年考核评分表\n{HEADS}{FIRST}", period=None)
    assert (problems, given.period) == ([], H1)
    _, problems = read(tmp_path, f"二○一二年下半年考核评分表\n{HEADS}{FIRST}")
    assert errors(problems) == [("period-contradiction", "A1")]


def test_what_the_rule_set_rates_may_head_the_column(tmp_path):
    rules = plan().model_copy(update={"wording": plan().wording.model_copy(update={"subject": "村党组织"})})
    given, problems = read(tmp_path, "村党组织 | 考核得分\n张村 | 93\n", rules)
    assert (problems, given.scores.branch) == ([], ["张村"])


def test_thousands_and_phone_stars(tmp_path):
    table = "党支部 | 党员人数 | 申报星级 | 总分\n一支部 | 1,024 | ⭐⭐⭐⭐⭐ | 93\n二支部 | 12人 | 四 星 级 | 88\n"
    given, problems = read(tmp_path, table, plan())
    assert problems == []
    assert (given.scores.column("members"), given.scores.column("applied_star")) == ([1024, 12], [5, 4])


_PARTS = {
    2: ["类别 | 考核总分", "自评 | 95", "考评 | 92"],
    3: ["时段 | 得分", "一季度 | 95", "二季度 | 97", "平均 | 96"],
    4: ["项目 | 分值 | 得分", "学习 | 60 | 50", "纪律 | 25 | 20", "活动 | 15 | 15", "合计 | 100 | 85"],
}


@pytest.mark.parametrize("many", _PARTS)
def test_several_rows_below_a_merged_name_are_one_problem(tmp_path, many):
    heads, first, *others = _PARTS[many]
    rows = [row for name in ("一支部", "二支部") for row in (f"{name} | {first}", *(f" | {each}" for each in others))]
    merged = [f"A2:A{many + 1}", f"A{many + 2}:A{2 * many + 1}"]
    _, problems = read(tmp_path, "\n".join([f"党支部 | {heads}", *rows]), plan(), merged)
    assert errors(problems) == [("rows-of-parts", "A3")]
    assert f"一支部 {many}" in next(each for each in problems if each.code == "rows-of-parts").message.say("en")
