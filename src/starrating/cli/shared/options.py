"""What all commands share, and the options that several of them have."""

import datetime as dt
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace
from typer.models import OptionInfo

from starrating.cli.shared.groups import CommandState, terminal
from starrating.commands.shared.record_time import RecordTime
from starrating.errors import CellRef, Problem, UsageError
from starrating.i18n import Text, listed, text
from starrating.workspace import Workspace, open_workspace


def open_command(ctx: typer.Context, folder: Path | None, *, json: bool = False) -> Workspace:
    """Open the workspace of a command, and remember how it is to answer."""
    state = CommandState.of(ctx)
    state.json = json
    workspace = open_workspace(folder or state.folder)
    if workspace.notices:
        terminal().show_problems(workspace.notices)
    return workspace


def now() -> RecordTime:
    """Ask the clock, in the zone of the machine; nothing else does."""
    return RecordTime(dt.datetime.now().astimezone())


def required_text(words: str | None, option: str) -> str:
    """Return what an option says, empty if it was left out; a blank says nothing, and is refused."""
    if words is not None and not words.strip():
        raise typer.BadParameter(str(text("It must not be empty.")), param_hint=option)
    return (words or "").strip()


def existing_files(files: list[Path]) -> list[Path]:
    """Return the files if all are there; else `UsageError` names each that is not, and the nearest that are."""
    if missing := [file for file in files if not file.is_file()]:
        raise UsageError([_no_such_file(file) for file in missing])
    return files


def _no_such_file(file: Path) -> Problem:
    there = sorted(path.name for path in file.parent.iterdir()) if file.parent.is_dir() else []
    if file.is_dir():
        message, hint = text("This is a folder, not a file."), text("Name the files in it.")
    elif near := get_close_matches(file.name, there, n=3):
        message, hint = text("There is no such file."), text("Did you mean %(likely)s?", likely=listed(near))
    else:
        message = text("There is no such file.")
        hint = text("Check the name and the folder; this command runs in %(folder)s.", folder=str(Path.cwd()))
    return Problem("error", "file-not-found", CellRef(str(file)), message, hint)


def date_option(*names: str, message: Text) -> OptionInfo:
    """Return an option for a day."""
    made: OptionInfo = typer.Option(*names, formats=["%Y-%m-%d"], metavar="DATE", help=str(message))
    return made


def year_option(message: Text) -> OptionInfo:
    """Return an option for a year."""
    made: OptionInfo = typer.Option("--year", "-y", min=1900, max=2099, metavar="YEAR", help=str(message))
    return made


Folder = Annotated[Path | None, typer.Option("-C", metavar="DIR", hidden=True)]
Json = Annotated[bool, typer.Option("--json", help=str(text("Print one JSON object instead of tables.")))]
PeriodOption = Annotated[
    str | None, typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The period, such as 2013H1.")))
]
Incidents = Annotated[
    list[Path] | None,
    typer.Option("--incidents", "-i", metavar="FILE", help=str(text("Incident list; repeatable."))),
]
Large = Annotated[bool, typer.Option("--large", help=str(text("Read workbooks up to ten times as large as is usual.")))]
RulesFile = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FILE", help=str(text("Rate by this rule file instead of the workspace's."))),
]


def by_rules(workspace: Workspace, rules: Path | None) -> Workspace:
    """Return a workspace with the rule file that an option names, whatever its own; one not there: `UsageError`."""
    return workspace if rules is None else replace(workspace, rules=existing_files([rules])[0])


TrustItems = Annotated[
    bool,
    typer.Option(
        "--trust-items",
        help=str(text("Where a total is not the sum of its items, let the items decide instead of refusing.")),
    ),
]

Rated = Annotated[
    str, typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The rated period, such as 2013H1 or 2013.")))
]
Day = Annotated[dt.datetime, date_option("--date", "-d", message=text("Day of the act."))]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="BRANCH=STAR", help=str(text("Set the star of a branch otherwise; repeatable."))),
]
Reasons = Annotated[
    list[str] | None,
    typer.Option(
        "--reason", metavar="TEXT", help=str(text("Why: once for all, or once for each --set, then each --drop."))
    ),
]


Year = Annotated[
    int | None,
    year_option(text("The year, such as 2013.")),
]

Recorded = Annotated[
    str, typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The rated period, such as 2013H1.")))
]
