"""Commands that look at the ledger: targets, history."""

from typing import Annotated

import typer

from starrating.cli.speaking import Command
from starrating.cli.state import LEDGER, Folder, Json, PeriodOption, begin, period_named
from starrating.i18n import text


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(cls=Command, rich_help_panel=LEDGER, help=str(text("Show how far the share targets are reached.")))(
        targets
    )
    app.command(
        cls=Command, rich_help_panel=LEDGER, help=str(text("Show what is recorded, of all branches or of one."))
    )(history)


def targets(
    ctx: typer.Context,
    year: Annotated[
        int,
        typer.Option(
            "--year", "-y", min=1900, max=2099, metavar="YEAR", help=str(text("Targets due in this year and the next."))
        ),
    ],
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Show the targets."""
    workspace = begin(ctx, folder, json=json)
    from starrating.console import screen
    from starrating.console import targets as view
    from starrating.workflow.lookups import measures

    rules, measured = measures(workspace, year)
    if json:
        screen.print_json(view.targets_data(year, measured))
    else:
        view.show_targets(year, rules, measured)


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
    from starrating.console import histories, screen
    from starrating.workflow.lookups import history as look

    past = look(workspace, branch, period_named(period))
    if json:
        screen.print_json(histories.history_data(past))
    else:
        histories.show_history(past)
