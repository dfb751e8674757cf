"""What a review knows of its branches while it is rated: the columns that values, conditions and steps read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starrating.model import JudgedIncident, Period, ScoreTable
from starrating.rating.scores import Mask, Numbers, Stars, items_named, items_together, number_fact, totals
from starrating.ruleset import RuleSet
from starrating.ruleset.base import Number

__all__ = ["RATED", "Mask", "Numbers", "Stars", "State"]

RATED = "rated"
PastFacts = Mapping[str, Sequence[Mapping[str, object]]]
"""By branch its facts in the periods before, the last one first; empty where a period has none of it."""


@dataclass(slots=True)
class State:
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
    values: dict[str, Numbers] = field(default_factory=dict)
    after: dict[str, Stars] = field(default_factory=dict)
    facts_before: PastFacts = field(default_factory=dict)
    counted: Mapping[int, list[JudgedIncident]] = field(init=False)
    _read: dict[str, Numbers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep the incidents that count apart."""
        counting = ((row, [each for each in judged if each.counted]) for row, judged in self.judged.items())
        self.counted = {row: counted for row, counted in counting if counted}

    def number(self, ref: str | Number) -> Numbers:
        """Return what a reference names: a value, an item, a part, a number fact, `items`, `total`, or a number.

        `previous-star` is the star before. A part is its items added up, without those that do not apply. A name that
        nothing has raises `KeyError`: the proof of the rule set, and the checks of the input for items that come from
        the workbook, have refused it before.
        """
        if not isinstance(ref, str):
            return Numbers.constant(ref, len(self.table))
        if ref in self.values:
            return self.values[ref]
        if ref not in self._read:
            self._read[ref] = self._read_table(ref)
        return self._read[ref]

    def _read_table(self, name: str) -> Numbers:
        if name == "previous-star":
            return Numbers.of_stars(self.previous)
        if name == "total":
            return totals(self.table)
        if name == "items":
            return items_together(self.table, range(len(self.table.items)))
        positions = items_named(name, self.table)
        return items_together(self.table, positions) if positions else number_fact(name, self.table, self.rules)
