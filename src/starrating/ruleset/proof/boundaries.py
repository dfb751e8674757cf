"""Boundaries: what is given just below, on and just above each bound of the levels, made from the bounds alone."""

from decimal import Decimal
from typing import NamedTuple

from starrating.i18n import Text, text
from starrating.ruleset.base import number
from starrating.ruleset.level_spans import level_spans, scored_bands
from starrating.ruleset.levels import Levels
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.spans import Span

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
