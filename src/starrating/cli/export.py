"""Commands that keep the ledger: verify, export, import."""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.speaking import Command
from starrating.cli.state import LEDGER, Folder, Json, PeriodOption, begin, existing, period_named
from starrating.errors import LedgerError
from starrating.i18n import text


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        cls=Command,
        rich_help_panel=LEDGER,
        help=str(text("Check that the ledger is as it was recorded, and compute its results again.")),
    )(verify)
    app.command(cls=Command, rich_help_panel=LEDGER, help=str(text("Write the whole ledger into one file.")))(export)
    app.command(
        "import", cls=Command, rich_help_panel=LEDGER, help=str(text("Restore an exported ledger into an empty one."))
    )(restore)


def verify(
    ctx: typer.Context,
    period: PeriodOption = None,
    seal: Annotated[
        Path | None,
        typer.Option(
            "--seal",
            metavar="FILE",
            help=str(text("A note of the seal that export wrote earlier: the ledger must still contain it.")),
        ),
    ] = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Verify the ledger."""
    workspace = begin(ctx, folder, json=json)
    from starrating.commands.verify import verify as work
    from starrating.console import keeping, screen
    from starrating.write.seal_note import read_seal_note

    noted = read_seal_note(existing([seal])[0]) if seal else None
    found = work(workspace, period_named(period), noted)
    if json:
        screen.print_json(keeping.verification_data(found))
    else:
        keeping.show_verification(found)
    if not found.sound:
        raise typer.Exit(LedgerError.exit_code)


def export(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=str(text("The new file: .xlsx to read, .json for any size.")))
    ],
    folder: Folder = None,
) -> None:
    """Export the ledger."""
    workspace = begin(ctx, folder)
    from starrating.commands.export import export as work
    from starrating.console import keeping

    keeping.show_export(work(workspace, file))


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=str(text("What export wrote.")))],
    into: Annotated[
        str | None,
        typer.Option(
            "--into",
            metavar="URL",
            help=str(text("Another ledger: sqlite:///FILE or postgresql://…; else that of the workspace.")),
        ),
    ] = None,
    folder: Folder = None,
) -> None:
    """Restore a ledger."""
    workspace = begin(ctx, folder)
    from starrating.commands.export import restore as work
    from starrating.console import keeping

    keeping.show_import(work(workspace, existing([file])[0], into), elsewhere=into is not None)
