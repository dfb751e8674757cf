"""Every kind of document, in every format: the same content, nothing but the ledger's, and no persons."""

import re
from fractions import Fraction

import docx
import pytest
from docx.oxml.ns import qn
from lxml.html import fromstring
from markdown_it import MarkdownIt
from msgspec.structs import replace

from document_contexts import DAY, FIVE, PERSONS, Held, context, made, rule_set
from starrating.documents.kinds.star_reasons import document_numbers
from starrating.documents.output import html, markdown, word
from starrating.documents.registry import KINDS, MAKERS
from starrating.documents.wording import WORDS
from starrating.model import Period, Step
from starrating.model.acts import StarSetting
from starrating.model.results import CONDITION_HOLDS
from starrating.procedure.document_kinds import DOCUMENT_KINDS
from starrating.ruleset import Milestone
from starrating.workspace import Office

EARLY = {kind for kind, row in DOCUMENT_KINDS.items() if row.early}
CHINESE = {kind: "2013" if DOCUMENT_KINDS[kind].of_a_year else "2013H1" for kind in MAKERS}
every_kind = pytest.mark.parametrize("kind", MAKERS)
ENGLISH = {"subject": "branch", "scheme": "Star branches", "review_result": "review result", "annual_result": "result"}
HOSTILE = ["<二&三", "=cmd|x", "{{7*7}}", "{%p_if_%}", "**x**", "`c`_d_", "#t", "第堃琤䶮党支部", "长" * 60]


def in_markdown(paper) -> list[str]:
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown(paper))
    return ["".join(child.content for child in token.children) for token in tokens if token.type == "inline"]


def in_word(paper, tmp_path) -> list[str]:
    (tmp_path / "n.docx").write_bytes(word(paper))
    body = docx.Document(str(tmp_path / "n.docx")).element.body
    return ["".join(paragraph.itertext(qn("w:t"))) for paragraph in body.iter(qn("w:p"))]


def bare(lines: list[str]) -> list[str]:
    return [short for line in lines if (short := re.sub(r"\s", "", line))]


@every_kind
@pytest.mark.parametrize(("language", "words"), [("zh_CN", {}), ("en", ENGLISH)])
@pytest.mark.parametrize("draft", [True, False])
def test_all_formats_say_the_same(kind, language, words, draft, tmp_path):
    paper = made(kind, period=CHINESE[kind], language=language, words=words, draft=draft)
    said = bare(in_markdown(paper))
    assert said == bare(in_word(paper, tmp_path))
    page = re.sub(r"\s", "", fromstring(html(paper)).text_content())
    assert [line for line in said if line not in page] == []
    assert ("送审稿" in said or "DRAFTFORAPPROVAL" in said) is draft


STARS = {"采煤一队党支部": "五星级", "机电队党支部": "五星级", "运输队党支部": "四星级", "洗煤厂党支部": "三星级"}


def rows(paper) -> list[list[str]]:
    """Return the cells of the attached table, a list for each of its rows, as if there were too many for the text."""
    paper = replace(paper, attachment="附表", attachment_lines=("附表",))
    table = [line for line in markdown(paper).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[2:]]


@pytest.mark.parametrize("kind", ["circular", "report"])
def test_every_branch_and_star_of_the_review_is_in_the_list(kind):
    found = {row[1]: row[-1] for row in rows(made(kind))}
    assert found == {**STARS, "医院党支部": "未评定"}


def test_scores_ranks_and_changes_are_those_of_the_review():
    assert rows(made("circular")) == [
        ["1", "采煤一队党支部", "95.50", "1", "五星级", "五星级", "保留", "五星级"],
        ["2", "机电队党支部", "92.00", "2", "五星级", "四星级", "晋星", "五星级"],
        ["3", "运输队党支部", "91.00", "3", "五星级", "五星级", "降星", "四星级"],
        ["4", "洗煤厂党支部", "79.99", "4", "三星级", "", "首评", "三星级"],
        ["5", "医院党支部", "—", "", "", "三星级", "", "未评定"],
    ]


