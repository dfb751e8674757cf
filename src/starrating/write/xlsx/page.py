"""What makes a sheet an official paper, whatever it says: title, notes, signatures, A4 across, page numbers."""

from collections.abc import Sequence

from xlsxwriter.format import Format

from starrating.files.results.measures import LINE_HEIGHT, ROW_HEIGHT, row_height, text_lines
from starrating.files.results.row_streams import StreamSheet, literal, visible
from starrating.files.results.styles import Styles

TITLE_WIDTH = 1.7
"""How much wider than the body's a character of the title is."""
_TITLE_HEIGHT, _SIGNATURE_HEIGHT = 32, 36
_A4 = 9
_COMMENT_WIDTH = 30
_PIXELS = 7
_BOTH = 2

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""


def write_top(sheet: StreamSheet, styles: Styles, lines: tuple[str, str, str], widths: Sequence[int]) -> None:
    """Write what stands above the heads, across the table: the title; below it something left and something right."""
    title, left, right = lines
    last = len(widths) - 1
    middle = last // 2
    sheet.set_row(0, _TITLE_HEIGHT * text_lines(title, int(sum(widths) / TITLE_WIDTH)))
    sheet.set_row(1, ROW_HEIGHT)
    merge(sheet, (0, 0, 0, last), title, styles("title"))
    merge(sheet, (1, 0, 1, middle), left, styles("above-left"))
    merge(sheet, (1, middle + 1, 1, last), right, styles("above-right"))


def write_bottom(
    sheet: StreamSheet,
    styles: Styles,
    first: int,
    below: tuple[Sequence[str], Sequence[str]],
    widths: Sequence[int],
) -> int:
    """Write notes from row `first` on, then one row with room to sign; return the last row used."""
    notes, signatures = below
    last_column = len(widths) - 1
    for row, note in enumerate(notes, first):
        sheet.set_row(row, row_height(note, sum(widths)))
        merge(sheet, (row, 0, row, last_column), note, styles("note"))
    row = first + len(notes)
    if not signatures:
        return row - 1
    sheet.set_row(row, _SIGNATURE_HEIGHT)
    bounds = [len(widths) * part // len(signatures) for part in range(len(signatures) + 1)]
    for signature, start, end in zip(signatures, bounds, bounds[1:], strict=False):
        merge(sheet, (row, start, row, end - 1), signature, styles("signature"))
    return row


def set_page(sheet: StreamSheet, last_row: int, last_column: int) -> None:
    """Set the sheet up for paper: A4 across, one page wide, page numbers, in the middle."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_footer("&C— &P —")
    sheet.hide_gridlines(_BOTH)
    sheet.print_area(0, 0, last_row, last_column)


def merge(sheet: StreamSheet, area: Area, value: str, style: Format) -> None:
    """Write text into an area of cells made one."""
    top, left, bottom, right = area
    if (top, left) != (bottom, right):
        sheet.merge_range(*area, "", style)
    sheet.write_string(top, left, literal(value), style)


def write_comment(sheet: StreamSheet, styles: Styles, cell: tuple[int, int], value: str) -> None:
    """Attach a note to a cell (row, column), shown when the pointer rests on it, never printed."""
    lines = text_lines(value, _COMMENT_WIDTH)
    look = {"author": "", "font_name": styles.body_font, "font_size": 10}
    size = {"width": _COMMENT_WIDTH * _PIXELS, "height": (lines + 1) * LINE_HEIGHT * 4 // 3}
    sheet.write_comment(*cell, visible(value), look | size)
