"""Spans of numbers with inclusive or exclusive bounds: compared exactly, and said in words."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from starrating.i18n import Text, text
from starrating.ruleset.base import Number, number

if TYPE_CHECKING:
    from starrating.ruleset.conditions import NumberTest
    from starrating.ruleset.levels import Band
    from starrating.ruleset.values import MetricBand

Bound = Fraction | float
"""An exact number; the only floats are the two infinities, where nothing bounds the line."""
Cut = tuple[Bound, int]
"""A place where the line of numbers is cut: just before a number (0) or just after it (1)."""

POINTS = text("points")
STARS = text("stars")
MONTHS = text("months")
_LOWEST: Cut = (-inf, 0)
_HIGHEST: Cut = (inf, 0)


class Span(NamedTuple):
    """The numbers between two cuts: those of `[80, 90)` lie between (80, 0) and (90, 0)."""

    start: Cut = _LOWEST
    end: Cut = _HIGHEST

    @classmethod
    def of(cls, bounded: Band | MetricBand | NumberTest) -> Span:
        """Take the bounds of a band or of a comparison; a bound that is left out, or that has a name, is open."""
        starts = [_cut(bounded.at_least, 0), _cut(bounded.above, 1)]
        ends = [_cut(bounded.at_most, 1), _cut(bounded.below, 0)]
        return cls(
            max((cut for cut in starts if cut), default=_LOWEST), min((cut for cut in ends if cut), default=_HIGHEST)
        )

    @classmethod
    def closed(cls, low: Number, high: Number) -> Span:
        """Take all numbers from `low` to `high`, both included."""
        return cls((Fraction(low), 0), (Fraction(high), 1))

    @property
    def is_empty(self) -> bool:
        """Tell whether no number lies between the cuts."""
        return self.start >= self.end

    def meets(self, other: Span) -> bool:
        """Tell whether some number lies in both."""
        return not self.shared(other).is_empty

    def shared(self, other: Span) -> Span:
        """Return the numbers that lie in both."""
        return Span(max(self.start, other.start), min(self.end, other.end))

    def words(self, unit: Text | None = POINTS) -> Text:
        """Say which numbers these are, and whether the bounds belong to them; without a unit, the numbers alone."""
        (low, after_low), (high, after_high) = self
        if low == high:
            return text("exactly %(value)s", value=_measured(low, unit))
        lower, upper = _lower(low, after_low, unit), _upper(high, after_high, unit)
        if lower and upper:
            return text("%(lower)s and %(upper)s", lower=lower, upper=upper)
        return lower or upper or text("any number")


def _cut(bound: Number | str | None, after: int) -> Cut | None:
    return None if bound is None or isinstance(bound, str) else (Fraction(bound), after)


def _measured(value: Bound, unit: Text | None) -> Text:
    words = Text("%(value)s", {"value": number(Fraction(value))})
    return text("%(value)s %(unit)s", value=words, unit=unit) if unit else words


def _lower(low: Bound, after: int, unit: Text | None) -> Text | None:
    if low == -inf:
        return None
    if after:
        return text("above %(low)s (not included)", low=_measured(low, unit))
    return text("%(low)s or more (included)", low=_measured(low, unit))


def _upper(high: Bound, after: int, unit: Text | None) -> Text | None:
    if high == inf:
        return None
    if after:
        return text("up to %(high)s (included)", high=_measured(high, unit))
    return text("below %(high)s (not included)", high=_measured(high, unit))
