"""The application: its options, its groups of commands, and the one place that catches our errors."""

from contextlib import suppress
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
from starrating.errors import ProcedureError, RefusalError, RuleSetError, StarratingError
from starrating.i18n import text
from starrating.outcome import reason_of, this_run
from starrating.version import __version__

INTERRUPTED = 130


class Commands(Group):
    """The commands in the order of the work; a `StarratingError` of any of them is shown and becomes its exit code."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # (typer.Context is what typer passes)
        """Run a command."""
        this_run.begin()
        try:
            return super().invoke(ctx)
        except StarratingError as error:
            _refused(error, State.of(ctx))
            raise typer.Exit(error.exit_code) from error
        except (OSError, MemoryError) as error:
            refusal = _stopped(error)
            _refused(refusal, State.of(ctx))
            raise typer.Exit(refusal.exit_code) from error
        except KeyboardInterrupt:
            _tell_outcome()
            raise typer.Exit(INTERRUPTED) from None


def _refused(error: StarratingError, state: State) -> None:
    from starrating.console.problems import show_problems, show_refusal
    from starrating.console.screen import print_json

    if isinstance(error, RefusalError):
        show_problems(error.problems)
        _tell_outcome(always=not isinstance(error, ProcedureError | RuleSetError))  # those come before anything is done
    else:
        show_refusal(error.problems)
    if state.json:
        with suppress(OSError):  # perhaps it is stdout itself that failed
            said = {"recorded": [str(each) for each in this_run.recorded], "files": this_run.written}
            print_json({"problems": [problem.to_json() for problem in error.problems], **said})


def _stopped(error: OSError | MemoryError) -> StarratingError:
    """Say in our words what the system refuses; whatever was to be written says so itself, with its file."""
    from starrating.errors import Place

    if isinstance(error, MemoryError):
        message, place = text("There is not enough memory for this."), None
    elif isinstance(error, BrokenPipeError):
        message, place = text("Nobody reads the output any more."), None
    else:
        message = text("The system refused: %(error)s.", error=reason_of(error))
        place = Place(str(error.filename)) if error.filename else None
    hint = text("Look at the disk, the folder and their rights, then do what is missing again.")
    return RefusalError.because("system-refused", message, hint, place)


def _tell_outcome(*, always: bool = False) -> None:
    from starrating.console.problems import show_outcome

    if always or not this_run.empty:
        show_outcome(this_run)


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
