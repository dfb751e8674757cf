"""A new workbook: written whole or not at all, never a formula, the same bytes for the same content."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from starrating.atomic import replacing
from starrating.files.results.row_streams import visible


class About(NamedTuple):
    """What a workbook says about itself in its properties; `recorded_at` (ISO 8601) is the date it bears."""

    title: str
    recorded_at: str
    subject: str = ""
    company: str | None = None


@contextmanager
def new_book(path: Path, about: About) -> Iterator[Workbook]:
    """Open a workbook that replaces `path` when it is closed; `RefusalError` if the file cannot be written.

    Its date is that of the record, not the clock's, so that the same review gives the same bytes.
    """
    # XlsxWriter leaves its working files behind when it is interrupted, so they live in a folder that goes with us.
    with replacing(path) as temporary, TemporaryDirectory(ignore_cleanup_errors=True) as working:
        options = {"tmpdir": working, "strings_to_formulas": False, "strings_to_urls": False}
        book = Workbook(str(temporary), options)
        book.use_zip64()
        book.set_properties(_properties(about))
        yield book
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None


def _properties(about: About) -> dict[str, str | dt.datetime]:
    created = dt.datetime.fromisoformat(about.recorded_at).replace(tzinfo=None)
    words = {"title": about.title, "subject": about.subject, "company": about.company or ""}
    return {name: visible(word) for name, word in words.items()} | {"created": created}
