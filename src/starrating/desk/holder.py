"""One desk for a workspace: who has it open is noted, so that a second start opens the page of the first."""

import datetime as dt
import http.client
import json
import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from filelock import FileLock, Timeout
from msgspec import Struct
from msgspec.structs import asdict

from starrating.desk.guard import ANOTHER, HOST, SECRET
from starrating.errors import CellRef, ProcedureError
from starrating.i18n import text

FOLDER = ".desk"
_PATIENCE = 3


class Holder(Struct, frozen=True):
    """Who has the desk open: the process, since when, its port, and the secret for which it gives an address."""

    process: int
    since: str
    port: int
    secret: str

    def address(self, token: str) -> str:
        """Return a first address, which opens the desk once."""
        return f"http://{HOST}:{self.port}/?token={quote(token)}"

    def another_address(self) -> str | None:
        """Ask the desk for a first address; None if it is not there: something else may have taken its port."""
        asking = http.client.HTTPConnection(HOST, self.port, timeout=_PATIENCE)
        try:
            asking.request("POST", ANOTHER, headers={SECRET: self.secret})
            process, _, token = asking.getresponse().read().decode("ascii").partition(" ")
        except (OSError, http.client.HTTPException, UnicodeDecodeError):
            return None
        finally:
            asking.close()
        return self.address(token) if process == str(self.process) else None


class Opened(NamedTuple):
    """A desk that is open, and an address that opens it once more."""

    holder: Holder
    address: str


def held(root: Path) -> FileLock | Opened:
    """Take the desk of a workspace, or say who has it and answers; who does not answer raises `ProcedureError`."""
    folder = root / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return _answering(folder)
    return lock


def note(root: Path, port: int, secret: str, since: dt.datetime) -> Holder:
    """Note who holds the desk, for this user alone to read."""
    holder = Holder(os.getpid(), since.isoformat(timespec="seconds"), port, secret)
    path = root / FOLDER / "holder.json"
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(holder), file)
    return holder


def forget(root: Path) -> None:
    """Take the note away."""
    (root / FOLDER / "holder.json").unlink(missing_ok=True)


def _answering(folder: Path) -> Opened:
    try:
        holder = Holder(**json.loads((folder / "holder.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        holder = None
    if holder and (address := holder.another_address()):
        return Opened(holder, address)
    who = {"process": holder.process, "since": holder.since} if holder else {"process": "?", "since": "?"}
    message = text(
        "The desk of this folder is held by process %(process)s since %(since)s, and does not answer.", **who
    )
    hint = text("Close its window, or end that process; then: starrating desk")
    raise ProcedureError.because("desk-held", message, hint, CellRef(str(folder.parent)))
