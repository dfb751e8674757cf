"""The words of a public notice that depend on its language; whole sentences stand in the templates instead."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starrating.files.holidays import Span
from starrating.files.notices.typesetting import chinese_date, chinese_dates, chinese_numeral
from starrating.i18n import CHINESE, ENGLISH


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """The words in one language. Templates in braces are filled in with `subject`, `scheme`, `result`, `period`.

    `title` and `attachment` are made of words that no line break may cut, with `between` between them. `committee`
    is what the text calls a committee with the full name of the signature; a section whose name has `superior` in it
    names its committee itself.
    """

    title: tuple[str, ...]
    between: str
    addressee: str
    attachment: tuple[str, ...]
    draft_mark: str
    by_score: str
    by_organisation: str
    not_rated: str
    gap: str
    gaps: Mapping[str, str]
    any_committee: str
    committee: Callable[[str], str]
    superior: str
    section: str
    numeral: Callable[[int], str]
    date: Callable[[dt.date], str]
    span: Callable[[Span], str]


def _chinese_committee(name: str) -> str:
    """Shorten as documents do within the organisation: 中共××公司委员会 is 公司党委; other forms stay."""
    if name.startswith("中共") and name.endswith("委员会"):
        return "公司党委" if "公司" in name else "党委"
    return name


def _chinese_span(span: Span) -> str:
    unit = "个工作日" if span.counted_as == "working-days" else "天"
    return f"{chinese_dates(span.first, span.last)}（{span.days}{unit}）"


def _english_date(day: dt.date) -> str:
    months = "January February March April May June July August September October November December"
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"


def _english_span(span: Span) -> str:
    unit = "working days" if span.counted_as == "working-days" else "days"
    return f"{_english_date(span.first)} to {_english_date(span.last)} ({unit}: {span.days})"


WORDS: Mapping[str, NoticeWords] = {
    CHINESE: NoticeWords(
        title=("关于{period}", "{scheme}", "{result}的公示"),
        between="",
        addressee="各{subject}",
        attachment=("{period}", "{scheme}", "{result}一览表"),
        draft_mark="送审稿",
        by_score="各星级内按得分高低排序",
        by_organisation="各星级内按组织序列排列，排名不分先后",
        not_rated="未评定",
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
        numeral=chinese_numeral,
        date=chinese_date,
        span=_chinese_span,
    ),
    ENGLISH: NoticeWords(
        title=("Public Notice:", "{scheme},", "{result},", "{period}"),
        between=" ",
        addressee="To every {subject}",
        attachment=("List:", "{scheme},", "{result},", "{period}"),
        draft_mark="DRAFT FOR APPROVAL",
        by_score="within a level by score, highest first",
        by_organisation="within a level in the order of the organisation, which is no ranking",
        not_rated="not rated",
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
        section="{section}, {committee}",
        numeral=str,
        date=_english_date,
        span=_english_span,
    ),
}
