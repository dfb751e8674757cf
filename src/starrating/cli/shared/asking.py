"""What a command lacks: the only period that waits for it, and what its user is asked for on a terminal.

Without a terminal nothing is asked: all that is lacking is refused at once. What was not typed is shown before it is
recorded, so that no act has a value that nobody has named.
"""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import typer

from starrating.cli.shared.days import day_of
from starrating.cli.shared.help_pages import value_words
from starrating.cli.shared.progress import progress_line
from starrating.cli.shared.slips import missing, problem_of, unfit
from starrating.cli.shared.text_lines import harmless
from starrating.errors import UsageError, as_typed
from starrating.i18n import Text, listed, text
from starrating.patterns import regex

if TYPE_CHECKING:
    from starrating.model import Period

_Parameter = Any
"""An option or an argument; the library has no public type for it."""


_END = regex(r"[.;:](?:\s|$)|[。；：]|, such as|，如")
"""Where the name of a value ends in its help: The rated period, such as 2013H1. 决定的文号；须写。"""


def can_ask() -> bool:
    """Tell whether somebody sits before a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked_for(question: Text | str, default: str | None = None) -> str:
    """Ask for a value on the terminal; without a default until there is one."""
    progress_line.end()
    words, colon = harmless(str(question)), str(text(": "))
    words = words[:1].upper() + words[1:]
    return str(typer.prompt(words, default, show_default=False, prompt_suffix=colon, err=True)).strip()


def _say(words: object) -> None:
    progress_line.end()
    typer.echo(harmless(str(words)), err=True)


def asked_day(question: Text | str, period: "Period | None" = None, *, needed: bool = False) -> dt.date | None:
    """Ask for a day of a period's course until there is one; None if it is left open and may be."""
    while words := asked_for(question, default=None if needed else ""):
        if day := day_of(words, period):
            return day
        _say(text("Write a date such as 2013-07-15, not %(value)s.", value=words))
    return None


def needed_day(ctx: typer.Context, option: str, question: Text, period: "Period") -> dt.date:
    """Ask for a day that is about to be recorded; where nobody can be asked, refuse: `UsageError` names the option."""
    if not can_ask():
        raise UsageError(
            [missing((parameter for parameter in ctx.command.get_params(ctx) if option in parameter.opts), None, ctx)]
        )
    day = asked_day(question, period, needed=True)
    assert day
    return day


def agreed(question: Text | str) -> bool:
    """Ask a question that is answered with yes or no; Enter is no."""
    progress_line.end()
    return bool(typer.confirm(harmless(str(question)), prompt_suffix=str(text(": ")), err=True))


def without_value(ctx: typer.Context, args: Sequence[str]) -> tuple[list[str], list[_Parameter]]:
    """Set apart the options of a call that have no value: `--reopen` at its end, or before another option."""
    named = [parameter for parameter in ctx.command.get_params(ctx) if parameter.param_type_name == "option"]
    options = {name: parameter for parameter in named for name in (*parameter.opts, *parameter.secondary_opts)}
    kept: list[str] = []
    bare: list[_Parameter] = []
    for word, after in zip_longest(args, args[1:]):
        valued = word in options and not getattr(options[word], "is_flag", False)
        if valued and (after is None or after in options):
            bare.append(options[word])
        else:
            kept.append(word)
    return kept, bare


def lacking(ctx: typer.Context, args: Sequence[str], *, records: bool) -> list[_Parameter]:
    """Return what a call lacks; `records`: also the day of its act, which only a call without an act can spare."""
    given = _given(ctx, args)
    named = [parameter for parameter in ctx.command.get_params(ctx) if given.get(parameter.name) is None]
    return [parameter for parameter in named if parameter.required or (records and "--date" in parameter.opts)]


