import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes import scheme
from starrating.atomic import digest
from starrating.errors import in_reading_order
from starrating.model import ABSENT, BLANK, NUMBER, REFUSED, Period
from starrating.rating.input_checks import check
from starrating.read.review_workbooks import read_workbooks
from starrating.ruleset import Criteria, Fact, RuleSet
from tables import H1, plan
from workbooks import words, write_book, write_raw_book

SAMPLES = Path(__file__).parents[1] / "samples"
HEADS = "党支部 | 学习(40分) | 党务(60分)\n"


def rules(**changes):
    """Return the plan with another section."""
    return plan().model_copy(update=changes)


def criteria(**fields):
    return Criteria.model_validate({"clause": "3-criteria", **fields})


def read(folder, table, ruleset: RuleSet | None = None, name="book.xlsx", **more):
    """Write one sheet, read it as 2013H1; return the inputs and the problems."""
    path = write_book(folder / name, {"考核评分": table} | more)
    return read_workbooks([path], [], ruleset or plan(), H1)


def codes(problems, severity=None):
    return [problem.code for problem in problems if severity in {None, problem.severity}]


def only(problems, code):
    (problem,) = [problem for problem in problems if problem.code == code]
    return problem


def said(problem):
    return f"{problem.message.say('en')} {problem.hint.say('en') if problem.hint else ''}"


@pytest.mark.parametrize(("half", "year_half", "incidents"), [("上", "2013H1", 4), ("下", "2013H2", 11)])
def test_samples_of_an_office_program_are_read_without_a_word(half, year_half, incidents):
    path = SAMPLES / f"2013年{half}半年星级党支部考核评分表.xlsx"
    inputs, problems = read_workbooks([path], [], plan(), None)
    assert problems == []
    assert str(inputs.period) == year_half
    assert (len(inputs.scores), len(inputs.scores.items), len(inputs.incidents)) == (24, 28, incidents)
    assert inputs.scores.points.sum() == inputs.scores.total
    assert inputs.digests == {str(path): digest(path)}
    last = inputs.scores.items[-1]
    assert (last.code, last.title, last.full_marks, last.part) == ("G4", "稳定与治安保卫", 2, "服务中心工作")
    assert str(inputs.scores.place(0, "G4")).endswith("!考核评分!AH5")


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 13_000), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_damaged_file_is_reported_or_harmless_but_never_an_exception(tmp_path_factory, changes):
    content = bytearray((SAMPLES / "2013年上半年星级党支部考核评分表.xlsx").read_bytes())
    for position, byte in changes:
        content[position] = byte
    path = tmp_path_factory.mktemp("damaged") / "book.xlsx"
    path.write_bytes(content)
    inputs, problems = read_workbooks([path], [], plan(), None)
    assert (inputs is not None) or codes(problems, "error")


def test_everything_of_a_row(tmp_path):
    inputs, problems = read(
        tmp_path,
        "2013年上半年考核评分表\n"
        "单位:分\n"
        "序号 | 党组织 | 单位 | 支部书记 | 党员人数 | 原星级 | 提升目标 | 申报星级 | 自查分 "
        "| 学习\\n（40 分） | 党务(60) | 得 分 | 备注\n"
        "1 | \u3000一支部  | 甲 | 书记1 | 23人 | 四星 | 5 | ★★★★★ | '95.5 | 38.5 | '55 | 93.5 | 好\n"
        "2 | 二支部 | | | | | | | | 0 | 60 | 60 |\n",
    )
    assert [str(problem.message) for problem in problems] == ["Remarks that were not read: M4 “好”"]
    scores = inputs.scores
    assert scores.branch == ["一支部", "二支部"]
    assert scores.columns == {
        "unit": ["甲", None],
        "secretary": ["书记1", None],
        "members": [23, None],
        "previous_star": [4, None],
        "declared_target": [5, None],
        "applied_star": [5, None],
        "self_score": [Decimal("95.5"), None],
        "note": ["好", None],
    }
    assert [(item.code, item.title, item.full_marks) for item in scores.items] == [
        ("I1", "学习", 40),
        ("I2", "党务", 60),
    ]
    assert scores.points.sum().texts() == ["93.50", "60.00"]
    assert scores.total.texts() == ["93.50", "60.00"]
    assert not scores.point_states.any()
    assert scores.rows.tolist() == [4, 5]
    assert str(scores.place(1, "I2")).endswith("book.xlsx!考核评分!K5")


