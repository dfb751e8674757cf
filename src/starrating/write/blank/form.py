"""The blank form of one branch, 申报考核表: what `forms.reading` reads back, on one sheet of A4 upright.

Importing this module imports openpyxl.

Names of files made of words that people wrote.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from starrating.atomic import replacing
from starrating.i18n import Text, text
from starrating.model import Column
from starrating.patterns import regex
from starrating.ruleset.sheet_columns import SHEET, SUM, FormRole, form_head, labels_above, labels_below
from starrating.write.blank.context import BlankContext, KnownBranch, written_cell
from starrating.write.blank.score_sheet import NOTES, item_note
from starrating.write.blank.styling import (
    answers,
    fit_form,
    framed,
    head,
    limit,
    merged,
    note,
    offer,
    protect,
    put,
    set_open,
    title,
)
from starrating.write.xlsx.saved_book import content_of

KIND = text("form of a branch")
"""What the title calls the form."""
_LOOKS: tuple[tuple[FormRole, float], ...] = (
    ("number", 5),
    ("part", 11),
    ("item", 30),
    ("marks", 7),
    ("self", 9),
    ("assessed", 9),
    ("reason", 26),
)
"""The columns of the table in their order, and their widths."""
_BESIDE = (((1, 2), (3, 3)), ((4, 5), (6, 7)))
"""Two labels a row: the first and the last column of the label, and of its value."""
_SEAL = text("(seal)")
_BOXES: tuple[tuple[Text, Text | None], ...] = (
    (text("Self-assessment"), None),
    (text("Opinion of the unit"), text("Head (signature):")),
    (text("Opinion of the assessors"), _SEAL),
    (text("Opinion of the committee"), _SEAL),
)
"""Where people say and sign what they think, and what stands where they sign."""
_DAY = text("Date of signature:")
_HEIGHT, _BOX_HEIGHT = 21, 46


class FormBook:
    """The form, made once and filled in for one branch after the other: most of the time goes into its looks."""

    def __init__(self, blank: BlankContext) -> None:
        self._blank = blank
        self._book = Workbook()
        form = self._book.active
        assert isinstance(form, Worksheet)
        form.title = SHEET[blank.rules.language]
        self._cells: dict[str, tuple[Column, Cell]] = {}
        last = len(_LOOKS)
        title(form, blank.headline(KIND), last)
        top = self._add_labels(form, 2)
        bottom = _add_items(form, blank, top)
        after = self._add_facts(form, bottom + 1)
        _add_boxes(form, blank, after, last)
        protect(form)
        fit_form(form)

    def write(self, path: Path, known: KnownBranch) -> None:
        """Write the form of a branch; a star that is given there is locked."""
        for column, cell in self._cells.values():
            value = written_cell(known.get(column.name), column, self._blank.rules)
            put(cell, value)
            lock = value is not None and column.name in {"branch", "previous_star"}
            set_open(cell, is_open=not lock)
        with replacing(path) as temporary:
            temporary.write_bytes(content_of(self._book))

    def _add_labels(self, form: Worksheet, top: int) -> int:
        """Write what is known of the branch, and what it applies for; return the row below."""
        columns = labels_above(self._blank.rules)
        for index, column in enumerate(columns):
            row, (label, value) = top + index // 2, _BESIDE[index % 2]
            labelled = _label(form, row, label, self._blank.head(column))
            if column.name in NOTES:
                note(labelled, self._blank.say(NOTES[column.name]), self._blank.rules.wording.scheme)
            self._add_value(form, (row, value[0], row, value[1]), column)
        return top + (len(columns) + 1) // 2

    def _add_facts(self, form: Worksheet, row: int) -> int:
        """Write the facts of the rule set, one a row, beside no item; return the row below."""
        columns = labels_below(self._blank.rules)
        for each, column in enumerate(columns, start=row):
            _label(form, each, (1, 3), self._blank.head(column))
            self._add_value(form, (each, 4, each, len(_LOOKS)), column)
        return row + len(columns)

    def _add_value(self, form: Worksheet, cells: tuple[int, int, int, int], column: Column) -> None:
        cell = merged(form, cells)
        offer(form, cell.coordinate, answers(column, self._blank.rules))
        form.row_dimensions[cells[0]].height = _HEIGHT
        self._cells[column.name] = column, cell


def _add_items(form: Worksheet, blank: BlankContext, top: int) -> int:
    """Write the table of the items, and the row of sums, which may be left blank; return its row."""
    for column, (role, width) in enumerate(_LOOKS, start=1):
        head(form, top, column, form_head(role, blank.rules.language), width)
    row, number = top + 1, count(1)
    for part in blank.criteria.parts:
        for item in part.items:
            values = (next(number), None, item.title, item.full_marks, None, None, None)
            cells = [
                framed(form, row, column, value, align="left" if column in {3, 7} else "center")
                for column, value in enumerate(values, start=1)
            ]
            for cell in cells[4:]:
                set_open(cell)
            limit(form, f"E{row}:F{row}", item, blank.rules.language)
            if remark := item_note(item, blank.rules.language):
                note(cells[2], remark, blank.rules.wording.scheme)
            form.row_dimensions[row].height = _HEIGHT
            row += 1
        marks = part.full_marks if part.full_marks is not None else part.items_marks
        words = f"{part.title}\n{blank.marks(marks)}" if part.title else None
        merged(form, (row - len(part.items), 2, row - 1, 2), words)
    _add_sums(form, blank, row)
    return row


def _add_sums(form: Worksheet, blank: BlankContext, row: int) -> None:
    for column in range(1, len(_LOOKS) + 1):
        framed(form, row, column)
    framed(form, row, 3, SUM[blank.rules.language])
    framed(form, row, 4, blank.criteria.total_marks)
    for column in (5, 6):
        set_open(framed(form, row, column))
    form.row_dimensions[row].height = _HEIGHT


def _add_boxes(form: Worksheet, blank: BlankContext, row: int, last: int) -> None:
    """Write where people say and sign what they think."""
    for each, (words, signed) in enumerate(_BOXES, start=row):
        _label(form, each, (1, 2), blank.say(words))
        line = f"\n{blank.say(signed)}              {blank.say(_DAY)}" if signed else None
        cell = merged(form, (each, 3, each, last), line)
        cell.alignment = Alignment(horizontal="right" if signed else "left", vertical="bottom", wrap_text=True)
        set_open(cell)
        form.row_dimensions[each].height = _BOX_HEIGHT


def _label(form: Worksheet, row: int, columns: tuple[int, int], words: str) -> Cell:
    cell = merged(form, (row, columns[0], row, columns[1]), words)
    cell.font = Font(name="黑体", size=11)
    return cell


_FORBIDDEN = regex(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST = 60


def file_names(words: Sequence[str]) -> Iterator[str]:
    """Yield a name for each of the words, fit for every file system, and none that another one has."""
    taken: set[str] = set()
    for word in words:
        name = stem = _FORBIDDEN.sub("_", word)[:_LONGEST].strip(" .") or "_"
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}_{number}"
        taken.add(name.casefold())
        yield name
