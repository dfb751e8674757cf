"""Judges, weights, points lost and full marks beside the score: what proves it, and what contradicts it at its cell."""

from pathlib import Path
from typing import Any

import pytest

from starrating.read.column_map import load_column_map
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

_NAMES = [f"{name}党支部" for name in ("采煤一队", "运输队", "通风队", "机电科", "后勤", "调度室", "机关", "保卫科")]
_TOTALS = [94.5, 90, 89.99, 80, 75.5, 91.2, 86.4, 82]


def _read(
    folder: Path, columns: dict[str, list[Any]], answer: str = "scores: {}"
) -> tuple[dict[str, float] | None, Any]:
    """Return the totals of a table with these columns, None if it is refused, and what is asked, as code and cell."""
    lines = [["党支部", *columns], *([name, *row] for name, *row in zip(_NAMES, *columns.values(), strict=True))]
    table = "\n".join(" | ".join(map(str, line)) for line in lines)
    (folder / "columns.yaml").write_text(answer, encoding="utf-8")
    own = load_column_map(folder / "columns.yaml", plan())
    book = write_book(folder / "b.xlsx", {"考核评分": table})
    inputs, problems = read_workbooks([book], [], plan(), H1, mapping=own)
    errors = [(each.code, each.place.cell) for each in problems if each.severity == "error"]
    if errors or inputs is None:
        return None, errors
    scores = inputs.scores
    totals = scores.total.texts() if not scores.items else scores.points.sum(axis=1).texts()
    return dict(zip(scores.branch, map(float, totals), strict=True)), errors


_TRUTH = dict(zip(_NAMES, _TOTALS, strict=True))


def _judges(many: int, spread: float = 1) -> dict[str, list[Any]]:
    """Return what judges gave, whose mean are the totals."""
    steps = [spread * (at - (many - 1) / 2) for at in range(many)]
    return {f"评委{'一二三四五'[at]}": [round(total + step, 2) for total in _TOTALS] for at, step in enumerate(steps)}


@pytest.mark.parametrize("many", [2, 3, 4, 5])
def test_judges_without_their_mean_are_no_score_even_if_one_of_them_is_the_mean_of_others(
    tmp_path: Path, many: int
) -> None:
    assert _read(tmp_path, _judges(many)) == (None, [("column-missing", "A1")])
    assert _read(tmp_path, {**_judges(many), "平均分": _TOTALS}) == (_TRUTH, [])


@pytest.mark.parametrize("many", [2, 3, 4, 5])
@pytest.mark.parametrize("row", [0, 4, 7])
def test_a_mean_of_judges_that_is_wrong_in_one_row_is_asked_about_there(tmp_path: Path, many: int, row: int) -> None:
    wrong = [total + 3 * (at == row) for at, total in enumerate(_TOTALS)]
    cell = f"{'ABCDEFGH'[many + 1]}{row + 2}"
    assert _read(tmp_path, {**_judges(many), "平均分": wrong}) == (None, [("total-disagrees", cell)])
    mistyped = _judges(many)
    mistyped[f"评委{'一二三四五'[many - 1]}"][row] += 4
    assert _read(tmp_path, {**mistyped, "平均分": _TOTALS}) == (None, [("total-disagrees", cell)])


def test_a_mean_that_says_so_may_be_the_one_in_the_middle_of_three(tmp_path: Path) -> None:
    judges = _judges(3)
    judges["评委三"][2] += 4
    assert _read(tmp_path, {**judges, "去掉最高最低分后平均": _TOTALS}) == (_TRUTH, [])


@pytest.mark.parametrize("shares", [(70, 30), (50, 30, 20), (60, 40)])
@pytest.mark.parametrize("constant", [True, False])
def test_weights_in_the_heads_prove_a_total_though_a_column_says_the_same_of_all(
    tmp_path: Path, shares: tuple[int, ...], *, constant: bool
) -> None:
    parts = {f"第{at}项({share}%)": [total - at for total in _TOTALS] for at, share in enumerate(shares)}
    if constant:
        parts[f"第1项({shares[1]}%)"] = [90] * len(_TOTALS)
    weighed = [
        round(sum(share * cells[row] for share, cells in zip(shares, parts.values(), strict=True)) / 100, 4)
        for row in range(len(_TOTALS))
    ]
    assert _read(tmp_path, {**parts, "综合得分": weighed}) == (dict(zip(_NAMES, weighed, strict=True)), [])
    wrong = [total + 3 * (at == 4) for at, total in enumerate(weighed)]
    cell = f"{'ABCDEF'[len(shares) + 1]}6"
    assert _read(tmp_path, {**parts, "综合得分": wrong}) == (None, [("total-disagrees", cell)])


