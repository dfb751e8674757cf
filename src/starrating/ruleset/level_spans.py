"""The numbers of each level, gaps of whole numbers closed as `between` says (T2)."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from starrating.ruleset.levels import Band, Levels
from starrating.ruleset.spans import Span
from starrating.ruleset.values import MetricBand

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


def is_whole_gap(below: Span, above: Span) -> bool:
    """Tell whether two spans are neighbours by whole numbers, both included: 80–89 and 90–100."""
    (last, after), (first, before) = below.end, above.start
    return (after, before) == (1, 0) and first - last == 1 and last == int(last)
