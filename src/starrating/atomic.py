"""Write late and whole: a temporary file beside the target, fsync, rename. And the digests of files."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from starrating.errors import CellRef, Problem, RefusalError
from starrating.i18n import text
from starrating.outcome import this_run
from starrating.system_reasons import reason_of

_WAITS = (0.1, 0.3, 0.6)
"""Seconds to wait before each new try, while another program holds the target."""
_DRAFTS: set[Path] = set()
"""The drafts that this run has open."""
_AT_WORK = 3600
"""Seconds for which a temporary file may belong to a run that is still at work."""


def digest(path: Path) -> str:
    """Return `sha256:` and the hexadecimal digest of a file's bytes; `OSError` if it cannot be read."""
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a temporary path in the folder of `path`; on success it becomes `path`, on an exception it is removed.

    Folders are made. Whoever looks sees the old file or the new one, never half of one. If another program holds the
    target (Excel does so on Windows), or the folder takes no file, a `RefusalError` says so and the old file stays.
    """
    if path in _DRAFTS:  # nobody else knows of it, so it may as well be written where it is
        yield path
        return
    with drafted(path) as draft:
        yield draft
        publish(draft, path)


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Give a temporary path in the folder of `path`, which `publish` may make `path`; else it is removed in the end."""
    try:
        this_run.now(text("Writing %(file)s", file=path.name))
        this_run.about_to("make", path)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = _reserved(path)
        _remove_leftovers(path, draft)
    except OSError as error:
        this_run.could_not_write(path)
        raise _no_room(path.parent, error) from error
    _DRAFTS.add(draft)
    try:
        this_run.about_to("write", path)
        yield draft
    except BaseException as error:
        this_run.could_not_write(path)
        if isinstance(error, OSError):
            raise _not_written(path, error) from error
        raise
    finally:
        _DRAFTS.discard(draft)
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def publish(draft: Path, path: Path) -> None:
    """Let a draft become `path`, for good: flushed before, and its folder flushed after."""
    this_run.about_to("flush", path)
    _flush(draft)
    this_run.about_to("rename", path)
    _rename(draft, path)
    this_run.wrote(path)
    this_run.about_to("flush-folder", path)
    _flush_folder(path.parent)


def _reserved(path: Path) -> Path:
    """Reserve a name that no other run has; the file gets the rights that a new file would have."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    umask = os.umask(0)
    os.umask(umask)
    Path(name).chmod(0o666 & ~umask)
    return Path(name)


def _remove_leftovers(path: Path, temporary: Path) -> None:
    """Remove what runs that were killed have left of the same target; what is young may belong to a run at work."""
    old = temporary.stat().st_mtime - _AT_WORK
    for other in path.parent.glob(f".{escape(path.stem[:40])}-????????{escape(path.suffix)}"):
        with suppress(OSError):
            if other.stat().st_mtime < old:
                other.unlink()


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _rename(temporary: Path, path: Path) -> None:
    for wait in (*_WAITS, None):
        try:
            temporary.replace(path)
        except PermissionError as error:
            if wait is None:
                raise _held(path) from error
            time.sleep(wait)
        else:
            return


def _held(path: Path) -> RefusalError:
    message = text("%(name)s cannot be replaced; it seems to be open in another program.", name=path.name)
    hint = text("Close it in Excel or WPS, then try again.")
    return RefusalError([Problem("error", "file-in-use", CellRef(path.name), message, hint)])


def _no_room(folder: Path, error: OSError) -> RefusalError:
    message = text("No file can be written into this folder: %(error)s.", error=reason_of(error))
    hint = text("Look at the rights of the folder, or name another one in starrating.toml.")
    return RefusalError([Problem("error", "folder-not-writable", CellRef(str(folder)), message, hint)])


def _not_written(path: Path, error: OSError) -> RefusalError:
    message = text("This file could not be written: %(error)s.", error=reason_of(error))
    hint = text("Make room for it, see that its folder is there and that you may write there, then try again.")
    return RefusalError([Problem("error", "not-written", CellRef(str(path)), message, hint)])


def _flush_folder(folder: Path) -> None:
    """Make the rename itself last through a power cut, where the system can: Windows has no such call."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
