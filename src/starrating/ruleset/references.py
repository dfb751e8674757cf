"""The numbers that a rule set reads by name and that the score sheet has to give."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from starrating.ruleset.base import Section
from starrating.ruleset.proof.reading import names_in
from starrating.ruleset.rule_set import RuleSet

ITEMS: Final = "items"
TOTAL: Final = "total"
_WITHOUT_A_CELL = frozenset({"full-marks", "previous-star"})


def names_from_book(rules: RuleSet) -> Mapping[str, str]:
    """Return the items, parts, `items` and `total` that the book must give, each with the key that first names it.

    A value is made from what stands before it, so `total` within a value called total is the total of the book. Where
    the star is a number of its own, the bands take in no number.
    """
    made = {fact.id for fact in rules.facts} | _WITHOUT_A_CELL
    found: dict[str, str] = {}
    for value in rules.values:
        _keep(found, value, f"values[{value.id}]", made)
        made.add(value.id)
    levels = rules.levels if rules.levels.star_is is None else rules.levels.model_copy(update={"of": Decimal(0)})
    _keep(found, levels, "levels", made)
    for step in rules.steps:
        _keep(found, step, f"steps[{step.clause}]", made)
    return found


def score_is_sum(rules: RuleSet) -> bool:
    """Tell whether the score is the sum of the items, so that a stated total must agree with it."""
    return rules.levels.of == TOTAL and all(value.id != TOTAL for value in rules.values)


def _keep(found: dict[str, str], part: Section, key: str, made: set[str]) -> None:
    for name, _ in names_in(part, ()):
        if name not in made:
            found.setdefault(name, key)
