"""Values in words: how each is made, in the order in which they are made (S1-S11)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from starrating.i18n import Text, joined, listed, text
from starrating.ruleset.base import Number, Percent, Ref, number, percent
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.spans import Span
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
    Sum,
    Tally,
    Value,
)
from starrating.ruleset.words.conditions import column_head, condition_words
from starrating.ruleset.words.vocabulary import comparison_words, ref_words, refs_words, settings, unit_of


def values_words(rules: RuleSet) -> Iterator[Text]:
    """Say how every value is made, rounded and held."""
    for value in rules.values:
        name = ref_words(rules, value.id)
        yield text("%(name)s: %(made)s.", name=_cited(name, value), made=KINDS[type(value)](rules, value))
        yield from _shaped(name, value)
        told = value.missing != type(value).model_fields["missing"].default
        yield from settings(value, rules.subject, but=_unsaid(value, told=told))


def _unsaid(value: Value, *, told: bool) -> tuple[str, ...]:
    """Return the settings of which nothing is said: what a missing part does by default, a gap that is not there."""
    missing = () if told else ("missing",)
    return (*missing, "between") if isinstance(value, PointsFor) and value.between == "refuse" else missing


def _cited(name: Text, value: Value) -> Text:
    if value.clause is None:
        return name
    return text("%(clause)s %(name)s", clause=value.clause, name=name)


def _shaped(name: Text, value: Value) -> Iterator[Text]:
    if value.text:
        yield text("“%(text)s”", text=value.text)
    if value.round:
        how = joined(list(settings(value.round)), Text(""))
        yield text("%(name)s is rounded to multiples of %(to)s. %(how)s", name=name, to=number(value.round.to), how=how)
    if value.floor is not None:
        yield text("%(name)s is at least %(bound)s.", name=name, bound=number(value.floor))
    if value.cap is not None:
        yield text("%(name)s is at most %(bound)s.", name=name, bound=number(value.cap))


def _sum_words(rules: RuleSet, value: Sum) -> Text:
    added = refs_words(rules, value.sum)
    if len(value.sum) == 1 and value.minus:
        return text("%(added)s, less %(taken)s", added=added, taken=refs_words(rules, value.minus))
    if len(value.sum) == 1:
        return added
    if value.minus:
        return text("%(added)s added up, less %(taken)s", added=added, taken=refs_words(rules, value.minus))
    return text("%(added)s added up", added=added)


def _constant_words(_: RuleSet, value: Constant) -> Text:
    return text("%(number)s, for every one", number=number(value.number))


def _product_words(rules: RuleSet, value: Product) -> Text:
    factors = [ref_words(rules, factor) for factor in value.product]
    return text("the product of %(factors)s", factors=joined(factors, Text(" × ")))


def _blend_words(rules: RuleSet, value: Blend) -> Text:
    parts = [
        text("%(weight)s of %(part)s", weight=_weight_words(rules, one.weight), part=ref_words(rules, one.of))
        for one in value.blend
    ]
    if all(isinstance(one.weight, Percent) for one in value.blend):
        return text("%(added)s added up", added=listed(parts))
    return text("the weighted mean of: %(added)s", added=listed(parts))


def _weight_words(rules: RuleSet, weight: Ref) -> Text:
    if isinstance(weight, Percent):
        return Text("%(weight)s", {"weight": percent(weight)})
    return text("weight %(weight)s", weight=ref_words(rules, weight))


def _ratio_words(rules: RuleSet, value: Ratio) -> Text:
    whole = text("its full marks") if value.to == "full-marks" else ref_words(rules, value.to)
    part, times = ref_words(rules, value.ratio), number(value.times)
    if value.times == 1:
        return text("%(part)s divided by %(whole)s", part=part, whole=whole)
    return text("%(part)s divided by %(whole)s, times %(times)s", part=part, whole=whole, times=times)


def _highest_words(rules: RuleSet, value: Highest) -> Text:
    return text("the highest of %(names)s", names=refs_words(rules, value.highest))


def _lowest_words(rules: RuleSet, value: Lowest) -> Text:
    return text("the lowest of %(names)s", names=refs_words(rules, value.lowest))


def _mean_words(rules: RuleSet, value: Mean) -> Text:
    names = refs_words(rules, value.mean)
    if value.without is None:
        return text("the mean of %(names)s", names=names)
    return text(
        "the mean of %(names)s, without the highest (%(highest)s) and the lowest (%(lowest)s)",
        names=names,
        highest=value.without.highest,
        lowest=value.without.lowest,
    )


def _percentile_words(rules: RuleSet, value: Percentile) -> Text:
    share, of = percent(value.percentile), ref_words(rules, value.of)
    if value.pool is None:
        return text("the percentile %(share)s of %(number)s, of all", share=share, number=of)
    head = column_head(rules, value.pool)
    return text("the percentile %(share)s of %(number)s, of each “%(pool)s”", share=share, number=of, pool=head)


def _points_words(rules: RuleSet, value: PointsFor) -> Text:
    unit = unit_of(rules, value.points_for)
    bands = [
        text("%(numbers)s: %(points)s points", numbers=Span.of(band).words(unit), points=number(band.points))
        for band in value.bands
    ]
    words = joined(bands, text("; "))
    return text("points for %(number)s (%(bands)s)", number=ref_words(rules, value.points_for), bands=words)


def _tally_words(rules: RuleSet, value: Tally) -> Text:
    points = [_tally_part(rules, name, one) for name, one in value.tally.items()]
    return text("for each incident that counts, %(points)s", points=listed(points))


def _tally_part(rules: RuleSet, name: str, points: Number) -> Text:
    trigger = rules.trigger(name)
    message = text("%(value)s point", value=1) if points == 1 else text("%(points)s points", points=number(points))
    return text("%(clause)s: %(points)s", clause=trigger.clause if trigger else name, points=message)


def _count_words(rules: RuleSet, value: Count) -> Text:
    that = comparison_words(rules, text("the number"), value.that, unit_of(rules, value.count[0]))
    return text("how many of %(names)s pass: %(that)s", names=refs_words(rules, value.count), that=that)


def _choose_words(rules: RuleSet, value: Choose) -> Text:
    cases = [
        text("%(value)s, if %(condition)s", value=ref_words(rules, c.value), condition=condition_words(rules, c.when))
        for c in value.choose
    ]
    words = joined(cases, text("; "))
    if value.otherwise is None:
        return words
    return text("%(cases)s; else %(otherwise)s", cases=words, otherwise=ref_words(rules, value.otherwise))


KINDS: Mapping[type, Callable[[RuleSet, Any], Text]] = {
    Constant: _constant_words,
    Sum: _sum_words,
    Product: _product_words,
    Blend: _blend_words,
    Ratio: _ratio_words,
    Highest: _highest_words,
    Lowest: _lowest_words,
    Mean: _mean_words,
    Percentile: _percentile_words,
    PointsFor: _points_words,
    Tally: _tally_words,
    Count: _count_words,
    Choose: _choose_words,
}
