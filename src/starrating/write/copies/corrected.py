"""A copy of a workbook in which what is safe to correct is corrected, and every correction is listed.

Which cells of a copy are corrected: those that the reader took a value from, where their writing can be better.

That a corrected copy says the same as its original in every cell that was not corrected.

What is safe to correct in a cell: the writing of a value that the reader has accepted, never the value.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from starrating.decimals import decimal_of, written
from starrating.errors import CellRef, Problem, RefusalError, Rejection
from starrating.formats.sheet import Sheet
from starrating.formats.workbook import open_workbook
from starrating.i18n import Text, joined, text
from starrating.model import NUMBER, Inputs, Kind, ScoreTable
from starrating.patterns import regex
from starrating.read.cell_values import BLANKS, HALF_WIDTH, count_of, not_applicable, number_of, score_of
from starrating.ruleset import RuleSet
from starrating.ruleset.sheet_columns import incident_columns, score_columns
from starrating.write.copies.workbook_copy import BookCopy, finish, free_name, put_text, write_cell, write_link

_HEADS = (
    (text("No."), 6),
    (text("Cell"), 20),
    (text("Old content"), 24),
    (text("New content"), 24),
    (text("Why"), 50),
)


def _differs(place: CellRef) -> RefusalError:
    message = text("A corrected copy would say something else in this cell, so none was written.")
    hint = text("Correct the workbook itself in Excel or WPS.")
    return RefusalError([Problem("warning", "not-corrected", place, message, hint)])


_KEPT_FORMAT = frozenset("#0.,")
"""Of what a number format consists that shows a number as it is."""


def _accepted(inputs: Inputs, rules: RuleSet) -> Iterator[tuple[CellRef, Kind]]:
    """Yield the cells that a value was read from, each with what its column holds."""
    kinds: dict[str, Kind] = {column.name: column.kind for column in score_columns(rules)}
    yield from _of_scores(inputs.scores, kinds)
    kinds = {column.name: column.kind for column in incident_columns(rules)}
    for incident in inputs.incidents:
        yield from ((incident.place(role), kinds[role]) for role in incident.sheet.letters if role in kinds)


def _of_scores(table: ScoreTable, kinds: Mapping[str, Kind]) -> Iterator[tuple[CellRef, Kind]]:
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


def first_difference(original: Path, name: str, copy: Path, corrected: Collection[CellRef]) -> CellRef | None:
    """Return the first cell of a workbook, called `name`, that its copy says otherwise, but for the corrected ones.

    The copy may have further sheets behind those of the original.
    """
    expected = {(place.sheet, place.cell) for place in corrected}
    for grid, twin in zip_longest(open_workbook(original, name).sheets, open_workbook(copy, str(copy)).sheets):
        if grid is None:
            break
        if twin is None or twin.name != grid.name:
            return CellRef(name, grid.name)
        unexpected = (place for place in _differences(grid, twin) if (place.sheet, place.cell) not in expected)
        if place := next(unexpected, None):
            return place
    return None


def _differences(grid: Sheet, twin: Sheet) -> list[CellRef]:
    rows, twins = dict(grid.rows()), dict(twin.rows())
    differing = []
    for number in rows.keys() | twins.keys():
        pairs = zip_longest(rows.get(number, []), twins.get(number, []), fillvalue="")
        differing += [grid.place(number, column) for column, (old, new) in enumerate(pairs) if not _same(old, new)]
    return sorted(differing, key=str)


def _same(old: object, new: object) -> bool:
    """Compare two values; a number that a file without types has as text is that number."""
    if isinstance(old, str) and isinstance(new, float):
        try:
            return float(old) == new
        except ValueError:
            return False
    return old == new


_PLAIN = regex(r"[+-]?[0-9.]+")


class Fix(NamedTuple):
    """What is to stand in a cell instead, and why."""

    value: float | str
    why: Text

    def __str__(self) -> str:
        return self.value if isinstance(self.value, str) else written(decimal_of(float(self.value)), 0)


class Correction(NamedTuple):
    """A corrected cell: where it is, what stood there, what stands there now."""

    place: CellRef
    before: str
    after: Fix

    def to_json(self) -> dict[str, str]:
        """Return the correction as the `--json` output has it, in the language of the user."""
        place, why = str(self.place), str(self.after.why)
        return {"place": place, "before": self.before, "after": str(self.after), "why": why}


def write_fixed_book(path: Path, copy: BookCopy, original: Path, corrections: Sequence[Correction]) -> None:
    """Write a copy that was corrected, with the list of corrections as its last sheet; it must not be written again.

    `RefusalError` if the copy would say something else than the original in any other cell, and nothing is written.
    """
    _add_list(copy.book, corrections)
    with copy.saved_at(path) as temporary:
        places = [correction.place for correction in corrections]
        if place := first_difference(original, str(original), temporary, places):
            raise _differs(place)


def _add_list(book: Workbook, corrections: Sequence[Correction]) -> None:
    sheet = book.create_sheet(free_name(str(text("Corrections")), book.sheetnames))
    for row, correction in enumerate(corrections, start=2):
        write_link(sheet, row, 2, correction.place)
        for column, words in enumerate((correction.before, str(correction.after), str(correction.after.why)), start=3):
            write_cell(sheet, row, column, words)
    finish(sheet, _HEADS, 1, len(corrections))


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


def fix_of(cell: str, kind: Kind) -> Fix | None:
    """Return how the text of a cell of a kind is better written; None if it is well as it is, or cannot be meant.

    Numbers become numbers, texts lose the blanks around them. Dates, stars and answers stay as they are written.
    """
    stripped = cell.strip(BLANKS)
    if not stripped:
        return None
    if kind == "text":
        return Fix(stripped, _BLANKS_REMOVED) if stripped != cell else None
    if not_applicable(cell)[0]:
        return None
    try:
        value = _number(cell, kind)
    except Rejection:
        return None
    return None if value is None else Fix(value, joined(_reasons(cell, stripped), text("; ")))


_BLANKS_REMOVED = text("blanks around it removed")


def _number(cell: str, kind: Kind) -> float | None:
    """Return the number as a cell can hold it; None if the column holds no numbers, or a cell not all its digits."""
    if kind == "score":
        return score_of(cell)[0]
    if kind == "count":
        return count_of(cell)
    if kind == "number":
        number = number_of(cell)[0]
        return float(number) if decimal_of(float(number)) == number else None
    return None


def _reasons(cell: str, stripped: str) -> list[Text]:
    plain = stripped.translate(HALF_WIDTH)
    reasons = [_BLANKS_REMOVED] if stripped != cell else []
    reasons += [text("full-width characters made half-width")] if plain != stripped else []
    reasons += [] if _PLAIN.fullmatch(plain) else [text("unit removed")]
    return [*reasons, text("number stored as text made a number")]
