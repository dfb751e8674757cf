"""Why the ledger refuses, and what to do next.

Who holds the ledger, so that whoever waits in vain is told whom to ask.

A server knows. Beside a file a note is kept while somebody writes: best effort, for the lock itself is the database's,
and a note that cannot be written or that a killed program left behind does no harm.
"""

import datetime as dt
import os
import platform
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from starrating.errors import LedgerError, Problem
from starrating.i18n import Text, text
from starrating.system_reasons import reason_of
from starrating.version import __version__


class UnsureError(LedgerError):
    """The ledger was lost while it committed: it may have recorded what it was given, or not."""


def unsure(ledger: str, error: Exception) -> UnsureError:
    """Say that nobody can know whether a commit was done."""
    message = text("The ledger %(ledger)s was lost while it recorded: %(error)s", ledger=ledger, error=_why(error))
    hint = text("See whether it is recorded before you do it again: starrating history")
    return UnsureError([Problem("error", "ledger-lost", None, message, hint)])


def unknown_kind(url: str) -> LedgerError:
    """Refuse an address that is of neither kind of database."""
    return _refusal(
        "unknown-ledger",
        text("The ledger cannot be at %(url)s.", url=_without_secrets(url)),
        text("Give a file as sqlite:///FOLDER/starrating.db, or a server as postgresql://USER@HOST/DATABASE."),
    )


def cut_password(url: str) -> LedgerError:
    """Refuse an address that is cut in its password: what is behind it would be asked for, and said, as the host."""
    return _refusal(
        "unknown-ledger",
        text("The ledger cannot be at %(url)s.", url=_without_secrets(url)),
        text("Write the signs @, / and ? of a password as %(codes)s.", codes="%40, %2F, %3F"),
    )


def _without_secrets(url: str) -> str:
    """Return what may be shown of an address: what stands behind the last @, unless that may be in a password."""
    address, _, query = url.partition("?")
    return address.rpartition("@")[2] if "@" not in query else f"{url.partition('://')[0]}://…"


def driver_missing() -> LedgerError:
    """Refuse PostgreSQL without its driver."""
    return _refusal(
        "driver-missing",
        text("A ledger on PostgreSQL needs the package psycopg, which is not installed."),
        text('Install it with: pip install "starrating[postgresql]"'),
    )


def busy(ledger: str, seconds: float, holder: "LockHolder | None" = None) -> LedgerError:
    """Refuse because another writer did not finish in time; say which one, where that is known."""
    named = {"ledger": ledger, "n": f"{seconds:g}"}
    return _refusal(
        "ledger-busy",
        text(
            "Another program holds the ledger %(ledger)s: %(who)s, since %(since)s (waited %(n)s s).",
            who=holder.who,
            since=holder.since,
            **named,
        )
        if holder
        else text("Another program holds the ledger %(ledger)s (waited %(n)s s).", **named),
        text("Nothing was recorded. Let the other program finish, then do it again."),
    )


def out_of_reach(ledger: str, error: Exception) -> LedgerError:
    """Refuse because the file or the server cannot be opened, read or written."""
    return _refusal(
        "ledger-out-of-reach",
        text("The ledger %(ledger)s cannot be opened or written: %(error)s", ledger=ledger, error=_why(error)),
        text("Check that its folder or server exists, that you may write there, and that the disk is not full."),
    )


def no_file(path: str) -> LedgerError:
    """Refuse a link or a device where a file of the ledger belongs."""
    return _refusal(
        "ledger-no-file",
        text("%(path)s is a link or a device; the ledger takes only a file there.", path=path),
        text("Nothing was touched. See who put it there, move it away, then do it again."),
    )


def broken(ledger: str, error: Exception) -> LedgerError:
    """Refuse because what is stored makes no sense."""
    return _refusal(
        "ledger-broken",
        text("%(ledger)s is damaged or is no ledger: %(error)s", ledger=ledger, error=_why(error)),
        text("Leave the file as it is, put back the last good copy of the ledger, and do the last act again."),
    )


def foreign(ledger: str) -> LedgerError:
    """Refuse a database that belongs to something else."""
    return _refusal(
        "ledger-foreign",
        text("%(ledger)s is the database of another program.", ledger=ledger),
        text("Name another file for the ledger in starrating.toml."),
    )


def not_empty(ledger: str) -> LedgerError:
    """Refuse to restore into a ledger that has something."""
    return _refusal(
        "ledger-not-empty",
        text("The ledger %(ledger)s is not empty, so nothing can be restored into it.", ledger=ledger),
        text("Name an empty one: starrating import --into"),
    )


def newer(ledger: str, needed: str, present: str) -> LedgerError:
    """Refuse a ledger that a newer program has changed."""
    return _refusal(
        "ledger-newer",
        text(
            "The ledger %(ledger)s needs starrating %(needed)s or newer; this is %(present)s.",
            ledger=ledger,
            needed=needed,
            present=present,
        ),
        text("Upgrade with: pip install --upgrade starrating"),
    )


def _refusal(code: str, message: Text, hint: Text) -> LedgerError:
    return LedgerError([Problem("error", code, None, message, hint)])


def _why(error: Exception) -> Text | str:
    """Say in our words what a file refuses or holds; a driver that says something else keeps its words, in one line."""
    if isinstance(error, OSError):
        return reason_of(error)
    if isinstance(error, AttributeError | LookupError | TypeError | ValueError):
        return text("a record makes no sense")
    said = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return _OF_SQLITE.get(said, said)


_OF_SQLITE: Mapping[str, Text] = {
    said.template: said
    for said in (
        text("attempt to write a readonly database"),
        text("disk I/O error"),
        text("database disk image is malformed"),
        text("database or disk is full"),
        text("unable to open database file"),
        text("file is not a database"),
        text("bad parameter or other API misuse"),
        text("database is locked"),
    )
}
"""What SQLite says of a file, as it says it in English."""

SUFFIX = "-holder"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
"""A note is written where it is, never through a link, where the system can tell."""
_LONGEST = 200


class LockHolder(NamedTuple):
    """The program that holds the ledger, in the words of `this_process`, and since when (local time)."""

    who: str
    since: str


def this_process() -> str:
    """Name this program, its user, machine and process."""
    user = os.environ.get("USER") or os.environ.get("USERNAME") or "?"
    return f"starrating {__version__}, {user}@{platform.node()}, {os.getpid()}"


@contextmanager
def lock_note(ledger: Path) -> Iterator[None]:
    """Keep a note beside a file as long as this process holds it."""
    note = _note(ledger)
    with suppress(OSError), os.fdopen(os.open(note, _NEW, 0o666), "w", encoding="utf-8") as file:
        file.write(this_process())
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink()


def noted_at(ledger: Path) -> LockHolder | None:
    """Read the note beside a file; None if there is none."""
    note = _note(ledger)
    try:
        since = dt.datetime.fromtimestamp(note.stat().st_mtime).astimezone()
        with note.open(encoding="utf-8", errors="replace") as file:
            who = file.read(_LONGEST)
    except OSError:
        return None
    return LockHolder(" ".join(who.split()), since.isoformat(" ", timespec="seconds")) if who.strip() else None


def _note(ledger: Path) -> Path:
    return ledger.with_name(f"{ledger.name}{SUFFIX}")
