"""The files that may be taken away: results and documents of a period, marked copies, blank workbooks.

A browser names them by keys that are made of their names; what has no key here cannot be asked for.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from starrating.desk.inbox import marked_folder
from starrating.errors import LedgerError
from starrating.i18n import CHINESE, ENGLISH, text
from starrating.model import Period
from starrating.workspace import Workspace

SUFFIXES = frozenset({".xlsx", ".xls", ".ods", ".docx", ".pdf", ".md", ".html"})


class ShelfFile(Struct, frozen=True):
    """A file that may be taken away, and the key by which it is asked for."""

    path: Path
    key: str

    @property
    def shown(self) -> bool:
        """Whether it can be shown within a page."""
        return self.path.suffix == ".html"


def shelf(workspace: Workspace, period: Period) -> list[ShelfFile]:
    """Return the files of a period, the newest first."""
    found = {file.resolve(): file for file in _files(workspace, period)}
    return [ShelfFile(path, key_of(path)) for path in sorted(found.values(), key=_age)]


def key_of(path: Path) -> str:
    """Return the key of a file."""
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]


def taken(workspace: Workspace, period: Period, key: str) -> ShelfFile:
    """Return the file of a key; `LedgerError` if there is none."""
    for file in shelf(workspace, period):
        if file.key == key:
            return file
    message = text("That file is not there any more.")
    raise LedgerError.because("file-gone", message, text("Make it again from the page of the period."))


def _files(workspace: Workspace, period: Period) -> Iterator[Path]:
    folders = (workspace.results / str(period), marked_folder(workspace.root, period))
    for folder in folders:
        yield from (path for path in folder.glob("[!.~]*") if path.is_file() and path.suffix in SUFFIXES)
    named = period.say(CHINESE), period.say(ENGLISH)
    yield from (path for path in workspace.root.glob("[!.~]*.xlsx") if path.name.startswith(named))


def _age(path: Path) -> float:
    return -path.stat().st_mtime