def test_english_heads_and_sheet_names(tmp_path):
    path = write_book(tmp_path / "2013H1.xlsx", {"scores": "branch | self_score | total\nfirst | 90 | 88.5"})
    inputs, problems = read_workbooks([path], [], plan(), None)
    assert problems == []
    assert inputs.scores.columns == {"self_score": [Decimal(90)]}
    assert inputs.scores.total.texts() == ["88.50"]
    assert inputs.scores.items == ()


def test_a_sheet_with_another_name_is_known_by_its_heads_and_the_rest_is_listed(tmp_path):
    path = write_book(
        tmp_path / "b.xlsx",
        {
            "填表说明": "请如实填写",
            "Sheet2": "",
            "一季度": HEADS + "一支部 | 1 | 2",
            "其他": "党支部 | 情形 | 日期\n一支部 | 6 | @2013-05-01",
        },
    )
    inputs, problems = read_workbooks([path], [], plan(), H1)
    assert len(inputs.scores) == 1
    assert inputs.incidents[0].trigger == "6"
    assert [(problem.code, problem.place.sheet) for problem in problems] == [("unknown-sheet", "填表说明")]


def test_sheets_with_the_same_rows_are_read_once(tmp_path):
    table = HEADS + "一支部 | 1 | 2"
    inputs, problems = read(tmp_path, table, 草稿=table)
    assert len(inputs.scores) == 1
    assert codes(problems) == ["rows-again"]
    path = write_book(tmp_path / "two.xlsx", {"甲": table, "乙": table})
    inputs, problems = read_workbooks([path], [], plan(), H1)
    assert len(inputs.scores) == 1
    assert only(problems, "rows-again").place.sheet == "乙"


def test_single_unit_column_is_the_branch(tmp_path):
    inputs, _ = read(tmp_path, "单位 | 学习(40分) | 总分\n机关 | 3 | 3")
    assert inputs.scores.branch == ["机关"]


def test_two_columns_for_one_role_are_refused_with_both_cells(tmp_path):
    _, problems = read(tmp_path, "党支部 | 学习(40分) | 总分 | 合计\n一支部 | 3 | 3 | 3")
    problem = only(problems, "duplicate-column")
    assert problem.place.cell == "D1"
    assert "“合计” means the same as “总分” in C1" in said(problem)
    _, problems = read(tmp_path, "党支部 | 学习(40分) | 党支部 | 学习(40分)\n一支部 | 3 | 一支部 | 3")
    assert only(problems, "second-table").place.cell == "C1"


def test_missing_columns_list_what_was_found(tmp_path):
    inputs, problems = read(tmp_path, "党支部 | 学习 | 书记\n一支部 | 3 | 甲")
    assert inputs is None
    assert "Found: 党支部, 学习, 书记" in said(only(problems, "column-missing"))
    inputs, problems = read(tmp_path, "姓名 | 分\n甲 | 3")
    assert inputs is None
    assert "Found: 姓名, 分, 甲" in said(only(problems, "header-missing"))


def test_unknown_columns_are_named_once_serial_numbers_never(tmp_path):
    _, problems = read(tmp_path, "序号 | 党支部 | 学习(100分) | 加班 | 名次 | 电话\n1 | 一支部 | 3 | 有 | 1 | 2")
    assert "D 加班, F 电话" in said(only(problems, "unknown-column"))
    assert codes(problems, "error") == []


def test_rows_that_are_no_branches(tmp_path):
    inputs, problems = read(
        tmp_path,
        "序号 | 党支部 | 学习(100分)\n"
        "1 | 注水队党支部 | 3\n"
        " | 小计 | 3\n"
        " | | \n"
        "2 | 二支部 | 4\n"
        "3 | | \n"
        "平均 | | 3.5\n"
        " | 最高分 | 4\n"
        "注：本表由组织科汇总 | |\n"
        "9 | 草稿支部 | \n",
    )
    assert inputs.scores.branch == ["注水队党支部", "二支部"]
    assert codes(problems, "error") == []


