"""A score sheet as it was read: what the other words and numbers of the sheet are compared with."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

import numpy as np
from msgspec import Struct

from starrating.errors import CellRef
from starrating.formats.sheet import Sheet
from starrating.model import NOT_APPLICABLE, NUMBER, ScoreTable
from starrating.read.header_row import ColumnHeader
from starrating.read.sheet_words import WordsAround
from starrating.read.table_meaning import TableMeaning
from starrating.read.table_roles import Known
from starrating.ruleset import RuleSet
from starrating.ruleset.conditions import IncidentsTest
from starrating.ruleset.reads import score_is_sum
from starrating.ruleset.spans import star_at

COUNT_DIFFERS, STARS_DIFFER = "count-differs", "star-count-differs"


class ScoredSheet(Struct, frozen=True, eq=False, dict=True):
    """A sheet, the heads of its columns that are not read, what its rows mean, the scores, what was known before.

    `noted` are the heads of the columns of remarks.

    `around` are the words around the branches, without those that are known to be about something else.

    Rows are called by their numbers, as the spreadsheet counts.
    """

    grid: Sheet
    heads: Sequence[ColumnHeader]
    noted: Sequence[ColumnHeader]
    meaning: TableMeaning
    table: ScoreTable
    rules: RuleSet
    known: Known
    around: WordsAround

    @cached_property
    def scores(self) -> dict[int, Decimal]:
        """The score of every row that has one: its total, or the sum of its items where there is no total.

        Empty where the rule set makes a score of its own.
        """
        table = self.table
        if not score_is_sum(self.rules):
            return {}
        has_total = table.total_states == NUMBER
        added = np.isin(table.point_states, (NUMBER, NOT_APPLICABLE)).all(axis=1) & bool(table.items)
        totals = table.total.texts()
        sums = table.points.sum(axis=1).texts() if added.any() else totals
        return {
            int(table.rows[index]): Decimal(totals[index] if has_total[index] else sums[index])
            for index in np.flatnonzero(has_total | added).tolist()
        }

    @cached_property
    def stars(self) -> dict[int, int | None]:
        """The star of every row by its score; empty unless this alone gives it, less what incidents take off."""
        bands, steps = self.rules.levels.bands, self.rules.steps
        by_incidents = all(step.effect == "lower" and isinstance(step.when, IncidentsTest) for step in steps)
        if self.rules.levels.star_is is not None or not by_incidents or any(band.needs for band in bands):
            return {}
        star_of = {score: star_at(self.rules.levels, score) for score in set(self.scores.values())}
        return {number: star_of[score] for number, score in self.scores.items()}

    @cached_property
    def is_proven(self) -> bool:
        """Whether the items prove the total in every row, so that what contradicts it is more likely wrong itself."""
        roles = self.meaning.roles
        return roles is not None and not roles.unproven

    def place(self, number: int) -> CellRef:
        """Say where the name of the branch of a row stands."""
        return self.table.sheets[0].place("branch", number)

    def lines(self) -> Iterator[tuple[CellRef, int, str]]:
        """Yield the words above, between and below the branches, with place and row, 0 for what is above the heads."""
        for number, column, words in self.around.titles:
            yield self.grid.place(number, column), 0, words
        for number, column, words in self.around.notes:
            yield self.grid.place(number, column), number, words
