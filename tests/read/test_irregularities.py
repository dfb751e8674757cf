"""What workbooks of dozens of branches and departments look like: each irregularity is accepted, told, or refused.

The numbers are those of the list of irregularities that the reader was built for.
"""

import datetime as dt
import io
import zipfile
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from schemes import scheme
from starrating.model import NUMBER, REFUSED
from starrating.rating.input_checks import check
from starrating.rating.rate import rate
from starrating.rating.roster_checks import by_roster_names
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import words, write_book, write_raw_book

HEADS = "党支部 | 学习(40分) | 党务(60分)\n"
GOOD = HEADS + "一支部 | 38.5 | 55\n"
LISTED = """\
{clause: "2", from: rules, parts: [{title: 思想, items: [
  {code: A1, title: 学习, full_marks: 40, department: 宣传科},
  {code: A2, title: 党务, full_marks: 60, department: 组织科, not_applicable: true}]}]}"""


@cache
def simple():
    """Return a rule set that adds up the items of the workbook, whatever their full marks."""
    return scheme(criteria='{clause: "2", from: workbook}')


def judged(path, rules=None, period=H1, more=()):
    """Read and check one workbook; return the inputs and every problem as severity, code, cell and sheet."""
    rules = rules or simple()
    given, problems = read_workbooks([path], list(more), rules, period)
    if given is not None:
        given, notices = by_roster_names(given)
        problems = [*problems, *notices, *check(given, rules)]
    return given, problems


def one_sheet(folder, table, rules=None, *, name="book.xlsx", period=H1, merged=(), **sheets):
    return judged(write_book(folder / name, {"考核评分": table} | sheets, merged), rules, period)


def brief(problems):
    return [(each.severity, each.code, each.place.cell if each.place else None) for each in problems]


def only(problems, code):
    (problem,) = [problem for problem in problems if problem.code == code]
    return problem


def said(problem):
    return f"{problem.message.say('en')} {problem.hint.say('en') if problem.hint else ''}"


