"""Which stars are to be set or dropped, as the options of `decide` and of `objection resolve` name them."""

from collections.abc import Sequence
from pathlib import Path

import typer

from starrating.cli.shared.options import existing_files
from starrating.commands.shared.committee_stars import StarChangeRequest
from starrating.i18n import text


def star_changes_asked(
    book: Path | None,
    settings: list[str] | None,
    reasons: list[str] | None,
    drops: Sequence[str] = (),
    *,
    keep: bool = False,
) -> StarChangeRequest:
    """Read which stars are to be set: BRANCH=STAR, the star after the last equals sign; and which are dropped."""
    named = [tuple(part.strip() for part in setting.rpartition("=")[::2]) for setting in settings or []]
    for setting, (branch, star) in zip(settings or [], named, strict=True):
        if not (branch and star):
            message = text("%(setting)s is not BRANCH=STAR.", setting=setting)
            raise typer.BadParameter(str(message), param_hint="--set")
    if reasons and not (settings or book or drops):
        message = text("There is no --set, --changes or --drop that it is for.")
        raise typer.BadParameter(str(message), param_hint="--reason")
    if book:
        existing_files([book])
    said_why = tuple(reason.strip() for reason in reasons or [])
    dropped = tuple(each.strip() for each in drops)
    return StarChangeRequest(book, tuple((branch, star) for branch, star in named), said_why, keep, dropped)
