"""What sheets that are not read say of branches by name: minutes, explanations, a decision on one of them."""

from collections.abc import Iterable, Iterator
from itertools import islice

from starrating.errors import Problem
from starrating.formats.sheet import Sheet
from starrating.i18n import text
from starrating.read.cell_values import display_text
from starrating.read.incident_words import NamedBranches, incidents_in_notes, tells
from starrating.read.remark_words import remark
from starrating.read.sheet_words import Words

_MOST_ROWS = 500
"""Sheets of words are short; a longer one is a table, of which it is said that it was not read."""


def doubtful_words(grid: Sheet) -> list[Words]:
    """Return the cells of a sheet that may change a result, or tell of an incident, if they name a branch."""
    return [
        Words(number, column, cell)
        for number, row in islice(grid.rows(), _MOST_ROWS)
        for column, cell in enumerate(row)
        if isinstance(cell, str) and (remark(cell).changes or tells(cell))
    ]


def told_of_branches(grid: Sheet, words: Iterable[Words], branches: Iterable[str]) -> Iterator[Problem]:
    """Ask about every one of these cells that names a branch, or tells of an incident of one."""
    names = list(branches)
    named = NamedBranches(names)
    for each in words:
        if tells(each.text):
            yield from incidents_in_notes(grid, [each], names)
        elif named.is_one_in(each.text):
            message = text(
                "“%(words)s” seems to change what a branch is rated by, but this sheet is not read.",
                words=display_text(each.text),
            )
            hint = text("Correct the row of the branch, or the scores, and delete these words.")
            yield Problem("error", "remark-not-read", grid.place(each.row, each.column), message, hint)
