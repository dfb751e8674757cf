"""Targets and consequences: levels that exist, periods that are reviewed, shares that do not fall (plan 2, 4.6)."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from starrating.errors import Problem
from starrating.i18n import text
from starrating.ruleset.keys import at_key, twice, unknown
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.targets import Milestone

if TYPE_CHECKING:
    from starrating.errors import KeyPath

_MILESTONES = ("targets", "milestones")
LEVEL = text("level with the star")


def target_flaws(rules: RuleSet) -> Iterator[Problem]:
    """Check the milestones and the stars that consequences name."""
    yield from _star_flaws(rules)
    milestones = rules.targets.milestones if rules.targets else ()
    yield from twice(
        ((*_MILESTONES, index, "due"), f"{_counted(one)} @{one.due}") for index, one in enumerate(milestones)
    )
    for index, (before, one) in enumerate(pairwise(milestones), 1):
        if one.due < before.due:
            message = text("The targets do not stand in the order of their periods.")
            yield at_key((*_MILESTONES, index, "due"), "target-order", message, severity="warning")
    yield from _fallback_flaws(milestones)
    yield from _period_flaws(rules, milestones)


def _star_flaws(rules: RuleSet) -> Iterator[Problem]:
    stars = rules.levels.stars
    named: list[tuple[KeyPath, int | str]] = [
        ((*_MILESTONES, i, "star"), one.star) for i, one in enumerate(rules.targets.milestones if rules.targets else ())
    ]
    consequences = rules.consequences
    if consequences.nomination:
        named.append((("consequences", "nomination", "star"), consequences.nomination.star))
    if consequences.assistance:
        named.append((("consequences", "assistance", "star"), consequences.assistance.star))
    yield from (unknown(path, LEVEL, star, stars) for path, star in named if star not in {"none", *stars})


def _counted(milestone: Milestone) -> str:
    return f"{milestone.star}{'+' if milestone.or_more else ''} {_side(milestone)}"


def _side(milestone: Milestone) -> str:
    return "at_most" if milestone.at_least is None else "at_least"


def _fallback_flaws(milestones: tuple[Milestone, ...]) -> Iterator[Problem]:
    """Find targets that ask for less than an earlier one: probably a slip."""
    latest: dict[str, Milestone] = {}
    for one, index in sorted(((one, index) for index, one in enumerate(milestones)), key=lambda pair: pair[0].due):
        before = latest.get(_counted(one))
        if before and _asks_less(before, one):
            message = text("This target asks for less than that of %(due)s.", due=before.due)
            yield at_key((*_MILESTONES, index, _side(one)), "target-falls-back", message, severity="warning")
        latest[_counted(one)] = one


def _asks_less(before: Milestone, after: Milestone) -> bool:
    if before.at_least is not None and after.at_least is not None:
        return after.at_least < before.at_least
    return before.at_most is not None and after.at_most is not None and after.at_most > before.at_most


def _period_flaws(rules: RuleSet, milestones: tuple[Milestone, ...]) -> Iterator[Problem]:
    for index, one in enumerate(milestones):
        if not one.due.is_year and one.due.length != rules.procedure.review:
            message = text(
                "By procedure.review no review is of a period such as %(due)s: it is never rated.", due=one.due
            )
            hint = text("Write the year: %(year)s", year=one.due.year)
            yield at_key((*_MILESTONES, index, "due"), "period-not-reviewed", message, hint)
