"""Where results are written: a file that someone has changed is never overwritten."""

from collections.abc import Callable
from pathlib import Path

from starrating.errors import Place, Problem
from starrating.files import atomic
from starrating.i18n import text
from starrating.ledger import Ledger


def write_result(path: Path, ledger: Ledger, write: Callable[[Path], object]) -> tuple[Path, tuple[Problem, ...]]:
    """Write a file by `write` and remember it; return where it is, and a problem if the user's own file was kept.

    A file that nobody remembers but that has the very content is the program's: another run wrote it and was killed
    before it could say so, or is about to.
    """
    file, kept = free_path(path, ledger)
    write(file)
    if kept and path.is_file() and atomic.digest(path) == atomic.digest(file):
        file.unlink()
        file, kept = path, ()
    remember(file, ledger)
    return file, kept


def free_path(path: Path, ledger: Ledger) -> tuple[Path, tuple[Problem, ...]]:
    """Return where to write: the path itself unless the user has changed that file; then the next free name."""
    if not path.exists() or _is_ours(path, ledger):
        return path, ()
    number = 2
    while (free := path.with_stem(f"{path.stem}（{number}）")).exists():
        if _is_ours(free, ledger):
            break
        number += 1
    message = text("%(name)s was changed by someone, so it was left as it is.", name=path.name)
    hint = text("The new result is in %(free)s.", free=free.name)
    return free, (Problem("warning", "file-kept", Place(str(path)), message, hint),)


def _is_ours(path: Path, ledger: Ledger) -> bool:
    """Tell whether a file is as the program wrote it; a folder, or what cannot be read, is the user's."""
    try:
        return atomic.digest(path) in ledger.wrote(recorded_name(path))
    except OSError:
        return False


def recorded_name(path: Path) -> str:
    """Name a result file in the ledger, whatever folder the ledger is used from."""
    return f"{path.parent.name}/{path.name}"


def remember(path: Path, ledger: Ledger) -> None:
    """Record that the program itself wrote this content."""
    ledger.remember_file(recorded_name(path), atomic.digest(path))
