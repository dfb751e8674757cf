"""Forms of one branch, as offices dress them: labels anywhere, tables with more columns, what is left out."""

from decimal import Decimal

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from schemes import scheme
from starrating.model import BLANK, NOT_APPLICABLE, NUMBER, REFUSED
from starrating.read.review_workbooks import read_workbooks
from tables import H1
from workbooks import write_book

TOP = "党支部 | 一支部\n"
HEAD = "序号 | 类别 | 指标 | 分值 | 自评得分 | 考核得分 | 扣分原因\n"


def read(folder, form, rules=None, *, sheet="申报考核表", merged=()):
    path = write_book(folder / "form.xlsx", {sheet: form}, merged)
    return read_workbooks([path], [], rules or scheme(criteria='{clause: "2", from: workbook}'), H1)


def brief(problems):
    return [(each.severity, each.code, each.place.cell) for each in problems]


def test_full_marks_may_stand_in_the_title_and_parts_span_rows(tmp_path):
    items = "思想(50分) | 学习(40分) | 略 | 38.5\n | 教育（10分） | 略 | 9\n组织 | 党费(50分) | 略 | 50"
    form = f"{TOP}项目 | 考核内容 | 评分标准 | 得分\n{items}"
    given, problems = read(tmp_path, form, merged=["A3:A4"])
    assert problems == []
    assert [(item.code, item.title, item.full_marks, item.part) for item in given.scores.items] == [
        ("A1", "学习", 40, "思想"),
        ("A2", "教育", 10, "思想"),
        ("B1", "党费", 50, "组织"),
    ]
    assert given.scores.points.sum().texts() == ["97.50"]


def test_one_head_that_could_be_the_part_is_the_item_where_nothing_else_is(tmp_path):
    given, problems = read(tmp_path, f"{TOP}项目 | 分值 | 得分\n学习 | 40 | 38\n党费 | 60分 | 55")
    assert [problem.code for problem in problems] == ["normalised"]
    assert [(item.code, item.title) for item in given.scores.items] == [("I1", "学习"), ("I2", "党费")]


def test_labels_in_one_line_with_the_assessor_and_the_unit_of_measure(tmp_path):
    line = "考核单位：组织科  被考核党支部：一支部  单位：分  支部书记：甲  得分："
    given, problems = read(tmp_path, f"考核表\n{line}\n{HEAD}1 | 思想 | 学习 | 40 | | 38 |")
    assert problems == []
    assert given.scores.branch == ["一支部"]
    assert (given.scores.column("unit"), given.scores.column("secretary")) == ([None], ["甲"])


def test_a_blank_label_does_not_take_the_next_one(tmp_path):
    labels, signed = "党支部 | 一支部 | 书记 | | 党员人数 | 12\n", "书记(签字): | | 单位 | （盖章）"
    form = f"{labels}{HEAD}1 | 思想 | 学习 | 40 | | 38 |\n{signed}"
    given, problems = read(tmp_path, form)
    assert problems == []
    assert (given.scores.column("secretary"), given.scores.column("members")) == ([None], [12])


def test_what_a_branch_gives_itself_is_added_up_but_never_counts(tmp_path):
    form = f"{TOP}指标 | 分值 | 自评得分\n学习 | 40 | 39.5\n党费 | 60 | 58"
    given, problems = read(tmp_path, form)
    assert brief(problems) == [("error", "not-assessed", "A2")]
    assert given.scores.column("self_score") == [Decimal("97.5")]
    assert given.scores.point_states.tolist() == [[REFUSED, REFUSED]]


def test_cells_are_refused_where_they_stand(tmp_path):
    labels = "党支部 | 一支部 | 申报星级 | 优 | 党员人数 | =1\n"
    items = "1 | 思想 | 学习 | 40 | | 良 |\n2 | | 党费 | 60 | | |\n3 | | 党务 | 多 | | 1 |"
    form = f"{labels}{HEAD}{items}"
    given, problems = read(tmp_path, form)
    assert sorted(brief(problems)) == [
        ("error", "formula-not-saved", "F1"),
        ("error", "star-unknown", "D1"),
        ("error", "text-in-score", "D5"),
        ("error", "text-in-score", "F3"),
    ]
    assert given.scores.point_states.tolist() == [[REFUSED, BLANK]]
    assert str(given.scores.place(0, "A2")).endswith("!F4")


