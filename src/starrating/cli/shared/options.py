"""What all commands share, and the options that several of them have."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from starrating.i18n import text

if TYPE_CHECKING:
    from starrating.commands.shared.recorded_review import Moment
    from starrating.commands.shared.review_inputs import Books
    from starrating.errors import Problem
    from starrating.model import Period
    from starrating.workspace import Workspace

START = str(text("Set-up"))
REVIEW = str(text("The review"))
PROCEDURE = str(text("The procedure"))
LEDGER = str(text("Over time"))
RULES = str(text("Rules"))


@dataclass(slots=True)
class State:
    """The folder named by -C, and whether the result is asked for as JSON."""

    folder: Path | None = None
    json: bool = False

    @classmethod
    def of(cls, ctx: typer.Context) -> "State":
        """Return the state of a run; before the common options were read, an empty one."""
        return ctx.obj if isinstance(ctx.obj, State) else cls()


def begin(ctx: typer.Context, folder: Path | None, *, json: bool = False) -> "Workspace":
    """Open the workspace of a command, and remember how it is to answer."""
    from starrating.workspace import open_workspace

    state = State.of(ctx)
    state.json = json
    return open_workspace(folder or state.folder)


def now() -> "Moment":
    """Ask the clock, in the zone of the machine; nothing else does."""
    from starrating.commands.shared.recorded_review import Moment

    return Moment(dt.datetime.now().astimezone())


def period_named(name: str | None) -> "Period | None":
    """Read a period option; none stays none."""
    from starrating.model import Period

    try:
        return Period.parse(name) if name is not None else None
    except ValueError:
        message = text("%(name)s is no period. Write 2013H1, 2013Q3 or 2013, or 2013年上半年.", name=name)
        raise typer.BadParameter(str(message), param_hint="--period") from None


def said(words: str | None, option: str) -> str:
    """Return what an option says, empty if it was left out; a blank says nothing, and is refused."""
    if words is not None and not words.strip():
        raise typer.BadParameter(str(text("It must not be empty.")), param_hint=option)
    return (words or "").strip()


def books_named(
    files: list[Path], incidents: list[Path] | None, period: str | None, *, large: bool, trust_items: bool
) -> "Books":
    """Gather what a review is read from; files that are not there raise `UsageError`."""
    from starrating.commands.shared.review_inputs import Books

    return Books(
        tuple(existing(files)), tuple(existing(incidents or [])), period_named(period), large, trust_items, now().today
    )


def existing(files: list[Path]) -> list[Path]:
    """Return the files if all are there; else `UsageError` names each that is not, and the nearest that are."""
    if missing := [file for file in files if not file.is_file()]:
        from starrating.errors import UsageError

        raise UsageError([_no_such_file(file) for file in missing])
    return files


def _no_such_file(file: Path) -> "Problem":
    from difflib import get_close_matches

    from starrating.errors import Place, Problem

    there = sorted(each.name for each in file.parent.iterdir()) if file.parent.is_dir() else []
    if file.is_dir():
        message, hint = text("This is a folder, not a file."), text("Name the files in it.")
    elif near := get_close_matches(file.name, there, n=3):
        message, hint = text("There is no such file."), text("Did you mean %(likely)s?", likely=", ".join(near))
    else:
        message = text("There is no such file.")
        hint = text("Check the name and the folder; this command runs in %(folder)s.", folder=str(Path.cwd()))
    return Problem("error", "file-not-found", Place(str(file)), message, hint)


Folder = Annotated[Path | None, typer.Option("-C", metavar="DIR", hidden=True)]
Json = Annotated[bool, typer.Option("--json", help=str(text("Print one JSON object instead of tables.")))]
PeriodOption = Annotated[
    str | None, typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The period, such as 2013H1.")))
]
Large = Annotated[bool, typer.Option("--large", help=str(text("Read workbooks up to ten times as large as is usual.")))]
TrustItems = Annotated[
    bool,
    typer.Option(
        "--trust-items",
        help=str(text("Where a total is not the sum of its items, let the items decide instead of refusing.")),
    ),
]
