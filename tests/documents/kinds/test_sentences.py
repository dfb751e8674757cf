"""No sentence without a fact: each conditional sentence of each kind of document, its fact, and what stands without.

The table holds what the Chinese templates say under a condition; a condition that is in a template and neither in the
table nor among those of mere form fails. Each row is tried both ways: with the fact, and without it.
"""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from msgspec.structs import replace

from document_contexts import DAY, FIVE, Held, context
from starrating.documents.context import DocumentContext, EarlierNotice, Late
from starrating.documents.output import markdown
from starrating.documents.registry import MAKERS
from starrating.errors import Problem
from starrating.exact import Exact
from starrating.i18n import Text
from starrating.model import NO_STAR, Period, Step
from starrating.model.acts import Finding, PairTerms, StarSetting
from starrating.model.preparation_acts import Declaration, ReviewSchedule
from starrating.model.results import BEFORE_MERGER, DECISION, status_words
from starrating.procedure.declarations import DeclaredOn
from starrating.procedure.document_kinds import DOCUMENT_KINDS
from starrating.procedure.plaques import Plaque
from starrating.procedure.preparation import Outstanding
from starrating.procedure.rectification import Rectification
from starrating.procedure.working_days import Span
from starrating.ruleset import Milestone
from starrating.ruleset.consequences import Consequences

Change = Callable[[DocumentContext], DocumentContext]
TEMPLATES = Path(__file__).parents[3] / "templates"
WINDOW_END = dt.date(2013, 7, 19)
BEFORE = Span(dt.date(2013, 7, 8), dt.date(2013, 7, 12), 5, "working-days")
EARLIER = "于2013年7月8日至7月12日（5个工作日）"


class Row(NamedTuple):
    """A sentence: of which kinds, under which condition, its words, a context with its fact and one without, the rest.

    `instead` is what stands without the fact: a gap 〔待填：…〕, other words, or nothing.
    """

    kinds: str
    condition: str
    words: str
    fact: Change
    lacking: Change
    instead: str = ""


def same(found: DocumentContext) -> DocumentContext:
    return found


def has(**more: object) -> Change:
    return lambda found: replace(found, **more)


def rules(**more: object) -> Change:
    return lambda found: replace(found, rules=found.rules.model_copy(update=more))


def procedure(**more: object) -> Change:
    return lambda found: rules(procedure=found.rules.procedure.model_copy(update=more))(found)


def rated(**more: object) -> Change:
    return lambda found: replace(found, review=replace(found.review, ratings=replace(found.review.ratings, **more)))


def table(text: str) -> Change:
    return lambda found: replace(context(text, str(found.review.period)), rules=found.rules)


def office(**more: object) -> Change:
    return lambda found: replace(found, office=replace(found.office, **more))


def terms(said: PairTerms) -> Change:
    return lambda found: replace(found, consequences=tuple(replace(each, terms=said) for each in found.consequences))


def by_score_alone(found: DocumentContext) -> DocumentContext:
    return procedure(stages=())(replace(found, applied=True))


def everybody_was_asked(found: DocumentContext) -> DocumentContext:
    return replace(procedure(departments=("安全",))(found), asked=("安全",))


def nobody_answered(found: DocumentContext) -> DocumentContext:
    asked = procedure(departments=("安全",))(found)
    return replace(asked, review=replace(asked.review, records=replace(asked.review.records, opinions=())))


def nobody_rose_or_fell(found: DocumentContext) -> DocumentContext:
    ratings = found.review.ratings
    return rated(previous_star=np.full_like(ratings.previous_star, NO_STAR), steps=())(found)


def nothing_written_of_why(found: DocumentContext) -> DocumentContext:
    unsaid = {
        name: getattr(found.rules.consequences, name).model_copy(update={"text": None})
        for name in ("nomination", "without_promotion", "assistance")
    }
    return rules(consequences=found.rules.consequences.model_copy(update=unsaid))(found)


def all_plaques_are_new(found: DocumentContext) -> DocumentContext:
    assert found.award
    changes = tuple(replace(each, act="new", before=NO_STAR) for each in found.award.changes)
    return replace(found, award=replace(found.award, changes=changes))


