"""Groups with a 小计 each, adjusted totals, scales to a hundred, marks of incidents, rows of full marks."""

import pytest

from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

NAMES = ("一队党支部", "二队党支部", "三队党支部", "四队党支部")
POINTS = ((19, 28, 47), (18, 26, 44), (17, 25, 42), (15, 22, 38))
SCORES = ["94.00", "88.00", "84.00", "75.00"]


def read(folder, *rows):
    table = "\n".join(" | ".join(map(str, row)) for row in rows)
    inputs, problems = read_workbooks([write_book(folder / "b.xlsx", {"Sheet1": table})], [], plan(), H1)
    errors = [(each.code, each.place.cell) for each in problems if each.severity == "error"]
    if errors or inputs is None:
        return errors
    table = inputs.scores
    return (table.points.sum(axis=1) if table.items else table.total).texts()


def of_rows(cells):
    return [[name, *cells(*points)] for name, points in zip(NAMES, POINTS, strict=True)]


GROUPS = {
    "one item of the first, and a total": (
        ["", "学习(20)", "小计", "会议(30)", "发展(50)", "小计", ""],
        lambda a, b, c: [a, a, b, c, b + c, a + b + c],
    ),
    "no total": (["", "学习(20)", "小计", "会议(30)", "发展(50)", "小计"], lambda a, b, c: [a, a, b, c, b + c]),
    "full marks of the sums": (
        ["", "学习(20分)", "小计(20分)", "会议(30分)", "发展(50分)", "小计(80分)", ""],
        lambda a, b, c: [a, a, b, c, b + c, a + b + c],
    ),
    "no full marks": (
        ["", "学习", "小计", "会议", "发展", "小计", ""],
        lambda a, b, c: [a, a, b, c, b + c, a + b + c],
    ),
}


@pytest.mark.parametrize("kind", GROUPS)
def test_a_group_of_one_item_has_a_subtotal_like_the_others(tmp_path, kind):
    lower, cells = GROUPS[kind]
    upper = ["党支部", "一、思想建设", "", "二、组织建设", "", "", "总分"][: len(lower)]
    assert read(tmp_path, upper, lower, *of_rows(cells)) == SCORES


@pytest.mark.parametrize("marks", ["({})", ""])
def test_pages_repeat_heads_of_two_rows(tmp_path, marks):
    items = [f"{name}{marks.format(full)}" for name, full in (("学习", 20), ("制度", 30), ("会议", 50))]
    heads = [["党支部", "一、思想建设", "", "二、组织建设", "总分"], ["", *items, ""]]
    rows = of_rows(lambda *points: [*points, sum(points)])
    assert read(tmp_path, *heads, *rows[:2], ["第1页 共2页"], *heads, *rows[2:], ["第2页 共2页"]) == SCORES


@pytest.mark.parametrize("heads", [("思想(20)", "组织(30)", "作风(50)"), ("思想", "组织", "作风")])
def test_a_column_of_the_half_year_beside_a_proven_total_is_left(tmp_path, heads):
    rows = of_rows(lambda *points: [*points, sum(points) - points[0] % 5, sum(points)])
    assert read(tmp_path, ["党支部", *heads, "上半年得分", "总分"], *rows) == SCORES


ADJUSTED = {
    "加减分": lambda base, change: [base, change, base + change],
    "加分 | 扣分": lambda base, change: [base, max(change, 0), max(-change, 0), base + change],
}


@pytest.mark.parametrize("kind", ADJUSTED)
@pytest.mark.parametrize("before", ["考核得分", "基础得分", "总分"])
@pytest.mark.parametrize("last", ["最终得分", "调整后得分", "实得分"])
def test_a_total_with_points_added_and_taken_off_counts(tmp_path, kind, before, last):
    changes = (-2, 1, 0, 3)
    rows = [
        [name, *ADJUSTED[kind](sum(points), change)]
        for name, points, change in zip(NAMES, POINTS, changes, strict=True)
    ]
    assert read(tmp_path, ["党支部", before, *kind.split(" | "), last], *rows) == ["92.00", "89.00", "84.00", "78.00"]


@pytest.mark.parametrize("head", ["折百", "折合百分", "百分制得分", "折百得分", "折合百分制"])
@pytest.mark.parametrize("marks", ["({})", ""])
def test_a_total_brought_to_a_hundred_counts(tmp_path, head, marks):
    items = [f"{name}{marks.format(full)}" for name, full in (("思想", 40), ("组织", 60), ("作风", 20))]
    points = ((39, 58, 17), (38, 46, 18), (37, 45, 17), (25, 42, 17))
    rows = [[name, *row, sum(row), round(sum(row) * 100 / 120, 2)] for name, row in zip(NAMES, points, strict=True)]
    assert read(tmp_path, ["党支部", *items, "总分", head], *rows) == ["95.00", "85.00", "82.50", "70.00"]


@pytest.mark.parametrize(
    "head", ["底线事项", "一票否决", "否决项", "红线指标", "违纪", "降星情形", "安全事故", "负面清单"]
)
@pytest.mark.parametrize("items", [True, False])
@pytest.mark.parametrize("total", [True, False])
def test_a_number_that_marks_an_incident_is_no_points(tmp_path, head, items, total):
    def table(marks):
        heads = ["党支部", *(["思想(20)", "组织(30)", "作风(50)"] if items else []), head, *(["总分"] if total else [])]
        rows = [
            [name, *(points if items else []), mark, *([sum(points)] if total else [])]
            for name, points, mark in zip(NAMES, POINTS, marks, strict=True)
        ]
        return read(tmp_path, heads, *rows)

    if items or total:
        column = "E" if items else "B"
        assert table((1, 0, 0, 0)) == [("incidents-not-read", f"{column}2")]
        assert table((0, 0, 0, 0)) == SCORES


@pytest.mark.parametrize("heads", [("思想", "组织", "作风"), ("思想扣分", "组织扣分", "作风扣分")])
@pytest.mark.parametrize("last", ["实得", "实得分", "得分"])
def test_a_row_of_full_marks_above_deductions_makes_no_item_of_what_is_left(tmp_path, heads, last):
    lost = [[full - got for full, got in zip((20, 30, 50), points, strict=True)] for points in POINTS]
    rows = [[name, *points, 100 - sum(points)] for name, points in zip(NAMES, lost, strict=True)]
    assert read(tmp_path, ["党支部", *heads, last], ["满分", 20, 30, 50, 100], *rows) == SCORES


@pytest.mark.parametrize("corner", ["项目", "考核项目", "党支部", "考核内容"])
@pytest.mark.parametrize("last", ["总分", "合计", "得分"])
def test_a_table_on_its_side_is_called_so(tmp_path, corner, last):
    rows = [[item, *points] for item, points in zip(("思想", "组织", "作风"), zip(*POINTS, strict=True), strict=True)]
    heads = [corner, "采煤一队", "运输队", "机电科", "后勤"]
    assert read(tmp_path, heads, *rows, [last, 94, 88, 84, 75]) == [("sheet-missing", "B1")]
