"""Forms as Word documents: what is known stands in them, literally; every form has a template in both languages."""

import datetime as dt
import io
from decimal import Decimal

import docx
import pytest
from docx.oxml.ns import qn

from reviews import OFFICE, rules
from starrating.documents import output
from starrating.documents.kinds.forms import (
    BLANK_ROWS,
    FORMS,
    FormContext,
    application,
    month_of,
    opinion_form,
    pair_form,
    plaque_form,
    rectification_form,
)
from starrating.i18n import CHINESE, ENGLISH, text
from starrating.model import NO_STAR, Period
from starrating.model.acts import Consequence, Finding, PlaqueChange
from starrating.ruleset import Band, Criteria
from starrating.ruleset.criteria import CriterionItem, CriterionPart
from starrating.workspace import Office

HOSTILE = ["<二&三支部", "=cmd|x", "{{7*7}}", "堃琤䶮党支部", "{_{x}_}"]
ITEM = CriterionItem(code="A1", title="学习", full_marks=Decimal(4))
PARTS = (CriterionPart(title="思想建设", items=(ITEM,)),)
CRITERIA = Criteria(clause="3", **{"from": "rules"}, parts=PARTS)


def desk(period="2013H1", language=CHINESE):
    return FormContext(rules(language), OFFICE, Period.parse(period))


def word(form):
    return docx.Document(io.BytesIO(output.word(form)))


def cells(table, row):
    return [cell.text for cell in table.rows[row].cells]


def test_every_branch_has_a_sheet_of_its_own_with_what_is_known_of_it():
    known = [{"branch": name, "unit": "采煤", "members": 23, "previous_star": 4} for name in HOSTILE]
    made = word(application(desk(), known, CRITERIA))
    titles = [each for each in made.paragraphs if each.style.name == "表单标题"]
    assert [table.cell(0, 1).text for table in made.tables] == HOSTILE
    assert [title.text for title in titles] == ["2013年上半年星级党支部自评申报表"] * len(HOSTILE)
    assert titles[0].style.paragraph_format.page_break_before
    assert cells(made.tables[0], 2)[:2] == ["上期星级", "四星级"]
    assert [cells(made.tables[0], row) for row in (5, 6)] == [
        ["思想建设", "学习", "4", "", ""],
        ["合计", "", "4", "", ""],
    ]


def test_the_own_score_is_asked_for_once_and_no_date_can_break():
    (table,) = word(application(desk(), (), CRITERIA)).tables
    said = ["".join(t.text or "" for t in each.iter(qn("w:t"))) for row in table.rows for each in row._tr.tc_lst]
    assert said.count("自评得分") == 1
    assert [each for each in said if "年" in each and " " in each[each.index("年") :]] == []
    lines = [paragraph.text for cell in table.columns[1].cells for paragraph in cell.paragraphs]
    assert "考核得分：" in lines
    assert "建议星级：" in lines


def test_without_known_branches_there_is_one_blank_sheet():
    made = word(application(desk(), (), CRITERIA))
    assert [table.cell(0, 1).text for table in made.tables] == [""]


def test_every_department_is_asked_about_every_branch():
    made = word(opinion_form(desk(), ("纪检", "安全<&>"), HOSTILE))
    said = [each.text for each in made.paragraphs if each.style.name == "表单说明"]
    assert said == ["征求意见部门：纪检", "征求意见部门：安全<&>"]
    assert [[cells(table, row)[1] for row in range(1, 6)] for table in made.tables] == [HOSTILE, HOSTILE]


def test_findings_are_listed_with_how_far_they_have_come():
    finding = Finding(7, "甲", "缺党课", "考核", measure="补", responsible="书记一", due="2013-09-30", status="进行中")
    (table,) = word(rectification_form(desk(), [finding])).tables
    assert cells(table, 1) == ["1", "甲", "缺党课", "补", "书记一", "2013-09-30", "进行中"]
    (blank,) = word(rectification_form(desk(), [])).tables
    assert len(blank.rows) == 1 + BLANK_ROWS


def test_pairs_have_the_star_of_the_branch_that_is_helped():
    pair = Consequence("assistance", "4.6", "甲", text("a reason"), helper="乙")
    (table,) = word(pair_form(desk("2013"), [pair], {"甲": 3, "乙": 5})).tables
    assert cells(table, 1)[:4] == ["1", "甲", "三星级", "乙"]


def test_a_plaque_says_the_star_the_committee_and_the_month():
    changes = [PlaqueChange("甲", "new", NO_STAR, 5), PlaqueChange("乙", "replace-down", 5, 4)]
    changes.append(PlaqueChange("丙", "replace-up", 4, 5))
    made = word(plaque_form(desk("2013"), changes, month_of(dt.date(2014, 1, 10), CHINESE)))
    (table,) = made.tables
    assert [cells(table, row) for row in (1, 2)] == [
        ["1", "五星级党支部", "2", "甲、丙"],
        ["2", "四星级党支部", "1", "乙"],
    ]
    said = [paragraph.text for paragraph in made.paragraphs]
    assert {"落款：中共星光公司委员会", "日期：2014年1月"} <= set(said)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize("kind", FORMS)
def test_every_form_has_templates_whose_fields_are_there(kind, language):
    for sample in FORMS[kind].samples(rules(language), Office()):
        assert sample.kind == kind
        made = word(sample)
        assert made.core_properties.title == sample.title


def test_forms_of_a_scheme_that_is_not_about_the_party_do_not_speak_of_it():
    firms = rules(subject="企业", scheme="信用评价").model_copy(update={"title": "信用评价办法", "source": "某市"})
    named = {1: "C级", 2: "A级"}
    bands = tuple(Band(star=star, name=name, at_least=star) for star, name in named.items())
    firms = firms.model_copy(update={"levels": firms.levels.model_copy(update={"bands": bands})})
    at = FormContext(firms, Office(), Period(2013, "H1"))
    for form in (application(at, (), CRITERIA), opinion_form(at, ("安全",), ()), pair_form(at, (), {})):
        said = "".join(cell.text for table in word(form).tables for row in table.rows for cell in row.cells)
        assert [each for each in ("党", "书记", "支部", "星级") if each in said] == []


def test_an_english_plaque_says_its_month_in_words():
    assert month_of(dt.date(2019, 2, 1), ENGLISH) == "February 2019"


@pytest.mark.parametrize("kind", ["rectification", "pairs"])
def test_the_heads_of_a_list_stand_in_one_line(kind):
    (made,) = (word(sample) for sample in FORMS[kind].samples(rules(), OFFICE))
    small, margins = 10.5 * 20, 2 * 80
    heads = [(cell.text, cell.width.twips) for cell in made.tables[0].rows[0].cells]
    assert [head for head, width in heads if len(head) * small > width - margins] == []
