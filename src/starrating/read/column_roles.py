"""Which column is the total, which are its items, and what the others are."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from starrating.i18n import Text, text
from starrating.model import Period, letter
from starrating.read.agreement import MOSTLY, Relation
from starrating.read.column_evidence import ColumnEvidence
from starrating.read.column_pairs import completes, counts, orders
from starrating.read.column_rest import account_for_the_rest
from starrating.read.head_roles import periods_of, role_by_head
from starrating.read.label_hints import ColumnHint, ColumnRole, names_score
from starrating.read.linear_relations import find_relations
from starrating.read.number_grid import NumberGrid
from starrating.read.relation_words import formula, role_of
from starrating.read.stated_periods import covers
from starrating.read.sum_hints import SUMS, heads_of, weight_said
from starrating.read.table_roles import ColumnHead, Known, LineRole, Witness

_NO_PART: frozenset[ColumnHint | None] = frozenset({"number", "rank", "self", "previous", "marks", "other"})
"""Hints of columns that no total is made of."""
_POINTS: frozenset[ColumnHint | None] = frozenset({"bonus", "deduction"})


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


class _Columns(ColumnEvidence):
    def roles(self) -> ColumnRoles:
        self.say(self.branch, "branch", Witness.KNOWN, text("its head names the branches"))
        for column in self.numeric:
            role = role_by_head(self.heads[column], self.hints[column], column, self.known)
            if (role is None or role.role in {"number", "other"}) and self._is_running(column):
                self.say(column, "number", Witness.ARITHMETIC, text("it numbers the rows 1, 2, 3 …"))
            elif role:
                self.found[column] = role
        scored = [
            column
            for column in self.numeric
            if column not in self.found
            or self.found[column].role in {"item", "total", "subtotal", "bonus", "deduction"}
        ]
        scored = [column for column in scored if column not in self._complements(scored)]
        scored = self._without_sums_of_periods(scored)
        scored, relations = self._with_doubted(scored, self._found_relations(scored))
        self.relations = {relation.target: relation for relation in reversed(relations)}
        for relation in relations:
            if relation is not self.relations[relation.target]:
                self._told_twice(relation)
        self._ranks(scored)
        total = self._total(scored)
        self._sums(total)
        self._parts(total, scored)
        account_for_the_rest(self, total)
        return ColumnRoles(dict(sorted(self.found.items())), total, tuple(relations))

    def _found_relations(self, scored: list[int]) -> list[Relation]:
        """Find what follows from others."""
        lowest = self.grid.numbers.min(axis=0, initial=0)
        signs = [
            -1 if hint == "deduction" and least >= 0 else 1
            for hint, least in zip(self.hints, lowest.tolist(), strict=True)
        ]
        relations = find_relations(self.grid, scored, signs, heads_of(self, scored))
        relations += self.scaled(scored, relations)
        return [relation for relation in relations if self.hints[relation.target] != "rank"]

    def _without_sums_of_periods(self, scored: list[int]) -> list[int]:
        """Leave out what follows from the column of the period and those of others: 年度平均 of 上半年 and 下半年."""
        now = [column for column in scored if self.known.period in periods_of(self.heads[column], self.known)]
        others = {column for column, line in self.found.items() if line.role == "previous"}
        others = {column for column in others if periods_of(self.heads[column], self.known)}
        if len(now) != 1 or not others:
            return scored
        for each in self._found_relations(sorted({*scored, *others})):
            if each.target in scored and now[0] in each.parts and others.issuperset({*each.parts} - {*now}):
                self.say(each.target, "other", Witness.ARITHMETIC, formula(each))
        return [column for column in scored if column not in self.found or self.found[column].role != "other"]

    def _with_doubted(self, scored: list[int], relations: list[Relation]) -> tuple[list[int], list[Relation]]:
        """Take columns that by their words are not counted, such as 发展党员 and 自评, for such where a total has them.

        A sum is stronger than a word; one of nothing but head counts is no sum of scores.
        """
        doubted = {
            column
            for column, line in self.found.items()
            if line.role == "self" or (line.witness == Witness.WORD and self.hints[column] == "other")
        }
        proven = {relation.target for relation in relations}
        again = self._found_relations(sorted({*scored, *doubted})) if doubted and len(proven) < len(scored) else []
        for each in again:
            counts_heads = {self.hints[part] for part in each.parts} == {"other"} and doubted.issuperset(each.parts)
            if each.kind == "sum" and not each.odd.size and each.target in scored and counts_heads:
                self.say(each.target, "other", Witness.ARITHMETIC, formula(each))
            elif each.target in scored and each.target not in proven and self._is_self_assessed(each):
                self.say(each.target, "self", Witness.ARITHMETIC, formula(each))
        scored = [
            column for column in scored if column not in self.found or self.found[column].role not in {"other", "self"}
        ]
        taken = [
            relation.parts
            for relation in again
            if relation.kind in {"sum", "blend"}
            and relation.target not in proven | doubted
            and not doubted.issuperset(relation.parts)
            and (self.hints[relation.target] == "total" or all(self.hints[part] != "self" for part in relation.parts))
        ]
        counted = doubted.intersection(*[set().union(*taken)])
        if not counted:
            return scored, relations
        relations = self._found_relations(sorted({*scored, *counted}))
        open_to_doubt = {column for column in counted if self.found[column].witness == Witness.WORD}
        for column in open_to_doubt:
            del self.found[column]
        return sorted({*scored, *open_to_doubt}), relations

    def _is_self_assessed(self, relation: Relation) -> bool:
        """Tell whether what follows from nothing but scores that branches gave themselves is no assessed one either."""
        own = all(part in self.found and self.found[part].role == "self" for part in relation.parts)
        return own and len(relation.parts) > 1

    def _complements(self, scored: list[int]) -> set[int]:
        """Find the columns that are, in every row, what an item beside them lacks of its full marks.

        If they are called deductions, most rows are enough; the others are asked about.
        """
        found: set[int] = set()
        for column, other in [*pairwise(scored), *((right, left) for left, right in pairwise(scored))]:
            marks = self.heads[column].full_marks
            if marks is None or self.heads[other].full_marks is not None or {column, other} & found:
                continue
            if self.hints[column] == "deduction" or self.hints[other] not in {"deduction", None}:
                continue
            if completes(self.grid, column, other, marks, MOSTLY if self.hints[other] else Fraction(1)):
                because = text("it is what %(column)s lacks of its full marks", column=letter(column))
                self.say(other, "other", Witness.ARITHMETIC, because)
                found.add(other)
        return found

    def _is_running(self, column: int) -> bool:
        """Tell whether a column left of the branches', or one headed 序号, counts the rows."""
        return (column < self.branch or self.hints[column] == "number") and counts(self.grid, column)

    def _ranks(self, scored: list[int]) -> None:
        """Find the columns that order the rows by another, 1, 2, 2, 4 or 1, 2, 2, 3."""
        for column in [column for column in scored if column not in self.found]:
            hinted = self.hints[column] == "rank"
            others = scored if hinted else () if column in self.relations else self.relations
            of = next((other for other in others if other != column and orders(self.grid, column, other)), None)
            if of is not None:
                because = text("it orders the rows by %(column)s", column=letter(of))
                self.say(column, "rank", Witness.ARITHMETIC, because)
            elif hinted:
                self.say(column, "rank", Witness.WORD, text("“%(head)s” says so", head=self.heads[column].title))

    def _total(self, scored: list[int]) -> int | None:
        """Choose the column of the score that counts: what follows from others and is no part of anything."""
        named = [column for column in scored if self.known.columns.get(column) == "total"]
        if named:
            return named[0]
        parts = {part for relation in self.relations.values() if relation.kind != "copy" for part in relation.parts}
        tops = [column for column in self.relations if column not in parts and self._could_be_total(column)]
        if self._worded(scored) is not None:  # what agrees in most rows only is weaker than the head of another
            tops = [column for column in tops if not self.relations[column].odd.size or self.hints[column] in SUMS]
        sums = [column for column in tops if self.relations[column].kind not in {"mean", "trimmed_mean"}] or tops
        if len(sums) > 1:
            leaves = {column: self.leaves(column) for column in sums}
            sums = [each for each in sums if all(leaves[other] <= leaves[each] for other in sums)] or sums
        if len(sums) == 1 and self._is_of_one_group(sums[0], scored):
            return None
        if len(sums) == 1:
            return sums[0] if self.hints[sums[0]] != "subtotal" or not self._worded(scored) else self._worded(scored)
        if sums:
            worded = [column for column in sums if self.hints[column] == "total"]
            return worded[0] if len(worded) == 1 else None
        return self._worded(scored)

    def _is_of_one_group(self, column: int, scored: list[int]) -> bool:
        """Tell whether a 小计 leaves out items, all of which together have the whole: those of other groups."""
        leaves = self.leaves(column)
        items = [each for each in scored if self.heads[each].full_marks is not None and self.hints[each] != "subtotal"]
        return (
            self.hints[column] == "subtotal" and not leaves.issuperset(items) and self.marks(items) == self.known.whole
        )

    def _could_be_total(self, column: int) -> bool:
        """Tell whether what follows from others may be the score that counts.

        No total are a copy or a share of another, one whose own full marks are not the whole, one above the whole, a
        rate such as 得分率, and the mean of items: the marks of judges are all the whole.
        """
        if self.exceeds_whole(column):
            return False
        relation, whole = self.relations[column], self.known.whole
        own = self.heads[column].full_marks
        if relation.kind in {"copy", "share"} or (whole and own and own != whole):
            return False
        if relation.kind == "blend":
            return self.hints[column] == "total" or len(set(relation.weights)) > 1 or sum(relation.weights) >= 1
        marks = {self.heads[part].full_marks for part in relation.parts}
        return relation.kind not in {"mean", "trimmed_mean"} or not whole or marks <= {None, whole}

    def _worded(self, scored: list[int]) -> int | None:
        """Return the one column that is called a total, or the only column of scores there is."""
        free = [column for column in scored if column not in self.found and column not in self.relations]
        worded = [column for column in free if self.hints[column] == "total"]
        worded = worded or [column for column in free if self.hints[column] == "mean"]
        worded = worded or [column for column in free if names_score(self.heads[column].title)]
        worded = worded or [
            column
            for column in free
            if any(self._is_rated(period) for period in periods_of(self.heads[column], self.known))
        ]
        without = [column for column in worded if self.heads[column].full_marks is None]
        best = worded if len(worded) == 1 else without
        return best[0] if len(best) == 1 else None

    def _is_rated(self, period: Period) -> bool:
        return self.known.period is not None and covers(period, self.known.period)

    def _sums(self, total: int | None) -> None:
        """Say of each column that follows from others what it is."""
        for column, relation in self.relations.items():
            if relation.kind == "share":
                self.say(
                    relation.parts[0],
                    "other",
                    Witness.ARITHMETIC,
                    text("%(share)s stands for it", share=letter(column)),
                )
            role: ColumnRole = "total" if column == total else role_of(relation)
            question = None
            marked = all(self.heads[part].full_marks is not None for part in self.leaves(column))
            if total is None and role == "subtotal" and self.hints[column] == "total" and not marked:
                question = text("several columns are totals of their own items; which one counts?")
            question = question or self._rival(column, total)
            odd = tuple(int(self.numbers[row]) for row in relation.odd)
            if column == total and relation.kind in {"mean", "trimmed_mean"}:
                role = "mean"
            elif column != total and question and role == "other":
                role = "total"
            self.found[column] = LineRole(role, Witness.ARITHMETIC, formula(relation), question, odd)
        if total is not None and total not in self.relations:
            witness = Witness.KNOWN if total in self.known.columns else Witness.WORD
            self.say(total, "total", witness, text("“%(head)s” says so", head=self.heads[total].title))

    def _rival(self, column: int, total: int | None) -> Text | None:
        """Ask where the numbers say of a column otherwise than its head, or have two columns for the score that counts.

        One that is no more of a score by its head is another on its scale and a little more: 初评, 复评 and 差; it is
        made of a column that is called a total, as it is not itself, and of more than points; or by other weights.
        """
        relation, title = self.relations[column], self.heads[column].title
        if column != total:
            return self._rival_beside(column, total)
        if column in self.known.columns:
            return None
        if (called := self._called_total_before(relation)) is not None:
            return self._which_counts(column, called)
        if self._weighs_otherwise(relation):
            return text(
                "“%(head)s” has other weights than the heads say: %(because)s; which are right?",
                head=title,
                because=formula(relation),
            )
        points = not _POINTS.isdisjoint(self.hints[part] for part in relation.parts)
        if relation.kind != "sum" or self.hints[column] or points:
            return None
        rivals = [part for part in relation.parts if self.is_on_the_scale(part) and self._is_little_less(part, column)]
        worded = not names_score(title) or (rivals and names_score(self.heads[rivals[0]].title))
        return self._which_counts(column, rivals[0]) if rivals and worded else None

    def _rival_beside(self, column: int, total: int | None) -> Text | None:
        """Ask about a mean of items called a total, and about a sum of the total's items that differs in some rows."""
        relation, title = self.relations[column], self.heads[column].title
        if relation.kind == "mean" and self.hints[column] == "total" and total is None:
            return text(
                "“%(head)s” is called a total, but %(because)s; which column counts?",
                head=title,
                because=formula(relation),
            )
        same = [other for other in self.relations if other < column and self.leaves(column) == self.leaves(other)]
        odd = [other for other in same if relation.odd.size or self.relations[other].odd.size]
        return self._which_counts(column, odd[0]) if odd else None

    def _weighs_otherwise(self, relation: Relation) -> bool:
        """Tell whether all parts of a blend or a mean have a percentage in their heads, and not all weigh so much."""
        said = [weight_said(self.heads[part].title) for part in relation.parts]
        if relation.kind not in {"blend", "mean"} or None in said:
            return False
        weights = relation.weights or (Fraction(1, len(relation.parts)),) * len(relation.parts)
        return tuple(said) != tuple(weights)

    def _called_total_before(self, relation: Relation) -> int | None:
        """Return a column called a total where a column that is not is chosen for the score.

        It is made of that one, and not by adding or taking off points alone: 党政综合, 95分制得分.
        """
        if self.hints[relation.target] == "total":
            return None
        called = [part for part in relation.parts if self.hints[part] == "total"]
        rest = {self.hints[part] for part in relation.parts if part not in called}
        points = relation.kind == "sum" and _POINTS.issuperset(rest)
        return called[0] if called and not points else None

    def _which_counts(self, column: int, other: int) -> Text:
        return text(
            "“%(head)s” is a score as %(total)s is, and not the same; which of the two counts?",
            head=self.heads[column].title,
            total=letter(other),
        )

    def _is_little_less(self, part: int, column: int) -> bool:
        """Tell whether a part is in every row at most a tenth of the whole less than a sum."""
        gap = self.grid.numbers[:, column] - self.grid.numbers[:, part]
        return bool((10 * np.abs(gap) <= int((self.known.whole or 0) * self.grid.unit)).all())

    def _told_twice(self, relation: Relation) -> None:
        """Say of the parts of a second decomposition that they tell the same once more, unless they carry the marks.

        Where one of them is called a total, it is what the others leave of the sum: 小计 less 核减 is 总分.
        """
        totals = [part for part in relation.parts if self.hints[part] == "total"]
        if len(totals) == 1 and relation.kind == "sum" and self.hints[relation.target] != "total":
            others = tuple(part for part in relation.parts if part not in totals)
            weights = (Fraction(1), *(Fraction(-1) for _ in others))
            self.relations[totals[0]] = replace(
                relation, target=totals[0], parts=(relation.target, *others), weights=weights
            )
            return
        first = self.relations[relation.target]
        marked = [sum(self.heads[part].full_marks is not None for part in each.parts) for each in (first, relation)]
        if marked[1] > marked[0]:
            self.relations[relation.target], relation = relation, first
        because = text("%(total)s is the sum of these columns too", total=letter(relation.target))
        for part in relation.parts:
            self.say(part, "other", Witness.ARITHMETIC, because)

    def _parts(self, total: int | None, scored: list[int]) -> None:
        """Say of each column that the total is made of what it is."""
        relation = self.relations.get(total) if total is not None else None
        tops = [total] if relation and total is not None else list(self.relations)
        for top in tops:
            proven = self.relations[top].kind in {"sum", "deduction"}
            for part in sorted(self.leaves(top)):
                if total is None and not proven and self.heads[part].full_marks is not None:
                    continue  # its mean or its rate says nothing of an item
                role: ColumnRole = "item" if proven else "other"
                if self.relations[top].kind == "deduction" or self.hints[part] == "deduction":
                    role = "deduction"
                elif self.hints[part] == "bonus" and self.heads[part].full_marks is None:
                    role = "bonus"
                if part in scored and (part not in self.relations or self.relations[part].kind == "share"):
                    because = text("it is a part of %(total)s", total=letter(top))
                    self.say(part, role, Witness.ARITHMETIC, because)