@pytest.mark.parametrize("sign", ["考核人:      审核人:", "审 核：", "制表日期: 2013年7月", "备注: 略", "考核人"])
def test_signatures_end_nothing_while_scores_follow(tmp_path, sign):
    inputs, _ = read(tmp_path, f"{HEADS}一支部 | 1 | 2\n{sign} | |\n二支部 | 1 | 2\n{sign} | |\n三支部 | |")
    assert inputs.scores.branch == ["一支部", "二支部"]


def test_scores_without_a_branch(tmp_path):
    inputs, problems = read(tmp_path, f"{HEADS}一支部 | 1 | 2\n | 3 | 4")
    problem = only(problems, "branch-missing")
    assert problem.place.cell == "A3"
    assert "学习 3, 党务 4" in said(problem)
    assert len(inputs.scores) == 1


def test_every_bad_cell_of_every_row_is_reported_and_marked(tmp_path):
    inputs, problems = read(
        tmp_path,
        "党支部 | 申报星级 | 党员人数 | 学习(40分) | 党务(60分)\n"
        "一支部 | 优 | 约20 | 良好 | 50\n"
        "二支部 | 5 | 20 | / | @2013-09-05\n"
        "三支部 | | | | TRUE\n",
    )
    assert [(problem.code, problem.place.cell) for problem in problems] == [
        ("text-in-score", "D2"),
        ("not-applicable", "D3"),
        ("date-in-score", "E3"),
        ("text-in-score", "E4"),
        ("star-unknown", "B2"),
        ("not-a-count", "C2"),
    ]
    assert said(problems[0]) == "一支部: 学习 is “良好”, not a number. Type the score as a number, such as 92.5."
    assert inputs.scores.point_states.tolist() == [[REFUSED, NUMBER], [REFUSED, REFUSED], [BLANK, REFUSED]]
    assert inputs.scores.total_states.tolist() == [ABSENT] * 3
    assert inputs.scores.columns["applied_star"] == [None, 5, None]


def test_unusual_writing_is_one_notice_per_column(tmp_path):
    inputs, problems = read(tmp_path, HEADS + "一支部 | '３８．５ | 50\n二支部 | 38分 | 50")
    problem = only(problems, "normalised")
    assert (problem.severity, problem.place.cell) == ("notice", "B2")
    assert "B2, B3" in said(problem)
    assert inputs.scores.points.sum().texts() == ["88.50", "88.00"]


def test_float_noise_is_the_number_a_spreadsheet_shows(tmp_path):
    inputs, _ = read(tmp_path, "党支部 | 总分\n一支部 | 89.99999999999999\n二支部 | 89.9999")
    assert inputs.scores.total.texts() == ["90.00", "89.9999"]


def test_blank_error_and_unsaved_formula_are_three_things(tmp_path):
    rows = (
        f"<row r='1'>{words(('A1', '党支部'), ('B1', '学习(40分)'), ('C1', '党务(60分)'), ('D1', '考核总分'))}</row>"
        f'<row r="2">{words(("A2", "一支部"))}<c r="B2"><v></v></c><c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="D2"><f>B2+C2</f></c></row>'
        f'<row r="3">{words(("A3", "二支部"))}<c r="B3"><v>1</v></c><c r="C3"><f>B3</f><v>2</v></c>'
        '<c r="D3"><f>B3+C3</f><v></v></c></row>'
    )
    inputs, problems = read_workbooks([write_raw_book(tmp_path / "b.xlsx", rows)], [], plan(), H1)
    assert inputs.scores.point_states.tolist() == [[BLANK, REFUSED], [NUMBER, NUMBER]]
    assert inputs.scores.total_states.tolist() == [REFUSED, REFUSED]
    error = only(problems, "error-cell")
    assert (error.place.cell, "一支部: 党务 shows an error" in said(error)) == ("C2", True)
    unsaved = only(problems, "formula-not-saved")
    assert (unsaved.place.cell, "D2, D3" in said(unsaved), "save it there" in said(unsaved)) == ("D2", True, True)
    assert codes(problems, "error") == ["error-cell", "formula-not-saved"]


def test_formulas_that_openpyxl_never_calculated(tmp_path):
    _, problems = read(tmp_path, "党支部 | 学习(40分) | 总分\n一支部 | 3 | =B2\n平均 | =B2 | =B2")
    assert only(problems, "formula-not-saved").place.cell == "C2"