def test_the_circular_counts_moves_reasons_targets_and_common_problems():
    said = in_markdown(made("circular"))
    assert "党支部共5个，评定星级的4个，其中五星级2个、占50.0%，四星级1个、占25.0%，三星级1个、占25.0%。" in said
    assert "另有党支部1个未评定星级（未参评），不计入占比：医院党支部。" in said
    assert "五星级党支部：采煤一队党支部（95.50分，第1名）、机电队党支部（92.00分，第2名）。" in said
    assert "2013年上半年目标是五星级占比不低于30%，现有2个，占参评4个的50.0%，达到目标。" in said
    assert "2014年上半年目标是五星级占比不低于90%，现有2个，占参评4个的50.0%，尚差2个。" in said
    assert "晋星1个：机电队党支部（四星级→五星级）。" in said
    assert "降星1个：运输队党支部（五星级→四星级）。" in said
    assert "首评1个。" in said
    assert (
        "2.运输队党支部，得分91.00分，对应五星级：按《方案》“提升方法”第4条第（2）项“领导班子成员受到党纪政纪处分的”"
        "（公纪〔2013〕5号），降为四星级。"
    ) in said
    assert "1.组织建设——组织生活（满分4分）：3个党支部扣分，共扣5.50分。" in said
    assert "2.组织建设——学习记录（满分6分）：1个党支部扣分，共扣0.75分。" in said
    assert not any("制度" in line for line in said)  # nobody lost a point there


@pytest.mark.parametrize("written", [lambda paper, _: in_markdown(paper), in_word, lambda paper, _: [html(paper)]])
@pytest.mark.parametrize(
    "kind",
    ["circular", "report", "decision", "correction", "award", "assistance", "nomination", "declaration", "reminder"],
)
def test_no_person_is_named(kind, written, tmp_path):
    said = "".join(written(made(kind, period=CHINESE[kind]), tmp_path))
    assert "运输队党支部" in said or kind in {"decision", "correction", "assistance", "nomination"}
    assert [person for person in PERSONS if person in said] == []


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("公纪〔2013〕5号", "公纪〔2013〕5号"),
        ("关于给予张三处分的决定 公纪[2013]5号", "公纪[2013]5号"),
        ("《关于张三的通报》（安〔2013〕2号）、安〔2013〕3号", "安〔2013〕2号、安〔2013〕3号"),
        ("张三打人", ""),
        ("书记一决〔2013〕1号", ""),
        ("党委会2013年第5次", "2013年第5次"),
        ("DHS-2018-14", "DHS-2018-14"),
        (None, ""),
    ],
)
def test_of_a_document_only_its_number_is_told(cell, numbers):
    assert document_numbers(cell, {"书记一"}) == numbers


@pytest.mark.parametrize("kind", [kind for kind in MAKERS if kind not in {"award", *EARLY}])
def test_a_branch_that_was_renamed_by_the_day_of_a_document_is_called_by_both_names(kind):
    later = {line.split()[0]: f"综{number}队" for number, line in enumerate(FIVE.strip().splitlines())}
    settings = (StarSetting(next(iter(later)), 4, 5, "", "", DAY, ""),)
    said = markdown(MAKERS[kind](context(FIVE, CHINESE[kind], later_names=later, settings=settings)))
    assert any(f"（原{before}）" in said for before in later)
    for before, now in later.items():
        said = said.replace(f"{now}（原{before}）", "")
    assert [before for before in later if before in said] == []


def test_the_decision_names_the_top_stars_alone():
    paper = made("decision")
    assert paper.title == "中共星光公司委员会关于命名2013年上半年五星级党支部的决定"
    said = in_markdown(paper)
    assert "现决定，命名采煤一队党支部、机电队党支部等2个党支部为2013年上半年五星级党支部。" in said
    assert paper.attachment == ""
    assert (paper.signer, paper.date) == ("中共星光公司委员会", "2013年7月25日")


