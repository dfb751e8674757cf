"""Commands of the rectification ledger 整改台账: rectify open, list, update.

The rectification ledger on the terminal and as JSON.
"""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.days import day_of
from starrating.cli.shared.options import (
    Folder,
    Json,
    PeriodOption,
    date_option,
    existing_files,
    now,
    open_command,
    required_text,
)
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.terminal import answer, first_rows, line, out, show_problems, show_rest, shown_path, table
from starrating.commands.rectify import RectifyResult, listed_findings, open_findings, update_finding, update_from_book
from starrating.commands.rectify import add_finding as run_add_finding
from starrating.commands.shared.rule_library import load_named_rules
from starrating.i18n import text
from starrating.model.acts import Finding, Progress
from starrating.model.cell_words import BETWEEN_REVIEWS, STATUSES, meant, word_text
from starrating.procedure.rectification import Rectification


def open_ledger(
    ctx: typer.Context,
    period: Annotated[
        str, typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The rated period, such as 2013H1.")))
    ],
    min_lost: Annotated[
        str | None,
        typer.Option(
            "--min-lost",
            metavar="N",
            help=str(text("Also enter items that lost so many points or more; none if left out.")),
        ),
    ] = None,
    folder: Folder = None,
) -> None:
    """Open the ledger of a period."""
    asked = period_named(period)
    assert asked
    least = _points(min_lost)
    workspace = open_command(ctx, folder)
    moment = now()
    show_opened(open_findings(workspace, asked, moment, least), moment.today)


def _points(written: str | None) -> Decimal | None:
    with suppress(InvalidOperation):
        if written is None or (points := Decimal(written)) >= 0:
            return None if written is None else points
    message = text("%(written)s is no number of points.", written=written)
    raise typer.BadParameter(str(message), param_hint="--min-lost")


def _day(words: str) -> str:
    day = day_of(words) if words else None
    if words and day is None:
        raise typer.BadParameter(str(text("Write a date such as 2013-07-15, not %(value)s.", value=words)))
    return day.isoformat() if day else ""


_Day = Annotated[dt.datetime, date_option("--date", "-d", message=text("The day on which it was found or reported."))]
_Due = Annotated[
    str,
    typer.Option("--due", metavar="DATE", callback=_day, help=str(text("By when, such as 2013-09-30."))),
]


def add_finding(
    ctx: typer.Context,
    branch: Annotated[str, typer.Argument(metavar="BRANCH", help=str(text("The branch it is about.")))],
    finding: Annotated[str, typer.Argument(metavar="TEXT", help=str(text("What was found.")))],
    source: Annotated[
        str,
        typer.Option("--source", metavar="SOURCE", help=str(text("self-check, spot-check or inspection."))),
    ],
    day: _Day,
    measure: Annotated[str, typer.Option("--measure", metavar="TEXT", help=str(text("How it is to be mended.")))] = "",
    responsible: Annotated[
        str, typer.Option("--responsible", metavar="NAME", help=str(text("Who answers for it.")))
    ] = "",
    due: _Due = "",
    major: Annotated[
        bool, typer.Option("--major", help=str(text("A major one: with --meeting, --responsible and --due.")))
    ] = False,
    meeting: Annotated[
        str, typer.Option("--meeting", metavar="TEXT", help=str(text("Which meeting looked into it, and when.")))
    ] = "",
    folder: Folder = None,
) -> None:
    """Enter a finding between two reviews."""
    workspace = open_command(ctx, folder)
    named = branch.strip(), required_text(finding, "TEXT"), meant(source.strip(), BETWEEN_REVIEWS)
    made = Finding(0, *named, "", "", measure, responsible, due, "", major, meeting)
    show_entered(run_add_finding(workspace, made, day.date(), now()))


def list_findings(
    ctx: typer.Context,
    period: PeriodOption = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=str(text("Only what is overdue.")))] = False,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """List findings."""
    workspace = open_command(ctx, folder, json=json)
    today = now().today
    found = listed_findings(workspace, period_named(period), today)
    wanted = [finding for finding in found if finding.is_overdue(today) or not overdue]
    rules = load_named_rules(workspace, None)
    answer(json, partial(to_json, language=rules.language), partial(show, overdue=overdue), wanted, today)


