"""Partition: bands take in every number exactly once. Proved, not sampled: bounds are compared, themselves included."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from starrating.errors import KeyPath, Problem
from starrating.i18n import Text, text
from starrating.ruleset.keys import at_key
from starrating.ruleset.spans import Span, is_whole_gap

_LINE = Span()


class Bands(NamedTuple):
    """How flaws speak of the bands: what one of them is, in what it is counted, the codes, what to do about a gap.

    `whole_gap` is what to do about a gap between bands of whole numbers, where that is something else.
    """

    what: Text
    unit: Text | None
    gap: str
    overlap: str
    hint: Text
    whole_gap: Text | None = None


def partition_flaws(spans: Sequence[Span], path: KeyPath, bands: Bands) -> Iterator[Problem]:
    """Go along the line of numbers: where a band ends the next must begin. The path is that of the list of bands."""
    empty = [index for index, span in enumerate(spans) if span.is_empty]
    if empty:
        yield from (_empty((*path, index), bands) for index in empty)
        return
    reached, ordered = _LINE.start, sorted((span, index) for index, span in enumerate(spans))
    for span, index in ordered:
        if span.start > reached:
            yield _gap((*path, index), Span(reached, span.start), bands)
        elif span.start < reached:
            yield _overlap((*path, index), Span(span.start, min(reached, span.end)), bands)
        reached = max(reached, span.end)
    if reached < _LINE.end:
        yield _gap((*path, ordered[-1][1]), Span(reached, _LINE.end), bands)


def _empty(path: KeyPath, bands: Bands) -> Problem:
    message = text("No number belongs to this %(what)s: its lower bound is not below its upper bound.", what=bands.what)
    return at_key(path, "empty-level", message, text("Look whether the bounds have changed places."))


def _gap(path: KeyPath, span: Span, bands: Bands) -> Problem:
    message = text("No %(what)s takes these numbers: %(span)s.", what=bands.what, span=span.words(bands.unit))
    return at_key(path, bands.gap, message, _way_out(span, bands))


def _way_out(gap: Span, bands: Bands) -> Text:
    """Say how a gap is closed: at an end of the line a bound goes; between two bands they meet, or share the gap."""
    if gap.start == _LINE.start:
        return _without("above" if gap.end[1] else "at_least", bands)
    if gap.end == _LINE.end:
        return _without("at_most" if gap.start[1] else "below", bands)
    is_whole = is_whole_gap(gap._replace(start=_LINE.start, end=gap.start), gap._replace(start=gap.end, end=_LINE.end))
    return bands.whole_gap if bands.whole_gap and is_whole else bands.hint


def _without(key: str, bands: Bands) -> Text:
    return text("Leave out “%(key)s” of this %(what)s: it then has no end on that side.", key=key, what=bands.what)


def _overlap(path: KeyPath, span: Span, bands: Bands) -> Problem:
    message = text(
        "More than one %(what)s takes these numbers: %(span)s.", what=bands.what, span=span.words(bands.unit)
    )
    return at_key(
        path, bands.overlap, message, text("With “below” or “above”, the bound itself belongs to the neighbour.")
    )
