"""Who holds the ledger, so that whoever waits in vain is told whom to ask.

A server knows. Beside a file a note is kept while somebody writes: best effort, for the lock itself is the database's,
and a note that cannot be written or that a killed program left behind does no harm.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from starrating.version import __version__

SUFFIX = "-holder"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
"""A note is written where it is, never through a link, where the system can tell."""
_LONGEST = 200


class Holder(NamedTuple):
    """The program that holds the ledger, in the words of `this_process`, and since when (local time)."""

    who: str
    since: str


def this_process() -> str:
    """Name this program, its user, machine and process."""
    import platform  # noqa: PLC0415 [only a writer names itself]

    user = os.environ.get("USER") or os.environ.get("USERNAME") or "?"
    return f"starrating {__version__}, {user}@{platform.node()}, {os.getpid()}"


@contextmanager
def noted(ledger: Path) -> Iterator[None]:
    """Keep a note beside a file as long as this process holds it."""
    note = _note(ledger)
    with suppress(OSError), os.fdopen(os.open(note, _NEW, 0o666), "w", encoding="utf-8") as file:
        file.write(this_process())
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink()


def noted_at(ledger: Path) -> Holder | None:
    """Read the note beside a file; None if there is none."""
    import datetime as dt  # noqa: PLC0415 [only a refusal says the time]

    note = _note(ledger)
    try:
        since = dt.datetime.fromtimestamp(note.stat().st_mtime).astimezone()
        with note.open(encoding="utf-8", errors="replace") as file:
            who = file.read(_LONGEST)
    except OSError:
        return None
    return Holder(" ".join(who.split()), since.isoformat(" ", timespec="seconds")) if who.strip() else None


def _note(ledger: Path) -> Path:
    return ledger.with_name(f"{ledger.name}{SUFFIX}")