def dressed(path, change):
    """Let openpyxl change a workbook that was written."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def points(given):
    return given.scores.points.sum().texts()


def test_01_titles_above_the_heads_say_the_period(tmp_path):
    table = f"××公司\n2013年上半年考核评分表\n考核时间:2013年7月 | | 单位:分\n{GOOD}"
    given, problems = one_sheet(tmp_path, table, period=None, merged=["A1:C1", "A2:C2"])
    assert (problems, str(given.period), points(given)) == ([], "2013H1", ["93.50"])
    _, problems = one_sheet(tmp_path, table.replace("上半年", "下半年"))
    assert brief(problems) == [("error", "period-contradiction", "A2")]
    assert "was asked for with --period" in said(problems[0])


def test_02_heads_in_two_rows(tmp_path):
    table = "党支部 | 思想(40分) | | 组织(60分)\n | 学习(30分) | 教育(10分) | 党务(60分)\n一支部 | 30 | 8.5 | 55"
    given, problems = one_sheet(tmp_path, table, merged=["A1:A2", "B1:C1"])
    assert (problems, points(given)) == ([], ["93.50"])
    assert [(item.part, item.title) for item in given.scores.items] == [
        ("思想", "学习"),
        ("思想", "教育"),
        ("组织", "党务"),
    ]


def test_03_units_full_marks_and_line_breaks_in_heads(tmp_path):
    given, problems = one_sheet(
        tmp_path, "支 部\\n名称 | 学 习\\n（40分） | 党务【60】 | 得 分\n一支部 | 38.5 | 55 | 93.5"
    )
    assert (problems, [item.title for item in given.scores.items]) == ([], ["学习", "党务"])
    _, problems = one_sheet(tmp_path, "党支部 | 学习(35分) | 党务\n一支部 | 30 | 55", scheme(criteria=LISTED))
    assert brief(problems) == [("notice", "full-marks-differ", "B1")]
    assert "says 35 full marks, the rule set 40" in said(problems[0])


@pytest.mark.parametrize("branch", ["支部名称", "单位", "党组织", "基层党组织", "被考核党支部"])
@pytest.mark.parametrize("total", ["总分", "合计", "得分", "考核得分", "考评分"])
def test_04_synonyms(tmp_path, branch, total):
    given, problems = one_sheet(tmp_path, f"{branch} | 自查分 | 学习(40分) | {total}\n一支部 | 39 | 38 | 38")
    assert problems == []
    assert (given.scores.columns["self_score"], given.scores.total.texts()) == ([Decimal(39)], ["38.00"])


def test_04_two_columns_for_one_role(tmp_path):
    _, problems = one_sheet(tmp_path, "党支部 | 学习(40分) | 总分 | 考核得分\n一支部 | 38 | 38 | 39")
    assert brief(problems) == [("error", "duplicate-column", "D1")]
    assert "“考核得分” means the same as “总分” in C1" in said(problems[0])


def test_05_an_unknown_column_is_named(tmp_path):
    given, problems = one_sheet(tmp_path, "党支部 | 学习(40分) | 联系电话\n一支部 | 38 | 123")
    assert brief(problems) == [("notice", "unknown-column", "C1")]
    assert "C 联系电话" in said(problems[0])
    assert points(given) == ["38.00"]


def test_06_a_mandatory_column_is_missing(tmp_path):
    _, problems = one_sheet(tmp_path, "姓名 | 学习(40分)\n张三 | 38")
    assert "Found: 姓名, 学习(40分)" in said(only(problems, "header-missing"))
    _, problems = one_sheet(tmp_path, GOOD, 降星情形="党支部 | 情形\n一支部 | 6")
    assert "no column 日期. Found: 党支部, 情形" in said(only(problems, "column-missing"))


@pytest.mark.parametrize("numbers", [("", ""), ("一", "二"), ("1", "3"), ("1", "1")])
def test_07_serial_numbers_are_nothing(tmp_path, numbers):
    first, second = numbers
    given, problems = one_sheet(tmp_path, f"序号 | {HEADS}{first} | 一支部 | 1 | 2\n{second} | 二支部 | 3 | 4")
    assert (problems, given.scores.branch) == ([], ["一支部", "二支部"])


def test_08_totals_are_no_branches_but_should_be_true(tmp_path):
    rows = "一支部 | 38 | 50\n小 计 | 38 | 50\n二支部 | 40 | 60\n合计 | 78 | {}\n平均分 | 39 | 55\n最高分 | 40 | 60"
    given, problems = one_sheet(tmp_path, HEADS + rows.format(110))
    assert (problems, given.scores.branch) == ([], ["一支部", "二支部"])
    _, problems = one_sheet(tmp_path, HEADS + rows.format(111))
    assert brief(problems) == [("notice", "sum-disagrees", "C5")]
    assert "Not what the other cells say: C5 (it is the sum of the branches from row 2 to 4" in said(problems[0])


@pytest.mark.parametrize("note", ["注:满分100分", "说明：略", "考核人:      审核:", "审核：", "制表日期:2013年7月1日"])
def test_09_notes_and_signatures_end_the_table(tmp_path, note):
    given, problems = one_sheet(tmp_path, f"{GOOD}{note} | |\n | | 组织科")
    assert (problems, given.scores.branch) == ([], ["一支部"])


def test_10_blank_rows(tmp_path):
    def format_a_thousand_rows(book):
        for row in range(10, 1010):
            book["考核评分"].cell(row, 2).fill = PatternFill("solid", fgColor="FFFF00")

    path = write_book(tmp_path / "b.xlsx", {"考核评分": f"{GOOD} | |\n | \u3000 |\n二支部 | 1 | 2"})
    given, problems = judged(dressed(path, format_a_thousand_rows))
    assert (problems, given.scores.branch) == ([], ["一支部", "二支部"])


def test_11_numbers_stored_as_text(tmp_path):
    given, problems = one_sheet(tmp_path, HEADS + "一支部 | '38.5 | '55")
    assert (problems, points(given)) == ([], ["93.50"])


@pytest.mark.parametrize("cell", ["３８.５", "38．5", "＋38.5", "\u3000３８.5\u00a0", "３8.5\u200b"])
def test_12_full_width_is_read_with_a_notice(tmp_path, cell):
    given, problems = one_sheet(tmp_path, f"{HEADS}一支部 | '{cell} | 55")
    assert (brief(problems), points(given)) == ([("notice", "normalised", "B2")], ["93.50"])


def test_13_a_unit_is_read_with_a_notice_anything_else_refused(tmp_path):
    given, problems = one_sheet(tmp_path, HEADS + "一支部 | 38.5分 | 55")
    assert (brief(problems), points(given)) == ([("notice", "normalised", "B2")], ["93.50"])
    for cell in ("≈38", "38左右", "优", "38+1"):
        _, problems = one_sheet(tmp_path, f"{HEADS}一支部 | {cell} | 55")
        assert brief(problems) == [("error", "text-in-score", "B2")]
        assert f"一支部: 学习 is “{cell}”, not a number. Type the score as a number" in said(problems[0])


@pytest.mark.parametrize(("cell", "meant"), [("38,5", "38.5"), ("38。5", "38.5"), ("38、5", "38.5"), ("3 8.5", None)])
def test_14_other_decimal_points_are_refused(tmp_path, cell, meant):
    _, problems = one_sheet(tmp_path, f"{HEADS}一支部 | '{cell} | 55")
    assert brief(problems) == [("error", "text-in-score", "B2")]
    assert meant is None or f"If {meant} is meant" in said(problems[0])


def test_15_a_date_in_a_score(tmp_path):
    _, problems = one_sheet(tmp_path, HEADS + "一支部 | @2013-09-05 | 55")
    assert brief(problems) == [("error", "date-in-score", "B2")]
    assert "is the date 2013-09-05. Perhaps 9-5 or 9/5 was typed for 9.5" in said(problems[0])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="B2" t="b"><v>1</v></c>', "text-in-score"),
        ('<c r="B2" t="e"><v>#REF!</v></c>', "error-cell"),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "error-cell"),
    ],
)
def test_16_booleans_and_error_values(tmp_path, cell, code):
    heads = words(("A1", "党支部"), ("B1", "学习(40分)"))
    rows = f"<row r='1'>{heads}</row><row r='2'>{words(('A2', '一支部'))}{cell}</row>"
    given, problems = judged(write_raw_book(tmp_path / "b.xlsx", rows))
    assert brief(problems) == [("error", code, "B2")]
    assert given.scores.point_states.tolist() == [[REFUSED]]


def test_17_a_formula_that_was_never_calculated(tmp_path):
    _, problems = one_sheet(tmp_path, HEADS + "一支部 | =30+8 | 55")
    assert brief(problems) == [("error", "formula-not-saved", "B2")]
    assert "Open the workbook in Excel or WPS, save it there, and try again." in said(problems[0])


def test_18_out_of_range(tmp_path):
    _, problems = one_sheet(tmp_path, HEADS + "一支部 | -1 | 60.5")
    assert brief(problems) == [("error", "score-out-of-range", "B2"), ("error", "score-out-of-range", "C2")]
    assert "党务 is 60.5, above the full marks of 60." in said(problems[1])


@pytest.mark.parametrize(
    ("cell", "code"), [("", "blank-score"), ("/", "not-applicable"), ("—", "not-applicable"), ("无", "not-applicable")]
)
def test_19_blanks_and_strokes_are_not_zero(tmp_path, cell, code):
    _, problems = one_sheet(tmp_path, f"{HEADS}一支部 | {cell} | 55")
    assert brief(problems) == [("error", code, "B2")]
    assert "一支部" in said(problems[0])
    assert "学习" in said(problems[0])


def test_19_zero_is_zero_and_a_stroke_is_read_where_the_rules_allow_it(tmp_path):
    for stroke, told in (("/", []), ("—", [("notice", "normalised", "C2")])):
        given, problems = one_sheet(tmp_path, f"{HEADS}一支部 | 0 | {stroke}", scheme(criteria=LISTED))
        assert brief(problems) == told
        assert points(given) == ["0.00"]


def test_20_a_total_that_disagrees(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"考核评分": "党支部 | 学习(40分) | 总分\n一支部 | 38 | 38.01"})
    given, problems = judged(path)
    assert brief(problems) == [("error", "total-disagrees", "C2")]
    assert "the total says 38.01, but the items add up to 38.00" in said(problems[0])
    assert [each.severity for each in check(given, simple(), items_decide=True)] == ["warning"]


def test_21_what_is_stored_counts_not_what_is_shown(tmp_path):
    def show_one_decimal(book):
        book["考核评分"]["B2"].number_format = "0.0"

    path = write_book(tmp_path / "b.xlsx", {"考核评分": "党支部 | 总分\n一支部 | 89.96"})
    given, problems = judged(dressed(path, show_one_decimal), plan())
    assert ([each.code for each in problems], given.scores.total.texts()) == (["shown-otherwise"], ["89.96"])
    rated = rate(given, plan())
    assert rated.star.tolist() == [4]
    assert [problem.code for problem in rated.problems] == ["near-threshold"]


def test_22_many_decimals_and_the_noise_of_sums(tmp_path):
    given, problems = one_sheet(tmp_path, f"党支部 | 总分\n一支部 | {0.1 + 0.2!r}\n二支部 | 88.125")
    assert (problems, given.scores.total.texts()) == ([], ["0.30", "88.125"])


@pytest.mark.parametrize("shown", ["0%", "0.00%", '0.0%"分"'])
def test_23_percentages(tmp_path, shown):
    def show_percent(book):
        for cell in ("B2", "D2"):
            book["考核评分"][cell].number_format = shown

    table = "党支部 | 学习(40分) | 党务(60分) | 总分\n一支部 | 0.925 | 55 | 0.925\n二支部 | 38 | 55 | 93"
    given, problems = judged(dressed(write_book(tmp_path / "b.xlsx", {"考核评分": table}), show_percent))
    assert brief(problems) == [("error", "percent-in-score", "B2"), ("error", "percent-in-score", "D2")]
    assert "shown as a percentage (92.5%); the cell holds 0.925. Set the format of the cell to number" in said(
        problems[0]
    )
    assert given.scores.point_states.tolist() == [[REFUSED, NUMBER], [NUMBER, NUMBER]]
    _, problems = one_sheet(tmp_path, HEADS + "一支部 | '92.5% | 55")
    assert brief(problems) == [("error", "text-in-score", "B2")]


def test_23_a_percent_sign_in_quotes_is_no_percentage(tmp_path):
    def show_sign(book):
        book["考核评分"]["B2"].number_format = '0.0"%"'

    assert judged(dressed(write_book(tmp_path / "b.xlsx", {"考核评分": GOOD}), show_sign))[1] == []


def test_24_the_same_branch_twice(tmp_path):
    _, problems = one_sheet(tmp_path, GOOD + "一支部 | 38.5 | 55\n 一支部\u3000| 1 | 2")
    assert brief(problems) == [("error", "branch-twice", "A3"), ("error", "branch-twice", "A4")]
    assert "it is already in" in said(problems[0])


ROSTER = "党支部 | 别名\n第一党支部 | 一支部、1支部\n机关党支部 | "


def test_25_another_name_only_by_the_roster(tmp_path):
    given, problems = one_sheet(tmp_path, GOOD + "机关党支部 | 1 | 2", 名册=ROSTER)
    assert (brief(problems), given.scores.branch) == ([("notice", "alias", "A2")], ["第一党支部", "机关党支部"])
    assert "一支部 was read as 第一党支部" in said(problems[0])


@pytest.mark.parametrize("variant", ["机关支部", "机关党支部(本部)", "机关 党支部"])
def test_25_a_variant_is_refused_with_the_nearest_name(tmp_path, variant):
    _, problems = one_sheet(tmp_path, f"{GOOD}{variant} | 1 | 2", 名册=ROSTER)
    problem = only(problems, "not-on-roster")
    assert problem.place.cell == "A3"
    assert "Nearest names: 机关党支部" in said(problem)


def test_25_two_ways_to_write_one_branch_are_asked_about(tmp_path):
    _, problems = one_sheet(tmp_path, HEADS + "第十二党支部 | 38 | 55\n12支部 | 40 | 60\n十三支部 | 1 | 2")
    assert brief(problems) == [("warning", "names-alike", "A3")]
    assert "12支部 may be the same branch as 第十二党支部 in" in said(problems[0])


def test_26_the_roster_and_the_scores_must_have_the_same_branches(tmp_path):
    _, problems = one_sheet(tmp_path, GOOD + "后勤党支部 | 1 | 2", 名册=ROSTER)
    assert brief(problems) == [
        ("notice", "alias", "A2"),
        ("error", "branch-missing", None),
        ("error", "not-on-roster", "A3"),
    ]


FORM = """\
2013年上半年党支部考核表
{whose}
序号 | 类别 | 指标 | 分值 | 自评得分 | 考核得分 | 扣分原因
1 | 思想 | 学习 | 40 | 40 | 38.5 | 缺一次记录
2 | 组织 | 党务 | 60 | 58 | 55 |
 | | 合计 | 100 | 98 | 93.5 |
