"""What a careful clerk doubts in an otherwise ordinary table is asked about at its cell; what looks alike is read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from starrating.model import Period
from starrating.rating.input_checks import check
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan

_TOTALS = {"采煤一队党支部": 93, "运输队党支部": 71, "通风队党支部": 91, "机电科党支部": 82, "后勤党支部": 88.5}
_FULL = (40, 30, 30)
_POINTS = {
    "采煤一队党支部": (38, 28, 27),
    "运输队党支部": (30, 21, 20),
    "通风队党支部": (36.5, 27.5, 27),
    "机电科党支部": (33, 25, 24),
    "后勤党支部": (35, 26.5, 27),
}
Rows = Sequence[Sequence[Any]]


def _read(folder: Path, rows: Rows, title: str = "2013年上半年党支部考核评分表", period: Period | None = None) -> Any:
    """Return the score of each branch, or the errors by kind and cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "考核评分"
    for row in [[title], *rows]:
        sheet.append(list(row))
    book.save(folder / "book.xlsx")
    inputs, problems = read_workbooks([folder / "book.xlsx"], [], plan(), period)
    problems += check(inputs, plan()) if inputs else []
    errors = {(each.code, each.place.cell if each.place else None) for each in problems if each.severity == "error"}
    if errors:
        return errors
    scores = inputs.scores
    exact = scores.points.sum(axis=1) if scores.items else scores.total
    return dict(zip(scores.branch, map(float, exact.fractions()), strict=True))


def _with(head: str, cells: Sequence[Any]) -> list[list[Any]]:
    """Return a table of totals with one more column."""
    rows = [[*row, cell] for row, cell in zip(_TOTALS.items(), cells, strict=True)]
    return [["党支部", "得分", head], *rows]


@pytest.mark.parametrize(
    ("number", "asked"),
    [(0.85, True), (6.5, True), (8.5, True), (9.2, True), ("0.85", True), ("0.85分", False), (0, True), ("0", True),
     ("0分", False), (45, False), (11, False)],
)  # fmt: skip
def test_a_total_a_power_of_ten_below_the_others_is_asked_about(tmp_path: Path, number: Any, *, asked: bool) -> None:
    totals = {**_TOTALS, "机电科党支部": number}
    said = _read(tmp_path, [["党支部", "得分"], *totals.items()])
    assert said == {("score-out-of-scale", "B6")} if asked else len(said) == len(_TOTALS)


@pytest.mark.parametrize(
    ("number", "asked"), [(2.5, True), (0.25, True), (2, False), (0, False), (12.5, False), (1.5, False)]
)
@pytest.mark.parametrize("proven", [True, False])
def test_an_item_is_doubted_where_its_decimal_point_alone_makes_it_low(
    tmp_path: Path, number: float, *, asked: bool, proven: bool
) -> None:
    """1.5 is no slip: 15 would be below all others; and a total that adds up says that the number is meant."""
    points = {**_POINTS, "机电科党支部": (33, number, 24)}
    rows = [[name, *row, *([sum(row)] if proven else [])] for name, row in points.items()]
    heads = ["思想(40分)", "组织(30分)", "作风(30分)", *(["总分"] if proven else [])]
    said = _read(tmp_path, [["党支部", *heads], *rows])
    assert (said == {("score-out-of-scale", "C6")}) == (asked and not proven)
    assert isinstance(said, dict) or (asked and not proven)


@pytest.mark.parametrize(
    ("title", "period", "errors"),
    [
        ("2013年第一季度党支部考核评分表", None, {("period-not-assessed", "A1")}),
        ("2013年1-3月党支部考核评分表", None, {("period-not-assessed", "A1")}),
        ("2013年度党支部考核评分表", None, {("period-not-assessed", "A1")}),
        ("党支部考核评分表", Period(2013, "Q1"), {("period-not-assessed", None)}),
        ("2013年度党支部考核评分表", H1, set()),
        ("2013年上半年党支部考核评分表", None, set()),
    ],
)
def test_a_period_that_the_rules_do_not_assess_is_refused(
    tmp_path: Path, title: str, period: Period | None, errors: set[tuple[str, str | None]]
) -> None:
    said = _read(tmp_path, [["党支部", "得分"], *_TOTALS.items()], title, period)
    assert said == (errors or {name: float(total) for name, total in _TOTALS.items()})


