"""What clerks do to one small table, end to end: each kind is read for the same scores, or refused at its cell."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from starrating.rating.input_checks import check
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan

_ITEMS = ["思想建设", "组织建设", "作风建设", "制度建设", "廉政建设"]
_FULL = [20, 30, 10, 20, 20]
_POINTS = {
    "采煤一队党支部": [19.5, 28.5, 9.5, 18, 19],
    "运输队党支部": [17.9, 26.7, 9.1, 18.2, 18.1],
    "通风队党支部": [17.9, 26.7, 9.1, 18.2, 18.09],
    "机电科党支部": [16, 24, 8, 16.1, 15.9],
    "后勤党支部": [15, 22, 7.5, 15, 16],
}
_TOTALS = [94.5, 90, 89.99, 80, 75.5]
_TRUTH = dict(zip(_POINTS, ["94.50", "90.00", "89.99", "80.00", "75.50"], strict=True))
_LOST = [[round(full - got, 2) for full, got in zip(_FULL, row, strict=True)] for row in _POINTS.values()]
Rows = Sequence[Sequence[Any]]


def _heads(form: str = "{}({}分)") -> list[str]:
    return [form.format(*each) for each in zip(_ITEMS, _FULL, strict=True)]


def _table(total: str = "", form: str = "{}({}分)", **added: Sequence[Any]) -> list[list[Any]]:
    """Return the table, with a total of this head, and columns of other heads before it."""
    rows: list[list[Any]] = [["党支部", *_heads(form), *added, *([total] if total else [])]]
    for at, (name, points) in enumerate(_POINTS.items()):
        rows.append([name, *points, *(cells[at] for cells in added.values()), *([_TOTALS[at]] if total else [])])
    return rows


def _read(folder: Path, *sheets: Rows, names: Sequence[str] = ("Sheet1", "Sheet2", "Sheet3")) -> Any:
    """Return the scores of the branches, or the errors by kind and cell; without errors nothing is left open."""
    book = openpyxl.Workbook()
    for name, rows in zip(names, sheets, strict=False):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    del book["Sheet"]
    book.save(folder / "book.xlsx")
    understood: list[Any] = []
    inputs, problems = read_workbooks([folder / "book.xlsx"], [], plan(), H1, understood=understood)
    problems = [*problems, *(check(inputs, plan()) if inputs else ())]
    errors = {(each.code, each.place.cell if each.place else None) for each in problems if each.severity == "error"}
    if errors or inputs is None:
        return errors
    assert not any(any(each.roles.unexplained.values()) for each in understood)
    scores = inputs.scores
    said = scores.points.sum(axis=1) if scores.items else scores.total
    return dict(zip(scores.branch, said.shown(), strict=True))


@pytest.mark.parametrize("head", ["综合评分", "呃", "总分"])
@pytest.mark.parametrize("at", [1, 3, 5])
@pytest.mark.parametrize("more", [1, -0.1, 10])
def test_a_total_with_a_wrong_digit_is_named_with_its_cell_whatever_the_heads_say(
    tmp_path: Path, head: str, at: int, more: float
) -> None:
    rows = _table(head, form="{}")
    rows[at][-1] = round(rows[at][-1] + more, 2)
    assert ("total-disagrees", f"G{at + 1}") in _read(tmp_path, rows)


@pytest.mark.parametrize("label", ["应得分", "规定分", "呃"])
def test_a_row_of_full_marks_gives_the_heads_theirs(tmp_path: Path, label: str) -> None:
    rows = _table(form="{}")
    assert _read(tmp_path, [rows[0], [label, *_FULL], *rows[1:]]) == _TRUTH


@pytest.mark.parametrize("head", ["呃", "基础部分", "A类得分"])
def test_beside_items_that_are_the_whole_a_column_that_adds_some_up_is_a_subtotal(tmp_path: Path, head: str) -> None:
    rows = _table("考核总分")
    rows = [[*row[:3], head if at == 0 else round(row[1] + row[2], 2), *row[3:]] for at, row in enumerate(rows)]
    assert _read(tmp_path, rows) == _TRUTH


@pytest.mark.parametrize("item", range(5))
def test_one_item_without_full_marks_has_those_that_the_others_leave(tmp_path: Path, item: int) -> None:
    rows = _table("考核总分")
    rows[0][1 + item] = _ITEMS[item]
    assert _read(tmp_path, rows) == _TRUTH
    assert isinstance(_read(tmp_path, [row[:-1] for row in rows]), set)


@pytest.mark.parametrize(("head", "sign"), [("创新加分", 1), ("特色工作", 1), ("日常扣分", -1)])
def test_points_without_full_marks_count_where_a_proven_total_has_them(tmp_path: Path, head: str, sign: int) -> None:
    extra = [1, 0, 2, 1.5, 3]
    rows = _table("考核总分", **{head: extra})
    for row, more in zip(rows[1:], extra, strict=True):
        row[-1] = round(row[-1] + sign * more, 2)
    expected = {name: f"{total + sign * more:.2f}" for name, total, more in zip(_TRUTH, _TOTALS, extra, strict=True)}
    assert _read(tmp_path, rows) == expected
    assert isinstance(_read(tmp_path, [row[:-1] for row in rows]), set)
    rows[2][-1] += 1
    assert any(code == "total-disagrees" for code, _ in _read(tmp_path, rows))


@pytest.mark.parametrize("form", ["{}({}分)", "{}扣分", "{}", "{}（扣分）"])
@pytest.mark.parametrize("foot", [[], ["注：以上为扣分"]])
@pytest.mark.parametrize("added", [True, False])
def test_what_deductions_leave_of_the_whole_is_the_score(
    tmp_path: Path, form: str, foot: list[str], *, added: bool
) -> None:
    rows: list[list[Any]] = [["党支部", *_heads(form), *(["扣分合计"] if added else []), "得分"]]
    for name, lost, total in zip(_POINTS, _LOST, _TOTALS, strict=True):
        rows.append([name, *lost, *([round(sum(lost), 2)] if added else []), total])
    assert _read(tmp_path, [*rows, foot]) == _TRUTH
    without = [[*row[:6]] for row in rows]
    assert isinstance(_read(tmp_path, [*without, foot]), set)


@pytest.mark.parametrize("heads", [("扣分", "实得"), ("扣分", "得分"), ("失分", "打分")])
@pytest.mark.parametrize("flat", [True, False])
@pytest.mark.parametrize("total", [True, False])
def test_points_lost_and_points_won_of_each_item_are_told_apart(
    tmp_path: Path, heads: tuple[str, str], *, flat: bool, total: bool
) -> None:
    lost, won = heads
    top: list[Any] = ["党支部"]
    below: list[Any] = [None]
    for item, full in zip(_ITEMS, _FULL, strict=True):
        top += [f"{item}{lost}", f"{item}{won}({full}分)"] if flat else [f"{item}({full}分)", None]
        below += [lost, won]
    rows = [
        [name, *(each for pair in zip(less, points, strict=True) for each in pair), *([score] if total else [])]
        for (name, points), less, score in zip(_POINTS.items(), _LOST, _TOTALS, strict=True)
    ]
    top += ["总分"] if total else []
    assert _read(tmp_path, [top, *([] if flat else [below]), *rows]) == _TRUTH


@pytest.mark.parametrize("head", ["年终总评", "党委核定分", "考评结果（分）", "审定得分"])
def test_the_only_column_of_scores_counts(tmp_path: Path, head: str) -> None:
    rows = [["党支部", head], *zip(_POINTS, _TOTALS, strict=True)]
    assert _read(tmp_path, rows) == _TRUTH
    assert isinstance(_read(tmp_path, [[*row, at] for at, row in enumerate(rows)]), set)


@pytest.mark.parametrize("head", ["产量（万吨）", "党费（元）", "正式党员", "书记任职年限"])
def test_what_is_counted_in_another_unit_is_no_score(tmp_path: Path, head: str) -> None:
    rows = [["党支部", head, "考核总分"], *([name, 12, total] for name, total in zip(_POINTS, _TOTALS, strict=True))]
    assert _read(tmp_path, rows) == _TRUTH


@pytest.mark.parametrize(
    "heads", [("上半年", "下半年"), ("2012年下半年", "2013年上半年"), ("2013年1-6月", "2013年7-12月")]
)
def test_a_column_headed_by_the_period_alone_counts(tmp_path: Path, heads: tuple[str, str]) -> None:
    other = [total - 3 for total in _TOTALS]
    first = "2012" not in heads[0]
    rows = [["党支部", *heads]]
    rows += [
        [name, *((total, less) if first else (less, total))]
        for name, total, less in zip(_POINTS, _TOTALS, other, strict=True)
    ]
    assert _read(tmp_path, rows) == _TRUTH


@pytest.mark.parametrize("head", ["得分", "综合得分", "考评成绩"])
def test_low_scores_are_scores_where_the_head_says_so(tmp_path: Path, head: str) -> None:
    low = [round(total * 0.4, 2) for total in _TOTALS]
    rows = [["党支部", head], *zip(_POINTS, low, strict=True)]
    assert _read(tmp_path, rows) == {name: f"{each:.2f}" for name, each in zip(_POINTS, low, strict=True)}


@pytest.mark.parametrize("best_first", [True, False])
def test_low_scores_are_scores_where_a_rank_has_the_best_first(tmp_path: Path, *, best_first: bool) -> None:
    low = [round(total - 60, 2) for total in _TOTALS]
    ranks = [1, 2, 3, 4, 5] if best_first else [5, 4, 3, 2, 1]
    rows = [["党支部", "总分", "名次"], *zip(_POINTS, low, ranks, strict=True)]
    expected = {name: f"{each:.2f}" for name, each in zip(_POINTS, low, strict=True)}
    assert (_read(tmp_path, rows) == expected) is best_first


@pytest.mark.parametrize("label", ["参评数", "支部数", "呃"])
def test_a_row_that_counts_the_branches_in_every_column_is_no_branch(tmp_path: Path, label: str) -> None:
    assert _read(tmp_path, [*_table("考核总分"), [label, *[5] * 6]]) == _TRUTH
    assert isinstance(_read(tmp_path, [*_table("考核总分"), ["呃", *[6] * 6]]), set)


@pytest.mark.parametrize(
    ("names", "apart"),
    [(("汇总", "一组", "二组"), False), (("汇总", "考核评分", "机关"), False), (("总表", "宣传科", "组织科"), True)],
)
def test_a_summary_of_totals_is_compared_with_the_items_in_other_sheets(
    tmp_path: Path, names: Sequence[str], *, apart: bool
) -> None:
    rows = _table("考核总分")
    if apart:  # each department has items of its own
        sheets = [[row[:3] for row in rows], [[row[0], *row[3:6]] for row in rows]]
    else:
        sheets = [rows[:4], [rows[0], *rows[4:]]]
    summary = [[row[0], row[-1]] for row in rows]
    assert _read(tmp_path, summary, *sheets, names=names) == _TRUTH
    summary[2][1] += 1
    assert _read(tmp_path, summary, *sheets, names=names) == {("total-disagrees", "B3")}


@pytest.mark.parametrize("said", ["第六种情形", "第6条情形", "书记受党内警告处分"])
@pytest.mark.parametrize("head", ["说明", "负面清单", "其他"])
def test_an_incident_in_any_column_of_words_is_refused(tmp_path: Path, said: str, head: str) -> None:
    rows = [[*row, cell] for row, cell in zip(_table("考核总分"), [head, said, "", "", "", ""], strict=True)]
    assert _read(tmp_path, rows) == {("incidents-not-read", "H2")}


@pytest.mark.parametrize("title", ["2013.7-12党支部考核", "2013/7-12党支部考核表"])
def test_months_behind_a_point_are_a_period(tmp_path: Path, title: str) -> None:
    assert ("period-contradiction", "A1") in _read(tmp_path, [[title], *_table("考核总分")])
    assert _read(tmp_path, [[title.replace("7-12", "1-6")], *_table("考核总分")]) == _TRUTH


@pytest.mark.parametrize(
    "note",
    [
        "注：运输队党支部因发生安全事故降一星", "备注：运输队书记受党内警告处分", "一票否决：运输队",
        "运输队党支部发生越级上访，一票否决", "经研究，运输队党支部扣一颗星",
    ],
)  # fmt: skip
def test_a_note_that_tells_of_an_incident_of_a_branch_is_never_ignored(tmp_path: Path, note: str) -> None:
    rows = _table("考核总分")
    assert _read(tmp_path, [*rows, [], ["", note]]) == {("incidents-not-read", "B8")}
    assert _read(tmp_path, [[note], *rows]) == {("incidents-not-read", "A1")}
    listed = [["党支部", "情形", "日期"], ["运输队党支部", "（六）", "2013-05-06"]]
    assert _read(tmp_path, [*rows, [note]], listed, names=("考核评分", "降星情形")) == _TRUTH


@pytest.mark.parametrize("note", ["注：发生事故的党支部降一星", "运输队党支部未发生事故", "注：安全教育由运输队组织"])
def test_a_note_of_a_rule_or_of_nothing_is_no_incident(tmp_path: Path, note: str) -> None:
    assert _read(tmp_path, [*_table("考核总分"), [note]]) == _TRUTH


@pytest.mark.parametrize("odd", ["发展党员", "信访稳定", "互评互学", "岗位数量"])
@pytest.mark.parametrize("at", [1, 3])
def test_a_sum_is_stronger_than_a_word(tmp_path: Path, odd: str, at: int) -> None:
    rows = _table("总分", "{}")
    rows[0][at] = odd
    assert _read(tmp_path, rows) == _TRUTH


def test_a_sum_of_nothing_but_head_counts_is_no_total(tmp_path: Path) -> None:
    members, candidates = [9, 12, 7, 20, 15], [1, 2, 0, 3, 1]
    counts = zip(_POINTS, members, candidates, _TOTALS, strict=True)
    rows = [[name, full, new, full + new, total] for name, full, new, total in counts]
    assert _read(tmp_path, [["党支部", "正式党员", "预备党员", "党员合计", "总分"], *rows]) == _TRUTH


@pytest.mark.parametrize("head", ["去年问题整改", "上期整改落实"])
def test_an_item_about_the_past_is_told_by_its_full_marks(tmp_path: Path, head: str) -> None:
    rows = _table()
    rows[0][3] = f"{head}(10分)"
    assert _read(tmp_path, rows) == _TRUTH


@pytest.mark.parametrize("label", ["满分", ""])
def test_the_full_marks_are_one_more_row_of_a_subtotal(tmp_path: Path, label: str) -> None:
    """Two subtotals by any name, with their full marks, are told from items."""
    full = [label, 20, 30, 50, 10, 20, 20, 50, 100]
    rows = [[name, *p[:2], sum(p[:2]), *p[2:], sum(p[2:]), sum(p)] for name, p in _POINTS.items()]
    heads = ["党支部", *_ITEMS[:2], "基础分", *_ITEMS[2:], "业务分", "考核成绩"]
    assert _read(tmp_path, [heads, full, *rows]) == _TRUTH


def test_full_marks_that_add_up_make_no_sum_of_items_that_all_have_reached(tmp_path: Path) -> None:
    """30 = 20 + 10 in the heads and in every row is no evidence that 党建 is the sum of its neighbours."""
    rows = [[name, 20, 10, 30, 40] for name in _POINTS]
    said = _read(tmp_path, [["党支部", "学习(20分)", "作风(10分)", "党建(30分)", "生产(40分)"], *rows])
    assert said == dict.fromkeys(_POINTS, "100.00")


@pytest.mark.parametrize("heads", [["单位名称"], ["单位名称", "单位"]])
def test_the_names_below_a_head_tell_that_it_is_of_branches(tmp_path: Path, heads: list[str]) -> None:
    rows = [[row[0], *(["矿"] if len(heads) > 1 else []), *row[1:]] for row in _table("考核成绩", "{}")]
    rows[0][: len(heads)] = heads
    assert _read(tmp_path, [["考核表"], *rows, ["最高分"], ["制表人：李某"]]) == _TRUTH


def test_marks_below_nameless_heads_are_read_beside_an_item_about_petitions(tmp_path: Path) -> None:
    rows = _table(form="{}")
    rows[0][2] = "信访稳定"
    assert _read(tmp_path, [rows[0], ["", *_FULL], *rows[1:]]) == _TRUTH


@pytest.mark.parametrize(("word", "sign"), [("扣分", 1), ("扣分", -1), ("核减", 1), ("处罚", 1)])
def test_what_is_taken_off_a_subtotal_is_off_the_total(tmp_path: Path, word: str, sign: int) -> None:
    """A subtotal is the sum of what was taken off and of the total as well, which makes it no total."""
    off = [0, 1, 2, 0, 1]
    rows = [[*row[:6], _TOTALS[at], sign * off[at], _TOTALS[at] - off[at]] for at, row in enumerate(_table()[1:])]
    said = _read(tmp_path, [["党支部", *_heads(), "小计", word, "总分"], *rows])
    assert said == {name: f"{Decimal(_TRUTH[name]) - less:.2f}" for name, less in zip(_TRUTH, off, strict=True)}


def test_a_survey_out_of_the_whole_beside_items_that_are_the_whole_is_none_of_them(tmp_path: Path) -> None:
    assert _read(tmp_path, _table("考核总分", **{"民主测评得分（100分）": [96.5, 87, 94, 75, 81.5]})) == _TRUTH


def test_a_total_may_be_a_blend_with_a_self_assessment(tmp_path: Path) -> None:
    """自评 20 %, 互评 30 %, 组织考核 50 %: the blend counts, and no part of it does."""
    given = zip(_POINTS, [95, 92, 91, 85, 80], [90, 88, 93, 75, 70], _TOTALS, strict=True)
    rows = [[name, own, others, score, (2 * own + 3 * others + 5 * score) / 10] for name, own, others, score in given]
    upper = [["党支部", "自评", "互评", "组织考核", "总分"], ["", "得分", "得分", "得分", ""]]
    flat = [["党支部", "自评(20%)", "互评(30%)", "组织考核(50%)", "综合得分"]]
    for heads in (upper, flat):
        said = _read(tmp_path, [*heads, *rows])
        assert {name: float(score) for name, score in said.items()} == {row[0]: row[-1] for row in rows}


@pytest.mark.parametrize("head", ["评委", "月份", "项目", "评分部门"])
def test_a_row_for_each_judge_month_or_item_is_called_so(tmp_path: Path, head: str) -> None:
    rows = [[name, f"{at}号", total - at] for name, total in zip(_POINTS, _TOTALS, strict=True) for at in (1, 2, 3)]
    assert _read(tmp_path, [["党支部", head, "得分"], *rows]) == {("rows-of-parts", "A3")}
    assert _read(tmp_path, [*_table("考核总分"), _table("考核总分")[1]]) == {("branch-twice", "A7")}


@pytest.mark.parametrize("name", ["Sheet1", "考核评分"])
def test_a_head_of_the_branches_alone_is_not_said_to_be_missing(tmp_path: Path, name: str) -> None:
    rows = [["党支部", ""], *([branch, total] for branch, total in zip(_POINTS, _TOTALS, strict=True))]
    assert _read(tmp_path, rows, names=(name,)) == {("header-missing", "A1")}


_SUMS = ["合计", "本页小计", "全公司（平均）", "∑", "呃", ""]


@st.composite
def _changed(draw: st.DrawFn) -> list[list[Any]]:
    """Draw the table as another clerk would write it: rows and columns elsewhere, others added, the total renamed."""
    rows = _table(draw(st.sampled_from(["考核总分", "综合评分", "总计（100分）", "呃"])))
    below = draw(st.permutations(rows[1:]))
    if draw(st.booleans()):
        label = draw(st.sampled_from(_SUMS))
        sums = [float(sum(Decimal(str(row[at])) for row in rows[1:])) for at in range(1, 7)]
        mean = "平均" in label
        below.insert(draw(st.sampled_from([0, 5])), [label, *(round(each / 5, 5) if mean else each for each in sums)])
    rows = [rows[0], *below]
    if draw(st.booleans()):
        at = draw(st.integers(1, 6))
        rows = [[*row[:at], row[-1], *row[at:-1]] for row in rows]
    if draw(st.booleans()):
        at = draw(st.integers(0, 7))
        rows = [[*row[:at], None, *row[at:]] for row in rows]
    return rows


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_changed())
def test_no_other_way_to_write_the_table_changes_a_score(tmp_path: Path, rows: list[list[Any]]) -> None:
    assert _read(tmp_path, rows) == _TRUTH


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_changed(), data=st.data())
def test_no_changed_digit_is_read(tmp_path: Path, rows: list[list[Any]], data: st.DataObject) -> None:
    changeable = [
        (at, column)
        for at, row in enumerate(rows)
        if row and any(cell in _TRUTH for cell in row)
        for column, cell in enumerate(row)
        if isinstance(cell, int | float)
    ]
    at, column = data.draw(st.sampled_from(changeable))
    rows[at][column] = round(rows[at][column] + data.draw(st.sampled_from([-10, -1, -0.1, 0.1, 1, 10])), 2)
    assert isinstance(_read(tmp_path, rows), set)


@pytest.mark.parametrize(
    ("remark", "told"),
    [("书记2013年3月受党内警告处分", True), ("2人越级上访", True), ("新成立", False), ("无违纪违法", False)],
)
def test_what_tells_of_an_incident_is_told_in_a_column_without_a_head_too(
    tmp_path: Path, remark: str, *, told: bool
) -> None:
    rows = [[*row, remark if at == 2 else None] for at, row in enumerate(_table("总分"))]
    assert _read(tmp_path, rows) == ({("incidents-not-read", "H3")} if told else _TRUTH)


def test_the_unit_of_points_is_no_part_of_the_head_of_the_total(tmp_path: Path) -> None:
    rows = [["党支部", "总分（分）"], *([name, f"{score}分"] for name, score in zip(_POINTS, _TOTALS, strict=True))]
    assert _read(tmp_path, rows) == _TRUTH


def test_a_mean_that_only_most_rows_have_is_no_score_beside_a_column_called_the_total(tmp_path: Path) -> None:
    """The third item is the middle one of what stands right of it in 4 of 5 rows, by chance."""
    heads = [f"{item}({full}%)" for item, full in zip(_ITEMS, _FULL, strict=True)]
    parts = [[round(got / full * 100, 2) for got, full in zip(row, _FULL, strict=True)] for row in _POINTS.values()]
    rows = [
        ["党支部", *heads, "总分"],
        *([name, *row, total] for name, row, total in zip(_POINTS, parts, _TOTALS, strict=True)),
    ]
    assert _read(tmp_path, rows) in (_TRUTH, {("points-left-out", "B1"), ("points-left-out", "C1")})
