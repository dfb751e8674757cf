"""Columns that follow from others in every row; floats propose weights only, integers tell that a relation holds."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import comb

import numpy as np
from msgspec.structs import replace

from starrating.read.agreement import MOSTLY, Kind, Relation, agreement, mean, mostly, steps_within
from starrating.read.column_pairs import is_constant
from starrating.read.number_grid import Integers, Mask, NumberGrid, differing, evenly_spread
from starrating.read.sum_bounds import SumBounds
from starrating.read.sum_hints import Heads

CHANCE = 1e-3
"""How many aggregates may be expected by chance, over all that was tried, before agreement is no proof."""

_FIRST = 24  # rows that are tried first
_CUTS = ((0, 0), (1, 1), (1, 0), (0, 1), (2, 2))  # so many of the lowest and of the highest a mean may leave out


def find_relations(grid: NumberGrid, order: Sequence[int], signs: Sequence[int], heads: Heads) -> list[Relation]:
    """Find the columns that follow from others, each once, the nearest complete level first.

    `order` has the columns that may take part, from the left; `signs` is -1 for those whose heads say deductions, else
    1, by column.
    """
    found: dict[int, Relation] = {}
    search = _Search(grid, signs, heads)
    varied = [column for column in order if not search.is_constant(column)]
    runs = [list(order), varied] if len(varied) < len(order) else [varied]
    for columns in runs:
        search.sums_of_all(columns, found)
    search.shares(varied, found)
    for columns in runs:
        for directed in (columns, columns[::-1]):
            search.sums_of_runs(directed, found)
    for columns in runs:
        search.sums_but_one(columns, found)
    for columns in runs:
        for directed in (columns, columns[::-1]):
            search.other_functions(directed, found)
    search.complements(list(order), found)
    search.copies(list(order), found)
    search.weighted(varied, found)
    search.solved(varied, found)
    return [*found.values(), *search.other_decompositions(runs[0], found)]


class _Search:
    """The search for relations among the columns of one grid."""

    def __init__(self, grid: NumberGrid, signs: Sequence[int], heads: Heads) -> None:
        self._grid = grid
        self._heads, self._marks = heads, heads.marks
        self._added_up: set[int] = set()
        self._signs = signs
        sample = grid.sample()
        self._few = grid.rows(sample) if len(sample) < len(grid.numbers) else grid
        self._first = self._few.rows(evenly_spread(len(self._few.numbers), _FIRST))
        self._places: list[int] = np.where(grid.filled, grid.decimals, 0).max(axis=0, initial=0).tolist()
        self._bounds = SumBounds(self._few, self._places, signs)

    def is_constant(self, column: int) -> bool:
        return all(is_constant(grid, column) for grid in (self._few, self._grid))

    def shares(self, columns: list[int], found: dict[int, Relation]) -> None:
        """Find columns that are some hundredths of the one beside them, such as 折算70%, which stand for it."""
        for source, target in pairwise(columns):
            if source in found:
                continue
            both = self._first.filled[:, source] & self._first.filled[:, target] & (self._first.numbers[:, source] != 0)
            if not both.any():
                continue
            row = int(np.flatnonzero(both)[0])
            exact = Fraction(int(self._first.numbers[row, target]), int(self._first.numbers[row, source]))
            weight = Fraction(round(20 * exact), 20)
            share = self._checked(Relation(target, (source,), "share", (weight,))) if 0 < weight < 1 else None
            if share and not share.odd.size:
                found[target] = share

    def sums_of_all(self, columns: list[int], found: dict[int, Relation]) -> None:
        """Find a sum of all columns before or behind it: then none of these is a sum of others of them."""
        whole = [column for column in columns if not any(column in relation.parts for relation in found.values())]
        for at, target in enumerate(whole):
            for side in (whole[:at], whole[at + 1 :]):
                if target in found or len(side) < 2 or self._bounds.rule_out(target, side, side):
                    continue
                sums = (self._few.numbers[:, side] * self._signs_in(side, target)).sum(axis=1)
                relation = self._checked(Relation(target, tuple(side), "sum", self._weights(side, target)), sums)
                if relation and not relation.odd.size:
                    found[target] = relation
                    self._added_up |= set(side)

    def sums_of_runs(self, columns: list[int], found: dict[int, Relation]) -> None:
        """Find sums of what stands before: a stack on which a sum replaces its parts."""
        stack: list[int] = []
        for target in columns:
            if target not in found and target not in self._added_up and (run := self._best_run(stack, target)):
                found[target] = run
            if target in found and found[target].kind in {"sum", "share"}:
                if not set(found[target].parts) <= set(stack):
                    continue  # its parts are still to come, and stand for it
                stack = [column for column in stack if column not in found[target].parts]
            stack.append(target)

    def _best_run(self, stack: list[int], target: int) -> Relation | None:
        free = stack[::-1]
        if len(free) < 2 or self._bounds.rule_out(target, free[:2], free):
            return None
        numbers, ours = self._few.numbers[:, free], self._few.numbers[:, [target]]
        sums = np.cumsum(numbers * self._signs_in(free, target), axis=1)
        telling = np.cumsum(numbers != 0, axis=1) >= 2
        speaks = self._few.filled[:, [target]] & (ours != 0) & telling
        top, bottom = self._few.half_unit(self._places[target])
        agreeing = ((np.abs(ours - sums) * bottom <= top) & speaks).sum(axis=0)
        likely = agreeing * MOSTLY.denominator >= np.maximum(speaks.sum(axis=0), 1) * MOSTLY.numerator
        best: Relation | None = None
        for last in np.flatnonzero(likely).tolist():
            parts = tuple(sorted(free[: last + 1]))
            relation = self._checked(Relation(target, parts, "sum", self._weights(parts, target)), sums[:, last])
            if relation and (best is None or len(relation.odd) <= len(best.odd)):
                best = relation
        return best

    def _weights(self, parts: Sequence[int], target: int) -> tuple[Fraction, ...]:
        return tuple(Fraction(int(sign)) for sign in self._signs_in(parts, target))

    def _signs_in(self, parts: Sequence[int], target: int) -> Integers:
        """Return the signs of the parts of a sum; one of deductions, such as 扣分合计, adds them up as they are."""
        return np.array([1 if self._signs[target] == -1 else self._signs[part] for part in parts])

    def sums_but_one(self, columns: list[int], found: dict[int, Relation]) -> None:
        """Find sums of all other columns, or of all but one, such as a total without attendance."""
        parts = {part for relation in found.values() for part in relation.parts}
        for target in [column for column in columns if column not in found and column not in self._added_up]:
            at = columns.index(target)
            sides = (columns[:at], columns[at + 1 :], [*columns[:at], *columns[at + 1 :]])
            tops = [[column for column in side if column not in parts] for side in sides]
            relations = (relation for side in tops for relation in self._all_or_but_one(target, side))
            if relation := next(relations, None):
                found[target] = relation

    def _all_or_but_one(self, target: int, columns: list[int]) -> Iterator[Relation]:
        if len(columns) < 3 or self._bounds.rule_out(target, columns, columns, spare=1):
            return
        signed = self._few.numbers[:, columns] * self._signs_in(columns, target)
        without = signed.sum(axis=1)[:, None] - np.column_stack([np.zeros_like(signed[:, 0]), signed])
        numbers = self._few.numbers[:, [target]]
        speaks = self._few.filled[:, [target]] & (numbers != 0)
        top, bottom = self._few.half_unit(self._places[target])
        fits = (np.abs(numbers - without) * bottom <= top) & speaks
        for at in np.flatnonzero(fits.any(axis=0)).tolist():
            chosen = tuple(column for place, column in enumerate(columns, start=1) if place != at)
            if relation := self._checked(
                Relation(target, chosen, "sum", self._weights(chosen, target)), without[:, at]
            ):
                yield relation

    def other_functions(self, columns: list[int], found: dict[int, Relation]) -> None:
        """Find means, also trimmed ones, and what is left of the full marks after deductions.

        What a sum adds up beside others is no mean of these: no sum counts them twice.
        """
        for at, target in enumerate(columns):
            if target in found:
                continue
            before = columns[:at]
            runs = [tuple(sorted(before[start:])) for start in range(len(before) - 1)]
            runs = [run for run in runs if not any(set(found[part].parts) & set(run) for part in run if part in found)]
            runs += [
                relation.parts for relation in found.values() if relation.kind == "sum" and target not in relation.parts
            ]
            sums = [
                relation.parts for relation in found.values() if relation.kind == "sum" and target in relation.parts
            ]
            runs = [run for run in runs if set().union(*sums).isdisjoint(run)]
            for make in (self._means, self._left_of_full_marks):
                checked = [relation for relation in map(self._checked, make(target, runs)) if relation]
                if checked:
                    found[target] = self._meant(target, checked)
                    break

    def _meant(self, target: int, found: Sequence[Relation]) -> Relation:
        """Return the best; where the mean of all holds in most rows, none is left out unless the head says so."""
        best = min(found, key=lambda each: (len(each.odd), -len(each.parts)))
        if best.kind != "trimmed_mean" or target in self._heads.trimmed:
            return best
        plain = [each for each in found if each.kind == "mean" and each.parts == best.parts]
        return min(plain or [best], key=lambda each: len(each.odd))

    def _means(self, target: int, runs: Sequence[tuple[int, ...]]) -> Iterator[Relation]:
        """Yield the means that a column may be: of all, blanks counting as 0 or not at all, and trimmed ones.

        All of all runs are tried at once on a few rows, by axes run, row, mean; those that fail in more than half of
        the rows are none.
        """
        unlike = self._other_marks(target)
        runs = [run for run in runs if unlike.isdisjoint(run)]
        if not runs or not len(self._first.numbers):
            return
        low, high = np.array([(0, 0), *_CUTS]).T
        numbers, filled, ours = self._first.numbers, self._first.filled, self._first.numbers[:, target]
        inside = self._inside(runs)[:, None, :]
        many = inside.sum(axis=2)
        # beyond the numbers of a run stand the largest of all, which no sum takes in
        ordered = np.sort(np.where(inside, numbers, numbers.max()), axis=2)
        sums = np.concatenate([np.zeros_like(ordered[:, :, :1]), np.cumsum(ordered, axis=2)], axis=2)
        counts = np.repeat((many - low - high)[:, None, :], len(numbers), axis=1)
        counts[:, :, 0] = np.maximum((filled & inside).sum(axis=2), 1)
        upper = np.broadcast_to(np.maximum(many - high, 0)[:, None, :], counts.shape)
        kept = np.take_along_axis(sums, upper, axis=2) - sums[:, :, low]
        top, bottom = self._first.half_unit(self._places[target])
        fits = np.abs(ours[:, None] * counts - kept) * bottom <= counts * top
        speaks = filled[:, target] & (ours != 0) & (((numbers != 0) & inside).sum(axis=2) >= 2)
        likely = 2 * (fits & speaks[:, :, None]).sum(axis=1) >= np.maximum(speaks.sum(axis=1), 1)[:, None]
        several = (many - low - high >= 2) | ((many - low - high == 1) & (low == 1) & (high == 1))
        for at, cut in np.argwhere(likely & several).tolist():
            yield mean(target, runs[at], _CUTS[cut - 1] if cut else None)

    def _left_of_full_marks(self, target: int, runs: Sequence[tuple[int, ...]]) -> Iterator[Relation]:
        """Yield the full marks less the deductions, where both together are the same in half of the rows that speak."""
        filled = self._few.filled[:, target]
        top, bottom = self._few.half_unit(self._places[target])
        for run in self._nearly_constant_with(target, runs) if filled.any() else ():
            parts = list(run)
            whole = self._few.numbers[:, target] + self._few.numbers[:, parts].sum(axis=1)
            values, counts = np.unique(whole[filled], return_counts=True)
            full = int(values[counts.argmax()])
            speaks = filled & self._few.filled[:, parts].any(axis=1)
            if 2 * np.count_nonzero((np.abs(whole - full) * bottom <= top) & speaks) >= np.count_nonzero(speaks):
                yield Relation(target, run, "deduction", (Fraction(-1),) * len(run), Fraction(full))

    def _nearly_constant_with(self, target: int, runs: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
        """Yield the runs with which a column may add up to a constant, tried at once on a few rows.

        They do where half of the rows that speak have sums that lie within a unit; by axes run, row.
        """
        if not runs:
            return
        inside, rows = self._inside(runs), self._first
        speaks = rows.filled[:, target] & (inside @ rows.filled.T)
        whole = rows.numbers[:, target] + inside @ rows.numbers.T
        ordered = np.sort(np.where(speaks, whole, whole.max() + 1), axis=1)  # those that do not speak stand last
        many = speaks.sum(axis=1)[:, None]
        last = np.arange(whole.shape[1]) + (many + 1) // 2 - 1
        within = np.take_along_axis(ordered, np.minimum(last, whole.shape[1] - 1), axis=1) - ordered
        top, bottom = rows.half_unit(self._places[target])
        near = (within * bottom <= 2 * top) & (last < many) & (many > 0)
        yield from (runs[at] for at in np.flatnonzero(near.any(axis=1)).tolist())

    def _inside(self, runs: Sequence[tuple[int, ...]]) -> Mask:
        """Tell by axes run, column which columns a run has."""
        inside = np.zeros((len(runs), self._grid.numbers.shape[1]), bool)
        inside[np.repeat(np.arange(len(runs)), [len(run) for run in runs]), [part for run in runs for part in run]] = (
            True
        )
        return inside

    def other_decompositions(self, columns: list[int], found: dict[int, Relation]) -> list[Relation]:
        """Find sums that are those of other columns as well, such as a total by department and by topic."""
        used = {part for relation in found.values() for part in relation.parts}
        left = [column for column in columns if column not in used and column not in found]
        again = []
        for target in [column for column, relation in found.items() if relation.kind == "sum"]:
            for stack in ([each for each in left if each > target][::-1], [each for each in left if each < target]):
                if relation := self._best_run(stack, target):
                    again.append(relation)
                    break
        return again

    def complements(self, columns: list[int], found: dict[int, Relation]) -> None:
        """Find columns that are what a sum leaves of the full marks, such as 得分 beside 扣分合计."""
        sums = [relation.target for relation in found.values() if relation.kind == "sum"]
        for target in [column for column in columns if column not in found and not self.is_constant(column)]:
            for relation in self._left_of_full_marks(target, [(column,) for column in sums]):
                checked = None if target in found[relation.parts[0]].parts else self._checked(relation)
                if checked and not checked.odd.size:
                    found[target] = checked
                    break

    def copies(self, columns: list[int], found: dict[int, Relation]) -> None:
        """Find columns that repeat a sum."""
        for target in [column for column in columns if column not in found]:
            for source in [relation.target for relation in found.values() if relation.kind in {"sum", "blend"}]:
                relation = self._checked(Relation(target, (source,), "copy", (Fraction(1),)))
                if relation and target not in found[source].parts:
                    found[target] = relation
                    break

    def weighted(self, columns: list[int], found: dict[int, Relation]) -> None:
        """Find what follows by the weights in the heads, such as (70%) and (30%); one of them may be constant."""
        parts = tuple(sorted(set(self._heads.weights).difference(found)))
        weights = tuple(map(self._heads.weights.__getitem__, parts))
        if len(parts) < 2 or sum(weights) != 1:
            return
        for target in [column for column in columns if column not in found and column not in parts]:
            if relation := self._checked(Relation(target, parts, "blend", weights)):
                found[target] = relation

    def solved(self, columns: list[int], found: dict[int, Relation]) -> None:
        """Solve for the weights of what is left, such as 70 % of one column and 30 % of another."""
        parts = {part for relation in found.values() for part in relation.parts}
        tops = [column for column in columns if column not in parts]
        leaves = [column for column in columns if column not in found]
        for target in [column for column in columns if column not in found and column not in parts]:
            for among in (tops, leaves) if tops != leaves else (tops,):
                others = [column for column in among if column != target]
                relation = self._blend(target, others)
                if relation and not any(target in found[part].parts for part in relation.parts if part in found):
                    found[target] = relation
                    break

    def _blend(self, target: int, others: list[int]) -> Relation | None:
        numbers = self._few.numbers[self._few.filled[:, target]][:, [*others, target]]
        if not others or len(numbers) < len(others) + 2:
            return None
        left, right = numbers[:, :-1].astype(np.float64), numbers[:, -1].astype(np.float64)
        # the normal equations: far smaller, and far finer than the hundredths that weights are rounded to
        solution, _, rank, _ = np.linalg.lstsq(left.T @ left, left.T @ right, rcond=None)
        if rank < len(others) or not np.isfinite(solution).all():
            return None
        taken, hundredths = np.abs(solution) > 1e-3, np.rint(100 * solution)
        sizes = (hundredths * [self._signs[part] for part in others])[taken]
        if len(sizes) < 2 or not ((sizes > 0) & (sizes <= 100)).all():
            return None
        if len(differing(numbers)) < len(others) + 2:
            return None
        weights = {others[at]: Fraction(int(hundredths[at]), 100) for at in np.flatnonzero(taken).tolist()}
        kind: Kind = "sum" if {abs(weight) for weight in weights.values()} == {1} else "blend"
        return self._checked(Relation(target, tuple(weights), kind, tuple(weights.values())))

    def _checked(self, relation: Relation, sums: Integers | None = None) -> Relation | None:
        """Return the relation with its odd rows; None if it fails too often, or may well hold by chance."""
        if relation.target in self._heads.given:
            return None
        places = self._places[relation.target]
        means = relation.kind in {"mean", "trimmed_mean"}
        if means and not self._other_marks(relation.target).isdisjoint(relation.parts):
            return None
        if sums is None and not mostly(*agreement(self._first, relation, places), at_least=Fraction(1, 2)):
            return None
        fits, speaks = agreement(self._few, relation, places, sums)
        if not mostly(fits, speaks) or not self._is_proof(self._few, relation, fits, speaks):
            return None
        if self._few is not self._grid:
            fits, speaks = agreement(self._grid, relation, places)
            if not mostly(fits, speaks):
                return None
        odd = np.flatnonzero(speaks & ~fits)
        return replace(relation, spoken=int(speaks.sum()), odd=odd)

    def _is_proof(self, grid: NumberGrid, relation: Relation, fits: Mask, speaks: Mask) -> bool:
        """Tell whether agreement in so many rows that differ is more than chance."""
        agreeing = grid.numbers[fits & speaks][:, [relation.target, *relation.parts]]
        rows = differing(agreeing)
        if relation.kind == "deduction" and len(rows) < 2:  # with one row, whatever it adds up to is the whole
            return False
        complete = relation.kind == "sum" and relation.target in self._heads.expected and bool((fits | ~speaks).all())
        if complete or relation.target in self._heads.hinted:
            return True
        if relation.kind in {"mean", "trimmed_mean"}:
            odd = int((speaks & ~fits).sum())
            return self._chance_of_mean(rows, self._places[relation.target], odd) * self._tries() <= CHANCE
        different = len(rows) - (relation.kind == "deduction") + self._holds_in_marks(relation, rows)
        steps = steps_within(grid, relation, self._places[relation.target])
        chance = float(grid.collisions[relation.target]) * (1 + 2 * steps)
        spare = different - (len(relation.parts) if relation.kind == "blend" else 0)
        return bool(min(chance, 1.0) ** max(spare, 0) * self._tries() <= CHANCE)

    def _holds_in_marks(self, relation: Relation, rows: Integers) -> bool:
        """Tell whether a sum holds in the full marks too, as in one more row: one that no branch has reached."""
        marks = [self._marks[column] for column in (relation.target, *relation.parts) if column in self._marks]
        if relation.kind != "sum" or len(marks) <= len(relation.parts) or marks[0] != sum(marks[1:]):
            return False
        return not (rows == [int(mark * self._grid.unit) for mark in marks]).all(axis=1).any()

    def _other_marks(self, target: int) -> set[int]:
        """Return the columns of which a column is no mean, for they are known to have other full marks."""
        own = self._marks.get(target)
        return {part for part, marks in self._marks.items() if own not in {None, marks}}

    def _chance_of_mean(self, agreeing: Integers, places: int, odd: int) -> float:
        """Tell how likely rows agree by chance with the mean of others, which differ as little as a branch's points.

        `agreeing` has the rows that differ, the target first; every other place for the odd rows is one more chance.
        """
        step = self._grid.unit // 10**places
        within = agreeing[:, 1:].max(axis=1) - agreeing[:, 1:].min(axis=1)
        ours = agreeing[:, 0]
        spread = np.minimum(within, ours.max() - ours.min()) / step if len(agreeing) else within
        return float(np.prod(1 / (1 + spread.astype(np.float64)))) * comb(len(agreeing) + odd, odd)

    def _tries(self) -> int:
        return int(self._grid.numbers.shape[1]) ** 2
