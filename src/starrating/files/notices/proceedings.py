"""How a result came about, as the documents after the public notice tell it."""

from dataclasses import dataclass

from starrating.files.notices.papers import Occasion, gap
from starrating.i18n import CHINESE, ENGLISH

_DAYS = {CHINESE: "公示时间", ENGLISH: "days of the notice"}


@dataclass(frozen=True, slots=True)
class Proceedings:
    """Whether the rule set has a public notice, its days (a gap where none is recorded), how many objections it met.

    `over` says that the document is dated after the last day: only then can it say what came of the notice; `last` is
    that day.
    """

    noticed: bool
    span: str
    objections: int
    over: bool
    last: str


def proceedings(occasion: Occasion) -> Proceedings:
    """Tell the proceedings of a result."""
    span, words = occasion.span, occasion.words
    days = words.span(span) if span else gap(occasion, _DAYS[occasion.rules.language])
    over = span is None or occasion.day > span.last
    last = words.date(span.last) if span else days
    return Proceedings(occasion.rules.procedure.notice is not None, days, occasion.objections, over, last)


def open_days(occasion: Occasion) -> tuple[str, ...]:
    """Name the days of the notice if they are to be filled in."""
    return () if occasion.span or occasion.rules.procedure.notice is None else (_DAYS[occasion.rules.language],)
