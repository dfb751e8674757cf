"""Before a review: check."""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.speaking import Command
from starrating.cli.state import REVIEW, Folder, Json, Large, PeriodOption, TrustItems, begin, books_named
from starrating.i18n import text


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        cls=Command,
        rich_help_panel=REVIEW,
        help=str(text("Find everything that is wrong in score workbooks, and mark or correct it in copies.")),
    )(check)


def check(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help=str(text("Score workbooks."))),
    ],
    incidents: Annotated[
        list[Path] | None,
        typer.Option("--incidents", "-i", metavar="FILE", help=str(text("Incident list; repeatable."))),
    ] = None,
    period: PeriodOption = None,
    marked: Annotated[
        Path | None,
        typer.Option(
            "--marked",
            metavar="DIR",
            file_okay=False,
            help=str(text("Write a copy of each workbook with its problems marked into this folder.")),
        ),
    ] = None,
    fix: Annotated[
        Path | None,
        typer.Option(
            "--fix",
            metavar="DIR",
            file_okay=False,
            help=str(text("Write a copy with what is safe to correct corrected into this folder.")),
        ),
    ] = None,
    suggest_mapping: Annotated[
        bool,
        typer.Option("--suggest-mapping", help=str(text("Only print a proposed columns.yaml for these workbooks."))),
    ] = False,
    large: Large = False,
    trust_items: TrustItems = False,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Check workbooks; problems of severity error make the exit code 1."""
    workspace = begin(ctx, folder, json=json)
    books = books_named(files, incidents, period, large=large, trust_items=trust_items)
    if suggest_mapping:
        from starrating.commands.check import suggested

        typer.echo(suggested(workspace, books), nl=False)
        return
    from starrating.commands.check import Copies, check_books

    done = check_books(workspace, books, Copies(marked, fix))
    from starrating.console import checks, screen
    from starrating.errors import has_errors

    if json:
        screen.print_json(checks.check_data(done))
    else:
        checks.show_check(done)
    if has_errors([*done.problems, *done.remarks]):
        raise typer.Exit(1)
