"""The first command: init."""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.speaking import Command
from starrating.cli.state import START
from starrating.i18n import text


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        cls=Command,
        rich_help_panel=START,
        help=str(text("Make a workspace: settings, rules, templates, a blank workbook.")),
    )(init)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False, help=str(text("The folder to make.")))],
    rules: Annotated[
        str | None,
        typer.Option("--rules", metavar="NAME", help=str(text("Start from this rule set of: starrating rules list"))),
    ] = None,
) -> None:
    """Make a workspace."""
    from starrating.commands.init import start
    from starrating.console import starts

    starts.show_start(folder, start(folder, rules))
