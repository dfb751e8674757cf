"""A sheet with a list, added to a copy: heads, links to cells of the same workbook, a filter, a page to print."""

from collections.abc import Collection, Sequence

from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from starrating.errors import Place
from starrating.files.copies.book_copies import write_cell
from starrating.files.results.measures import LINE_HEIGHT, TALLEST, text_lines
from starrating.i18n import Text
from starrating.model import letter

Heads = Sequence[tuple[Text, int]]
"""What the columns of a list are headed by, and how wide they are."""
_GREY = PatternFill("solid", fgColor="F2F2F2")
_THIN = Side(style="thin", color="808080")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_LINK = {"color": "0563C1", "underline": "single"}
_AT_TOP = Alignment(vertical="top")
_A4 = 9


def free_name(wanted: str, taken: Collection[str]) -> str:
    """Return a name for a sheet that no sheet has."""
    known = {name.casefold() for name in taken}
    names = (wanted, *(f"{wanted}（{number}）" for number in range(2, len(known) + 3)))
    return next(name for name in names if name.casefold() not in known)


def cell_name(place: Place) -> str:
    """Name a cell within its workbook; blank for the workbook as a whole."""
    return "!".join(part for part in (place.sheet, place.cell) if part)


def write_link(sheet: Worksheet, row: int, column: int, place: Place) -> None:
    """Write where a cell stands, leading to it; the sheet alone leads to its first cell."""
    name = (place.sheet or "").replace("'", "''")
    cell = write_cell(sheet, row, column, cell_name(place), **_LINK)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!{place.cell or 'A1'}")


def finish(sheet: Worksheet, heads: Heads, top: int, count: int) -> None:
    """Give a list its heads in row `top`, numbers, widths, heights, borders and a filter; `count` rows stand below."""
    for column, (head, width) in enumerate(heads, start=1):
        write_cell(sheet, top, column, str(head), bold=True).fill = _GREY
        sheet.column_dimensions[letter(column - 1)].width = width
    for number, row in enumerate(sheet.iter_rows(min_row=top, max_row=top + count, max_col=len(heads)), start=top):
        lines = [text_lines(str(cell.value or ""), width) for cell, (_, width) in zip(row, heads, strict=True)]
        sheet.row_dimensions[number].height = min(max(lines) * LINE_HEIGHT, TALLEST)
        if number > top:
            row[0].value, row[0].alignment = number - top, _AT_TOP
        for cell in row:
            cell.border = _FRAME
    sheet.auto_filter.ref = f"A{top}:{letter(len(heads) - 1)}{top + count}"
    sheet.freeze_panes = f"A{top + 1}"
    _set_page(sheet, top)


def _set_page(sheet: Worksheet, top: int) -> None:
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", _A4, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
