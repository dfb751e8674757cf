"""Files that may be taken away, as a table."""

from collections.abc import Collection
from pathlib import Path

from starrating.desk.desk import address
from starrating.desk.shelf import shelf
from starrating.desk.view import Link, Table, Words, table
from starrating.i18n import text
from starrating.model import Period
from starrating.workspace import Workspace

_KILO = 1024


def files_table(
    workspace: Workspace, period: Period, only: Collection[Path] | None = None, caption: Words = ""
) -> Table | None:
    """Return the files of a period, or only some of them, each to be downloaded; None where there are none."""
    wanted = None if only is None else {path.resolve() for path in only}
    found = [file for file in shelf(workspace, period) if wanted is None or file.path.resolve() in wanted]
    if not found:
        return None
    rows = [
        (Link(file.path.name, address(period, "files", file.key)), f"{-(-file.path.stat().st_size // _KILO)} KB")
        for file in found
    ]
    return table(caption or text("Files"), (text("File"), text("Size")), "nr", rows)
