"""The note of a ledger's seal: a small text file that is kept elsewhere, so that a cut or an older ledger is found.

No ledger can know by itself that its last acts were cut off together with their seals; whoever has noted the seal can.
"""

import json
from pathlib import Path

from starrating.atomic import replacing
from starrating.errors import CellRef, InputError, Problem
from starrating.i18n import text
from starrating.ledger import Head

SUFFIX = ".seal"
_LONGEST = 1000


def write_seal_note(path: Path, head: Head) -> None:
    """Write the note; it replaces an earlier one of the same name."""
    with replacing(path) as draft:
        draft.write_text(f"{json.dumps({'starrating-seal': head.seal, 'number': head.number})}\n", encoding="utf-8")


def read_seal_note(path: Path) -> Head:
    """Read what `write_seal_note` wrote; `InputError` if it is anything else."""
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LONGEST))
        return Head(int(found["number"]), str(found["starrating-seal"]))
    except (LookupError, TypeError, ValueError, OSError, RecursionError) as error:
        message = text("This is no note of a ledger's seal.")
        hint = text(
            "Name a file that export wrote beside the exported ledger: its name ends in %(suffix)s.", suffix=SUFFIX
        )
        raise InputError([Problem("error", "seal-note-broken", CellRef(str(path)), message, hint)]) from error
