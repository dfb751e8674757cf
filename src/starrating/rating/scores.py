"""From items to the exact total (rule kinds S1; plan 3-criteria)."""

from starrating.exact import Exact
from starrating.model import ScoreTable


def totals(table: ScoreTable) -> Exact:
    """Return the score of each branch: the sum of its items, else the total that the book states.

    With both, the items decide; that they agree is a matter of the checks.
    """
    return table.points.sum(axis=1) if table.items else table.total
