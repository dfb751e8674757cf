"""Blank workbooks: what a rule set asks for has a column, and what is filled in is read back."""

import openpyxl
import pytest

from schemes import scheme
from starrating.model import BLANK, NOT_APPLICABLE, NUMBER, letter
from starrating.rating.input_checks import check
from starrating.read.review_workbooks import read_workbooks
from starrating.write.blank.context import BlankContext
from starrating.write.blank.workbook import write_blank_book
from tables import H1

RULES = """\
facts:
  - {id: certificate, title: 有证书}
  - {id: output, title: 产值, values: number}
triggers:
  clause: "5"
  window: {date: decision}
  findings: [{id: repaired, title: 已整改}, {id: grade, title: 等级, values: word}]
  list: [{id: unrepaired, number: 1, clause: "5.1", text: 未整改, when: {incident: repaired, is: false}}]
"""
LISTED = (
    '{clause: "2", from: rules, parts: [{title: 甲类, items: ['
    "{code: A1, title: 学习, full_marks: 80, not_applicable: true}, "
    "{code: A2, title: 扣分, full_marks: 20, lowest: -20}, "
    "{code: A3, title: 处罚, full_marks: 1, lowest: none}]}]}"
)


@pytest.fixture
def blank(tmp_path):
    def write(rules):
        path = tmp_path / "2013H1.xlsx"
        write_blank_book(path, BlankContext(rules, rules.criteria))
        return path, openpyxl.load_workbook(path)

    return write


def column(sheet, head: str, rows=(1, 3, 4)) -> int:
    return next(
        cell.column for row in rows for cell in sheet[row] if str(cell.value or "").split("(")[0].strip() == head
    )


def validation(sheet, head: str):
    cell = sheet.cell(5, column(sheet, head)).coordinate
    return next((rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref), None)


def test_facts_and_findings_that_are_filled_in_are_read_back(blank):
    rules = scheme(RULES, criteria=LISTED)
    path, book = blank(rules)
    scores, incidents = book["考核评分"], book["降星情形"]
    for head, value in {
        rules.wording.subject: "甲",
        "有证书": "是",
        "产值": 12.5,
        "学习": "不适用",
        "扣分": -3,
        "处罚": -99,
    }.items():
        scores.cell(5, column(scores, head), value)
    for head, value in {
        rules.wording.subject: "甲",
        "情形": "5.1",
        "日期": "2013-05-04",
        "已整改": "否",
        "等级": "重",
    }.items():
        incidents.cell(2, column(incidents, head), value)
    book.save(path)
    inputs, problems = read_workbooks([path], [], rules, H1)
    assert [*problems, *(each for each in check(inputs, rules) if each.severity == "error")] == []
    assert inputs.scores.column("certificate") == [True]
    assert inputs.scores.point_states.tolist() == [[NOT_APPLICABLE, NUMBER, NUMBER]]
    (incident,) = inputs.incidents
    assert (incident.findings["repaired"], incident.findings["grade"]) == (False, "重")


@pytest.mark.parametrize("calculated", [False, True])
def test_a_column_adds_the_items_up_and_an_unused_row_stays_unused(blank, calculated):
    rules = scheme(criteria=LISTED)
    path, book = blank(rules)
    sheet = book["考核评分"]
    first, last, total = (column(sheet, head) for head in ("学习", "处罚", "考核总分"))
    cells = f"{letter(first - 1)}6:{letter(last - 1)}6"
    assert sheet.cell(6, total).value == f'=IF(COUNT({cells})=0,"",SUM({cells}))'
    assert sheet.cell(6, total).protection.locked
    for row, branch, points in ((5, "甲", (70, -3, 0)), (6, "乙", (80, 20, 1))):
        sheet.cell(row, column(sheet, rules.wording.subject), branch)
        for index, number in enumerate(points):
            sheet.cell(row, first + index, number)
    for row in range(5, sheet.max_row + 1) if calculated else ():
        sheet.cell(row, total).value = {5: 67, 6: 101}.get(row, "")
    book.save(path)
    inputs, problems = read_workbooks([path], [], rules, H1)
    assert [*problems, *(each for each in check(inputs, rules) if each.severity == "error")] == []
    assert inputs.scores.branch == ["甲", "乙"]
    assert set(inputs.scores.total_states.tolist()) == {NUMBER if calculated else BLANK}
    assert inputs.scores.points.sum(axis=1).texts() == ["67.00", "101.00"]


def test_where_the_score_is_no_sum_there_is_no_column_that_adds_up(blank):
    own = "values: [{id: total, product: [items, 2]}]\n"
    sheet = blank(scheme(own, criteria=LISTED))[1]["考核评分"]
    assert not [cell for row in sheet for cell in row if str(cell.value).startswith("=")]


