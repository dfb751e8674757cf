"""The application: its options, its groups of commands, and the one place that catches our errors."""

from pathlib import Path
from typing import Annotated

import typer

from starrating.cli import (
    annual,
    blanks,
    branches,
    check,
    keeping,
    ledger,
    procedure,
    rectification,
    review,
    rules,
    start,
    templates,
)
from starrating.cli.speaking import Group
from starrating.cli.state import State
from starrating.errors import StarratingError
from starrating.i18n import text
from starrating.version import __version__

INTERRUPTED = 130


class Commands(Group):
    """The commands in the order of the work; a `StarratingError` of any of them is shown and becomes its exit code."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # (typer.Context is what typer passes)
        """Run a command."""
        try:
            return super().invoke(ctx)
        except StarratingError as error:
            _refused(error, State.of(ctx))
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None


def _refused(error: StarratingError, state: State) -> None:
    from starrating.console.problems import show_refusal
    from starrating.console.screen import print_json

    show_refusal(error.problems)
    if state.json:
        print_json({"problems": [problem.to_json() for problem in error.problems], "files": []})


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
    ctx.obj = State(folder)


start.add_to(app)
blanks.add_to(app)
check.add_to(app)
review.add_to(app)
procedure.add_to(app)
annual.add_to(app)
ledger.add_to(app)
keeping.add_to(app)
rectification.add_to(app)
branches.add_to(app)
rules.add_to(app)
templates.add_to(app)
