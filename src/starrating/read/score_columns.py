"""Which columns of a score sheet are items of the criteria."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from starrating.errors import Place, Problem
from starrating.files.scores.column_names import IGNORED, key_of
from starrating.files.scores.doubtful_columns import deductions, without_self_scores
from starrating.files.scores.heads import Head
from starrating.files.scores.layouts import duplicate_column
from starrating.formats.sheet import Sheet
from starrating.i18n import text
from starrating.model import Item, letter
from starrating.ruleset import Criteria, CriterionItem


class Items(NamedTuple):
    """The items of a sheet with the head of each one's column; `rest` are the heads that are none.

    `optional` are the heads of items whose cells may say 不适用.
    """

    items: tuple[Item, ...]
    heads: tuple[Head, ...]
    rest: tuple[Head, ...]
    optional: frozenset[Head] = frozenset()


def find_items(grid: Sheet, heads: Sequence[Head], criteria: Criteria) -> tuple[Items, list[Problem]]:
    """Find the items where the rule set says they come from: the workbook's heads, or its own list."""
    if criteria.origin == "total":
        return Items((), (), tuple(head for head in heads if head.full_marks is None)), []
    if criteria.origin == "rules":
        return _from_rules(grid, heads, criteria)
    return _from_heads(grid, heads)


def _from_heads(grid: Sheet, heads: Sequence[Head]) -> tuple[Items, list[Problem]]:
    """Take every column whose head has full marks as an item."""
    chosen: dict[tuple[str | None, str], Head] = {}
    problems = []
    heads = without_self_scores(heads)
    for head in heads:
        if head.full_marks is None or head.key in IGNORED:
            continue
        first = chosen.setdefault((head.part, head.key), head)
        if first is not head:
            problems.append(duplicate_column(grid, first, head))
    found = tuple(chosen.values())
    items = tuple(
        Item(code, head.name, head.full_marks, head.part)
        for code, head in zip(codes([head.part for head in found]), found, strict=True)
    )
    rest = tuple(head for head in heads if head.full_marks is None)
    return Items(items, found, rest), [*problems, *_check_marks(grid, found), *deductions(grid, found)]


def codes(parts_of_items: Sequence[str | None]) -> list[str]:
    """Give items, of which the parts are known, codes: A1, A2, B1 … by part; I1, I2 … where there are no parts."""
    parts = list(dict.fromkeys(parts_of_items))
    counts = dict.fromkeys(parts, 0)
    given = []
    for part in parts_of_items:
        counts[part] += 1
        given.append(f"{'I' if parts == [None] else letter(parts.index(part))}{counts[part]}")
    return given


def _check_marks(grid: Sheet, heads: Sequence[Head]) -> list[Problem]:
    """Compare the full marks of each part with the sum of its items'."""
    problems = []
    for part in dict.fromkeys(head.part for head in heads if head.part_marks is not None):
        of_part = [head for head in heads if head.part == part]
        if _sum(of_part) != of_part[0].part_marks:
            place = grid.place(of_part[0].row, of_part[0].column)
            problems.append(marks_differ(place, part or "", of_part[0].part_marks, _sum(of_part)))
    return problems


def _sum(heads: Sequence[Head]) -> Decimal:
    return sum((head.full_marks for head in heads if head.full_marks is not None), Decimal(0))


def marks_differ(place: Place, name: str, said: Decimal | None, found: Decimal) -> Problem:
    """Warn of full marks that are not those of the items together."""
    message = text(
        "The full marks of %(name)s are %(said)s, but its items add up to %(found)s.", name=name, said=said, found=found
    )
    hint = text("Correct the full marks in the heads, unless the criteria are meant so.")
    return Problem("warning", "full-marks-differ", place, message, hint)


def _from_rules(grid: Sheet, heads: Sequence[Head], criteria: Criteria) -> tuple[Items, list[Problem]]:
    """Find the column of every item that the rule set lists, by its title or its code."""
    found: dict[str, Head] = {}
    problems: list[Problem] = []
    used: set[Head] = set()
    by_key = _by_key(criteria)
    for head in heads:
        if (item := by_key.get(head.key)) is None:
            continue
        used.add(head)
        first = found.setdefault(item.code, head)
        if first is not head:
            problems.append(duplicate_column(grid, first, head))
        elif head.full_marks not in {None, item.full_marks}:
            problems.append(_other_marks(grid, head, item))
    listed = [(part, item) for part, item in criteria.items if item.code in found]
    items = tuple(Item(item.code, item.title, item.full_marks, part, item.department) for part, item in listed)
    columns = tuple(found[item.code] for item in items)
    optional = frozenset(found[item.code] for _, item in listed if item.not_applicable)
    return Items(items, columns, tuple(head for head in heads if head not in used), optional), problems


def _by_key(criteria: Criteria) -> Mapping[str, CriterionItem]:
    return {key_of(name): item for _, item in criteria.items for name in (item.title, item.code)}


def _other_marks(grid: Sheet, head: Head, item: CriterionItem) -> Problem:
    message = text(
        "The head of %(item)s says %(said)s full marks, the rule set %(marks)s; the rule set counts.",
        item=item.title,
        said=head.full_marks,
        marks=item.full_marks,
    )
    return Problem("notice", "full-marks-differ", grid.place(head.row, head.column), message)