@pytest.mark.parametrize("head", ["满意度测评得分", "书记述职评分", "经营业绩得分"])
def test_a_second_score_beside_one_that_nothing_proves_is_asked_about(tmp_path: Path, head: str) -> None:
    columns = {"考核得分": _TOTALS, head: [total - 4.5 for total in _TOTALS]}
    assert _read(tmp_path, columns) == (None, [("duplicate-column", "C1")])
    assert _read(tmp_path, columns, f"scores: {{{head}: ignore}}") == (_TRUTH, [])
    assert _read(tmp_path, {**columns, "考核得分": columns[head], "最终得分": _TOTALS})[1] != []


def test_low_scores_of_all_branches_are_asked_about_whatever_their_head(tmp_path: Path) -> None:
    lost = [round(100 - total, 2) for total in _TOTALS]
    assert _read(tmp_path, {"得分": lost}) == (None, [("deductions", "B1")])
    assert _read(tmp_path, {"考核总分": lost})[1] == []
    assert _read(tmp_path, {"得分": [*lost[:-1], 62]})[1] == []


def _items(*full: int) -> dict[str, list[Any]]:
    """Return items with full marks whose sum are the totals."""
    shares = {f"第{at}项({marks}分)": [round(marks * t / 100, 2) for t in _TOTALS] for at, marks in enumerate(full)}
    last = list(shares)[-1]
    others = [[cells[row] for head, cells in shares.items() if head != last] for row in range(len(_TOTALS))]
    shares[last] = [round(total - sum(row), 2) for total, row in zip(_TOTALS, others, strict=True)]
    return shares


@pytest.mark.parametrize(("stated", "asked"), [("", []), ("(100分)", []), ("(120分)", "D1"), ("（满分90）", "D1")])
def test_full_marks_of_a_total_that_are_not_those_of_its_items_are_asked_about(
    tmp_path: Path, stated: str, asked: str
) -> None:
    expected = (None, [("terms-differ", asked)]) if asked else (_TRUTH, [])
    assert _read(tmp_path, {**_items(60, 40), f"考核总分{stated}": _TOTALS}) == expected


@pytest.mark.parametrize("agreeing", [1, 2, 4])
def test_numbers_that_hardly_ever_are_what_the_item_beside_lacks_are_not_points_lost_of_it(
    tmp_path: Path, agreeing: int
) -> None:
    first, second = _items(60, 40).items()
    lost = [round(60 - points, 2) + (number >= agreeing) for number, points in enumerate(first[1])]
    columns = {first[0]: first[1], "第0项扣分": lost, second[0]: second[1], "考核总分": _TOTALS}
    assert _read(tmp_path, columns) == (None, [("points-left-out", "C1")])


@pytest.mark.parametrize("row", [None, 0, 5])
@pytest.mark.parametrize("sign", [1, -1])
def test_points_lost_beside_an_item_that_say_otherwise_are_asked_about(
    tmp_path: Path, row: int | None, sign: int
) -> None:
    first, second = _items(60, 40).items()
    lost = [sign * round(60 - points, 2) for points in first[1]]
    if row is not None:
        lost[row] += sign
    expected = (_TRUTH, []) if row is None else (None, [("points-lost-differ", f"C{row + 2}")])
    columns = {first[0]: first[1], "第0项扣分": lost, second[0]: second[1], "考核总分": _TOTALS}
    assert _read(tmp_path, columns) == expected


@pytest.mark.parametrize("row", [1, 6])
def test_a_total_with_bonus_that_is_wrong_in_one_row_is_the_only_one_that_is_asked_about(
    tmp_path: Path, row: int
) -> None:
    bonus, lost = [1, 0, 0, 0.5, 0, 1, 2, 0], [0, 0, 0.5, 3, 0, 0, 5, 0]
    last = [round(total + more - less, 2) for total, more, less in zip(_TOTALS, bonus, lost, strict=True)]
    columns = {**_items(60, 40), "加分": bonus, "减分": lost, "最后得分": last}
    assert _read(tmp_path, columns) == (dict(zip(_NAMES, last, strict=True)), [])
    last[row] += 1
    assert _read(tmp_path, columns) == (None, [("total-disagrees", f"F{row + 2}")])