def test_merged_text_cells_hold_for_all_their_rows(tmp_path):
    table = "党支部 | 单位 | 学习(40分)\n一支部 | 机关 | 1\n二支部 | | 2\n三支部 | | 3"
    path = write_book(tmp_path / "b.xlsx", {"考核评分": table}, ["B2:B3"])
    inputs, _ = read_workbooks([path], [], plan(), H1)
    assert inputs.scores.columns["unit"] == ["机关", "机关", None]


def test_parts_number_the_items_and_their_marks_are_compared(tmp_path):
    table = "党支部 | 思想(13分) | | 组织(6分)\n | 学习(8分) | 教育(4分) | 党费(6分)\n一支部 | 1 | 2 | 3"
    path = write_book(tmp_path / "b.xlsx", {"考核评分": table}, ["A1:A2", "B1:C1"])
    inputs, problems = read_workbooks([path], [], plan(), H1)
    assert [(item.code, item.part) for item in inputs.scores.items] == [("A1", "思想"), ("A2", "思想"), ("B1", "组织")]
    assert [(problem.code, problem.severity) for problem in problems] == [
        ("full-marks-differ", "warning"),
        ("full-marks-short", "error"),
    ]
    assert "full marks of 思想 are 13, but its items add up to 12." in said(problems[0])
    assert "add up to 18 full marks; the rule set gives 100" in said(problems[1])


LISTED = {
    "from": "rules",
    "parts": (
        {
            "title": "思想",
            "items": (
                {"code": "A1", "title": "学习", "full_marks": 8, "department": "宣传科"},
                {"code": "A2", "title": "教育", "full_marks": 4},
            ),
        },
    ),
}


def test_items_of_the_rule_set_by_title_or_code(tmp_path):
    listed = rules(criteria=criteria(**LISTED))
    inputs, problems = read(tmp_path, "党支部 | a2 | 学 习(9分)\n一支部 | 1 | 2", listed)
    assert [(item.code, item.part, item.department) for item in inputs.scores.items] == [
        ("A1", "思想", "宣传科"),
        ("A2", "思想", None),
    ]
    assert inputs.scores.points.numerators.tolist() == [[2, 1]]
    assert only(problems, "full-marks-differ").severity == "notice"
    _, problems = read(tmp_path, "党支部 | 学习\n一支部 | 1", listed)
    assert "have no column: 教育. Found: 学习" in said(only(problems, "item-missing"))


def test_where_only_the_total_counts_items_are_not_read(tmp_path):
    inputs, problems = read(
        tmp_path, "党支部 | 学习(8分) | 总分\n一支部 | 优 | 90", rules(criteria=criteria(**{"from": "total"}))
    )
    assert (inputs.scores.items, inputs.scores.total.texts(), problems) == ((), ["90.00"], [])


def test_facts_of_the_rule_set_are_columns(tmp_path):
    facts = [{"id": "certificate", "title": "创新项目"}, {"id": "grade", "title": "档次", "values": "word"}]
    declared = rules(facts=tuple(Fact.model_validate(each) for each in facts))
    inputs, problems = read(
        tmp_path, "党支部 | 总分 | 创新项目 | grade\n一支部 | 90 | 有 | 甲\n二支部 | 80 | ? | 乙", declared
    )
    assert inputs.scores.columns == {"certificate": [True, None], "grade": ["甲", "乙"]}
    assert codes(problems) == ["answer-unknown"]


def test_several_workbooks_become_one_table(tmp_path):
    first = write_book(tmp_path / "a.xlsx", {"考核评分": HEADS + "一支部 | 38.5 | 55"})
    second = write_book(tmp_path / "b.xlsx", {"考核评分": "序号 | " + HEADS + "1 | 二支部 | 38 | 55.25"})
    inputs, problems = read_workbooks([first, second], [], plan(), H1)
    assert problems == []
    assert inputs.scores.points.sum().texts() == ["93.50", "93.25"]
    assert [str(inputs.scores.place(row, "I1")) for row in (0, 1)] == [f"{first}!考核评分!B2", f"{second}!考核评分!C2"]
    assert set(inputs.digests) == {str(first), str(second)}


def test_workbooks_with_other_items_are_refused(tmp_path):
    first = write_book(tmp_path / "a.xlsx", {"考核评分": HEADS + "一支部 | 38.5 | 55"})
    second = write_book(tmp_path / "b.xlsx", {"考核评分": "党支部 | 学习(40分) | 党务(50分)\n二支部 | 优 | 55"})
    inputs, problems = read_workbooks([first, second], [], plan(), H1)
    assert inputs is None
    assert "Only there: 党务(60). Only here: 党务(50)" in said(only(problems, "items-differ"))
    assert "text-in-score" in codes(problems)


