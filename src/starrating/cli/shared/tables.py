"""Tables of the terminal: no name is broken, no column is empty, and a narrow terminal loses what matters least."""

from collections.abc import Container, Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions
from rich.table import Column, Table
from rich.text import Text as Line

from starrating.cli.shared.text_lines import width_of, wrapped

_SENTENCE = 40
"""A column with a cell of more cells than this holds sentences, which may be broken."""
_ROOM = 24
"""Cells that are enough for a column that may be broken."""
_HEAD = 8
"""Cells that a head may take beyond what stands under it."""
_PADDING = 3


class Rows(Table):
    """A table that is laid out when it is shown, for the terminal that shows it.

    `spare` are the columns that a narrow terminal can do without, those that matter least first.
    """

    def __init__(self, spare: tuple[int, ...] = ()) -> None:
        super().__init__()
        self.spare = spare

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Table]:
        """Lay out the columns that are not empty and have room; where all room is used up, the widest are broken."""
        columns = [_Measured(column) for column in self.columns]
        shown = [column for column in columns if not self.rows or column.filled]
        whole = {column for column in shown if column.longest <= _SENTENCE}
        for index in self.spare:
            if _least(shown, whole) > options.max_width:
                shown = [column for column in shown if column is not columns[index]]
        for column in sorted(shown, key=lambda column: column.longest, reverse=True):
            if column in whole and _least(shown, whole) > options.max_width:
                whole.remove(column)
        made = Table(header_style="bold", box=SIMPLE_HEAD)
        for column in shown:
            made.add_column(column.head, justify=column.justify, overflow="fold", no_wrap=column in whole)
        for row in zip(*(column.cells for column in shown), strict=True):
            made.add_row(*row)
        yield made


class _Measured:
    """A column with its measures, in cells of the terminal."""

    def __init__(self, column: Column) -> None:
        self.cells = list(column.cells)
        self.justify = column.justify
        words = [_words(cell) for cell in self.cells]
        self.filled = any(words)
        self.longest = max((width_of(line) for cell in words for line in cell.split("\n")), default=0)
        head = wrapped(_words(column.header), max(self.longest, _HEAD))
        self.head = "\n".join(head)
        self._wide = max(self.longest, *map(width_of, head))

    def least(self, *, whole: bool) -> int:
        """Return the cells that it takes at the least."""
        return self._wide if whole else min(self.longest, _ROOM)


def _words(cell: object) -> str:
    return cell.plain if isinstance(cell, Line) else str(cell)


def _least(shown: Iterable[_Measured], whole: Container[_Measured]) -> int:
    """Return the cells that columns take at the least, if none of `whole` is broken."""
    return 1 + sum(_PADDING + column.least(whole=column in whole) for column in shown)