def update(
    ctx: typer.Context,
    day: _Day,
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", show_default=False, help=str(text("The finding's number.")))
    ] = None,
    status: Annotated[
        str, typer.Option("--status", metavar="STATUS", help=str(text("not-started, under-way, done or accepted.")))
    ] = "",
    responsible: Annotated[
        str, typer.Option("--responsible", metavar="NAME", help=str(text("Who answers for it.")))
    ] = "",
    due: _Due = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=str(text("What was done.")))] = "",
    book: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help=str(text("Read the edited workbook of the ledger.")))
    ] = None,
    folder: Folder = None,
) -> None:
    """Record progress."""
    if (number is None) == (book is None):
        raise typer.BadParameter(str(text("Name one finding by its number, or a workbook by --from.")))
    workspace = open_command(ctx, folder)
    moment = now()
    if book:
        changed = update_from_book(workspace, existing_files([book])[0], day.date(), moment)
    else:
        progress = Progress(day.date(), number or 0, meant(status, STATUSES), responsible, due, note=note)
        changed = [update_finding(workspace, progress, moment)]
    show_updated(changed, moment.today)


def show_opened(opened: RectifyResult, today: dt.date) -> None:
    """Say what was entered, and show what is open."""
    show_problems(opened.problems)
    show([finding for finding in opened.listed if finding.is_open], today, book=next(iter(opened.files), None))
    out().print(line(text("Entered now: %(number)s.", number=opened.entered), "bold"))
    for file in opened.files:
        out().print(line(text("Workbook: %(path)s", path=shown_path(file))))


def show_entered(finding: Finding) -> None:
    """Say under which number a finding was entered."""
    words = text("Entered as number %(number)s: %(branch)s.", number=finding.number, branch=finding.branch)
    out().print(line(words, "bold"))


def show(listed: Sequence[Rectification], today: dt.date, *, overdue: bool = False, book: Path | None = None) -> None:
    """Show findings, the overdue ones first and marked; of very many the first ones. `overdue`: only those."""
    if not listed:
        nothing = text("Nothing is overdue.") if overdue else text("Nothing is open in the rectification ledger.")
        out().print(line(nothing))
        return
    heads = (text("No."), text("Period"), text("Branch"), text("Finding"), text("Lost"), text("Responsible"))
    made = table(*heads, text("Due"), text("Status"), right=(0, 4), spare=(4, 5, 1), sentences=(3,))
    rows = first_rows(len(listed))
    for rectification in listed[:rows]:
        finding, late = rectification.finding, rectification.is_overdue(today)
        reached = word_text(finding.status)
        status = text("%(status)s, overdue", status=reached) if late else reached
        found = text("%(finding)s (major)", finding=finding.finding) if finding.major else finding.finding
        cells = (finding.branch, found, finding.lost, finding.responsible, finding.due, str(status))
        made.add_row(str(finding.number), str(rectification.period), *map(line, cells), style="bold" if late else "")
    out().print(made)
    show_rest(len(listed), rows, book)


def to_json(listed: Sequence[Rectification], today: dt.date, language: str) -> dict[str, object]:
    """Return what `rectify list --json` prints; sources and statuses in the language of the scheme."""
    return {
        "findings": [
            {
                "number": finding.finding.number,
                "period": str(finding.period),
                "branch": finding.finding.branch,
                "finding": finding.finding.finding,
                "source": word_text(finding.finding.source).say(language),
                "major": finding.finding.major,
                "meeting": finding.finding.meeting,
                "lost": finding.finding.lost or None,
                "measure": finding.finding.measure,
                "responsible": finding.finding.responsible,
                "due": finding.finding.due,
                "status": word_text(finding.finding.status).say(language),
                "open": finding.is_open,
                "overdue": finding.is_overdue(today),
                "notes": list(finding.notes),
            }
            for finding in listed
        ]
    }


def show_updated(changed: Sequence[Rectification], today: dt.date) -> None:
    """Say what was changed."""
    if changed:
        show(changed, today)
    out().print(line(text("Changed: %(number)s.", number=len(changed)), "bold"))
