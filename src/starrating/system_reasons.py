"""Why the system refused, in the language of whoever reads it: its own words are English, or whatever it speaks."""

import errno
import os
from collections.abc import Mapping

from starrating.i18n import Text, text

_REASONS: Mapping[int, Text] = {
    errno.EPERM: text("Operation not permitted"),
    errno.ENOENT: text("No such file or directory"),
    errno.EIO: text("Input/output error"),
    errno.EBADF: text("Bad file descriptor"),
    errno.EACCES: text("Permission denied"),
    errno.EBUSY: text("Device or resource busy"),
    errno.EEXIST: text("File exists"),
    errno.ENOTDIR: text("Not a directory"),
    errno.EISDIR: text("Is a directory"),
    errno.EINVAL: text("Invalid argument"),
    errno.EMFILE: text("Too many open files"),
    errno.ENFILE: text("Too many open files in system"),
    errno.EFBIG: text("File too large"),
    errno.ENOSPC: text("No space left on device"),
    errno.EROFS: text("Read-only file system"),
    errno.EPIPE: text("Broken pipe"),
    errno.ENAMETOOLONG: text("File name too long"),
    errno.ENOTEMPTY: text("Directory not empty"),
    errno.ELOOP: text("Too many levels of symbolic links"),
    errno.EDQUOT: text("Disk quota exceeded"),
    errno.ESTALE: text("Stale file handle"),
    errno.ETIMEDOUT: text("Connection timed out"),
    errno.EADDRINUSE: text("Address already in use"),
    errno.EADDRNOTAVAIL: text("Cannot assign requested address"),
}
"""What can happen to files and ports, in the words of POSIX."""


def reason_of(error: OSError) -> Text | str:
    """Return what the system says, without the number and the path that Python adds.

    An error that bears a sentence of ours keeps it; one that is not in the table has the system's words.
    """
    said = error.strerror or str(error) or type(error).__name__
    usual = error.errno is not None and (said == os.strerror(error.errno) or hasattr(error, "winerror"))
    return _REASONS.get(error.errno or 0, said) if usual else said
