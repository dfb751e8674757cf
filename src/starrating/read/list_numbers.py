"""Numbers of a list in front of the names: ①调度中心党支部, 3.急诊科党支部, （五）机电队党支部."""

import unicodedata
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from starrating.errors import Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import text
from starrating.model.chinese_numerals import number_in_words
from starrating.patterns import regex
from starrating.read.cell_values import display_text
from starrating.read.full_marks import plain_label
from starrating.read.header_row import ColumnHeader
from starrating.read.label_hints import is_organisation, row_hint

_NUMBERED = regex(
    r"\s*(?:(?P<sign>[①-⑳⑴-⒇⒈-⒛㈠-㈩㊀-㊉])|(?P<bare>\d{1,4}|[一二三四五六七八九十]{1,3})\s*[.．、:：)）](?!\d)"
    r"|[(（]\s*(?P<framed>\d{1,4}|[一二三四五六七八九十]{1,3})\s*[)）])\s*(?P<name>\S.*)",
)


class _Numbered(NamedTuple):
    row: int
    number: int
    name: str


def without_list_numbers(
    grid: Sheet, branch: ColumnHeader, rows: Sequence[tuple[int, Row]], known: Collection[str]
) -> tuple[list[tuple[int, Row]], list[Problem]]:
    """Take list numbers off the names if every row of scores has one and they run 1, 2, 3 …, perhaps anew.

    That is noticed. Where some have one, or one is left out, it is asked about, for a number may be part of a name.
    Names that are known with it keep it, and so do titles, sums and notes.
    """
    named = [(number, row[branch.column]) for number, row in rows if isinstance(row[branch.column], str)]
    if not any(map(_NUMBERED.match, (cell for _, cell in named))):
        return list(rows), []
    cells = dict(rows)
    scored = [(number, cell) for number, cell in named if _may_be_branch(cell, cells[number]) and cell not in known]
    found = [each for each in (_numbered(number, cell) for number, cell in scored) if each]
    if not found:
        return list(rows), []
    first = found[0]
    place, shown = grid.place(first.row, branch.column), display_text(cells[first.row][branch.column])
    runs = first.number == 1 and all(later.number in {before.number + 1, 1} for before, later in pairwise(found))
    if len(found) == len(scored) > 1 and runs:
        names = {each.row: each.name for each in found}
        message = text(
            "The numbers in front of the names are no part of these: %(cell)s is %(name)s.", cell=shown, name=first.name
        )
        return [(number, _renamed(row, branch.column, names.get(number))) for number, row in rows], [
            Problem("notice", "list-number", place, message)
        ]
    if not any(is_organisation(plain_label(each.name)) for each in found):
        return list(rows), []
    message = text("Is the number in front of “%(cell)s” part of the name? Not all have one, in a row.", cell=shown)
    hint = text(
        "Number all of them without a gap, or delete the numbers; a name that has one goes on the sheet roster."
    )
    return list(rows), [Problem("error", "list-number", place, message, hint)]


def _may_be_branch(cell: str, row: Row) -> bool:
    match = _NUMBERED.match(cell)
    plain = plain_label(match["name"] if match else cell)
    hint = row_hint(plain, organisation=is_organisation(plain))
    return bool(plain) and hint.role is None and any(type(other) in {int, float} for other in row)


def _numbered(row: int, cell: str) -> _Numbered | None:
    match = _NUMBERED.fullmatch(cell)
    if not match:
        return None
    if match["sign"]:
        return _Numbered(row, int(unicodedata.numeric(match["sign"])), match["name"])
    digits = match["bare"] or match["framed"]
    number = int(digits) if digits.isdecimal() else number_in_words(digits)
    return _Numbered(row, number, match["name"]) if number else None


def _renamed(row: Row, column: int, name: str | None) -> Row:
    return row if name is None else [*row[:column], name, *row[column + 1 :]]
