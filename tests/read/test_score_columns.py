"""Items: four things that a cell may hold, and bounds of their own."""

import pytest

from schemes import scheme
from starrating.model import BLANK, NOT_APPLICABLE, NUMBER, REFUSED
from starrating.rating.input_checks import check
from starrating.read.review_workbooks import read_workbooks
from tables import H1
from workbooks import write_book

LISTED = (
    '{clause: "2", from: rules, parts: [{title: 甲类, items: ['
    "{code: A1, title: 学习, full_marks: 60, not_applicable: true}, "
    "{code: A2, title: 加分, full_marks: 10, lowest: 0}, "
    "{code: A3, title: 扣分, full_marks: 30, lowest: -20}, "
    "{code: A4, title: 处罚, full_marks: 1, lowest: none}]}]}"
)


def read(folder, rows, rules, heads="党支部 | 学习 | 加分 | 扣分 | A4"):
    path = write_book(folder / "b.xlsx", {"考核评分": f"{heads}\n{rows}"})
    inputs, problems = read_workbooks([path], [], rules, H1)
    return inputs, [(each.code, each.place.cell) for each in problems]


@pytest.mark.parametrize(
    ("cell", "state", "codes"),
    [
        ("0", NUMBER, []),
        ("", BLANK, []),
        ("不适用", NOT_APPLICABLE, []),
        ("不参评", NOT_APPLICABLE, []),
        ("N/A", NOT_APPLICABLE, []),
        ("/", NOT_APPLICABLE, []),
        ("—", NOT_APPLICABLE, ["normalised"]),
        ("-", NOT_APPLICABLE, ["normalised"]),
        ("－", NOT_APPLICABLE, ["normalised"]),
        ("无", REFUSED, ["not-applicable"]),
    ],
)
def test_nought_blank_stroke_and_not_applicable_are_four_things(tmp_path, cell, state, codes):
    inputs, problems = read(tmp_path, f"甲 | {cell} | 0 | 0 | 0", scheme(criteria=LISTED))
    assert inputs.scores.point_states[0].tolist() == [state, NUMBER, NUMBER, NUMBER]
    assert [code for code, _ in problems] == codes


def test_an_item_that_must_be_scored_is_never_not_applicable(tmp_path):
    _, problems = read(tmp_path, "甲 | 60 | 不适用 | - | 1", scheme(criteria=LISTED))
    assert problems == [("not-applicable", "C2"), ("not-applicable", "D2")]
    _, problems = read(tmp_path, "甲 | 不适用", scheme(), heads="党支部 | 学习(100)")
    assert problems == [("not-applicable", "B2")]


def test_items_have_bounds_of_their_own(tmp_path):
    rules = scheme(criteria=LISTED)
    rows = "甲 | 60 | 10 | -20 | -1000\n乙 | 60.1 | -0.01 | -20.01 | 1\n丙 | 0 | 10.01 | 30 | 1.5\n丁 | / | 0 | 0 | 0"
    inputs, _ = read(tmp_path, rows, rules)
    found = [(each.code, each.place.cell) for each in check(inputs, rules)]
    assert sorted(found) == [("score-out-of-range", cell) for cell in ("B3", "C3", "C4", "D3", "E4")]
    (low,) = [each for each in check(inputs, rules) if each.place.cell == "D3"]
    assert "扣分 is -20.01, below -20" in low.message.say("en")
