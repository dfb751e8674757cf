"""What stands around every page: the menu, what is at work, and the way out."""

from msgspec.structs import replace
from starlette.responses import HTMLResponse, Response

from starrating.desk.desk import Desk, address
from starrating.desk.markup import filled
from starrating.desk.view import Link, Links, Note, Page, Section, Words, problems
from starrating.desk.works import Work
from starrating.errors import StarratingError
from starrating.i18n import language, text
from starrating.model import Period
from starrating.version import __version__

_AT_FIRST, _AGAIN = 0.6, 2
"""Seconds that an answer waits for a work, and after which the page of one that takes longer is asked for again."""


class Frame:
    """Puts pages into their frame."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def answer(self, page: Page, status: int = 0, refresh: str = "") -> Response:
        """Return a page; each has a token of its own for its forms."""
        running = [(f"/work/{key}", work.title) for key, work in self._desk.works.running]
        values = {
            "page": page,
            "menu_links": [] if page.plain else self._menu(page),
            "period_links": [] if page.plain or not page.period else _period_menu(page),
            "token": "" if page.plain else self._desk.tokens.issue(),
            "running": [] if page.refresh else running,
            "refresh": refresh or (str(page.refresh) if page.refresh else ""),
            "end": "" if page.plain else text("End the desk"),
            "version": f"starrating {__version__}",
            "at_work": text("At work:"),
        }
        return HTMLResponse(filled("page.html.j2", values), status or page.status)

    def _menu(self, page: Page) -> list[tuple[Words, str, bool]]:
        if not self._desk.is_begun:
            return [(text("Set up the review"), "/begin", page.here == "begin")]
        return [(text("Today"), "/today", page.here == "today"), (text("Rules"), "/rules", page.here == "rules")]


def _period_menu(page: Page) -> list[tuple[Words, str, bool]]:
    named = page.period
    return [
        (text("Workbooks and rating"), address(named), page.here == "period"),
        (text("Ranking"), address(named, "ranking"), page.here == "ranking"),
        (text("Targets and trends"), address(named, "board"), page.here == "targets"),
        (text("Near a line"), address(named, "near"), page.here == "near"),
        (text("Documents"), address(named, "documents"), page.here == "documents"),
    ]


def work_page(work: Work) -> Page:
    """Show what came of a work on the page that it was begun on, or that it goes on."""
    parts = work.wait(_AT_FIRST)
    if parts is not None:
        return work.page().led_by(Section("outcome", work.title, parts))
    going = text("It goes on: %(seconds)s seconds so far. This page looks again by itself.", seconds=work.seconds)
    leave = text("You may leave this page; the work goes on, and the menu leads back to it.")
    page = Page(work.title, "work", (Section("going", text("At work"), (Note(going, "notice", leave),)),))
    return replace(page, refresh=_AGAIN)


def refusal_page(
    error: StarratingError, *, known: bool = True, asked: bool = False, period: Period | None = None
) -> Page:
    """Show why something was not done, or cannot be shown where it was only asked for; the menu stays.

    To whom the desk does not know nothing else is shown.
    """
    title = text("This cannot be shown") if asked else text("This was not done")
    links = (Link(period.say(language()), address(period)),) if period else ()
    back = (Links((*links, Link(text("To the first page"), "/today"))),) if known else ()
    sections = (Section("refused", text("Why"), (*problems(error.problems), *back)),)
    return Page(title, "", sections, period=str(period or ""), plain=not known)
