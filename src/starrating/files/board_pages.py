"""The board 看板 as a page in HTML, through templates that the office may change.

The page is whole without its script, which only narrows the table of all branches down.
"""

from dataclasses import fields
from pathlib import Path

from markupsafe import Markup

from starrating.atomic import replacing
from starrating.files.boards.contents import Board
from starrating.files.pages import filled_in, page

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
