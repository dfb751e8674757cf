"""Which rows are branches, and what the others are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from starrating.i18n import Text, text
from starrating.model import letter
from starrating.read.agreement import MOSTLY, Relation
from starrating.read.full_marks import plain_label
from starrating.read.label_hints import RowHint, RowRole
from starrating.read.linear_relations import CHANCE
from starrating.read.number_grid import Mask, NumberGrid
from starrating.read.row_labels import RowLabels
from starrating.read.row_sums import Operation, RowFit, RowSums
from starrating.read.table_roles import LineRole, TableCells, Witness

_SURE = 1e-6
"""Chance that a branch's row is a sum of others, below which its name is doubted."""
_SEVERAL = 3
"""Cells that all say how many branches there are: no branch has the same number of points in each of so many."""
_ROLE_OF: Mapping[Operation, RowRole] = {
    "sum": "sum",
    "mean": "mean",
    "mean_with_blanks": "mean",
    "highest": "extreme",
    "lowest": "extreme",
}


class RowRoles(NamedTuple):
    """The role of every row with a label or a number, by position; and full marks, by column."""

    roles: dict[int, LineRole]
    full_marks: dict[int, Decimal]


def row_roles(
    grid: NumberGrid,
    labels: RowLabels,
    table: TableCells,
    columns: Sequence[int],
    relations: Sequence[Relation],
) -> RowRoles:
    """Find the role of every row; `columns` may be added up, `relations` say which of them follow from others."""
    return _Rows(grid, labels, table, columns, relations).roles()