@pytest.mark.parametrize(
    ("remark", "code"),
    [
        *((words, "incidents-not-read") for words in (
            "6月被亮红灯，降格评定", "摘星一颗", "黄牌警告一次", "触碰红线，执行否决", "书记被约谈、留置调查",
            "发生较大火灾，受集团公司追责", "职工聚集讨薪，局里已发通报", "职工到省里集访", "书记被诫勉谈话",
            "党员王某酒驾",
            "计划生育不达标", "被局通报批评", "没有完成生产任务", "班子不团结",
        )),
        *((words, "remark-not-read") for words in (
            "不得评为五星", "复核后为91分", "申诉中", "较实际多计1分", "补报材料后加1分", "按90分计", "并入机关党支部",
            "信访未扣，待定", "建议不评五星", "另加2分，未计入总分", "暂不评定",
        )),
        *((words, "") for words in (
            "7月已换届", "书记空缺", "党员38人", "全年无事故", "受到局通报表扬", "新成立", "无违规违纪", "未发生上访",
            "获评示范党支部", "较上期进步3名", "3次会议记录不全，扣2分", "资料齐全", "计划生育达标", "全部达标，未扣分",
        )),
    ],
)  # fmt: skip
def test_a_remark_that_may_lower_a_star_or_change_a_score_is_asked_about(
    tmp_path: Path, remark: str, code: str
) -> None:
    said = _read(tmp_path, _with("备注", ["", "", remark, "", ""]))
    assert said == ({(code, "C5")} if code else _TOTALS)