考核人: | | 审核人: | | 日期:
"""


def test_27_one_sheet_for_each_branch(tmp_path):
    sheets = {
        "一支部": FORM.format(whose="党支部 | 一支部 | 书记 | 甲 | 党员人数 | 23"),
        "二支部": FORM.format(whose="被考核党支部：二支部   申报星级：三星级  党员人数：12人"),
        "三支部": FORM.format(whose="单位:分"),
        "Sheet4": FORM.format(whose="党支部:四支部 |  | 申报星级 | 二星"),
    }
    given, problems = judged(write_book(tmp_path / "b.xlsx", sheets))
    assert problems == []
    assert given.scores.branch == ["一支部", "二支部", "三支部", "四支部"]
    assert given.scores.column("applied_star") == [None, 3, None, 2]
    assert given.scores.column("members") == [23, 12, None, None]
    assert given.scores.column("self_score") == [98, 98, 98, 98]
    assert given.scores.column("note")[0] == "学习：缺一次记录"
    assert (points(given), given.scores.total.texts()) == (["93.50"] * 4, ["93.50"] * 4)
    assert [item.part for item in given.scores.items] == ["思想", "组织"]
    assert str(given.scores.place(1, "B1")).endswith("!二支部!F5")
    assert str(given.scores.place(3, "total")).endswith("!Sheet4!F6")


def test_27_sheet_name_and_cell_differ_or_say_nothing(tmp_path):
    sheets = {"一支部": FORM.format(whose="党支部 | 二支部"), "表1": FORM.format(whose="")}
    given, problems = judged(write_book(tmp_path / "b.xlsx", sheets))
    assert given.scores.branch == ["二支部"]
    assert brief(problems) == [("notice", "sheet-name-differs", "B2"), ("error", "branch-missing", None)]
    assert "The sheet is called 一支部, but the form in it says 二支部; the form counts." in said(problems[0])
    assert problems[1].place.sheet == "表1"


def test_28_other_sheets_are_skipped_and_listed(tmp_path):
    given, problems = one_sheet(tmp_path, GOOD, 填表说明="请如实填写", 草稿=GOOD, Sheet2="", Sheet3="")
    assert [(each.severity, each.code, each.place.sheet) for each in problems] == [
        ("notice", "unknown-sheet", "填表说明"),
        ("notice", "rows-again", "草稿"),
    ]
    assert len(given.scores) == 1


def test_29_hidden_data_are_read_and_told(tmp_path):
    def hide(book):
        sheet = book["考核评分"]
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions.group("C", "D", hidden=True)
        sheet.sheet_state = "hidden"
        book.create_sheet("封面")

    table = "党支部 | 学习(40分) | 党务(60分) | 备注\n一支部 | 38 | 55 |\n二支部 | 1 | 2 | 好"
    given, problems = judged(dressed(write_book(tmp_path / "b.xlsx", {"考核评分": table}), hide))
    assert brief(problems) == [
        ("notice", "remarks-passed-over", "D3"),
        ("notice", "hidden-sheet", None),
        ("notice", "hidden-rows", "A3"),
        ("notice", "hidden-columns", "C1"),
    ]
    assert "filtered out, were read: 3 " in said(problems[2])
    assert "were read: C, D " in said(problems[3])
    assert given.scores.branch == ["一支部", "二支部"]


def test_29_a_very_hidden_sheet_with_scores(tmp_path):
    def hide(book):
        book["考核评分"].sheet_state = "veryHidden"
        book.create_sheet("封面")

    _, problems = judged(dressed(write_book(tmp_path / "b.xlsx", {"考核评分": GOOD}), hide))
    assert brief(problems) == [("notice", "hidden-sheet", None)]


def test_30_old_workbooks(tmp_path):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("考核评分")
    for row, cells in enumerate((["党支部", "学习(40分)"], ["一支部", 38.5])):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    book.save(str(tmp_path / "b.xls"))
    given, problems = judged(tmp_path / "b.xls")
    assert (problems, points(given)) == ([], ["38.50"])


def test_31_files_that_are_no_workbooks(tmp_path):
    for name, content in [("b.xls", b"<html><table></table></html>"), ("b.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")]:
        (tmp_path / name).write_bytes(content)
        _, (problem,) = judged(tmp_path / name)
        assert (problem.severity, problem.code) == ("error", "not-a-workbook")
        assert "save it as an Excel workbook (.xlsx)" in said(problem)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_31_text_with_commas_is_a_table(tmp_path, encoding):
    (tmp_path / "考核评分.csv").write_bytes("党支部,学习(40分)\n一支部,38.5\n".encode(encoding))
    given, problems = judged(tmp_path / "考核评分.csv")
    assert [each.severity for each in problems if each.severity == "error"] == []
    assert points(given) == ["38.50"]


def test_32_encrypted_is_refused_protected_sheets_are_read(tmp_path):
    def protect(book):
        book["考核评分"].protection.sheet = True

    assert judged(dressed(write_book(tmp_path / "b.xlsx", {"考核评分": GOOD}), protect))[1] == []
    (tmp_path / "locked.xlsx").write_bytes(encrypted())
    _, (problem,) = judged(tmp_path / "locked.xlsx")
    assert (problem.severity, problem.code) == ("error", "encrypted-file")
    assert "remove the password" in said(problem)


def encrypted():
    """Return the container of an encrypted workbook: what an old workbook has as its one stream, by another name."""
    import xlwt

    book, content = xlwt.Workbook(), io.BytesIO()
    book.add_sheet("考核评分")
    book.save(content)
    entries = [
        name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little")
        for name in ("Workbook", "EncryptedPackage")
    ]
    return content.getvalue().replace(*entries)


def test_33_lock_files_are_skipped(tmp_path):
    book = write_book(tmp_path / "a.xlsx", {"考核评分": GOOD})
    locks = [tmp_path / "~$a.xlsx", tmp_path / ".~a.xlsx"]
    given, problems = read_workbooks([*locks, book], [], scheme(), H1)
    assert [(each.severity, each.code) for each in problems] == [("notice", "lock-file")] * 2
    assert len(given.scores) == 1


@pytest.mark.parametrize(
    "copy",
    ["安全科(1)", "安全科 (2)", "安全科 - 副本", "安全科最终版", "安全科（最终版2）", "副本 安全科", "安全科-副本(3)"],
)
def test_33_two_versions_of_one_workbook_are_refused(tmp_path, copy):
    paths = [write_book(tmp_path / f"{name}.xlsx", {"考核评分": GOOD}) for name in ("安全科", copy)]
    given, (problem,) = read_workbooks(paths, [], scheme(), H1)
    assert (problem.severity, problem.code, problem.place.file) == ("error", "two-versions", str(paths[1]))
    assert "another version of 安全科.xlsx" in said(problem)
    assert len(given.scores) == 1


def test_33_different_workbooks_are_not_versions_of_one(tmp_path):
    tables = {"采煤一队": GOOD, "采煤二队": HEADS + "二支部 | 1 | 2", "机电科(新)": HEADS + "三支部 | 1 | 2"}
    paths = [write_book(tmp_path / f"{name}.xlsx", {"考核评分": table}) for name, table in tables.items()]
    given, problems = read_workbooks(paths, [], scheme(), H1)
    assert (problems, len(given.scores)) == ([], 3)


@pytest.mark.parametrize("name", ["2013年上半年××考核表", "2013H1", "201306"])
def test_34_the_name_of_the_file_says_the_period(tmp_path, name):
    given, problems = one_sheet(tmp_path, GOOD, name=f"{name}.xlsx", period=None)
    assert (problems, given.period) == ([], H1)
    _, problems = one_sheet(tmp_path, f"2013年下半年考核表\n{GOOD}", name=f"{name}.xlsx", period=None)
    assert [problem.code for problem in problems] == ["period-contradiction"]


INCIDENTS = "党支部 | 情形 | 日期 | 文号\n"


@pytest.mark.parametrize("day", ["'2013.7.15", "'2013年7月15日", "'2013-7-15", "'2013/07/15", "@2013-07-15"])
def test_35_full_dates_of_any_style(tmp_path, day):
    happened = f"{INCIDENTS}一支部 | '4.4(6) | {day} | 1"
    given, problems = one_sheet(tmp_path, GOOD, plan(), 降星情形=happened)
    assert (problems, given.incidents[0].date) == ([], dt.date(2013, 7, 15))


@pytest.mark.parametrize("day", ["7月15日", "2013年7月", "'2013.7", "2013年7月底"])
def test_35_a_date_without_day_or_year_is_refused(tmp_path, day):
    _, problems = one_sheet(tmp_path, GOOD, plan(), 降星情形=f"{INCIDENTS}一支部 | '4.4(6) | {day} | 1")
    assert brief(problems) == [("error", "date-incomplete", "C2")]
    assert "Write the full date, such as 2013-07-15." in said(problems[0])


def test_35_a_serial_number_is_read_with_a_notice_and_outside_is_not_counted(tmp_path):
    happened = f"{INCIDENTS}一支部 | '4.4(6) | 41470 | 1"
    given, problems = one_sheet(tmp_path, "党支部 | 总分\n一支部 | 90", plan(), 降星情形=happened)
    assert brief(problems) == [("notice", "normalised", "C2")]
    assert given.incidents[0].date == dt.date(2013, 7, 15)
    assert [
        (each.severity, each.code) for each in rate(given, plan()).problems if each.code.startswith("incident")
    ] == [("notice", "incident-outside-period")]


@pytest.mark.parametrize(
    ("columns", "cell"),
    [
        ("对象 | 处分", "党员、群众 | 警告"),
        ("处分 | 对象", "党内警告；行政记过 | 党员"),
        ("姓名 | 处分", "张三、李四 | 警告"),
        ("说明 | 处分", "张三、李四受警告 | 警告"),
        ("说明 | 处分", "查明后3人受党内警告处分 | 警告"),
    ],
)
def test_36_several_facts_in_one_row(tmp_path, columns, cell):
    table = f"党支部 | 情形 | 日期 | {columns}\n一支部 | 5 | @2013-05-05 | {cell}"
    given, problems = one_sheet(tmp_path, GOOD, plan(), 降星情形=table)
    assert brief(problems)[:1] == [("error", "several-in-one-row", "D2")]
    assert "Give each person and each sanction a row of its own" in said(problems[0])
    assert given.incidents == ()


@pytest.mark.parametrize(
    "note", ["安全科、生产科通报", "记录缺失、台账不全被通报", "张三受警告", "高处作业、动火作业各一次"]
)
def test_36_a_note_of_one_fact_may_have_commas(tmp_path, note):
    table = f"党支部 | 情形 | 日期 | 文号 | 说明\n一支部 | '4.4(6) | @2013-05-05 | 1 | {note}"
    given, _ = one_sheet(tmp_path, GOOD, plan(), 降星情形=table)
    assert given.incidents[0].note == note


def test_37_what_an_incident_needs(tmp_path):
    rows = "党支部 | 情形 | 日期 | 对象 | 处分类别 | 处分\n一支部 | '4.4(5) | @2013-05-05 | 党员 | {} | {}"
    scores = "党支部 | 总分\n一支部 | 90"
    _, problems = one_sheet(tmp_path, scores, plan(), 降星情形=rows.format("党纪", ""))
    assert brief(problems) == [("error", "missing-finding", "F2")]
    _, problems = one_sheet(tmp_path, scores, plan(), 降星情形=rows.format("", "警告"))
    assert brief(problems) == [("error", "ambiguous-sanction", "F2")]
    given, problems = one_sheet(tmp_path, scores, plan(), 降星情形=rows.format("党纪", "警告"))
    assert problems == []
    assert "no-document-number" in [each.code for each in rate(given, plan()).problems if each.severity == "notice"]


def test_38_struck_through_and_comments_are_told_colours_are_nothing(tmp_path):
    def dress(book):
        sheet = book["考核评分"]
        sheet["B2"].font = sheet["B9"].font = Font(strike=True)
        sheet["C2"].fill = PatternFill("solid", fgColor="FF0000")
        sheet["C2"].comment = Comment("改为50", "某")

    given, problems = judged(dressed(write_book(tmp_path / "b.xlsx", {"考核评分": GOOD}), dress))
    assert brief(problems) == [("notice", "struck-through", "B2"), ("notice", "comment", "C2")]
    assert "改为50" in said(problems[1])
    assert points(given) == ["93.50"]


@pytest.mark.parametrize("star", ["五星", "5星级", "五星级", "★★★★★", "5", "'5", "５星"])
def test_39_ways_to_write_a_star(tmp_path, star):
    given, problems = one_sheet(
        tmp_path, f"党支部 | 申报星级 | 总分\n一支部 | {star} | 38\n二支部 | ★★★★☆ | 38", plan()
    )
    assert problems == []
    assert given.scores.column("applied_star") == [5, 4]


def test_39_anything_else_is_no_star(tmp_path):
    _, problems = one_sheet(tmp_path, "党支部 | 申报星级 | 总分\n一支部 | 优秀 | 38", plan())
    assert brief(problems) == [("error", "star-unknown", "B2")]


def test_40_a_second_table_beside_the_first(tmp_path):
    table = "党支部 | 学习(40分) | | 序号 | 党支部 | 学习(40分)\n一支部 | 38 | | 1 | 二支部 | 40"
    _, problems = one_sheet(tmp_path, table)
    assert brief(problems) == [("error", "second-table", "E1")]
    assert "A second table begins here, beside the first" in said(problems[0])


def test_41_days_counted_from_1904_and_blanks_in_dates(tmp_path):
    def count_from_1904(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    happened = f"{INCIDENTS}一支部 | '4.4(6) | @2013-05-04 | 1\n一支部 | '4.4(6) | 2013年 7月15日 | 2"
    path = write_book(tmp_path / "b.xlsx", {"考核评分": GOOD, "降星情形": happened})
    given, problems = judged(dressed(path, count_from_1904), plan())
    assert [each.date for each in given.incidents] == [dt.date(2013, 5, 4), dt.date(2013, 7, 15)]
    assert [(each.severity, each.code) for each in problems] == [("notice", "dates-from-1904")]


def test_42_macros_and_links_are_told_and_never_followed(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"考核评分": GOOD})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    given, problems = judged(path.rename(tmp_path / "b.xlsm"))
    assert sorted((each.severity, each.code) for each in problems) == [
        ("notice", "external-links"),
        ("notice", "macros-ignored"),
    ]
    assert points(given) == ["93.50"]