class _Rows:
    def __init__(
        self,
        grid: NumberGrid,
        labels: RowLabels,
        table: TableCells,
        columns: Sequence[int],
        relations: Sequence[Relation],
    ) -> None:
        self._grid, self._labels, self._columns, self._relations = grid, labels, list(columns), relations
        self._heads, self._numbers = table.heads, table.numbers
        self._scored = np.asarray(grid.filled[:, self._columns].any(axis=1))
        self._branch = labels.proven & ~self._below_the_end(labels)
        self._branch &= ~self._titles_and_seals(labels)
        self._sums = RowSums.of(grid, self._branch, self._columns, frozenset(relation.target for relation in relations))
        breaks = labels.repeated | labels.blank | (labels.alone & ~self._branch)
        self._edges = np.flatnonzero(breaks | ~self._branch)
        self._breaks = np.flatnonzero(breaks)
        self._open = np.flatnonzero(~self._branch & ~labels.repeated & ~labels.blank).tolist()
        self._full_marks: dict[int, Decimal] = {}
        self._found: dict[int, LineRole] = {}

    def _below_the_end(self, labels: RowLabels) -> Mask:
        """Tell which rows without scores stand below a note or a signature, with no scores of a branch below them."""
        scored = np.flatnonzero(labels.proven & self._scored)
        behind = np.arange(len(self._scored)) > (int(scored[-1]) if len(scored) else -1)
        return np.asarray(behind & ~self._scored & ~labels.known & np.logical_or.accumulate(behind & labels.noted))

    def _titles_and_seals(self, labels: RowLabels) -> Mask:
        """Tell which rows without scores are the titles of groups, or seals, and no branches that lack their scores.

        They are called by an organisation above, as no row with scores is. Titles stand above branches, the first of
        them above all; one that stands alone among branches may be one of them.
        """
        rows = self._branch & ~self._scored
        if not rows.any() or not (rows & labels.above).any() or (labels.above & self._scored).any():
            return np.zeros_like(rows)
        rows &= labels.above
        scored = np.flatnonzero(self._branch & self._scored)
        titles = np.flatnonzero((rows | labels.sections) & ~labels.sealed)
        leads = len(scored) and len(titles) and titles[0] < scored[0] and titles[-1] < scored[-1]
        return np.asarray(rows & (labels.sealed | bool(leads)))

    def roles(self) -> RowRoles:
        """Decide on every row."""
        branch = self._branches()
        for row in np.flatnonzero(self._labels.repeated).tolist():
            self._found[row] = LineRole("head", Witness.LIKENESS, text("it repeats the head"))
        counts = self._counted_bands()
        for row in self._open:
            self._found[row] = counts.get(row) or (self._scored_row(row) if self._scored[row] else self._silent(row))
        return RowRoles({**branch, **self._found}, self._full_marks)

    def _branches(self) -> dict[int, LineRole]:
        """Say of the rows of branches why they are; of one that is the sum of others too, ask."""
        known = LineRole("branch", Witness.KNOWN, text("its name is known"))
        counted = LineRole("branch", Witness.KNOWN, text("it has a running number"))
        like = LineRole("branch", Witness.LIKENESS, text("its name is like the others"))
        roles = {}
        for row in np.flatnonzero(self._branch).tolist():
            roles[row] = known if self._labels.known[row] else counted if self._labels.numbered[row] else like
        doubtful = self._sums.sums_of_blocks() | self._sums.sums_of_the_others()
        doubted = self._doubted()
        for row, role in roles.items():
            fit = doubtful.get(row)
            if fit and not fit.odd and (fit.chance <= _SURE or (role is like and self._is_finest(row))):
                question = text(
                    "“%(label)s” is like a branch, but %(fit)s; which is it?",
                    label=self._labels.labels[row],
                    fit=self._agreement(fit),
                )
                roles[row] = LineRole("branch", role.witness, role.because, question)
            elif row in doubted:
                question = text(
                    "“%(label)s” is like a branch by its name alone; is it one?", label=self._labels.labels[row]
                )
                roles[row] = LineRole("branch", role.witness, doubted[row], question)
        return roles

    def _is_finest(self, row: int) -> bool:
        """Tell whether a row has more decimals than any other branch, as a mean has."""
        decimals = self._grid.decimals.max(axis=1, initial=0)
        others = self._branch.copy()
        others[row] = False
        return bool(decimals[row] > decimals[others].max(initial=0))

    def _doubted(self) -> dict[int, Text]:
        """Say of rows whose name alone is like a branch's what speaks against them: no running number, or a count.

        A count is one small number, in one column or in all of them; a name that stands there twice is none of a count.
        """
        alike = self._branch & ~self._labels.known & ~self._labels.numbered
        if not alike.any():
            return {}
        numbers, filled = self._grid.numbers[:, self._columns], self._grid.filled[:, self._columns]
        beyond = np.abs(numbers).max(initial=0) + 1
        told = np.where(filled & self._branch[:, None], numbers, beyond)
        same = told.min(axis=1, initial=beyond) == np.where(filled, numbers, 0).max(axis=1, initial=0)
        could = np.flatnonzero(alike & self._scored & same)
        second = np.partition(told, 1, axis=0)[1] if len(could) and len(told) > 1 else told.min(axis=0, initial=0)
        numbers, filled = numbers[could], filled[could]
        small = (numbers > 0) & (numbers <= (int(self._branch.sum()) - 1) * self._grid.unit)
        counts = small & (numbers % self._grid.unit == 0) & (numbers < second - numbers)
        few = text("its numbers are far below those of all others, and could count branches")
        rows = could[(counts | ~filled).all(axis=1)].tolist()
        names = Counter(map(plain_label, self._labels.labels)) if rows else {}
        found = {row: few for row in rows if names[plain_label(self._labels.labels[row])] == 1}
        if self._labels.expects_numbers:
            bare = text("the others have a running number, and it has none")
            found |= dict.fromkeys(np.flatnonzero(alike).tolist(), bare)
        return found

    def _silent(self, row: int) -> LineRole:
        """Account for a row without scores: a title, a note, the departments that score."""
        hint = self._labels.hints[row].role
        role: RowRole = hint if hint in {"sum", "mean", "extreme", "full_marks", "summary"} else "note"
        return LineRole(role, Witness.PLACE, text("it has no scores"))

    def _scored_row(self, row: int) -> LineRole:
        """Decide on a row with scores that is no proven branch."""
        hint = self._labels.hints[row]
        label = self._labels.labels[row]
        if self._labels.denied[row]:
            return LineRole(
                hint.role or "summary", Witness.KNOWN, text("“%(label)s” is known to be no branch", label=label)
            )
        fits = self._fits(row)
        best = self._agreed(hint, fits)
        if best and (not self._labels.numbered[row] or hint.certain):
            return LineRole(_ROLE_OF[best.operation], Witness.ARITHMETIC, self._agreement(best), odd=best.odd)
        if (marks := self._as_full_marks(row, hint)) is not None:
            return marks
        if hint.certain and not self._labels.numbered[row]:
            return self._by_word(row, hint, fits)
        return self._as_weights(row) or self._as_count(row) or self._as_note(row) or self._asked(row, hint, fits)

    def _as_weights(self, row: int) -> LineRole | None:
        """Take a row for that of the weights if its numbers are those by which a total follows from other columns."""
        for relation in self._relations if not self._labels.numbered[row] else ():
            parts, filled = list(relation.parts), set(np.flatnonzero(self._grid.filled[row]).tolist())
            said = [Fraction(int(number), self._grid.unit) for number in self._grid.numbers[row, parts]]
            weights = [list(relation.weights), [100 * weight for weight in relation.weights]]
            if relation.kind == "blend" and filled - {relation.target} == set(parts) and said in weights:
                because = text("its numbers are the weights of %(total)s", total=letter(relation.target))
                return LineRole("full_marks", Witness.ARITHMETIC, because)
        return None

    def _as_note(self, row: int) -> LineRole | None:
        """Take a row for a note or a signature with a date, if it says so and has but one of several numbers."""
        if self._labels.noted[row] and int(self._grid.filled[row, self._columns].sum()) == 1 < len(self._columns):
            return LineRole("note", Witness.WORD, text("“%(label)s” can be no branch", label=self._labels.labels[row]))
        return None

    def _fits(self, row: int) -> list[RowFit]:
        """Return how a row agrees with what it may sum up: all, its page, what stands above or below it."""
        spans = dict.fromkeys(
            (
                (0, len(self._branch)),
                self._between(self._breaks, row),
                (self._between(self._edges, row)[0], row),
                (row + 1, self._between(self._edges, row)[1]),
                (0, row),
                (row + 1, len(self._branch)),
                (self._between(self._breaks, row)[0], row),
            )
        )
        return list(self._sums.fits(row, [span for span in spans if span[0] < span[1]], max(1, len(self._open))))

    def _between(self, edges: NDArray[np.intp], row: int) -> tuple[int, int]:
        """Return the rows from behind the last edge above a row up to the next edge below it."""
        above, below = edges[edges < row], edges[edges > row]
        return (int(above[-1]) + 1 if len(above) else 0), (int(below[0]) if len(below) else len(self._branch))

    def _agreed(self, hint: RowHint, fits: Sequence[RowFit]) -> RowFit | None:
        """Return what a row agrees with: what its label says in most cells, or what cannot hold by chance.

        An extreme is never proven by arithmetic: the best branch is the row of maxima.
        """
        worded = [fit for fit in fits if _ROLE_OF[fit.operation] == hint.role and fit.share >= MOSTLY]
        proven = [
            fit for fit in fits if _ROLE_OF[fit.operation] != "extreme" and fit.chance <= CHANCE and fit.share >= MOSTLY
        ]
        agreed = [fit for fit in worded if not fit.odd] or [fit for fit in proven if not fit.odd] or worded or proven
        return min(agreed, key=lambda fit: (len(fit.odd), -fit.agreeing, fit.first - fit.last), default=None)

    def _by_word(self, row: int, hint: RowHint, fits: Sequence[RowFit]) -> LineRole:
        """Leave a row out because its label can mean nothing else, and name the cells where it is not true."""
        role = hint.role or "summary"
        because = text("“%(label)s” can be no branch", label=self._labels.labels[row])
        alike = [fit for fit in fits if _ROLE_OF[fit.operation] == role]
        nearest = max(alike, key=lambda fit: fit.agreeing, default=None)
        partial = plain_label(self._labels.labels[row]).startswith("其中")
        if nearest is None or partial or not nearest.agreeing:
            return LineRole(role, Witness.WORD, because, odd=nearest.odd if nearest and not partial else ())
        return LineRole(role, Witness.WORD, self._agreement(nearest), odd=nearest.odd)

    def _as_full_marks(self, row: int, hint: RowHint) -> LineRole | None:
        """Take a row for that of the full marks if its label or place says so, and its numbers can be such.

        They can if they are those of the heads, if nothing is above them, or if the same stands below every head.
        """
        filled = [column for column in self._columns if self._grid.filled[row, column]]
        in_heads = {column: self._heads[column].full_marks for column in filled if self._heads[column].full_marks}
        marks_of = {column: Decimal(int(self._grid.numbers[row, column])) / self._grid.unit for column in filled}
        first = row == 0 or bool(self._labels.repeated[row - 1]) or row - 1 in self._found
        placed = first and not self._labels.numbered[row] and (self._labels.has_form or not self._labels.labels[row])
        if not filled or not (hint.role == "full_marks" or (placed and hint.role is None)):
            return None
        if in_heads and all(marks_of[column] == marks for column, marks in in_heads.items()):
            because = text("its numbers are the full marks of the heads")
        elif len(filled) > 1 and self._is_repeated(row):
            because = text("the same row stands below every head")
        elif len(filled) > 1 and self._tops(row, filled):
            because = text("it stands below the head, and no score is above it")
        else:
            return None
        self._full_marks |= marks_of
        return LineRole("full_marks", Witness.WORD if hint.role else Witness.PLACE, because)

    def _is_repeated(self, row: int) -> bool:
        again = [int(head) + 1 for head in np.flatnonzero(self._labels.repeated) if head + 1 < len(self._branch)]
        return bool(again) and all(
            (self._grid.numbers[other] == self._grid.numbers[row]).all()
            and (self._grid.states[other] == self._grid.states[row]).all()
            for other in again
        )

    def _tops(self, row: int, filled: Sequence[int]) -> bool:
        branches = self._grid.numbers[self._branch][:, filled]
        return bool(len(branches) and (self._grid.numbers[row, filled] >= branches.max(axis=0)).all())

    def _counted_bands(self) -> dict[int, LineRole]:
        """Find the rows of a small summary, such as 五星级 2 and 未定星 1: together they count every branch once.

        Some of them are called so, and the others stand next to these.
        """
        found: dict[int, LineRole] = {}
        branches = int(self._branch.sum()) * self._grid.unit
        worded = {row for row in self._open if self._labels.hints[row].role in {"summary", "count"}}
        alone = [row for row in self._open if self._grid.filled[row, self._columns].sum() == 1]
        for column in self._columns:
            rows = [row for row in alone if self._grid.filled[row, column]]
            for first in [row for row in rows if row - 1 not in rows]:
                block = [row for row in rows if set(range(first, row)) <= set(rows) and row >= first]
                counted = int(self._grid.numbers[block, column].sum()) == branches
                if len(block) > 1 and counted and 2 * len(worded.intersection(block)) >= len(block):
                    because = text("together these rows count every branch once")
                    found |= dict.fromkeys(block, LineRole("summary", Witness.ARITHMETIC, because))
        return found

    def _as_count(self, row: int) -> LineRole | None:
        """Take a row for a count if its label says so, and it counts the cells of every column, or of a group."""
        hint, filled = self._labels.hints[row], [column for column in self._columns if self._grid.filled[row, column]]
        worded = hint.role == "count" or (
            hint.role is None and not self._labels.numbered[row] and len(filled) >= _SEVERAL
        )
        spans = ((0, len(self._branch)), (self._between(self._edges, row)[0], row))
        for first, last in spans if worded else ():
            rows = np.flatnonzero(self._branch[first:last]) + first
            counts = self._grid.filled[rows][:, filled].sum(axis=0) * self._grid.unit
            if len(rows) and (self._grid.numbers[row, filled] == counts).all():
                return LineRole("count", Witness.ARITHMETIC, text("it counts the branches"))
        return None

    def _asked(self, row: int, hint: RowHint, fits: Sequence[RowFit]) -> LineRole:
        label = self._labels.labels[row]
        near = max(fits, key=lambda fit: fit.share, default=None)
        if not label:
            question = text("the row has numbers, but no name; is it a branch, or is it not to be read?")
        else:
            question = text(
                "“%(label)s” is neither a branch by its name or number, nor a sum; is it a branch?", label=label
            )
        because = self._agreement(near) if near and near.share >= MOSTLY else text("nothing proves what it is")
        return LineRole(hint.role or "summary", Witness.PLACE, because, question)

    def _agreement(self, fit: RowFit) -> Text:
        """Say what a row agrees with, and in how many cells."""
        first, last = self._first_and_last(fit)
        fields = {"first": first, "last": last, "held": fit.agreeing, "many": fit.agreeing + len(fit.odd)}
        if fit.operation == "sum":
            return text(
                "it is the sum of the branches from row %(first)s to %(last)s in %(held)s of %(many)s cells", **fields
            )
        if fit.operation in {"mean", "mean_with_blanks"}:
            return text(
                "it is the mean of the branches from row %(first)s to %(last)s in %(held)s of %(many)s cells", **fields
            )
        return text(
            "it is the extreme of the branches from row %(first)s to %(last)s in %(held)s of %(many)s cells", **fields
        )

    def _first_and_last(self, fit: RowFit) -> tuple[int, int]:
        rows = np.flatnonzero(self._branch[fit.first : fit.last]) + fit.first
        return self._numbers[rows[0]], self._numbers[rows[-1]]
