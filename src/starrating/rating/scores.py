"""From the cells of the score table to columns of exact numbers (rule kinds S1, S7; plan 3-criteria)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from starrating.exact import Exact, Number
from starrating.model import NO_STAR, NUMBER, ScoreTable
from starrating.ruleset import RuleSet

Mask = NDArray[np.bool_]
Stars = NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """A column of exact numbers of n branches; where `known` is False there is none, and the number means nothing."""

    exact: Exact
    known: Mask

    @classmethod
    def constant(cls, number: Number, many: int) -> "Numbers":
        """Make a column of one number that is there for every branch."""
        return cls(Exact.constant(number, many), np.ones(many, np.bool_))

    @classmethod
    def of_stars(cls, stars: Stars) -> "Numbers":
        """Take stars as numbers; NO_STAR is none."""
        return cls(Exact(stars.astype(np.int64)), stars != NO_STAR)

    def or_zero(self) -> Exact:
        """Return the numbers, 0 where there is none."""
        if self.known.all():
            return self.exact
        return Exact(np.where(self.known, self.exact.numerators, 0), self.exact.unit)


def totals(table: ScoreTable) -> Numbers:
    """Return the score of each branch: the sum of its items, else the total that the book states.

    With both, the items decide; that they agree is a matter of the checks.
    """
    if table.items:
        return items_together(table, range(len(table.items)))
    return Numbers(table.total, table.total_states == NUMBER)


def items_together(table: ScoreTable, positions: Sequence[int]) -> Numbers:
    """Add items up, each branch's without those that do not apply to it; with none left there is no number."""
    picked = list(positions)
    known = table.point_states[:, picked] == NUMBER
    return Numbers(table.points[:, picked].sum(), known.any(axis=1))


def items_named(name: str, table: ScoreTable) -> list[int]:
    """Return the positions of the item of that code or title, else of the items of the part of that title."""
    one = [i for i, item in enumerate(table.items) if name in {item.code, item.title}]
    return one or [i for i, item in enumerate(table.items) if item.part == name]


def number_fact(name: str, table: ScoreTable, rules: RuleSet) -> Numbers:
    """Return a fact of numbers or stars; a name that is no such fact raises `KeyError`."""
    if not any(fact.id == name and fact.values in {"number", "star"} for fact in rules.facts):
        raise KeyError(name)
    cells = table.column(name)
    return Numbers(Exact.from_decimals(cell or 0 for cell in cells), np.array([cell is not None for cell in cells]))


def star_column(table: ScoreTable, name: str) -> Stars:
    """Return a column of stars as int16, NO_STAR where blank."""
    if name not in table.columns:
        return np.full(len(table), NO_STAR, np.int16)
    return np.array([NO_STAR if star is None else star for star in table.columns[name]], dtype=np.int16)
