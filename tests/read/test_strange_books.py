"""Tables of strangers: what a list of words does not foresee, read as a careful clerk reads it, or asked about."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheet_cells import table_of
from starrating.errors import Problem
from starrating.model import Inputs, Period
from starrating.read.review_workbooks import read_workbooks
from starrating.read.roles import find_roles
from starrating.read.rule_file import load_rules
from starrating.read.table_roles import Known
from starrating.workspace import builtin_rules
from workbooks import write_book

_ITEMS = ("思想建设", "组织建设", "作风建设", "制度建设")
_MARKS = (30, 30, 20, 20)
_BRANCHES: dict[str, tuple[float, ...]] = {
    "采煤一队党支部": (30, 30, 20, 20),
    "运输队党支部": (27.5, 26, 19, 18.5),
    "通风队党支部": (26, 28.5, 17, 19),
    "机电科党支部": (24, 25, 16.5, 14.5),
    "后勤党支部": (22.5, 21, 15, 17),
    "选煤厂党支部": (29, 27, 18.5, 20),
}
_TOTALS = {name: sum(points) for name, points in _BRANCHES.items()}


def _read(folder: Path, rows: Sequence[Sequence[Any]]) -> tuple[Inputs | None, list[Problem]]:
    sheet = "\n".join(" | ".join("" if cell is None else str(cell) for cell in row) for row in rows)
    book = write_book(folder / "2013H1.xlsx", {"Sheet1": sheet})
    return read_workbooks([book], [], load_rules(builtin_rules()), None)


def _scores(inputs: Inputs | None) -> dict[str, float]:
    assert inputs
    scores = inputs.scores
    exact = scores.points.sum(axis=1) if scores.items else scores.total
    return dict(zip(scores.branch, map(float, exact.fractions()), strict=True))


def _errors(problems: Sequence[Problem]) -> set[str]:
    return {problem.code for problem in problems if problem.severity == "error"}


@pytest.mark.parametrize("head", ["积分", "总积分", "∑", "评审得分", "百分制得分", "考核结果", "呃"])
@pytest.mark.parametrize("first", [True, False])
def test_a_total_by_another_name_is_proven_by_its_items(head: str, *, first: bool, tmp_path: Path) -> None:
    rows = [["党支部", *_ITEMS, head], *([name, *points, sum(points)] for name, points in _BRANCHES.items())]
    rows = [[row[0], row[-1], *row[1:-1]] for row in rows] if first else rows
    inputs, problems = _read(tmp_path, rows)
    assert not _errors(problems)
    assert _scores(inputs) == _TOTALS


@pytest.mark.parametrize("head", ["积分", "评审得分", "∑得分"])
def test_the_only_column_of_scores_is_the_total(head: str, tmp_path: Path) -> None:
    inputs, problems = _read(tmp_path, [["党支部", head], *([name, total] for name, total in _TOTALS.items())])
    assert not _errors(problems)
    assert _scores(inputs) == _TOTALS


@pytest.mark.parametrize("head", ["小计", "合计", "第一部分", "过程分(60分)"])
def test_a_sum_that_leaves_out_what_could_be_an_item_is_no_total(head: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["党支部", *_ITEMS[:2], head, *_ITEMS[2:]]]
    rows += [[name, *points[:2], sum(points[:2]), *points[2:]] for name, points in _BRANCHES.items()]
    inputs, problems = _read(tmp_path, rows)
    assert inputs is None or _errors(problems)
    assert "points-left-out" in _errors(problems)


@pytest.mark.parametrize("head", ["合计", "小计"])
def test_a_subtotal_may_be_called_as_totals_are(head: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["党支部", *_ITEMS[:2], head, *_ITEMS[2:], "总分"]]
    rows += [[name, *points[:2], sum(points[:2]), *points[2:], sum(points)] for name, points in _BRANCHES.items()]
    inputs, problems = _read(tmp_path, rows)
    assert not _errors(problems)
    assert _scores(inputs) == _TOTALS


@pytest.mark.parametrize("head", ["平均分", "得分率"])
def test_the_mean_and_the_rate_of_items_are_no_total(head: str, tmp_path: Path) -> None:
    many = len(_ITEMS) if head == "平均分" else 100
    heads = [f"{title}（{marks}分）" for title, marks in zip(_ITEMS, _MARKS, strict=True)]
    rows = [["党支部", *heads, head]]
    rows += [[name, *points, sum(points) / many] for name, points in _BRANCHES.items()]
    inputs, problems = _read(tmp_path, rows)
    assert not _errors(problems)
    assert _scores(inputs) == _TOTALS


def test_a_share_stands_for_its_source(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["党支部", "日常考核", "折算70%", "群众测评", "折算30%", "综合得分"]]
    expected = {}
    for at, (name, total) in enumerate(_TOTALS.items()):
        asked = total - (3, 1, 4, -2, 5, 2)[at]
        shares = Decimal(str(total)) * Decimal("0.7"), Decimal(str(asked)) * Decimal("0.3")
        expected[name] = float(sum(shares))
        rows.append([name, total, shares[0], asked, shares[1], sum(shares)])
    inputs, problems = _read(tmp_path, rows)
    assert not _errors(problems)
    assert _scores(inputs) == expected


_LOST = {name: [marks - got for marks, got in zip(_MARKS, points, strict=True)] for name, points in _BRANCHES.items()}


@pytest.mark.parametrize("marked", [True, False])
@pytest.mark.parametrize("total", ["合计", None])
def test_points_lost_are_no_scores_even_where_no_word_says_so(
    total: str | None, *, marked: bool, tmp_path: Path
) -> None:
    heads = [f"{title}（{marks}分）" if marked else title for title, marks in zip(_ITEMS, _MARKS, strict=True)]
    rows = [["党支部", *heads, *([total] if total else [])]]
    rows += [[name, *lost, *([sum(lost)] if total else [])] for name, lost in _LOST.items()]
    _, problems = _read(tmp_path, rows)
    assert _errors(problems) & {"deductions", "column-missing"}


@pytest.mark.parametrize("label", ["备查", "参考", "公司", "全矿", "去年同期", "与上期比较"])
@pytest.mark.parametrize("numbered", [True, False])
def test_a_label_of_a_comparison_is_no_branch(label: str, *, numbered: bool) -> None:
    rows: list[list[Any]] = [["序号", "党支部", *_ITEMS, "总分"]]
    rows += [
        [at, name.removesuffix("党支部"), *points, sum(points)]
        for at, (name, points) in enumerate(_BRANCHES.items(), 1)
    ]
    rows.append([len(rows), label, 28, 27, 16, 17, 88])
    rows = rows if numbered and label in {"去年同期", "与上期比较"} else [[None, *row[1:]] for row in rows]
    roles = find_roles(table_of(rows, branch=1))
    line = roles.rows[len(rows)]
    assert line.role != "branch"
    assert line.question or line.role == "comparison"


def test_an_item_is_not_the_mean_of_others_where_a_total_adds_it_up() -> None:
    rows: list[list[Any]] = [["党支部", "甲项", "乙项", "丙项", "丁项", "总分"]]
    near = [
        (20, 9, 10, 10),
        (19, 9, 8, 10),
        (18, 8, 9, 8),
        (17, 10, 10, 10),
        (20, 8, 8, 9),
        (16, 9, 9, 9),
        (15, 7, 8, 8),
    ]
    rows += [[f"第{at}党支部", *points, sum(points)] for at, points in enumerate(near)]
    roles = find_roles(table_of(rows), Known(whole=Decimal(50)))
    assert [roles.columns[column].role for column in range(1, 6)] == ["item"] * 4 + ["total"]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("一票否决项", "1"), ("是否降星", "是"), ("降档", "√"), ("信访", "越级上访1起"),
        ("其他情况", "被公安机关立案侦查1人"),
        ("备注", "2013年4月发生安全事故，降一星"), ("备注", "书记受党内警告处分"), ("说明", "集体上访"),
        ("处理意见", "降低一个星级"), ("奖惩情况", "党员王某被开除党籍"),
        ("重大事项", "无大事；发生集体越级上访被局通报"),
    ],
)  # fmt: skip
def test_what_tells_of_an_incident_in_any_column_is_never_ignored(head: str, cell: str, tmp_path: Path) -> None:
    rows = [["党支部", "考核总分", head]]
    rows += [[name, total, cell if name == "通风队党支部" else ""] for name, total in _TOTALS.items()]
    _, problems = _read(tmp_path, rows)
    told = [problem for problem in problems if problem.code == "incidents-not-read"]
    assert [(problem.severity, problem.place and problem.place.cell) for problem in told] == [("error", "C4")]


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("备注", "缺党课记录一次"), ("备注", "无事故、无上访"), ("备注", "未发生安全事故"), ("一票否决", "×"),
        ("备注", "安全教育、事故案例学习到位"), ("备注", "安全事故为零"), ("违纪情况", "—"),
    ],
)  # fmt: skip
def test_what_tells_of_none_is_no_incident(head: str, cell: str, tmp_path: Path) -> None:
    inputs, problems = _read(tmp_path, [["党支部", "考核总分", head], *([*each, cell] for each in _TOTALS.items())])
    assert not _errors(problems)
    assert _scores(inputs) == _TOTALS


def test_a_remark_on_an_incident_that_is_listed_is_no_second_one(tmp_path: Path) -> None:
    noted = {"通风队党支部": "5月发生责任事故，降一星", "后勤党支部": "书记受党内警告处分"}
    scores = [f"{name} | {total} | {noted.get(name, '')}" for name, total in _TOTALS.items()]
    book = write_book(
        tmp_path / "2013H1.xlsx",
        {
            "考核评分": "\n".join(["党支部 | 考核总分 | 备注", *scores]),
            "降星情形": "党支部 | 情形 | 日期\n通风队党支部 | （六） | 二〇一三年五月六日",
        },
    )
    inputs, problems = read_workbooks([book], [], load_rules(builtin_rules()), None)
    assert inputs
    assert [str(incident.date) for incident in inputs.incidents] == ["2013-05-06"]
    assert [problem.place and problem.place.cell for problem in problems if problem.severity == "error"] == ["C6"]


@pytest.mark.parametrize("below", [False, True])
def test_a_roster_proves_branches_wherever_it_is_given(tmp_path: Path, *, below: bool) -> None:
    names = ["甲", "乙", "备查", "丙"]
    scores = write_book(
        tmp_path / "得分.xlsx",
        {"Sheet1": "党支部 | 总分\n" + "\n".join(f"{name} | 9{at}" for at, name in enumerate(names))},
    )
    roster = write_book(tmp_path / "名册.xlsx", {"名册": "党支部\n" + "\n".join(names)})
    books = [scores, roster] if below else [roster, scores]
    inputs, problems = read_workbooks(books, [], load_rules(builtin_rules()), Period(2013, "H1"))
    assert not _errors(problems)
    assert inputs
    assert inputs.scores.branch == names


def test_a_roster_alone_is_no_score_workbook(tmp_path: Path) -> None:
    roster = write_book(tmp_path / "名册.xlsx", {"名册": "党支部\n甲\n乙"})
    inputs, problems = read_workbooks([roster], [], load_rules(builtin_rules()), Period(2013, "H1"))
    assert inputs is None
    assert _errors(problems) == {"sheet-missing"}


@pytest.mark.parametrize("head", ["参评单位", "党总支（支部）", "被考评党支部", "基层支部", "呃"])
def test_the_branches_may_stand_below_any_head(head: str, tmp_path: Path) -> None:
    inputs, problems = _read(tmp_path, [[head, "总分"], *(list(each) for each in _TOTALS.items())])
    assert not _errors(problems)
    assert _scores(inputs) == _TOTALS


@pytest.mark.parametrize("marks", ["分值", "标准分"])
def test_marks_beside_the_scores_are_the_full_marks(marks: str, tmp_path: Path) -> None:
    above = [each for title in _ITEMS for each in (title, "")]
    rows: list[list[Any]] = [["党支部", *above], ["", *[marks, "得分"] * len(_ITEMS)]]
    for name, points in _BRANCHES.items():
        rows.append([name, *(each for pair in zip(_MARKS, points, strict=True) for each in pair)])
    inputs, problems = _read(tmp_path, rows)
    assert not _errors(problems)
    assert inputs
    assert [item.full_marks for item in inputs.scores.items] == list(_MARKS)
    assert _scores(inputs) == _TOTALS


@pytest.mark.parametrize("second", [("党支部", "总分"), ("", ""), ("名称", "分数")])
def test_a_list_folded_into_two_halves_is_called_so(second: tuple[str, str], tmp_path: Path) -> None:
    listed = list(_TOTALS.items())
    rows = [["党支部", "总分", *second], *([*left, *right] for left, right in zip(listed[:3], listed[3:], strict=True))]
    inputs, problems = _read(tmp_path, rows)
    assert inputs is None or "second-table" in _errors(problems)
    assert "points-left-out" not in _errors(problems)


def test_items_that_are_too_few_are_named_with_what_is_missing(tmp_path: Path) -> None:
    heads = [f"{title}（{marks}分）" for title, marks in zip(_ITEMS[:3], _MARKS[:3], strict=True)]
    _, problems = _read(tmp_path, [["党支部", *heads], *([name, *points[:3]] for name, points in _BRANCHES.items())])
    (short,) = [problem for problem in problems if problem.code == "full-marks-short"]
    assert "20 are missing; found were 思想建设(30), 组织建设(30), 作风建设(20)" in str(short.message)


@pytest.mark.parametrize(
    ("title", "heads", "read"),
    [
        ("2014年上半年", ["2013年得分", "自评得分"], None),
        ("2014年上半年", ["2013年下半年得分", "名次"], None),
        ("2014年上半年", ["2013年总分", "2013年名次"], None),
        ("2014年上半年", ["下半年得分"], None),
        ("2014年上半年", ["第二季度得分"], None),
        ("2014年上半年", ["自评得分", "2014年下半年得分"], None),
        ("2014年下半年", ["上半年得分"], None),
        ("2014年下半年", ["上半年得分", "自评得分"], None),
        ("2014年上半年", ["上半年得分", "下半年得分", "全年平均分"], "上半年得分"),
        ("2014年上半年", ["2013年下半年得分", "2014年上半年得分", "年度平均分"], "2014年上半年得分"),
        ("2014年上半年", ["上半年得分", "下半年得分", "合计", "平均"], "上半年得分"),
        ("2014年上半年", ["上半年得分", "下半年得分"], "上半年得分"),
        ("2014年下半年", ["上半年得分", "下半年得分"], "下半年得分"),
        ("2014年上半年", ["2013下半年", "2014上半年"], "2014上半年"),
    ],
)
def test_the_title_says_which_period_a_column_must_be_of_to_count(
    title: str, heads: list[str], read: str | None, tmp_path: Path
) -> None:
    halves = [(81, 93), (92.5, 82), (90, 71), (78, 91)]
    more = [("合计", 2), ("平均", 1)] if len(heads) > 3 else [("平均", 1)]
    table = [[*both, *(sum(both) * times / 2 for _, times in more)] for both in halves]
    named = list(_BRANCHES)[: len(table)]
    rows = [[f"{title}考核评分表"], ["党支部", *heads]]
    rows += [[name, *row[: len(heads)]] for name, row in zip(named, table, strict=True)]
    sheet = "\n".join(" | ".join(map(str, row)) for row in rows)
    book = write_book(tmp_path / "scores.xlsx", {"Sheet1": sheet})
    inputs, problems = read_workbooks([book], [], load_rules(builtin_rules()), None)
    assert bool(_errors(problems)) is (read is None)
    if read:
        at = heads.index(read)
        assert _scores(inputs) == {name: row[at] for name, row in zip(named, table, strict=True)}


@pytest.mark.parametrize(
    ("title", "head", "refused"),
    [
        ("2014年上半年党支部自评得分表", "得分", True),
        ("2014年上半年党支部互评得分表", "得分", True),
        ("党支部自评情况汇总表（2014年上半年）", "总分", True),
        ("2014年上半年星级党支部考核得分表（自评）", "得分", True),
        ("2014年上半年党支部自评得分表", "考核得分", False),
        ("2014年上半年党支部自评、互评与考核得分表", "得分", False),
        ("2014年上半年党支部自评申报考核表", "得分", False),
    ],
)
def test_a_table_that_calls_itself_a_self_assessment_has_no_assessed_scores(
    title: str, head: str, *, refused: bool, tmp_path: Path
) -> None:
    rows = [f"{title} | ", f"党支部 | {head}", *(f"{name} | {total}" for name, total in _TOTALS.items())]
    book = write_book(tmp_path / "scores.xlsx", {"Sheet1": "\n".join(rows)})
    _, problems = read_workbooks([book], [], load_rules(builtin_rules()), None)
    assert _errors(problems) == ({"not-assessed"} if refused else set())
