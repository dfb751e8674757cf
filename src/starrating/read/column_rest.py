"""The columns that no sum explains: items by their full marks, points that nobody adds up, what can be no points."""

from decimal import Decimal

import numpy as np

from starrating.i18n import Text, text
from starrating.model import letter
from starrating.read.column_evidence import ColumnEvidence
from starrating.read.column_pairs import apart_by_one_number, counts_once, difference_of, equal_share, orders
from starrating.read.head_roles import periods_of
from starrating.read.label_hints import COMPLETE, SCORE, SETTLED, ColumnRole, names_score
from starrating.read.number_grid import Integers
from starrating.read.table_roles import LineRole, Witness

_COUNTS = 2
"""Columns beside a lone total that may be counts: those who should have come, and those who came."""
_FEW = 3
"""With fewer branches, low scores say nothing."""


def account_for_the_rest(columns: ColumnEvidence, total: int | None) -> None:
    """Account for every column that has no role yet, and doubt scores that are low."""
    rest = _Rest(columns, total)
    for column in [column for column in columns.numeric if column not in columns.found]:
        rest.account_for(column)
    rest.doubt_what_is_low()


class _Rest:
    def __init__(self, columns: ColumnEvidence, total: int | None) -> None:
        self._columns, self._total = columns, total
        self._proven = total is not None and total in columns.relations
        self._complete = total is not None and self._proven and not columns.relations[total].odd.size
        self._named = letter(total) if total is not None else ""
        self._differences: dict[int, Text | None] = {}
        self._open = [column for column in columns.numeric if column not in columns.found]

    def account_for(self, column: int) -> None:
        """Say what a column is, or ask."""
        known, head, hint = self._columns, self._columns.heads[column], self._columns.hints[column]
        without = text("%(total)s is complete without it", total=self._named)
        if self._complete and head.full_marks is not None and head.full_marks == known.known.whole:
            known.say(column, "other", Witness.ARITHMETIC, without)
        elif head.full_marks is not None and hint not in {"total", "mean", "subtotal"}:
            self._marked(column)
        elif hint is None and self._has_head(column) and counts_once(known.grid, column):
            known.say(column, "number", Witness.ARITHMETIC, text("it numbers the rows 1, 2, 3 …"))
        elif self._is_rival(column):
            question = text(
                "“%(head)s” is a score as %(total)s is, and not the same; which of the two counts?",
                head=head.title,
                total=self._named,
            )
            known.say(column, "total", Witness.LIKENESS, text("its numbers could be points"), question)
        elif because := self._difference(column):
            known.say(column, "other", Witness.ARITHMETIC, because)
        elif self._proven:
            known.found[column] = self._beside_a_proven_total(column)
        elif (again := self._repeated(column)) is not None:
            known.say(column, "subtotal", Witness.ARITHMETIC, text("it repeats %(column)s", column=letter(again)))
        elif self._is_beside_a_lone_total(column):
            known.say(column, "other", Witness.WORD, without)
        else:
            known.found[column] = self._beside_no_proven_total(column)

    def _beside_no_proven_total(self, column: int) -> LineRole:
        known, hint = self._columns, self._columns.hints[column]
        if hint == "judge" and self._total is None and not any(head.full_marks for head in known.heads):
            return LineRole(
                "other", Witness.WORD, text("it is what one judge gave, and no mean of judges stands beside")
            )
        if not known.could_be_points(column):
            return LineRole("other", Witness.LIKENESS, text("its numbers are too large for points"))
        role: ColumnRole = hint if hint in {"bonus", "deduction", "mean"} else "other"
        head = known.heads[column].title
        if self._total is None:
            question = text("“%(head)s” could be points, but no total says what it adds; is it an item?", head=head)
        else:
            question = text(
                "“%(head)s” could be points, and nothing says whether %(total)s has them; is it an item?",
                head=head,
                total=self._named,
            )
        return LineRole(role, Witness.LIKENESS, text("its numbers could be points"), question)

    def _marked(self, column: int) -> None:
        """Take a column with full marks for an item; a total that leaves it out is asked about."""
        known, head = self._columns, self._columns.heads[column]
        question = None
        if (twin := self._twin(column)) is not None:
            known.say(twin, "subtotal", Witness.ARITHMETIC, text("it repeats %(column)s", column=letter(column)))
        elif self._complete:
            question = text(
                "“%(head)s” has full marks, but %(total)s is the sum without it; is it an item?",
                head=head.title,
                total=self._named,
            )
        because = text("its head has the full marks %(marks)s", marks=head.full_marks)
        known.say(column, "item", Witness.WORD, because, question)

    def _beside_a_proven_total(self, column: int) -> LineRole:
        """Ask about what could be points: called so, without a head, or as an item would stand beside its likes."""
        known = self._columns
        called = known.hints[column] in {"bonus", "deduction"} or self._is_bare(column)
        counted = called and known.grid.numbers[:, column].any()
        if not (counted and known.could_be_points(column)) and not self._fits_beside(column):
            without = text("%(total)s is complete without it", total=self._named)
            return LineRole("other", Witness.ARITHMETIC, without)
        question = text(
            "“%(head)s” could be points, and %(total)s is the sum without it; is it an item?",
            head=self._columns.heads[column].title,
            total=self._named,
        )
        return LineRole("other", Witness.LIKENESS, text("its numbers could be points"), question)

    def _is_bare(self, column: int) -> bool:
        """Tell whether a column right of the branches has no head, and numbers that are not mostly above the whole."""
        columns = self._columns
        return column > columns.branch and not self._has_head(column) and not columns.exceeds_whole(column)

    def _twin(self, column: int) -> int | None:
        """Return the part of the total that repeats an item in every row: the 小计 of the only item of a department."""
        leaves = self._columns.leaves(self._total) if self._proven and self._total is not None else frozenset()
        same = (
            leaf
            for leaf in sorted(leaves)
            if (self._columns.heads[leaf].full_marks is None or self._columns.hints[leaf] == "subtotal")
            and equal_share(self._columns.grid, leaf, column) == 1
        )
        return next(same, None)

    def _repeated(self, column: int) -> int | None:
        """Return the item that a column headed 小计 repeats in every row: the only one of its department."""
        if self._columns.hints[column] != "subtotal":
            return None
        items = [other for other, line in self._columns.found.items() if line.role == "item"]
        return next((item for item in items if equal_share(self._columns.grid, item, column) == 1), None)

    def _is_rival(self, column: int) -> bool:
        """Tell whether a column may be the score that counts as well as the total.

        It does if it is the same as the total for many branches, but not for all: some were corrected later; if it
        stands behind the total, is on its scale, and is called settled or complete: 复核得分, 最终得分; if it is called
        a score too, and nothing proves the total or calls it complete; and if it is of the period: 上半年.
        """
        total, columns = self._total, self._columns
        if total is None or columns.known.columns.get(total) == "total":
            return False
        known, head = columns.known, columns.heads[column]
        if known.period in periods_of(head, known) and columns.is_on_the_scale(column):
            return not self._is_sum_of_the_whole(total) and equal_share(columns.grid, column, total) < 1
        share, title = equal_share(columns.grid, column, total), head.title
        settled = SETTLED.search(title) or (COMPLETE.search(title) and names_score(title))
        scored = names_score(title) and not self._proven and not COMPLETE.search(columns.heads[total].title)
        later = column > total and settled is not None
        return 2 * share >= 1 > share or ((later or scored) and share < 1 and columns.is_on_the_scale(column))

    def _is_sum_of_the_whole(self, total: int) -> bool:
        """Tell whether a total is in every row the sum of items that are the whole: then it alone counts."""
        columns = self._columns
        if not self._complete or columns.relations[total].kind != "sum":
            return False
        leaves = columns.leaves(total)
        plain = all(columns.heads[leaf].full_marks is None and not columns.is_on_the_scale(leaf) for leaf in leaves)
        named = columns.is_called_whole(total) and not periods_of(columns.heads[total], columns.known)
        return columns.marks(leaves) == columns.known.whole or (named and plain and len(leaves) > _COUNTS)

    def _difference(self, column: int) -> Text | None:
        if column not in self._differences:
            self._differences[column] = self._sought_difference(column)
        return self._differences[column]

    def _sought_difference(self, column: int) -> Text | None:
        """Say of which columns one is the difference, or what it lacks of one number with the total."""
        columns, hint = self._columns, self._columns.hints[column]
        if hint not in {None, "deduction"} or self._total is None:
            return None
        if apart_by_one_number(columns.grid, column, self._total):
            return text("it is as far from one number as %(total)s", total=self._named)
        others = [other for other in columns.numeric if other != column] if hint is None else []
        if pair := difference_of(columns.grid, column, others):
            return text(
                "it is the difference of %(first)s and %(second)s", first=letter(pair[0]), second=letter(pair[1])
            )
        return None

    def _is_beside_a_lone_total(self, column: int) -> bool:
        """Tell whether a column beside a total without items can be no points that this leaves out.

        So it is where it stands alone and the total is called complete; or where one or two columns have whole numbers
        that together with the total would be above the whole, and are none on the scale of scores, such as 应到 and
        实到. Three may be items that the total should be the sum of. Of a column without a head nothing is known.
        """
        columns, total = self._columns, self._total
        if total is None or columns.hints[column] or columns.relations or not self._has_head(column):
            return False
        open_ = [other for other in self._open if self._has_head(other) and self._difference(other) is None]
        if len(open_) > _COUNTS:
            return False
        if any(line.role == "item" for line in columns.found.values()):
            return False
        counted = not (columns.grid.numbers[:, column] % columns.grid.unit).any()
        beyond = counted and not columns.is_on_the_scale(column) and not self._is_within_the_whole(total, column)
        return beyond or (len(open_) == 1 and columns.is_called_whole(total))

    def _has_head(self, column: int) -> bool:
        return self._columns.heads[column].title != letter(column)

    def _fits_beside(self, column: int) -> bool:
        """Tell whether a column may be an item that a total leaves out: both together are never above the whole.

        A total that is called one, such as 总分 or 最终得分, leaves nothing out but what stands in line with its parts:
        a formula may have missed it. One of which the parts have all full marks of the whole leaves nothing out.
        """
        columns, total = self._columns, self._total
        if total is None or columns.hints[column]:
            return False
        leaves = columns.leaves(total)
        if columns.marks(leaves) == columns.known.whole or (
            columns.is_called_whole(total) and not _is_in_line(column, leaves, total)
        ):
            return False
        return columns.could_be_points(column) and self._is_within_the_whole(total, column)

    def _is_within_the_whole(self, total: int, column: int) -> bool:
        """Tell whether the total and a column together are never above the whole."""
        whole, grid = self._columns.known.whole, self._columns.grid
        if not whole:
            return False
        both = grid.numbers[:, total] + grid.numbers[:, column]
        return bool((both <= int(whole * grid.unit)).all())

    def doubt_what_is_low(self) -> None:
        """Ask about scores of which hardly one is above half of the whole: they look like points lost."""
        columns, total = self._columns, self._total
        scored = [column for column, line in columns.found.items() if line.role == "item"] if total is None else [total]
        whole = self._whole()
        if not scored or not whole or columns.is_named_so(total):
            return
        rows = columns.grid.filled[:, scored].all(axis=1)
        sums = columns.grid.numbers[:, scored].sum(axis=1)[rows]
        low = 2 * sums <= int(whole * columns.grid.unit)
        if len(low) < _FEW or 4 * int(np.count_nonzero(low)) < 3 * len(low):
            return
        if total is not None and self._is_score(total, sums, int(whole * columns.grid.unit)):
            return
        first = scored[0]
        question = text(
            "By “%(head)s” %(few)s of %(many)s branches have at most half of %(whole)s points; are they points lost?",
            head=columns.heads[first].title,
            few=int(np.count_nonzero(low)),
            many=len(low),
            whole=whole,
        )
        line = columns.found[first]
        columns.say(first, "deduction", line.witness, line.because, question)

    def _is_score(self, total: int, sums: Integers, whole: int) -> bool:
        """Tell whether low totals are scores: a rank has the best first, or the head says 得分 and none 扣分.

        The head alone is no proof where all are low and one is at most a quarter of the whole; all at most a tenth are
        of another scale.
        """
        columns = self._columns
        ranked = any(line.role == "rank" and orders(columns.grid, rank, total) for rank, line in columns.found.items())
        titled = SCORE.search(columns.heads[total].title) is not None and "deduction" not in columns.hints
        if total in columns.relations:
            return ranked or (titled and columns.relations[total].kind == "sum")
        lost = 2 * int(sums.max()) <= whole and 4 * int(sums.min()) <= whole < 10 * int(sums.max())
        return ranked or (titled and not lost)

    def _whole(self) -> Decimal | None:
        """Return the full marks of all items here: those of a department are fewer than the whole."""
        columns = self._columns
        items = [column for column, line in columns.found.items() if line.role in {"item", "deduction"}]
        return columns.known.whole and (columns.marks(items) or columns.known.whole)


def _is_in_line(column: int, parts: frozenset[int], total: int) -> bool:
    """Tell whether a column stands among the parts of a total or next to them, on the same side of it as they do."""
    beside = min(parts) - 1 <= column <= max(parts) + 1
    return beside and (column < total) == (max(parts) < total)
