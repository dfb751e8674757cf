"""What the heads of columns say of sums, means and weights before any is looked for."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from starrating.patterns import regex
from starrating.read.column_evidence import ColumnEvidence
from starrating.read.full_marks import plain_label
from starrating.read.label_hints import DERIVED, SETTLED, TRIMMED, ColumnHint, names_score

SUMS: frozenset[ColumnHint | None] = frozenset({"total", "subtotal", "mean"})
_PERCENT = regex(r"(\d+(?:\.\d+)?)%")
"""群众测评(30%)."""


class Heads(NamedTuple):
    """What heads say of sums before any is looked for, by column.

    Those that are `hinted` at need to agree only, in however few rows; so do sums that are `expected`, because the
    columns beside them are complete, if no row is odd. Full `marks` are one more row. Those that are `given`, as judges
    give them, follow from nothing; those that are `trimmed` leave out the highest or the lowest; the `weights` are
    those by which others follow.
    """

    hinted: Collection[int] = ()
    expected: Collection[int] = ()
    marks: Mapping[int, Decimal] = MappingProxyType({})
    given: Collection[int] = ()
    trimmed: Collection[int] = ()
    weights: Mapping[int, Fraction] = MappingProxyType({})


def heads_of(columns: ColumnEvidence, scored: Sequence[int]) -> Heads:
    """Return what the heads of some columns say; beside items whose full marks are the whole, one without is a sum."""
    marks = {column: columns.heads[column].full_marks for column in scored}
    whole = columns.known.whole
    complete = whole and sum((mark for mark in marks.values() if mark and mark != whole), Decimal(0)) == whole
    titles = {column: plain_label(columns.heads[column].title) for column in scored}
    return Heads(
        [column for column, title in titles.items() if columns.hints[column] in SUMS or _says_sum(title)],
        [column for column, own in marks.items() if own is None] if complete else [],
        {column: own for column, own in marks.items() if own is not None},
        [column for column in scored if columns.hints[column] == "judge"],
        [column for column, title in titles.items() if TRIMMED.search(title)],
        {column: weight for column, title in titles.items() if (weight := weight_said(title)) is not None},
    )


def _says_sum(title: str) -> bool:
    return bool(DERIVED.search(title)) or (SETTLED.search(title) is not None and names_score(title))


def weight_said(title: str) -> Fraction | None:
    """Return the one percentage in the title of a column, such as 群众测评(30%)."""
    said = _PERCENT.findall(plain_label(title))
    return Fraction(said[0]) / 100 if len(said) == 1 else None
