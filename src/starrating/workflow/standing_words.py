"""Where a period stands in the procedure, in words."""

from collections.abc import Iterator, Mapping

from starrating.i18n import Text, text
from starrating.model import Period
from starrating.model.ledger_entries import FileState
from starrating.rating.standing import Stage
from starrating.workflow.standings import Progress

STAGE_NAMES: Mapping[Stage, Text] = {
    "not-assessed": text("not yet assessed"),
    "assessed": text("assessed"),
    "decided": text("decided"),
    "on-notice": text("on public notice"),
    "contested": text("contested"),
    "uncontested": text("uncontested"),
    "awarded": text("awarded"),
}
"""Stage → its name."""


def outdated_workbook(state: FileState, period: Period) -> Text:
    """Say that the result workbook shows an older version, or is not there, and how it is written."""
    command = f"starrating results --period {period}"
    if state == "missing":
        return text("the result workbook is not there: %(command)s", command=command)
    return text("the result workbook shows an older version: %(command)s", command=command)


def remarks(each: Progress) -> Iterator[Text]:
    """Say what is missing, what is open, and which days there are."""
    now = each.standing
    if each.waits_for:
        yield text("waits for %(periods)s", periods="、".join(map(str, each.waits_for)))
    if each.superseded:
        yield text("its reviews have changed since: %(periods)s", periods="、".join(map(str, each.superseded)))
    if each.unanswered:
        yield text("not answered: %(departments)s", departments="、".join(each.unanswered))
    if now.open_objections:
        numbers = "、".join(str(objection.number) for objection in now.open_objections)
        yield text("open objections: %(numbers)s", numbers=numbers)
    if now.upheld:
        yield text("objection %(number)s was upheld: to be assessed again", number=now.upheld.number)
    yield from _decided(each)
    if each.workbook in {"superseded", "missing"}:
        yield outdated_workbook(each.workbook, now.period)


def _decided(each: Progress) -> Iterator[Text]:
    """Say when it was decided, and which days there are."""
    now = each.standing
    if now.decided:
        document = now.decided.document or text("no document number")
        yield text("decided on %(day)s (%(document)s)", day=now.decided.day.isoformat(), document=document)
    if now.notice:
        first, last = now.notice.day.isoformat(), now.notice.last.isoformat()
        yield text("public from %(first)s to %(last)s", first=first, last=last)
    elif now.decided and now.published:
        yield text("the correction is to be published")
    if each.days_left is not None:
        yield text("days left: %(days)s", days=each.days_left)
