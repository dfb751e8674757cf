"""What a board 看板 shows: sections of sentences and tables in one language, some of them with a picture.

The board 看板 as a page in HTML, through templates that the office may change.

The page is whole without its script, which only narrows the table of all branches down.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import asdict

from starrating.atomic import replacing
from starrating.documents.gb9704 import one_line
from starrating.documents.rendering.page import filled_in, page

Row = tuple[str, ...]


class Choice(NamedTuple):
    """What narrows the rows of a table down by one of its columns: its name in the form, its head, what there is."""

    name: str
    head: str
    options: tuple[str, ...]
    column: int


class Filter(Struct, frozen=True):
    """What narrows the rows of a table down: choices by columns, and any words; `order` names what sorts on a phone."""

    choices: tuple[Choice, ...]
    words: str
    every: str
    reset: str
    order: str


class Figure(Struct, frozen=True):
    """A target in one figure: what is aimed at, how many of how many have it, the share, what it needs, the verdict."""

    aim: str
    count: str
    share: str
    needed: str
    verdict: str


class Table(Struct, frozen=True):
    """A table, and where there is one the picture that shows the same.

    `looks` has a word for each column: `name` where it names the row, `right` where it has numbers, `short` or `long`
    where it has words. `more` are the lines that the last cell of each row opens, `opens` what stands in an empty one.
    """

    caption: str
    heads: Row
    looks: Row
    rows: tuple[Row, ...]
    picture: Markup | None = None
    legend: str = ""
    filter: Filter | None = None
    more: tuple[tuple[str, ...], ...] = ()
    opens: str = ""


class Section(Struct, frozen=True):
    """A part of the board; `key` is its name within the page."""

    key: str
    title: str
    said: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


class Board(Struct, frozen=True):
    """A board: its title, a figure for each target, what is said below them and at the end, what is due, its sections.

    `due` has a head, and a line for each thing that is due next.
    """

    language: str
    title: str
    organisation: str
    figures: tuple[Figure, ...]
    said: tuple[str, ...]
    due: tuple[str, ...]
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
    values = asdict(board)
    body = Markup(filled_in("board.html.j2", values, templates))  # noqa: S704 [its values are escaped]
    return page(board.title, board.language, body, PARTS, templates)


def write_board(path: Path, board: Board, templates: Path | None = None) -> None:
    """Write a board as a page, in UTF-8."""
    made = board_page(board, templates)
    with replacing(path) as draft:
        draft.write_text(made, encoding="utf-8", newline="\n")
