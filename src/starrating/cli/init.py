"""The first command: init.

What `init` made.
"""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.terminal import line, out, shown_path
from starrating.commands.init import start
from starrating.i18n import text


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False, help=str(text("The folder to make.")))],
    rules: Annotated[
        str | None,
        typer.Option("--rules", metavar="NAME", help=str(text("Start from this rule set of: starrating rules list"))),
    ] = None,
) -> None:
    """Make a workspace."""
    show_start(folder, start(folder, rules))


def show_start(folder: Path, files: tuple[Path, ...]) -> None:
    """List the files and say what to do next."""
    out().print(line(text("Workspace: %(folder)s", folder=shown_path(folder)), "bold"))
    for file in files:
        out().print(line(f"  {shown_path(file)}"))
    out().print(line(text("1. Fill in starrating.toml and the blank workbook.")))
    out().print(
        line(text("2. Then: starrating -C %(folder)s score WORKBOOK --period 2013H1", folder=shown_path(folder)))
    )
