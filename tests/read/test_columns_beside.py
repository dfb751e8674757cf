"""Columns beside the score that counts: what may be left out, and what has to be asked about."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheet_cells import table_of
from starrating.model import Period
from starrating.read.review_workbooks import read_workbooks
from starrating.read.roles import find_roles
from starrating.read.table_roles import ColumnHead, Known, TableCells, TableRoles
from tables import plan
from workbooks import write_book

_KNOWN = Known(period=Period(2013, "H1"), whole=Decimal(100))
_NAMES = [f"{name}党支部" for name in ("采煤一队", "运输队", "通风队", "机电科", "后勤", "调度室")]
_TOTALS = [94.5, 90, 89.99, 80, 75.5, 91.2]
_ITEMS = [
    [19.5, 28.5, 9.5, 18, 19],
    [17.9, 26.7, 9.1, 18.2, 18.1],
    [17.9, 26.7, 9.1, 18.2, 18.09],
    [16, 24, 8, 16.1, 15.9],
    [15, 22, 7.5, 15, 16],
    [18.2, 27.5, 9.3, 18.1, 18.1],
]
_BEFORE = [92, 88.5, 90.1, 79, 77.3, 90]
_JUDGED = [[94.5, 93, 96.5], [90, 89, 91], [88, 90, 92], [80, 82, 78], [75, 76, 77], [91, 92, 90]]


def _roles(columns: dict[str, list[Any]]) -> TableRoles:
    rows = [list(row) for row in zip(_NAMES, *columns.values(), strict=True)]
    return find_roles(table_of([["党支部", *columns], *rows]), _KNOWN)


def _understood(columns: dict[str, list[Any]]) -> tuple[str | None, set[str]]:
    """Return the head of the total, and the heads that are asked about."""
    roles, heads = _roles(columns), ["党支部", *columns]
    return heads[roles.total] if roles.total is not None else None, {
        heads[column] for column in roles.unexplained["columns"]
    }


_PLUS = [round(new - old, 2) for new, old in zip(_TOTALS, _BEFORE, strict=True)]


@pytest.mark.parametrize(
    ("columns", "total"),
    [
        ({"考核总分": _TOTALS, "特色": [1, 0, 2, 0, 1, 3]}, "考核总分"),
        ({"得分": _TOTALS, "应到": [30, 41, 25, 36, 28, 33], "实到": [28, 40, 25, 36, 27, 30]}, "得分"),
        ({"得分": _TOTALS, "90分以上个数": [3, 0, 2, 1, 0, 4]}, "得分"),
        ({"得分": _TOTALS, "获奖个数": [3, 0, 2, 1, 0, 4]}, "得分"),
        *(
            ({"得分": _TOTALS, head: [91.5, None, None, 81.9, None, None]}, "得分")
            for head in ("党总支平均分", "总支平均", "党总支均分", "单位平均分", "全矿平均分")
        ),
        ({"得分": _TOTALS, "公司平均分": [86.8] * 6}, "得分"),
        *(
            ({own: _BEFORE, head: _TOTALS}, head)
            for own, head in (
                ("自评", "考评"),
                ("自评", "考核"),
                ("支部自评", "上级考评"),
                ("自评得分", "评审"),
                ("自评分", "党委考评"),
            )
        ),
        *(
            ({"得分": _TOTALS, head: [3, 5, 4, 3, 3, 4]}, "得分")
            for head in (
                "星级",
                "评定等级",
                "定级",
                "档次",
                "获奖数",
                "党支部委员数",
                "整改问题数",
                "考核天数",
                "服务时长",
                "楼层",
            )
        ),
        ({"支部代号": [1, 2, 3, 4, 5, 6], "得分": _TOTALS}, "得分"),
        ({"上期得分": _BEFORE, "得分": _TOTALS, "增减": _PLUS}, "得分"),
        ({"2012年": _BEFORE, "得分": _TOTALS}, "得分"),
        ({"2012年得分": _BEFORE, "2013年": _TOTALS}, "2013年"),
        ({"得分": _TOTALS, "与第一名差距": [round(94.5 - each, 2) for each in _TOTALS]}, "得分"),
        ({"扣分": [round(100 - each, 2) for each in _TOTALS], "实得分": _TOTALS}, "实得分"),
    ],
)
def test_what_can_be_no_points_beside_a_lone_score_is_left_out(columns: dict[str, list[Any]], total: str) -> None:
    assert _understood(columns) == (total, set())


@pytest.mark.parametrize(
    ("columns", "asked"),
    [
        ({"得分": _TOTALS, "特色": [1, 0, 2, 0, 1, 3]}, {"特色"}),
        ({"得分": _TOTALS, "加分数": [1, 0, 2, 0, 1, 3]}, {"加分数"}),
        ({"得分": _TOTALS, "纪检委员": [1, 0, 2, 0, 1, 3]}, {"纪检委员"}),
        ({"得分": _TOTALS, "等级分": [1, 0, 2, 0, 1, 3]}, {"等级分"}),
        ({"得分": _TOTALS, "民主测评": _BEFORE}, {"民主测评"}),
        ({"考核总分": _TOTALS, "加分": [1, 0, 2, 0, 1, 3]}, {"加分"}),
        (
            {"总得分": _TOTALS, **{head: [row[at] for row in _ITEMS] for at, head in enumerate("学党纪")}},
            {"学", "党", "纪"},
        ),
        ({"年度总分": _BEFORE, "上半年": _TOTALS}, {"上半年"}),
    ],
)
def test_what_could_change_a_lone_score_is_asked_about(columns: dict[str, list[Any]], asked: set[str]) -> None:
    assert _understood(columns)[1] == asked


def _table(*left_out: int, marked: bool) -> dict[str, list[Any]]:
    full = (20, 30, 10, 20, 20)
    heads = [f"第{at}项" + (f"({marks}分)" if marked else "") for at, marks in enumerate(full)]
    table = {head: [row[at] for row in _ITEMS] for at, head in enumerate(heads)}
    total = [round(sum(each for at, each in enumerate(row) if at not in left_out), 2) for row in _ITEMS]
    return {**table, "考核总分": total}


@pytest.mark.parametrize("left_out", range(5))
@pytest.mark.parametrize("marked", [True, False])
def test_an_item_that_the_formula_of_the_total_misses_is_asked_about(left_out: int, *, marked: bool) -> None:
    assert _understood(_table(marked=marked))[1] == set()
    assert _understood(_table(left_out, marked=marked))[1] == {list(_table(marked=marked))[left_out]}


_CORRECTED = [93, *_TOTALS[1:]]


@pytest.mark.parametrize(
    ("head", "numbers", "asks"),
    [
        ("公示后", _CORRECTED, True),
        ("复核得分", [each - 1.5 for each in _TOTALS], True),
        ("调整后得分", [each - 1.5 for each in _TOTALS], True),
        ("最终得分", [each - 1.5 for each in _TOTALS], True),
        ("测评得分", [each - 1.5 for each in _TOTALS], False),
        ("上期得分", _CORRECTED, False),
        ("最终得分", _TOTALS, False),
    ],
)
@pytest.mark.parametrize("marked", [True, False])
def test_a_score_that_was_settled_after_the_total_is_asked_about(
    head: str, numbers: list[float], *, asks: bool, marked: bool
) -> None:
    assert bool(_understood({**_table(marked=marked), head: numbers})[1]) is asks


def test_a_mean_of_items_that_is_called_a_total_is_asked_about() -> None:
    table = _table(marked=True)
    assert _understood({**table, "考核总分": [each / 5 for each in table["考核总分"]]})[1] == {"考核总分"}


@pytest.mark.parametrize(
    ("first", "second", "asks"),
    [("预评", "终评", True), ("初评得分", "复评得分", True), ("申报分", "核定分", False), ("预评得分", "基础", False)],
)
def test_of_two_scores_and_their_difference_neither_is_taken_without_a_word(
    first: str, second: str, *, asks: bool
) -> None:
    more = [round(each - gap, 2) for each, gap in zip(_TOTALS, [1.5, 0.3, 2, 1, 0, 3], strict=True)]
    table = {first: _TOTALS, second: more, "差额": [1.5, 0.3, 2, 1, 0, 3]}
    assert bool(_understood(table)[1]) is asks


@pytest.mark.parametrize("heads", [("合计", "平均分"), ("总和", "最后得分")])
def test_the_sum_of_judges_is_above_the_whole_and_no_total(heads: tuple[str, str]) -> None:
    judges = {f"评委{at}": [row[at] for row in _JUDGED] for at in range(3)}
    sums = [sum(row) for row in _JUDGED]
    table = {**judges, heads[0]: sums, heads[1]: [round(each / 3, 2) for each in sums]}
    assert _understood(table) == (heads[1], set())


def test_a_row_of_weights_is_no_branch_where_the_total_follows_by_them() -> None:
    judged = [(row[0], row[1], row[2]) for row in _JUDGED]
    total = [round(0.4 * one + 0.35 * two + 0.25 * three, 4) for one, two, three in judged]
    rows = [[name, *row, score] for name, row, score in zip(_NAMES, judged, total, strict=True)]
    head = ["党支部", "组织部", "纪委", "办公室", "综合得分"]
    for label, weights, role in (("权重", [0.4, 0.35, 0.25], "full_marks"), ("权重", [0.4, 0.3, 0.3], "full_marks")):
        roles = find_roles(table_of([head, [label, *weights, ""], *rows]), _KNOWN)
        assert roles.rows[2].role == role
        assert bool(roles.rows[2].question) is (weights[1] == 0.3)
    assert len(roles.branches) == len(_NAMES)


@pytest.mark.parametrize(("counts", "asks"), [((3, 1, 1, 1), False), ((3, 1, 1, 0), True)])
def test_a_small_summary_counts_every_branch_once_whatever_the_last_band_is_called(
    counts: tuple[int, ...], *, asks: bool
) -> None:
    rows = [[name, *row, total] for name, row, total in zip(_NAMES, _ITEMS, _TOTALS, strict=True)]
    bands = [
        [label, many, *[""] * 5] for label, many in zip(("五星级", "四星级", "三星级", "不定级"), counts, strict=True)
    ]
    roles = find_roles(table_of([["党支部", *_table(marked=True)], *rows, [""] * 7, *bands]), _KNOWN)
    assert len(roles.branches) == len(_NAMES)
    assert bool(roles.unexplained["rows"]) is asks


_SELF_SUM = [sum(row) for row in _ITEMS]


@pytest.mark.parametrize("form", ["第{}项自评", "第{}项自评({}分)"])
@pytest.mark.parametrize("total", ["总分", "合计", "x"])
def test_a_sum_of_what_branches_gave_themselves_is_no_assessed_score(form: str, total: str) -> None:
    heads = [form.format(at, marks) for at, marks in enumerate((20, 30, 10, 20, 20))]
    columns = {head: [row[at] for row in _ITEMS] for at, head in enumerate(heads)}
    assert _understood(columns)[0] is None
    assert _roles(columns).items == ()
    assert _roles({**columns, total: _SELF_SUM}).columns[6].role == "self"
    assert _understood({**columns, total: _SELF_SUM})[0] is None
    assert _understood({**columns, "自评合计": _SELF_SUM, "考核得分": _BEFORE}) == ("考核得分", set())
    assert _understood({"自评得分": _SELF_SUM, "考核得分": _SELF_SUM}) == ("考核得分", set())


def test_items_that_add_up_to_the_own_score_of_every_branch_are_assessed_ones() -> None:
    # An assessment that took over what every branch gave itself: so it is in forms that `collect` has read.
    items = {f"第{at}项({marks}分)": [row[at] for row in _ITEMS] for at, marks in enumerate((20, 30, 10, 20, 20))}
    assert _understood({**items, "自评得分": _SELF_SUM})[1] == set()
    assert _understood({**items, "自评得分": [96, *_SELF_SUM[1:]]})[1] == set()
    assert _understood({**items, "自评得分": _SELF_SUM, "考核总分": _SELF_SUM})[1] == set()


@pytest.mark.parametrize(
    ("above", "items"), [("上期考核", 0), ("2012年下半年", 0), ("下半年", 0), ("上半年", 5), ("上期问题整改", 5)]
)
def test_items_below_the_head_of_another_period_are_none(above: str, items: int) -> None:
    heads = [ColumnHead("党支部")]
    heads += [ColumnHead(f"第{at}项", (above,), Decimal(marks)) for at, marks in enumerate((20, 30, 10, 20, 20))]
    rows = [[name, *row] for name, row in zip(_NAMES, _ITEMS, strict=True)]
    roles = find_roles(TableCells(rows, range(3, 9), heads, 0), _KNOWN)
    assert sum(line.role == "previous" for line in roles.columns.values()) == 5 - items


@pytest.mark.parametrize("head", ["扣分", "加分", "日常扣分", "奖励分"])
@pytest.mark.parametrize("marked", [True, False])
def test_points_that_a_proven_total_does_not_contain_are_asked_about(head: str, *, marked: bool) -> None:
    table, points = _table(marked=marked), [3, 0, 2, 0, 1, 0]
    items, total = dict(list(table.items())[:-1]), table["考核总分"]
    sign = -1 if "扣" in head else 1
    contained = [score + sign * point for score, point in zip(total, points, strict=True)]
    assert _understood({**table, head: points}) == ("考核总分", {head})
    assert _understood({**items, head: points, "考核总分": total}) == ("考核总分", {head})
    assert _understood({**items, head: points, "考核总分": contained}) == ("考核总分", set())
    assert _understood({**table, head: [0] * 6}) == ("考核总分", set())


def test_a_rank_is_no_second_total_though_it_nearly_follows_from_the_items() -> None:
    rows = [
        [9, 18, 8, 8, 7, 17, 9, 7, 83, 6], [7, 15, 10, 8, 9, 18, 7, 8, 82, 7], [7, 17, 8, 9, 10, 14, 9, 10, 84, 5],
        [10, 16, 7, 9, 8, 20, 9, 8, 87, 2], [10, 16, 7, 8, 8, 15, 10, 7, 81, 9], [9, 16, 7, 10, 9, 19, 7, 9, 86, 3],
        [9, 20, 7, 9, 10, 17, 9, 7, 88, 1], [7, 16, 8, 10, 7, 14, 7, 9, 78, 10], [8, 16, 7, 7, 10, 17, 10, 7, 82, 7],
        [8, 20, 9, 7, 8, 15, 10, 8, 85, 4],
    ]  # fmt: skip
    named = [[f"第{at}党支部", *row] for at, row in enumerate(rows)]
    heads = ["党支部", *(f"第{at}项" for at in range(8)), "考核总分", "排名"]
    full = ["满分", 10, 20, 10, 10, 10, 20, 10, 10, 100, ""]
    roles = find_roles(table_of([heads, full, *named]), _KNOWN)
    assert (roles.total, roles.columns[10].role) == (9, "rank")
    assert not any(roles.unexplained.values())


_POINTS_OF_SOME = {
    "bonus of all": [1, 0.5, 2, 1, 0.5, 3],
    "of some": [1, "", "", "", 0.5, ""],
    "of one": ["", 2, *[""] * 4],
}
_POINTS_OF_SOME |= {"lost": [-1, "", -0.5, "", "", -2], "beyond the whole": [10, "", "", 8, "", ""]}


@pytest.mark.parametrize("points", _POINTS_OF_SOME.values(), ids=_POINTS_OF_SOME)
@pytest.mark.parametrize("marked", [True, False])
def test_points_without_a_head_are_asked_about_even_beside_a_proven_total(points: list[Any], *, marked: bool) -> None:
    assert _understood({**_table(marked=marked), "H": points}) == ("考核总分", {"H"})
    assert _understood({"考核总分": _TOTALS, "C": points}) == ("考核总分", {"C"})


_NO_POINTS = {"codes": [3101, 3102, 3105, 3107, 3110, 3111], "none": [0, 0, 0, 0, 0, 0], "total": _TOTALS}
_NO_POINTS |= {"rank": [1, 3, 4, 5, 6, 2], "lost": [round(100 - each, 2) for each in _TOTALS]}


@pytest.mark.parametrize("numbers", _NO_POINTS.values(), ids=_NO_POINTS)
def test_numbers_without_a_head_that_can_be_no_points_are_left_out(numbers: list[Any]) -> None:
    assert _understood({**_table(marked=True), "H": numbers}) == ("考核总分", set())


def test_numbers_without_a_head_are_told_with_their_column(tmp_path: Path) -> None:
    table = "党支部 | 学习(60分) | 党务(40分) | 总分 | \n甲队党支部 | 55 | 38 | 93 | {}\n乙队党支部 | 50 | 35 | 85 | {}"
    assert _told(tmp_path, table.format(3101, 3102)) == [("notice", "unknown-column", "E1")]
    assert _told(tmp_path, table.format(1, "")) == [("error", "points-left-out", "E1")]


@pytest.mark.parametrize("head", ["星级", "评定等级"])
def test_a_column_that_is_asked_about_is_not_told_to_be_unread(tmp_path: Path, head: str) -> None:
    table = f"党支部 | 总分 | {head}\n甲队党支部 | 93 | {{}}\n乙队党支部 | 85 | 四星级"
    assert _told(tmp_path, table.format("五星级")) == [("notice", "unknown-column", "C1")]
    assert _told(tmp_path, table.format("三星级")) == [("error", "star-beside-differs", "C2")]


def _told(folder: Path, table: str) -> list[tuple[str, str, str | None]]:
    """Return what is said of a workbook with such a sheet, as severity, code and cell."""
    _, problems = read_workbooks([write_book(folder / "b.xlsx", {"考核评分": table})], [], plan(), Period(2013, "H1"))
    return [(each.severity, each.code, each.place.cell) for each in problems]


@pytest.mark.parametrize("added", [(1, None, None, None, None, 2), (None, 1, 0.5, None, None, None), (None,) * 6])
@pytest.mark.parametrize("taken", [(None, None, None, 0.5, 0.5, None), (None, None, None, 1, None, None)])
@pytest.mark.parametrize("based", [True, False])
def test_bonus_and_deductions_of_few_branches_are_parts_of_the_total(added, taken, based):
    table = {f"第{at}项({full}分)": [row[at] for row in _ITEMS] for at, full in enumerate((20, 30, 10, 20, 20))}
    sums = [round(sum(row), 2) for row in _ITEMS]
    table |= {"考核基础分": sums} if based else {}
    totals = [each + (more or 0) - (less or 0) for each, more, less in zip(sums, added, taken, strict=True)]
    table |= {"加分": list(added), "扣分": list(taken), "总分": totals}
    assert _understood(table) == ("总分", set())


@pytest.mark.parametrize("head", ["平均分", "各部门平均分", "各单位平均分", "部门平均"])
def test_the_mean_of_those_who_score_is_the_score(head):
    means = [round(sum(row) / 3, 2) for row in _JUDGED]
    table = {name: [row[at] for row in _JUDGED] for at, name in enumerate(("组织部", "纪检部", "工会"))}
    assert _understood({**table, head: means}) == (head, set())
