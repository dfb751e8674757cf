"""Targets and trends: what the board says of a period, in the language of the user."""

from starrating.commands.board import period_board
from starrating.desk.desk import Desk
from starrating.desk.view import Page, of_board
from starrating.i18n import language, text
from starrating.model import Period

_ELSEWHERE = frozenset({"branches", "near", "procedure"})
"""Sections that are pages of their own here: the ranking, who is near a line, and today."""


def targets(desk: Desk, period: Period) -> Page:
    """Show the sections of the board."""
    board = period_board(desk.workspace(), period, desk.now(), language())
    sections = tuple(of_board(section) for section in board.sections if section.key not in _ELSEWHERE)
    title = text("%(period)s: targets and trends", period=period.say(language()))
    return Page(title, "targets", sections, board.said, period=str(period))
