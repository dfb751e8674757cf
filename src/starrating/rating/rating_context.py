"""What a review knows of its branches while it is rated: the columns that values, conditions and steps read.

From the cells of the score table to columns of exact numbers (rule kinds S1, S7; plan 3-criteria).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from starrating.decimals import Number as ExactNumber
from starrating.exact import Exact
from starrating.model import NO_STAR, NUMBER, JudgedIncident, Period, ScoreTable
from starrating.ruleset import RuleSet
from starrating.ruleset.base import Number

PastFacts = Mapping[str, Sequence[Mapping[str, object]]]
"""By branch its facts in the periods before, the last one first; empty where a period has none of it."""

Mask = NDArray[np.bool_]
Stars = NDArray[np.int16]


class NumberColumn(Struct, frozen=True, eq=False):
    """A column of exact numbers of n branches; where `known` is False there is none, and the number means nothing."""

    exact: Exact
    known: Mask

    @classmethod
    def constant(cls, number: ExactNumber, many: int) -> "NumberColumn":
        """Make a column of one number that is there for every branch."""
        return cls(Exact.constant(number, many), np.ones(many, np.bool_))

    @classmethod
    def of_stars(cls, stars: Stars) -> "NumberColumn":
        """Take stars as numbers; NO_STAR is none."""
        return cls(Exact(stars.astype(np.int64)), stars != NO_STAR)

    def or_zero(self) -> Exact:
        """Return the numbers, 0 where there is none."""
        if self.known.all():
            return self.exact
        return Exact(np.where(self.known, self.exact.numerators, 0), self.exact.unit)


@dataclass(slots=True)
class RatingContext:
    """The state of a review of n branches, in the order of the table.

    `judged` has the incidents by row, in the order of their dates, `counted` those of them that count; `opinions` by
    branch and department; `past` the stars of the periods before, the last one first, NO_STAR where there was none.
    `values` has the values made so far by id; `after` has the stars as the steps that have an id have
    left them; `by_score`, `current` and `status` are there once the levels have been read.
    """

    table: ScoreTable
    rules: RuleSet
    period: Period | None
    judged: Mapping[int, list[JudgedIncident]]
    previous: Stars
    past: Mapping[str, tuple[int, ...]]
    opinions: Mapping[str, Mapping[str, str]]
    by_score: Stars
    current: Stars
    status: list[str]
    values: dict[str, NumberColumn] = field(default_factory=dict)
    after: dict[str, Stars] = field(default_factory=dict)
    facts_before: PastFacts = field(default_factory=dict)
    counted: Mapping[int, list[JudgedIncident]] = field(init=False)
    _read: dict[str, NumberColumn] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep the incidents that count apart."""
        counting = ((row, [incident for incident in judged if incident.counted]) for row, judged in self.judged.items())
        self.counted = {row: counted for row, counted in counting if counted}

    def number(self, ref: str | Number) -> NumberColumn:
        """Return what a reference names: a value, an item, a part, a number fact, `items`, `total`, or a number.

        `previous-star` is the star before. A part is its items added up, without those that do not apply. A name that
        nothing has raises `KeyError`: the proof of the rule set, and the checks of the input for items that come from
        the workbook, have refused it before.
        """
        if not isinstance(ref, str):
            return NumberColumn.constant(ref, len(self.table))
        if ref in self.values:
            return self.values[ref]
        if ref not in self._read:
            self._read[ref] = self._read_table(ref)
        return self._read[ref]

    def _read_table(self, name: str) -> NumberColumn:
        if name == "previous-star":
            return NumberColumn.of_stars(self.previous)
        if name == "total":
            return totals(self.table)
        if name == "items":
            return items_together(self.table, range(len(self.table.items)))
        positions = items_named(name, self.table)
        return items_together(self.table, positions) if positions else number_fact(name, self.table, self.rules)


def totals(table: ScoreTable) -> NumberColumn:
    """Return the score of each branch: the sum of its items, else the total that the book states.

    With both, the items decide; that they agree is a matter of the checks.
    """
    if table.items:
        return items_together(table, range(len(table.items)))
    return NumberColumn(table.total, table.total_states == NUMBER)


def items_together(table: ScoreTable, positions: Sequence[int]) -> NumberColumn:
    """Add items up, each branch's without those that do not apply to it; with none left there is no number."""
    picked = list(positions)
    known = table.point_states[:, picked] == NUMBER
    return NumberColumn(table.points[:, picked].sum(), known.any(axis=1))


def items_named(name: str, table: ScoreTable) -> list[int]:
    """Return the positions of the item of that code or title, else of the items of the part of that title."""
    one = [i for i, item in enumerate(table.items) if name in {item.code, item.title}]
    return one or [i for i, item in enumerate(table.items) if item.part == name]


def number_fact(name: str, table: ScoreTable, rules: RuleSet) -> NumberColumn:
    """Return a fact of numbers or stars; a name that is no such fact raises `KeyError`."""
    if not any(fact.id == name and fact.values in {"number", "star"} for fact in rules.facts):
        raise KeyError(name)
    cells = table.column(name)
    return NumberColumn(
        Exact.from_decimals(cell or 0 for cell in cells), np.array([cell is not None for cell in cells])
    )


def star_column(table: ScoreTable, name: str) -> Stars:
    """Return a column of stars as int16, NO_STAR where blank."""
    if name not in table.columns:
        return np.full(len(table), NO_STAR, np.int16)
    return np.array([NO_STAR if star is None else star for star in table.columns[name]], dtype=np.int16)
