"""Slips on the command line: what the parser has to say, in one sentence in the language of the user.

This is the only module that knows the exceptions of the parser; they are not public, and a test names each of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import typer
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoArgsIsHelpError, NoSuchOption

from starrating.cli.shared.help_pages import Parameter, usage, value_words
from starrating.cli.shared.text_lines import without_obeyed
from starrating.errors import Problem, as_typed
from starrating.i18n import Text, listed, text

_CODE = "wrong-usage"


def asks_for_help(slip: typer.TyperException) -> bool:
    """Tell whether the slip is no slip: a group was called alone, and shows its help."""
    return isinstance(slip, NoArgsIsHelpError)


def is_missing(slip: typer.TyperException) -> bool:
    """Tell whether the slip is that a value was left out."""
    return isinstance(slip, MissingParameter)


def missing(parameters: Iterable[Any], choice: Iterable[object] | None, ctx: typer.Context) -> Problem:
    """Say all that was left out, and the periods that there are to choose from."""
    message = text("%(name)s is missing.", name=listed(_name(parameter) for parameter in parameters))
    if choice:
        message = text("%(message)s Several periods wait for it: %(periods)s", message=message, periods=listed(choice))
    return Problem("error", _CODE, None, message, _usage(ctx))


def problem_of(slip: typer.TyperException) -> Problem:
    """Say a slip: what is wrong, the nearest name, and how the command is called."""
    ctx = getattr(slip, "ctx", None)
    return Problem("error", _CODE, None, _message(slip, ctx), _usage(ctx) if ctx else None)


def no_such_command(name: str, known: Iterable[str], ctx: typer.Context) -> Problem:
    """Say that there is no such command, and which is near."""
    message = _unknown(text("There is no command %(name)s", name=name), name, known)
    return Problem("error", _CODE, None, message, _usage(ctx))


def valueless(parameters: Iterable[Any], ctx: typer.Context) -> list[Problem]:
    """Say which options need a value, and how the command is called."""
    *others, last = (_value_or_none(max(parameter.opts, key=len), ctx) for parameter in parameters)
    return [Problem("error", _CODE, None, flaw) for flaw in others] + [Problem("error", _CODE, None, last, _usage(ctx))]


_LONGEST: Mapping[str, int] = {"TEXT": 2000, "REASON": 2000}
"""Characters that a text may have; names, numbers of documents and places have fewer."""
_LONGEST_NAME = 100
_NO_TEXT = frozenset({"FILE", "FORM", "DIR", "URL", "RULES", "OLD", "NEW"})
"""Values that name a file or what is in one; whether there is such a file is seen when it is opened."""


def unfit(parameter: Any, value: object) -> Iterator[Problem]:  # noqa: ANN401 (the parser's; it has no public type)
    """Say why a text that was typed is none: characters that nobody sees, or more of them than any name has."""
    metavar = str(parameter.metavar or "").strip("[].")
    if metavar in _NO_TEXT:
        return
    for words in value if isinstance(value, list | tuple) else [value]:
        if not isinstance(words, str):
            continue
        name, seen = _name(parameter), without_obeyed(words)
        if seen != words:
            message = text("%(name)s holds characters that cannot be seen: %(value)s.", name=name, value=words)
            hint = text("Type it without them: %(value)s", value=as_typed(seen)) if seen else None
            yield Problem("error", _CODE, None, message, hint)
        elif len(words) > (most := _LONGEST.get(metavar, _LONGEST_NAME)):
            fields = {"name": name, "most": most, "number": len(words)}
            message = text("%(name)s has %(number)s characters; it may have %(most)s.", **fields)
            yield Problem("error", _CODE, None, message, text("Shorten it."))


def too_many(values: Iterable[str], ctx: typer.Context) -> Problem:
    """Say that values stand where none belong."""
    message = text("Nothing more belongs here: %(values)s.", values=listed(values))
    return Problem("error", _CODE, None, message, _usage(ctx))


def _usage(ctx: typer.Context) -> Text:
    return Text("%(usage)s", {"usage": usage(ctx)})


def _message(slip: typer.TyperException, ctx: typer.Context | None) -> Text:
    if isinstance(slip, NoSuchOption):
        known = [name for parameter in ctx.command.get_params(ctx) for name in parameter.opts] if ctx else []
        return _unknown(text("There is no option %(name)s", name=slip.option_name), slip.option_name, known)
    if isinstance(slip, BadOptionUsage):
        return _value_or_none(slip.option_name, ctx)
    if isinstance(slip, MissingParameter):
        return text("%(name)s is missing.", name=_name(slip.param))
    if isinstance(slip, typer.BadParameter):
        return _bad_value(slip)
    return Text(slip.format_message().replace("%", "%%"))


def _unknown(message: Text, name: str, known: Iterable[str]) -> Text:
    near = get_close_matches(name, list(known), n=1)
    if near:
        return text("%(message)s; did you mean %(near)s?", message=message, near=near[0])
    return text("%(message)s.", message=message)


def _value_or_none(option: str, ctx: typer.Context | None) -> Text:
    for parameter in ctx.command.get_params(ctx) if ctx else ():
        if option in parameter.opts and not getattr(parameter, "is_flag", False):
            return text(
                "%(option)s needs a value: %(value)s.", option=option, value=value_words(parameter.metavar or "")
            )
    return text("%(option)s takes no value.", option=option)


def _name(parameter: Parameter) -> str:
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return value_words((parameter.metavar or parameter.name.upper()).strip("[]."))


_LIMITS: Mapping[str, Text] = {
    "ge": text("%(name)s must be at least %(limit)s, not %(value)s."),
    "le": text("%(name)s must be at most %(limit)s, not %(value)s."),
}


def _bad_value(slip: typer.BadParameter) -> Text:
    """Say what is wrong with a value: in our own words, or in words for what the library found."""
    if slip.param is None or slip.__cause__ is None:
        hint = str(slip.param_hint or (_name(slip.param) if slip.param else ""))
        option = Text("%(hint)s", {"hint": hint if hint.startswith("-") else value_words(hint.strip("[]."))})
        return text("%(option)s: %(message)s", option=option, message=slip.message)
    found: dict[str, Any] = next(iter(getattr(slip.__cause__, "errors", list)()), {})
    fields: dict[str, object] = {"name": _name(slip.param), "value": found.get("input", "")}
    for limit, words in _LIMITS.items():
        if limit in found.get("ctx", {}):
            return Text(words.template, {**fields, "limit": found["ctx"][limit]})
    if slip.param.metavar == "DATE":
        return text("%(name)s takes a date such as 2013-07-15, not %(value)s.", **fields)
    if str(found.get("type", "")).startswith("int_"):
        return text("%(name)s takes a whole number, not %(value)s.", **fields)
    return text("%(name)s cannot be %(value)s.", **fields)