@pytest.mark.parametrize(
    ("head", "cell", "asked"),
    [
        ("红线指标", "触碰", True), ("底线事项", "1项", True), ("稳定工作", "进京上访1起", True),
        ("是否触犯4.4条", "是（第3款）", True), ("呃", "是", True), ("是否新建", "是", False), ("获奖", "2项", False),
        ("所在片区", "东区", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("none", ["", "否"])
def test_a_mark_at_few_branches_is_asked_about(tmp_path: Path, head: str, cell: str, none: str, *, asked: bool) -> None:
    said = _read(tmp_path, _with(head, [none, none, cell, none, none]))
    assert said == ({("incidents-not-read", "C5")} if asked else _TOTALS)


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("注：运输队党支部另加2分，未计入总分。", "terms-differ"), ("注：运输队党支部另加2分。", "remark-not-read"),
        ("说明：运输队得分待纪委复核后确定", "remark-not-read"),
        ("注：机电科党支部不参加本次星级评定。", "remark-not-read"),
        ("* 该支部因安全事故降一个星级", "incidents-not-read"),
        ("注：95分以上为五星级，85分至95分为四星级", "terms-differ"), ("得分前30%的党支部评为五星级", "terms-differ"),
        ("以下机关支部总分按95%折算", "terms-differ"), ("说明：满分120分", "terms-differ"),
        ("注：90分以上为五星级，80-90分为四星级", ""), ("说明：满分100分", ""), ("注：安全教育由运输队组织", ""),
        ("注：以上得分经党委会研究确定", ""), ("五星级党支部奖励5分", ""),
    ],
)  # fmt: skip
def test_a_note_that_changes_what_is_rated_or_how_is_asked_about(tmp_path: Path, note: str, code: str) -> None:
    said = _read(tmp_path, [["党支部", "得分"], *_TOTALS.items(), [note]])
    assert said == ({(code, "A8")} if code else _TOTALS)


@pytest.mark.parametrize(
    ("title", "refused"),
    [
        ("2013年上半年党支部书记抓党建述职评议得分表", True), ("2013年上半年团支部星级考核评分表", True),
        ("2013年上半年星级党小组考核评分表", True), ("2013年上半年党支部考核评分表（满分120分）", True),
        ("2013年上半年党支部考核评分表（含书记述职评议）", False), ("2013年上半年党支部考核评分表（百分制）", False),
    ],
)  # fmt: skip
def test_a_title_of_another_table_is_refused(tmp_path: Path, title: str, *, refused: bool) -> None:
    said = _read(tmp_path, [["党支部", "得分"], *_TOTALS.items()], title)
    assert said == ({("terms-differ", "A1")} if refused else _TOTALS)


@pytest.mark.parametrize(
    ("heads", "refused"),
    [(["6月得分"], True), (["1-6月得分"], False), (["1—3月得分"], True), (["得分"], False)],
)
def test_a_total_of_some_months_is_asked_about(tmp_path: Path, heads: list[str], *, refused: bool) -> None:
    said = _read(tmp_path, [["党支部", *heads], *_TOTALS.items()])
    assert said == ({("terms-differ", "B2")} if refused else _TOTALS)


@pytest.mark.parametrize("months", [range(1, 7), range(4, 7)])
def test_the_mean_of_months_is_a_score_if_they_are_all_of_the_period(tmp_path: Path, months: range) -> None:
    offsets = (0, 1, -1, 2, -2, 0)
    rows = [[name, *(total + offsets[month - 1] for month in months)] for name, total in _TOTALS.items()]
    rows = [[*row, round(sum(row[1:]) / len(months), 2)] for row in rows]
    said = _read(tmp_path, [["党支部", *(f"{month}月" for month in months), "平均分"], *rows])
    assert isinstance(said, dict) == (len(months) == 6)


@pytest.mark.parametrize(
    ("others", "asked"), [((91, 45, 40), False), ((91, 90, 40, 30), True), ((91, 90, 88, 40, 30, 20), True)]
)
def test_a_low_total_is_doubted_where_half_of_the_others_are_high(
    tmp_path: Path, others: Sequence[int], *, asked: bool
) -> None:
    rows = [(f"{at}党支部", total) for at, total in zip("甲乙丙丁戊己庚", (0.85, *others), strict=False)]
    said = _read(tmp_path, [["党支部", "得分"], *rows])
    assert (("score-out-of-scale", "B3") in said) is asked


def _divided(
    heads: Sequence[str], shown: Sequence[Any], *, total: str = "总分", marks: bool = False
) -> list[list[Any]]:
    """Return a table whose items have several columns each below one head; `shown` makes their cells."""
    items = ("组织建设", "思想建设", "作风建设")
    top = ["党支部", *(cell for item in items for cell in (item, *[None] * (len(heads) - 1))), total]
    rows: list[list[Any]] = [top, [None, *heads * 3, None]]
    if marks:
        rows.append(["标准分", *(full for full in _FULL for _ in heads), 100])
    for name, points in _POINTS.items():
        cells = [make(got, full) for got, full in zip(points, _FULL, strict=True) for make in shown]
        rows.append([name, *cells, sum(points)])
    return rows


@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize(
    ("heads", "shown"),
    [
        (["自评", "组织考核"], [lambda got, full: min(got + 1, full), lambda got, _: got]),
        (["自评", "互评", "考评得分"], [lambda got, full: min(got + 1, full), lambda got, _: got, lambda got, _: got]),
        (["扣分", "得分"], [lambda got, full: full - got, lambda got, _: got]),
        (
            ["满分", "申报分", "核定分"],
            [lambda _, full: full, lambda got, full: min(got + 1, full), lambda got, _: got],
        ),
    ],
)
def test_what_stands_beside_the_score_of_each_item_is_told_apart(
    tmp_path: Path, heads: list[str], shown: list[Any], *, marks: bool
) -> None:
    """The items are read where their full marks are known, else the total that is their sum."""
    assert _read(tmp_path, _divided(heads, shown, marks=marks)) == _TOTALS
    wrong = _divided(heads, shown, marks=marks)
    wrong[-1][-1] += 1
    assert ("total-disagrees", f"{'ABCDEFGHIJKL'[len(wrong[0]) - 1]}{len(wrong) + 1}") in _read(tmp_path, wrong)


@pytest.mark.parametrize(
    "head", ["完成率", "满意率", "与平均分差", "绩效系数", "占总分比", "下期目标分", "优秀（票）", "支部自报"]
)
@pytest.mark.parametrize("proven", [True, False])
def test_what_by_its_head_is_no_score_is_left_beside_one(tmp_path: Path, head: str, *, proven: bool) -> None:
    beside = [95, 98, 95, 100, 90.5]
    if proven:
        rows = [[name, *row, sum(row), cell] for (name, row), cell in zip(_POINTS.items(), beside, strict=True)]
        table = [["党支部", "思想(40分)", "组织(30分)", "作风(30分)", "总分", head], *rows]
    else:
        table = _with(head, beside)
    assert _read(tmp_path, table) == _TOTALS


@pytest.mark.parametrize(
    ("heads", "weights", "asked"),
    [
        (["合计", "行政得分", "党政综合"], (0.5, 0.5), True), (["合计", "失分", "95分制得分"], (0.95, -0.05), True),
        (["考核得分", "测评得分", "综合得分"], (0.7, 0.3), False),
    ],
)  # fmt: skip
def test_a_column_made_of_the_one_called_the_total_is_asked_about(
    tmp_path: Path, heads: list[str], weights: tuple[float, float], *, asked: bool
) -> None:
    totals = {**_TOTALS, "选煤厂党支部": 84}
    other = [100 - total for total in totals.values()] if "失分" in heads else [88, 91, 79.5, 94, 83, 60]
    more = zip(totals.items(), other, strict=True)
    rows = [[name, total, cell, round(weights[0] * total + weights[1] * cell, 3)] for (name, total), cell in more]
    said = _read(tmp_path, [["党支部", *heads], *rows])
    assert isinstance(said, set) is asked


@pytest.mark.parametrize(
    ("above", "below", "branches"),
    [
        ("一、生产支部", "二、机关支部", 5), ("◆生产支部", "◆机关支部", 5), ("生产支部（3个）", "机关支部（2个）", 5),
        ("生产支部（2个）", "机关支部（3个）", 7), ("生产党支部", "机关党支部", 7),
    ],
)  # fmt: skip
def test_a_row_marked_as_the_title_of_a_group_is_no_branch(
    tmp_path: Path, above: str, below: str, branches: int
) -> None:
    """A row without a score that is not surely a title is a branch whose score is missing."""
    rows = list(map(list, _TOTALS.items()))
    said = _read(tmp_path, [["党支部", "得分"], [above], *rows[:3], [below], *rows[3:]])
    assert said == (_TOTALS if branches == len(_TOTALS) else {("blank-score", "B3"), ("blank-score", "B7")})


@pytest.mark.parametrize(
    ("heads", "make"),
    [
        (["上半年得分", "下半年得分", "年度平均分"], lambda now, then: [now, then, (now + then) / 2]),
        (["下半年得分", "上半年得分", "合计"], lambda now, then: [then, now, now + then]),
        (["2012年下半年得分", "2013年上半年得分", "两期平均"], lambda now, then: [then, now, (now + then) / 2]),
    ],
)
def test_of_columns_of_periods_that_of_the_review_counts(tmp_path: Path, heads: list[str], make: Any) -> None:
    then = [81, 92.5, 90, 78, 85]
    rows = [[name, *make(now, other)] for (name, now), other in zip(_TOTALS.items(), then, strict=True)]
    assert _read(tmp_path, [["党支部", *heads], *rows]) == _TOTALS


@pytest.mark.parametrize(
    ("percents", "weights", "asked"),
    [
        ((50, 30, 20), (0.5, 0.3, 0.2), False), ((50, 30, 30), (0.5, 0.3, 0.2), True),
        ((20, 30, 50), (0.5, 0.3, 0.2), True), ((50, 30, 20), (1 / 3, 1 / 3, 1 / 3), True),
    ],
)  # fmt: skip
def test_weights_in_the_heads_are_those_of_the_total(
    tmp_path: Path, percents: tuple[int, ...], weights: tuple[float, ...], *, asked: bool
) -> None:
    given = {
        "采煤一队党支部": (96, 86, 98), "运输队党支部": (76, 81, 99), "通风队党支部": (88, 92, 75),
        "机电科党支部": (81, 77, 90),
        "后勤党支部": (93, 70, 84), "选煤厂党支部": (85, 95, 79), "医院党支部": (79, 83, 87),
    }  # fmt: skip
    heads = [f"{title}({percent}%)" for title, percent in zip(("党建", "业绩", "测评"), percents, strict=True)]
    rows = [
        [name, *row, round(sum(weight * cell for weight, cell in zip(weights, row, strict=True)), 2)]
        for name, row in given.items()
    ]
    assert isinstance(_read(tmp_path, [["党支部", *heads, "综合得分"], *rows]), set) is asked


@pytest.mark.parametrize("mark", ["*", "①", "※"])
def test_the_mark_of_a_footnote_is_no_part_of_a_name(tmp_path: Path, mark: str) -> None:
    rows = [[f"{name}{mark if at == 1 else ''}", total] for at, (name, total) in enumerate(_TOTALS.items())]
    assert _read(tmp_path, [["党支部", "得分"], *rows, [f"{mark}2013年5月由原车队党支部更名"]]) == _TOTALS


@pytest.mark.parametrize("below", [
    [("党支部", "降星原因"), ("运输队党支部", "越级上访被局通报")],
    [("运输队党支部", "6月发生越级上访")],
    [("党支部", "复核得分"), ("运输队党支部", 90.5)],
    [("加分情况",), ("党支部", "加分"), ("运输队党支部", 1)],
])  # fmt: skip
@pytest.mark.parametrize("blank", [[], [()]])
def test_a_row_that_names_a_branch_again_is_asked_about(tmp_path: Path, below: Any, blank: Any) -> None:
    rows = [("党支部", "得分"), *_TOTALS.items(), *blank, *below]
    said = _read(tmp_path, rows)
    at = 2 + len(rows) - 1
    assert any(cell == f"A{at}" for _, cell in said)


@pytest.mark.parametrize(
    ("note", "code"),
    [("*因信访问题降一星", "remark-not-read"), ("▲受黄牌警告", "remark-not-read"), ("*本期不参评", "remark-not-read"),
     ("*为新成立党支部。", "")],
)  # fmt: skip
@pytest.mark.parametrize("name", ["*运输队党支部", "▲运输队党支部", "运输队党支部*"])
def test_a_mark_of_a_footnote_is_no_part_of_a_name_and_its_note_is_a_note(
    tmp_path: Path, name: str, note: str, code: str
) -> None:
    rows = [(name if branch == "运输队党支部" else branch, total) for branch, total in _TOTALS.items()]
    said = _read(tmp_path, [("党支部", "得分"), *rows, (note,)])
    assert said == ({(code, f"A{len(rows) + 3}")} if code else _TOTALS)


@pytest.mark.parametrize(
    ("by", "head", "code"),
    [(100, "得分", "score-out-of-scale"), (10, "得分", "score-out-of-scale"), (1, "考核总分（120分）", "terms-differ"),
     (1, "考核总分（100分）", ""), (2, "得分", "")],
)  # fmt: skip
def test_totals_of_another_scale_are_asked_about(tmp_path: Path, by: int, head: str, code: str) -> None:
    rows = [(branch, total / by) for branch, total in _TOTALS.items()]
    said = _read(tmp_path, [("党支部", head), *rows])
    assert {found for found, _ in said} == {code} if code else isinstance(said, dict)


@pytest.mark.parametrize(
    ("totals", "asked"),
    [
        ([9.5], False),  # beside nothing it is of no other scale
        ([9.5, 8], True),
        ([9.5, 95], True),
        ([9.5, 45], False),
        ([95], False),
    ],
)
def test_a_low_total_is_of_another_scale_only_beside_others(
    tmp_path: Path, totals: list[float], *, asked: bool
) -> None:
    rows = [(f"第{number}党支部", total) for number, total in enumerate(totals, start=1)]
    said = _read(tmp_path, [("党支部", "得分"), *rows])
    assert any(code == "score-out-of-scale" for code, *_ in (said if isinstance(said, set) else ())) is asked
