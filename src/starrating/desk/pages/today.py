"""Where each period stands, who has not answered, and what comes next."""

from collections.abc import Iterator

from starrating.commands.status import status
from starrating.desk.desk import Desk, address, period_asked
from starrating.desk.inbox import FOLDER, books
from starrating.desk.view import Cell, Field, Form, Link, Page, Part, Section, Sentences, Words, table
from starrating.errors import UsageError
from starrating.i18n import Text, joined, language, text
from starrating.model import Period
from starrating.procedure.review_state import PeriodStatus, status_notes

_HALF = 6
"""The last month of the first half of a year."""


def today(desk: Desk, named: str = "", wrong: Text | None = None) -> Page:
    """Show a line for each period, and let a period be opened."""
    workspace = desk.workspace()
    found = status(workspace, None, desk.now().today)
    periods = table(
        text("Periods"),
        (text("Period"), text("Stage"), text("What there is to know"), text("Next step")),
        "nsll",
        [_row(period_status) for period_status in found],
    )
    waiting = [period for period in _in_the_inbox(desk) if period not in {one.standing.period for one in found}]
    parts: list[Part] = [periods] if found else [Sentences((text("Nothing is rated yet."),))]
    if waiting:
        links = tuple((Link(period.say(language()), address(period)),) for period in waiting)
        parts.append(table(text("Workbooks wait to be rated"), (text("Workbooks wait to be rated"),), "n", links))
    sections = (
        Section("periods", text("Periods"), tuple(parts)),
        Section("open", text("Open a period"), (_opening(desk, named, wrong),)),
    )
    return Page(text("Today"), "today", sections, lead=(workspace.office.organisation or "",))


def opened(named: str) -> str:
    """Return the address of the period that was typed."""
    return address(period_asked(named))


def next_step(period_status: PeriodStatus) -> Words:
    """Say what comes next: a command, for what is no page yet, or nothing."""
    return period_status.next_command or (
        "" if period_status.days_left is None else text("wait until the notice is over")
    )


def _row(period_status: PeriodStatus) -> tuple[Cell, ...]:
    period = period_status.standing.period
    message = joined(list(status_notes(period_status)), text("; "))
    return (
        Link(period.say(language()), address(period)),
        period_status.stage_name,
        message,
        next_step(period_status),
    )


def _in_the_inbox(desk: Desk) -> Iterator[Period]:
    for folder in sorted((desk.root / FOLDER).glob("*")):
        try:
            period = period_asked(folder.name)
        except UsageError:
            continue
        if books(desk.root, period, "scores"):
            yield period


def _opening(desk: Desk, named: str, wrong: Text | None) -> Form:
    day = desk.now().today
    running = str(Period(day.year, "H1" if day.month <= _HALF else "H2"))
    field = Field(
        "period",
        text("Period"),
        value=named or running,
        hint=text("A half-year such as 2013H1, a quarter such as 2013Q3, or a year."),
        required=True,
        wrong=wrong or "",
    )
    return Form("/open", (("", "", text("Open")),), (field,), asks=True)
