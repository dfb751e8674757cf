"""Results: how they are ranked, and combined into the star of a year (S9)."""

from collections.abc import Iterator
from fractions import Fraction

from starrating.errors import KeyPath, Problem
from starrating.i18n import listed, text
from starrating.model import Period
from starrating.ruleset.base import Percent, percent
from starrating.ruleset.keys import at_key, unknown
from starrating.ruleset.of_year import combining_totals, not_of_a_year
from starrating.ruleset.proof.criteria import pool_flaws
from starrating.ruleset.rule_set import RuleSet

_WEIGHTS: KeyPath = ("annual", "weights")
_ANY_YEAR = Period(2000)


def result_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check the pool of the ranking, the weights of the parts of a year, and what the year will lack."""
    if rules.ranking and rules.ranking.pool is not None:
        yield from pool_flaws(rules, rules.ranking.pool, ("ranking", "pool"))
    if rules.annual and rules.annual.weights:
        yield from _weight_flaws(rules)
    if rules.annual and rules.procedure.review != "year":
        for flaw in not_of_a_year(combining_totals(rules)):
            message = text("starrating annual will refuse the year. %(flaw)s", flaw=flaw.message)
            yield at_key(("annual",), flaw.code, message, flaw.hint, "warning")


def _weight_flaws(rules: RuleSet) -> Iterator[Problem]:
    weights = rules.annual.weights if rules.annual else {}
    parts = [part.part for part in _ANY_YEAR.parts(rules.procedure.review)]
    for name in weights:
        if name not in parts:
            yield unknown((*_WEIGHTS, name), text("part of a year that is reviewed"), name, filter(None, parts))
    if missing := [part for part in parts if part and part not in weights]:
        message = text("These parts of the year have no weight: %(parts)s.", parts=listed(missing))
        yield at_key(_WEIGHTS, "wrong-weights", message, text("Give each part its weight."))
    percents = [weight for weight in weights.values() if isinstance(weight, Percent)]
    numbers = [Fraction(weight) for weight in weights.values() if not isinstance(weight, Percent | str)]
    if len(percents) + len(numbers) < len(weights) or (percents and numbers) or any(one <= 0 for one in numbers):
        message = text("The weights of a year are all percents, or all numbers above 0.")
        yield at_key(_WEIGHTS, "wrong-weights", message, text("Such as {H1: 40%, H2: 60%} or {H1: 2, H2: 3}."))
    elif percents and sum(percents) != 1:
        message = text("The weights add up to %(sum)s, not to 100%%.", sum=percent(sum(percents, Fraction(0))))
        yield at_key(_WEIGHTS, "wrong-weights", message, text("Correct a weight."))
