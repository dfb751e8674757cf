"""Where results are written: a file that someone has changed is never overwritten."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from starrating import atomic
from starrating.errors import Place, Problem, ProcedureError, Severity
from starrating.i18n import text
from starrating.ledger import Ledger
from starrating.model import Period
from starrating.model.ledger_entries import FileState


class Shown(NamedTuple):
    """The version of a period that a file shows."""

    period: Period
    version: int


class SupersededError(ProcedureError):
    """While a file was written, a newer version of its period was recorded; the file is not there."""


def write_result(
    path: Path, ledger: Ledger, write: Callable[[Path], object], shown: Shown | None = None
) -> tuple[Path, tuple[Problem, ...]]:
    """Write a file by `write`; return where it is, and a problem if the user's own file was kept.

    The file is remembered before it is there, so that it is never taken for the user's, wherever the run is killed; and
    it takes its place while every other writer is kept out, so that it never shows an older version than the ledger's
    newest: `SupersededError` then.
    """
    with atomic.drafted(path) as draft:
        write(draft)
        return publish(draft, path, ledger, shown)


def publish(draft: Path, path: Path, ledger: Ledger, shown: Shown | None) -> tuple[Path, tuple[Problem, ...]]:
    """Let a finished draft take its place, or the next free one; as `write_result`."""
    digest = atomic.digest(draft)
    remembered = None
    while True:
        with ledger.writing():
            _see_that_newest(ledger, shown)
            file, kept = unused_path(path, ledger, digest)
            if file == remembered:
                atomic.publish(draft, file)
                return file, kept
            ledger.remember_file(recorded_name(file), digest, shown.version if shown else None)
            remembered = file


def _see_that_newest(ledger: Ledger, shown: Shown | None) -> None:
    newest = ledger.newest(shown.period) if shown else 0
    if shown and newest != shown.version:
        raise SupersededError([version_superseded(shown.period, newest)])


def version_superseded(period: Period, version: int, severity: Severity = "error") -> Problem:
    """Say that somebody recorded a newer version while this one was at work."""
    named = {"version": version, "period": str(period)}
    message = text("Meanwhile somebody recorded version %(version)s of %(period)s.", **named)
    hint = text("See what there is, then do it again: starrating history --period %(period)s", **named)
    return Problem(severity, "version-superseded", None, message, hint)


def unused_path(path: Path, ledger: Ledger, digest: str | None = None) -> tuple[Path, tuple[Problem, ...]]:
    """Return where to write: the path itself unless the user has changed that file; then the next free name.

    A file that has the very content (`digest`) is as good as the program's.
    """
    if not path.exists() or _is_ours(path, ledger, digest):
        return path, ()
    number = 2
    while (free := path.with_stem(f"{path.stem}（{number}）")).exists():
        if _is_ours(free, ledger, digest):
            break
        number += 1
    message = text("%(name)s was changed by someone, so it was left as it is.", name=path.name)
    hint = text("The new result is in %(free)s.", free=free.name)
    return free, (Problem("warning", "file-kept", Place(str(path)), message, hint),)


def _is_ours(path: Path, ledger: Ledger, digest: str | None) -> bool:
    """Tell whether a file is as the program wrote it; a folder, or what cannot be read, is the user's."""
    try:
        found = atomic.digest(path)
    except OSError:
        return False
    return found == digest or found in ledger.wrote(recorded_name(path))


def recorded_name(path: Path) -> str:
    """Name a result file in the ledger, whatever folder the ledger is used from."""
    return f"{path.parent.name}/{path.name}"


def state_of(path: Path, ledger: Ledger, version: int) -> FileState:
    """Say whether a file shows a version of its period, another one, or is not as the program wrote it.

    One that was written before the ledger knew which version a file shows counts as current.
    """
    try:
        digest = atomic.digest(path)
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "changed"
    if digest not in ledger.wrote(recorded_name(path)):
        return "changed"
    shown = ledger.versions_shown(recorded_name(path), digest)
    return "current" if not shown or version in shown else "superseded"
