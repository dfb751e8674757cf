"""Commands for branches and their names: roster, alias.

The branches, their changes and aliases, on the terminal and as JSON.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, Json, date_option, now, open_command
from starrating.cli.shared.terminal import answer, first_rows, line, out, show_rest, table
from starrating.commands.roster import RosterResult, branches, record_alias, record_change
from starrating.i18n import Text, joined, listed, text
from starrating.model.acts import UnitChange, UnitChangeKind

Day = Annotated[dt.datetime, date_option("--date", message=text("The day from which it holds."))]
Document = Annotated[str, typer.Option("--document", metavar="NO", help=str(text("The document that says so.")))]
Into = Annotated[list[str], typer.Option("--into", metavar="BRANCH", help=str(text("What it became; repeatable.")))]


_Branch = Annotated[str, typer.Argument(metavar="BRANCH", help=str(text("The branch, as it is called now.")))]


def list_branches(ctx: typer.Context, json: Json = False, folder: Folder = None) -> None:
    """List the branches."""
    workspace = open_command(ctx, folder, json=json)
    answer(json, to_json, show, branches(workspace))


def rename(
    ctx: typer.Context,
    branch: _Branch,
    name: Annotated[str, typer.Argument(metavar="NAME", help=str(text("Its new name.")))],
    day: Day,
    document: Document = "",
    folder: Folder = None,
) -> None:
    """Record a renaming."""
    _record(ctx, folder, "renamed", (branch,), (name,), day, document)


def merge(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="BRANCH...", help=str(text("The branches that were merged.")))],
    into: Annotated[str, typer.Option("--into", metavar="BRANCH", help=str(text("What they became.")))],
    day: Day,
    document: Document = "",
    folder: Folder = None,
) -> None:
    """Record a merger."""
    _record(ctx, folder, "merged", tuple(names), (into,), day, document)


def split(
    ctx: typer.Context, branch: _Branch, into: Into, day: Day, document: Document = "", folder: Folder = None
) -> None:
    """Record a division."""
    _record(ctx, folder, "split", (branch,), tuple(into), day, document)


def close(ctx: typer.Context, branch: _Branch, day: Day, document: Document = "", folder: Folder = None) -> None:
    """Record a closing."""
    _record(ctx, folder, "closed", (branch,), (), day, document)


def new(ctx: typer.Context, branch: _Branch, day: Day, document: Document = "", folder: Folder = None) -> None:
    """Record a founding."""
    _record(ctx, folder, "new", (), (branch,), day, document)


def add_alias(
    ctx: typer.Context,
    alias: Annotated[str, typer.Argument(metavar="ALIAS", help=str(text("The name, as workbooks have it.")))],
    branch: _Branch,
    folder: Folder = None,
) -> None:
    """Record an alias."""
    workspace = open_command(ctx, folder)
    record_alias(workspace, alias.strip(), branch.strip(), now())
    show_recorded(text("%(alias)s is read as %(branch)s.", alias=alias.strip(), branch=branch.strip()))


def _record(
    ctx: typer.Context,
    folder: Folder,
    kind: UnitChangeKind,
    before: tuple[str, ...],
    after: tuple[str, ...],
    day: dt.datetime,
    document: str,
) -> None:
    workspace = open_command(ctx, folder)
    names = tuple(name.strip() for name in before), tuple(name.strip() for name in after)
    change = UnitChange(day.date(), kind, *names, document)
    record_change(workspace, change, now())
    show_recorded(change_words(change))


KIND_NAMES: Mapping[str, Text] = {
    "renamed": text("renamed"),
    "merged": text("merged"),
    "split": text("split"),
    "closed": text("closed"),
    "new": text("new"),
}


def change_words(change: UnitChange) -> Text:
    """Say a change in a line: 采煤一队 → 综采一队."""
    names = joined([listed(names) for names in (change.before, change.after) if names], text(" → "))
    return text("%(kind)s: %(names)s", kind=KIND_NAMES[change.kind], names=names)


def show(known: RosterResult) -> None:
    """Show the names in use, the changes and the aliases."""
    rows = first_rows(len(known.names))
    names = listed(known.names[:rows])
    out().print(line(text("Branches (%(number)s): %(names)s", number=len(known.names), names=names)))
    show_rest(len(known.names), rows)
    if known.changes:
        made = table(text("Date"), text("Change"), text("Before"), text("After"), text("Document"), sentences=(2, 3))
        for change in known.changes:
            before, after = (line(listed(names) if names else "") for names in (change.before, change.after))
            made.add_row(change.day.isoformat(), str(KIND_NAMES[change.kind]), before, after, line(change.document))
        out().print(made)
    if known.aliases:
        made = table(text("Name in workbooks"), text("Branch"))
        for alias, branch in known.aliases.items():
            made.add_row(line(alias), line(branch))
        out().print(made)


def show_recorded(words: Text) -> None:
    """Say what was recorded."""
    out().print(line(text("Recorded: %(what)s", what=words)))


def to_json(known: RosterResult) -> dict[str, object]:
    """Return what `roster list --json` prints."""
    return {
        "branches": list(known.names),
        "changes": [
            {
                "date": change.day.isoformat(),
                "change": change.kind,
                "before": list(change.before),
                "after": list(change.after),
                "document": change.document,
            }
            for change in known.changes
        ],
        "aliases": known.aliases,
    }