def test_a_decision_after_objections_does_not_say_there_were_none():
    assert any("公示期间未收到异议" in line for line in in_markdown(made("decision")))
    said = "".join(in_markdown(made("decision", objections=2)))
    assert "对收到的2件异议作了核查和答复" in said
    assert "未收到异议" not in said


def test_days_of_a_notice_that_are_not_known_are_a_gap():
    paper = made("decision", span=None, draft=True)
    assert paper.gaps == ("发文字号", "公示时间")
    assert any("〔待填：公示时间〕" in line for line in in_markdown(paper))


def test_the_plaque_list_has_every_change_and_room_to_sign():
    said = rows(made("award", period="2013"))
    assert [row[:6] for row in said] == [
        ["1", "采煤一队党支部", "五星级", "五星级", "保留", "保留"],
        ["2", "机电队党支部", "五星级", "四星级", "晋星", "换发"],
        ["3", "运输队党支部", "四星级", "五星级", "降星", "换发"],
        ["4", "洗煤厂党支部", "三星级", "—", "首评", "新制"],
        ["5", "医院党支部", "未评定", "三星级", "", "收回"],
    ]
    text = in_markdown(made("award", period="2013"))
    at = text.index("新制和换发牌匾3块，保留原牌匾1块，具体如下：")
    assert text[at + 1 : at + 5] == [
        "新制：洗煤厂党支部（三星级）。",
        "换发：机电队党支部（四星级→五星级）、运输队党支部（五星级→四星级）。",
        "保留：采煤一队党支部（五星级）。",
        "收回：医院党支部（三星级）。",
    ]
    assert "换发、收回的旧牌匾共3块，由机电队党支部、运输队党支部、医院党支部在授牌当日交回。" in text


def test_the_report_says_who_has_not_answered_and_what_is_to_be_decided():
    said = in_markdown(made("report", unanswered={"纪检": 5, "安全": 2}))
    assert "尚未答复的有：纪检、安全（涉及2个党支部）。" in said
    assert "以上汇报，请予审议。" in said
    matters = next(line for line in said if line.startswith("审定2013年上半年"))
    assert "研究未评定星级的党支部的处理意见，研究有关部门尚未答复时是否作出决定，审定后予以公示" in matters


def test_the_correction_names_what_changed_from_which_star_to_which():
    paper = made("correction", upheld=1)
    assert paper.attachment == ""
    said = in_markdown(paper)
    assert "采煤一队党支部：原公示为四星级，更正为五星级。其他党支部的评审结果不变。" in said
    assert any(line.startswith("公示时间：2013年7月15日至7月19日（5个工作日）。公示期间，") for line in said)
    assert said[2] == (
        "《关于2013年上半年星级党支部评审结果的公示》于2013年7月15日发布后，收到异议1件。经核查，1件成立，公司党委于"
        "2013年7月22日研究决定（星光党〔2013〕12号），对原公示内容更正如下，并重新公示，接受党员群众监督。"
    )
    assert in_markdown(made("correction"))[2] == (
        "经核查，公司党委于2013年7月22日研究决定（星光党〔2013〕12号），对2013年7月15日发布的"
        "《关于2013年上半年星级党支部评审结果的公示》更正如下，并重新公示，接受党员群众监督。"
    )


def test_pairs_have_the_star_aimed_at_and_an_unknown_helper_is_a_gap():
    paper = made("assistance", period="2013")
    assert rows(paper)[0][:5] == ["1", "洗煤厂党支部", "三星级", "采煤一队党支部", "四星级"]
    assert paper.gaps == ("发文字号", "帮扶措施", "帮扶期限")
    alone = tuple(replace(each, helper="") for each in context(period="2013").consequences)
    assert rows(made("assistance", period="2013", consequences=alone))[0][3] == "〔待填：帮扶单位〕"


