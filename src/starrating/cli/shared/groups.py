"""Commands whose built-in options speak the language of the user: the library has their help in English only."""

import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from starrating.cli.command_examples import Example
from starrating.cli.command_table import (
    BARE,
    COMMANDS,
    DATED_OTHERWISE,
    GROUPS,
    ONE_OF,
    RECORDING,
    CommandRow,
    GroupRow,
)
from starrating.cli.shared.asking import (
    agree_to_record,
    can_ask,
    completed,
    lacking,
    meant_period,
    one_of,
    shown_call,
    without_value,
)
from starrating.cli.shared.days import in_full
from starrating.cli.shared.help_pages import help_page
from starrating.cli.shared.progress import progress_line
from starrating.cli.shared.signatures import signature_only
from starrating.cli.shared.slips import (
    asks_for_help,
    is_missing,
    no_such_command,
    problem_of,
    too_many,
    unfit,
    valueless,
)
from starrating.cli.shared.values import with_values
from starrating.errors import (
    NothingRecordedError,
    ProcedureError,
    RefusalError,
    RuleSetError,
    StarratingError,
    UsageError,
)
from starrating.i18n import Text, speak_of, text
from starrating.outcome import stopped, this_run

_BUILT_IN = {
    "Show this message and exit.": text("Show this message and exit."),
    "Install completion for the current shell.": text("Install completion for the current shell."),
    "Show completion for the current shell, to copy it or customize the installation.": text(
        "Show completion for the current shell, to copy it or customize the installation."
    ),
}


def _say(parameter: object) -> object:
    words = getattr(parameter, "help", None)
    if words in _BUILT_IN:
        parameter.help = str(_BUILT_IN[words])  # type: ignore[attr-defined]  # (it has one, or words were None)
    return parameter


class _Spoken:
    """What commands and groups have in common: they say their slips and their help in the language of the user."""

    examples: tuple[Example, ...] = ()

    def get_params(self, ctx: typer.Context) -> list[object]:
        """Return the parameters, the built-in ones in the language of the user."""
        return [_say(parameter) for parameter in super().get_params(ctx)]  # type: ignore[misc]  # (mixed in)

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:
        """Read the options and values; a slip knows where it was made."""
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]  # (mixed in)
        except typer.TyperException as slip:
            if getattr(slip, "ctx", None) is None:
                slip.ctx = ctx  # type: ignore[attr-defined]  # (the parser sets it late)
            raise
        return rest

    def format_help(self, ctx: typer.Context, formatter: Any) -> None:  # noqa: ANN401 (the parser's; it has no public type)
        """Write the help."""
        formatter.write(help_page(ctx, self.examples))


class Command(_Spoken, TyperCommand):  # type: ignore[misc]  # (typer.Context is what typer passes)
    """A command."""

    allow_extra_args = True
    """So that what is too much is refused here, in our words."""
    row_name = ""
    """As the table of commands has it."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # (as above)
        """Read the options and values; what is left out is found or asked for, what is left over is refused."""
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        args, bare = self._written_out(ctx, args)
        try:
            rest = super().parse_args(ctx, list(args))
        except typer.TyperException as slip:
            if not is_missing(slip):
                raise
            rest = self.make_parser(ctx).parse_args(args=list(args))[1]
        rest = rest or self._completed(ctx, args, bare)
        if rest:
            raise UsageError([too_many(rest, ctx)])
        if flaws := [
            flaw for parameter in self.params for flaw in unfit(parameter, ctx.params.get(parameter.name or ""))
        ]:
            raise UsageError(flaws)
        return rest

    def _written_out(self, ctx: typer.Context, args: list[str]) -> tuple[list[str], list[Any]]:
        """Name the option of a value that stands alone, and write days in full; set options without a value apart.

        Where the call is a slip, it stays as it is.
        """
        call, bare = (list(args), []) if "--help" in args else without_value(ctx, args)
        with suppress(typer.TyperException):
            given, rest, _ = self.make_parser(ctx).parse_args(args=list(call))
            for option in BARE.get(self.row_name, ()):
                free = any(option in parameter.opts and given.get(parameter.name) is None for parameter in self.params)
                if free and len(rest) == 1:
                    call.insert(call.index(rest[0]), option)
            days = [name for parameter in self.params if parameter.metavar == "DATE" for name in parameter.opts]
            if any(word.partition("=")[0] in days for word in call):
                call = in_full(call, days, meant_period(ctx, call, self.row_name))
        return call, bare

    def _completed(self, ctx: typer.Context, args: list[str], bare: list[Any]) -> list[str]:
        """Complete a call; whatever was not typed is shown before it is recorded."""
        if bare and (not can_ask() or "--json" in args):
            raise UsageError(valueless(bare, ctx))
        spared = DATED_OTHERWISE.intersection([*args, *(name for each in bare for name in each.opts)])
        records = self.row_name in RECORDING and not spared
        lacks = lacking(ctx, args, records=records)
        lacks += [each for each in bare if each not in lacks]
        if can_ask() and "--json" not in args:
            lacks = [*one_of(ctx, args, ONE_OF.get(self.row_name, ()), bare), *lacks]
        if not lacks:
            return []
        made = completed(ctx, args, self.row_name, lacks)
        rest = super().parse_args(ctx, list(made))
        if records and can_ask() and not rest:
            agree_to_record(ctx, shown_call(ctx, self.row_name, made))
        return rest


class LazyCommand(Command):
    """A row of the table of commands: listed by its name and help; what it runs is imported when it is called."""

    def __init__(self, row: CommandRow, panel: Text | None) -> None:
        super().__init__(
            name=row.name.split()[-1], help=str(row.help), rich_help_panel=str(panel) if panel is not None else None
        )
        self.row = row

    def load(self, *, to_run: bool = True) -> Command:
        """Make the command itself, with its options; what it runs with is imported later unless it is `to_run`."""
        row, alone = self.row, typer.Typer(add_completion=False)
        function = row.load() if to_run else signature_only(row.within, row.function, row.load)
        alone.command(self.name, cls=Command, help=str(row.help))(with_values(function))
        made = typer.main.get_command(alone)
        assert isinstance(made, Command)
        made.examples, made.row_name = self.row.examples, self.row.name
        return made


class Group(_Spoken, TyperGroup):  # type: ignore[misc]  # (as above)
    """A group of commands, each imported only when it is called."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> tuple[str | None, object, list[str]]:  # type: ignore[override]  # (as above)
        """Find the command that is called, and import it; for help and completion only its options."""
        if args[0] not in self.commands and Path(args[0]).suffix:
            args = [*BARE.get(self.name or "", ()), *args]
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise UsageError([no_such_command(args[0], self.commands, ctx)])
        name, command, rest = super().resolve_command(ctx, args)
        to_run = not (ctx.resilient_parsing or "--help" in rest)
        return name, command.load(to_run=to_run) if isinstance(command, LazyCommand) else command, rest