def test_what_may_be_typed_is_what_is_read(blank):
    _, book = blank(scheme(RULES, criteria=LISTED).model_copy(update={"language": "en"}))
    scores, incidents = book["scores"], book["incidents"]
    assert validation(scores, "有证书").formula1 == '"Yes,No"'
    assert validation(scores, "产值") is None
    name = scores.cell(5, column(scores, "学习")).coordinate
    assert (
        validation(scores, "学习").formula1 == f'OR(AND(ISNUMBER({name}),{name}>=0,{name}<=80),{name}="Not applicable")'
    )
    assert "Not applicable" in scores.cell(4, column(scores, "学习")).comment.text
    assert (validation(scores, "扣分").formula1, validation(scores, "扣分").formula2) == ("-20", "20")
    assert (validation(scores, "处罚").operator, validation(scores, "处罚").formula1) == ("lessThanOrEqual", "1")
    assert validation(incidents, "已整改").formula1 == '"Yes,No"'
    assert validation(incidents, "Subject") is None
    assert validation(incidents, "等级") is None
    assert "date of the decision" in incidents.cell(1, column(incidents, "Date")).comment.text


def test_a_scheme_without_items_or_triggers_asks_for_the_total_only(blank):
    rules = scheme(criteria='{clause: "2", from: total}')
    path, book = blank(rules)
    assert book.sheetnames == ["考核评分"]
    sheet = book["考核评分"]
    sheet.cell(5, column(sheet, rules.wording.subject), "甲")
    sheet.cell(5, column(sheet, "考核总分"), 88)
    book.save(path)
    inputs, problems = read_workbooks([path], [], rules, H1)
    assert problems == []
    assert inputs.scores.total.texts() == ["88.00"]


def test_a_list_too_long_for_a_drop_down_is_left_out(blank):
    many = ", ".join(f'{{id: t{i}, number: {i}, clause: "第{i}条第{i}款第{i}项", text: 情形}}' for i in range(1, 40))
    _, book = blank(scheme(f'triggers: {{clause: "5", list: [{many}]}}\n'))
    assert validation(book["降星情形"], "情形") is None


def test_there_are_as_many_rows_as_asked_for_but_no_branch_is_left_out(tmp_path):
    rules = scheme(RULES, criteria=LISTED)
    known = [{"branch": "甲"}, {"branch": "乙"}]
    for number, rows, most in ((7, (), 7), (1, known, 2), (None, known, 2), (None, (), 40)):
        write_blank_book(tmp_path / "b.xlsx", BlankContext(rules, rules.criteria, rows=rows, number=number))
        sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["考核评分"]
        assert len([row for row in sheet.iter_rows(min_row=5) if row[1].border.left.style]) == most


def test_no_range_of_a_single_cell_is_merged(blank):
    one = LISTED.replace(
        "title: 甲类, items: [", "title: 甲类, items: [{code: A0, title: 甲, full_marks: 9}]}, {title: 乙类, items: ["
    )
    _, book = blank(scheme(RULES, criteria=one))
    ranges = [str(each) for sheet in book for each in sheet.merged_cells.ranges]
    assert ranges
    assert all(":" in each and each.split(":")[0] != each.split(":")[1] for each in ranges)


def test_an_english_scheme_has_an_english_sheet_that_is_read_back(tmp_path):
    rules = scheme(RULES, criteria=LISTED).model_copy(update={"language": "en"})
    rules = rules.model_copy(
        update={"wording": rules.wording.model_copy(update={"subject": "team", "scheme": "stars"})}
    )
    path = tmp_path / "2013H1.xlsx"
    write_blank_book(path, BlankContext(rules, rules.criteria))
    book = openpyxl.load_workbook(path)
    own = {"有证书", "产值", "已整改", "等级", "甲类(101)", "学习\n(80)", "扣分\n(20)", "处罚\n(1)"}
    heads = {str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None}
    assert [head for head in heads - own if any("\u4e00" <= sign <= "\u9fff" for sign in head)] == []
    filled = {"team": "North", "有证书": "是", "产值": 1, "学习": 80, "扣分": 1, "处罚": 0, "Applied star": 1}
    for head, value in filled.items():
        book["scores"].cell(5, column(book["scores"], head), value)
    book.save(path)
    inputs, problems = read_workbooks([path], [], rules, H1)
    assert problems == []
    assert inputs.scores.branch == ["North"]
    assert inputs.scores.column("applied_star") == [1]
