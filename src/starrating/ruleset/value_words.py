"""Values in words: how each is made, in the order in which they are made (S1-S11)."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from starrating.i18n import Text, joined, text
from starrating.ruleset.base import number, percent
from starrating.ruleset.condition_words import condition_words
from starrating.ruleset.number_words import comparison_words, listed, ref_words, refs_words, unit_of
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.setting_words import settings
from starrating.ruleset.spans import Span
from starrating.ruleset.values import (
    Best,
    Blend,
    Choose,
    Count,
    Mean,
    PointsFor,
    Ratio,
    Sum,
    Tally,
    Times,
    Value,
    Worst,
)


def values_words(rules: RuleSet) -> Iterator[Text]:
    """Say how every value is made, rounded and held."""
    for value in rules.values:
        name = ref_words(rules, value.id)
        yield text("%(name)s: %(made)s.", name=_cited(name, value), made=KINDS[type(value)](rules, value))
        yield from _shaped(name, value)
        yield from settings(value, rules.wording.subject, but=() if value.missing != "none" else ("missing",))


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
    if value.minus:
        return text("%(added)s added up, less %(taken)s", added=added, taken=refs_words(rules, value.minus))
    return text("%(added)s added up", added=added)


def _blend_words(rules: RuleSet, value: Blend) -> Text:
    parts = [
        text("%(weight)s of %(part)s", weight=percent(one.weight), part=ref_words(rules, one.of)) for one in value.blend
    ]
    return text("%(added)s added up", added=listed(parts))


def _ratio_words(rules: RuleSet, value: Ratio) -> Text:
    whole = text("its full marks") if value.to == "full-marks" else ref_words(rules, value.to)
    part, times = ref_words(rules, value.ratio), number(value.times)
    return text("%(part)s divided by %(whole)s, times %(times)s", part=part, whole=whole, times=times)


def _best_words(rules: RuleSet, value: Best) -> Text:
    return text("the highest of %(names)s", names=refs_words(rules, value.best))


def _worst_words(rules: RuleSet, value: Worst) -> Text:
    return text("the lowest of %(names)s", names=refs_words(rules, value.worst))


def _mean_words(rules: RuleSet, value: Mean) -> Text:
    return text("the mean of %(names)s", names=refs_words(rules, value.mean))


def _points_words(rules: RuleSet, value: PointsFor) -> Text:
    unit = unit_of(rules, value.points_for)
    bands = [
        text("%(numbers)s: %(points)s points", numbers=Span.of(band).words(unit), points=number(band.points))
        for band in value.bands
    ]
    words = joined(bands, text("; "))
    return text("points for %(number)s (%(bands)s)", number=ref_words(rules, value.points_for), bands=words)


def _times_words(rules: RuleSet, value: Times) -> Text:
    return text(
        "%(points)s points for each unit of %(number)s",
        points=number(value.each),
        number=ref_words(rules, value.times),
    )


def _tally_words(rules: RuleSet, value: Tally) -> Text:
    points = [_tally_part(rules, name, one) for name, one in value.tally.items()]
    return text("for each incident that counts, %(points)s", points=listed(points))


def _tally_part(rules: RuleSet, name: str, points: Decimal) -> Text:
    trigger = rules.trigger(name)
    return text("%(clause)s %(points)s points", clause=f"{trigger.clause}:" if trigger else name, points=number(points))


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
    Sum: _sum_words,
    Blend: _blend_words,
    Ratio: _ratio_words,
    Best: _best_words,
    Worst: _worst_words,
    Mean: _mean_words,
    PointsFor: _points_words,
    Times: _times_words,
    Tally: _tally_words,
    Count: _count_words,
    Choose: _choose_words,
}
