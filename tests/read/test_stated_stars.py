"""Stars that columns state beside the scores, whatever the columns are called."""

import pytest

from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

_SCORES = {"一支部": 95, "二支部": 88, "三支部": 92, "四支部": 74, "五支部": 81, "六支部": 90}
_RIGHT = [5, 4, 5, 3, 4, 5]


def _read(folder, head, cells):
    rows = [f"{name} | {score} | {cell}" for (name, score), cell in zip(_SCORES.items(), cells, strict=True)]
    path = write_book(folder / "b.xlsx", {"考核评分": "\n".join([f"党支部 | 考核总分 | {head}", *rows])})
    _, problems = read_workbooks([path], [], plan(), H1)
    return [(each.code, each.place.cell) for each in problems if each.severity == "error"]


@pytest.mark.parametrize("head", ["评定等级", "定级", "等级", "档次", "结果", "备查"])
@pytest.mark.parametrize("written", ["{}", "{}★", "{}星", "'{}"])
@pytest.mark.parametrize(("odd", "star"), [(None, None), (2, 4), (3, 5), (1, 3)])
def test_numbers_of_stars_are_compared_whatever_they_are_called(tmp_path, head, written, odd, star):
    stars = [star if at == odd else right for at, right in enumerate(_RIGHT)]
    cells = [written.format(each) for each in stars]
    assert _read(tmp_path, head, cells) == ([] if odd is None else [("star-beside-differs", f"C{odd + 2}")])


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("党小组", [3, 4, 5, 4, 3, 5]),  # as far from the stars as chance takes it
        ("班组", [4, 4, 4, 4, 4, 4]),
        ("届次", [5, 4, 5, 3, 4, 12]),  # no star is 12
        ("申报星级", [5, 5, 5, 4, 5, 5]),
        ("上期星级", [4, 4, 4, 4, 5, 3]),
    ],
)
def test_other_numbers_are_no_stars(tmp_path, head, cells):
    assert _read(tmp_path, head, cells) == []


def test_financial_numerals_are_stars(tmp_path):
    assert _read(tmp_path, "评定星级", ["伍星级", "肆星级", "伍星", "叁星级", "肆星级", "肆星"]) == [
        ("star-beside-differs", "C7")
    ]


_TICKS = {5: ["√", "", "√", "", "", "√"], 4: ["", "√", "", "", "√", ""], 3: ["", "", "", "√", "", ""]}


def _ticked(folder, heads, columns):
    rows = [" | ".join(map(str, row)) for row in zip(_SCORES, _SCORES.values(), *columns, strict=True)]
    path = write_book(folder / "b.xlsx", {"考核评分": "\n".join([f"党支部 | 考核总分 | {' | '.join(heads)}", *rows])})
    _, problems = read_workbooks([path], [], plan(), H1)
    return [(each.code, each.place.cell) for each in problems if each.severity == "error"]


@pytest.mark.parametrize("head", ["{}星级", "{}星", "拟评{}星级", "评定为{}星级"])
@pytest.mark.parametrize("odd", [None, *range(6)])
def test_ticks_below_the_stars_are_compared(tmp_path, head, odd):
    heads = [head.format(star) for star in "五四三"]
    columns = [list(ticks) for ticks in _TICKS.values()]
    if odd is not None:
        columns[0][odd] = "" if columns[0][odd] else "√"
    assert _ticked(tmp_path, heads, columns) == ([] if odd is None else [("star-beside-differs", f"C{odd + 2}")])


@pytest.mark.parametrize(
    ("head", "yes"), [("是否达到五星级", {5}), ("是否五星级", {5}), ("是否达到四星级", {4, 5}), ("是否评为四星级", {4})]
)
@pytest.mark.parametrize("odd", [None, *range(6)])
def test_whether_a_star_was_reached_is_compared(tmp_path, head, yes, odd):
    said = [(star in yes) != (at == odd) for at, star in enumerate(_RIGHT)]
    found = _ticked(tmp_path, [head], [["是" if each else "否" for each in said]])
    assert found == ([] if odd is None else [("star-beside-differs", f"C{odd + 2}")])


@pytest.mark.parametrize("head", ["是否晋星", "是否保星", "申报五星级", "上期五星级"])
def test_marks_of_other_things_are_no_stars_and_no_incidents(tmp_path, head):
    assert _ticked(tmp_path, [head], [["是", "否", "否", "否", "否", "否"]]) == []


@pytest.mark.parametrize("head", ["是否降星", "一票否决", "是否触碰红线"])
def test_marks_of_incidents_are_asked_about(tmp_path, head):
    assert _ticked(tmp_path, [head], [["是", "否", "否", "否", "否", "否"]]) == [("incidents-not-read", "C2")]
