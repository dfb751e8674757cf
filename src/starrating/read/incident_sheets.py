"""Whether a sheet lists incidents, lists none, or only seems to be such a list."""

from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import text
from starrating.patterns import regex
from starrating.read.book_tables import EXPLAINS
from starrating.read.cell_values import BLANKS
from starrating.read.column_names import match_key, names_of
from starrating.read.header_row import HeaderRow
from starrating.read.incident_words import INCIDENT, NOTHING, tells
from starrating.read.label_hints import column_hint

_BRANCH = names_of("branch", "党支部")
_NONE = regex(r"(?:未发生|未出现|没有|均?无|不存在).{0,12}(?:情形|情况|事故|处分|违[纪法]|[信上]访|问题)")
"""各党支部未发生降星情形。"""


def seems_of_incidents(grid: Sheet, header: HeaderRow | None) -> bool:
    """Tell whether a sheet seems to be a list of incidents, by its name or, if it names branches, by its heads."""
    heads = header.heads if header and any(head.key in _BRANCH for head in header.heads) else ()
    explains = EXPLAINS.search(grid.name)
    return not explains and any(INCIDENT.search(words) for words in (grid.name, *(head.title for head in heads)))


def unread_incidents(grid: Sheet) -> Problem:
    """Report a sheet that seems to be a list of incidents, but has not the heads of one."""
    message = text("The sheet seems to list incidents, but it was not read: it has not the heads of such a list.")
    hint = text(
        "Give it the heads branch, date, and trigger or sanction, one row for each incident; delete the sheet if it "
        "lists none."
    )
    return Problem("error", "incidents-not-read", CellRef(grid.file, grid.name), message, hint)


def no_triggers(grid: Sheet) -> Problem:
    """Notice an empty list of incidents that nothing would be done with."""
    message = text("The list of incidents is empty, and the rule set would not read it: it has no triggers.")
    return Problem("notice", "no-triggers", CellRef(grid.file, grid.name), message)


def says_none(grid: Sheet, header: HeaderRow | None) -> bool:
    """Tell whether a sheet says of every branch, or in a sentence, that there was none, and nothing else.

    Below heads there may be running numbers and branches, and 无 or a blank everywhere beside.
    """
    if header is None or not any(head.key in _BRANCH for head in header.heads):
        words = [cell for _, row in grid.rows() for cell in row if isinstance(cell, str) and cell.strip(BLANKS)]
        return any(map(_NONE.search, words)) and not any(map(tells, words))
    passed = {head.column for head in header.heads if head.key in _BRANCH or column_hint(head.title, ()) == "number"}
    below = [row for number, row in grid.rows() if number > header.bottom]
    said = {match_key(str(cell)) for row in below for cell in _beside(row, passed)} - {""}
    return bool(said) and all(map(NOTHING.fullmatch, said))


def _beside(row: Row, passed: set[int]) -> list[object]:
    return [cell for column, cell in enumerate(row) if column not in passed]


def no_incidents(grid: Sheet) -> Problem:
    """Tell of a sheet that says that there was no incident."""
    message = text("The sheet says that there was no incident.")
    return Problem("notice", "no-incidents", CellRef(grid.file, grid.name), message)