def test_those_proposed_are_a_list_for_the_committee_without_persons():
    paper = made("nomination", period="2013")
    assert paper.title == "关于推荐2013年度先进基层党组织的请示"
    assert paper.addressee == "公司党委"
    assert paper.attachment == ""
    assert (
        "评定为五星级党支部的2个党支部，拟优先推荐为“先进基层党组织”人选，或作为上一级表彰的候选，"
        "名单如下（按得分排列）：采煤一队党支部（95.50分）、机电队党支部（92.00分）。"
    ) in in_markdown(paper)


def test_personnel_and_finance_are_told_whose_pay_is_cut_by_how_much():
    paper = made("deduction", period="2013")
    assert paper.addressee == "人事、财务部门"
    assert rows(paper)[0][:5] == ["1", "运输队党支部", "书记一", "12345.75", "246.92"]
    assert any("按本人年度绩效工资的2%扣发，合计740.76元" in line for line in in_markdown(paper))


def test_pay_that_is_not_known_is_a_gap_and_makes_no_sum():
    met = [each for each in context(period="2013").consequences if each.id == "without_promotion"]
    unknown = (replace(met[0], pay=None, amount=None, secretary=""), *met[1:])
    paper = made("deduction", period="2013", consequences=unknown)
    assert rows(paper)[0][2:5] == ["〔待填：书记姓名〕", "〔待填：年度绩效工资〕", "〔待填：年度绩效工资〕"]
    assert "合计" not in markdown(paper)
    assert paper.gaps == ("发文字号", "书记姓名", "年度绩效工资")


@every_kind
def test_hostile_names_come_out_literally(kind, tmp_path):
    table = "\n".join(f"{name} 单位{i} 9{i} 5 -" for i, name in enumerate(HOSTILE))
    if kind in {"assistance", "deduction"}:
        table = table.replace(" 5 -", " 3 -")
    paper = made(kind, table, CHINESE[kind])
    wanted = HOSTILE[-1:] if kind == "correction" else [] if kind == "opening" else HOSTILE
    for said in (in_markdown(paper), in_word(paper, tmp_path)):
        assert [name for name in wanted if not any(name in line for line in said)] == []


@every_kind
def test_a_setting_that_is_missing_is_named_only_where_the_document_shows_it(kind):
    paper = made(kind, period=CHINESE[kind], office=Office())
    shown = markdown(paper)
    gaps = {"committee": "党委名称", "section": "承办部门", "contact": "联系人", "phone": "联系电话", "address": "地址"}
    assert set(paper.missing) == {name for name, gap in gaps.items() if f"〔待填：{gap}〕" in shown}
    assert [gap for gap in paper.gaps if f"〔待填：{gap}〕" not in shown] == []


@every_kind
def test_a_scheme_that_is_not_about_the_party_does_not_speak_of_it(kind):
    words = {"subject": "物业企业", "scheme": "信用评价", "review_result": "评价结果", "annual_result": "评价结果"}
    rules = rule_set(**words).model_copy(update={"title": "物业企业信用评价办法", "source": "住建局"})
    procedure = rules.procedure.model_copy(update={"stages": ("核实", "评价")})
    helped = rules.consequences.assistance.model_copy(update={"text": "对三星级企业定向帮扶"})
    honour = rules.consequences.nomination.model_copy(update={"honour": "先进单位"})
    stayed = rules.consequences.without_promotion.model_copy(update={"text": "连续两年不能晋级的"})
    of_firms = {"assistance": helped, "nomination": honour, "without_promotion": stayed}
    update = {"procedure": procedure, "consequences": rules.consequences.model_copy(update=of_firms)}
    found = context(FIVE.replace("党支部", "公司"), CHINESE[kind], office=Office("星光"))
    paper = MAKERS[kind](replace(found, rules=rules.model_copy(update=update)))
    said = markdown(paper)
    assert [word for word in ("党委", "党员", "党组织", "党支部", "申报") if word in said.replace("党纪", "")] == []
    assert "评价" in paper.title or kind in {
        "decision",
        "assistance",
        "nomination",
        "deduction",
        "declaration",
        "major",
    }


