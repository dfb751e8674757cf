"""What is sent out around a review: the notice that opens it, and the list of what is outstanding (plan 4.4)."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

from starrating.documents.context import DocumentContext, DocumentFields, common_fields, gap
from starrating.documents.gb9704 import one_line
from starrating.documents.wording import Titles
from starrating.i18n import CHINESE, ENGLISH
from starrating.procedure.preparation import Outstanding, Owed

OPENING: Mapping[str, Titles] = {
    CHINESE: Titles(("关于开展{period}", "{scheme}", "评审工作的通知"), ()),
    ENGLISH: Titles(("Notice:", "Review,", "{scheme},", "{period}"), ()),
}
REMINDER: Mapping[str, Titles] = {
    CHINESE: Titles(("关于催报{period}", "{scheme}", "评审材料的通知"), ("{period}", "{scheme}", "评审材料催报表")),
    ENGLISH: Titles(
        ("Reminder:", "Papers for the Review,", "{scheme},", "{period}"), ("Outstanding:", "{scheme},", "{period}")
    ),
}
_GAPS = {
    CHINESE: ("自评表报送时限", "意见反馈时限"),
    ENGLISH: ("day by which forms are due", "day by which opinions are due"),
}
_OWED: Mapping[str, Mapping[Owed, str]] = {
    CHINESE: {"form": "自评表", "marks": "考核打分", "opinion": "部门意见"},
    ENGLISH: {"form": "application", "marks": "marks", "opinion": "opinion"},
}


class Opening(DocumentFields, frozen=True):
    """The fields that a template of an opening notice may use.

    `forms_by` and `opinions_by` are gaps until they are fixed, `meeting` and `agenda` empty; `asked` are the
    departments of the rule set, `notice_days` the days of the public notice, empty where there is none.
    """

    kind: ClassVar[str] = "opening"

    forms_by: str
    opinions_by: str
    meeting: str
    agenda: str
    asked: tuple[str, ...]
    notice_days: str


class OwedLine(Struct, frozen=True):
    """Who owes what, of how many branches (empty for a form), by when (empty where no day is fixed)."""

    number: int
    who: str
    what: str
    branches: str
    due: str


class Reminder(DocumentFields, frozen=True):
    """The fields that a template of a reminder may use; `rows` is what is outstanding."""

    kind: ClassVar[str] = "reminder"

    rows: tuple[OwedLine, ...]


def opening(context: DocumentContext) -> Opening:
    """Say who sends what by when; what is not fixed yet is a gap."""
    fixed, words, notice = context.schedule, context.words, context.rules.procedure.notice
    forms, opinions = _GAPS[context.rules.language]
    asked = tuple(map(one_line, context.rules.procedure.departments))
    days = {forms: fixed and fixed.forms_by, **({opinions: fixed and fixed.opinions_by} if asked else {})}
    dates = {name: words.date(day) if day else gap(context, name) for name, day in days.items()}
    open_days = tuple(name for name, day in days.items() if not day)
    asks = ("section", "contact", "phone")
    common = common_fields(context, OPENING, signed_by="section", asks=asks, gaps=open_days, names=0, sent=True)
    return Opening(
        **common | {"applied": context.applications},
        forms_by=dates[forms],
        opinions_by=dates.get(opinions, ""),
        meeting=words.date(fixed.meeting) if fixed and fixed.meeting else "",
        agenda=one_line(fixed.agenda) if fixed else "",
        asked=asked,
        notice_days=words.days(notice.days, notice.counted_as) if notice else "",
    )


def reminder(context: DocumentContext) -> Reminder:
    """Say who still owes what."""
    return Reminder(
        **common_fields(
            context, REMINDER, signed_by="section", names=len(context.outstanding), asks=("section", "contact", "phone")
        ),
        rows=tuple(
            _owed(number, outstanding, context) for number, outstanding in enumerate(context.outstanding, start=1)
        ),
    )


def _owed(number: int, outstanding: Outstanding, context: DocumentContext) -> OwedLine:
    due = context.words.date(outstanding.due) if outstanding.due else ""
    what = _OWED[context.rules.language][outstanding.owed]
    return OwedLine(number, one_line(outstanding.who), what, str(outstanding.branches or ""), due)
