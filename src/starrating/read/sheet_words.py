"""The words of a score sheet around its branches: titles above the heads, lines between and below the rows."""

from collections.abc import Iterable
from typing import NamedTuple

from starrating.formats.sheet import Row, Sheet
from starrating.read.header_row import HeaderRow
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

        Titles and heads that are repeated in their columns, as on each printed page, are no notes.
        """
        above = _words(enumerate(grid.first_rows(meaning.header.bottom), start=1))
        said = {(words.column, words.text) for words in above}
        notes = [words for words in _words(meaning.others) if (words.column, words.text) not in said]
        return cls([words for words in above if words.row < meaning.header.top], notes)

    def without(self, known: Iterable[str]) -> "WordsAround":
        """Return them without those that are known to be about something else."""
        names = set(known)
        titles, notes = ([words for words in part if words.text.strip() not in names] for part in self)
        return WordsAround(titles, notes)


def titles_above(grid: Sheet, header: HeaderRow) -> list[Words]:
    """Return the words above the heads of any sheet."""
    return _words(enumerate(grid.first_rows(header.top - 1), start=1))


def _words(rows: Iterable[tuple[int, Row]]) -> list[Words]:
    return [
        Words(number, column, cell)
        for number, row in rows
        for column, cell in enumerate(row)
        if cell and isinstance(cell, str)
    ]
