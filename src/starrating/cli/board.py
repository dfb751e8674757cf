"""Commands that look at the ledger: targets, history, results, board.

A board: where it is.
"""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, PeriodOption, now, open_command, year_option
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.terminal import line, out, show_problems, shown_path
from starrating.commands.board import BoardResult, make_board
from starrating.i18n import text
from starrating.model import Period


def board(
    ctx: typer.Context,
    period: PeriodOption = None,
    year: Annotated[
        int | None,
        year_option(text("The last result of this year.")),
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
    workspace = open_command(ctx, folder)
    moment = now()
    show(make_board(workspace, asked or (Period(year) if year else None), output, moment))


def show(result: BoardResult) -> None:
    """Show where the board is, and how to open it."""
    show_problems(result.problems)
    out().print(line(text("Board of %(period)s: %(path)s", period=str(result.period), path=shown_path(result.file))))
    out().print(line(text("Open it in any browser; it needs no network."), "dim"))