def one_of(
    ctx: typer.Context, args: Sequence[str], names: Sequence[str], bare: Sequence[_Parameter]
) -> list[_Parameter]:
    """Return the first of some parameters where a call names none of them."""
    given = _given(ctx, args)
    if any(given.get(name) for name in names) or any(each.name in names for each in bare):
        return []
    return [parameter for parameter in ctx.command.get_params(ctx) if parameter.name == next(iter(names), None)]


def completed(ctx: typer.Context, args: Sequence[str], command: str, lacks: Iterable[_Parameter]) -> list[str]:
    """Return a call with the values that it lacks: the period that waits for it, and what is asked for.

    Without a terminal, or where the result is asked for as JSON, what nobody can know raises `UsageError`.
    """
    made, unknown, several = list(args), [], None
    asks, lacks = can_ask() and "--json" not in args, list(lacks)
    if asks:
        _refuse_in_vain(ctx, args, command, lacks)
    for each in lacks:
        waiting = _to_choose_from(ctx, args, command, each)
        if len(waiting) == 1:
            made += _typed(each, str(waiting[0]))
        elif asks:
            made += _typed(each, _answer(ctx, each, waiting, meant_period(ctx, made, command)))
        else:
            unknown.append(each)
            several = several or waiting
    if unknown:
        raise UsageError([missing(unknown, several, ctx)])
    return made


def _refuse_in_vain(ctx: typer.Context, args: Sequence[str], command: str, lacks: Sequence[_Parameter]) -> None:
    """Refuse what the values that were typed forbid, and what the period that is meant allows on no day."""
    given = _given(ctx, args)
    if flaws := [
        flaw for parameter in ctx.command.get_params(ctx) for flaw in unfit(parameter, given.get(parameter.name))
    ]:
        raise UsageError(flaws)
    if period := meant_period(ctx, args, command):
        named = {name for name, value in given.items() if value} | {each.name for each in lacks}
        _offered().refuse_in_vain(_folder(ctx, given), command, period, named)


def _to_choose_from(ctx: typer.Context, args: Sequence[str], command: str, parameter: _Parameter) -> "Sequence[Period]":
    """Return the periods that wait for a command, where one is lacking; where none waits, those that allow it."""
    if parameter.metavar == "YEAR":
        return [period for period in _waiting(ctx, args, command) if period.is_year]
    if parameter.metavar != "PERIOD":
        return []
    given = _given(ctx, args)
    waiting = _waiting(ctx, args, command)
    if waiting or not (parameter.required and can_ask()):
        return waiting
    named = {name for name, value in given.items() if value}
    possible: list[Period] = _offered().possible_periods(_folder(ctx, given), command, named)
    return possible


def meant_period(ctx: typer.Context, args: Sequence[str], command: str) -> "Period | None":
    """Return the period that a call names, or else the only one that waits for it; None where there is none."""
    if not any(parameter.name in {"period", "year"} for parameter in ctx.command.get_params(ctx)):
        return None
    given = _given(ctx, args)
    if name := given.get("period") or given.get("year"):
        return _period(name)
    waiting = _waiting(ctx, args, command)
    return waiting[0] if len(waiting) == 1 else None


def _period(name: str) -> "Period | None":
    from starrating.cli.shared.periods import period_named  # noqa: PLC0415 (help needs no period)

    with suppress(typer.BadParameter):
        return period_named(name)
    return None


def _given(ctx: typer.Context, args: Sequence[str]) -> dict[str, Any]:
    given: dict[str, Any] = ctx.command.make_parser(ctx).parse_args(args=list(args))[0]
    return given


def _typed(parameter: _Parameter, value: str) -> list[str]:
    if parameter.param_type_name != "option":
        return [value]
    if parameter.is_flag:
        return [parameter.opts[0] if value else parameter.secondary_opts[0]]
    return [max(parameter.opts, key=len), value]


