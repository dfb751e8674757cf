"""Which column is the total, which are its items, and what the others are."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from starrating.i18n import Text, text
from starrating.model import SCORE_COLUMNS, letter
from starrating.read.agreement import Relation
from starrating.read.column_pairs import completes, counts, orders
from starrating.read.full_marks import plain_label
from starrating.read.head_roles import periods_of, role_by_head
from starrating.read.label_hints import COMPLETE, DERIVED, SCORE, ColumnHint, ColumnRole, column_hint, names_score
from starrating.read.linear_relations import Heads, find_relations
from starrating.read.number_grid import NumberGrid
from starrating.read.relation_words import formula, role_of
from starrating.read.table_roles import ColumnHead, Known, LineRole, Witness

TOTAL = next(column for column in SCORE_COLUMNS if column.name == "total")
_NO_PART: frozenset[ColumnHint | None] = frozenset({"number", "rank", "self", "previous", "marks", "other"})
"""Hints of columns that no total is made of."""
_SUMS: frozenset[ColumnHint | None] = frozenset({"total", "subtotal", "mean"})
_MOST_POINTS = 1000
_FEW = 3
"""With fewer branches, low scores say nothing."""


class ColumnRoles(NamedTuple):
    """The roles of the columns, the total that counts, and the relations that were found."""

    roles: dict[int, LineRole]
    total: int | None
    relations: tuple[Relation, ...]


def column_roles(
    branches: NumberGrid, numbers: Sequence[int], heads: Sequence[ColumnHead], branch: int, known: Known
) -> ColumnRoles:
    """Find the role of every column that holds a number in a row of a branch.

    `branches` has these rows, `numbers` says where they stand.
    """
    return _Columns(branches, numbers, heads, branch, known).roles()


class _Columns:
    def __init__(
        self, grid: NumberGrid, numbers: Sequence[int], heads: Sequence[ColumnHead], branch: int, known: Known
    ) -> None:
        self._grid, self._numbers, self._heads, self._known = grid, numbers, heads, known
        self._hints = [column_hint(head.title, head.above, marked=head.full_marks is not None) for head in heads]
        self._found: dict[int, LineRole] = {}
        self._numeric = [column for column in range(len(heads)) if column != branch and grid.filled[:, column].any()]
        self._branch = branch
        self._relations: dict[int, Relation] = {}

    def roles(self) -> ColumnRoles:
        self._say(self._branch, "branch", Witness.KNOWN, text("its head names the branches"))
        for column in self._numeric:
            role = role_by_head(self._heads[column], self._hints[column], column, self._known)
            if (role is None or role.role in {"number", "other"}) and self._is_running(column):
                self._say(column, "number", Witness.ARITHMETIC, text("it numbers the rows 1, 2, 3 …"))
            elif role:
                self._found[column] = role
        scored = [
            column
            for column in self._numeric
            if column not in self._found
            or self._found[column].role in {"item", "total", "subtotal", "bonus", "deduction"}
        ]
        scored = [column for column in scored if column not in self._complements(scored)]
        relations = self._found_relations(scored)
        scored, relations = self._with_doubted(scored, relations)
        self._relations = {relation.target: relation for relation in reversed(relations)}
        for relation in relations:
            if relation is not self._relations[relation.target]:
                self._told_twice(relation)
        self._ranks(scored)
        total = self._total(scored)
        self._sums(total)
        self._parts(total, scored)
        self._rest(total)
        self._doubt_what_is_low(total)
        return ColumnRoles(dict(sorted(self._found.items())), total, tuple(relations))

    def _found_relations(self, scored: list[int]) -> list[Relation]:
        """Find what follows from others; beside items whose full marks are the whole, a column without any is a sum."""
        lowest = self._grid.numbers.min(axis=0, initial=0)
        signs = [
            -1 if hint == "deduction" and least >= 0 else 1
            for hint, least in zip(self._hints, lowest.tolist(), strict=True)
        ]
        hinted = [column for column in scored if self._hints[column] in _SUMS or self._says_sum(column)]
        marks = {column: self._heads[column].full_marks for column in scored}
        whole = self._known.whole
        complete = whole and sum((mark for mark in marks.values() if mark and mark != whole), Decimal(0)) == whole
        expected = [column for column, own in marks.items() if own is None] if complete else []
        known = {column: own for column, own in marks.items() if own is not None}
        return find_relations(self._grid, scored, signs, Heads(hinted, expected, known))

    def _with_doubted(self, scored: list[int], relations: list[Relation]) -> tuple[list[int], list[Relation]]:
        """Take columns that by their words are not counted, such as 发展党员 and 自评, for such where a total has them.

        A sum is stronger than a word; one of nothing but head counts is no sum of scores.
        """
        doubted = {
            column
            for column, line in self._found.items()
            if line.role == "self" or (line.witness == Witness.WORD and self._hints[column] == "other")
        }
        proven = {relation.target for relation in relations}
        again = self._found_relations(sorted({*scored, *doubted})) if doubted and len(proven) < len(scored) else []
        for each in again:
            counts_heads = {self._hints[part] for part in each.parts} == {"other"} and doubted.issuperset(each.parts)
            if each.kind == "sum" and not each.odd.size and each.target in scored and counts_heads:
                self._say(each.target, "other", Witness.ARITHMETIC, formula(each))
        scored = [column for column in scored if column not in self._found or self._found[column].role != "other"]
        taken = [
            relation.parts
            for relation in again
            if relation.kind in {"sum", "blend"}
            and relation.target not in proven | doubted
            and not doubted.issuperset(relation.parts)
            and (self._hints[relation.target] == "total" or all(self._hints[part] != "self" for part in relation.parts))
        ]
        counted = doubted.intersection(*[set().union(*taken)])
        if not counted:
            return scored, relations
        relations = self._found_relations(sorted({*scored, *counted}))
        open_to_doubt = {column for column in counted if self._found[column].witness == Witness.WORD}
        for column in open_to_doubt:
            del self._found[column]
        return sorted({*scored, *open_to_doubt}), relations

    def _says_sum(self, column: int) -> bool:
        return bool(DERIVED.search(plain_label(self._heads[column].title)))

    def _complements(self, scored: list[int]) -> set[int]:
        """Find the columns that are, in every row, what an item beside them lacks of its full marks."""
        found: set[int] = set()
        for column, other in [*pairwise(scored), *((right, left) for left, right in pairwise(scored))]:
            marks = self._heads[column].full_marks
            if marks is None or self._heads[other].full_marks is not None or {column, other} & found:
                continue
            if self._hints[column] == "deduction" or self._hints[other] not in {"deduction", None}:
                continue
            if completes(self._grid, column, other, marks):
                because = text("it is what %(column)s lacks of its full marks", column=letter(column))
                self._say(other, "other", Witness.ARITHMETIC, because)
                found.add(other)
        return found

    def _say(
        self, column: int, role: ColumnRole, witness: Witness, because: Text, question: Text | None = None
    ) -> None:
        self._found[column] = LineRole(role, witness, because, question)

    def _is_running(self, column: int) -> bool:
        """Tell whether a column left of the branches', or one headed 序号, counts the rows."""
        return (column < self._branch or self._hints[column] == "number") and counts(self._grid, column)

    def _ranks(self, scored: list[int]) -> None:
        """Find the columns that order the rows by another, 1, 2, 2, 4 or 1, 2, 2, 3."""
        for column in [column for column in scored if column not in self._found]:
            hinted = self._hints[column] == "rank"
            others = scored if hinted else () if column in self._relations else self._relations
            of = next((other for other in others if other != column and orders(self._grid, column, other)), None)
            if of is not None:
                because = text("it orders the rows by %(column)s", column=letter(of))
                self._say(column, "rank", Witness.ARITHMETIC, because)
            elif hinted:
                self._say(column, "rank", Witness.WORD, text("“%(head)s” says so", head=self._heads[column].title))

    def _total(self, scored: list[int]) -> int | None:
        """Choose the column of the score that counts: what follows from others and is no part of anything."""
        named = [column for column in scored if self._known.columns.get(column) == "total"]
        if named:
            return named[0]
        parts = {part for relation in self._relations.values() for part in relation.parts}
        tops = [column for column in self._relations if column not in parts and self._could_be_total(column)]
        if self._worded(scored) is not None:  # what agrees in most rows only is weaker than the head of another
            tops = [column for column in tops if not self._relations[column].odd.size or self._hints[column] in _SUMS]
        sums = [column for column in tops if self._relations[column].kind not in {"mean", "trimmed_mean"}] or tops
        if len(sums) > 1:
            leaves = {column: self.leaves(column) for column in sums}
            sums = [each for each in sums if all(leaves[other] <= leaves[each] for other in sums)] or sums
        if len(sums) == 1:
            return sums[0] if self._hints[sums[0]] != "subtotal" or not self._worded(scored) else self._worded(scored)
        if sums:
            worded = [column for column in sums if self._hints[column] == "total"]
            return worded[0] if len(worded) == 1 else None
        return self._worded(scored)

    def _could_be_total(self, column: int) -> bool:
        """Tell whether what follows from others may be the score that counts.

        No total are a copy or a share of another, one whose own full marks are not the whole, a rate such as 得分率,
        and the mean of items: the marks of judges are all the whole.
        """
        relation, whole = self._relations[column], self._known.whole
        own = self._heads[column].full_marks
        if relation.kind in {"copy", "share"} or (whole and own and own != whole):
            return False
        if relation.kind == "blend":
            return self._hints[column] == "total" or len(set(relation.weights)) > 1 or sum(relation.weights) >= 1
        marks = {self._heads[part].full_marks for part in relation.parts}
        return relation.kind not in {"mean", "trimmed_mean"} or not whole or marks <= {None, whole}

    def _worded(self, scored: list[int]) -> int | None:
        """Return the one column that is called a total, or the only column of scores there is."""
        free = [column for column in scored if column not in self._found and column not in self._relations]
        worded = [column for column in free if self._hints[column] == "total"]
        worded = worded or [column for column in free if self._hints[column] == "mean"]
        worded = worded or [column for column in free if names_score(self._heads[column].title)]
        worded = worded or [
            column for column in free if self._known.period in periods_of(self._heads[column], self._known)
        ]
        without = [column for column in worded if self._heads[column].full_marks is None]
        best = worded if len(worded) == 1 else without
        return best[0] if len(best) == 1 else None

    def leaves(self, column: int, above: frozenset[int] = frozenset()) -> frozenset[int]:
        """Return the columns that one is made of, down to those that follow from no others but what is `above`."""
        relation, above = self._relations.get(column), above | {column}
        if relation is None or relation.kind == "share" or not above.isdisjoint(relation.parts):
            return frozenset({column})
        return frozenset().union(*(self.leaves(part, above) for part in relation.parts))

    def _sums(self, total: int | None) -> None:
        """Say of each column that follows from others what it is."""
        for column, relation in self._relations.items():
            if relation.kind == "share":
                self._say(
                    relation.parts[0],
                    "other",
                    Witness.ARITHMETIC,
                    text("%(share)s stands for it", share=letter(column)),
                )
            role: ColumnRole = "total" if column == total else role_of(relation)
            question = None
            marked = all(self._heads[part].full_marks is not None for part in self.leaves(column))
            if total is None and role == "subtotal" and self._hints[column] == "total" and not marked:
                question = text("several columns are totals of their own items; which one counts?")
            odd = tuple(int(self._numbers[row]) for row in relation.odd)
            if column == total and relation.kind in {"mean", "trimmed_mean"}:
                role = "mean"
            self._found[column] = LineRole(role, Witness.ARITHMETIC, formula(relation), question, odd)
        if total is not None and total not in self._relations:
            witness = Witness.KNOWN if total in self._known.columns else Witness.WORD
            self._say(total, "total", witness, text("“%(head)s” says so", head=self._heads[total].title))

    def _told_twice(self, relation: Relation) -> None:
        """Say of the parts of a second decomposition that they tell the same once more, unless they carry the marks.

        Where one of them is called a total, it is what the others leave of the sum: 小计 less 核减 is 总分.
        """
        totals = [part for part in relation.parts if self._hints[part] == "total"]
        if len(totals) == 1 and relation.kind == "sum" and self._hints[relation.target] != "total":
            others = tuple(part for part in relation.parts if part not in totals)
            weights = (Fraction(1), *(Fraction(-1) for _ in others))
            self._relations[totals[0]] = replace(
                relation, target=totals[0], parts=(relation.target, *others), weights=weights
            )
            return
        first = self._relations[relation.target]
        marked = [sum(self._heads[part].full_marks is not None for part in each.parts) for each in (first, relation)]
        if marked[1] > marked[0]:
            self._relations[relation.target], relation = relation, first
        because = text("%(total)s is the sum of these columns too", total=letter(relation.target))
        for part in relation.parts:
            self._say(part, "other", Witness.ARITHMETIC, because)

    def _parts(self, total: int | None, scored: list[int]) -> None:
        """Say of each column that the total is made of what it is."""
        relation = self._relations.get(total) if total is not None else None
        tops = [total] if relation and total is not None else list(self._relations)
        for top in tops:
            proven = self._relations[top].kind in {"sum", "deduction"}
            for part in sorted(self.leaves(top)):
                if total is None and not proven and self._heads[part].full_marks is not None:
                    continue  # its mean or its rate says nothing of an item
                role: ColumnRole = "item" if proven else "other"
                if self._relations[top].kind == "deduction" or self._hints[part] == "deduction":
                    role = "deduction"
                elif self._hints[part] == "bonus" and self._heads[part].full_marks is None:
                    role = "bonus"
                if part in scored and (part not in self._relations or self._relations[part].kind == "share"):
                    because = text("it is a part of %(total)s", total=letter(top))
                    self._say(part, role, Witness.ARITHMETIC, because)

    def _rest(self, total: int | None) -> None:
        """Account for the columns that no sum explains: items by their full marks, points that nobody adds up."""
        proven = total is not None and total in self._relations
        for column in [column for column in self._numeric if column not in self._found]:
            head, hint = self._heads[column], self._hints[column]
            complete = proven and not self._relations[total or 0].odd.size
            if complete and head.full_marks is not None and head.full_marks == self._known.whole:
                because = text("%(total)s is complete without it", total=letter(total or 0))
                self._say(column, "other", Witness.ARITHMETIC, because)
            elif head.full_marks is not None and hint not in {"total", "mean", "subtotal"}:
                question = None
                if complete:
                    question = text(
                        "“%(head)s” has full marks, but %(total)s is the sum without it; is it an item?",
                        head=head.title,
                        total=letter(total or 0),
                    )
                because = text("its head has the full marks %(marks)s", marks=head.full_marks)
                self._say(column, "item", Witness.WORD, because, question)
            elif proven and self._fits_beside(column, total or 0):
                question = text(
                    "“%(head)s” could be points, and %(total)s is the sum without it; is it an item?",
                    head=head.title,
                    total=letter(total or 0),
                )
                self._say(column, "other", Witness.LIKENESS, text("its numbers could be points"), question)
            elif proven:
                because = text("%(total)s is complete without it", total=letter(total or 0))
                self._say(column, "other", Witness.ARITHMETIC, because)
            elif (again := self._repeated(column)) is not None:
                self._say(column, "subtotal", Witness.ARITHMETIC, text("it repeats %(column)s", column=letter(again)))
            elif self._could_be_points(column):
                role: ColumnRole = hint if hint in {"bonus", "deduction", "mean"} else "other"
                question = text(
                    "“%(head)s” could be points, but no total says what it adds; is it an item?",
                    head=head.title,
                )
                self._say(column, role, Witness.LIKENESS, text("its numbers could be points"), question)
            else:
                self._say(column, "other", Witness.LIKENESS, text("its numbers are too large for points"))

    def _repeated(self, column: int) -> int | None:
        """Return the item that a column headed 小计 repeats in every row: the only one of its department."""
        items = [other for other, line in self._found.items() if line.role == "item"]
        same = (self._grid.numbers[:, items] == self._grid.numbers[:, [column]]).all(axis=0)
        again = [item for item, equal in zip(items, same.tolist(), strict=True) if equal]
        return again[0] if again and self._hints[column] == "subtotal" else None

    def _doubt_what_is_low(self, total: int | None) -> None:
        """Ask about scores of which hardly one is above half of the whole: they look like points lost."""
        scored = [column for column, line in self._found.items() if line.role == "item"] if total is None else [total]
        whole = self._whole()
        if not scored or not whole or self._is_named_so(total) or (total is not None and self._is_score(total)):
            return
        rows = self._grid.filled[:, scored].all(axis=1)
        low = 2 * self._grid.numbers[rows][:, scored].sum(axis=1) <= int(whole * self._grid.unit)
        if len(low) < _FEW or 4 * int(low.sum()) < 3 * len(low):
            return
        first = scored[0]
        question = text(
            "by “%(head)s” %(few)s of %(many)s branches have at most half of %(whole)s points; are they points lost?",
            head=self._heads[first].title,
            few=int(low.sum()),
            many=len(low),
            whole=whole,
        )
        self._say(first, "deduction", self._found[first].witness, self._found[first].because, question)

    def _is_score(self, total: int) -> bool:
        """Tell whether low totals are scores: a rank has the best first, or the head says 得分 and none 扣分."""
        ranked = any(line.role == "rank" and orders(self._grid, rank, total) for rank, line in self._found.items())
        titled = SCORE.search(self._heads[total].title) is not None and "deduction" not in self._hints
        return ranked or (titled and (total not in self._relations or self._relations[total].kind == "sum"))

    def _whole(self) -> Decimal | None:
        """Return the full marks of all items here: those of a department are fewer than the whole."""
        marks = [
            self._heads[column].full_marks for column, line in self._found.items() if line.role in {"item", "deduction"}
        ]
        known = [mark for mark in marks if mark is not None]
        return self._known.whole and (
            sum(known, Decimal(0)) if known and len(known) == len(marks) else self._known.whole
        )

    def _is_named_so(self, total: int | None) -> bool:
        """Tell whether the office says that a column is the total, or the head has its very name."""
        return total is not None and (
            self._known.columns.get(total) == "total" or plain_label(self._heads[total].title) == TOTAL.head
        )

    def _fits_beside(self, column: int, total: int) -> bool:
        """Tell whether a column may be an item that a total leaves out: both together are never above the whole.

        A total that is called one, such as 总分 or 最终得分, leaves nothing out.
        """
        whole = self._known.whole
        if not whole or self._hints[column] or COMPLETE.search(self._heads[total].title) or self._is_named_so(total):
            return False
        both = self._grid.numbers[:, total] + self._grid.numbers[:, column]
        return self._could_be_points(column) and bool((both <= int(whole * self._grid.unit)).all())

    def _could_be_points(self, column: int) -> bool:
        numbers = self._grid.numbers[self._grid.filled[:, column], column]
        return bool(int(np.abs(numbers).max()) <= _MOST_POINTS * self._grid.unit)
