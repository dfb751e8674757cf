"""The names that the ledger knows: what there is to choose from where a period or a branch is asked for."""

from pathlib import Path

from starrating.ledger import open_ledger
from starrating.workspace import open_workspace


def recorded_names(folder: Path | None) -> tuple[list[str], list[str]]:
    """Return the periods that a ledger has, the newest first, and its branches."""
    with open_ledger(open_workspace(folder).ledger) as ledger:
        return [str(period) for period in reversed(ledger.periods())], ledger.branches()
