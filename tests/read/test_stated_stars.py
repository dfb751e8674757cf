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
