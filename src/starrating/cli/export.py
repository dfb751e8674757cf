"""Commands that keep the ledger: verify, export, import."""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.options import Folder, existing_files, open_command
from starrating.cli.shared.terminal import line, out, shown_path
from starrating.commands.export import ExportResult
from starrating.commands.export import export as run_export
from starrating.commands.export import restore as run_restore
from starrating.i18n import text


def export(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=str(text("The new file: .xlsx to read, .json for any size.")))
    ],
    folder: Folder = None,
) -> None:
    """Export the ledger."""
    workspace = open_command(ctx, folder)
    show(run_export(workspace, file))


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=str(text("What export wrote.")))],
    into: Annotated[
        str | None,
        typer.Option(
            "--into",
            metavar="URL",
            help=str(text("Another ledger, by its address (sqlite:/// or postgresql://); else that of the workspace.")),
        ),
    ] = None,
    folder: Folder = None,
) -> None:
    """Restore a ledger."""
    workspace = open_command(ctx, folder)
    show_restored(run_restore(workspace, existing_files([file])[0], into), elsewhere=into is not None)


_HERE = text("Its seals are the same. To compute every result again: starrating verify")
_ELSEWHERE = text(
    "Its seals are the same. To work with it, name it in starrating.toml. To compute every result again then: "
    "starrating verify"
)


def show(result: ExportResult) -> None:
    """Say what was written."""
    out().print(line(text("Exported: %(path)s", path=shown_path(result.file)), "bold"))
    _show_counts(result)
    if result.note:
        message = text(
            "Its seal is noted in %(path)s. Keep it elsewhere; check with verify --seal.", path=shown_path(result.note)
        )
        out().print(line(message, "dim"))


def show_restored(result: ExportResult, *, elsewhere: bool) -> None:
    """Say what was restored, and how it is verified; `elsewhere` is not in the ledger of the workspace."""
    out().print(line(text("Restored from: %(path)s", path=shown_path(result.file)), "bold"))
    _show_counts(result)
    out().print(line(_ELSEWHERE if elsewhere else _HERE, "dim"))


def _show_counts(result: ExportResult) -> None:
    out().print(line(text("Results: %(versions)s, acts: %(acts)s.", versions=result.versions, acts=result.acts)))