def test_incidents_as_written(tmp_path):
    inputs, problems = read(
        tmp_path,
        HEADS + "一支部 | 1 | 2",
        降星情形="党支部 | 情形 | 日期 | 对象 | 部门通报 | 文号\n"
        "一支部 | 3 | 2013年 5月1日 | 党员 | √ | 〔2013〕3号\n"
        "二支部 | '4.4(6) | 41395 | | |\n"
        "三支部 | | 5月1日 | | 可能 |\n"
        "四支部 | 6 | | | |\n"
        " | 6 | @2013-05-01 | | |\n",
    )
    first, second = inputs.incidents
    assert (first.branch, first.trigger, first.date, first.findings["notified"]) == (
        "一支部",
        "3",
        dt.date(2013, 5, 1),
        True,
    )
    assert first.findings["major_loss"] is None
    assert str(first.place("date")).endswith("!降星情形!C2")
    assert (second.trigger, second.date) == ("4.4(6)", dt.date(2013, 5, 1))
    of_incidents = in_reading_order([problem for problem in problems if problem.place.sheet == "降星情形"])
    assert [(problem.code, problem.place.cell) for problem in of_incidents] == [
        ("normalised", "C3"),
        ("date-incomplete", "C4"),
        ("answer-unknown", "E4"),
        ("value-missing", "C5"),
        ("branch-missing", "A6"),
    ]


def test_incident_workbooks_of_their_own(tmp_path):
    scores = write_book(tmp_path / "a.xlsx", {"考核评分": HEADS + "一支部 | 1 | 2"})
    incidents = write_book(
        tmp_path / "2012年度.xlsx", {"清单": "降星情形清单\n支部名称 | 情形 | 时间\n一支部 | 6 | 2013.5.1"}
    )
    inputs, _ = read_workbooks([scores], [incidents], plan(), H1)
    assert str(inputs.incidents[0].place()) == f"{incidents}!清单!A3"
    assert str(incidents) in inputs.digests
    _, problems = read_workbooks([scores], [scores], plan(), H1)
    assert "no sheet incidents" in said(only(problems, "sheet-missing"))


def test_roster_opinions_and_findings(tmp_path):
    inputs, problems = read(
        tmp_path,
        HEADS + "一支部 | 1 | 2",
        名册="党支部 | 别名 | 成立日期 | 组织序列\n第一党支部 | 一支部、1支部 | 2001-07-01 | 1",
        部门意见="党支部 | 部门 | 意见\n一支部 | 纪检 | 无",
        自查整改="党支部 | 问题 | 时限\n一支部 | 台账不全 | 2013年5月底",
    )
    (entry,) = inputs.roster
    assert (entry.aliases, entry.founded, entry.order) == (("一支部", "1支部"), dt.date(2001, 7, 1), 1)
    assert inputs.opinions == ({"branch": "一支部", "department": "纪检", "opinion": "无", "note": None},)
    assert inputs.findings[0]["due"] == "2013年5月底"
    assert codes(problems, "error") == []


def test_lock_files_are_skipped(tmp_path):
    book = write_book(tmp_path / "a.xlsx", {"考核评分": HEADS + "一支部 | 1 | 2"})
    lock = tmp_path / "~$a.xlsx"
    lock.write_bytes(b"\x05owner")
    inputs, problems = read_workbooks([lock, book, tmp_path / ".~a.xlsx"], [], plan(), H1)
    assert len(inputs.scores) == 1
    assert codes(problems, "notice") == ["lock-file", "lock-file"]
    inputs, problems = read_workbooks([lock], [], plan(), H1)
    assert inputs is None
    assert codes(problems) == ["lock-file", "no-workbook"]


