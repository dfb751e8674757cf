"""Columns that look like scores and are none: deductions, what a branch gave itself, points that nothing adds up."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from starrating.errors import Place, Problem
from starrating.files.scores.heads import Head, Header
from starrating.formats.sheet import Sheet
from starrating.i18n import text

_SELF = re.compile(r"(.+)(?:自评|自查)(?:分|得分)?")
_ASSESSED = ("", "考核", "考评", "得分", "考核得分", "考评得分", "考核分", "考评分")
_DEDUCTION = re.compile(r"扣分|(?<!加)减分")
_SCORES = re.compile(r"得分|评分|打分|记分")


def without_self_scores(heads: Sequence[Head]) -> list[Head]:
    """Take the full marks off 学习自评(40分) where 学习考核(40分) stands as well: it is no item of its own."""
    marked = {(head.part, head.title) for head in heads if head.full_marks is not None}
    return [head._replace(full_marks=None) if _is_self_score(head, marked) else head for head in heads]


def _is_self_score(head: Head, marked: set[tuple[str | None, str]]) -> bool:
    match = _SELF.fullmatch(head.title)
    return match is not None and any((head.part, match[1] + word) in marked for word in _ASSESSED)


def deductions(grid: Sheet, heads: Iterable[Head]) -> Iterator[Problem]:
    """Refuse items whose heads say that their cells hold deductions."""
    for head in heads:
        if _DEDUCTION.search(head.title):
            message = text("“%(head)s” says that its cells hold deductions; scores are needed.", head=head.title)
            yield Problem("error", "deductions", grid.place(head.row, head.column), message, WRITE_SCORES)


def table_of_deductions(grid: Sheet, header: Header) -> Iterator[Problem]:
    """Refuse a table of items that calls itself one of deductions, above its heads or by its name."""
    titles = [
        (grid.place(number, column), cell)
        for number, row in enumerate(grid.first_rows(header.top - 1), start=1)
        for column, cell in enumerate(row)
        if isinstance(cell, str)
    ]
    names = [(Place(grid.file, grid.name), grid.name), (Place(grid.file), PurePath(grid.file).stem)]
    for place, words in [*titles, *names]:
        if _DEDUCTION.search(words) and not _SCORES.search(words):
            message = text("“%(title)s” says that the cells hold deductions; scores are needed.", title=words)
            yield Problem("error", "deductions", place, message, WRITE_SCORES)
            return


WRITE_SCORES = text(
    "Write what is left of the full marks of each item, or add a column 考核总分 and give the items no full marks."
)


def left_out(grid: Sheet, head: Head) -> Problem:
    """Report points that would not be counted."""
    message = text(
        "“%(head)s” would not be counted: it is no item with full marks, and no total says what it adds.",
        head=head.title,
    )
    hint = text("Write its full marks beside its name, such as 加分(5分), add the total 考核总分, or delete it.")
    return Problem("error", "points-left-out", grid.place(head.row, head.column), message, hint)
