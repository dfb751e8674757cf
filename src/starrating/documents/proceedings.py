"""How a result came about, as the documents after the public notice tell it: each notice with its own objections."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from starrating.documents.context import DocumentContext, EarlierNotice, gap
from starrating.documents.wording import DocumentWording
from starrating.i18n import CHINESE, ENGLISH

_DAYS = {CHINESE: "公示时间", ENGLISH: "days of the notice"}


class Course(Struct, frozen=True):
    """Whether the rule set has a public notice, its days (a gap where none is recorded), how many objections it met.

    Of these `late` came after the last day. `earlier` tells the notices before it, each with what came of it, and is
    empty where there was none.
    Where it was posted stands with the days, if that is recorded. `over` says that the document is dated after the
    last day: only then can it say what came of the notice; `last` is that day, or the gap while none is recorded.
    """

    noticed: bool
    span: str
    objections: int
    over: bool
    last: str
    late: int
    earlier: str


def proceedings(context: DocumentContext) -> Course:
    """Tell the proceedings of a result."""
    span, words, language = context.span, context.words, context.rules.language
    days = words.span(span) if span else gap(context, _DAYS[language])
    over = span is not None and context.day > span.last
    last = words.date(span.last) if span else days
    days += words.posted(context.posted) if context.posted and span else ""
    noticed = context.rules.procedure.notice is not None
    earlier = "".join(_EARLIER[language](notice, words) for notice in context.earlier)
    return Course(noticed, days, context.objections, over, last, context.late.objections, earlier)


def open_days(context: DocumentContext) -> tuple[str, ...]:
    """Name the days of the notice if they are to be filled in."""
    return () if context.span or context.rules.procedure.notice is None else (_DAYS[context.rules.language],)


def _chinese_earlier(notice: EarlierNotice, words: DocumentWording) -> str:
    days = f"自{words.date(notice.span.first)}起" if notice.cut else f"于{words.span(notice.span)}"
    days += words.posted(notice.posted) if notice.posted else ""
    if not notice.objections:
        return f"，{days}公示，公示期间未收到异议"
    late = f"（其中公示期满后收到{notice.late}件）" if 0 < notice.late < notice.objections else ""
    came = "期满后收到异议" if notice.late == notice.objections else "收到异议"
    return f"，{days}公示，{came}{notice.objections}件{late}，{_chinese_answers(notice)}"


def _chinese_answers(notice: EarlierNotice) -> str:
    if not notice.upheld:
        return "作了核查和答复"
    rejected = notice.objections - notice.upheld
    return f"经核查，{notice.upheld}件成立并作了更正，{rejected}件不成立并作了答复" if rejected else "经核查更正"


def _english_earlier(notice: EarlierNotice, words: DocumentWording) -> str:
    days = f"from {words.date(notice.span.first)} on" if notice.cut else words.span(notice.span)
    days += words.posted(notice.posted) if notice.posted else ""
    if not notice.objections:
        return f"; it was on public notice, {days}, and no objection was received"
    late = f"; after the last day: {notice.late}" if 0 < notice.late < notice.objections else ""
    came = "objections received after the last day" if notice.late == notice.objections else "objections received"
    answers = _english_answers(notice)
    return f"; it was on public notice, {days}, and the {came} ({notice.objections}{late}) were {answers}"


def _english_answers(notice: EarlierNotice) -> str:
    if not notice.upheld:
        return "looked into and answered"
    rejected = notice.objections - notice.upheld
    told = f" for those upheld ({notice.upheld}); the others ({rejected}) were rejected and answered"
    return f"looked into, and the result was corrected{told if rejected else ''}"


_EARLIER: Mapping[str, Callable[[EarlierNotice, DocumentWording], str]] = {
    CHINESE: _chinese_earlier,
    ENGLISH: _english_earlier,
}