def test_persons_are_not_counted_like_things():
    words = {"subject": "党员", "scheme": "星级党员"}
    said = in_markdown(made("notice", words=words))
    assert any("（2名，占50.0%）" in line for line in said)


def test_levels_that_are_no_stars_are_not_called_stars():
    found = context()
    bands = tuple(
        band.model_copy(update={"name": name}) for band, name in zip(found.rules.levels.bands, "CBA", strict=True)
    )
    levels = found.rules.levels.model_copy(update={"bands": bands})
    paper = MAKERS["notice"](replace(found, rules=found.rules.model_copy(update={"levels": levels})))
    assert "各等级名单如下（各等级内按得分高低排序）" in markdown(paper)


def test_the_kinds_that_go_out_for_good_leave_room_for_a_seal():
    assert {kind for kind, each in KINDS.items() if each.sealed} >= {"circular", "decision", "award", "assistance"}
    assert not KINDS["notice"].sealed


def test_an_english_document_says_the_period_in_words():
    paper = made("circular", language="en", words=ENGLISH)
    assert paper.title == "Circular: review result of Star branches, first half of 2013"
    assert "Target, first half of 2013: 五星级, at least 30%. There are 2 of 4, 50.0%: reached." in in_markdown(paper)


FIRMS = {"subject": "物业企业", "scheme": "信用评价", "review_result": "评价结果"}
HOMES = {"subject": "care home", "scheme": "star rating", "review_result": "rating"}


def test_a_scheme_that_is_called_like_its_result_says_so_once():
    assert made("notice", words=FIRMS).title == "关于2013年上半年信用评价结果的公示"
    assert made("report", words=FIRMS).title == "关于2013年上半年信用评价情况的汇报"
    assert made("notice", language="en", words=HOMES).title == "Public Notice: star rating, first half of 2013"
    assert "评价评价" not in "".join(in_markdown(made("circular", words=FIRMS)))


def test_firms_are_counted_by_a_word_of_their_own():
    assert any(line.startswith("物业企业共5家，") for line in in_markdown(made("circular", words=FIRMS)))


@pytest.mark.parametrize(
    ("level", "title"),
    [("five stars", "Five-star branch"), ("one star", "One-star branch"), ("outstanding", "Outstanding branch")],
)
def test_an_english_level_stands_before_its_subject(level, title):
    assert WORDS["en"].title(level, "branch") == title


def test_where_all_have_the_top_star_nobody_is_told_to_reach_it():
    top = "甲党支部 甲 95 5 5\n乙党支部 乙 94 5 5\n丙党支部 丙 93 5 5"
    assert not any("其他党支部" in line for line in in_markdown(made("decision", top)))
    assert not any("尚未达到" in line for line in in_markdown(made("circular", top)))
    assert any("其他党支部" in line for line in in_markdown(made("decision")))
    assert any("尚未达到最高星级的" in line for line in in_markdown(made("circular")))


@pytest.mark.parametrize("kind", ["circular", "report"])
def test_a_step_without_words_is_told_by_its_clause_alone(kind):
    found = context()
    step = Step("运输队党支部", "9-step", "cap", 5, 4, CONDITION_HOLDS)
    review = replace(found.review, ratings=replace(found.review.ratings, steps=(step,)))
    said = in_markdown(MAKERS[kind](replace(found, review=review)))
    assert "1.运输队党支部，得分91.00分，对应五星级：按《方案》9，受上限约束，为四星级。" in said


