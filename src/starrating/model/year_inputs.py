"""What the office hands in for a year: the pay of secretaries, and the pairs of paired assistance as edited."""

from dataclasses import dataclass
from decimal import Decimal

from starrating.errors import Place
from starrating.model.acts import NO_TERMS, PairTerms


@dataclass(frozen=True, slots=True)
class Pay:
    """The year's performance pay of a branch's secretary in yuan; the secretary is empty where blank."""

    branch: str
    secretary: str
    amount: Decimal
    place: Place


@dataclass(frozen=True, slots=True)
class Pair:
    """A branch that is helped, the branch that helps it, and where that is written; the terms as they were typed."""

    branch: str
    helper: str
    place: Place
    terms: PairTerms = NO_TERMS
