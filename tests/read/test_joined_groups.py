"""Groups of branches that are scored by items of their own."""

import pytest

from starrating.rating.input_checks import check
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

OFFICE = "党支部 | 班子(60分) | 活动(40分) | 总分\n财务部党支部 | 55 | 38.5 | 93.5\n市场部党支部 | 50 | 30 | 80"
BASE = (
    "党支部 | 组织(30分) | 教育(30分) | 中心(40分) | 总分\n"
    "一队党支部 | 28 | 27.25 | 36 | 91.25\n二队党支部 | 20 | 22 | 30 | 72"
)
SCORES = {"财务部党支部": "93.50", "市场部党支部": "80.00", "一队党支部": "91.25", "二队党支部": "72.00"}


def _read(folder, *books):
    paths = [write_book(folder / f"{at}.xlsx", sheets) for at, sheets in enumerate(books)]
    inputs, problems = read_workbooks(paths, [], plan(), H1)
    problems = [*problems, *(check(inputs, plan()) if inputs else [])]
    return inputs, [(each.code, str(each.place)) for each in problems if each.severity == "error"], problems


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_each_branch_has_the_items_of_its_group(tmp_path, together, first):
    sheets = [{"机关": OFFICE}, {"基层": BASE}] if first else [{"基层": BASE}, {"机关": OFFICE}]
    inputs, errors, problems = _read(tmp_path, *([sheets[0] | sheets[1]] if together else sheets))
    assert errors == []
    assert "items-of-groups" in {each.code for each in problems}
    table = inputs.scores
    assert dict(zip(table.branch, table.points.sum().texts(), strict=True)) == SCORES
    row = table.branch.index("一队党支部")
    places = {item.title: str(table.place(row, item.code)).partition("!")[2] for item in table.items}
    assert (places["组织"], places["中心"]) == ("基层!B2", "基层!D2")


@pytest.mark.parametrize(
    ("office", "base"),
    [
        (OFFICE, BASE.replace("一队党支部", "财务部党支部")),  # a branch in two groups
        (OFFICE.replace("(60分)", "(50分)"), BASE),  # not the whole: what a department gives
        (OFFICE, BASE.replace("组织(30分)", "班子(50分)").replace("教育(30分)", "活动(10分)")),  # the same items
        (OFFICE, BASE.partition("\n")[0] + "\n一队党支部 | | | |"),
    ],
)
def test_anything_else_is_no_group(tmp_path, office, base):
    assert _read(tmp_path, {"机关": office, "基层": base})[1]


@pytest.mark.parametrize(("typed", "cell"), [("91.25", None), ("92.25", "基层!E2")])
def test_the_totals_of_each_group_are_compared(tmp_path, typed, cell):
    _, errors, _ = _read(tmp_path, {"机关": OFFICE, "基层": BASE.replace("91.25", typed)})
    assert [(code, place.partition("!")[2]) for code, place in errors] == ([("total-disagrees", cell)] if cell else [])