def test_problems_of_all_files_are_listed(tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_text("党支部,总分", encoding="utf-8")
    other = write_book(tmp_path / "b.xlsx", {"考核评分": HEADS + "一支部 | 优 | 2"})
    inputs, problems = read_workbooks([broken, tmp_path / "gone.xlsx", other], [], plan(), H1)
    assert codes(problems, "error") == ["not-a-workbook", "file-not-found", "text-in-score"]
    assert len(inputs.scores) == 1


def test_old_workbooks_are_read(tmp_path):
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("考核评分")
    sheet.write_merge(0, 0, 0, 2, "2013年上半年")
    for column, value in enumerate(["党支部", "学习(40分)", "党务(60分)"]):
        sheet.write(1, column, value)
    for column, value in enumerate(["一支部", 38.5, "55"]):
        sheet.write(2, column, value)
    path = tmp_path / "old.xls"
    book.save(str(path))
    inputs, problems = read_workbooks([path], [], plan(), None)
    assert str(inputs.period) == "2013H1"
    assert inputs.scores.points.sum().texts() == ["93.50"]
    assert codes(problems, "error") == []
    content = path.read_bytes()
    path.write_bytes(content[:512] + b"\xff" * 512 + content[1024:])
    assert codes(read_workbooks([path], [], plan(), H1)[1]) == ["damaged-file"]


def test_a_new_workbook_with_an_old_name_is_read_all_the_same(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"考核评分": HEADS + "一支部 | 1 | 2"}).rename(tmp_path / "b.xls")
    assert len(read_workbooks([path], [], plan(), H1)[0].scores) == 1


def test_many_rows_keep_their_numbers(tmp_path):
    lines = [f"第{number}党支部 | {number % 40} | 1" if number % 7 else " | | " for number in range(1, 5000)]
    inputs, _ = read(tmp_path, HEADS + "\n".join(lines))
    numbers = [number for number in range(1, 5000) if number % 7]
    assert inputs.scores.rows.tolist() == [number + 1 for number in numbers]
    assert inputs.scores.points.numerators[:, 0].tolist() == [number % 40 for number in numbers]


def test_nothing_is_written_to_the_folder(tmp_path):
    read(tmp_path, HEADS + "一支部 | 1 | 2")
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsx"]


def test_period_of_the_argument_title_and_file_name_must_agree(tmp_path):
    table = f"２０１３年上半年考核表\n{HEADS}一支部 | 1 | 2"
    for name, asked, period in [("a", None, "2013H1"), ("2013H1", H1, "2013H1"), ("2013年1-6月", None, "2013H1")]:
        path = write_book(tmp_path / f"{name}.xlsx", {"考核评分": table})
        assert str(read_workbooks([path], [], plan(), asked)[0].period) == period
    path = write_book(tmp_path / "2013年下半年.xlsx", {"考核评分": table})
    problem = only(read_workbooks([path], [], plan(), None)[1], "period-contradiction")
    assert problem.place.cell is None
    assert f"This says “2013年下半年”, but “2013年上半年” stands in {path}!考核评分!A1" in said(problem)
    problems = read_workbooks([tmp_path / "a.xlsx"], [], plan(), Period(2013))[1]
    assert "This says “2013年上半年”, but “2013” was asked for with --period." in said(
        only(problems, "period-contradiction")
    )


def test_books_of_different_periods_and_of_none(tmp_path):
    first = write_book(tmp_path / "2013H1.xlsx", {"考核评分": HEADS + "一支部 | 1 | 2"})
    second = write_book(tmp_path / "2013H2.xlsx", {"考核评分": HEADS + "二支部 | 1 | 2"})
    assert "period-contradiction" in codes(read_workbooks([first, second], [], plan(), None)[1])
    path = write_book(tmp_path / "book.xlsx", {"考核评分": HEADS + "一支部 | 优 | 2"})
    inputs, problems = read_workbooks([path], [], plan(), None)
    assert inputs is None
    assert "--period 2013H1" in said(only(problems, "period-missing"))
    assert "text-in-score" in codes(problems)


