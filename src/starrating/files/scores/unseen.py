"""What the values of a table do not show: that they are hidden from view, or struck through."""

from collections.abc import Collection, Iterable, Sequence

from starrating.errors import Place, Problem, column_index
from starrating.files.scores.cell_reports import listed
from starrating.formats.sheet import Sheet
from starrating.i18n import text
from starrating.model import Sheet as SourceSheet
from starrating.model import letter
from starrating.read.cell_facts import comments


def unseen(grid: Sheet, sheet: SourceSheet, rows: Iterable[int], scores: Collection[str] = ()) -> list[Problem]:
    """Say which of the data were hidden or struck through, and have comments; they were read all the same.

    `sheet` says which columns were read, or which cells, where each role has one; `rows` are those that were read.
    Comments are told of the roles of `scores` only.
    """
    addresses = [(at.rstrip("0123456789"), at) for at in sheet.letters.values()]
    columns = {column_index(letters) for letters, _ in addresses}
    scored = {column_index(sheet.letters[role].rstrip("0123456789")) for role in scores if role in sheet.letters}
    read = {int(at[len(letters) :]) for letters, at in addresses if at != letters} or set(rows)
    problems = []
    if grid.facts.visibility != "visible":
        problems.append(_hidden_sheet(grid))
    if hidden := sorted(read & set(grid.facts.hidden_rows)):
        problems.append(_hidden_rows(grid, hidden))
    if hidden := sorted(columns & set(grid.facts.hidden_columns)):
        problems.append(_hidden_columns(grid, hidden))
    if struck := sorted((row, column) for row, column in grid.facts.struck if row in read and column in columns):
        problems.append(_struck(grid, struck))
    hint = text("Comments are not counted; if one changes the score, change the cell.")
    return problems + [
        Problem("notice", "comment", grid.place(*address), message, hint)
        for address, message in comments(grid, read, scored)
    ]


_THEY_COUNT = text("Show them and look at the data: they count. Delete what is not meant.")


def _hidden_sheet(grid: Sheet) -> Problem:
    message = text("The sheet is hidden, and its data were read.")
    return Problem("notice", "hidden-sheet", Place(grid.file, grid.name), message, _THEY_COUNT)


def _hidden_rows(grid: Sheet, rows: Sequence[int]) -> Problem:
    message = text("Rows that are hidden, or filtered out, were read: %(rows)s", rows=listed(list(map(str, rows))))
    return Problem("notice", "hidden-rows", grid.place(rows[0], 0), message, _THEY_COUNT)


def _hidden_columns(grid: Sheet, columns: Sequence[int]) -> Problem:
    message = text("Columns that are hidden were read: %(columns)s", columns=listed([letter(each) for each in columns]))
    return Problem("notice", "hidden-columns", grid.place(1, columns[0]), message, _THEY_COUNT)


def _struck(grid: Sheet, cells: Sequence[tuple[int, int]]) -> Problem:
    message = text(
        "Cells that are struck through were read as if they were not: %(cells)s",
        cells=listed([f"{letter(column)}{row}" for row, column in cells]),
    )
    hint = text("Delete what does not count; a line through it says nothing to the program.")
    return Problem("notice", "struck-through", grid.place(*cells[0]), message, hint)
