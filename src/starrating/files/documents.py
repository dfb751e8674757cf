"""Documents for the office, from one context: Markdown and Word, through templates that the office may change.

`templates` is the office's folder everywhere; a file that is not in it is the built-in one. A template that cannot be
filled in raises `InputError`, and nothing is written. Names of branches come out literally, whatever they are made of;
the same context gives the same bytes.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from starrating.files.atomic import replacing
from starrating.files.notices.public_notices import Context, Group, Order, Row, context, file_stem

__all__ = [
    "WRITERS",
    "Context",
    "Group",
    "Order",
    "Row",
    "context",
    "file_stem",
    "markdown",
    "word",
    "write_markdown",
    "write_word",
]

TEMPLATE = "notice"


def markdown(context: Context, templates: Path | None = None) -> str:
    """Return a notice as Markdown."""
    from starrating.files.notices.markdown import rendered  # noqa: PLC0415 (Jinja2 takes 70 ms, only a document needs it)

    return rendered(TEMPLATE, context.language, context.values(), templates)


def word(context: Context, templates: Path | None = None) -> bytes:
    """Return a notice as a Word document after GB/T 9704-2012."""
    from starrating.files.notices.word import rendered  # noqa: PLC0415 (docxtpl and lxml, only a Word document needs them)

    return rendered(TEMPLATE, context.language, context.values(), templates)


def write_markdown(path: Path, context: Context, templates: Path | None = None) -> None:
    """Write a notice as Markdown, in UTF-8."""
    words = markdown(context, templates)
    with replacing(path) as draft:
        draft.write_text(words, encoding="utf-8", newline="\n")


def write_word(path: Path, context: Context, templates: Path | None = None) -> None:
    """Write a notice as a Word document."""
    document = word(context, templates)
    with replacing(path) as draft:
        draft.write_bytes(document)


WRITERS: Mapping[str, Callable[[Path, Context, Path | None], None]] = {"md": write_markdown, "docx": write_word}
"""The formats there are, by the suffix of their files."""