def _answer(ctx: typer.Context, parameter: _Parameter, waiting: "Sequence[Period]", period: "Period | None") -> str:
    """Ask for a value until there is one that the parameter can be."""
    if getattr(parameter, "is_flag", False):
        return "yes" if agreed(_label(parameter)) else ""
    if parameter.metavar == "DATE" and parameter.type_descriptor.is_datetime:
        return str(asked_day(_label(parameter), period, needed=True))
    choice: Sequence[object] = waiting
    if parameter.param_type_name == "argument" and "FILE" in parameter.metavar:
        choice = _workbooks()
    question = _label(parameter)
    if choice:
        question = str(text("%(what)s (one of %(choice)s)", what=question, choice=listed(choice)))
    while slip := _slip(ctx, parameter, words := asked_for(question)):
        _say(slip)
    return words


def _slip(ctx: typer.Context, parameter: _Parameter, words: str) -> Text | str | None:
    """Say why a value cannot stand for a parameter; None if it can."""
    if parameter.metavar == "PERIOD" and not _period(words):
        return text("%(name)s is no period. Write 2013H1, 2013Q3 or 2013.", name=words)
    if parameter.param_type_name == "argument" and "FILE" in parameter.metavar and not Path(words).is_file():
        return text("There is no such file.")
    if flaw := next(unfit(parameter, words), None):
        return flaw.message
    try:
        parameter.process_value(ctx, [words] if parameter.multiple or parameter.nargs != 1 else words)
    except typer.BadParameter as slip:
        return problem_of(slip).message
    return None


def _workbooks() -> list[str]:
    """Return the workbooks of the current folder, but for those that a program keeps while it edits one."""
    there = (path.name for path in Path.cwd().iterdir() if path.suffix.lower() in {".xlsx", ".xls", ".ods", ".csv"})
    return sorted(name for name in there if not name.startswith(("~$", ".")))


def _label(parameter: _Parameter) -> str:
    """Say what a value is: the first sentence of its help, else its name."""
    words = _END.split(str(parameter.help or ""))[0]
    return words.strip() or value_words(parameter.metavar or parameter.name)


def _waiting(ctx: typer.Context, args: Sequence[str], command: str) -> "list[Period]":
    """Return the periods that wait for a command; none where there is no ledger to ask."""
    given = _given(ctx, args)
    found: list[Period] = _offered().waiting_periods(_folder(ctx, given), command, given.get("kind") or "")
    return found


def _folder(ctx: typer.Context, given: Mapping[str, Any]) -> Path | None:
    named = given.get("folder") or ctx.find_root().params.get("folder")
    return Path(named) if named else None


def _offered() -> ModuleType:
    from starrating.cli.shared import offered_values  # noqa: PLC0415 (reads the ledger)

    return offered_values


def shown_call(ctx: typer.Context, command: str, args: Iterable[str]) -> str:
    """Write a call as it can be typed."""
    return " ".join([ctx.find_root().info_name or "starrating", command, *map(as_typed, args)])


def agree_to_record(ctx: typer.Context, call: str) -> None:
    """Show what is about to be recorded, and ask; whoever does not agree ends the command."""
    for words in (text("To be recorded:"), *_values(ctx), text("As typed: %(command)s", command=call)):
        _say(words)
    if not agreed(text("Record it?")):
        raise typer.Abort


def _values(ctx: typer.Context) -> Iterator[str]:
    for parameter in ctx.command.get_params(ctx):
        value = ctx.params.get(parameter.name)
        if parameter.secondary_opts:  # one of two that are contrary to each other
            value = text("yes") if value else text("no")
        if value is True:
            yield f"  {_label(parameter)}"
        elif value not in (None, "", False, [], ()):
            words = getattr(value, "date", lambda value=value: value)()
            shown = listed(words) if isinstance(words, list | tuple) else words
            message = text("%(what)s: %(value)s", what=_label(parameter), value=shown)
            yield f"  {message}"


def follow(ctx: typer.Context, *call: str) -> None:
    """Run another command of the same program after this one, in the same folder."""
    root: Any = ctx.find_root()
    progress_line.begin()
    _, command, rest = root.command.resolve_command(root, list(call))
    with command.make_context(call[0], rest, parent=root) as after:
        command.invoke(after)
