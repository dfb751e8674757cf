"""The first command: init.

What `init` made.
"""

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.options import now
from starrating.cli.shared.terminal import line, out, shown_path
from starrating.commands.init import Start, start
from starrating.i18n import text
from starrating.model import Period

HALF = 6
"""The last month of the first half of a year."""


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False, help=str(text("The folder to make.")))],
    rules: Annotated[
        str | None,
        typer.Option(
            "--rules", metavar="RULES", help=str(text("Start from this rule file, or a name of: starrating rules list"))
        ),
    ] = None,
    organisation: Annotated[
        str | None,
        typer.Option("--organisation", metavar="NAME", help=str(text("The organisation, as documents name it."))),
    ] = None,
) -> None:
    """Make a workspace."""
    if organisation is None and sys.stdin.isatty():
        organisation = typer.prompt(
            str(text("Name of the organisation (Enter to leave it open)")), default="", show_default=False
        )
    show(start(folder, rules, organisation or ""), now().today)


def show(made: Start, today: dt.date) -> None:
    """Say in five lines what was made and what to do next, with the half-year that is running."""
    folder, book = shown_path(made.folder), shown_path(made.book)
    period = str(Period(today.year, "H1" if today.month <= HALF else "H2"))
    out().print(line(text("Workspace: %(folder)s", folder=folder), "bold"))
    out().print(line(text("Settings: %(path)s", path=shown_path(made.settings))))
    out().print(
        line(
            text(
                "Rules: %(path)s; templates of documents: %(number)s",
                path=shown_path(made.rules),
                number=made.templates,
            )
        )
    )
    out().print(line(text("Blank workbook: %(path)s", path=book)))
    command = f"starrating -C {folder} score {book} --period {period}"
    out().print(line(text("Fill in the settings and the workbook, then: %(command)s", command=command)))
