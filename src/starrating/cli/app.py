"""The application: its options, its groups of commands, and the one place that catches our errors."""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli.shared.groups import Commands, CommandState
from starrating.i18n import text
from starrating.version import __version__

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=str(text("Rate branches with stars from score workbooks, exactly and with every reason.")),
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"starrating {__version__}")
        raise typer.Exit


@app.callback()
def common(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option(
            "-C",
            metavar="DIR",
            help=str(
                text(
                    "Work in this folder, that of starrating.toml. Files that you name are still looked for from "
                    "where you are."
                )
            ),
        ),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help=str(text("Show the version and leave."))),
    ] = False,
) -> None:
    """Keep what all commands share."""
    ctx.obj = CommandState(folder)