def test_a_share_that_is_to_be_none_is_said_to_be_so():
    milestone = Milestone(clause="2", star=3, at_most=Fraction(0), due=Period(2015, "H1"))
    said = in_markdown(made("circular", targets=(Held(milestone, 1, 4, 1, met=False),)))
    assert "2015年上半年目标是无三星级党支部，现有1个，占参评4个的25.0%，到期前还须减少1个。" in said


def test_many_that_are_to_be_helped_are_counted():
    many = "\n".join(f"第{i}党支部 单位 {70 - i} 3 3" for i in range(21))
    said = in_markdown(made("circular", many, "2013"))
    assert "对三星级党支部（共21个，名单见附件）开展定向帮扶，具体安排另行通知。" in said


SENT = ("circular", "decision", "award", "assistance", "deduction", "opening")


@pytest.mark.parametrize("kind", SENT)
def test_what_is_sent_out_has_its_number_above_the_title(kind):
    paper = made(kind, period=CHINESE[kind], document="星光党〔2013〕15号")
    said = in_markdown(paper)
    assert said.index("星光党〔2013〕15号") == said.index(paper.title) - 1
    assert "发文字号" not in paper.gaps
    assert "〔待填：发文字号〕" in in_markdown(made(kind, period=CHINESE[kind]))


@pytest.mark.parametrize("kind", sorted(set(MAKERS) - set(SENT)))
def test_others_have_no_number(kind):
    assert "发文字号" not in "".join(in_markdown(made(kind, period=CHINESE[kind], document="x")))


def office(**more: str) -> Office:
    return replace(context().office, **more)


@pytest.mark.parametrize("kind", SENT)
def test_a_head_and_a_foot_are_printed_where_the_office_set_them(kind, tmp_path):
    sender = office(copies="集团公司党委组织部", issued_by="公司党委办公室", red_head="printed")
    for said in (
        in_markdown(made(kind, period=CHINESE[kind], office=sender)),
        in_word(made(kind, period=CHINESE[kind], office=sender), tmp_path),
    ):
        assert said[0] == "中共星光公司委员会文件"
        assert "抄送：集团公司党委组织部。" in said
        assert re.sub(r"\s", "", said[-1]).startswith("公司党委办公室2013年7月25日印发")
    plain = in_markdown(made(kind, period=CHINESE[kind], office=office(red_head="space")))
    assert not any(line.startswith(("抄送", "中共星光公司委员会文件")) or line.endswith("印发") for line in plain)


@pytest.mark.parametrize("kind", ["notice", "correction"])
def test_how_objections_are_received_is_printed_where_it_is_set(kind):
    said = markdown(
        made(
            kind,
            office=office(
                postcode="450000", hours="工作日8:00—17:00", letters="来信以邮戳为准", anonymous="匿名的不予受理"
            ),
        )
    )
    assert "来信以邮戳为准；匿名的不予受理。" in said
    assert "联系人：联系人一，联系电话：0000-1234567，受理时间：工作日8:00—17:00" in said
    assert "地址：星光路1号，邮政编码：450000。" in said


def test_when_and_by_whom_was_assessed_is_a_gap_until_it_is_set():
    assert made("report").gaps == ("考核时间", "考核组成员")
    paper = made("report", office=office(assessed="2013年7月1日至10日", assessors="组织科、纪检科"))
    assert paper.gaps == ()
    assert any("于2013年7月1日至10日组织考核组（组织科、纪检科）" in line for line in in_markdown(paper))


def test_a_share_that_misses_its_target_is_not_shown_as_reaching_it():
    milestone = Milestone(clause="2", star=5, at_least=Fraction(3, 10), due=Period(2013, "H1"))
    said = in_markdown(made("circular", targets=(Held(milestone, 2996, 10000, 4, met=False),)))
    assert "2013年上半年目标是五星级占比不低于30%，现有2996个，占参评10000个的29.96%，尚差4个。" in said