def first_plaque(**more: object) -> Change:
    def change(found: DocumentContext) -> DocumentContext:
        assert found.award
        first, *others = found.award.changes
        return replace(found, award=replace(found.award, changes=(replace(first, **more), *others)))

    return change


def one_too_many(years: int) -> Change:
    """Let one branch have the star that none may have, by a period so many years later."""

    def change(found: DocumentContext) -> DocumentContext:
        due = Period(found.review.period.year + years, found.review.period.part)
        none = Milestone(clause="2-targets", star=3, at_most=Fraction(0), due=due)
        return replace(found, targets=(Held(none, 1, 5, 1, met=False),))

    return change


def pay_unknown(found: DocumentContext) -> DocumentContext:
    return replace(found, consequences=tuple(replace(each, pay=None, amount=None) for each in found.consequences))


def nothing_corrected(found: DocumentContext) -> DocumentContext:
    return replace(found, corrected=found.review)


def rescored(found: DocumentContext) -> DocumentContext:
    points = Exact.from_decimals([Decimal(each) for each in ("95.50", "92.50", "91.00", "79.99", "0")])
    return rated(score=points)(found)


def rescored_many(_: DocumentContext) -> DocumentContext:
    names = [f"第{number}党支部" for number in range(21)]
    found = nothing_corrected(context("\n".join(f"{name} 队 92 5 5" for name in names), "2013H1"))
    return rated(score=Exact.from_decimals([Decimal(91)] * 21))(found)


def not_kept(found: DocumentContext) -> DocumentContext:
    return replace(nothing_corrected(found), dropped=("机电队党支部",))


def agreed(found: DocumentContext) -> DocumentContext:
    """Let a star that was set before be assessed now."""
    found = nothing_corrected(found)
    assert found.corrected
    before = found.corrected.ratings
    set_by = Step("机电队党支部", "", DECISION, 4, int(before.star[before.position("机电队党支部")]), Text(""))
    corrected = replace(found.corrected, ratings=replace(before, steps=(set_by,)))
    return replace(found, corrected=corrected, agreed=frozenset({"机电队党支部"}))


def year_of(**totals: list[str | None]) -> Change:
    """Make the review one of a year, with the totals of these reviews."""

    def change(found: DocumentContext) -> DocumentContext:
        found = rated(values=totals)(found)
        return replace(found, review=replace(found.review, period=Period(2013)))

    return change


def before_a_merger(found: DocumentContext) -> DocumentContext:
    (judged,) = found.review.ratings.incidents
    said = Text("x", {"branch": judged.incident.branch, "former": "掘进队党支部"})
    return rated(problems=(Problem("notice", BEFORE_MERGER, judged.incident.place(), said),))(found)


def leaving(found: DocumentContext) -> DocumentContext:
    return replace(found, consequences=tuple(replace(each, note=Text("已离任")) for each in found.consequences))


def best_is_second(found: DocumentContext) -> DocumentContext:
    return has(examples=True)(table("甲党支部 甲 95 4 4\n乙党支部 乙 94 5 5\n丙党支部 丙 93 5 5")(found))


def best_rose(found: DocumentContext) -> DocumentContext:
    return has(examples=True)(table("甲党支部 甲 95 5 4\n乙党支部 乙 94 5 4\n丙党支部 丙 93 5 5")(found))


