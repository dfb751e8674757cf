"""The values of options and arguments, by their names: what the shell completes, and how dates may be written."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import typer

from starrating.cli.shared.days import DATES


def with_values(function: Callable[..., None]) -> Callable[..., None]:
    """Let the values of a command be completed, and its dates be written as documents write them."""
    for name, hint in get_type_hints(function, include_extras=True).items():
        for declared in getattr(hint, "__metadata__", ()):
            value = (getattr(declared, "metavar", None) or "").strip("[].")
            completing = _COMPLETED.get(value) or _COMPLETED.get(name)
            if completing:
                declared.autocompletion = completing
            if value == "DATE" and getattr(declared, "formats", None):
                declared.formats = list(DATES)
    return function


def kinds() -> list[str]:
    """Return the kinds of documents."""
    known: list[str] = _offered().kinds()
    return known


def periods(ctx: typer.Context) -> list[str]:
    """Return the periods that are recorded, the newest first."""
    return _recorded(ctx)[0]


def branches(ctx: typer.Context) -> list[str]:
    """Return the branches that are recorded."""
    return _recorded(ctx)[1]


_COMPLETED: Mapping[str, Callable[..., list[str]]] = {"kind": kinds, "PERIOD": periods, "BRANCH": branches}
"""By the name of a value, or of the parameter where the value's name is not enough."""


def _recorded(ctx: typer.Context) -> tuple[list[str], list[str]]:
    """Return the periods and branches of the ledger that a command line means; nothing where there is none."""
    named: Any = ctx.params.get("folder") or ctx.find_root().params.get("folder")
    known: tuple[list[str], list[str]] = _offered().names(Path(named) if named else None)
    return known


def _offered() -> ModuleType:
    from starrating.cli.shared import offered_values  # noqa: PLC0415 (reads the ledger)

    return offered_values
