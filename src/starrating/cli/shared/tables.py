"""Tables of the terminal: no name is broken, no column is empty, and a narrow terminal loses what matters least.

Where even that leaves no room, each row is a heading with what else there is to say below it.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style, StyleType
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


class _Row(NamedTuple):
    cells: tuple[Line | str, ...]
    style: StyleType


class Rows:
    """A table that is laid out when it is shown, for the terminal that shows it.

    `spare` are the columns that a narrow terminal can do without, those that matter least first; `sentences` those
    that may be broken. `worded` says a head and its cell, where the rows stand alone. The library's own tables take
    five times as long: they measure and render each cell as a page of its own.
    """

    def __init__(
        self,
        spare: tuple[int, ...] = (),
        sentences: tuple[int, ...] = (),
        worded: Callable[[str, object], Line] = _head_and_cell,
    ) -> None:
        self.spare, self.sentences, self.worded = spare, sentences, worded
        self._heads: list[tuple[str, bool]] = []
        self._rows: list[_Row] = []

    def add_column(self, head: str, *, right: bool = False) -> None:
        """Add a column, aligned to the left or to the `right`."""
        self._heads.append((head, right))

    def add_row(self, *cells: Line | str, style: StyleType = "") -> None:
        """Add a row; what it lacks at its end is blank."""
        self._rows.append(_Row((*cells, *[""] * (len(self._heads) - len(cells))), style))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType | Segment]:
        """Lay out the columns that are not empty and have room; without room for the rest, the rows alone."""
        cells = zip(*(row.cells for row in self._rows), strict=True) if self._rows else ((),) * len(self._heads)
        columns = [_Measured(*head, column) for head, column in zip(self._heads, cells, strict=True)]
        shown = [column for column in columns if not self._rows or column.filled]
        broken = {columns[index] for index in self.sentences}
        for index in self.spare:
            if _least(shown, broken) > options.max_width:
                shown = [column for column in shown if column is not columns[index]]
        if _least(shown, broken) > options.max_width:
            yield from self._alone(shown, broken, options.max_width)
            return
        for made in self._lines(shown, _widths(shown, broken, options.max_width), console, options):
            yield from made.render(console, "\n")

    def _lines(
        self, shown: Sequence["_Measured"], widths: Sequence[int], console: Console, options: ConsoleOptions
    ) -> Iterator[Line]:
        """Yield the lines of the table: a blank one above and below; heads stand on the rule below them."""
        total, most = _needed(widths), max((column.head.count("\n") for column in shown), default=0)
        heads = ["\n" * (most - column.head.count("\n")) + column.head for column in shown]
        yield Line(" " * total)
        yield from _row_lines(heads, shown, widths, console, "bold")
        yield Line(f" {('-' if options.ascii_only else '─') * (total - 2)} ")
        for number, row in enumerate(self._rows):
            yield from _row_lines([column.cells[number] for column in shown], shown, widths, console, row.style)
        yield Line(" " * total)

    def _alone(self, shown: list["_Measured"], broken: Container["_Measured"], width: int) -> Iterator[RenderableType]:
        """Show each row by itself: its first columns as a heading, below it heads and values, sentences last."""
        title = [column for column in shown[:_TITLE] if column not in broken]
        rest = sorted((column for column in shown if column not in title), key=lambda column: column in broken)
        for number, row in enumerate(self._rows):
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

    def __init__(self, name: str, right: bool, cells: Sequence[Line | str]) -> None:
        self.cells, self.right, self.name = cells, right, name
        words = [_words(cell) for cell in self.cells]
        self.filled = any(words)
        self.longest = max((width_of(line) for cell in words for line in cell.split("\n")), default=0)
        self._named = max((width_of(name) for cell in self.cells for name in _kept(cell)), default=0)
        head = wrapped(self.name, max(self.longest, _HEAD))
        self.head = "\n".join(head)
        self.wide = max(self.longest, *map(width_of, head))

    def least(self, *, broken: bool) -> int:
        """Return the cells that it takes at the least."""
        return max(min(self.longest, _ROOM), self._named) if broken else self.wide


def _kept(cell: object) -> list[str]:
    """Return what is not broken within a cell."""
    if not isinstance(cell, Line):
        return []
    return [cell.plain[span.start : span.end] for span in cell.spans if span.style == WHOLE]


def _words(cell: object) -> str:
    return cell.plain if isinstance(cell, Line) else str(cell)


def _least(shown: Iterable[_Measured], broken: Container[_Measured]) -> int:
    """Return the cells that columns take at the least."""
    return _needed([column.least(broken=column in broken) for column in shown])


def _needed(widths: Iterable[int]) -> int:
    """Return the cells that columns of these widths take together."""
    return 1 + sum(_PADDING + width for width in widths)


def _widths(shown: Sequence[_Measured], broken: Container[_Measured], room: int) -> list[int]:
    """Return how wide the columns are: what they ask for, the widest sentences less where there is no room for that."""
    widths = [column.wide for column in shown]
    for _ in range(_needed(widths) - room):
        spare = [
            (widths[place], -place)
            for place, column in enumerate(shown)
            if column in broken and widths[place] > column.least(broken=True)
        ]
        widths[-max(spare)[1]] -= 1
    return widths


def _row_lines(
    cells: Iterable[Line | str], shown: Sequence[_Measured], widths: Sequence[int], console: Console, style: StyleType
) -> Iterator[Line]:
    """Yield the lines of a row: as many as its longest cell has."""
    broken = [_broken(cell, width, console) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*broken, fillvalue=Line("")):
        made = Line(" ")
        for part, column, width in zip(parts, shown, widths, strict=True):
            gap = " " * (width - width_of(part.plain))
            made.append(f" {gap}" if column.right else " ").append_text(part)
            made.append("  " if column.right else f"{gap}  ")
        made.stylize(style)
        yield made


def _broken(cell: Line | str, width: int, console: Console) -> Sequence[Line]:
    """Return a cell in lines of at most a width."""
    line = cell if isinstance(cell, Line) else console.render_str(cell)
    if width_of(line.plain) <= width and "\n" not in line.plain:
        return [line]
    return list(line.wrap(console, width))
