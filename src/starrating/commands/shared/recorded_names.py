"""The names that the ledger knows: what there is to choose from where a period or a branch is asked for."""

from starrating.ledger import open_ledger
from starrating.model import Period
from starrating.workspace import Workspace


def recorded_periods(workspace: Workspace) -> list[Period]:
    """Return the periods that are recorded, the newest first."""
    with open_ledger(workspace.ledger) as ledger:
        return ledger.periods()[::-1]


def recorded_branches(workspace: Workspace) -> list[str]:
    """Return the branches that are recorded."""
    with open_ledger(workspace.ledger) as ledger:
        return ledger.branches()
