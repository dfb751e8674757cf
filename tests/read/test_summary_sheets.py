"""Sheets whose scores are a column of another sheet, and summaries of what other sheets have."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from starrating.rating.input_checks import check
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

NAMES = ["采煤一队党支部", "运输队党支部", "通风队党支部", "机电科党支部", "后勤党支部"]
ITEMS = "班子建设(25分) | 队伍建设(25分) | 活动开展(20分) | 作用发挥(30分)"


def _sheet(head, rows):
    return "\n".join([f"序号 | 党支部 | {head}", *(f"{at} | {row}" for at, row in enumerate(rows, start=1))])


def _plain(scores, head="得分"):
    return _sheet(head, [f"{name} | {score}" for name, score in zip(NAMES, scores, strict=True)])


def _of_items(scores):
    rows = [f"{name} | 20 | {score - 55} | 15 | 20 | {score}" for name, score in zip(NAMES, scores, strict=True)]
    return _sheet(f"{ITEMS} | 总分", rows)


def _summary(heads, columns, totals, total="总分"):
    rows = [" | ".join(map(str, row)) for row in zip(NAMES, *columns, totals, strict=True)]
    return _sheet(" | ".join([*heads, total]), rows)


def _read(folder, sheets):
    inputs, problems = read_workbooks([write_book(folder / "b.xlsx", sheets)], [], plan(), H1)
    problems = [*problems, *(check(inputs, plan()) if inputs else [])]
    return inputs, {
        (each.code, each.place.sheet, each.place.cell) for each in problems if each.severity == "error"
    }, {(each.code, each.place.sheet) for each in problems if each.severity == "notice"}  # fmt: skip


def _scores(inputs):
    table = inputs.scores
    found = table.points.sum(axis=1).fractions() if table.items else table.total.fractions()
    return dict(zip(table.branch, found, strict=True))


DEPARTMENTS = {"组织部": [48, 45, 46, 40, 38], "宣传部": [29, 28, 27, 24, 22], "纪委": [19, 18, 17, 16, 15]}
JUDGES = {"评委1": [96, 91, 90, 80, 75], "评委2": [94, 92, 88, 81, 74], "评委3": [95, 93, 89, 79, 76]}
MONTHS = {f"{month}月": [90 + month, 91, 80 + month, 81, 70 + month] for month in range(1, 7)}


def _kinds():
    """Return the name of each kind, its parts, the summary of them and the scores."""
    sums = [sum(row) for row in zip(*DEPARTMENTS.values(), strict=True)]
    heads = [f"{name}({full}分)" for name, full in zip(DEPARTMENTS, (50, 30, 20), strict=True)]
    parts = {name: _plain(scores) for name, scores in DEPARTMENTS.items()}
    yield "departments", parts, _summary(heads, DEPARTMENTS.values(), sums), sums
    whole = (("judges", JUDGES, _of_items), ("judges' totals", JUDGES, _plain), ("months", MONTHS, _plain))
    for kind, judged, make in whole:
        means = [Fraction(sum(row), len(row)) for row in zip(*judged.values(), strict=True)]
        shown = [round(float(mean), 2) for mean in means]
        parts = {name: make(scores) for name, scores in judged.items()}
        yield kind, parts, _summary(judged, judged.values(), shown, "平均得分"), [Fraction(str(each)) for each in shown]


KINDS = {kind: facts for kind, *facts in _kinds()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["汇总", "考核评分", "Sheet1"])
@pytest.mark.parametrize("first", [True, False])
def test_the_parts_of_a_summary_are_read_in_the_summary(tmp_path, kind, name, first):
    parts, summary, scores = KINDS[kind]
    sheets = {name: summary, **parts} if first else {**parts, name: summary}
    inputs, errors, notices = _read(tmp_path, sheets)
    assert errors == set()
    assert _scores(inputs) == dict(zip(NAMES, scores, strict=True))
    assert {sheet for code, sheet in notices if code == "detail-agrees"} == set(parts)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_one_changed_score_of_a_part_is_named_with_its_cell(tmp_path, kind, data):
    parts, summary, _ = KINDS[kind]
    part = data.draw(st.sampled_from(sorted(parts)))
    lines = parts[part].split("\n")
    row = data.draw(st.integers(1, len(NAMES)))
    *cells, score = lines[row].split(" | ")
    lines[row] = " | ".join([*cells, str(int(score) + data.draw(st.sampled_from([-3, -1, 1, 3])))])
    _, errors, _ = _read(tmp_path, {"汇总": summary, **parts, part: "\n".join(lines)})
    assert errors == {("detail-differs", part, f"{'ABCDEFGH'[len(cells)]}{row + 1}")}


def test_a_column_without_the_name_of_the_sheet_must_agree_whole_and_not_be_one_number(tmp_path):
    parts, summary, _ = KINDS["judges' totals"]
    summary = summary.replace("评委1", "甲").replace("评委2", "乙").replace("评委3", "丙")
    _, errors, _ = _read(tmp_path, {"汇总": summary, **parts})
    assert errors == set()
    _, errors, _ = _read(tmp_path, {"汇总": summary, **parts, "评委1": _plain([97, 91, 90, 80, 75])})
    assert errors
    alike = _summary(["甲", "乙"], [[90] * 5, [80, 81, 82, 83, 84]], [85, 85.5, 86, 86.5, 87], "平均得分")
    _, errors, _ = _read(tmp_path, {"汇总": alike, "Sheet2": _plain([90] * 5)})
    assert errors


@pytest.mark.parametrize("heads", [("上半年", "下半年", "年度得分"), ("上半年得分", "下半年得分", "平均")])
def test_a_half_is_no_part_of_its_year(tmp_path, heads):
    halves = [[95, 91, 90, 80, 75], [85, 93, 86, 90, 77]]
    means = [90, 92, 88, 85, 76]
    year = _summary(heads[:2], halves, means, heads[2])
    inputs, errors, _ = _read(tmp_path, {"全年": year, "上半年": _plain(halves[0]), "下半年": _plain(halves[1])})
    assert errors or _scores(inputs) == dict(zip(NAMES, halves[0], strict=True))


def test_what_a_part_says_of_a_branch_is_asked_about(tmp_path):
    parts, summary, _ = KINDS["departments"]
    told = _sheet("得分 | 备注", [f"{name} | {score} | {'不参评' if score == 46 else '无'}"
                                for name, score in zip(NAMES, DEPARTMENTS["组织部"], strict=True)])  # fmt: skip
    _, errors, _ = _read(tmp_path, {"汇总": summary, **parts, "组织部": told})
    assert errors == {("remark-not-read", "组织部", "D4")}


GROUPED = "序号 | 党支部 | 党建(60分) | 作用(40分) | 总分\n" + "\n".join(
    f"{at} | {name} | {one} | {two} | {one + two}"
    for at, (name, one, two) in enumerate(zip(NAMES, (55, 54, 52, 50, 45), (39, 37, 37, 32, 30), strict=True), start=1)
)
ITEMISED = "序号 | 党支部 | 组织(30分) | 教育(30分) | 带头(20分) | 服务(20分) | 合计\n" + "\n".join(
    f"{at} | {name} | {one - 26} | 26 | {two - 20} | 20 | {one + two}"
    for at, (name, one, two) in enumerate(zip(NAMES, (55, 54, 52, 50, 45), (39, 37, 37, 32, 30), strict=True), start=1)
)


def test_groups_beside_their_items_are_compared_and_the_items_count(tmp_path):
    inputs, errors, notices = _read(tmp_path, {"汇总": GROUPED, "明细": ITEMISED})
    assert errors == set()
    assert [item.title for item in inputs.scores.items] == ["组织", "教育", "带头", "服务"]
    assert ("rows-again", "汇总") in notices
    _, errors, _ = _read(tmp_path, {"汇总": GROUPED.replace("39 | 94", "37 | 92"), "明细": ITEMISED})
    assert errors == {("total-disagrees", "汇总", "E2")}


AGAIN = [95, 91, 89.5, 80, 74]
HALVES = [score / 2 for score in AGAIN]
OF_HALVES = _summary(["学习(50分)", "安全(50分)"], [HALVES, HALVES], AGAIN)


@pytest.mark.parametrize("name", ["汇总", "考核总分", "公示名单", "Sheet2"])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("fuller", [OF_HALVES, _summary(["评委1", "评委2"], [AGAIN, AGAIN], AGAIN, "平均分")])
def test_totals_that_are_those_of_a_fuller_sheet_are_read_there(tmp_path, name, first, fuller):
    sheets = {"得分表": fuller, name: _plain(AGAIN, "总分")}
    inputs, errors, notices = _read(tmp_path, sheets if first else dict(reversed(sheets.items())))
    assert errors == set()
    assert _scores(inputs) == dict(zip(NAMES, map(Fraction, AGAIN), strict=True))
    assert {(code, sheet) for code, sheet in notices if sheet == name} & {("detail-agrees", name), ("rows-again", name)}


@pytest.mark.parametrize("row", range(5))
def test_totals_of_which_one_is_another_are_asked_about(tmp_path, row):
    other = [*AGAIN]
    other[row] += 1
    for name in ("得分表", "考核评分"):
        for sheet in ("考核总分", "汇总"):
            _, errors, _ = _read(tmp_path, {name: OF_HALVES, sheet: _plain(other, "总分")})
            assert errors == {("detail-differs", sheet, f"C{row + 2}")}
