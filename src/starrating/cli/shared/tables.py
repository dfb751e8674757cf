"""Tables of the terminal: no name is broken, no column is empty, and a narrow terminal loses what matters least.

Where even that leaves no room, each row is a heading with what else there is to say below it.
"""

from collections.abc import Callable, Container, Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.style import Style, StyleType
from rich.table import Column, Table
from rich.text import Text as Line

from starrating.cli.shared.text_lines import width_of, wrapped

_ROOM = 24
"""Cells that are enough for a column of sentences, which may be broken."""
_HEAD = 8
"""Cells that a head may take beyond what stands under it."""
_PADDING = 3
_INDENT = 4
_TITLE = 2
"""So many columns are the heading of a row that stands alone."""


WHOLE = Style(meta={"whole": True})
"""Marks what is not broken within a sentence: a name, a date, a file, a command."""


def _head_and_cell(head: str, cell: object) -> Line:
    return Line(f"{head}: {_words(cell)}")


class Rows(Table):
    """A table that is laid out when it is shown, for the terminal that shows it.

    `spare` are the columns that a narrow terminal can do without, those that matter least first; `sentences` those
    that may be broken. `worded` says a head and its cell, where the rows stand alone.
    """

    def __init__(
        self,
        spare: tuple[int, ...] = (),
        sentences: tuple[int, ...] = (),
        worded: Callable[[str, object], Line] = _head_and_cell,
    ) -> None:
        super().__init__()
        self.spare, self.sentences, self.worded = spare, sentences, worded

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """Lay out the columns that are not empty and have room; without room for the rest, the rows alone."""
        columns = [_Measured(column) for column in self.columns]
        shown = [column for column in columns if not self.rows or column.filled]
        broken = {columns[index] for index in self.sentences}
        for index in self.spare:
            if _least(shown, broken) > options.max_width:
                shown = [column for column in shown if column is not columns[index]]
        fits = _least(shown, broken) <= options.max_width
        yield from [self._table(shown, broken)] if fits else self._alone(shown, broken, options.max_width)

    def _table(self, shown: Iterable["_Measured"], broken: Container["_Measured"]) -> Table:
        made = Table(header_style="bold", box=SIMPLE_HEAD)
        for column in shown:
            made.add_column(column.head, justify=column.justify, overflow="fold", no_wrap=column not in broken)
        for row, cells in zip(self.rows, zip(*(column.cells for column in shown), strict=True), strict=True):
            made.add_row(*cells, style=row.style)
        return made

    def _alone(self, shown: list["_Measured"], broken: Container["_Measured"], width: int) -> Iterator[RenderableType]:
        """Show each row by itself: its first columns as a heading, below it heads and values, sentences last."""
        title = [column for column in shown[:_TITLE] if column not in broken]
        rest = sorted((column for column in shown if column not in title), key=lambda column: column in broken)
        for number, row in enumerate(self.rows):
            filled = [column for column in rest if _words(column.cells[number])]
            short = [self.worded(column.name, column.cells[number]) for column in filled if column not in broken]
            heading = self._side_by_side([Line(_words(column.cells[number])) for column in title], row.style or "bold")
            below = self._side_by_side(short)
            if short and heading.cell_len + 2 + below.cell_len <= width:
                heading, short = self._side_by_side([heading, below]), []
            yield heading
            named = len(filled) > 1  # what stands alone below its heading needs no name
            sentences = [
                self.worded(column.name if named else "", column.cells[number]) for column in filled if column in broken
            ]
            for message in [*([below] if short else []), *sentences]:
                yield Padding(message, (0, 0, 0, _INDENT), expand=False)

    def _side_by_side(self, parts: Iterable[Line], style: StyleType = "") -> Line:
        """Put parts beside each other, none of them broken."""
        made = self.worded("", "")
        for part in parts:
            made.append("  " if made.plain else "")
            start = len(made)
            made.append_text(part)
            made.stylize(WHOLE, start, len(made))
        made.stylize(style)
        return made


class _Measured:
    """A column with its measures, in cells of the terminal."""

    def __init__(self, column: Column) -> None:
        self.cells = list(column.cells)
        self.justify = column.justify
        self.name = _words(column.header)
        words = [_words(cell) for cell in self.cells]
        self.filled = any(words)
        self.longest = max((width_of(line) for cell in words for line in cell.split("\n")), default=0)
        self._named = max((width_of(name) for cell in self.cells for name in _kept(cell)), default=0)
        head = wrapped(self.name, max(self.longest, _HEAD))
        self.head = "\n".join(head)
        self._wide = max(self.longest, *map(width_of, head))

    def least(self, *, broken: bool) -> int:
        """Return the cells that it takes at the least."""
        return max(min(self.longest, _ROOM), self._named) if broken else self._wide


def _kept(cell: object) -> list[str]:
    """Return what is not broken within a cell."""
    if not isinstance(cell, Line):
        return []
    return [cell.plain[span.start : span.end] for span in cell.spans if span.style == WHOLE]


def _words(cell: object) -> str:
    return cell.plain if isinstance(cell, Line) else str(cell)


def _least(shown: Iterable[_Measured], broken: Container[_Measured]) -> int:
    """Return the cells that columns take at the least."""
    return 1 + sum(_PADDING + column.least(broken=column in broken) for column in shown)
