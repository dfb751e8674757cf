"""A new workbook: written whole or not at all, never a formula, the same bytes for the same content."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from starrating.files.atomic import replacing


@contextmanager
def new_book(path: Path, title: str, recorded_at: str) -> Iterator[Workbook]:
    """Open a workbook that replaces `path` when it is closed; `OSError` if the file cannot be written.

    Its date is `recorded_at` (ISO 8601), not the clock's, so that the same review gives the same bytes.
    """
    # XlsxWriter leaves its working files behind when it is interrupted, so they live in a folder that goes with us.
    with replacing(path) as temporary, TemporaryDirectory(ignore_cleanup_errors=True) as working:
        options = {"tmpdir": working, "strings_to_formulas": False, "strings_to_urls": False}
        book = Workbook(str(temporary), options)
        book.use_zip64()
        created = dt.datetime.fromisoformat(recorded_at).replace(tzinfo=None)
        book.set_properties({"title": title, "created": created})
        yield book
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None
