"""Ranges: between which bounds a number of a branch can lie, as far as the rule set itself bounds it."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import reduce
from math import ceil, floor, inf
from typing import Any, NamedTuple

from starrating.ruleset.base import Number, Ref, number
from starrating.ruleset.criteria import CriterionItem
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.spans import Bound, Span
from starrating.ruleset.values import (
    Blend,
    Choose,
    Constant,
    Count,
    Highest,
    Lowest,
    Mean,
    Percentile,
    PointsFor,
    Product,
    Ratio,
    Rounding,
    Sum,
    Tally,
    Value,
)


class Range(NamedTuple):
    """All numbers from `low` to `high`, both included."""

    low: Bound = -inf
    high: Bound = inf

    def meets(self, span: Span) -> bool:
        """Tell whether some number of the range lies in a span."""
        return max((self.low, 0), span.start) < min((self.high, 1), span.end)

    @property
    def is_bounded(self) -> bool:
        """Tell whether both ends are numbers."""
        return self.low != -inf and self.high != inf

    def plus(self, other: "Range") -> "Range":
        """Add numbers of two ranges."""
        return Range(self.low + other.low, self.high + other.high)

    def times(self, factor: Fraction) -> "Range":
        """Multiply by an exact number."""
        if not factor:
            return NOTHING
        ends = self.low * factor, self.high * factor
        return Range(min(ends), max(ends))

    def multiplied(self, other: "Range") -> "Range":
        """Multiply numbers of two ranges; 0 times a bound that is not there is 0."""
        ends = [one * another if one and another else Fraction(0) for one in self for another in other]
        return Range(min(ends), max(ends))

    def with_(self, other: "Range") -> "Range":
        """Take in another range, and what lies between."""
        return Range(min(self.low, other.low), max(self.high, other.high))


ANY = Range()
NOTHING = Range(Fraction(0), Fraction(0))


def bound_words(bound: Bound) -> str:
    """Write a bound that is a number as the rule file has numbers."""
    assert isinstance(bound, Fraction)
    return number(bound)


def range_of(rules: RuleSet, name: str | Number) -> Range:
    """Return the range of what a reference names; of what the rule set does not bound, all numbers."""
    if not isinstance(name, str):
        return Range(Fraction(name), Fraction(name))
    value = next((value for value in rules.values if value.id == name), None)
    if value is not None:
        return _value_range(RuleSet.model_copy(rules, update={"values": _before(rules, value)}), value)
    if name in {"items", "total"}:
        return _items_range(rules)
    if name == "previous-star" and rules.levels.stars:
        return Range(Fraction(rules.levels.lowest), Fraction(rules.levels.highest))
    parts = [part.items for part in rules.criteria.parts if part.title == name]
    alone = [(item,) for _, item in rules.criteria.items if name in {item.code, item.title}]
    return next((_added(map(_item_range, items)) for items in [*alone, *parts]), ANY)


def _before(rules: RuleSet, value: Value) -> tuple[Value, ...]:
    return rules.values[: [one.id for one in rules.values].index(value.id)]


def _items_range(rules: RuleSet) -> Range:
    marks = rules.criteria.total_marks
    if rules.criteria.parts:
        return _added(_item_range(item) for _, item in rules.criteria.items)
    return ANY if marks is None else Range(Fraction(0), Fraction(marks))


def _item_range(item: CriterionItem) -> Range:
    lowest = -inf if isinstance(item.lowest, str) else Fraction(item.lowest)
    return Range(min(lowest, Fraction(0)) if item.not_applicable else lowest, Fraction(item.full_marks))


def _added(ranges: Iterable[Range]) -> Range:
    return reduce(Range.plus, ranges, NOTHING)


def _hull(ranges: Iterable[Range]) -> Range:
    return reduce(Range.with_, ranges)


def _value_range(rules: RuleSet, value: Value) -> Range:
    made = _made(rules, value)
    if value.missing == "zero":
        made = made.with_(NOTHING)
    return _held(_rounded(made, value.round), value)


def _made(rules: RuleSet, value: Value) -> Range:
    return RANGES[type(value)](rules, value)


def _product_range(rules: RuleSet, value: Product) -> Range:
    return reduce(Range.multiplied, (_part_range(rules, value, one) for one in value.product))


def _tally_range(_: RuleSet, value: Tally) -> Range:
    points = value.tally.values()
    return Range(-inf if min(points) < 0 else Fraction(0), inf if max(points) > 0 else Fraction(0))


def _count_range(_: RuleSet, value: Count) -> Range:
    return Range(Fraction(0), Fraction(len(value.count)))


def _between(rules: RuleSet, value: Value) -> Range:
    """Return the range of a value that lies between the lowest and the highest of several numbers."""
    return _hull(_part_range(rules, value, one) for one in _ALTERNATIVES[type(value)](value))


def _chosen(value: Choose) -> tuple[Ref, ...]:
    last = () if value.otherwise is None else (value.otherwise,)
    return (*(case.value for case in value.choose), *last)


_ALTERNATIVES: Mapping[type, Callable[[Any], tuple[Ref, ...]]] = {
    Constant: lambda value: (value.number,),
    Highest: lambda value: value.highest,
    Lowest: lambda value: value.lowest,
    Mean: lambda value: value.mean,
    Percentile: lambda value: (value.of,),
    PointsFor: lambda value: tuple(band.points for band in value.bands),
    Choose: _chosen,
}
"""Of each kind the numbers between the lowest and the highest of which the value lies."""


def _sum_range(rules: RuleSet, value: Sum) -> Range:
    added = (_part_range(rules, value, one) for one in value.sum)
    return _added([*added, *(_part_range(rules, value, one).times(Fraction(-1)) for one in value.minus)])


def _blend_range(rules: RuleSet, value: Blend) -> Range:
    parts = [_part_range(rules, value, one.of) for one in value.blend]
    weights = [Fraction(one.weight) for one in value.blend if not isinstance(one.weight, str)]
    whole = sum(weights, Fraction(0))
    if value.missing == "skip" or len(weights) < len(parts) or not whole:
        return _hull(parts)
    return _added(part.times(weight / whole) for part, weight in zip(parts, weights, strict=True))


def _part_range(rules: RuleSet, value: Value, name: str | Number) -> Range:
    """Return the range of a part; one that may be left out or counted as 0 may as well be 0."""
    part = range_of(rules, name)
    may_be_nothing = value.missing == "zero" or (value.missing == "skip" and isinstance(value, Sum))
    return part.with_(NOTHING) if may_be_nothing else part


def _ratio_range(rules: RuleSet, value: Ratio) -> Range:
    whole = Fraction(value.times)
    if not isinstance(value.to, str) and value.to:
        return range_of(rules, value.ratio).times(whole / Fraction(value.to))
    part = range_of(rules, value.ratio)
    return Range(Fraction(0), whole) if value.to == "full-marks" and part.low >= 0 and part.is_bounded else ANY


def _rounded(made: Range, rounding: Rounding | None) -> Range:
    if rounding is None or rounding.to <= 0:
        return made
    unit = Fraction(rounding.to)
    low = made.low if isinstance(made.low, float) else floor(made.low / unit) * unit
    return Range(low, made.high if isinstance(made.high, float) else ceil(made.high / unit) * unit)


def _held(made: Range, value: Value) -> Range:
    low, high = made
    if value.floor is not None:
        low, high = max(low, Fraction(value.floor)), max(high, Fraction(value.floor))
    if value.cap is not None:
        low, high = min(low, Fraction(value.cap)), min(high, Fraction(value.cap))
    return Range(low, high)


RANGES: Mapping[type, Callable[[RuleSet, Any], Range]] = {
    Sum: _sum_range,
    Blend: _blend_range,
    Product: _product_range,
    Ratio: _ratio_range,
    Tally: _tally_range,
    Count: _count_range,
    **dict.fromkeys(_ALTERNATIVES, _between),
}
"""How the values of each kind are bounded."""
