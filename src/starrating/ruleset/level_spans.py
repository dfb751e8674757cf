"""The numbers of each level, gaps of whole numbers closed as `between` says (T2)."""

from itertools import pairwise

from starrating.ruleset.levels import Band, Levels
from starrating.ruleset.spans import Span


def scored_bands(levels: Levels) -> tuple[Band, ...]:
    """Return the bands that take in numbers: not those that only steps give, and none where the star is a number."""
    return () if levels.star_is is not None else tuple(band for band in levels.bands if band.by == "score")


def level_spans(levels: Levels) -> tuple[Span, ...]:
    """Return the span of each of `scored_bands`; with `between`, the numbers of a gap belong to a neighbour."""
    spans = [Span.of(band) for band in scored_bands(levels)]
    if levels.between == "refuse":
        return tuple(spans)
    order = sorted(range(len(spans)), key=spans.__getitem__)
    for below, above in pairwise(order):
        if is_whole_gap(spans[below], spans[above]):
            if levels.between == "lower":
                spans[below] = Span(spans[below].start, spans[above].start)
            else:
                spans[above] = Span(spans[below].end, spans[above].end)
    return tuple(spans)


def is_whole_gap(below: Span, above: Span) -> bool:
    """Tell whether two spans are neighbours by whole numbers, both included: 80–89 and 90–100."""
    (last, after), (first, before) = below.end, above.start
    return (after, before) == (1, 0) and first - last == 1 and last == last.to_integral_value()
