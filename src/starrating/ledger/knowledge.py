"""The stars and acts that a ledger has, or had before a review was recorded: what its rating knew of the past."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from starrating.ledger import reading
from starrating.ledger.database import Row
from starrating.ledger.headers import Header
from starrating.ledger.plain import loads
from starrating.model import NO_STAR, Period

if TYPE_CHECKING:
    from starrating.model.acts import RecordedAct

NOW = 2**31 - 1
"""The number that none has yet."""
_Thing = TypeVar("_Thing")


class Asking(Protocol):
    """A way to ask the ledger: a reader of rows, a query and its values; no things where there is no ledger."""

    def __call__(self, reader: Callable[[Row], _Thing], query: str, /, *values: object) -> list[_Thing]:
        """Ask, and read the rows."""


class Knowledge:
    """A ledger before the review and the act of these numbers; left out, all of it."""

    def __init__(self, ask: Asking, review: int = NOW, act: int = NOW) -> None:
        self._ask = ask
        self._review = review
        self._act = act

    def stars(self, period: Period) -> dict[str, int]:
        """Return the star of each branch in the newest review of a period, NO_STAR where none; empty if unrecorded."""
        return dict(self._ask(_pair, reading.STARS, str(period), self._review))

    def rated_before(self, period: Period) -> list[Period]:
        """List the periods of the same length before one that have a review, the last one first."""
        found = self._ask(lambda row: Period.parse(row[0]), reading.PERIODS, self._review)
        return sorted((each for each in found if each.length == period.length and each < period), reverse=True)

    def past(self, period: Period, periods: int) -> dict[str, tuple[int, ...]]:
        """Return the stars of each branch in so many periods before one, of the same length, the last one first.

        NO_STAR where a branch had none or a period is not recorded; a branch that is in none of them is left out.
        """
        recorded: list[dict[str, int]] = []
        for _ in range(periods):
            period = period.previous()
            recorded.append(self.stars(period))
        branches = dict.fromkeys(branch for stars in recorded for branch in stars)
        return {branch: tuple(stars.get(branch, NO_STAR) for stars in recorded) for branch in branches}

    def facts(self, period: Period, names: Collection[str]) -> dict[str, dict[str, object]]:
        """Return facts of each branch in the newest review of a period; empty if it is unrecorded or has none."""
        found: dict[str, dict[str, object]] = {}
        for header in self._ask(_header, reading.HEADER, str(period), self._review):
            places = {name: place for place, name in enumerate(header["columns"]) if name in names}
            for branch, written in self._ask(_pair, reading.CELLS, str(period), self._review) if places else ():
                cells = loads(written)
                found[branch] = {name: cells[place] for name, place in places.items()}
        return found

    def acts(self, period: Period | None = None) -> "list[RecordedAct]":
        """List the acts of a period, or all of them, in the order in which they were recorded."""
        if period is None:
            return self._ask(_act_of, reading.ACTS, self._act)
        return self._ask(_act_of, reading.ACTS_OF_PERIOD, self._act, str(period))


def _pair(row: Row) -> tuple[str, Any]:
    branch, value = row
    return branch, value


def _header(row: Row) -> Header:
    header: Header = loads(row[0])
    return header


def _act_of(row: Row) -> "RecordedAct":
    from starrating.ledger.act_rows import act_of  # noqa: PLC0415 [only a ledger with acts needs their classes]

    return act_of(row)
