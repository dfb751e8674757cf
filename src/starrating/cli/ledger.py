"""Commands that look at the ledger: targets, history, results, board."""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.speaking import Command
from starrating.cli.state import LEDGER, Folder, Json, PeriodOption, begin, now, period_named
from starrating.i18n import text


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(cls=Command, rich_help_panel=LEDGER, help=str(text("Show how far the share targets are reached.")))(
        targets
    )
    app.command(
        cls=Command, rich_help_panel=LEDGER, help=str(text("Show what is recorded, of all branches or of one."))
    )(history)
    app.command(
        cls=Command, rich_help_panel=LEDGER, help=str(text("Write the result workbook of a recorded period again."))
    )(results)
    app.command(
        cls=Command,
        rich_help_panel=LEDGER,
        help=str(text("Write the board 看板: results, targets and what is still to be done, on one page.")),
    )(board)


def targets(
    ctx: typer.Context,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", "-y", min=1900, max=2099, metavar="YEAR", help=str(text("Targets due in this year and the next."))
        ),
    ] = None,
    period: PeriodOption = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Show the targets."""
    asked = period_named(period)
    if (year is None) == (asked is None):
        raise typer.BadParameter(str(text("Name the year or the period, one of the two.")), param_hint="--year")
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.targets import target_report
    from starrating.console import screen
    from starrating.console import targets as view

    report = target_report(workspace, asked.year if asked else year or 0, asked)
    if json:
        screen.print_json(view.targets_data(report))
    else:
        view.show_targets(report)


def history(
    ctx: typer.Context,
    branch: Annotated[
        str | None, typer.Argument(metavar="[BRANCH]", show_default=False, help=str(text("Only this branch.")))
    ] = None,
    period: PeriodOption = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Show the history."""
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.history import history as look
    from starrating.console import histories, screen

    past = look(workspace, branch, period_named(period))
    if json:
        screen.print_json(histories.history_data(past))
    else:
        histories.show_history(past)


def results(
    ctx: typer.Context,
    period: Annotated[
        str,
        typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The rated period, such as 2013H1 or 2013."))),
    ],
    folder: Folder = None,
) -> None:
    """Write the result workbook."""
    asked = period_named(period)
    assert asked
    workspace = begin(ctx, folder)
    from starrating.commands.results import rewrite
    from starrating.console.keeping import show_rewritten

    show_rewritten(*rewrite(workspace, asked))


def board(
    ctx: typer.Context,
    period: PeriodOption = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", "-y", min=1900, max=2099, metavar="YEAR", help=str(text("The last result of this year."))
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help=str(text("Where to write the page (.html).")))
    ] = None,
    folder: Folder = None,
) -> None:
    """Write the board."""
    asked = period_named(period)
    if asked and year:
        raise typer.BadParameter(str(text("Name the year or the period, not both.")), param_hint="--year")
    workspace = begin(ctx, folder)
    from starrating.commands.board import make_board
    from starrating.console.boards import show_board
    from starrating.model import Period

    moment = now()
    show_board(make_board(workspace, asked or (Period(year) if year else None), output, moment))
