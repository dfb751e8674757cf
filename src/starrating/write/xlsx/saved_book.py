"""The bytes of a workbook that openpyxl has made: a full disk leaves no archive open that is half written."""

import errno
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from lxml.etree import SerialisationError
from openpyxl import Workbook


def content_of(book: Workbook) -> bytes:
    """Return a workbook as a file has it; `OSError` if the temporary files of its sheets cannot be written.

    lxml writes these, and has an error of its own for each of the system's: IO_ENOSPC.
    """
    content, failure = BytesIO(), ""
    with _unheard():
        try:
            book.save(content)
        except SerialisationError as error:
            failure = str(error)
        if failure:
            gc.collect()
    if failure:
        number = getattr(errno, failure.removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number))
    return content.getvalue()


@contextmanager
def _unheard() -> Iterator[None]:
    """Let nothing be printed of what fails once more as it is given up: the half-written sheets, closed by nobody."""
    hook = sys.unraisablehook
    sys.unraisablehook = lambda _: None
    try:
        yield
    finally:
        sys.unraisablehook = hook
