"""What can be wrong with a workbook as a whole, or with a sheet of it."""

from collections.abc import Sequence

from starrating.errors import Place, Problem
from starrating.files.scores.column_names import SHEET_NAMES, TableKind
from starrating.files.scores.grids import Grid
from starrating.i18n import text
from starrating.model import ScoreTable


def lock_file(name: str) -> Problem:
    """Notice a file that office programs put beside an open workbook."""
    message = text("Skipped: this is no workbook, but the mark that one is open in Excel or WPS.")
    return Problem("notice", "lock-file", Place(name), message)


def no_books() -> Problem:
    """Report that there is nothing to read."""
    message = text("There is no score workbook to read.")
    return Problem("error", "no-workbook", None, message, text("Name one, such as 2013H1.xlsx."))


def no_sheet(name: str, kind: TableKind) -> Problem:
    """Report that a workbook has no sheet of a kind."""
    message = text("There is no sheet %(sheet)s in the workbook.", sheet=SHEET_NAMES[kind][0])
    hint = text(
        "Name the sheet so, or give its table the heads of the blank workbook that comes with: starrating init DIR"
    )
    return Problem("error", "sheet-missing", Place(name), message, hint)


def several_sheets(tables: Sequence[ScoreTable]) -> Problem:
    """Report that a workbook has several score sheets which cannot all count."""
    names = "、".join(table.sheets[0].name for table in tables)
    message = text("Several sheets look like the score sheet: %(sheets)s", sheets=names)
    hint = text("Name the one that counts %(name)s, and only that one.", name=SHEET_NAMES["scores"][0])
    return Problem("error", "several-score-sheets", Place(tables[0].sheets[0].file), message, hint)


def unknown_sheet(grid: Grid) -> Problem:
    """Notice a sheet that was not read."""
    message = text("The sheet was not read; it is none of those that are looked for.")
    hint = text(
        "The sheets that are read are called: %(names)s", names="、".join(names[0] for names in SHEET_NAMES.values())
    )
    return Problem("notice", "unknown-sheet", Place(grid.file, grid.name), message, hint)


def no_header(grid: Grid) -> Problem:
    """Report a sheet of which the heads were not found."""
    seen = "、".join(str(cell) for row in grid.first_rows(3) for cell in row[:10] if cell != "")[:200]
    message = text("The first ten rows have no heads with a column 党支部. Found: %(seen)s", seen=seen)
    hint = text("Give the sheet a row of heads; a blank workbook that has them comes with: starrating init DIR")
    return Problem("error", "header-missing", Place(grid.file, grid.name), message, hint)


def no_triggers(grid: Grid) -> Problem:
    """Notice an empty list of incidents that nothing would be done with."""
    message = text("The list of incidents is empty, and the rule set would not read it: it has no triggers.")
    return Problem("notice", "no-triggers", Place(grid.file, grid.name), message)