TOP = "甲党支部 甲 95 5 5\n乙党支部 乙 94 5 5\n丙党支部 丙 93 5 5"
SET_BEFORE = (StarSetting("采煤一队党支部", 4, 5, "x", "y", DAY, "公党〔2013〕3号"),)
FIXED = ReviewSchedule(Period(2013, "H1"), DAY, DAY, DAY, dt.date(2013, 7, 30), "第3项议题")
UNDECIDED = has(unanswered={"安全": 2})
ALL_FIVE: list[str | None] = ["1"] * 5
LAST_HALF, BOTH_HALVES = year_of(**{"2013H2": ALL_FIVE}), year_of(**{"2013H1": ALL_FIVE, "2013H2": ALL_FIVE})
ONE_OF_TWO = year_of(**{"2013H1": [*ALL_FIVE[1:], None], "2013H2": ALL_FIVE})
RESULTS = "circular decision award nomination deduction"
PLANNED = (DeclaredOn(Declaration("甲党支部", 5, "年底", "计划", "措施"), DAY),)
HALF_PLANNED = (*PLANNED, DeclaredOn(Declaration("乙党支部", 5, "", "计划", ""), DAY))
STUDIED = (
    Rectification(
        Period(2013, "H1"),
        Finding(
            1,
            "甲党支部",
            "隐患",
            "抽查",
            responsible="李",
            due="2013-08-31",
            status="整改中",
            major=True,
            meeting="支委会",
        ),
    ),
)
MENDED = tuple(replace(each, finding=replace(each.finding, status="已验收")) for each in STUDIED)
ABSENT = status_words("not-assessed")
OVERDUE = (Plaque("乙队党支部", 4, Period(2012)),)
ENDED = Text("merged into %(after)s on %(day)s", {"after": "乙党支部", "day": "2014-02-05"})
UNSAID = (Rectification(Period(2013, "H1"), Finding(1, "甲党支部", "隐患", "", major=True)),)
OWED = (Outstanding("安全", "opinion", 2, DAY),)
INSPECTED = (Rectification(Period(2013, "H1"), Finding(1, "甲党支部", "隐患", "三基检查", major=True)),)
TABLE = (
    Row(RESULTS, "proceedings.noticed", "公示期间未收到异议", same, procedure(notice=None)),
    Row(RESULTS, "not proceedings.over", "公示至2013年7月19日", has(day=WINDOW_END), same, "公示期间未收到异议"),
    Row(RESULTS, "proceedings.objections", "对收到的2件异议作了核查和答复", has(objections=2), same, "未收到异议"),
    Row(
        RESULTS,
        "proceedings.late",
        "件异议（其中公示期满后收到1件）",
        has(objections=2, late=Late(1, 0)),
        has(objections=2),
    ),
    Row(
        RESULTS,
        "proceedings.late == proceedings.objections",
        "件异议（公示期满后收到）",
        has(objections=2, late=Late(2, 0)),
        has(objections=2, late=Late(1, 0)),
        "（其中公示期满后",
    ),
    *(
        Row(RESULTS, "proceedings.earlier", f"审定，{words}，并于2013年7月15日", has(earlier=(earlier,)), same)
        for earlier, words in (
            (EarlierNotice(BEFORE), f"{EARLIER}公示，公示期间未收到异议"),
            (EarlierNotice(BEFORE, 1, 1, upheld=1), f"{EARLIER}公示，期满后收到异议1件，经核查更正"),
            (EarlierNotice(BEFORE, 2, upheld=2), f"{EARLIER}公示，收到异议2件，经核查更正"),
            (
                EarlierNotice(BEFORE, 3, upheld=1),
                f"{EARLIER}公示，收到异议3件，经核查，1件成立并作了更正，2件不成立并作了答复",
            ),
            (EarlierNotice(BEFORE, 2, 1), f"{EARLIER}公示，收到异议2件（其中公示期满后收到1件），作了核查和答复"),
            (EarlierNotice(BEFORE, 1, cut=True), "自2013年7月8日起公示，收到异议1件，作了核查和答复"),
            (EarlierNotice(BEFORE, posted=("公开栏",)), f"{EARLIER}在公开栏公示，公示期间未收到异议"),
        )
    ),
    Row(RESULTS, "", "（5个工作日）重新公示，公示期间未收到异议", has(earlier=(EarlierNotice(BEFORE, 1),)), same),
    Row(
        RESULTS,
        "",
        "，重新公示至2013年7月19日",
        has(earlier=(EarlierNotice(BEFORE, 1),), day=WINDOW_END),
        has(day=WINDOW_END),
    ),
    Row(RESULTS, "", "于2013年7月15日至7月19日（5个工作日）公示", same, has(span=None), "〔待填：公示时间〕"),
    Row(RESULTS, "", "公示期间未收到异议", same, has(span=None), "〔待填：公示时间〕"),
    Row(RESULTS, "", "异议作了核查", has(objections=1), has(span=None, objections=1), "〔待填：公示时间〕"),
    Row(RESULTS, "", "在网站、公开栏公示", has(posted=("网站", "公开栏")), same, "（5个工作日）公示"),
    Row("circular decision notice report", "departments", "征求了", everybody_was_asked, nobody_answered),
    Row("circular decision notice report", "applied", "申报", has(applied=True), same),
    Row("circular decision notice report", "applied", "申报", has(applied=True), by_score_alone),
    Row("opening", "applied", "申报", procedure(stages=("自评申报",)), procedure(stages=())),
    Row("circular", "changes_number", "星级变化", same, nobody_rose_or_fell),
    Row("circular", "compared", "晋星1个", same, nobody_rose_or_fell),
    Row("circular report", "adjustments", "“领导班子成员受到党纪政纪处分的”", same, rated(steps=())),
    Row("circular report letter", "reason.former", "（发生在变动前的掘进队党支部）", before_a_merger, same),
    Row("circular report notice", "single_review", "2013年度只有一次评审（2013年下半年）", LAST_HALF, BOTH_HALVES),
    Row("circular report notice", "single", "其中1个党支部全年只参加一次评审", ONE_OF_TWO, BOTH_HALVES),
    Row("letter", "letter.only_review", "只有一次评审成绩（2013年下半年）", ONE_OF_TWO, BOTH_HALVES),
    Row("circular", "losses", "扣分较集中的是", same, table(TOP)),
    Row("circular", "self_check", "定期自查", same, rules(self_check=None)),
    Row("circular", "helped", "定向帮扶，具体安排另行通知", same, rules(consequences=Consequences())),
    Row("circular", "below_top", "尚未达到最高星级的", same, table(TOP)),
    Row("circular", "best or risen", "宣传典型", has(examples=True), same),
    Row("circular", "best_of", "学习五星级中得分最高的乙党支部", best_is_second, has(examples=True), "学习得分最高的"),
    Row("circular", "best", "学习得分最高的采煤一队党支部（95.50分）", has(examples=True), same),
    Row(
        "circular",
        "best_rise",
        "学习得分最高、星级提升最多的甲党支部（95.00分，四星级→五星级），学习星级提升同样多的乙党支部（四星级→五星级）。",
        best_rose,
        best_is_second,
        "学习五星级中得分最高的乙党支部（94.00分）。",
    ),
    Row("circular", "risen", "机电队党支部（四星级→五星级）。\n\n特此", has(examples=True), same),
    Row("circular report", "goal.met", "达到目标", same, has(targets=())),
    Row("circular report", "goal.upward", "尚差", same, has(targets=())),
    Row("circular report", "goal.due_now", "，超出1个。", one_too_many(0), one_too_many(1), "，到期前还须减少1个。"),
    Row("declaration", "planned", "制定了计划和措施", has(declared=PLANNED), same, "5个党支部自定了2013年度提升目标。"),
    Row("declaration", "planned", "制定了计划和措施", has(declared=PLANNED), has(declared=HALF_PLANNED)),
    Row("major", "open", "尚未完成整改的1项", has(major=STUDIED), has(major=MENDED), "，均已完成整改，具体"),
    Row("major", "studied", "已分别召开会议研究，明确责任人和整改时限", has(major=STUDIED), same, "共5项，尚未"),
    Row("major", "", "三基检查发现", has(major=INSPECTED), same, "抽查发现"),
    Row("declaration", "row.due", "，达标时限年底", has(declared=PLANNED), same),
    Row("declaration", "row.plan", "；提升计划：计划", has(declared=PLANNED), same),
    Row("declaration", "row.measures", "；主要措施：措施", has(declared=PLANNED), same),
    Row("major", "row.source", "隐患（抽查）", has(major=STUDIED), has(major=UNSAID), "甲党支部：隐患"),
    Row("major", "row.meeting", "；研究会议：支委会", has(major=STUDIED), has(major=UNSAID)),
    Row("major", "row.responsible", "；责任人：李", has(major=STUDIED), has(major=UNSAID)),
    Row("major", "row.due", "；整改时限：2013年8月31日", has(major=STUDIED), has(major=UNSAID)),
    Row("major", "row.status", "；整改中", has(major=STUDIED), has(major=UNSAID)),
    Row("reminder", "row.branches", "（涉及2个党支部）", has(outstanding=OWED), same),
    Row("reminder", "row.due", "，报送时限2013年7月25日", has(outstanding=OWED), same),
    Row("deduction", "row.note", "246.92元（已离任）。", leaving, same, "246.92元。"),
    Row("decision", "others", "其他党支部", same, table(TOP)),
    Row("award", "kept", "保留原牌匾1块", same, all_plaques_are_new),
    Row(
        "award",
        "",
        "采煤一队党支部（五星级，原掘进队党支部）",
        first_plaque(rated_as="掘进队党支部"),
        same,
        "采煤一队党支部（五星级）",
    ),
    Row(
        "award",
        "",
        "不再制牌：采煤一队党支部（2014年2月5日并入乙党支部）",
        first_plaque(act="none", before=NO_STAR, after=NO_STAR, ended=ENDED),
        same,
    ),
    Row("award", "overdue", "未交回：乙队党支部（2012年度四星级）。", has(overdue=OVERDUE), same),
    Row("award", "returned or overdue", "、旧牌匾交回", has(overdue=OVERDUE), all_plaques_are_new),
    Row(
        "award",
        "",
        "收回：采煤一队党支部（五星级，未参评）",
        first_plaque(act="withdraw", before=5, after=NO_STAR, why=ABSENT),
        same,
    ),
    Row("award", "returned", "旧牌匾交回", same, all_plaques_are_new),
    Row("nomination deduction assistance", "rule", "关于“", same, nothing_written_of_why),
    Row("deduction", "whole", "合计740.76元", same, pay_unknown, "〔待填：年度绩效工资〕"),
    Row("assistance", "measures", "〔待填：帮扶措施〕", same, terms(PairTerms(measures="送课")), "送课。"),
    Row("assistance", "term", "〔待填：帮扶期限〕", same, terms(PairTerms(due="年底")), "年底。"),
    Row("assistance", "row.problems", "主要问题是制度不全", terms(PairTerms(problems="制度不全")), same),
    Row("assistance", "row.measures", "送课", terms(PairTerms(measures="送课")), same, "〔待填：帮扶措施〕"),
    Row(
        "assistance",
        "row.problems or row.measures",
        "采煤一队党支部帮扶洗煤厂党支部：主要问题是x",
        terms(PairTerms("", "", "x")),
        same,
    ),
    Row("assistance", "row.due", "洗煤厂党支部：年底", terms(PairTerms(due="年底")), same, "〔待填：帮扶期限〕"),
    Row("assistance", "row.responsible", "责任人吴", terms(PairTerms(responsible="吴")), same),
    Row("assistance", "row.leader", "联系领导：周", terms(PairTerms("周")), same),
    Row("assistance", "row.remark", "帮扶成效：已晋星；注。", terms(PairTerms(result="已晋星", note="注")), same),
    Row(
        "assistance",
        "",
        "帮扶洗煤二厂党支部（原洗煤厂党支部）：",
        has(later_names={"洗煤厂党支部": "洗煤二厂党支部"}),
        same,
    ),
    Row("assistance", "", "〔待填：帮扶单位〕帮扶洗煤厂党支部", has(ended=frozenset({"采煤一队党支部"})), same),
    Row("assistance", "", "采煤一队党支部帮扶洗煤厂党支部", same, has(ended=frozenset({"洗煤厂党支部"}))),
    Row("nomination", "", "采煤一队党支部", same, has(ended=frozenset({"采煤一队党支部"}))),
    Row("nomination", "", "综采队党支部（原采煤一队党支部", has(later_names={"采煤一队党支部": "综采队党支部"}), same),
    Row(
        "deduction",
        "",
        "新队党支部（原",
        has(later_names=dict.fromkeys(context(FIVE).review.ratings.scores.branch, "新队党支部")),
        same,
    ),
    Row("report", "highest", "最高得分95.50分", same, rated(scored=np.zeros(5, dtype=np.bool_))),
    Row("report", "unanswered", "尚未答复的有：安全", UNDECIDED, same),
    Row("report", "silence", "理由是：急办", lambda found: has(silence="急办")(UNDECIDED(found)), UNDECIDED),
    Row("report", "settings", "需研究是否保留的有：采煤一队党支部", has(settings=SET_BEFORE), same),
    Row("report", "each.document", "公党〔2013〕3号", has(settings=SET_BEFORE), same),
    Row(
        "report",
        "each.agrees",
        "公党〔2013〕3号），现考核结果与之一致。",
        has(settings=SET_BEFORE, agreed=frozenset({"采煤一队党支部"})),
        has(settings=SET_BEFORE),
    ),
    Row("report", "goals", "与目标对照", same, has(targets=())),
    Row("report", "noticed", "审定后予以公示", same, procedure(notice=None)),
    Row("report opening", "meeting", "2013年7月30日", has(schedule=FIXED), has(schedule=None)),
    Row("report opening", "agenda", "第3项议题", has(schedule=FIXED), has(schedule=None)),
    Row(
        "opening", "", "于2013年7月25日前将自评表", has(schedule=FIXED), has(schedule=None), "〔待填：自评表报送时限〕"
    ),
    Row("opening", "asked", "前书面反馈意见", procedure(departments=("安全",)), procedure(departments=())),
    Row("opening", "notice_days", "审定结果公示5个工作日", same, procedure(notice=None)),
    Row("correction", "objections", "收到异议1件", has(upheld=1), same),
    Row("correction", "late", "1件）。经核查", has(upheld=2, late=Late(0, 1)), has(upheld=2), "收到异议2件。经核查"),
    Row(
        "correction",
        "late == objections",
        "2件（公示期满后收到）。经核查",
        has(upheld=2, late=Late(0, 2)),
        has(upheld=2, late=Late(0, 1)),
        "（其中公示期满后收到1件）",
    ),
    Row("correction", "", "经核查，2件成立，", has(upheld=2), same),
    Row("correction", "rejected", "1件成立、1件不成立，", has(upheld=2, rejected=1), has(upheld=2), "2件成立，"),
    Row(
        "correction",
        "undone",
        "经核查，1件成立、1件成立后评定的星级经研究不再保留，",
        has(upheld=2, undone=1),
        has(upheld=2),
        "2件成立，",
    ),
    Row("correction", "corrected", "对更正内容有异议的", same, nothing_corrected, "对公示结果有异议的"),
    Row("correction", "", "各党支部的评审结果不变，现重新公示", not_kept, rescored, "更正如下，并重新公示"),
    Row("correction", "row.after", "2.机电队党支部：星级不变，得分由92.00分更正为92.50分。", rescored, same),
    Row("correction", "same_count", "1.机电队党支部：星级不变（以前另行", not_kept, nothing_corrected),
    Row("correction", "row.agreed", "1.机电队党支部：星级不变（以前另行评定的星级予以保留", agreed, nothing_corrected),
    Row("correction", "not same", "另有21个党支部的得分作了更正，星级不变。", rescored_many, same),
    Row("correction", "not same_count", "更正为五星级。其他党支部的评审结果不变", same, rescored, "92.50"),
    Row("correction", "", "各党支部的评审结果不变，现重新公示", nothing_corrected, same, "更正如下，并重新公示"),
    Row("correction", "", "更正如下", same, nothing_corrected, "评审结果不变"),
    Row("correction", "dropped", "（以前另行评定的星级经研究不再保留）", has(dropped=("采煤一队党支部",)), same),
    Row("correction", "decided_on", "于2013年7月22日研究决定", same, has(basis=None, decisions=())),
    Row("correction", "documents", "（星光党〔2013〕12号）", same, has(basis=None, decisions=())),
    Row("notice correction", "hours", "受理时间：全天", office(hours="全天"), office(hours=None)),
    Row("notice correction", "postcode", "邮政编码：450000", office(postcode="450000"), office(postcode=None)),
    Row("letter", "over", "公示期已满", same, has(day=WINDOW_END), "可在公示期间来信"),
    Row("notice correction", "letters or anonymous", "以邮戳为准", office(letters="以邮戳为准"), office(letters=None)),
)
FORM = {
    *(
        "draft_mark",
        "red_head",
        "copies",
        "issued_by",
        "loop",
        "not loop",
        "attachment",
        "not attachment",
        "with_",
        "party",
        "rows",
    ),
    *(
        "best and",
        "dropped and",
        "(helped",
        "(named",
        "(rows",
        "each.count",
        "each.words",
        "names_",
        "loss.part",
        "move.before",
    ),
    *("reason.", "not reason.", "letter", "span", "published", "row.dropped", "remarks", "unrated", "not_rated"),
    *(
        "row.rank",
        "row.previous",
        "row.stars",
        "each.kind",
        "told",
        "groups",
        "row.problems or row.measures or row.due",
    ),
}
"""Beginnings of conditions that choose between forms of the same fact: a list or its number, a column, a head. What
departments object (remarks), what was published before and what was dropped is held in tests/cli/test_what_holds."""
CASES = [(kind, row) for row in TABLE for kind in row.kinds.split()]
IDS = [f"{kind}-{row.condition or row.words[:12]}" for kind, row in CASES]


