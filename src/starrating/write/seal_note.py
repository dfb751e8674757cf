"""The note of a ledger's seal: a small text file that is kept elsewhere, so that a cut or an older ledger is found.

No ledger can know by itself that its last acts were cut off together with their seals; whoever has noted the seal can.
"""

import json
from pathlib import Path

from starrating.atomic import replacing
from starrating.errors import CellRef, InputError, Problem
from starrating.i18n import text
from starrating.ledger import Head
from starrating.patterns import regex

SUFFIX = ".seal"
_LONGEST = 1_000_000
_SEAL = regex(
    r'(?:"links": (?P<links>\d{1,15}),\s+"seal": ")?(?P<seal>\b[0-9a-f]{32}\b)'
    r'(?:(?:",\s+"number": | \(number |（第)(?P<number>\d{1,15}))?'
)
"""A seal and its number as the note has them, and as `verify` prints them: `59e1… (number 8)`, or by --json."""


def write_seal_note(path: Path, head: Head) -> None:
    """Write the note; it replaces an earlier one of the same name."""
    with replacing(path) as draft:
        draft.write_text(f"{json.dumps({'starrating-seal': head.seal, 'number': head.number})}\n", encoding="utf-8")


def read_seal_note(path: Path) -> Head:
    """Read what `write_seal_note` wrote, or what `verify` printed; `InputError` if it is anything else."""
    try:
        with path.open("rb") as file:
            found = _SEAL.search(file.read(_LONGEST).decode("utf-8-sig", "replace"))
    except OSError:
        found = None
    if found and (number := found["number"] or found["links"]):
        return Head(int(number), found["seal"])
    message = text("This is no note of a ledger's seal.")
    hint = text("Name a file that export wrote beside the exported ledger, or that has what verify printed.")
    raise InputError([Problem("error", "seal-note-broken", CellRef(str(path)), message, hint)])
