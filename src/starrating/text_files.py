"""Small files that people write: settings, rules, templates. They are read whole, so their size has a limit."""

import errno
import os
import stat
from pathlib import Path

from starrating.i18n import text

MEGABYTE = 2**20
SETTINGS = MEGABYTE // 16
RULES = MEGABYTE
TEMPLATE = 20 * MEGABYTE


def read_small(path: Path, most: int) -> bytes:
    """Read a file of at most so many bytes; a larger one, or what is no file, raises `OSError` that says so.

    A pipe is not waited for.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, str(text("it is a folder, a pipe or a device, not a file")), str(path))
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, str(text("it is larger than %(most)s KB", most=most // 1024)), str(path))
    return content
