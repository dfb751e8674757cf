"""Rows under the branches: which sums, means and extremes they are, with cells that are blank."""

import pytest

from schemes import scheme
from starrating.read.review_workbooks import read_workbooks
from tables import H1
from workbooks import write_book

HEAD = "党支部 | 学习(40分) | 安全(60分)\n"
MARKS = HEAD + "一支部 | 40 | 60\n二支部 | 40 | 55\n三支部 |  | 50\n四支部 | 40 | 41\n"


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("最低分 | 40 | 41", []),
        ("最高分 | 40 | 60", []),
        ("最低分 | 39 | 41", ["B6"]),
        ("最低分 | 40 | 42", ["C6"]),
        ("最高分 | 41 | 60", ["B6"]),
        ("合计 | 120 | 206", []),
        ("合计 | 121 | 206", ["B6"]),
        ("平均分 | 40 | 51.5", []),
        ("平均分 | 39 | 51.5", ["B6"]),
        ("平均分 | 40 | 51", []),
        ("平均分 | 40 | 52", []),
        ("平均分 | 40 | 53", ["C6"]),
    ],
)
def test_a_row_of_the_whole_says_what_the_branches_say(tmp_path, row, wrong):
    given, problems = read_workbooks([write_book(tmp_path / "b.xlsx", {"考核评分": MARKS + row})], [], scheme(), H1)
    assert given.scores.branch == ["一支部", "二支部", "三支部", "四支部"]
    said = " ".join(problem.message.say("en") for problem in problems if problem.code == "sum-disagrees")
    assert [cell for cell in ("B6", "C6") if cell in said] == wrong


@pytest.mark.parametrize(("counts", "is_count"), [("4 | 4 | 4", True), ("4 | 4 | ", False), ("4 | 4 | 3", False)])
def test_a_row_that_says_in_three_cells_how_many_branches_there_are_counts_them(tmp_path, counts, is_count):
    head = "党支部 | 学习(40分) | 安全(30分) | 党务(30分)\n"
    marks = "一支部 | 40 | 30 | 30\n二支部 | 38 | 25 | 20\n三支部 | 39 | 20 | 21\n四支部 | 35 | 21 | 19\n"
    book = write_book(tmp_path / "b.xlsx", {"考核评分": f"{head}{marks}参评 | {counts}"})
    given, problems = read_workbooks([book], [], scheme(), H1)
    assert given.scores.branch == ["一支部", "二支部", "三支部", "四支部"]
    assert [problem.code for problem in problems] == ([] if is_count else ["row-unclear"])


@pytest.mark.parametrize("many", [20, 400])
def test_numbers_that_a_formula_left_inexact_are_added_up_in_a_long_list(tmp_path, many):
    changes = [(at % 40 + 0.1) * 3 - 20.4 for at in range(many)]  # such as -3.6000000000000014
    rows = "\n".join(
        f"第{at}党支部 | {at % 40} | 50 | {at % 40 + 50} | {change!r}" for at, change in enumerate(changes)
    )
    total = sum(at % 40 for at in range(many))
    table = f"党支部 | 学习 | 安全 | 总分 | 与上期差\n{rows}\n合计 | {total} | {50 * many} | {total + 50 * many} | "
    given, problems = read_workbooks([write_book(tmp_path / "b.xlsx", {"考核评分": table})], [], scheme(), H1)
    assert len(given.scores) == many
    assert [problem.code for problem in problems if problem.severity == "error"] == []
