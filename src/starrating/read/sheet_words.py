"""The words of a score sheet around its branches: titles above the heads, lines between and below the rows."""

from collections.abc import Iterable
from typing import NamedTuple

from starrating.formats.sheet import Row, Sheet
from starrating.read.table_meaning import TableMeaning


class Words(NamedTuple):
    """A cell of words, by the number of its row, as the spreadsheet counts, and its column, counted from 0."""

    row: int
    column: int
    text: str


class WordsAround(NamedTuple):
    """The words above the heads, and those between and below the branches."""

    titles: list[Words]
    notes: list[Words]

    @classmethod
    def of(cls, grid: Sheet, meaning: TableMeaning) -> "WordsAround":
        """Gather them, each row looked at once: there may be a hundred thousand that are no branches.

        Heads that are repeated are no notes.
        """
        lines = meaning.roles.rows if meaning.roles else {}
        heads = {number for number, line in lines.items() if line.role == "head"}
        others = ((number, row) for number, row in meaning.others if number not in heads)
        return cls(_words(enumerate(grid.first_rows(meaning.header.top - 1), start=1)), _words(others))

    def without(self, known: Iterable[str]) -> "WordsAround":
        """Return them without those that are known to be about something else."""
        names = set(known)
        titles, notes = ([words for words in part if words.text.strip() not in names] for part in self)
        return WordsAround(titles, notes)


def _words(rows: Iterable[tuple[int, Row]]) -> list[Words]:
    return [
        Words(number, column, cell)
        for number, row in rows
        for column, cell in enumerate(row)
        if cell and isinstance(cell, str)
    ]