def test_a_very_long_sheet_is_read_in_slices_just_the_same(tmp_path, monkeypatch):
    from starrating.formats import xlsx, xlsx_slices, zip_archive

    lines = [f"第{number}党支部 | 甲 | {number % 40} | 60 | " for number in range(400)]
    table = (
        "2013年上半年\n党支部 | 单位 | 思想(100分) | | \n | | 学习(40分) | 党务(60分) | 备注\n"
        + "\n".join(lines)
        + "好"
    )
    path = write_book(tmp_path / "b.xlsx", {"考核评分": table}, ["A2:A3", "B2:B3", "C2:D2", "B5:B300"])
    whole, problems = read_workbooks([path], [], plan(), None)
    monkeypatch.setattr(xlsx, "LONG_SHEET", 0)
    monkeypatch.setattr(xlsx_slices, "_SLICE", 5000)
    monkeypatch.setattr(zip_archive, "_BLOCK", 700)
    in_slices, the_same = read_workbooks([path], [], plan(), None)
    assert problems == the_same
    assert [problem.place.cell for problem in problems] == ["E403"]
    assert in_slices.scores.branch == whole.scores.branch
    assert in_slices.scores.rows.tolist() == whole.scores.rows.tolist()
    assert in_slices.scores.columns == whole.scores.columns
    assert in_slices.scores.items == whole.scores.items
    assert in_slices.scores.points == whole.scores.points
    assert in_slices.scores.columns["note"][-1] == "好"


FINDINGS = """\
triggers:
  clause: "5"
  findings: [{id: repaired, title: 已整改}, {id: grade, title: 等级, values: word}]
  list: [{id: unrepaired, number: 1, clause: "5.1", text: 未整改, when: {incident: repaired, is: false}}]
"""


def test_declared_findings_are_read_by_title_or_id(tmp_path):
    happened = (
        "党支部 | 日期 | 条款 | grade | 已整改 | 文号\n"
        "甲 | @2013-05-04 | 5.1 | 重大 | 否 | 1\n"
        "甲 | @2013-05-04 | 5.1 | | |"
    )
    inputs, problems = read(tmp_path, HEADS + "甲 | 40 | 60", scheme(FINDINGS), 清单=happened)
    assert problems == []
    assert [(each.findings["repaired"], each.findings["grade"]) for each in inputs.incidents] == [
        (False, "重大"),
        (None, None),
    ]
    assert inputs.incidents[0].findings["major_loss"] is None
    assert inputs.incidents[0].place("grade").cell == "D2"


def test_an_answer_that_is_none_is_refused_in_a_declared_finding(tmp_path):
    happened = "党支部 | 日期 | 条款 | 已整改\n甲 | @2013-05-04 | 5.1 | 将整改"
    _, problems = read(tmp_path, HEADS + "甲 | 40 | 60", scheme(FINDINGS), 清单=happened)
    assert [(each.code, each.place.cell) for each in problems] == [("answer-unknown", "D2")]


def test_an_empty_list_of_incidents_is_noticed_where_there_are_no_triggers(tmp_path):
    _, problems = read(tmp_path, HEADS + "甲 | 40 | 60", scheme(), 降星情形="党支部 | 日期 | 情形")
    assert [(each.severity, each.code) for each in problems] == [("notice", "no-triggers")]


def test_a_sheet_is_known_as_that_of_the_scores_by_its_facts(tmp_path):
    path = write_book(tmp_path / "b.xlsx", {"表一": "党支部 | 起始星级\n甲 | 三星"})
    starting = scheme("facts: [{id: start, title: 起始星级, values: star}]\n", criteria='{clause: "2", from: total}')
    levels = starting.levels.model_copy(update={"star_is": "start"})
    inputs, problems = read_workbooks([path], [], starting.model_copy(update={"levels": levels}), H1)
    assert problems == []
    assert inputs.scores.columns == {"start": [3]}


def test_an_opinion_is_refused_at_its_cell(tmp_path):
    rules = scheme('steps: [{clause: "6", effect: cap, star: 2, when: {opinion: 纪检, is: 有}}]\n')
    inputs, problems = read(
        tmp_path, HEADS + "甲 | 40 | 60", rules, 部门意见="党支部 | 部门 | 意见\n\n甲 | 纪检 | 也许"
    )
    assert problems == []
    assert [(each.code, each.place.cell) for each in check(inputs, rules)] == [("opinion-unknown", "C3")]


def test_items_worth_more_than_the_rule_set_gives_are_refused(tmp_path):
    _, problems = read(tmp_path, "党支部 | 学习(60分) | 安全(40分) | 加分(5分)\n一支部 | 55 | 40 | 5")
    exceeded = only(problems, "full-marks-exceeded")
    assert (exceeded.severity, exceeded.place.sheet) == ("error", "考核评分")
    assert "105 full marks; the rule set gives 100" in said(exceeded)
    _, problems = read(tmp_path, "党支部 | 学习(60分) | 安全(40分)\n一支部 | 55 | 40")
    assert problems == []
