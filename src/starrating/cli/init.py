"""The first command: init.

What `init` made.
"""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.asking import asked_for, can_ask
from starrating.cli.shared.options import now
from starrating.cli.shared.terminal import line, out, shown_path
from starrating.commands.init import SENDER, Start, start
from starrating.errors import as_typed
from starrating.i18n import text
from starrating.workspace import OFFICE_FIELDS


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
    sender = {"organisation": organisation} if organisation else {}
    if can_ask():
        sender |= {name: _answer(name) for name in SENDER if name not in sender}
    show(start(folder, now().today, rules, sender))


def _answer(name: str) -> str:
    """Ask what the documents say of their sender; it stays open where nothing is answered."""
    return asked_for(text("%(what)s (Enter to leave it open)", what=OFFICE_FIELDS[name]), default="")


def show(made: Start) -> None:
    """Say in five lines what was made and what to do next, with the period that is running."""
    folder, book = shown_path(made.folder), shown_path(made.book)
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
    there = "" if made.folder.resolve() == Path.cwd() else f" -C {as_typed(folder)}"
    command = f"starrating{there} score {as_typed(book)} --period {made.period}"
    out().print(line(text("Fill in the settings and the workbook, then: %(command)s", command=command)))
