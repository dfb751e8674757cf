"""How firm a result is: who is near a line, and who would change if a line, its inclusion or the rounding were other.

Each change is a rule set of its own, by which the same input is rated again: conditions, caps and quotas that follow a
star are thus taken into account.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
from msgspec import Struct

from starrating.i18n import Text, text
from starrating.model import Ratings
from starrating.model.results import TOTAL, value_columns
from starrating.rating.comparison import Move, compare
from starrating.ruleset import Band, RuleSet
from starrating.ruleset.base import number
from starrating.ruleset.spans import Span
from starrating.ruleset.values import Rounding, Sum

ROUNDINGS = (Decimal("0.01"), Decimal("0.1"), Decimal(1))
_ROUNDED = "rounded_before_the_bands"


class Line(Struct, frozen=True):
    """Where two levels meet: the band that ends, the band that begins, in the order of the numbers."""

    ends: Band
    begins: Band

    @property
    def at(self) -> Decimal:
        """The number that is the line: the bound of the band that begins."""
        assert self.begins.lower is not None
        return self.begins.lower


class NearLine(Struct, frozen=True):
    """A branch near a line: its exact number, the line, how far it is above it (below 0: under it)."""

    branch: str
    score: str
    line: Line
    gap: Fraction


class Variant(Struct, frozen=True):
    """A rule set that differs in one thing, and the branches that it gives another star."""

    change: Text
    kind: str
    moves: tuple[Move, ...]


class Sensitivity(Struct, frozen=True):
    """The lines, who is within `within` points of one (nearest first), and what each change would do."""

    within: Decimal
    lines: tuple[Line, ...]
    near: tuple[NearLine, ...]
    variants: tuple[Variant, ...]


def sensitivity(ratings: Ratings, rules: RuleSet, within: Decimal, again: Callable[[RuleSet], Ratings]) -> Sensitivity:
    """Try what a rating depends on; `again` rates the same input by another rule set."""
    variants = [
        Variant(change, kind, compare(ratings, rules, again(other), other).moves)
        for kind, change, other in changed_rules(rules, within)
    ]
    return Sensitivity(within, tuple(lines_of(rules)), tuple(near_lines(ratings, rules, within)), tuple(variants))


def lines_of(rules: RuleSet) -> Iterator[Line]:
    """Return the lines between the bands, ascending; none where the star is a number of its own."""
    if rules.levels.star_is is not None:
        return
    bounded = [band for band in rules.levels.bands if band.lower is not None or band.upper is not None]
    for ends, begins in pairwise(sorted(bounded, key=Span.of)):
        yield Line(ends, begins)


def near_lines(ratings: Ratings, rules: RuleSet, within: Decimal) -> list[NearLine]:
    """Return the branches at most `within` points from a line, nearest first."""
    rows, numbers = value_columns(ratings, rules.levels.of)
    near = []
    for line in lines_of(rules):
        close = np.flatnonzero(numbers.within(within, line.at))
        scores = numbers[close].shown(most=rules.all_decimals)
        for row, value, score in zip(rows[close].tolist(), numbers[close].fractions(), scores, strict=True):
            near.append(NearLine(ratings.scores.branch[row], score, line, value - Fraction(line.at)))
    return sorted(near, key=lambda each: abs(each.gap))


def changed_rules(rules: RuleSet, within: Decimal) -> Iterator[tuple[str, Text, RuleSet]]:
    """Return every rule set that differs in one line, one inclusion, or the rounding: kind, words, rule set."""
    for line in lines_of(rules):
        for distance in (within, -within) if within else ():
            if (moved := _moved(rules, line, distance)) is not None:
                words = text(
                    "%(level)s begins at %(to)s instead of %(at)s",
                    level=line.begins.name,
                    at=number(line.at),
                    to=number(line.at + distance),
                )
                yield "line", words, moved
        if line.ends.upper == line.begins.lower:
            yield "inclusion", _inclusion_words(line), _with_bands(rules, line, *_other_inclusion(line))
    for to in ROUNDINGS if rules.levels.star_is is None else ():
        if (rounded := _rounded(rules, Rounding(to=to, how="half-up"))) is not None:
            yield "rounding", text("rounded to %(to)s, halves up, before the bands", to=number(to)), rounded


def _moved(rules: RuleSet, line: Line, distance: Decimal) -> RuleSet | None:
    """Move a line; None where it would leave no room for the level below or above it."""
    ends, begins = _shifted(line.ends, "upper", distance), _shifted(line.begins, "lower", distance)
    if Span.of(ends).is_empty or Span.of(begins).is_empty:
        return None
    return _with_bands(rules, line, ends, begins)


def _shifted(band: Band, side: str, distance: Decimal) -> Band:
    keys = ("at_most", "below") if side == "upper" else ("at_least", "above")
    bounds = {key: getattr(band, key) for key in keys}
    return band.model_copy(update={key: bound + distance for key, bound in bounds.items() if bound is not None})


def _other_inclusion(line: Line) -> tuple[Band, Band]:
    """Give the line itself to the other band."""
    at = line.at
    if line.begins.at_least is not None:
        changes = {"below": None, "at_most": at}, {"at_least": None, "above": at}
    else:
        changes = {"at_most": None, "below": at}, {"above": None, "at_least": at}
    return line.ends.model_copy(update=changes[0]), line.begins.model_copy(update=changes[1])


def _inclusion_words(line: Line) -> Text:
    gaining = line.ends if line.begins.at_least is not None else line.begins
    return text("exactly %(at)s belongs to %(level)s", at=number(line.at), level=gaining.name)


def _rounded(rules: RuleSet, rounding: Rounding) -> RuleSet | None:
    """Let the bands read a rounded number, the score itself staying exact; None if they read no score and no value."""
    if rules.levels.of == TOTAL:
        levels = rules.levels.model_copy(update={"of": _ROUNDED})
        rounded = Sum(id=_ROUNDED, sum=(TOTAL,), round=rounding)
        return rules.model_copy(update={"values": (*rules.values, rounded), "levels": levels})
    if all(value.id != rules.levels.of for value in rules.values):
        return None
    changed = {"round": rounding}
    values = (value.model_copy(update=changed) if value.id == rules.levels.of else value for value in rules.values)
    return rules.model_copy(update={"values": tuple(values)})


def _with_bands(rules: RuleSet, line: Line, ends: Band, begins: Band) -> RuleSet:
    exchanged = {id(line.ends): ends, id(line.begins): begins}
    bands = tuple(exchanged.get(id(band), band) for band in rules.levels.bands)
    return rules.model_copy(update={"levels": rules.levels.model_copy(update={"bands": bands})})