def test_a_score_beside_no_item_is_refused(tmp_path):
    _, problems = read(tmp_path, f"{TOP}{HEAD}1 | 思想 | 学习 | 40 | | 38 |\n | | | | | 5 |")
    assert brief(problems) == [("error", "item-unnamed", "F4")]


LISTED = """\
{clause: "2", from: rules, parts: [{title: 思想, items: [
  {code: A1, title: 学习, full_marks: 40}, {code: A2, title: 党务, full_marks: 60, not_applicable: true}]}]}"""
FACTS = """\
facts:
  - {id: project, title: 创新项目, blank: refuse}
  - {id: badges, title: 奖牌, values: number, blank: missing}
"""


def test_items_of_the_rule_set_and_facts_below_the_table(tmp_path):
    form = f"{TOP}{HEAD}1 | 思想 | 学习 | | | 38 |\n2 | | 党务 | | | 不适用 |\n创新项目 | 有\n奖牌 | 3"
    given, problems = read(tmp_path, form, scheme(FACTS, LISTED))
    assert problems == []
    assert given.scores.columns == {"project": [True], "badges": [Decimal(3)]}
    assert given.scores.point_states.tolist() == [[NUMBER, NOT_APPLICABLE]]
    assert str(given.scores.place(0, "badges")).endswith("!B6")


def test_a_fact_and_an_item_that_are_missing(tmp_path):
    _, problems = read(tmp_path, f"{TOP}{HEAD}1 | 思想 | 学习 | | | 38 |", scheme(FACTS, LISTED))
    assert [(each.severity, each.code) for each in problems] == [
        ("warning", "fact-column-missing"),
        ("error", "column-missing"),
        ("error", "item-missing"),
    ]


def test_a_form_of_the_total_alone(tmp_path):
    form = f"{TOP}指标 | 考核得分\n学习 | 38\n合计 | 92.5"
    given, problems = read(tmp_path, form, scheme(criteria='{clause: "2", from: total}'))
    assert (problems, given.scores.total.texts()) == ([], ["92.50"])


@pytest.mark.parametrize(
    ("sheet", "branch"), [("机电队", "机电队"), ("考核表", None), ("Sheet1", None), ("2013年上半年", None)]
)
def test_the_sheet_is_named_after_the_branch_or_not(tmp_path, sheet, branch):
    given, problems = read(tmp_path, f"考核表\n{HEAD}1 | 思想 | 学习 | 40 | | 38 |", sheet=sheet)
    assert (given.scores.branch if given else None) == ([branch] if branch else None)
    assert ("branch-missing" in [problem.code for problem in problems]) == (branch is None)


@pytest.mark.parametrize(("sheet", "branch", "unit"), [("机电队", "机电队", "一部"), ("考核表", "一部", None)])
def test_a_unit_is_whose_the_form_is_where_nothing_else_says_it(tmp_path, sheet, branch, unit):
    given, _ = read(tmp_path, f"单位 | 一部\n{HEAD}1 | 思想 | 学习 | 40 | | 38 |", sheet=sheet)
    assert (given.scores.branch, given.scores.column("unit")) == ([branch], [unit])


def test_a_named_score_sheet_goes_before_forms_and_an_unnamed_one_does_not(tmp_path):
    form, table = f"{TOP}{HEAD}1 | 思想 | 学习 | 40 | | 38 |", "党支部 | 学习(40分)\n一支部 | 39"
    both = write_book(tmp_path / "a.xlsx", {"考核评分": table, "一支部": form})
    given, problems = read_workbooks([both], [], scheme(), H1)
    assert given.scores.points.sum().texts() == ["39.00"]
    assert "unknown-sheet" in [problem.code for problem in problems]
    unclear = write_book(tmp_path / "b.xlsx", {"甲": table, "一支部": form})
    assert "several-score-sheets" in [problem.code for problem in read_workbooks([unclear], [], scheme(), H1)[1]]