@dataclass(slots=True)
class CommandState:
    """The folder named by -C, and whether the result is asked for as JSON."""

    folder: Path | None = None
    json: bool = False

    @classmethod
    def of(cls, ctx: typer.Context) -> "CommandState":
        """Return the state of a run; before the common options were read, an empty one."""
        return ctx.obj if isinstance(ctx.obj, CommandState) else cls()


INTERRUPTED = 130


class Commands(Group):
    """The commands in the order of the work; a `StarratingError` of any of them is shown and becomes its exit code."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 (whatever typer passes)
        super().__init__(**settings)
        groups = {row.name: row for row in GROUPS}
        for row in COMMANDS:
            group, _, name = row.name.rpartition(" ")
            if not group:
                self.commands[name] = LazyCommand(row, row.panel)
                continue
            within = self.commands.setdefault(group, _group_of(groups[group]))
            assert isinstance(within, Group)
            within.commands[name] = LazyCommand(row, None)

    def main(self, *args: Any, **settings: Any) -> object:  # noqa: ANN401 (whatever typer passes)
        """Run the command line; a slip of its user is said in the user's language."""
        typed = next(iter(args), settings.get("args")) or sys.argv
        state = CommandState(json="--json" in typed)
        try:
            code = super().main(*args, **{**settings, "standalone_mode": False})
        except typer.TyperException as slip:
            code = _slipped(slip, state)
        except OSError as error:  # while the words of the command line were read, or help was printed
            code = _halted(error, state)
        except typer.Abort:
            typer.echo(str(text("Aborted.")), err=True)
            code = INTERRUPTED
        sys.exit(code or 0)

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # (typer.Context is what typer passes)
        """Run a command; the words of its scheme end with it."""
        this_run.begin()
        progress_line.begin()
        try:
            return super().invoke(ctx)
        except StarratingError as error:
            _refused(error, CommandState.of(ctx))
            raise typer.Exit(error.exit_code) from error
        except (OSError, MemoryError) as error:
            raise typer.Exit(_halted(error, CommandState.of(ctx))) from error
        except KeyboardInterrupt:
            _tell_outcome()
            raise typer.Exit(INTERRUPTED) from None
        finally:
            progress_line.end()
            speak_of()


def _group_of(row: GroupRow) -> Group:
    return Group(name=row.name, help=str(row.help), rich_help_panel=str(row.panel), no_args_is_help=True, commands={})


def _halted(error: OSError | MemoryError, state: CommandState) -> int:
    refusal = stopped(error)
    _refused(refusal, state)
    return refusal.exit_code


def _slipped(slip: typer.TyperException, state: CommandState) -> int:
    if asks_for_help(slip):
        typer.echo(slip.format_message())
        return 0
    error = UsageError([problem_of(slip)])
    _refused(error, state)
    return error.exit_code


def terminal() -> ModuleType:
    """Return the module that writes to the terminal: it takes rich, which help and completion can do without."""
    from starrating.cli.shared import terminal as module  # noqa: PLC0415 (as said)

    return module


def _refused(error: StarratingError, state: CommandState) -> None:
    if isinstance(error, RefusalError):
        terminal().show_problems(error.problems)
        early = ProcedureError | RuleSetError | NothingRecordedError
        _tell_outcome(always=not isinstance(error, early))  # those come before anything is done
    else:
        terminal().show_refusal(error.problems)
    if state.json:
        with suppress(OSError):  # perhaps it is stdout itself that failed
            outcome = {"recorded": [str(message) for message in this_run.recorded], "files": this_run.written}
            terminal().print_json({"problems": [problem.to_json() for problem in error.problems], **outcome})


def _tell_outcome(*, always: bool = False) -> None:
    if always or not this_run.empty:
        terminal().show_outcome(this_run)
