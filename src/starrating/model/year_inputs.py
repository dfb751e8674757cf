"""What the office hands in for a year: the pay of secretaries, and the pairs of paired assistance as edited."""

from dataclasses import dataclass
from decimal import Decimal

from starrating.errors import Place


@dataclass(frozen=True, slots=True)
class Pay:
    """The year's performance pay of a branch's secretary in yuan; the secretary is empty where blank."""

    branch: str
    secretary: str
    amount: Decimal
    place: Place


@dataclass(frozen=True, slots=True)
class Pair:
    """A branch that is helped, the branch that helps it, and where that is written."""

    branch: str
    helper: str
    place: Place
