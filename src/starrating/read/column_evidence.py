"""What is known of the columns of a table while their roles are looked for."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from starrating.i18n import Text
from starrating.model import SCORE_COLUMNS
from starrating.patterns import regex
from starrating.read.agreement import Relation
from starrating.read.column_pairs import scaled_to
from starrating.read.full_marks import plain_label
from starrating.read.label_hints import COMPLETE, INCIDENTS, SELF_WORDS, ColumnRole, column_hint
from starrating.read.number_grid import NumberGrid
from starrating.read.table_roles import ColumnHead, Known, LineRole, Witness

TOTAL = next(column for column in SCORE_COLUMNS if column.name == "total")
_MOST_POINTS = 1000
_MOST_COUNTED = 9
_SCALED = regex("折合?百|百分制")


_BESIDE_SELF = regex(
    r"(?:上级|党委|党总支|总支|组织部?|考核组|考评组|部门|公司)?(?:考核|考评|评审|评定|审核|核定)(?:结果|情况)?"
)
"""自评 | 考评, 支部自评 | 党委考评: what the assessed score is called beside the own one, if nothing is a total."""


class ColumnEvidence:
    """The numbers in the rows of the branches, the heads and what they hint at, and what was found so far.

    `numbers` says where the rows stand, `relations` has what follows from other columns, `found` the roles.
    Items all called 自评 are scores that branches gave themselves.
    """

    relations: dict[int, Relation]

    def __init__(
        self, grid: NumberGrid, numbers: Sequence[int], heads: Sequence[ColumnHead], branch: int, known: Known
    ) -> None:
        self.grid, self.numbers, self.heads, self.branch, self.known = grid, numbers, heads, branch, known
        self.hints = [column_hint(head.title, head.above, marked=head.full_marks is not None) for head in heads]
        self.hints = [
            None
            if hint == "other" and INCIDENTS.fullmatch(plain_label(heads[column].title)) and self._has_points(column)
            else hint
            for column, hint in enumerate(self.hints)
        ]
        marked = [column for column, head in enumerate(heads) if head.full_marks is not None]
        if len(marked) > 1 and all(SELF_WORDS.search(heads[column].title) for column in marked):
            self.hints = ["self" if column in marked else hint for column, hint in enumerate(self.hints)]
        self.numeric = [column for column in range(len(heads)) if column != branch and grid.filled[:, column].any()]
        beside = [column for column in self.numeric if _BESIDE_SELF.fullmatch(plain_label(heads[column].title))]
        if "self" in self.hints and "total" not in self.hints and len(beside) == 1 and self.hints[beside[0]] is None:
            self.hints[beside[0]] = "total"
        self.found: dict[int, LineRole] = {}
        self.relations = {}

    def _has_points(self, column: int) -> bool:
        """Tell whether a column has numbers that count nothing: with decimals, or above nine."""
        filled = self.grid.filled[:, column]
        numbers, decimals = np.abs(self.grid.numbers[filled, column]), self.grid.decimals[filled, column]
        return bool((decimals > 0).any() or (numbers > _MOST_COUNTED * self.grid.unit).any())

    def say(self, column: int, role: ColumnRole, witness: Witness, because: Text, question: Text | None = None) -> None:
        """Say what a column is."""
        self.found[column] = LineRole(role, witness, because, question)

    def scaled(self, scored: Sequence[int], relations: Sequence[Relation]) -> list[Relation]:
        """Find columns called 折百 that are in every row a total on the scale of the whole."""
        columns = [column for column in scored if _SCALED.search(self.heads[column].title)]
        proven = {relation.target for relation in relations}
        totals = [each for each, hint in enumerate(self.hints) if each in proven or hint == "total"]
        found = [
            Relation(column, (total,), "blend", (weight,), spoken=len(self.numbers))
            for column in columns
            for total in totals
            if column not in {*proven, total}
            and self.known.whole
            and total not in columns
            and (weight := scaled_to(self.grid, column, total, self.known.whole))
        ]
        return list({relation.target: relation for relation in found}.values())

    def leaves(self, column: int, above: frozenset[int] = frozenset()) -> frozenset[int]:
        """Return the columns that one is made of, down to those that follow from no others but what is `above`."""
        relation, above = self.relations.get(column), above | {column}
        if relation is None or relation.kind == "share" or not above.isdisjoint(relation.parts):
            return frozenset({column})
        return frozenset().union(*(self.leaves(part, above) for part in relation.parts))

    def marks(self, columns: Sequence[int] | frozenset[int]) -> Decimal | None:
        """Return the full marks of some columns together; None unless each of them has some."""
        known = [self.heads[column].full_marks for column in columns]
        marks = [mark for mark in known if mark is not None]
        return sum(marks, Decimal(0)) if marks and len(marks) == len(known) else None

    def is_named_so(self, total: int | None) -> bool:
        """Tell whether the office says that a column is the total, or the head has its very name."""
        return total is not None and (
            self.known.columns.get(total) == "total" or plain_label(self.heads[total].title) == TOTAL.head
        )

    def is_called_whole(self, total: int) -> bool:
        """Tell whether a total is called one that leaves nothing out, such as 总分 or 最终得分."""
        return COMPLETE.search(self.heads[total].title) is not None or self.is_named_so(total)

    def could_be_points(self, column: int) -> bool:
        """Tell whether the numbers of a column are small enough for points."""
        numbers = self.grid.numbers[self.grid.filled[:, column], column]
        return bool(int(np.abs(numbers).max()) <= _MOST_POINTS * self.grid.unit)

    def exceeds_whole(self, column: int) -> bool:
        """Tell whether most numbers of a column are above the full marks of all items together."""
        if not self.known.whole:
            return False
        numbers = self.grid.numbers[self.grid.filled[:, column], column]
        return 2 * int((numbers > int(self.known.whole * self.grid.unit)).sum()) > len(numbers)

    def is_on_the_scale(self, column: int) -> bool:
        """Tell whether most numbers of a column are above half of the whole, as the scores of branches are."""
        if not self.known.whole:
            return False
        numbers = self.grid.numbers[self.grid.filled[:, column], column]
        high = (2 * numbers > int(self.known.whole * self.grid.unit)).sum()
        return 2 * int(high) > len(numbers) and not self.exceeds_whole(column)
