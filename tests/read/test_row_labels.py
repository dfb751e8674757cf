"""Rows that are called by an organisation above the branches."""

import pytest

from starrating.rating.input_checks import check
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

_BRANCHES = ["采煤队党支部 | 93", "机电队党支部 | 85", "财务部党支部 | 88", "市场部党支部 | 76"]


def _read(folder, rows, *, numbered, branches=()):
    if numbered:
        given = iter(range(1, 99))
        rows = [f"{next(given)} | {row}" if row.split(" | ")[1] else f" | {row}" for row in rows]
    lines = [("序号 | " if numbered else "") + "党支部 | 考核得分", *rows]
    path = write_book(folder / "b.xlsx", {"考核评分": "\n".join(lines)})
    inputs, problems = read_workbooks([path], [], plan(), H1, branches=branches)
    problems = [*problems, *(check(inputs, plan()) if inputs else [])]
    return inputs.scores.branch, [each.code for each in problems if each.severity == "error"]


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize(
    "title", ["基层党总支", "××公司党委", "机关党总支所属支部", "机关党总支（2个）", "矿业公司党委直属支部"]
)
def test_the_titles_of_groups_are_no_branches(tmp_path, title, numbered):
    one, two, three, four = _BRANCHES
    rows = [f"{title} | ", one, two, "机关党委 | ", three, four]
    assert _read(tmp_path, rows, numbered=numbered) == ([each.split(" | ")[0] for each in _BRANCHES], [])


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize(
    "seal", ["××公司党委（盖章）", "中共××公司委员会", "中共××学院委员会（公章）", "××党总支（签章）"]
)
def test_a_seal_is_no_branch(tmp_path, seal, numbered):
    rows = [*_BRANCHES, f"{seal} | "]
    assert _read(tmp_path, rows, numbered=numbered) == ([each.split(" | ")[0] for each in _BRANCHES], [])


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([*_BRANCHES[:2], "机关党总支 | ", *_BRANCHES[2:]], "blank-score"),  # alone among branches: it may be one
        ([*_BRANCHES, "机关党总支 | "], "blank-score"),
        (["机关党总支 | ", *_BRANCHES, "基层党总支 | 92"], "blank-score"),  # others of its kind are rated
        ([*_BRANCHES, "后勤党支部 | "], "blank-score"),  # called as branches are
        (["后勤党支部 | ", *_BRANCHES], "blank-score"),
    ],
)
def test_what_may_be_a_branch_lacks_its_score(tmp_path, rows, code):
    assert _read(tmp_path, rows, numbered=False)[1] == [code]


def test_a_known_name_is_a_branch_wherever_it_stands(tmp_path):
    rows = ["机关党总支 | ", *_BRANCHES]
    assert _read(tmp_path, rows, numbered=False, branches=["机关党总支"])[1] == ["blank-score"]
