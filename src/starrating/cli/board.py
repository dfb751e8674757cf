"""A board: where it is."""

from starrating.commands.board import BoardWritten
from starrating.console.problems import show_problems
from starrating.console.screen import line, out, shown_path
from starrating.i18n import text


def show_board(done: BoardWritten) -> None:
    """Show where the board is, and how to open it."""
    show_problems(done.problems)
    out().print(line(text("Board of %(period)s: %(path)s", period=str(done.period), path=shown_path(done.file))))
    out().print(line(text("Open it in any browser; it needs no network."), "dim"))
