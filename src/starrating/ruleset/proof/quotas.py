"""Quotas: each bounds in one way, and all of them together can be met (T8-T12)."""

from collections.abc import Iterator
from fractions import Fraction

from starrating.errors import KeyPath
from starrating.i18n import text
from starrating.ruleset.base import percent
from starrating.ruleset.proof.facts import pool_flaws
from starrating.ruleset.proof.flaws import Flaw
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.steps import Best, Quota

_Pool = tuple[object, ...]


def quota_flaws(rules: RuleSet, step: Quota, path: KeyPath) -> Iterator[Flaw]:
    """Check one quota."""
    if sum(bound is not None for bound in (step.at_most, step.at_least, step.places, step.last)) != 1:
        yield Flaw(path, "one-bound", text("A quota has exactly one bound: at_most, at_least, places or last."))
    if step.pool is not None:
        yield from pool_flaws(rules, step.pool, (*path, "pool"))


def best_flaws(rules: RuleSet, step: Best, path: KeyPath) -> Iterator[Flaw]:
    """Check one step for the best of a pool."""
    if (step.share is None) == (step.places is None):
        yield Flaw(path, "one-bound", text("The best are told by exactly one of share and places."))
    if step.pool is not None:
        yield from pool_flaws(rules, step.pool, (*path, "pool"))


def quotas_together_flaws(rules: RuleSet) -> Iterator[Flaw]:
    """Check the quotas that share a pool: not more than all are asked for, and nobody is left out by accident."""
    pools: dict[_Pool, list[tuple[int, Quota]]] = {}
    for index, step in enumerate(rules.steps):
        if isinstance(step, Quota):
            pools.setdefault((step.pool, step.among, step.when), []).append((index, step))
    for quotas in pools.values():
        yield from _too_many_asked(quotas)
        yield from _somebody_left(rules, quotas)
        yield from _cascade_flaws(quotas)


def _too_many_asked(quotas: list[tuple[int, Quota]]) -> Iterator[Flaw]:
    """Add up the least shares of different stars; of one star the highest counts, for it contains the others."""
    asked: dict[int, Fraction] = {}
    for index, step in quotas:
        if step.at_least is not None:
            asked[step.star] = max(asked.get(step.star, Fraction(0)), step.at_least)
            if (total := sum(asked.values(), Fraction(0))) > 1:
                message = text("These quotas cannot all be met: at least %(sum)s are asked for.", sum=percent(total))
                yield Flaw(("steps", index, "at_least"), "quota-unmet", message, text("Lower a share."))
                return


def _somebody_left(rules: RuleSet, quotas: list[tuple[int, Quota]]) -> Iterator[Flaw]:
    most = {step.star: step.at_most for _, step in quotas if step.at_most is not None}
    total = sum(most.values(), Fraction(0))
    if set(most) == set(rules.levels.stars) and total < 1 and not rules.levels.has_unstarred:
        message = text("Every level is bounded, and together they take in %(sum)s only.", sum=percent(total))
        hint = text("The others end without a star: leave the lowest level free, or add a level “star: none”.")
        yield Flaw(("steps", quotas[-1][0], "at_most"), "quota-unmet", message, hint, "warning")


def _cascade_flaws(quotas: list[tuple[int, Quota]]) -> Iterator[Flaw]:
    """Branches beyond a bound fall one level: a quota of that level that stood before has not seen them."""
    bounding = [(index, step) for index, step in quotas if step.at_least is None and step.last is None]
    for position, (index, step) in enumerate(bounding):
        if any(before.star < step.star for _, before in bounding[:position]):
            message = text("Branches that fall from %(star)s stars come after the quota of that level.", star=step.star)
            hint = text("Put the quotas from the highest star to the lowest.")
            yield Flaw(("steps", index, "star"), "quota-order", message, hint, "warning")
