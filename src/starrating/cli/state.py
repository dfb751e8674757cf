"""What all commands share, and the options that several of them have."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from starrating.i18n import text

if TYPE_CHECKING:
    from starrating.model import Period
    from starrating.workspace import Workspace

START = str(text("Set-up"))
REVIEW = str(text("The review"))
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


def period_named(name: str | None) -> "Period | None":
    """Read a period option; none stays none."""
    from starrating.model import Period

    try:
        return Period.parse(name) if name is not None else None
    except ValueError:
        message = text("%(name)s is no period. Write 2013H1, 2013H2 or 2013.", name=name)
        raise typer.BadParameter(str(message), param_hint="--period") from None


Folder = Annotated[Path | None, typer.Option("-C", metavar="DIR", hidden=True)]
Json = Annotated[bool, typer.Option("--json", help=str(text("Print one JSON object instead of tables.")))]
PeriodOption = Annotated[
    str | None, typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The period, such as 2013H1.")))
]
