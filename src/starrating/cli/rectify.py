"""Commands of the rectification ledger 整改台账: rectify open, list, update."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.speaking import Command, Group
from starrating.cli.state import LEDGER, Folder, Json, PeriodOption, begin, existing, now, period_named, said
from starrating.i18n import text


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(
        cls=Group, no_args_is_help=True, help=str(text("The rectification ledger: findings until mended."))
    )
    group.command("open", cls=Command, help=str(text("Enter the findings and lost points of a review.")))(open_ledger)
    group.command("add", cls=Command, help=str(text("Enter what was found between two reviews.")))(add_finding)
    group.command("list", cls=Command, help=str(text("List what is open, the overdue first.")))(list_findings)
    group.command(cls=Command, help=str(text("Say how far findings have come.")))(update)
    app.add_typer(group, name="rectify", rich_help_panel=LEDGER)


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
    workspace = begin(ctx, folder)
    from starrating.commands.rectify import open_findings
    from starrating.console.rectifications import show_opened

    moment = now()
    show_opened(open_findings(workspace, asked, moment, least), moment.today)


def _points(written: str | None) -> Decimal | None:
    try:
        return None if written is None else Decimal(written)
    except InvalidOperation:
        message = text("%(written)s is no number of points.", written=written)
        raise typer.BadParameter(str(message), param_hint="--min-lost") from None


def add_finding(
    ctx: typer.Context,
    branch: Annotated[str, typer.Argument(metavar="BRANCH", help=str(text("The branch it is about.")))],
    finding: Annotated[str, typer.Argument(metavar="TEXT", help=str(text("What was found.")))],
    source: Annotated[
        str, typer.Option("--source", metavar="SOURCE", help=str(text("自查, 抽查 or 三基检查.")))
    ] = "抽查",
    measure: Annotated[str, typer.Option("--measure", metavar="TEXT", help=str(text("How it is to be mended.")))] = "",
    responsible: Annotated[
        str, typer.Option("--responsible", metavar="NAME", help=str(text("Who answers for it.")))
    ] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help=str(text("By when, such as 2013-09-30.")))] = "",
    major: Annotated[
        bool, typer.Option("--major", help=str(text("A major one (重大): with --meeting, --responsible and --due.")))
    ] = False,
    meeting: Annotated[
        str, typer.Option("--meeting", metavar="TEXT", help=str(text("Which meeting looked into it, and when.")))
    ] = "",
    folder: Folder = None,
) -> None:
    """Enter a finding between two reviews."""
    workspace = begin(ctx, folder)
    from starrating.commands.rectify import add_finding as work
    from starrating.console.rectifications import show_entered
    from starrating.model.acts import Finding

    named = branch.strip(), said(finding, "TEXT"), source.strip()
    made = Finding(0, *named, "", "", measure, responsible, due, "", major, meeting)
    show_entered(work(workspace, made, now()))


def list_findings(
    ctx: typer.Context,
    period: PeriodOption = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=str(text("Only what is overdue.")))] = False,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """List findings."""
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.rectify import listed_findings
    from starrating.console import rectifications as view
    from starrating.console import screen

    today = now().today
    found = listed_findings(workspace, period_named(period), today)
    wanted = [each for each in found if each.is_overdue(today) or not overdue]
    if json:
        screen.print_json(view.findings_data(wanted, today))
    else:
        view.show_findings(wanted, today, overdue=overdue)


def update(
    ctx: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", show_default=False, help=str(text("The finding's number.")))
    ] = None,
    status: Annotated[
        str, typer.Option("--status", metavar="STATUS", help=str(text("未启动, 进行中, 已完成 or 已验收.")))
    ] = "",
    responsible: Annotated[
        str, typer.Option("--responsible", metavar="NAME", help=str(text("Who answers for it.")))
    ] = "",
    due: Annotated[str, typer.Option("--due", metavar="DATE", help=str(text("By when, such as 2013-09-30.")))] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=str(text("What was done.")))] = "",
    book: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help=str(text("Read the edited workbook of the ledger.")))
    ] = None,
    folder: Folder = None,
) -> None:
    """Record progress."""
    if (number is None) == (book is None):
        raise typer.BadParameter(str(text("Name one finding by its number, or a workbook by --from.")))
    workspace = begin(ctx, folder)
    from starrating.commands.rectify import update_finding, update_from_book
    from starrating.console.rectifications import show_updated
    from starrating.model.acts import Progress

    moment = now()
    if book:
        changed = update_from_book(workspace, existing([book])[0], moment)
    else:
        said = Progress(moment.today, number or 0, status, responsible, due, note=note)
        changed = [update_finding(workspace, said, moment)]
    show_updated(changed, moment.today)
