"""Ranks that a sheet states beside its scores: the only witness where nothing else adds up to these."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from starrating.decimals import decimal_of, written
from starrating.errors import Problem, Severity
from starrating.i18n import text
from starrating.patterns import regex
from starrating.read.column_map import IGNORE, in_yaml
from starrating.read.header_row import ColumnHeader
from starrating.read.incident_words import RANK_DIFFERS
from starrating.read.label_hints import column_hint, plain_title
from starrating.read.scored_sheet import ScoredSheet
from starrating.read.table_roles import Witness

_RANK = regex(
    r"(?:得分|总分|分数|成绩|考核|考评|综合|本[期次]|最终|总|全?(?:公司|矿|厂|局|院|校))*(?:名次|排名|位次|排位)|rank(?:ing)?",
    re.IGNORECASE,
)
"""名次, 得分排名, 公司排名; neither 部门内排名 nor 上期名次."""
_PLACE = regex(r"(?:并列)?第?(\d{1,6})名?", re.ASCII)
_FEW = 3


class _Ranked(NamedTuple):
    rank: Decimal
    score: Decimal
    number: int


def ranks(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about ranks that do not order the scores, from the highest, ties in whatever fashion.

    Ranks that begin anew are those of departments, and ranks that order another column are that one's.
    """
    for head in sheet.heads:
        above = tuple(each for each in (head.part, head.whole) if each)
        line = sheet.meaning.roles.columns.get(head.column) if sheet.meaning.roles else None
        if line and line.role == "rank" and line.witness == Witness.ARITHMETIC:
            continue
        if _RANK.fullmatch(plain_title(head.title)) and column_hint(head.title, above) == "rank":
            ranked = list(_ranked(sheet, head))
            odd = _out_of_order(ranked) if len(ranked) >= _FEW and not _begins_anew(ranked) else []
            if odd and not _orders_another(sheet, ranked):
                yield from _differing(sheet, head, ranked, odd)


def _ranked(sheet: ScoredSheet, head: ColumnHeader) -> Iterator[_Ranked]:
    for number, row in sheet.meaning.rows:
        rank = _rank(row[head.column])
        if rank is not None and number in sheet.scores:
            yield _Ranked(rank, sheet.scores[number], number)


def _rank(cell: object) -> Decimal | None:
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return decimal_of(cell)
    match = _PLACE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return Decimal(match[1]) if match else None


def _begins_anew(ranked: Sequence[_Ranked]) -> bool:
    """Tell whether there are several firsts, and no rank as far down as all branches together have."""
    first, last = min(each.rank for each in ranked), max(each.rank for each in ranked)
    return len({each.score for each in ranked if each.rank == first}) > 1 and last < len(ranked)


def _out_of_order(ranked: Sequence[_Ranked]) -> list[_Ranked]:
    """Return the fewest branches without which the ranks order the scores.

    The others are a longest sequence in which no score is above the one before; of one rank only one score counts.
    """
    ordered = sorted(ranked, key=lambda each: (each.rank, -each.score))
    lowest: list[Decimal] = []
    ends: list[int] = []
    before: list[int] = []
    for index, each in enumerate(ordered):
        length = bisect_right(lowest, -each.score)
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [-each.score]
        ends[length : length + 1] = [index]
    kept, last = set(), ends[-1] if ends else -1
    while last >= 0:
        kept.add(last)
        last = before[last]
    counted: dict[Decimal, Counter[Decimal]] = {}
    for index in sorted(kept):
        counted.setdefault(ordered[index].rank, Counter())[ordered[index].score] += 1
    usual = {rank: scores.most_common(1)[0][0] for rank, scores in counted.items()}
    return [each for index, each in enumerate(ordered) if index not in kept or each.score != usual[each.rank]]


def _orders_another(sheet: ScoredSheet, ranked: Sequence[_Ranked]) -> bool:
    """Tell whether the ranks order another column of numbers that differ."""
    cells, rank_of = sheet.meaning.cells, {each.number: each.rank for each in ranked}
    at = [index for index, (number, _) in enumerate(sheet.meaning.rows) if number in rank_of]
    placed = [rank_of[sheet.meaning.rows[index][0]] for index in at]
    for column in range(cells.floats.shape[1]):
        numbers = cells.floats[at, column]
        if cells.plain[at, column].all() and len(np.unique(numbers)) > 1 and not (np.diff(numbers) == 1).all():
            beside = [
                _Ranked(rank, decimal_of(number), 0) for rank, number in zip(placed, numbers.tolist(), strict=True)
            ]
            if not _out_of_order(beside):
                return True
    return False


def _differing(
    sheet: ScoredSheet, head: ColumnHeader, ranked: Sequence[_Ranked], odd: Sequence[_Ranked]
) -> Iterator[Problem]:
    severity: Severity = "warning" if sheet.is_proven else "error"
    line = f"scores: {{{in_yaml(head.title)}: {IGNORE}}}"
    hint = text(
        "Correct the score or the rank; if the column ranks something else, write into columns.yaml: %(line)s",
        line=line,
    )
    if _FEW * len(odd) > len(ranked) > _FEW:
        message = text(
            "“%(head)s” does not order the scores: %(few)s of %(many)s branches stand elsewhere.",
            head=head.title,
            few=len(odd),
            many=len(ranked),
        )
        yield Problem(severity, RANK_DIFFERS, sheet.grid.place(head.row, head.column), message, hint)
        return
    scores = sorted((each.score for each in ranked), reverse=True)
    for each in odd:
        message = text(
            "“%(head)s” says %(rank)s here, but by its score of %(score)s the branch stands at %(place)s.",
            head=head.title,
            rank=written(each.rank, 0),
            score=written(each.score),
            place=scores.index(each.score) + 1,
        )
        yield Problem(severity, RANK_DIFFERS, sheet.grid.place(each.number, head.column), message, hint)
