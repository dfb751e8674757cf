"""Periods as they are typed; apart from the options, for help needs no period."""

from unicodedata import normalize

import typer

from starrating.i18n import text
from starrating.model import Period


def period_named(name: str | None) -> Period | None:
    """Read a period option; none stays none."""
    try:
        return Period.parse("".join(normalize("NFKC", name).split())) if name is not None else None
    except ValueError:
        message = text("%(name)s is no period. Write 2013H1, 2013Q3 or 2013.", name=name)
        raise typer.BadParameter(str(message), param_hint="--period") from None


def required_period(name: str) -> Period:
    """Read the period of a command that cannot do without."""
    asked = period_named(name)
    assert asked is not None
    return asked
