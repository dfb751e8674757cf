"""`results`: the result workbook of a recorded period, written again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, open_command
from starrating.cli.shared.periods import period_named
from starrating.cli.shared.terminal import line, out, show_problems, shown_path
from starrating.commands.results import rewrite
from starrating.errors import Problem
from starrating.i18n import text


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
    workspace = open_command(ctx, folder)
    show(*rewrite(workspace, asked))


def show(file: Path, problems: Sequence[Problem]) -> None:
    """Say where a result workbook was written again."""
    show_problems(problems)
    out().print(line(text("Workbook: %(path)s", path=shown_path(file)), "bold"))
