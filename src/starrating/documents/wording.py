"""The words of documents that depend on their language; whole sentences stand in the templates instead."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from starrating.documents.gb9704 import chinese_date, chinese_dates, chinese_numeral
from starrating.i18n import CHINESE, ENGLISH, Text
from starrating.model import Period
from starrating.procedure.working_days import Span
from starrating.ruleset import RuleSet
from starrating.ruleset.spoken import is_about_party


class Titles(NamedTuple):
    """The title of a kind of document and that of its attachment, in words that no line break may cut.

    In braces stand what `named` returns, and what the kind adds to it.
    """

    title: tuple[str, ...]
    attachment: tuple[str, ...]


class DocumentWording(Struct, frozen=True):
    """The words in one language. Templates in braces are filled in with what `named` returns.

    `between` stands between the words of a title. `committee` is what the text calls a committee with the full name of
    the signature; a section whose name has `superior` in it names its committee itself. `result` ends what a result is
    called (评审结果), `course` ends what its making is called (评审情况).
    `applications` are in the names of stages at which something is applied for, `star` in the names of levels that are
    stars. `counter` stands between a number and a subject, `counters` where the name of the subject ends so (5家企业).
    `outcome` names the result of a scheme, `title` the subjects that have a level.
    `number` is the name of a document's number, `head` stands at its head, `count` behind a title.
    `aim` says a target, `aim_of_none` the target that there be none.
    """

    between: str
    addressee: str
    draft_mark: str
    by_score: str
    by_organisation: str
    not_rated: str
    not_listed: str
    formerly: str
    set_by: str
    agreed: str
    gap: str
    gaps: Mapping[str, str]
    any_committee: str
    committee: Callable[[str], str]
    superior: str
    section: str
    result: str
    course: str
    applications: tuple[str, ...]
    star: str
    levels: tuple[str, str]
    counter: str
    counters: Mapping[str, str]
    outside: Mapping[str, str]
    at_least: str
    at_most: str
    none: str
    number: str
    head: str
    count: str
    aim: str
    aim_of_none: str
    no_score: str
    comma: str
    decided: str
    objected: str
    outcome: Callable[[str, str], str]
    title: Callable[[str, str], str]
    period: Callable[[Period], str]
    numeral: Callable[[int], str]
    date: Callable[[dt.date], str]
    days: Callable[[int, str], str]
    span: Callable[[Span], str]
    posted: Callable[[Sequence[str]], str]


def said_day(value: str, words: DocumentWording) -> str:
    """Say a day that somebody wrote as tables have it (2013-08-31) as texts do; other words stay."""
    try:
        return words.date(dt.date.fromisoformat(value))
    except ValueError:
        return value


def said_with_days(message: Text, words: DocumentWording) -> Text:
    """Let a message say its days as texts do."""
    said = {name: said_day(str(value), words) if name == "day" else value for name, value in message.fields.items()}
    return Text(message.template, said)


def _chinese_committee(name: str) -> str:
    """Shorten as documents do within the organisation: 中共××公司委员会 is 公司党委; other forms stay."""
    if name.startswith("中共") and name.endswith("委员会"):
        return "公司党委" if "公司" in name else "党委"
    return name


def _chinese_outcome(scheme: str, result: str) -> str:
    """Put the result behind the scheme and say nothing twice: 星级党支部评审结果, but 信用评价结果."""
    making = result.removesuffix("结果")
    return f"{scheme}结果" if making and scheme.endswith(making) else f"{scheme}{result}"


def _english_outcome(scheme: str, result: str) -> str:
    """Name the result of a scheme; the star rating is not the rating of the star rating."""
    repeated = scheme.lower().removesuffix("s").endswith(result.lower().removesuffix("s"))
    return scheme if repeated else f"{result} of {scheme}"


def _chinese_title(level: str, subject: str) -> str:
    return level if level.endswith(subject) else f"{level}{subject}"


def _english_title(level: str, subject: str) -> str:
    """Name who has a level as a title is written: Five-star branch."""
    words = f"{re.sub(r'(?<=[a-z]) stars?$', '-star', level)} {subject}"
    return f"{words[:1].upper()}{words[1:]}"


def _chinese_days(days: int, counted_as: str) -> str:
    return f"{days}{'个工作日' if counted_as == 'working-days' else '天'}"


def _chinese_span(span: Span) -> str:
    return f"{chinese_dates(span.first, span.last)}（{_chinese_days(span.days, span.counted_as)}）"


def _english_date(day: dt.date) -> str:
    months = "January February March April May June July August September October November December"
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"


def _english_period(period: Period) -> str:
    part = period.part_words("en")
    return f"{part} of {period.year}" if part else str(period.year)


def _english_days(days: int, counted_as: str) -> str:
    return f"{days} {'working days' if counted_as == 'working-days' else 'days'}"


def _english_span(span: Span) -> str:
    unit = "working days" if span.counted_as == "working-days" else "days"
    return f"{_english_date(span.first)} to {_english_date(span.last)} ({unit}: {span.days})"


WORDS: Mapping[str, DocumentWording] = {
    CHINESE: DocumentWording(
        between="",
        addressee="各{subject}",
        draft_mark="送审稿",
        by_score="各{level}内按得分高低排序",
        by_organisation="各{level}内按组织序列排列，排名不分先后",
        not_rated="未评定",
        not_listed="未列入",
        formerly="{branch}（原{before}）",
        set_by="（{number}）",
        agreed="（以前另行评定的予以保留，现考核结果与之一致）",
        gap="〔待填：{name}〕",
        gaps={
            "committee": "党委名称",
            "section": "承办部门",
            "contact": "联系人",
            "phone": "联系电话",
            "address": "地址",
        },
        any_committee="党委",
        committee=_chinese_committee,
        superior="委",
        section="{committee}{section}",
        result="结果",
        course="情况",
        applications=("申报", "申请"),
        star="星",
        levels=("星级", "等级"),
        counter="个",
        counters={"员": "名", "干部": "名", "企业": "家", "公司": "家", "机构": "家", "学校": "所"},
        outside={"any_committee": "评定机构", "committee": "评定机构名称"},
        at_least="不低于{share}",
        at_most="不高于{share}",
        none="为0",
        number="发文字号",
        head="{committee}文件",
        count="（{number}{counter}）",
        aim="{whom}占比{bound}",
        aim_of_none="无{who}",
        no_score="—",
        comma="，",
        decided="经研究评定为{level}",
        objected="经异议核查，评定为{level}",
        outcome=_chinese_outcome,
        title=_chinese_title,
        period=lambda period: period.say(CHINESE),
        numeral=chinese_numeral,
        date=chinese_date,
        days=_chinese_days,
        span=_chinese_span,
        posted=lambda places: f"在{'、'.join(places)}",
    ),
    ENGLISH: DocumentWording(
        between=" ",
        addressee="To every {subject}",
        draft_mark="DRAFT FOR APPROVAL",
        by_score="within a level by score, the best first",
        by_organisation="within a level in the order of the organisation, which is no ranking",
        not_rated="not rated",
        not_listed="not listed",
        formerly="{branch} (formerly {before})",
        set_by=" ({number})",
        agreed=" (set otherwise before and kept; assessed so by now)",
        gap="[to be filled in: {name}]",
        gaps={
            "committee": "committee",
            "section": "section",
            "contact": "contact",
            "phone": "telephone",
            "address": "address",
        },
        any_committee="the Party committee",
        committee=str,
        superior="ommittee",
        section="{section} of {committee}",
        result=" result",
        course="",
        applications=("appl",),
        star="star",
        levels=("level", "level"),
        counter="",
        counters={},
        outside={"any_committee": "the committee", "committee": "committee"},
        at_least="at least {share}",
        at_most="at most {share}",
        none="none",
        number="number of the document",
        head="{committee}",
        count=" ({number})",
        aim="{whom}, {bound}",
        aim_of_none="no {who}",
        no_score="—",
        comma=", ",
        decided="set to {level} by decision",
        objected="set to {level} after an upheld objection",
        outcome=_english_outcome,
        title=_english_title,
        period=_english_period,
        numeral=str,
        date=_english_date,
        days=_english_days,
        span=_english_span,
        posted=lambda places: f", {', '.join(places)}",
    ),
}


def words_of(rules: RuleSet) -> DocumentWording:
    """Return the words for the documents of a rule set; what is not about the Party does not speak of it."""
    words = WORDS[rules.language]
    if is_about_party(rules):
        return words
    gaps = {**words.gaps, "committee": words.outside["committee"]}
    return replace(words, any_committee=words.outside["any_committee"], gaps=gaps)
