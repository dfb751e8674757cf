"""Values: names of their own, weights that add up, bands that take in every number, bounds that leave room (S1-S11)."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from starrating.errors import KeyPath, Problem
from starrating.i18n import text
from starrating.model import INCIDENT_COLUMNS, SCORE_COLUMNS
from starrating.ruleset.base import Percent, percent
from starrating.ruleset.keys import at_key, twice
from starrating.ruleset.proof.bands import Bands, partition_flaws
from starrating.ruleset.proof.conditions import trigger_name_flaws
from starrating.ruleset.proof.criteria import pool_flaws
from starrating.ruleset.proof.references import item_names
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.spans import Span, closed
from starrating.ruleset.values import (
    Blend,
    Choose,
    Constant,
    Highest,
    Mean,
    Percentile,
    PointsFor,
    Ratio,
    Sum,
    Tally,
    Value,
)

_RESERVED = ("items", *(column.name for column in (*SCORE_COLUMNS, *INCIDENT_COLUMNS) if column.name != "total"))
_BANDS = Bands(
    text("band"),
    None,
    "points-gap",
    "points-overlap",
    text("Let the bands meet at one number: “below” on one side, “at_least” on the other; leave the ends open."),
)


def value_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check the names of the values, and each in its own way."""
    yield from _name_flaws(rules)
    for index, value in enumerate(rules.values):
        path = ("values", index)
        yield from _bound_flaws(value, path)
        if check := _CHECKS.get(type(value)):
            yield from check(rules, value, path)


def _name_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Find values that are called as an item, a part, a fact, a trigger or a column is: a name means one thing."""
    taken = {*_RESERVED, *item_names(rules), *(part.title for part in rules.criteria.parts)}
    taken |= {fact.id for fact in rules.facts}
    taken |= {trigger.id for trigger in rules.triggers.list} if rules.triggers else set()
    ids = [(("values", index, "id"), value.id) for index, value in enumerate(rules.values)]
    yield from twice(ids)
    for path, name in ids:
        if name in taken:
            message = text("%(name)s is the name of something else already.", name=name)
            yield at_key(path, "name-twice", message, text("Give each a name of its own."))


def _bound_flaws(value: Value, path: KeyPath) -> Iterator[Problem]:
    if value.round and value.round.to <= 0:
        message = text("Numbers are rounded to multiples of a number above 0.")
        yield at_key((*path, "round", "to"), "wrong-rounding", message, text("Such as 1, 0.1 or 0.5."))
    if value.floor is not None and value.cap is not None and value.cap < value.floor:
        message = text("The value is held between its floor and its cap, and the cap is the lower one.")
        yield at_key((*path, "cap"), "cap-below-floor", message, text("Look whether they have changed places."))


def _blend_flaws(_: RuleSet, value: Blend, path: KeyPath) -> Iterator[Problem]:
    percents = [one.weight for one in value.blend if isinstance(one.weight, Percent)]
    numbers = [one.weight for one in value.blend if not isinstance(one.weight, Percent | str)]
    if percents and len(percents) < len(value.blend):
        message = text("Some weights have a percent sign and some have none.")
        yield at_key((*path, "blend"), "wrong-weights", message, text("Write all of them with it, or none."))
    elif percents and sum(percents) != 1:
        message = text("The weights add up to %(sum)s, not to 100%%.", sum=percent(sum(percents, Fraction(0))))
        hint = text("Correct a weight; “sum” adds without weights, numbers without “%” are divided by their sum.")
        yield at_key((*path, "blend"), "wrong-weights", message, hint)
    elif any(weight < 0 for weight in numbers) or (len(numbers) == len(value.blend) and not any(numbers)):
        message = text("Weights are not below 0, and at least one of them is above.")
        yield at_key((*path, "blend"), "wrong-weights", message, text("Correct the weight, or leave the part out."))


def _mean_flaws(_: RuleSet, value: Mean, path: KeyPath) -> Iterator[Problem]:
    if value.without and value.without.highest + value.without.lowest >= len(value.mean):
        message = text("Of %(count)s numbers nothing is left to take the mean of.", count=len(value.mean))
        yield at_key((*path, "without"), "nothing-left", message, text("Leave out fewer, or name more numbers."))


def _percentile_flaws(rules: RuleSet, value: Percentile, path: KeyPath) -> Iterator[Problem]:
    if value.pool is not None:
        yield from pool_flaws(rules, value.pool, (*path, "pool"))


def _ratio_flaws(rules: RuleSet, value: Ratio, path: KeyPath) -> Iterator[Problem]:
    if value.to == 0:
        yield at_key((*path, "to"), "division-by-zero", text("Nothing can be divided by 0."))
    elif value.to == "full-marks" and not _has_full_marks(rules, value.ratio):
        message = text("Full marks are known of items, and of what is added up or chosen from them, not of this.")
        yield at_key((*path, "to"), "no-full-marks", message, text("Write the number itself: “to: 50”."))


def _has_full_marks(rules: RuleSet, name: object) -> bool:
    made = next((value for value in rules.values if value.id == name), None)
    if made is not None:
        return isinstance(made, Constant | Sum | Highest | PointsFor)
    return isinstance(name, str) and all(fact.id != name for fact in rules.facts)


def _points_flaws(_: RuleSet, value: PointsFor, path: KeyPath) -> Iterator[Problem]:
    yield from partition_flaws([Span.of(band) for band in closed(value.bands, value.between)], (*path, "bands"), _BANDS)


def _tally_flaws(rules: RuleSet, value: Tally, path: KeyPath) -> Iterator[Problem]:
    yield from trigger_name_flaws(rules, {name: (*path, "tally", name) for name in value.tally})


def _choose_flaws(_: RuleSet, value: Choose, path: KeyPath) -> Iterator[Problem]:
    """Without `otherwise`, a branch that no case meets has no such value: meant seldom, and never by accident."""
    if value.otherwise is None and value.missing == "none":
        message = text("A branch that none of the cases meets has no %(name)s.", name=value.title or value.id)
        hint = text("Say what holds then: “otherwise: …”; or “missing: zero”, if 0 is meant.")
        yield at_key(path, "not-all-cases", message, hint, "warning")


_CHECKS: Mapping[type, Callable[[RuleSet, Any, KeyPath], Iterator[Problem]]] = {
    Blend: _blend_flaws,
    Mean: _mean_flaws,
    Percentile: _percentile_flaws,
    Ratio: _ratio_flaws,
    PointsFor: _points_flaws,
    Tally: _tally_flaws,
    Choose: _choose_flaws,
}
