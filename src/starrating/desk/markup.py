"""Pages filled in: every value is escaped, and the style is that of the board."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from starrating.i18n import language, text
from starrating.workspace import builtin

VIEWS = Path(__file__).with_name("views")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(VIEWS), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def filled(template: str, values: Mapping[str, object]) -> str:
    """Fill a page in; all pages have the words of their frame."""
    words = {
        "language": language().replace("_", "-"),
        "skip": text("To the content"),
        "menu": text("Pages"),
        "gone": text(
            "The desk does not answer: it was closed, or the computer slept. What you typed is still here; "
            "start the desk again, then go on in the page that opens."
        ),
        "working": text("One moment …"),
    }
    return _environment().get_template(template).render(words | dict(values))


@cache
def style() -> str:
    """Return the style of all pages: the board's, and what is the desk's own."""
    parts = (builtin("templates") / "page.css", builtin("templates") / "board.css", VIEWS / "desk.css")
    return "".join(part.read_text(encoding="utf-8") for part in parts)


@cache
def script() -> str:
    """Return the script; every page is whole without it."""
    return (VIEWS / "desk.js").read_text(encoding="utf-8")
