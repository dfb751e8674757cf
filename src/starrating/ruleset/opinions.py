"""What recorded opinions of departments say, by the departments and conditions of a rule set (plan 4.4-procedure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from starrating.errors import CellRef
from starrating.model.cell_words import AGAINST, NOT_ANSWERED
from starrating.ruleset.conditions import OpinionTest
from starrating.ruleset.reads import sections_of
from starrating.ruleset.rule_set import RuleSet


def answering(opinions: Iterable[Mapping[str, Any]], rules: RuleSet) -> tuple[str, ...]:
    """Return the departments of the rule set with an answer about any branch, in the rule set's order."""
    said = {each["department"] for each in opinions if each.get("opinion") not in {None, NOT_ANSWERED}}
    return tuple(department for department in rules.procedure.departments if department in said)


@dataclass(frozen=True, slots=True)
class Reservation:
    """What a department has against a branch, in its own words, empty where it wrote none; `place` is the cell."""

    department: str
    branch: str
    words: str
    place: CellRef | None = None


def reservations(
    opinions: Iterable[Mapping[str, Any]], rules: RuleSet, places: Iterable[CellRef] = ()
) -> tuple[Reservation, ...]:
    """Return what departments have against branches (有) and no rule answers for: the committee has to."""
    answered_by_rule = {test.opinion for test in sections_of(rules, OpinionTest)}
    return tuple(
        Reservation(each["department"], each["branch"], each.get("note") or "", place)
        for each, place in zip_longest(opinions, places)
        if each and each.get("opinion") == AGAINST and each["department"] not in answered_by_rule
    )
