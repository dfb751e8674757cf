"""What a board 看板 shows: sections of sentences and tables in one language, some of them with a picture.

The board 看板 as a page in HTML, through templates that the office may change.

The page is whole without its script, which only narrows the table of all branches down.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from markupsafe import Markup

from starrating.atomic import replacing
from starrating.documents.gb9704 import one_line
from starrating.documents.rendering.page import filled_in, page

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows the rows of a table down: the units in its column `column`, empty for none, and any words."""

    unit: str
    units: tuple[str, ...]
    column: int
    words: str
    every: str
    reset: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and where there is one the picture that shows the same.

    `looks` has a word for each column: `name` where it names the row, `right` where it has numbers, `short` or `long`
    where it has words.
    """

    caption: str
    heads: Row
    looks: Row
    rows: tuple[Row, ...]
    picture: Markup | None = None
    legend: str = ""
    filter: Filter | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the board; `key` is its name within the page."""

    key: str
    title: str
    said: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """A board: its title, what is said below it and at its end, and its sections."""

    language: str
    title: str
    organisation: str
    said: tuple[str, ...]
    sections: tuple[Section, ...]
    contents: str
    end: str


def table(caption: str, heads: Iterable[str], looks: str, rows: Iterable[Iterable[object]]) -> Table:
    """Return a table without a picture; `looks` has the first letter of a word for each column."""
    named = {each[0]: each for each in ("name", "right", "short", "long")}
    cells = tuple(tuple(one_line(cell) for cell in row) for row in rows)
    return Table(caption, tuple(heads), tuple(named[look] for look in looks), cells)


PARTS = ("page.css", "board.css", "board.js")


def board_page(board: Board, templates: Path | None = None) -> str:
    """Return a board as a page; a template that cannot be filled in raises `InputError`."""
    values = {each.name: getattr(board, each.name) for each in fields(board)}
    body = Markup(filled_in("board.html.j2", values, templates))  # noqa: S704 [its values are escaped]
    return page(board.title, board.language, body, PARTS, templates)


def write_board(path: Path, board: Board, templates: Path | None = None) -> None:
    """Write a board as a page, in UTF-8."""
    made = board_page(board, templates)
    with replacing(path) as draft:
        draft.write_text(made, encoding="utf-8", newline="\n")