def test_one_workbook_for_each_branch_and_two_for_one(tmp_path):
    form = "党支部 | {0}\n" + HEAD + "1 | 思想 | 学习 | 100 | | {1} |"
    paths = [
        write_book(tmp_path / f"{name}.xlsx", {"申报考核表": form.format(*name)}) for name in ("甲1", "乙2", "丙3")
    ]
    given, problems = read_workbooks(paths, [], scheme(), H1)
    assert (problems, given.scores.branch) == ([], ["甲", "乙", "丙"])
    assert given.scores.points.sum().texts() == ["1.00", "2.00", "3.00"]
    assert given.scores.place(2, "A1").file == str(paths[2])


@pytest.mark.parametrize(("said", "told"), [("88", []), ("99", [("warning", "total-disagrees", "E6")])])
def test_a_self_assessment_that_is_not_the_sum_of_its_items_is_told(tmp_path, said, told):
    items = "1 | 思想 | 学习 | 40 | 38 | 36 |\n2 | 思想 | 教育 | 60 | 50 | 49 |"
    given, problems = read(tmp_path, f"{TOP}考核表\n{HEAD}{items}\n合计 | | | 100 | {said} | 85 |")
    assert brief(problems) == told
    assert given.scores.total.texts() == ["85.00"]


def test_a_form_whose_note_says_that_its_figures_are_deductions_is_refused(tmp_path):
    form = f"{TOP}{HEAD}1 | 思想 | 学习 | 40 | | 2 |\n注：表内数字为扣分"
    assert ("error", "deductions", "A4") in brief(read(tmp_path, form)[1])


@pytest.mark.parametrize(("lost", "told"), [(31, []), (30, [("warning", "deductions", "F3")])])
def test_points_that_are_half_of_the_full_marks_or_less_are_doubted(tmp_path, lost, told):
    items = f"1 | 思想 | 学习 | 40 | | 20 |\n2 | 思想 | 教育 | 60 | | {lost} |"
    assert brief(read(tmp_path, f"{TOP}考核表\n{HEAD}{items}")[1]) == told


@pytest.mark.parametrize(
    ("heads", "told"),
    [
        ("自评扣分 | 考核扣分", [("error", "deductions", "D2")]),
        ("自评得分 | 考核扣分", [("error", "deductions", "D2")]),
        ("扣分 | 扣分原因", [("error", "deductions", "C2")]),
        ("自评扣分 | 扣分原因", [("error", "not-assessed", "A2")]),
        ("自评扣分 | 考核得分", []),
        ("扣分 | 得分", []),
    ],
)
def test_points_lost_are_no_scores_of_a_form_whoever_took_them(tmp_path, heads, told):
    _, problems = read(tmp_path, f"{TOP}指标 | 分值 | {heads}\n学习 | 40 | 38 | 39\n党务 | 60 | 55 | 58")
    assert brief(problems) == told


@pytest.mark.parametrize(("own", "told"), [(40, []), (41, [("warning", "score-out-of-range", "E3")])])
def test_what_a_branch_gives_itself_above_the_full_marks_is_told(tmp_path, own, told):
    assert brief(read(tmp_path, f"{TOP}{HEAD}1 | 思想 | 学习 | 40 | {own} | 38 |")[1]) == told


def test_a_raised_sign_in_the_first_cell_is_no_name_of_a_branch(tmp_path):
    path = write_book(tmp_path / "form.xlsx", {"一支部": "考核表\n指标 | 分值 | 考核得分\n学习 | 100 | 93"})
    book = openpyxl.load_workbook(path)
    raised = TextBlock(InlineFont(vertAlign="superscript"), "1")
    book.active["A1"] = CellRichText("考核表", raised)
    book.save(path)
    given, problems = read_workbooks([path], [], scheme(), H1)
    assert problems == []
    assert given.scores.branch == ["一支部"]