def said(kind: str, change: Change) -> str:
    """Write a document of a kind in the usual context, changed; of a year where it must be or is helped by one."""
    year = DOCUMENT_KINDS[kind].of_a_year or kind == "circular"
    found = change(context(FIVE, "2013" if year else "2013H1"))
    return markdown(MAKERS[kind](found))


@pytest.mark.parametrize(("kind", "row"), CASES, ids=IDS)
def test_a_sentence_stands_with_its_fact_alone(kind, row):
    assert row.words in said(kind, row.fact)
    without = said(kind, row.lacking)
    assert row.words not in without
    assert row.instead in without


def test_english_tells_each_notice_with_its_own_objections():
    late = EarlierNotice(BEFORE, 1, 1, upheld=1)
    mixed = EarlierNotice(BEFORE, 2, 1, cut=True)
    found = replace(context(FIVE, "2013H1", language="en"), earlier=(late, mixed, EarlierNotice(BEFORE)))
    days = "8 July 2013 to 12 July 2013 (working days: 5)"
    assert (
        f"; it was on public notice, {days}, and the objections received after the last day (1) were looked into, "
        "and the result was corrected; it was on public notice, from 8 July 2013 on, and the objections received "
        "(2; after the last day: 1) were looked into and answered"
        f"; it was on public notice, {days}, and no objection was received; it was on public notice again, 15 July"
    ) in markdown(MAKERS["circular"](found))


