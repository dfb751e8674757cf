"""Kinds of tables that come in: dressed-up summaries, printed pages, judges, blends, halves, deductions."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from sheet_cells import table_of
from starrating.model import Period
from starrating.read.full_marks import full_marks_in
from starrating.read.roles import find_roles
from starrating.read.table_roles import ColumnHead, Known, TableCells, TableRoles

_HEAD = [
    "序号",
    "党支部",
    "思想建设(20分)",
    "组织建设(30分)",
    "作风建设(10分)",
    "制度建设(20分)",
    "廉政建设(20分)",
    "考核总分",
]
_ROWS: list[list[Any]] = [
    [1, "采煤一队党支部", 19.5, 28.5, 9.5, 18, 19, 94.5],
    [2, "运输队党支部", 17.9, 26.7, 9.1, 18.2, 18.1, 90],
    [3, "通风队党支部", 17.9, 26.7, 9.1, 18.2, 18.09, 89.99],
    [4, "机电科党支部", 16, 24, 8, 16.1, 15.9, 80],
    [5, "后勤党支部", 15, 22, 7.5, 15, 16, 75.5],
]
_SUM = [86.3, 127.9, 43.2, 85.5, 87.09, 429.99]
_MEAN = [17.26, 25.58, 8.64, 17.1, 17.418, 85.998]


def _roles(rows: Sequence[Sequence[Any]], known: Known | None = None) -> TableRoles:
    return find_roles(table_of([list(row) for row in rows], branch=list(rows[0]).index("党支部")), known)


def _names(rows: Sequence[Sequence[Any]], roles: TableRoles) -> list[str]:
    at = list(rows[0]).index("党支部")
    return [rows[1 + row][at] for row in roles.branches]


def _columns(rows: Sequence[Sequence[Any]], roles: TableRoles) -> dict[str, str]:
    return {str(rows[0][column]): line.role for column, line in roles.columns.items()}


def _without_numbers(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(row[1:]) for row in rows]


_BRANCHES = [row[1] for row in _ROWS]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("合计", "sum"), ("合 计", "sum"), ("合计：", "sum"), ("【合计】", "sum"), ("全矿合计", "sum"),
        ("总 计", "sum"),
        ("本页小计", "sum"), ("小计（生产系统）", "sum"), ("∑", "sum"), ("TOTAL", "sum"), ("累计", "sum"),
        ("各支部得分合计", "sum"),
        ("平均", "mean"), ("平均分", "mean"), ("全公司（平均）", "mean"), ("平 均 值", "mean"),
        ("各党支部平均", "mean"), ("均分", "mean"),
        ("Average", "mean"), ("三个党支部平均得分", "mean"), ("最高分", "extreme"), ("最低", "extreme"),
        ("得分率", "summary"),
        ("标准差", "summary"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("at", [1, 3, 6])
@pytest.mark.parametrize("numbered", [True, False])
def test_a_label_that_can_only_be_a_summary_leaves_the_row_out(
    label: str, role: str, at: int, *, numbered: bool
) -> None:
    rows = [_HEAD, *_ROWS]
    rows.insert(at, [None, label, 18.7, 27.5, 9.3, 18.5, 18.5, 92.5])
    rows = rows if numbered else _without_numbers(rows)
    roles = _roles(rows)
    assert _names(rows, roles) == _BRANCHES
    assert roles.rows[at + 1].role == role
    assert roles.rows[at + 1].question is None
    assert roles.rows[at + 1].odd or role == "summary"


@pytest.mark.parametrize(
    ("label", "numbers", "role"),
    [("合计", _SUM, "sum"), ("平均", _MEAN, "mean"), ("x", _SUM, "sum"), ("x", _MEAN, "mean")],
)
def test_the_odd_cell_of_a_summary_is_named(label: str, numbers: list[float], role: str) -> None:
    right = _roles([_HEAD, *_ROWS, [None, label, *numbers]]).rows[7]
    wrong = _roles([_HEAD, *_ROWS, [None, label, numbers[0] + 1, *numbers[1:]]]).rows[7]
    assert (right.role, right.odd, right.question) == (role, (), None)
    assert (wrong.role, wrong.odd, wrong.question) == (role, (2,), None)


@pytest.mark.parametrize(
    "label", ["去年同期", "上期", "同类企业水平", "目标值", "计划数", "", "比上期增减", "90分以上"]
)
def test_any_other_label_on_a_row_full_of_scores_asks(label: str) -> None:
    rows = _without_numbers([_HEAD, *_ROWS[:2], [None, label, 18.7, 27.5, 9.3, 18.5, 18.5, 92.5], *_ROWS[2:]])
    roles = _roles(rows)
    assert _names(rows, roles) == _BRANCHES
    assert list(roles.unexplained["rows"]) == [4]


@pytest.mark.parametrize("label", ["去年同期", "同类企业水平"])
def test_a_name_that_is_said_to_be_no_branch_answers_for_good(label: str) -> None:
    rows = _without_numbers([_HEAD, *_ROWS, [None, label, 18.7, 27.5, 9.3, 18.5, 18.5, 92.5]])
    roles = _roles(rows, Known(others={label}))
    assert _names(rows, roles) == _BRANCHES
    assert not any(roles.unexplained.values())


@pytest.mark.parametrize(
    "name",
    [
        "考核人事科党支部",
        "合计办党支部",
        "平均巷党支部",
        "注册处党支部",
        "标准化科党支部",
        "审核科党支部",
        "机关党总支",
        "集团党委",
    ],
)
@pytest.mark.parametrize("numbered", [True, False])
def test_a_name_with_such_a_word_is_a_branch(name: str, *, numbered: bool) -> None:
    rows = [_HEAD, *_ROWS, [6, name, 19.5, 28.5, 9.5, 18, 19, 94.5]]
    rows = rows if numbered else _without_numbers(rows)
    roles = _roles(rows)
    assert _names(rows, roles) == [*_BRANCHES, name]
    assert not any(roles.unexplained.values())


def test_a_short_name_with_a_running_number_is_a_branch() -> None:
    rows = [_HEAD, *_ROWS, [6, "机关工会", 19.5, 28.5, 9.5, 18, 19, 94.5]]
    assert _names(rows, _roles(rows)) == [*_BRANCHES, "机关工会"]


def test_the_flawless_branch_is_kept_where_the_row_of_full_marks_stands() -> None:
    rows = [_HEAD, [1, "选煤厂党支部", 20, 30, 10, 20, 20, 100], *([row[0] + 1, *row[1:]] for row in _ROWS)]
    for shown in (rows, _without_numbers(rows)):
        roles = _roles(shown)
        assert _names(shown, roles) == ["选煤厂党支部", *_BRANCHES]
        assert not any(roles.unexplained.values())


@pytest.mark.parametrize("label", ["应得分", "满分", "标准", "权重", "分值", "标准分", ""])
def test_a_row_of_full_marks_is_read_as_such(label: str) -> None:
    rows = [_HEAD, [None, label, 20, 30, 10, 20, 20, 100], *_ROWS]
    roles = _roles(rows)
    assert _names(rows, roles) == _BRANCHES
    assert roles.rows[2].role == "full_marks"
    assert roles.full_marks[2] == 20


def test_printed_pages_repeat_their_head() -> None:
    page = [["2013年上半年星级党支部考核评分表", *[None] * 7], ["单位：分", *[None] * 6, "组织科"]]
    first, last = _ROWS[:3], _ROWS[3:]
    subtotal = [None, "本页小计", *_added(first)]
    foot = [["第1页 共2页", *[None] * 7]]
    rows = [
        _HEAD,
        *first,
        subtotal,
        *foot,
        *page,
        _HEAD,
        *last,
        [None, "合计", *_added(_ROWS)],
        ["第2页 共2页", *[None] * 7],
    ]
    roles = _roles(rows)
    assert _names(rows, roles) == _BRANCHES
    assert {number: line.role for number, line in roles.rows.items() if line.role in {"sum", "head"}} == {
        5: "sum", 9: "head", 12: "sum"
    }  # fmt: skip
    assert not any(line.odd or line.question for line in roles.rows.values())


def _added(rows: Sequence[Sequence[Any]]) -> list[float]:
    return [float(sum(Decimal(str(row[at])) for row in rows)) for at in range(2, 8)]


@pytest.mark.parametrize("bands", [("五星级", "四星级", "三星级"), ("90分以上", "80-89分", "80分以下")])
def test_a_small_summary_below_the_table_is_none_of_it(bands: Sequence[str]) -> None:
    below = [[None, None], *([band, many] for band, many in zip(bands, (2, 2, 1), strict=True))]
    rows = [["党支部", "考核总分"], *([row[1], row[7]] for row in _ROWS), *below]
    roles = _roles(rows)
    assert _names(rows, roles) == _BRANCHES
    assert not any(roles.unexplained.values())


@pytest.mark.parametrize(
    "foot", ["以上得分经党委会研究确定", "注：1.本表由组织科填报", "考核组长：", "2013年7月10日", "制表人：甲"]
)
def test_a_foot_is_no_branch(foot: str) -> None:
    rows = _without_numbers([_HEAD, *_ROWS, [None, foot, *[None] * 6]])
    roles = _roles(rows)
    assert _names(rows, roles) == _BRANCHES
    assert not any(roles.unexplained.values())


@pytest.mark.parametrize(
    "head", ["综合评分", "总计（100分）", "实际得分", "考核总得分（100分）", "x", "小计", "年终结果"]
)
def test_the_column_that_is_the_sum_of_the_items_is_the_total(head: str) -> None:
    rows = [[*_HEAD[:-1], head], *_ROWS]
    roles = _roles(rows)
    assert roles.total == 7
    assert roles.items == (2, 3, 4, 5, 6)
    assert not any(roles.unexplained.values())


def test_a_subtotal_equals_its_group() -> None:
    rows = [[*_HEAD[:4], "思想组织小计（50分）", *_HEAD[4:]]]
    rows += [[*row[:4], row[2] + row[3], *row[4:]] for row in _ROWS]
    roles = _roles(rows)
    assert (roles.total, roles.items) == (8, (2, 3, 5, 6, 7))
    assert roles.columns[4].role == "subtotal"
    assert not any(roles.unexplained.values())


@pytest.mark.parametrize("head", ["上期得分（100分）", "上次考核", "去年得分", "自评得分", "自查分（100分）", "互评分"])
def test_scores_that_are_not_the_assessed_one_are_not_read(head: str) -> None:
    rows = [[*_HEAD, head], *([*row, 88.5] for row in _ROWS)]
    roles = _roles(rows)
    assert (roles.total, roles.items) == (7, (2, 3, 4, 5, 6))
    assert roles.columns[8].role in {"previous", "self"}
    assert not any(roles.unexplained.values())


@pytest.mark.parametrize("marks", ["（100分）", ""])
@pytest.mark.parametrize("head", ["最后得分", "去掉最高最低平均分", "x"])
def test_the_mean_of_judges_without_highest_and_lowest_counts(marks: str, head: str) -> None:
    judges = [f"评委{at}{marks}" for at in "一二三四五"]
    offsets = [(0, -1, 1, -3, 3), (0, -2, 1, -3, 3.5), (0.5, -1, 2, 3, -3), (1, -1, 0, -2, 5), (0, 1, -1, 4, -4)]
    rows: list[list[Any]] = [["党支部", *judges, head]]
    for row, each in zip(_ROWS, offsets, strict=True):
        given = [round(row[7] + offset, 2) for offset in each]
        rows.append([row[1], *given, round(sum(sorted(given)[1:4]) / 3, 2)])
    roles = _roles(rows)
    assert (roles.total, roles.columns[6].role, roles.items) == (6, "mean", ())
    assert not any(roles.unexplained.values())


@pytest.mark.parametrize(("lowest", "highest"), [(0, 0), (1, 1), (1, 0), (0, 1), (2, 2)])
def test_a_mean_of_judges_may_leave_out_some_of_the_lowest_and_of_the_highest(lowest: int, highest: int) -> None:
    offsets = [
        (0, -1, 1, -3, 3, 5), (0, -2, 1, -3, 3.5, 4), (0.5, -1, 2, 3, -3, 6), (1, -1, 0, -2, 5, 7), (0, 1, -1, 4, -4, 8)
    ]  # fmt: skip
    rows: list[list[Any]] = [["党支部", *(f"评委{at}" for at in "一二三四五六"), "最后得分"]]
    for row, each in zip(_ROWS, offsets, strict=True):
        given = [round(row[7] + offset, 2) for offset in each]
        kept = sorted(given)[lowest : len(given) - highest]
        rows.append([row[1], *given, round(sum(kept) / len(kept), 2)])
    roles = _roles(rows)
    assert (roles.total, roles.columns[7].role, roles.items) == (7, "mean", ())
    assert not any(roles.unexplained.values())


def test_a_blend_of_two_columns_is_the_total() -> None:
    rows: list[list[Any]] = [["党支部", "民主测评", "组织考核", "综合得分"]]
    for name, one, two in zip(
        [*_BRANCHES, "选煤厂党支部"], (90, 85, 77, 92, 60, 71), (80, 95, 88, 71, 93, 64), strict=True
    ):
        rows.append([name, one, two, (3 * one + 7 * two) / 10])
    roles = _roles(rows)
    assert (roles.total, _columns(rows, roles)) == (
        3, {"党支部": "branch", "民主测评": "other", "组织考核": "other", "综合得分": "total"}
    )  # fmt: skip
    assert not any(roles.unexplained.values())


def test_deductions_are_told_by_arithmetic() -> None:
    full = (20, 30, 10, 20, 20)
    rows = [["党支部", "思想", "组织", "作风", "制度", "廉政", "结果"]]
    rows += [
        [row[1], *(round(marks - got, 2) for marks, got in zip(full, row[2:7], strict=True)), row[7]] for row in _ROWS
    ]
    roles = _roles(rows)
    assert roles.total == 6
    assert {roles.columns[at].role for at in range(1, 6)} == {"deduction"}


@pytest.mark.parametrize("sign", [1, -1])
def test_bonus_and_deduction_take_part_in_the_total(sign: int) -> None:
    head = "创新加分" if sign > 0 else "日常扣分"
    rows = [[*_HEAD[:-1], head, "总分"]]
    rows += [
        [*row[:-1], extra, round(row[7] + sign * extra, 2)] for row, extra in zip(_ROWS, (1, 0, 2, 1.5, 3), strict=True)
    ]
    roles = _roles(rows)
    assert roles.total == 8
    assert roles.columns[7].role == ("bonus" if sign > 0 else "deduction")


@pytest.mark.parametrize("head", ["创新加分", "特色工作", "日常扣分", "x"])
def test_points_that_nobody_adds_up_are_asked_about(head: str) -> None:
    rows = [[*_HEAD[:-1], head], *([*row[:-1], 3] for row in _ROWS)]
    roles = _roles(rows)
    assert list(roles.unexplained["columns"]) == [7]


def test_where_a_total_proves_the_items_complete_others_are_only_told() -> None:
    rows = [[*_HEAD, "特色工作"], *([*row, 3] for row in _ROWS)]
    roles = _roles(rows)
    assert roles.columns[8].role == "other"
    assert not any(roles.unexplained.values())


def test_a_rank_orders_the_total() -> None:
    rows = [[*_HEAD, "x"], *([*row, at] for at, row in enumerate(_ROWS, start=1))]
    assert _roles(rows).columns[8].role == "rank"


@pytest.mark.parametrize(("half", "total"), [(1, 1), (2, 3)])
def test_the_half_of_the_period_is_the_score(half: int, total: int) -> None:
    heads = [ColumnHead("党支部")] + [
        ColumnHead(title, (above,)) for above in ("上半年", "下半年") for title in ("得分", "名次")
    ]
    rows = [[row[1], 70 + at, 5 - at, row[7], at + 1] for at, row in enumerate(_ROWS)]
    roles = find_roles(TableCells(rows, range(3, 8), heads, 0), Known(period=Period(2013, f"H{half}")))
    assert roles.total == total
    assert roles.columns[4 - total].role == "previous"
    assert not any(roles.unexplained.values())


def test_the_assessed_score_stands_beside_what_the_branch_gave_itself() -> None:
    heads = [ColumnHead("党支部"), ColumnHead("得分", ("自评情况",)), ColumnHead("评定分", ("组织考核情况",))]
    rows = [[row[1], 99, row[7]] for row in _ROWS]
    roles = find_roles(TableCells(rows, range(3, 8), heads, 0))
    assert (roles.total, roles.columns[1].role) == (2, "self")
    assert not any(roles.unexplained.values())


def test_full_marks_beside_every_score_are_none_of_the_items() -> None:
    heads = [ColumnHead("党支部")]
    for head in _HEAD[2:7]:
        title, marks = full_marks_in(head)
        heads += [ColumnHead("分值", (title,)), ColumnHead("得分", (title,), marks)]
    heads.append(ColumnHead("总分"))
    rows = [
        [row[1], *(each for at in range(2, 7) for each in ((20, 30, 10, 20, 20)[at - 2], row[at])), row[7]]
        for row in _ROWS
    ]
    roles = find_roles(TableCells(rows, range(3, 8), heads, 0))
    assert (roles.total, roles.items) == (11, (2, 4, 6, 8, 10))


@pytest.mark.parametrize(
    ("head", "title", "marks"),
    [
        ("思想建设(20分)", "思想建设", 20), ("思想建设满分20", "思想建设", 20), ("思想建设（共20分）", "思想建设", 20),
        ("思想建设（0-20分）", "思想建设", 20), ("思想建设〈20分〉", "思想建设", 20), ("思想建设/20", "思想建设", 20),
        ("廉政建设（20分，纪检打分）", "廉政建设", 20), ("廉政建设（纪检打分，20分）", "廉政建设", 20),
        ("廉政 建设（20）", "廉政建设", 20),
        ("（1）思想建设（20分）", "(1)思想建设", 20), ("（1）思想建设", "(1)思想建设", None),
        ("廉政建设20分", "廉政建设", 20),
        ("思想建设\n（20分）", "思想建设", 20), ("思想建设【满分：20】", "思想建设", 20),
        ("思想建设（满分20分）", "思想建设", 20),
        ("2013年得分", "2013年得分", None), ("思想建设2.5分", "思想建设", Decimal("2.5")), ("第2项", "第2项", None),
        ("1.思想建设（20分）", "1.思想建设", 20), ("思想︻16分︼", "思想", 16), ("评委1", "评委1", None),
        ("学习 （15 分）", "学习", 15),
    ],
)  # fmt: skip
def test_full_marks_are_read_in_any_form(head: str, title: str, marks: Any) -> None:
    assert full_marks_in(head) == (title, marks)


@pytest.mark.parametrize(
    ("label", "scores"),
    [
        ("参评支部", [5, 5]), ("标杆支部", [20, 99]), ("其他支部", [18, 85]), ("上年最好支部", [19, 97]),
        ("机关支部", [4, 4]), ("公司党委", [None, 85.998]),
    ],
)  # fmt: skip
def test_a_row_that_is_like_a_branch_by_its_name_alone_is_asked_about(label: str, scores: list[float | None]) -> None:
    rows = [["党支部", "思想建设(20分)", "考核总分"], *([row[1], row[2], row[-1]] for row in _ROWS), [label, *scores]]
    assert _asked(rows, 6)
    assert not _asked(rows, 6, Known(frozenset({label})))
    numbered = [["序号", *rows[0]], *([number, *row] for number, row in enumerate(rows[1:], start=1))]
    assert label == "公司党委" or not _asked(numbered, 6)


@pytest.mark.parametrize("scores", [[20, 100], [19.5, 94.5], [15, 75.5], [9, 45]])
def test_the_best_and_the_worst_branch_need_no_running_number(scores: list[float]) -> None:
    rows = [["党支部", "思想建设(20分)", "考核总分"], *([row[1], row[2], row[-1]] for row in _ROWS)]
    assert not _asked([*rows, ["医院党支部", *scores]], 6)


def test_a_branch_without_a_running_number_among_numbered_ones_is_asked_about() -> None:
    rows = [_HEAD, *_ROWS, [None, "矿务处党总支", 17, 25, 9, 17, 17, 85]]
    assert _asked(rows, 6)
    assert not _asked(rows, 6, Known(frozenset({"矿务处党总支"})))


def _asked(rows: Sequence[Sequence[Any]], row: int, known: Known | None = None) -> bool:
    return any(number - 1 == row and line.question for number, line in _roles(rows, known).rows.items())
