"""Levels: the bands take in every score exactly once, and better scores never mean fewer stars (plan 2-levels)."""

from collections.abc import Iterator
from itertools import pairwise

from starrating.errors import Problem
from starrating.i18n import text
from starrating.ruleset.keys import at_key, path_of, twice
from starrating.ruleset.levels import Band, Levels
from starrating.ruleset.proof.bands import Bands, partition_flaws
from starrating.ruleset.proof.ranges import Range, bound_words, range_of
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.spans import POINTS, Span, level_spans, scored_bands

_BANDS = ("levels", "bands")
_LEVELS = Bands(
    text("level"),
    POINTS,
    "level-gap",
    "level-overlap",
    text("Let the levels meet at one number: “below” on one side, “at_least” on the other; leave the ends open."),
    text(
        "Say where a fraction belongs: “between: lower” (the level below the gap) or “between: upper” (the one above); "
        "or let the levels meet at one number."
    ),
)


def level_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check the bands: none empty or out of reach, no gap, no overlap, in order, stars rising."""
    levels = rules.levels
    yield from twice(((*_BANDS, index, "star"), band.star) for index, band in enumerate(levels.bands))
    yield from twice(((*_BANDS, index, "name"), band.name) for index, band in enumerate(levels.bands))
    yield from twice(((*_BANDS, index, "mark"), band.mark) for index, band in enumerate(levels.bands) if band.mark)
    if not levels.stars:
        yield at_key(_BANDS, "no-star", text("No level has a star."))
    if levels.star_is is not None and "of" in levels.model_fields_set:
        message = text("The star is a number of its own (star_is): the bands take in no number.")
        yield at_key(("levels", "of"), "idle-of", message, text("Leave out “of”, or “star_is”."))
    yield from _bound_flaws(levels)
    yield from _need_flaws(levels)
    bands = scored_bands(levels)
    if not any(Span.of(band).is_empty for band in bands):
        yield from _order_flaws(rules, bands)
    if bands:
        yield from _partition_flaws(levels, bands)
        yield from _reach_flaws(rules, bands)
    elif levels.star_is is None:
        yield at_key(_BANDS, "level-gap", text("Every level is given by steps: no score has one."))


def _bound_flaws(levels: Levels) -> Iterator[Problem]:
    """Find bounds of levels that take in no scores."""
    scored = scored_bands(levels)
    for index, band in enumerate(levels.bands):
        if band not in scored and (band.lower is not None or band.upper is not None):
            message = text("This level takes in no scores, so it has no bounds.")
            hint = text("The star is a number of its own (star_is), or only steps give it (by: steps).")
            yield at_key((*_BANDS, index), "idle-bounds", message, hint)


def _need_flaws(levels: Levels) -> Iterator[Problem]:
    needing = [band for band in levels.bands if band.needs is not None]
    if levels.cumulative and not needing:
        message = text("A ladder is made of the needs of its levels, and no level has any.")
        yield at_key(("levels", "cumulative"), "idle-setting", message, text("Give levels “needs”, or leave it out."))
    if levels.needs_unmet == "next" and len(needing) == len(levels.bands):
        message = text("Every level has needs: a branch that meets none of them has no star.")
        hint = text("If that is meant, say it by a level “star: none” without needs.")
        yield at_key(_BANDS, "all-levels-need", message, hint, "warning")


def _order_flaws(rules: RuleSet, bands: tuple[Band, ...]) -> Iterator[Problem]:
    places = {id(band): index for index, band in enumerate(rules.levels.bands)}
    if len(bands) > 2 and all(Span.of(band) < Span.of(before) for before, band in pairwise(bands)):
        message = text("The levels stand from the highest score to the lowest.")
        yield at_key(_BANDS, "level-order", message, text("Turn the list round: the lowest score first."))
        return
    for before, band in pairwise(bands):
        path = (*_BANDS, places[id(band)])
        if Span.of(band) < Span.of(before):
            message = text("The levels do not stand from the lowest to the highest score.")
            yield at_key(path, "level-order", message, text("Put this level further up."))
        elif rules.levels.better == "higher" and _height(band) < _height(before):
            message = text(
                "More points would mean fewer stars: %(star)s after %(before)s.", star=band.star, before=before.star
            )
            yield at_key((*path, "star"), "level-order", message, text("If less is better, say “better: lower”."))
        elif rules.levels.better == "lower" and _height(band) > _height(before):
            message = text(
                "Less is better here, but more would mean more stars: %(star)s after %(before)s.",
                star=band.star,
                before=before.star,
            )
            yield at_key((*path, "star"), "level-order", message, text("The highest star has the lowest numbers."))


def _height(band: Band) -> int:
    return -1 if band.star == "none" else band.star


def _partition_flaws(levels: Levels, bands: tuple[Band, ...]) -> Iterator[Problem]:
    """Find gaps and overlaps, at the place of the band in the file."""
    places = [index for index, band in enumerate(levels.bands) if band in bands]
    for flaw in partition_flaws(level_spans(levels), _BANDS, _LEVELS):
        position = path_of(flaw)[-1]
        assert isinstance(position, int)
        yield at_key((*_BANDS, places[position]), flaw.code, flaw.message, flaw.hint)


def _reach_flaws(rules: RuleSet, bands: tuple[Band, ...]) -> Iterator[Problem]:
    possible = range_of(rules, rules.levels.of)
    for band, span in zip(bands, level_spans(rules.levels), strict=True):
        if not span.is_empty and not possible.meets(span):
            yield _out_of_reach((*_BANDS, rules.levels.bands.index(band)), possible)


def _out_of_reach(path: tuple[str | int, ...], possible: Range) -> Problem:
    if possible.is_bounded:
        low, high = bound_words(possible.low), bound_words(possible.high)
        message = text("No branch can reach this level: scores lie between %(low)s and %(high)s.", low=low, high=high)
    else:
        message = text("No branch can reach this level: no score lies there.")
    return at_key(path, "unreachable-level", message)