def conditions_of(template: str) -> set[str]:
    """Return what a template asks for: blocks and expressions, whatever the blanks and signs of trimming."""
    written = (TEMPLATES / template).read_text(encoding="utf-8")
    blocks = re.findall(r"{%[-+]?\s*(?:el)?if\s+(.+?)\s*[-+]?%}", written)
    return {*blocks, *re.findall(r"{{[^}]*?\sif\s+(.+?)(?:\selse\s[^}]*)?\s*}}", written)}


@pytest.mark.parametrize("kind", MAKERS)
def test_the_english_template_asks_for_no_other_fact(kind):
    asked = {each for each in conditions_of(f"{kind}.en.md.j2") if not each.startswith(tuple(FORM))}
    assert asked - {row.condition for row in TABLE if kind in row.kinds.split()} == set()


@pytest.mark.parametrize("kind", MAKERS)
def test_every_condition_of_a_template_is_in_the_table(kind):
    conditions = conditions_of(f"{kind}.md.j2")
    known = {row.condition for row in TABLE if kind in row.kinds.split()}
    asked = {each for each in conditions if not each.startswith(tuple(FORM))}
    assert asked - known == set()
    assert known - {""} - conditions == set()


def test_english_tells_how_many_objections_were_upheld():
    found = replace(context(FIVE, "2013H1", language="en"), earlier=(EarlierNotice(BEFORE, 3, upheld=1),))
    assert (
        "the objections received (3) were looked into, and the result was corrected for those upheld (1); "
        "the others (2) were rejected and answered"
    ) in markdown(MAKERS["circular"](found))
