"""A letter tells one branch its result and why, item by item, and nobody else's."""

import datetime as dt
import io

import docx
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace

from document_contexts import PERSONS, context, made
from reviews import SPAN
from starrating.documents.kinds.letters import Letters, single
from starrating.documents.output import markdown, word
from starrating.documents.registry import MAKERS


@pytest.fixture(scope="module")
def letters() -> Letters:
    return made("letter")


def test_there_is_a_letter_for_every_branch_in_rank_order(letters):
    names = ["采煤一队党支部", "机电队党支部", "运输队党支部", "洗煤厂党支部", "医院党支部"]
    assert [each.branch for each in letters.addressed] == names


def test_a_letter_says_score_rank_star_and_the_points_lost(letters):
    said = markdown(letters)
    assert "考核得分79.99分，第4名，得分对应三星级，评定为三星级。" in said
    assert "距四星级还差0.01分，扣分较多的是：组织生活（扣3.00分）、学习记录（扣0.75分）。" in said
    assert "| 组织生活 | 4 | 3.50 | 制度 | 2 | 2.00 |\n| 学习记录 | 6 | 6.00 |  |  |  |" in said
    assert "没有考核得分，结果为未评定（上期三星级）。" in said


def test_a_star_that_is_not_that_of_the_score_is_explained_with_its_basis(letters):
    (told,) = [each for each in single(letters) if each.addressed[0].branch == "运输队党支部"]
    said = markdown(told)
    assert "按《方案》“提升方法”第4条第（2）项“领导班子成员受到党纪政纪处分的”（公纪〔2013〕5号），降为四星级。" in said
    assert not any(person in said for person in PERSONS)


def test_at_the_top_nothing_is_lacking(letters):
    assert (letters.addressed[0].above, letters.addressed[0].lacking) == ("", "")


def test_a_single_letter_names_its_branch_and_no_other(letters):
    for each in single(letters):
        (own,) = each.addressed
        said = markdown(each)
        assert own.branch in said
        assert [name.branch for name in letters.addressed if name.branch in said] == [own.branch]
        assert own.branch in each.title


def test_every_letter_begins_a_page(letters):
    made_so = docx.Document(io.BytesIO(word(letters)))
    begins = [each for each in made_so.paragraphs if each.style.name == "附件标识"]
    assert [each.text for each in begins] == [f"{each.branch}：" for each in letters.addressed]
    assert begins[0].style.paragraph_format.page_break_before
    assert len(made_so.element.body.findall(qn("w:tbl"))) == len(letters.addressed)


def test_how_to_object_is_told_only_where_there_is_a_notice():
    days = "公示时间：2013年7月15日至7月19日（5个工作日）。"
    assert f"{days}对评定结果有异议的，可在公示期间" in markdown(MAKERS["letter"](replace(context(), day=SPAN.last)))
    said = markdown(MAKERS["letter"](replace(context(), day=SPAN.last + dt.timedelta(1))))
    assert f"{days}公示期已满，对评定结果有疑问的，可向公司党委组织科了解。" in said
    assert "可在公示期间" not in said
    assert "异议" not in markdown(made("letter", span=None))
