"""What a board says is still to be done: what follows from the stars, what is overdue, where the procedure stands."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from starrating.board.board import Section, table
from starrating.documents.wording import words_of
from starrating.i18n import Text, joined, listed, text
from starrating.model.acts import Consequence
from starrating.model.cell_words import cell_word
from starrating.procedure.rectification import Rectification
from starrating.procedure.review_state import PeriodStatus, status_notes
from starrating.procedure.stages import STAGE_NAMES, Stage
from starrating.ruleset.citation import cited_briefly
from starrating.ruleset.consequences import CONSEQUENCE_NAMES
from starrating.write.wording import SheetWording

_NONE = "—"
_NEXT_STEPS: Mapping[Stage, Text] = {
    "not-assessed": text("to be assessed"),
    "assessed": text("to be decided by the committee"),
    "decided": text("to be made public"),
    "on-notice": text("on public notice"),
    "contested": text("objections to be answered"),
}
"""Stage → what comes next; what is uncontested or awarded waits for nothing."""
_ORDER = tuple(STAGE_NAMES)
"""The stages, the first first: what is furthest on is due soonest."""


def consequences_section(words: SheetWording, drawn: Sequence[Consequence]) -> Section | None:
    """Return what follows from the stars of the year, without persons; None if nothing was drawn."""
    if not drawn:
        return None
    say = words.say
    heads = (
        words.rules.wording.subject,
        *map(say, (text("What follows"), text("Clause"), text("Reason"), text("Helped by"))),
    )
    rows = [
        (
            consequence.branch,
            say(CONSEQUENCE_NAMES[consequence.id]),
            cited_briefly(consequence.clause, words.rules),
            say(consequence.because),
            consequence.helper or _NONE,
        )
        for consequence in drawn
    ]
    title = say(text("What follows"))
    return Section("consequences", title, (), (table(title, heads, "nlsll", rows),))


def rectification_section(words: SheetWording, found: Sequence[Rectification], today: dt.date) -> Section:
    """Return how many findings are open, and each that is overdue."""
    say, overdue = words.say, [finding for finding in found if finding.is_overdue(today)]
    message = text("Open findings: %(open)s. Overdue: %(overdue)s.", open=len(found), overdue=len(overdue))
    heads = (
        words.rules.wording.subject,
        *map(say, (text("Finding to be mended"), text("Responsible"), text("Due on"), text("Status"))),
    )
    rows = [
        (
            finding.branch,
            finding.finding,
            finding.responsible or _NONE,
            finding.due,
            cell_word(finding.status, words.rules.language),
        )
        for finding in (late.finding for late in overdue)
    ]
    title = say(text("Rectification"))
    return Section("rectification", title, (say(message),), (table(title, heads, "nllss", rows),) if rows else ())


def due_next(words: SheetWording, found: Sequence[PeriodStatus], findings: Sequence[Rectification]) -> tuple[str, ...]:
    """Say what is to be done next, the furthest and newest periods first, and when the next findings are due."""
    date = words_of(words.rules).date
    waiting: dict[str, list[str]] = {}
    newest_first = list(reversed(found))
    for status in sorted(newest_first, key=lambda each: -_ORDER.index(each.stage)):
        if step := _NEXT_STEPS.get(status.stage):
            notice = status.standing.notice if status.stage == "on-notice" else None
            until = text("%(said)s, until %(day)s", said=step, day=date(notice.last)) if notice else step
            waiting.setdefault(words.say(until), []).append(status.standing.period.say(words.rules.language))
    steps = [text("%(step)s: %(periods)s", step=step, periods=listed(periods)) for step, periods in waiting.items()]
    days = sorted(finding.due for finding in findings if finding.due)
    if days:
        steps.append(text("Rectification due on %(day)s: %(number)s", day=date(days[0]), number=days.count(days[0])))
    return tuple(words.say(message) for message in steps)


def procedure_section(words: SheetWording, found: Sequence[PeriodStatus]) -> Section:
    """Return where each period stands in the procedure, and what there is to know of it; of files nothing."""
    say = words.say
    heads = map(say, (text("Period"), text("Stage"), text("What there is to know")))
    rows = [
        (
            status.standing.period.say(words.rules.language),
            say(status.stage_name),
            words.on_paper(say(joined(list(_notes(words, status)), text("; ")))),
        )
        for status in found
    ]
    title = say(text("Where the procedure stands"))
    return Section("procedure", title, (), (table(title, heads, "nsl", rows),))


def _notes(words: SheetWording, status: PeriodStatus) -> Iterator[Text]:
    """Say what there is to know of a period; the committee types no command, so periods stand in words."""
    if status.waits_for:
        yield text("waits for %(periods)s", periods=listed(one.say(words.rules.language) for one in status.waits_for))
    yield from status_notes(replace(status, workbook="current", waits_for=()))
