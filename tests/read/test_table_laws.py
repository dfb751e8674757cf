"""Laws of reading a table: what must not change which rows are branches and which columns are items."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sheet_cells import table_of
from starrating.read.roles import find_roles
from starrating.read.table_roles import Known, TableRoles

_UNITS = [
    "采煤一队", "运输队", "通风队", "机电科", "后勤", "选煤厂",
    "地测科", "调度室", "财务科", "考核人事科", "总计科", "平均巷",
]  # fmt: skip
_FULL = (20, 30, 10, 25, 15)
Rows = list[list[Any]]


@st.composite
def _tables(draw: st.DrawFn) -> Rows:
    """Draw a table of five or more branches and some items with a total; one branch is flawless."""
    names = draw(st.permutations(_UNITS))[: draw(st.integers(5, 12))]
    full = _FULL[: draw(st.integers(3, 5))]
    flawless = draw(st.integers(0, len(names) - 1))
    marked = draw(st.booleans())
    rows: Rows = [
        ["党支部", *(f"第{at}项" + (f"({marks}分)" if marked else "") for at, marks in enumerate(full)), "总分"]
    ]
    for at, name in enumerate(names):
        lost = [0 if at == flawless else draw(st.integers(0, 8)) + (at if not item else 0) for item in range(len(full))]
        points = [marks - less / 2 for marks, less in zip(full, lost, strict=True)]
        rows.append([f"{name}党支部", *points, sum(points)])
    return rows


def _facts(rows: Rows, known: Known | None = None) -> tuple[set[str], set[str], TableRoles]:
    """Return the branches and the items that were found; nothing may be left open."""
    roles = find_roles(table_of(rows), known)
    return {rows[1 + at][0] for at in roles.branches}, {rows[0][column] for column in roles.items}, roles


def _expected(rows: Rows) -> tuple[set[str], set[str]]:
    return {row[0] for row in rows[1:]}, set(rows[0][1:-1])


_SUMS = ("合计", "小计", "合 计：", "总计(全公司)", "各党支部平均", "平均分", "∑", "呃", "", "全矿水平")


@settings(max_examples=40, deadline=None)
@given(rows=_tables(), label=st.sampled_from(_SUMS), mean=st.booleans(), at=st.sampled_from([0, 2, 99]))
def test_a_row_of_sums_or_means_changes_nothing_wherever_it_stands(
    rows: Rows, label: str, *, mean: bool, at: int
) -> None:
    count = len(rows) - 1
    sums: list[Any] = [sum(Decimal(str(row[at])) for row in rows[1:]) for at in range(1, len(rows[0]))]
    row = [label, *(float(round(each / count, 5) if mean else each) for each in sums)]
    at = min(at + 1, len(rows))
    expected = _expected(rows)
    branches, items, roles = _facts([*rows[:at], row, *rows[at:]])
    line = roles.rows[at + 1]
    assert (branches, items) == expected
    assert line.role == ("mean" if mean else "sum") or line.question or line.odd or label in {"各党支部平均", "平均分"}
    assert line.role != "branch"


@settings(max_examples=40, deadline=None)
@given(_tables(), st.data())
def test_permuted_branches_stay_the_same(rows: Rows, data: st.DataObject) -> None:
    below = data.draw(st.permutations(rows[1:]))
    branches, items, roles = _facts([rows[0], *below])
    assert (branches, items) == _expected(rows)
    assert not any(roles.unexplained.values())


@settings(max_examples=40, deadline=None)
@given(_tables(), st.integers(1, 6), st.sampled_from(["", "备注", "呃"]))
def test_a_blank_column_changes_nothing(rows: Rows, at: int, head: str) -> None:
    at = min(at, len(rows[0]))
    wider = [[*row[:at], "" if number else head, *row[at:]] for number, row in enumerate(rows)]
    branches, items, roles = _facts(wider)
    assert (branches, items) == _expected(rows)
    assert not any(roles.unexplained.values())


@settings(max_examples=40, deadline=None)
@given(_tables(), st.sampled_from(["总分", "综合评分", "呃", "总计（100分）", "小计"]), st.integers(1, 6))
def test_a_renamed_or_moved_total_is_still_the_total(rows: Rows, head: str, at: int) -> None:
    expected = _expected(rows)
    at = min(at, len(rows[0]) - 1)
    moved = [[*row[:at], row[-1], *row[at:-1]] for row in rows]
    moved[0][at] = head
    branches, items, roles = _facts(moved)
    assert branches == expected[0]
    assert (items, roles.total) == (expected[1], at) or (head == "呃" and roles.unexplained["columns"])


@settings(max_examples=40, deadline=None)
@given(_tables(), st.data())
def test_rounded_totals_change_nothing(rows: Rows, data: st.DataObject) -> None:
    for row in rows[1:]:
        row[-1] = float(int(row[-1] + 0.5))
    branches, items, roles = _facts(rows)
    assert (branches, items) == _expected(rows)
    assert not roles.columns[len(rows[0]) - 1].odd


@settings(max_examples=40, deadline=None)
@given(_tables(), st.data())
def test_one_changed_digit_in_a_total_is_named(rows: Rows, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(rows) - 1))
    rows[at][-1] += data.draw(st.sampled_from([-30, -10, -2, -1, 1, 2, 10, 20]))
    branches, items, roles = _facts(rows)
    assert branches == _expected(rows)[0]
    assert roles.total == len(rows[0]) - 1
    assert items == _expected(rows)[1]
    assert roles.columns[roles.total].odd == (at + 1,)


@settings(max_examples=40, deadline=None)
@given(_tables(), st.data())
def test_a_name_of_the_roster_is_never_dropped(rows: Rows, data: st.DataObject) -> None:
    names = ["合计", "平均", "满分", "去年同期", "最高分", "90分以上"]
    at = data.draw(st.integers(1, len(rows) - 1))
    rows[at][0] = data.draw(st.sampled_from(names))
    roles = find_roles(table_of(rows), Known(branches={rows[at][0]}))
    assert roles.rows[at + 1].role == "branch"


@settings(max_examples=40, deadline=None)
@given(_tables(), st.sampled_from(["满分", "应得分", "标 准", "权重", "", "呃", "分值："]))
def test_a_row_of_full_marks_is_none_of_the_branches(rows: Rows, label: str) -> None:
    full = [float(each) for each in _FULL[: len(rows[0]) - 2]]
    expected = _expected(rows)
    branches, items, roles = _facts([rows[0], [label, *full, sum(full)], *rows[1:]])
    assert (branches, items) == expected
    assert roles.rows[2].role == "full_marks"
    assert not roles.rows[2].question
