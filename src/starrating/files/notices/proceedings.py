"""How a result came about, as the documents after the public notice tell it."""

from dataclasses import dataclass

from starrating.files.notices.papers import Occasion, gap
from starrating.i18n import CHINESE, ENGLISH

_DAYS = {CHINESE: "公示时间", ENGLISH: "days of the notice"}


@dataclass(frozen=True, slots=True)
class Proceedings:
    """Whether the rule set has a public notice, its days (a gap where none is recorded), how many objections it met."""

    noticed: bool
    span: str
    objections: int


def proceedings(occasion: Occasion) -> Proceedings:
    """Tell the proceedings of a result."""
    days = occasion.words.span(occasion.span) if occasion.span else gap(occasion, _DAYS[occasion.rules.language])
    return Proceedings(occasion.rules.procedure.notice is not None, days, occasion.objections)


def open_days(occasion: Occasion) -> tuple[str, ...]:
    """Name the days of the notice if they are to be filled in."""
    return () if occasion.span or occasion.rules.procedure.notice is None else (_DAYS[occasion.rules.language],)
