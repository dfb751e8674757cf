"""Sheets of opinions: whose they are, if no column says it."""

import pytest

from schemes import scheme
from starrating.model.sheets import sheet_of
from starrating.read.review_workbooks import read_workbooks
from tables import H1
from workbooks import write_book

SCORES = "党支部 | 考核总分\n甲 | 90\n乙 | 80"
HEADS = "党支部 | 意见 | 说明\n甲 | 无 |\n乙 | | 在查"


def opinions(tmp_path, **sheets):
    path = write_book(tmp_path / "2013H1.xlsx", {"考核评分": SCORES, **sheets})
    inputs, problems = read_workbooks([path], [], scheme(criteria='{clause: "2", from: total}'), H1)
    return [(each["department"], each["branch"], each["opinion"], each["note"]) for each in inputs.opinions], problems


@pytest.mark.parametrize("name", ["部门意见（纪检）", "部门意见(纪检)", "部门意见-纪检", "征求意见_纪检"])
def test_the_name_of_a_sheet_says_whose_opinions_it_has(tmp_path, name):
    found, problems = opinions(tmp_path, **{name: HEADS})
    assert found == [("纪检", "甲", "无", None), ("纪检", "乙", None, "在查")]
    assert problems == []


def test_the_line_above_the_table_goes_before_the_name_and_a_column_before_both(tmp_path):
    above = f"部门意见征求表 | |\n征求意见部门：生产 / 经营 | |\n{HEADS}"
    column = "党支部 | 部门 | 意见\n甲 | 技术 | 无"
    found, _ = opinions(tmp_path, **{"部门意见（生产 _ 经营）": above, "部门意见（治保）": column})
    assert [each[0] for each in found] == ["生产 / 经营", "生产 / 经营", "技术"]


def test_words_beside_the_opinions_under_no_head_are_read_as_their_note(tmp_path):
    found, problems = opinions(tmp_path, 部门意见="党支部 | 部门 | 意见 |\n甲 | 纪检 | 有 | 不同意\n乙 | 纪检 | 无 |")
    assert found == [("纪检", "甲", "有", "不同意"), ("纪检", "乙", "无", None)]
    assert [(each.code, str(each.place).rsplit("!", 1)[1]) for each in problems] == [("column-without-head", "D2")]


@pytest.mark.parametrize("heads", ["党支部 | 部门 | 意见 | 备注 |", "党支部 | 部门 | 意见 | 日期 |"])
def test_words_further_off_stay_unread(tmp_path, heads):
    found, problems = opinions(tmp_path, 部门意见=f"{heads}\n甲 | 纪检 | 有 | | 不同意")
    assert [each[3] for each in found] == [None]
    assert "column-without-head" not in {each.code for each in problems}


def test_a_sheet_that_says_nothing_lacks_the_column(tmp_path):
    found, problems = opinions(tmp_path, 部门意见=HEADS)
    assert found == []
    assert [(each.code, str(each.place)) for each in problems] == [
        ("column-missing", f"{tmp_path / '2013H1.xlsx'}!部门意见!A1")
    ]


def test_sheets_of_departments_have_names_that_a_workbook_may_have():
    taken = []
    for department in ("生产/经营", "生产:经营", "长" * 40, "长" * 41):
        taken.append(sheet_of(department, taken))
    assert taken[:2] == ["部门意见（生产_经营）", "部门意见（生产_经营2）"]
    assert len(set(taken)) == 4
    assert max(map(len, taken)) <= 31


@pytest.mark.parametrize(
    ("again", "second"),
    [("党支部 | 部门 | 意见 | 说明", []), ("党支部 | 部门 | 意见 | 日期", ["D3"]), ("党支部 | | |", [])],
)
def test_heads_may_stand_there_again_if_they_say_the_same(tmp_path, again, second):
    table = f"党支部 | 部门 | 意见 | 说明\n甲 | 纪检 | 无 |\n{again}\n乙 | 纪检 | 有 | 在查"
    found, problems = opinions(tmp_path, 部门意见=table)
    assert [branch for _, branch, *_ in found] == (["甲"] if second else ["甲", "乙"])
    assert [each.place.cell for each in problems if each.code == "second-head"] == second


@pytest.mark.parametrize(
    ("row", "branches"),
    [
        ("本页合计 | 纪检 | 2 |", ["甲", "乙"]),
        ("小计： | 纪检 | 2 |", ["甲", "乙"]),
        ("机关 | 纪检 | 无 |", ["甲", "机关", "乙"]),
        (" | 经办部门盖章 | |", ["甲"]),
        (" | 审核人： | 3 |", ["甲", "乙"]),
        ("审核人： | | 3 |", ["甲"]),
    ],
)
def test_a_row_of_sums_is_passed_over_and_a_signature_ends_the_sheet(tmp_path, row, branches):
    found, _ = opinions(
        tmp_path, 部门意见=f"党支部 | 部门 | 意见 | 说明\n甲 | 纪检 | 无 |\n{row}\n乙 | 纪检 | 有 | 在查"
    )
    assert [branch for _, branch, *_ in found] == branches


def test_names_are_read_as_they_look_and_the_others_as_they_are(tmp_path):
    found, problems = opinions(tmp_path, 部门意见="党支部 | 部门 | 意见\n动⼒队 | 纪检 | 无\n乙 | 纪检 | 有")
    assert [each[1] for each in found] == ["动力队", "乙"]
    assert [(each.code, str(each.place).rsplit("!", 1)[1]) for each in problems] == [("name-as-it-looks", "A2")]
