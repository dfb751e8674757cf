"""Before a review: template, collect."""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.speaking import Command
from starrating.cli.state import START, Folder, Json, PeriodOption, begin, existing, period_named
from starrating.i18n import text

_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"}


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        cls=Command,
        rich_help_panel=START,
        help=str(text("Write the blank workbook of a period, a form for each branch, or forms to print.")),
    )(template)
    app.command(
        cls=Command, rich_help_panel=START, help=str(text("Put the forms that came back into one workbook for score."))
    )(collect)


def template(
    ctx: typer.Context,
    period: Annotated[
        str, typer.Option("--period", "-p", metavar="PERIOD", help=str(text("The period, such as 2013H1.")))
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", metavar="FILE", dir_okay=False, help=str(text("The workbook to write."))),
    ] = None,
    per_branch: Annotated[
        Path | None,
        typer.Option(
            "--per-branch",
            metavar="DIR",
            file_okay=False,
            help=str(text("Write a form for each branch into this folder instead.")),
        ),
    ] = None,
    form: Annotated[
        list[str] | None,
        typer.Option(
            "--form",
            metavar="KIND",
            help=str(
                text("Write a Word form instead: application, opinions, rectification, pairs or plaques; repeatable.")
            ),
        ),
    ] = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Write blank workbooks and forms."""
    if sum((output is not None, per_branch is not None, bool(form))) > 1:
        message = text("Name one of -o, --per-branch and --form.")
        raise typer.BadParameter(str(message), param_hint="-o")
    workspace = begin(ctx, folder, json=json)
    named = period_named(period)
    assert named
    from starrating.commands import template
    from starrating.console import blanks as view
    from starrating.console import screen

    if form:
        from starrating.commands.template import write_word_forms

        written = write_word_forms(workspace, named, form)
    elif per_branch:
        written = template.write_forms(workspace, named, per_branch)
    else:
        written = template.write_template(workspace, named, output)
    if json:
        screen.print_json(view.template_data(written))
    else:
        view.show_template(written)


def collect(
    ctx: typer.Context,
    forms: Annotated[
        list[Path],
        typer.Argument(metavar="FORM...", help=str(text("Forms that came back, or folders of them."))),
    ],
    output: Annotated[
        Path, typer.Option("-o", metavar="FILE", dir_okay=False, help=str(text("The workbook to write.")))
    ],
    period: PeriodOption = None,
    json: Json = False,
    folder: Folder = None,
) -> None:
    """Collect forms."""
    workspace = begin(ctx, folder, json=json)
    files = existing([file for each in forms for file in _files(each, output)])
    from starrating.commands.collect import collect as collected
    from starrating.console import blanks as view
    from starrating.console import screen

    with view.progress(len(files), shown=not json) as told:
        done = collected(workspace, files, output, period_named(period), told)
    if json:
        screen.print_json(view.collected_data(done))
    else:
        view.show_collected(done)


def _files(named: Path, output: Path) -> list[Path]:
    """Return the workbooks of a folder, but for the one that is about to be written; a file is itself."""
    if not named.is_dir():
        return [named]
    found = (file for file in named.iterdir() if file.suffix.lower() in _WORKBOOKS and file.is_file())
    return sorted(file for file in found if file.resolve() != output.resolve())
