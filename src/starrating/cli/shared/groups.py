"""Commands whose built-in options speak the language of the user: the library has their help in English only."""

import typer
from typer.core import TyperCommand, TyperGroup

from starrating.i18n import text

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


class Command(TyperCommand):
    """A command."""

    def get_params(self, ctx: typer.Context) -> list[object]:  # type: ignore[override]  # (what typer passes)
        """Return the parameters, the built-in ones in the language of the user."""
        return [_say(parameter) for parameter in super().get_params(ctx)]


class Group(TyperGroup):
    """A group of commands."""

    def get_params(self, ctx: typer.Context) -> list[object]:  # type: ignore[override]  # (what typer passes)
        """Return the parameters, the built-in ones in the language of the user."""
        return [_say(parameter) for parameter in super().get_params(ctx)]
