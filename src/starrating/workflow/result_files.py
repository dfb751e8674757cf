"""Where results are written: a file that someone has changed is never overwritten."""

from pathlib import Path

from starrating.errors import Place, Problem
from starrating.files import atomic
from starrating.i18n import text
from starrating.ledger import Ledger


def free_path(path: Path, ledger: Ledger) -> tuple[Path, tuple[Problem, ...]]:
    """Return where to write: the path itself unless the user has changed that file; then the next free name."""
    if not path.exists() or atomic.digest(path) in ledger.wrote(recorded_name(path)):
        return path, ()
    number = 2
    while (free := path.with_stem(f"{path.stem}（{number}）")).exists():
        if atomic.digest(free) in ledger.wrote(recorded_name(free)):
            break
        number += 1
    message = text("%(name)s was changed by someone, so it was left as it is.", name=path.name)
    hint = text("The new result is in %(free)s.", free=free.name)
    return free, (Problem("warning", "file-kept", Place(str(path)), message, hint),)


def recorded_name(path: Path) -> str:
    """Name a result file in the ledger, whatever folder the ledger is used from."""
    return f"{path.parent.name}/{path.name}"


def remember(path: Path, ledger: Ledger) -> None:
    """Record that the program itself wrote this content."""
    ledger.remember_file(recorded_name(path), atomic.digest(path))
