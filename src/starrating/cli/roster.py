"""Commands for branches and their names: roster, alias."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from starrating.cli.speaking import Command, Group
from starrating.cli.state import LEDGER, Folder, Json, begin, now
from starrating.i18n import text

if TYPE_CHECKING:
    from starrating.model.acts import UnitChangeKind

Day = Annotated[
    dt.datetime | None,
    typer.Option(
        "--date",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help=str(text("The day from which it holds; today if left out.")),
    ),
]
Document = Annotated[str, typer.Option("--document", metavar="NO", help=str(text("The document that says so.")))]
Into = Annotated[list[str], typer.Option("--into", metavar="BRANCH", help=str(text("What it became; repeatable.")))]


def add_to(app: typer.Typer) -> None:
    """Add the groups."""
    roster = typer.Typer(
        cls=Group, no_args_is_help=True, help=str(text("Branches that change; their history goes on."))
    )
    listed = str(text("List the branches, their changes and other names."))
    roster.command("list", cls=Command, help=listed)(list_branches)
    roster.command(cls=Command, help=str(text("A branch has a new name; its stars and streaks go on.")))(rename)
    roster.command(cls=Command, help=str(text("Branches were merged into one.")))(merge)
    roster.command(cls=Command, help=str(text("A branch was split.")))(split)
    roster.command(cls=Command, help=str(text("A branch was closed.")))(close)
    roster.command(cls=Command, help=str(text("A branch is new.")))(new)
    app.add_typer(roster, name="roster", rich_help_panel=LEDGER)
    alias = typer.Typer(cls=Group, no_args_is_help=True, help=str(text("Other names that workbooks use.")))
    alias.command("add", cls=Command, help=str(text("Let a name in workbooks stand for a branch.")))(add_alias)
    app.add_typer(alias, name="alias", rich_help_panel=LEDGER)


_Branch = Annotated[str, typer.Argument(metavar="BRANCH", help=str(text("The branch, as it is called now.")))]


def list_branches(ctx: typer.Context, json: Json = False, folder: Folder = None) -> None:
    """List the branches."""
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.roster import branches
    from starrating.console import branches as view
    from starrating.console import screen

    known = branches(workspace)
    if json:
        screen.print_json(view.branches_data(known))
    else:
        view.show_branches(known)


def rename(
    ctx: typer.Context,
    branch: _Branch,
    name: Annotated[str, typer.Argument(metavar="NAME", help=str(text("Its new name.")))],
    day: Day = None,
    document: Document = "",
    folder: Folder = None,
) -> None:
    """Record a renaming."""
    _record(ctx, folder, "renamed", (branch,), (name,), day, document)


def merge(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="BRANCH...", help=str(text("The branches that were merged.")))],
    into: Annotated[str, typer.Option("--into", metavar="BRANCH", help=str(text("What they became.")))],
    day: Day = None,
    document: Document = "",
    folder: Folder = None,
) -> None:
    """Record a merger."""
    _record(ctx, folder, "merged", tuple(names), (into,), day, document)


def split(
    ctx: typer.Context, branch: _Branch, into: Into, day: Day = None, document: Document = "", folder: Folder = None
) -> None:
    """Record a division."""
    _record(ctx, folder, "split", (branch,), tuple(into), day, document)


def close(ctx: typer.Context, branch: _Branch, day: Day = None, document: Document = "", folder: Folder = None) -> None:
    """Record a closing."""
    _record(ctx, folder, "closed", (branch,), (), day, document)


def new(ctx: typer.Context, branch: _Branch, day: Day = None, document: Document = "", folder: Folder = None) -> None:
    """Record a founding."""
    _record(ctx, folder, "new", (), (branch,), day, document)


def add_alias(
    ctx: typer.Context,
    alias: Annotated[str, typer.Argument(metavar="ALIAS", help=str(text("The name, as workbooks have it.")))],
    branch: _Branch,
    folder: Folder = None,
) -> None:
    """Record an alias."""
    workspace = begin(ctx, folder)
    from starrating.commands.roster import record_alias
    from starrating.console.branches import show_recorded

    record_alias(workspace, alias.strip(), branch.strip(), now())
    show_recorded(text("%(alias)s is read as %(branch)s.", alias=alias.strip(), branch=branch.strip()))


def _record(
    ctx: typer.Context,
    folder: Folder,
    kind: "UnitChangeKind",
    before: tuple[str, ...],
    after: tuple[str, ...],
    day: dt.datetime | None,
    document: str,
) -> None:
    workspace = begin(ctx, folder)
    from starrating.commands.roster import record_change
    from starrating.console.branches import change_words, show_recorded
    from starrating.model.acts import UnitChange

    moment = now()
    names = tuple(name.strip() for name in before), tuple(name.strip() for name in after)
    change = UnitChange(day.date() if day else moment.today, kind, *names, document)
    record_change(workspace, change, moment)
    show_recorded(change_words(change))
