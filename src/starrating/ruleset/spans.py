"""Spans of numbers with inclusive or exclusive bounds: compared exactly, and said in words.

The numbers of each level, gaps of whole numbers closed as `between` says (T2).

Boundaries: what is given just below, on and just above each bound of the levels, made from the bounds alone.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from starrating.i18n import Text, text
from starrating.ruleset.base import Number, number
from starrating.ruleset.levels import Band, Levels
from starrating.ruleset.values import MetricBand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starrating.ruleset.conditions import NumberTest
    from starrating.ruleset.rule_set import RuleSet

Bound = Fraction | float
"""An exact number; the only floats are the two infinities, where nothing bounds the line."""
Cut = tuple[Bound, int]
"""A place where the line of numbers is cut: just before a number (0) or just after it (1)."""

Unit: TypeAlias = "Text | Callable[[Bound], Text] | None"
"""What a number is counted in, or how it is said; None for the number alone."""
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

    def words(self, unit: Unit = POINTS) -> Text:
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


def _measured(value: Bound, unit: Unit) -> Text:
    if callable(unit):
        return unit(value)
    words = Text("%(value)s", {"value": number(Fraction(value))})
    if unit is POINTS and value == 1:
        return text("%(value)s point", value=words)
    return text("%(value)s %(unit)s", value=words, unit=unit) if unit else words


def _lower(low: Bound, after: int, unit: Unit) -> Text | None:
    if low == -inf:
        return None
    if after:
        return text("above %(low)s (not included)", low=_measured(low, unit))
    return text("%(low)s or more (included)", low=_measured(low, unit))


def _upper(high: Bound, after: int, unit: Unit) -> Text | None:
    if high == inf:
        return None
    if after:
        return text("up to %(high)s (included)", high=_measured(high, unit))
    return text("below %(high)s (not included)", high=_measured(high, unit))


_Bounded = TypeVar("_Bounded", Band, MetricBand)


def scored_bands(levels: Levels) -> tuple[Band, ...]:
    """Return the bands that take in numbers: not those that only steps give, and none where the star is a number."""
    return () if levels.star_is is not None else tuple(band for band in levels.bands if band.by == "score")


def closed_bands(levels: Levels) -> tuple[Band, ...]:
    """Return `scored_bands`; with `between`, the numbers of a gap of whole numbers belong to a neighbour (T2).

    What the proof shows to have no holes and what the rating looks numbers up in is this, and nothing else.
    """
    return closed(scored_bands(levels), levels.between)


def closed(given: Sequence[_Bounded], between: str) -> tuple[_Bounded, ...]:
    """Return bands with the gaps of whole numbers closed as `between` says; `refuse` leaves them as they are."""
    bands = list(given)
    if between == "refuse":
        return tuple(bands)
    spans = [Span.of(band) for band in bands]
    for below, above in pairwise(sorted(range(len(bands)), key=spans.__getitem__)):
        if is_whole_gap(spans[below], spans[above]):
            if between == "lower":
                bands[below] = bands[below].model_copy(update={"at_most": None, "below": bands[above].at_least})
            else:
                bands[above] = bands[above].model_copy(update={"at_least": None, "above": bands[below].at_most})
    return tuple(bands)


def level_spans(levels: Levels) -> tuple[Span, ...]:
    """Return the span of each of `closed_bands`."""
    return tuple(Span.of(band) for band in closed_bands(levels))


def level_with(number: Number, spans: tuple[Span, ...]) -> int | None:
    """Return the place among the spans of the first that has a number; None if none has."""
    return next((index for index, span in enumerate(spans) if span.meets(Span.closed(number, number))), None)


def is_whole_gap(below: Span, above: Span) -> bool:
    """Tell whether two spans are neighbours by whole numbers, both included: 80–89 and 90–100."""
    (last, after), (first, before) = below.end, above.start
    return (after, before) == (1, 0) and first - last == 1 and last == int(last)


_USUAL_UNIT = Decimal("0.01")


class Boundary(NamedTuple):
    """A number and the level that it gets, as documents call it."""

    number: str
    level: str | Text


def boundaries(rules: RuleSet) -> list[Boundary]:
    """List the numbers at each bound and one unit beside it, ascending, each with its level.

    The unit is 0.01, or that of the bounds where they have more decimals. Without bounds there are no boundaries.
    """
    levels = rules.levels
    bounds = sorted({bound for band in scored_bands(levels) for bound in (band.lower, band.upper) if bound is not None})
    unit = min([_USUAL_UNIT, *(Decimal(1).scaleb(bound.as_tuple().exponent) for bound in bounds)])  # type: ignore[arg-type]
    near = sorted({one for bound in bounds for one in (bound - unit, bound, bound + unit)})
    return [Boundary(number(one), _level(levels, one)) for one in near]


def star_at(levels: Levels, value: Decimal) -> int | None:
    """Return the star that the bands give a number; None for no star."""
    spans = zip(scored_bands(levels), level_spans(levels), strict=True)
    star = next(band.star for band, span in spans if span.meets(Span.closed(value, value)))
    return None if star == "none" else star


def _level(levels: Levels, value: Decimal) -> str | Text:
    star = star_at(levels, value)
    return levels.name(-1 if star is None else star) or text("no star")
