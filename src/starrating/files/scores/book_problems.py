"""What can be wrong with a workbook as a whole, or with a sheet of it."""

import re
from collections.abc import Sequence

from starrating.errors import Place, Problem
from starrating.files.scores.column_names import SHEET_NAMES, TableKind, key_of, names_of
from starrating.files.scores.heads import Header
from starrating.formats.sheet import Sheet
from starrating.i18n import text
from starrating.model import ScoreTable

_INCIDENT = re.compile("情形|违纪|违法|处分|事故|上访|立案|案件|一票否决")
_EXPLAINS = re.compile("说明|样表|模板|示例|范本")
_BRANCH = names_of("branch", "党支部")


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


def why_no_scores(grid: Sheet, header: Header | None) -> list[Problem]:
    """Say why a sheet was not taken for one of scores although it names branches; nothing if it names none."""
    for number, row in enumerate(grid.first_rows(), start=1):
        named = [column for column, cell in enumerate(row) if isinstance(cell, str) and _is_branch(key_of(cell))]
        if len(named) > 1:
            message = text("The branches stand side by side here; each branch needs a row of its own.")
            hint = text("Copy the table and paste it transposed (选择性粘贴, 转置), with 党支部 as its first head.")
            return [Problem("error", "sheet-missing", grid.place(number, named[0]), message, hint)]
    if header and any(head.key in _BRANCH for head in header.heads):
        return [nothing_to_score(grid, header)]
    return []


def _is_branch(key: str) -> bool:
    return key.endswith("支部") and key not in _BRANCH


def nothing_to_score(grid: Sheet, header: Header) -> Problem:
    """Report a sheet that has neither items nor a total."""
    message = text(
        "There is neither a column of an item nor one of the total. Found: %(found)s",
        found="、".join(head.title for head in header.heads),
    )
    hint = text("Write full marks into the head of each item, such as 党务公开(2分), or add a column 考核总分.")
    return Problem("error", "column-missing", Place(grid.file, grid.name, f"A{header.top}"), message, hint)


def several_sheets(tables: Sequence[ScoreTable]) -> Problem:
    """Report that a workbook has several score sheets which cannot all count."""
    names = "、".join(table.sheets[0].name for table in tables)
    message = text("Several sheets look like the score sheet: %(sheets)s", sheets=names)
    hint = text("Name the one that counts %(name)s, and only that one.", name=SHEET_NAMES["scores"][0])
    return Problem("error", "several-score-sheets", Place(tables[0].sheets[0].file), message, hint)


def unknown_sheet(grid: Sheet) -> Problem:
    """Notice a sheet that was not read."""
    message = text("The sheet was not read; it is none of those that are looked for.")
    hint = text(
        "The sheets that are read are called: %(names)s", names="、".join(names[0] for names in SHEET_NAMES.values())
    )
    return Problem("notice", "unknown-sheet", Place(grid.file, grid.name), message, hint)


def seems_of_incidents(grid: Sheet, header: Header | None) -> bool:
    """Tell whether a sheet seems to be a list of incidents, by its name or, if it names branches, by its heads."""
    heads = header.heads if header and any(head.key in _BRANCH for head in header.heads) else ()
    explains = _EXPLAINS.search(grid.name)
    return not explains and any(_INCIDENT.search(words) for words in (grid.name, *(head.title for head in heads)))


def unread_incidents(grid: Sheet) -> Problem:
    """Report a sheet that seems to be a list of incidents, but has not the heads of one."""
    message = text("The sheet seems to list incidents, but it was not read: it has not the heads of such a list.")
    hint = text(
        "Give it the heads 党支部, 日期 and 情形 or 处分, one row for each incident; delete the sheet if it lists none."
    )
    return Problem("error", "incidents-not-read", Place(grid.file, grid.name), message, hint)


def no_header(grid: Sheet) -> Problem:
    """Report a sheet of which the heads were not found."""
    seen = "、".join(str(cell) for row in grid.first_rows(3) for cell in row[:10] if cell != "")[:200]
    message = text("The first ten rows have no heads with a column 党支部. Found: %(seen)s", seen=seen)
    hint = text("Give the sheet a row of heads; a blank workbook that has them comes with: starrating init DIR")
    return Problem("error", "header-missing", Place(grid.file, grid.name), message, hint)


def no_triggers(grid: Sheet) -> Problem:
    """Notice an empty list of incidents that nothing would be done with."""
    message = text("The list of incidents is empty, and the rule set would not read it: it has no triggers.")
    return Problem("notice", "no-triggers", Place(grid.file, grid.name), message)
