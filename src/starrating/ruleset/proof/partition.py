"""Partition: bands take in every number exactly once. Proved, not sampled: bounds are compared, themselves included."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from starrating.i18n import Text, text
from starrating.ruleset.base import KeyPath
from starrating.ruleset.proof.flaws import Flaw
from starrating.ruleset.spans import Span

_LINE = Span()


class Bands(NamedTuple):
    """How flaws speak of the bands: what one of them is, in what it is counted, the codes, what to do about a gap."""

    what: Text
    unit: Text | None
    gap: str
    overlap: str
    hint: Text


def partition_flaws(spans: Sequence[Span], path: KeyPath, bands: Bands) -> Iterator[Flaw]:
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


def _empty(path: KeyPath, bands: Bands) -> Flaw:
    message = text("No number belongs to this %(what)s: its lower bound is not below its upper bound.", what=bands.what)
    return Flaw(path, "empty-level", message, text("Look whether the bounds have changed places."))


def _gap(path: KeyPath, span: Span, bands: Bands) -> Flaw:
    message = text("No %(what)s takes these numbers: %(span)s.", what=bands.what, span=span.words(bands.unit))
    return Flaw(path, bands.gap, message, bands.hint)


def _overlap(path: KeyPath, span: Span, bands: Bands) -> Flaw:
    message = text(
        "More than one %(what)s takes these numbers: %(span)s.", what=bands.what, span=span.words(bands.unit)
    )
    return Flaw(
        path, bands.overlap, message, text("With “below” or “above”, the bound itself belongs to the neighbour.")
    )
