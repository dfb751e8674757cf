"""Terms that notes state in other words, and terms that are others."""

import pytest

from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

_SCORES = [95, 89, 85.5, 80, 72]


def _asked(folder, note, scores=_SCORES, table=""):
    rows = [f"{name}党支部 | {score}" for name, score in zip("甲乙丙丁戊", scores, strict=True)]
    sheet = "\n".join([table or "党支部 | 考核总分", *(rows if not table else []), note])
    _, problems = read_workbooks([write_book(folder / "b.xlsx", {"考核评分": sheet})], [], plan(), H1)
    return [each.code for each in problems if each.severity == "error"]


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("注：90分以上为五星级，80—89分为四星级，80分以下为三星级。", False),
        ("注：五星级90—100分，四星级80～89.9分，三星级60～79.99分", False),
        ("注：五星级90—100分，四星级80—89分，三星级75—79分", True),  # a score of 72 has no star by it
        ("注：90分以上为五星级，75分以上为四星级", True),
        ("注：90分以上为五星级，80—88分为四星级", True),
        ("注：五星级92—100分，四星级80—91分", True),
        ("其中五星级1个，占20%；四星级3个，占60%。", False),
        ("本期参评率100%，五星级率20%。", False),
        ("平均分：84.30分 五星级占比：20%", False),
        ("得分前20%的党支部评为五星级", True),
    ],
)
def test_bounds_in_other_words_are_the_same(tmp_path, note, asked):
    assert _asked(tmp_path, note) == (["terms-differ"] if asked else [])


def test_a_score_between_what_two_levels_are_said_to_end_with_is_asked_about(tmp_path):
    note = "注：90分以上为五星级，80—89分为四星级"
    assert _asked(tmp_path, note) == []
    assert _asked(tmp_path, note, [95, 89.5, 85, 80, 72]) == ["terms-differ"]


_BLEND = "党支部 | 党建 | 业绩 | 综合得分\n" + "\n".join(
    f"{name}党支部 | {one} | {other} | {round(0.6 * one + 0.4 * other, 2)}"
    for name, one, other in zip("甲乙丙丁戊", (95, 88, 91, 76, 83), (90, 92, 85, 71, 88), strict=True)
)


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("注：综合得分=党建×60%+业绩×40%", False),
        ("综合得分=党建*0.6+业绩*0.4", False),
        ("注：综合得分=党建×70%+业绩×30%", True),
        ("以上得分按95%折算", True),
    ],
)
def test_a_formula_that_the_total_proves_is_no_other_term(tmp_path, note, asked):
    assert _asked(tmp_path, note, table=_BLEND) == (["terms-differ"] if asked else [])


def _refused(folder, sheets):
    _, problems = read_workbooks([write_book(folder / "b.xlsx", sheets)], [], plan(), H1)
    return {(each.code, each.place.sheet, each.place.cell) for each in problems if each.severity == "error"}


@pytest.mark.parametrize("marks", [90, 99, 101, 120])
def test_a_total_of_which_a_row_says_other_full_marks_is_no_subtotal(tmp_path, marks):
    rows = [
        "党支部 | 基础分 | 扣分 | 得分",
        f"分值 | | | {marks}",
        "甲党支部 | 100 | 6 | 94",
        "乙党支部 | 100 | 9.5 | 90.5",
    ]
    table = "\n".join([*rows, "丙党支部 | 100 | 22 | 78", "丁党支部 | 100 | 13 | 87", "戊党支部 | 100 | 2 | 98"])
    assert ("terms-differ", "得分表", "D1") in _refused(tmp_path, {"得分表": table})
    assert _refused(tmp_path, {"得分表": table.replace(f"| {marks}\n", "| 100\n")}) <= {
        ("duplicate-column", "得分表", "B1")
    }


@pytest.mark.parametrize(
    ("name", "asked"),
    [("作风建设(50分)", True), ("作风建设（50分）", True), ("业务工作(20%)", True), ("党建（占70%）", True),
     ("党建(权重70%)", True), ("得分(100分)", False), ("得分表", False), ("得分（第1版）", False)],
)  # fmt: skip
def test_a_sheet_that_is_called_a_part_of_the_score_is_not_the_whole(tmp_path, name, asked):
    table = "党支部 | 得分\n甲党支部 | 47\n乙党支部 | 92\n丙党支部 | 81"
    assert _refused(tmp_path, {name: table}) == ({("terms-differ", name, None)} if asked else set())


@pytest.mark.parametrize(
    ("title", "above", "passed"),
    [
        ("2012年下半年党支部考核表", "单位：分", True),
        ("2012年度党支部考核表", "考核周期：2012年下半年", True),
        ("2013年上半年党支部考核表", "考核周期：2012年下半年", False),
        ("2013年度党支部考核表", "考核周期：2012年下半年", False),
        ("2013年第一、二季度党支部考核表", "考核周期：2012年下半年", False),
    ],
)
def test_a_sheet_that_names_two_periods_is_not_passed_over_as_one_of_another(tmp_path, title, above, passed):
    rows = "甲党支部 | 18 | 74 | 92\n乙党支部 | 19 | 72 | 91\n丙党支部 | 15 | 66 | 81\n丁党支部 | 14 | 70 | 84"
    whole = f"{title}\n{above}\n党支部 | 学习(20分) | 安全(80分) | 总分\n{rows}"
    part = "党支部 | 得分\n甲党支部 | 74\n乙党支部 | 72\n丙党支部 | 66\n丁党支部 | 70"
    assert bool(_refused(tmp_path, {"考核评分": whole, "安全": part})) is not passed


PLAIN = "党支部 | {}\n甲党支部 | 92\n乙党支部 | 85\n丙党支部 | 78"


@pytest.mark.parametrize(
    ("head", "asked"), [("初评得分", True), ("预评得分", True), ("得分", False), ("复评得分", False)]
)
def test_scores_that_are_called_a_first_assessment_alone_are_not_the_last(tmp_path, head, asked):
    found = _refused(tmp_path, {"得分表": PLAIN.format(head)})
    assert ("not-final" in {code for code, *_ in found}) is asked


@pytest.mark.parametrize(
    ("name", "title", "asked"),
    [
        ("2月", "", True),
        ("第二季度", "", True),
        ("6月", "2013年上半年党支部考核表\n", False),
        ("7月", "", False),
        ("1-6月", "", False),
    ],
)
def test_a_sheet_that_is_called_by_a_month_is_of_that_month_unless_a_title_says_more(tmp_path, name, title, asked):
    assert bool(_refused(tmp_path, {name: f"{title}{PLAIN.format('得分')}"})) is asked


def test_a_column_of_a_sheet_with_another_name_in_it_is_not_read_in_its_place(tmp_path):
    rows = "甲党支部 | 92 | 1 | 93\n乙党支部 | 85 | 0 | 85\n丙党支部（筹） | 78 | 2 | 80"
    sheets = {"Sheet1": f"党支部 | 考核得分 | 加分 | 总分\n{rows}", "考核得分": PLAIN.format("得分")}
    assert ("several-score-sheets", "Sheet1", None) in _refused(tmp_path, sheets)
