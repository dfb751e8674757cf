"""A copy of a workbook in which what is safe to correct is corrected, and every correction is listed."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from starrating.errors import Place, Problem, RefusalError
from starrating.files.copies.book_copies import BookCopy, write_cell
from starrating.files.copies.list_sheets import finish, free_name, write_link
from starrating.files.fixes.cell_fixes import Correction
from starrating.files.fixes.sameness import first_difference
from starrating.i18n import text

_HEADS = (
    (text("No."), 6),
    (text("Cell"), 20),
    (text("Old content"), 24),
    (text("New content"), 24),
    (text("Why"), 50),
)


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
    for row, each in enumerate(corrections, start=2):
        write_link(sheet, row, 2, each.place)
        for column, words in enumerate((each.before, str(each.after), str(each.after.why)), start=3):
            write_cell(sheet, row, column, words)
    finish(sheet, _HEADS, 1, len(corrections))


def _differs(place: Place) -> RefusalError:
    message = text("A corrected copy would say something else in this cell, so none was written.")
    hint = text("Correct the workbook itself in Excel or WPS.")
    return RefusalError([Problem("warning", "not-corrected", place, message, hint)])
