"""Which cells of a copy are corrected: those that the reader took a value from, where their writing can be better."""

from collections.abc import Iterator, Mapping

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from starrating.errors import Place
from starrating.files.copies.book_copies import put_text
from starrating.files.fixes.cell_fixes import Correction, fix_of
from starrating.model import NUMBER, Inputs, Kind, ScoreTable
from starrating.ruleset import RuleSet
from starrating.ruleset.columns import incident_columns, score_columns

_KEPT_FORMAT = frozenset("#0.,")
"""Of what a number format consists that shows a number as it is."""


def correct(sheets: Mapping[str, Worksheet], file: str, inputs: Inputs, rules: RuleSet) -> Iterator[Correction]:
    """Correct the sheets of the workbook `file`, one of those that the inputs were read from, and yield what was done.

    Formulas stay, and so does every cell that the reader refused or did not read.
    """
    for place, kind in _accepted(inputs, rules):
        sheet = sheets.get(place.sheet or "") if place.file == file else None
        cell = sheet[place.cell] if sheet and place.cell else None
        if isinstance(cell, Cell) and cell.data_type == "s" and (fix := fix_of(str(cell.value), kind)):
            yield Correction(place, str(cell.value), fix)
            _put(cell, fix.value)


def _accepted(inputs: Inputs, rules: RuleSet) -> Iterator[tuple[Place, Kind]]:
    """Yield the cells that a value was read from, each with what its column holds."""
    kinds: dict[str, Kind] = {column.name: column.kind for column in score_columns(rules)}
    yield from _of_scores(inputs.scores, kinds)
    kinds = {column.name: column.kind for column in incident_columns(rules)}
    for incident in inputs.incidents:
        yield from ((incident.place(role), kinds[role]) for role in incident.sheet.letters if role in kinds)


def _of_scores(table: ScoreTable, kinds: Mapping[str, Kind]) -> Iterator[tuple[Place, Kind]]:
    items = [item.code for item in table.items]
    for row in range(len(table)):
        yield table.place(row), "text"
        states = dict(zip(items, table.point_states[row].tolist(), strict=True)) | {"total": table.total_states[row]}
        letters = table.sheets[int(table.origin[row])].letters
        for role, state in states.items():
            if state == NUMBER and role in letters:
                yield table.place(row, role), "score"
        for role, values in table.columns.items():
            if values[row] is not None and role in letters and role in kinds:
                yield table.place(row, role), kinds[role]


def _put(cell: Cell, value: float | str) -> None:
    """Write a value; a format that would make a number a date, a percentage or a text gives way."""
    if isinstance(value, str):
        put_text(cell, value)
        return
    cell.value = value
    if not _KEPT_FORMAT.issuperset(cell.number_format):
        cell.number_format = "General"
    cell.quotePrefix = False
