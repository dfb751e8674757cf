"""What sheets and columns may be called: the page that says it, and no name that means two things."""

import sys
from itertools import combinations

import pytest

from company import ROOT
from starrating.model import INCIDENT_COLUMNS, SCORE_COLUMNS
from starrating.model.sheets import DECLARATION_COLUMNS
from starrating.read.column_names import PERSON, RECORD_COLUMNS, SYNONYMS, names_of
from starrating.read.review_workbooks import read_workbooks
from tables import H1, plan
from workbooks import write_book

sys.path.insert(0, str(ROOT / "tools"))

from make_column_names import FILE, page

TABLES = {"scores": SCORE_COLUMNS, "incidents": (*INCIDENT_COLUMNS, PERSON), **RECORD_COLUMNS}


def test_the_page_lists_what_the_code_accepts():
    assert FILE.read_text(encoding="utf-8") == page(), "run: python tools/make_column_names.py"


@pytest.mark.parametrize("kind", TABLES)
def test_no_name_stands_for_two_columns_of_a_sheet(kind):
    names = {column.name: names_of(column.name, column.head) for column in TABLES[kind]}
    assert [(one, other) for one, other in combinations(names, 2) if names[one] & names[other]] == []


def test_every_synonym_is_that_of_a_column():
    columns = (column for table in (*TABLES.values(), DECLARATION_COLUMNS) for column in table)
    assert SYNONYMS.keys() <= {column.name for column in columns}


@pytest.mark.parametrize("branch", ["单位/支部名称", "单位", "所在党支部", "支部名称"])
@pytest.mark.parametrize("date", ["时间", "发生日期", "认定日期", "通报时间"])
def test_lists_of_incidents_of_several_departments(tmp_path, branch, date):
    scores = write_book(tmp_path / "a.xlsx", {"考核评分": "党支部 | 总分\n一支部 | 90"})
    table = f"{branch} | {date} | 适用条款 | 报送部门 | 发文字号\n一支部 | @2013-05-05 | '4.4(6) | 工会 | 3号"
    lists = [write_book(tmp_path / f"{name}.xlsx", {name: table}) for name in ("工会", "安全科")]
    given, problems = read_workbooks([scores], lists, plan(), H1)
    assert problems == []
    assert [(each.branch, each.trigger, each.department, each.document) for each in given.incidents] == [
        ("一支部", "4.4(6)", "工会", "3号")
    ] * 2
