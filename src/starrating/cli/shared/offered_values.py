"""What there is to choose from where a value is asked for or completed; imported only then, for help has no need of it.

A folder whose ledger or settings cannot be read offers nothing: the command itself says why, with all that is wrong.
"""

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from starrating.cli.shared.options import now
from starrating.commands.shared import early_refusals
from starrating.commands.shared.recorded_names import recorded_names
from starrating.commands.status import waiting
from starrating.errors import StarratingError
from starrating.model import Period
from starrating.procedure.document_kinds import DOCUMENT_KINDS
from starrating.workspace import open_workspace


def kinds() -> list[str]:
    """Return the kinds of documents."""
    return list(DOCUMENT_KINDS)


def names(folder: Path | None) -> tuple[list[str], list[str]]:
    """Return the periods that are recorded, the newest first, and the branches."""
    with suppress(StarratingError):
        return recorded_names(folder)
    return [], []


def waiting_periods(folder: Path | None, command: str, kind: str) -> list[Period]:
    """Return the periods that wait for a command, or for one kind of document."""
    with suppress(StarratingError):
        return waiting(open_workspace(folder), command, kind, now().today)
    return []


def refuse_in_vain(folder: Path | None, command: str, period: Period, named: Collection[str]) -> None:
    """Raise what a command would raise of a period, whatever else its user names."""
    early_refusals.refuse_in_vain(open_workspace(folder), command, period, named)


def possible_periods(folder: Path | None, command: str, named: Collection[str]) -> list[Period]:
    """Return the recorded periods that allow a command; where none does, raise why not."""
    return early_refusals.possible_periods(open_workspace(folder), command, named)
