"""Where results are written: a file that someone has changed is never overwritten, nor a document that was sent."""

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from msgspec import json

from starrating import atomic
from starrating.errors import CellRef, Problem, ProcedureError, Severity
from starrating.i18n import text
from starrating.ledger import Ledger
from starrating.model import Period
from starrating.model.ledger_entries import FileState, Paper
from starrating.procedure.document_kinds import DOCUMENT_KINDS


class Shown(NamedTuple):
    """The version of a period that a file shows, and a digest of the earlier results that it holds it against."""

    period: Period
    version: int
    basis: str = ""


class SupersededError(ProcedureError):
    """While a file was written, a newer version of its period was recorded; the file is not there."""


def write_result(
    path: Path,
    ledger: Ledger,
    write: Callable[[Path], object],
    shown: Shown | None = None,
    paper: Paper | None = None,
) -> tuple[Path, tuple[Problem, ...]]:
    """Write a file by `write`; return where it is, and a problem if the user's own file was kept.

    `paper` says which document it is. One that was sent before it under the same name stays beside it, with its date
    in its name, if it says another result, has another number, or is another notice.

    The file is remembered before it is there, so that it is never taken for the user's, wherever the run is killed; and
    it takes its place while every other writer is kept out, so that it never shows an older version than the ledger's
    newest: `SupersededError` then.
    """
    with atomic.drafted(path) as draft:
        write(draft)
        return publish(draft, path, ledger, shown, paper)


def publish(
    draft: Path, path: Path, ledger: Ledger, shown: Shown | None, paper: Paper | None = None
) -> tuple[Path, tuple[Problem, ...]]:
    """Let a finished draft take its place, or the next free one; as `write_result`."""
    digest = atomic.digest(draft)
    remembered = None
    while True:
        with ledger.writing():
            _see_that_newest(ledger, shown)
            file, kept = unused_path(path, ledger, digest)
            if file == remembered:
                _keep_sent(file, ledger, shown, paper)
                atomic.publish(draft, file)
                return file, kept
            version, basis = (shown.version, shown.basis) if shown else (None, "")
            ledger.remember_file(recorded_name(file), digest, version, paper, basis)
            remembered = file


def _keep_sent(file: Path, ledger: Ledger, shown: Shown | None, paper: Paper | None) -> None:
    """Put the document that is about to be replaced beside itself where the new one is not a mere copy of it."""
    if paper is None or not file.exists():
        return
    digest, name = atomic.digest(file), recorded_name(file)
    sent = ledger.papers(name).get(digest)
    if sent is None or sent.draft:
        return
    versions = ledger.versions_shown(name, digest)
    if versions <= {shown.version if shown else 0} and not _is_another(sent, paper):
        return
    beside = _beside(file, sent.day.isoformat(), digest)
    ledger.remember_file(recorded_name(beside), digest, None, sent)
    for version in versions:
        ledger.remember_file(recorded_name(beside), digest, version)
    if not beside.exists():
        with atomic.replacing(beside) as copy:  # with its time, for it is no newer than it was
            shutil.copy2(file, copy)


def _is_another(sent: Paper, paper: Paper) -> bool:
    """Tell whether two documents of one result are two: by their numbers, or by their days."""
    row = next((row for kind, row in DOCUMENT_KINDS.items() if kind == paper.kind), None)
    repeated = row is not None and row.repeated
    return sent.document not in {"", paper.document} or (repeated and sent.day != paper.day)


def _beside(file: Path, day: str, digest: str) -> Path:
    """Return the first free name with a day in it, or that of the very content."""
    number, free = 2, file.with_stem(f"{file.stem}（{day}）")
    while free.exists() and atomic.digest(free) != digest:
        free, number = file.with_stem(f"{file.stem}（{day}）（{number}）"), number + 1
    return free


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
    return free, (Problem("warning", "file-kept", CellRef(str(path)), message, hint),)


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


def basis_of(*told: object) -> str:
    """Return the digest of the earlier results that a file tells."""
    return f"sha256:{sha256(json.encode(told, order='sorted')).hexdigest()}"


def state_of(path: Path, ledger: Ledger, version: int, basis: Callable[[], str]) -> FileState:
    """Say whether a file shows a version of its period, another one, or is not as the program wrote it.

    `basis` says what it would hold the version against now. One that was written before the ledger knew which version
    a file shows, or against what, counts as current.
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
    if shown and version not in shown:
        return "superseded"
    bases = ledger.bases_shown(recorded_name(path), digest)
    return "outdated" if bases and basis() not in bases else "current"
