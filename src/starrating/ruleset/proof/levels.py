"""Levels: the bands take in every score exactly once, and more points never mean fewer stars (plan 2-levels)."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from starrating.i18n import text
from starrating.ruleset.levels import Band
from starrating.ruleset.proof.flaws import Flaw, twice
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.spans import Span

_BANDS = ("levels", "bands")
_LINE = Span()


def level_flaws(rules: RuleSet) -> Iterator[Flaw]:
    """Check the bands: none empty or out of reach, no gap, no overlap, in order, stars rising."""
    bands = rules.levels.bands
    yield from twice(((*_BANDS, index, "star"), band.star) for index, band in enumerate(bands))
    yield from twice(((*_BANDS, index, "name"), band.name) for index, band in enumerate(bands))
    if all(band.star == "none" for band in bands):
        yield Flaw(_BANDS, "no-star", text("No level has a star."))
    empty = [index for index, band in enumerate(bands) if Span.of(band).is_empty]
    if empty:
        yield from (_empty(index) for index in empty)
        return
    yield from _order_flaws(bands)
    yield from _partition_flaws(bands)
    yield from _reach_flaws(rules)


def _empty(index: int) -> Flaw:
    message = text("No score belongs to this level: its lower bound is not below its upper bound.")
    return Flaw((*_BANDS, index), "empty-level", message, text("Look whether the bounds have changed places."))


def _order_flaws(bands: tuple[Band, ...]) -> Iterator[Flaw]:
    for index, (before, band) in enumerate(pairwise(bands), 1):
        if Span.of(band) < Span.of(before):
            message = text("The levels do not stand from the lowest to the highest score.")
            yield Flaw((*_BANDS, index), "level-order", message, text("Put this level further up."))
        elif _height(band) < _height(before):
            message = text(
                "More points would mean fewer stars: %(star)s after %(before)s.", star=band.star, before=before.star
            )
            yield Flaw((*_BANDS, index, "star"), "level-order", message)


def _height(band: Band) -> int:
    return -1 if band.star == "none" else band.star


def _partition_flaws(bands: tuple[Band, ...]) -> Iterator[Flaw]:
    """Go along the line of scores: where a band ends the next must begin."""
    spans = sorted((Span.of(band), index) for index, band in enumerate(bands))
    reached = _LINE.start
    for span, index in spans:
        if span.start > reached:
            yield _gap(Span(reached, span.start), index)
        elif span.start < reached:
            message = text(
                "Two levels take the same scores: %(span)s.", span=Span(span.start, min(reached, span.end)).words()
            )
            hint = text("With “below” or “above”, the bound itself belongs to the neighbour.")
            yield Flaw((*_BANDS, index), "level-overlap", message, hint)
        reached = max(reached, span.end)
    if reached < _LINE.end:
        yield _gap(Span(reached, _LINE.end), spans[-1][1])


def _gap(span: Span, index: int) -> Flaw:
    message = text("No level takes these scores: %(span)s.", span=span.words())
    hint = text("Let the levels meet at one number: “below” on one side, “at_least” on the other; leave the ends open.")
    return Flaw((*_BANDS, index), "level-gap", message, hint)


def _reach_flaws(rules: RuleSet) -> Iterator[Flaw]:
    full_marks = rules.criteria.total_marks
    if full_marks is None:
        return
    possible = Span.closed(Decimal(0), full_marks)
    for index, band in enumerate(rules.levels.bands):
        if not possible.meets(Span.of(band)):
            message = text("No branch can reach this level: scores lie between 0 and %(full)s.", full=full_marks)
            yield Flaw((*_BANDS, index), "unreachable-level", message)
