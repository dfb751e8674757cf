"""The help of a command as lines of text: its usage, what it is for, values, options, commands, examples."""

import re
from collections.abc import Iterable, Iterator, Mapping
from shutil import get_terminal_size
from typing import Any

import typer

from starrating.cli.shared.text_lines import padded, width_of, wrapped
from starrating.i18n import Text, text

VALUES: Mapping[str, Text] = {
    "ALIAS": text("ALIAS"),
    "BRANCH": text("BRANCH"),
    "DATE": text("DATE"),
    "DIR": text("DIR"),
    "DEPARTMENT": text("DEPARTMENT"),
    "FILE": text("FILE"),
    "FORM": text("FORM"),
    "ITEM": text("ITEM"),
    "KIND": text("KIND"),
    "LIST": text("LIST"),
    "N": text("N"),
    "NAME": text("NAME"),
    "NEW": text("NEW"),
    "NO": text("NO"),
    "NUMBER": text("NUMBER"),
    "OLD": text("OLD"),
    "PERIOD": text("PERIOD"),
    "PLACE": text("PLACE"),
    "POINTS": text("POINTS"),
    "REASON": text("REASON"),
    "RULES": text("RULES"),
    "SOURCE": text("SOURCE"),
    "STAR": text("STAR"),
    "STATUS": text("STATUS"),
    "TEXT": text("TEXT"),
    "URL": text("URL"),
    "YEAR": text("YEAR"),
}
"""What the values of options and arguments are called in usage lines; `BRANCH=STAR` and `[BRANCH]` are made of them."""
Parameter = Any
"""An option or an argument; the library has no public type for it."""
_GAP = 2
_MOST_NAMES = 32
"""Cells that the names of options may take before their help stands on a line of its own."""
_FALLBACK = 80


def value_words(metavar: str) -> str:
    """Say the name of a value in the language of the user: `BRANCH=STAR` → 党支部=星级."""
    return re.sub(r"[A-Z]+", lambda found: str(VALUES.get(found[0], found[0])), metavar)


def usage(ctx: typer.Context) -> str:
    """Return the usage line of a command: its name, its options, its values."""
    parts = [ctx.command_path]
    parts += [_option_name(each, -1) for each in _shown(ctx) if _is_option(each) and each.required]
    if any(_is_option(each) and not each.required for each in _shown(ctx)):
        parts.append(str(text("[OPTIONS]")))
    parts += [_value_name(each) for each in _shown(ctx) if not _is_option(each)]
    if hasattr(ctx.command, "commands"):
        parts.append(str(text("COMMAND")))
    return str(text("Usage: %(usage)s", usage=" ".join(parts)))


def help_page(ctx: typer.Context, examples: Iterable[tuple[str, Text]] = ()) -> str:
    """Return the whole help of a command, not wider than the terminal."""
    width = max(get_terminal_size((_FALLBACK, 24)).columns, 40)
    options = [each for each in _shown(ctx) if _is_option(each)]
    values = [each for each in _shown(ctx) if not _is_option(each)]
    lines = [*wrapped(usage(ctx), width), "", *wrapped(ctx.command.help or "", width)]
    lines += _section(text("Arguments"), [(_value_name(value), _parameter_help(value)) for value in values], width)
    lines += _section(text("Options"), [(_option_name(option), _parameter_help(option)) for option in options], width)
    for panel, rows in _commands(ctx).items():
        lines += _section(panel, rows, width)
    lines += _examples(examples, width)
    return "\n".join(lines) + "\n"


def _shown(ctx: typer.Context) -> list[Parameter]:
    return [parameter for parameter in ctx.command.get_params(ctx) if not getattr(parameter, "hidden", False)]


def _is_option(parameter: Parameter) -> bool:
    return bool(parameter.param_type_name == "option")


def _value_name(parameter: Parameter) -> str:
    return value_words(parameter.metavar or parameter.name.upper())


def _option_name(parameter: Parameter, first: int = 0) -> str:
    """Name an option with its value: the short name before the long one, or only the long one."""
    names = "/".join([", ".join(sorted(parameter.opts, key=len)[first:]), *parameter.secondary_opts])
    return names if getattr(parameter, "is_flag", False) else f"{names} {_value_name(parameter)}"


def _parameter_help(parameter: Parameter) -> str:
    words = [str(getattr(parameter, "help", None) or "")]
    default = parameter.default
    if isinstance(default, str | int) and not isinstance(default, bool) and default != "":
        words.append(str(text("[default: %(value)s]", value=default)))
    if parameter.required:
        words.append(str(text("[asked for if left out]")))
    return " ".join(words)


def _commands(ctx: typer.Context) -> dict[Text | str, list[tuple[str, str]]]:
    panels: dict[Text | str, list[tuple[str, str]]] = {}
    for name, command in getattr(ctx.command, "commands", {}).items():
        panel = command.rich_help_panel or text("Commands")
        panels.setdefault(panel, []).append((name, command.help or ""))
    return panels


def _section(title: Text | str, rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    """Return the rows under their title; a row whose name is long has its help below it."""
    if not rows:
        return
    yield from ("", typer.style(str(title), bold=True))
    names = max((width_of(name) for name, _ in rows if width_of(name) <= _MOST_NAMES), default=_MOST_NAMES)
    indent = " " * (names + 2 * _GAP)
    for name, words in rows:
        first, *more = wrapped(words, width - len(indent))
        if width_of(name) > names:
            yield " " * _GAP + name
            yield indent + first
        else:
            yield f"{' ' * _GAP}{padded(name, names)}{' ' * _GAP}{first}".rstrip()
        yield from (indent + line for line in more)


def _examples(examples: Iterable[tuple[str, Text]], width: int) -> Iterator[str]:
    shown = list(examples)
    if shown:
        yield from ("", typer.style(str(text("Examples")), bold=True))
    for command, words in shown:
        yield " " * _GAP + command
        yield from (" " * (2 * _GAP) + line for line in wrapped(str(words), width - 2 * _GAP))
