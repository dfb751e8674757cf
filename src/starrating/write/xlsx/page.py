"""What makes a sheet an official paper, whatever it says: title, notes, signatures, its size and way, page numbers.

How wide and how tall cells must be: widths in digits of the body's font, heights in points.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from xlsxwriter.format import Format

from starrating.decimals import Shown, written
from starrating.exact import Exact
from starrating.patterns import regex
from starrating.write.xlsx.row_stream import StreamSheet, literal, visible
from starrating.write.xlsx.workbook import Styles

TITLE_WIDTH = 1.7
"""How much wider than the body's a character of the title is."""
_TITLE_HEIGHT, _SIGNATURE_HEIGHT = 32, 36
_COMMENT_WIDTH = 30
_PIXELS = 7
_BOTH = 2

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""


def write_heading(sheet: StreamSheet, styles: Styles, lines: tuple[str, str, str], widths: Sequence[int]) -> None:
    """Write what stands above the heads, across the table: the title; below it something left and something right."""
    title, left, right = lines
    last = len(widths) - 1
    middle = last // 2
    sheet.set_row(0, _TITLE_HEIGHT * text_lines(title, int(sum(widths) / TITLE_WIDTH)))
    sheet.set_row(1, ROW_HEIGHT)
    merge(sheet, (0, 0, 0, last), title, styles("title"))
    merge(sheet, (1, 0, 1, middle), left, styles("above-left"))
    merge(sheet, (1, middle + 1, 1, last), right, styles("above-right"))


def heading_height(title: str, widths: Sequence[int]) -> int:
    """Return the height of what stands above the heads."""
    return _TITLE_HEIGHT * text_lines(title, int(sum(widths) / TITLE_WIDTH)) + ROW_HEIGHT


def bottom_height(notes: Sequence[str], signatures: Sequence[str], widths: Sequence[int]) -> int:
    """Return the height of what stands below a table."""
    return sum(row_height(note, sum(widths)) for note in notes) + (_SIGNATURE_HEIGHT if signatures else 0)


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


class Paper(NamedTuple):
    """A sheet of paper: its number in Excel, whether it lies across, and the pixels and points its margins leave."""

    number: int
    across: bool
    width: int
    height: int


UPRIGHT, _ACROSS, _LARGE = Paper(9, False, 697, 741), Paper(9, True, 1026, 494), Paper(8, True, 1491, 741)
"""A4 upright, A4 across, A3 across, with margins of 0.5 inches at the sides, of 0.7 above and below."""
_CHOICES = ((UPRIGHT, 10.5), (_ACROSS, 9.0), (_LARGE, 8.0))
"""Which paper is taken for a sheet: the first on which the type of its body is no smaller than so many points."""
BODY_SIZE, SMALLEST = 11, 8


class Sized(NamedTuple):
    """The paper of a sheet and the scale of its print; where the type would be too small, pages lie side by side."""

    paper: Paper
    scale: float
    side_by_side: bool = False


def sized(widths: Sequence[float]) -> Sized:
    """Choose the paper of a sheet by the widths of its columns, in digits."""
    wide = sum(width * _PIXELS + 5 for width in widths)
    for paper, least in _CHOICES:
        scale = min(1.0, paper.width / wide)
        if scale * BODY_SIZE >= least:
            return Sized(paper, scale)
    return Sized(_LARGE, SMALLEST / BODY_SIZE, side_by_side=True)


def set_page(sheet: StreamSheet, last_row: int, widths: Sequence[int], *, repeated: int = 0) -> None:
    """Set the sheet up for paper: as large as its type asks, one page wide, page numbers, in the middle.

    Where no paper is wide enough it takes pages side by side, on each of them the first `repeated` columns.
    """
    paper, scale, side_by_side = sized(widths)
    if paper.across:
        sheet.set_landscape()
    sheet.set_paper(paper.number)
    if side_by_side:
        sheet.set_print_scale(math.ceil(scale * 100))
        if repeated:
            sheet.repeat_columns(0, repeated - 1)
    else:
        sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_footer("&C— &P —")
    sheet.hide_gridlines(_BOTH)
    sheet.print_area(0, 0, last_row, len(widths) - 1)


def merge(sheet: StreamSheet, area: Area, value: str, style: Format) -> None:
    """Write text into an area of cells made one."""
    top, left, bottom, right = area
    if (top, left) != (bottom, right):
        sheet.merge_range(*area, "", style)
    sheet.write_string(top, left, literal(value), style)


def write_comment(sheet: StreamSheet, styles: Styles, cell: tuple[int, int], value: str) -> None:
    """Attach a note to a cell (row, column), shown when the pointer rests on it, never printed."""
    lines = text_lines(value, _COMMENT_WIDTH)
    style = {"author": "", "font_name": styles.body_font, "font_size": 10}
    size = {"width": _COMMENT_WIDTH * _PIXELS, "height": (lines + 1) * LINE_HEIGHT * 4 // 3}
    sheet.write_comment(*cell, visible(value), style | size)


ROW_HEIGHT, LINE_HEIGHT, TALLEST = 21, 15, 409
_LEAST_ROW, _MOST_ROW = 16, 30
"""The lowest row in which a line of the body's type is readable, and the highest that still looks like a table."""
_FEW = 6
"""Fewer rows than these do not stand on a last page of their own where they can have company."""
_MOST_FITTED = 2000
"""Of a longer table nobody minds the last page."""
_WIDEST_NUMBER = 18
"""What needs more is written as text, and wraps."""
_MANY = 40
"""No number has more decimals than these, unless they have no end."""
_DIGIT, _HALF_WIDTH = 7, 7.34
"""Pixels of the digits that widths of columns are counted in, and of half a Chinese character of 11 points."""
_RAGGED = 1.1
_YEAR = regex(r"[0-9]{4}年")  # 2013年上半年


def display_width(value: str) -> int:
    """Count the columns of a text: 2 for a Chinese character, 1 for a letter or digit, by their bytes in UTF-8."""
    return (len(value.encode(errors="replace")) + len(value)) // 2


def text_measure(values: Sequence[str | None], width: int, widest: int) -> tuple[int, NDArray[np.int16]]:
    """Return the width of a column of texts, from `width` up to `widest`, and how many lines each cell takes in it."""
    lines = np.ones(len(values), dtype=np.int16)
    wide = {value: display_width(value) if value else 0 for value in set(values)}
    needs = np.fromiter(map(wide.__getitem__, values), np.int64, len(values))
    asked = math.ceil(int(needs.max(initial=0)) * _HALF_WIDTH / _DIGIT) + 1
    width = min(max(width, asked), max(width, widest))
    several = {value for value in wide if value and "\n" in value}
    broken = np.fromiter(map(several.__contains__, values), np.bool_, len(values)) if several else False
    taken: dict[str, int] = {}
    for row in np.flatnonzero((needs > _room(width)) | broken).tolist():
        value = values[row] or ""
        if value not in taken:
            taken[value] = text_lines(value, width)
        lines[row] = taken[value]
    return width, lines


def number_width(numbers: Exact, width: int, places: int) -> int:
    """Return the width of a column of numbers printed with `places` decimals: in a narrower one they would be ###."""
    if not len(numbers):
        return width
    ends = (int(numbers.numerators.min()), int(numbers.numerators.max()))
    whole = max(len(str(abs(end) // numbers.unit)) + (end < 0) for end in ends)
    return max(width, min(whole + (1 + places if places else 0), _WIDEST_NUMBER) + 1)


def decimals(numbers: Exact, most: Shown | None = None) -> int:
    """Tell how many decimals the numbers of a column need, 0 for whole ones; cut or without end, as shown."""
    if numbers.unit == 1 or not len(numbers):
        return 0
    if most is not None and (most.most is not None or (most.bounds and 10**_MANY % numbers.unit)):
        return max(len(each.partition(".")[2]) for each in numbers.shown(0, most))
    smallest = Fraction(int(np.gcd.reduce(numbers.numerators)), numbers.unit)
    return len(written(Fraction(1, smallest.denominator), 0).partition(".")[2])


def text_lines(value: str, width: int) -> int:
    """Estimate the lines that a text takes in a column; what wraps loses a little at the end of every line.

    More than TALLEST is of no use, for no row holds them.
    """
    room = _room(width)
    needs = (display_width(line) for line in value.split("\n"))
    return min(TALLEST, sum(math.ceil(need * _RAGGED / room) if need > room else 1 for need in needs))


def broken_head(head: str, width: int) -> str:
    """Break a Chinese head over two lines of a column where a reader would: 2013年/上半年, 得分对应/星级.

    A spreadsheet breaks it wherever the column ends. What fits, what needs more lines, and what is not in Chinese
    alone is left.
    """
    room, year = _room(width), _YEAR.match(head)
    begun = year.end() if year else 0
    rest = head[begun:]
    if not room < display_width(head) <= 2 * room or display_width(rest) < 2 * len(rest):
        return head
    if not begun or display_width(rest) > room:
        begun = next(end for end in range(len(head) - 2, 0, -1) if display_width(head[:end]) <= room)
    return f"{head[:begun]}\n{head[begun:]}"


def row_heights(lines: NDArray[np.int16], single: int = ROW_HEIGHT) -> NDArray[np.int16]:
    """Return the heights of rows of so many lines, none taller than a row can be; a single line has `single` points."""
    return np.minimum(single + (lines - 1) * LINE_HEIGHT, TALLEST)


def fitted_heights(lines: NDArray[np.int16], around: tuple[int, int, int], page: Sized) -> NDArray[np.int16]:
    """Return the heights of rows: lower than usual where that saves a page, else higher where the last has only a few.

    `around` is what stands above the rows, of that what every page repeats, and what stands below, in points.
    """
    if len(lines) > _MOST_FITTED:
        return row_heights(lines)
    room = int(page.paper.height / page.scale)
    nearest_first = sorted(range(_LEAST_ROW, _MOST_ROW + 1), key=lambda single: abs(single - ROW_HEIGHT))

    def looks(heights: NDArray[np.int16]) -> tuple[int, bool]:
        pages, last = _pages(heights, around, room)
        return pages, pages > 1 and last < _FEW

    return min((row_heights(lines, single) for single in nearest_first), key=looks)


def _pages(heights: NDArray[np.int16], around: tuple[int, int, int], room: int) -> tuple[int, int]:
    """Count the pages, and the rows of the last."""
    above, repeated, below = around
    pages, used, rows = 1, above, 0
    for height in heights.tolist():
        if used + height > room:
            pages, used, rows = pages + 1, repeated, 0
        used, rows = used + height, rows + 1
    return (pages + 1, 0) if used + below > room else (pages, rows)


def filling_rows(around: tuple[int, int, int], page: Sized, least: int) -> int:
    """Return how many rows of one line fill the last of the pages that `least` of them need."""
    above, repeated, below = around
    room = int(page.paper.height / page.scale)
    only, first, other, last = (
        (room - taken) // ROW_HEIGHT for taken in (above + below, above, repeated, repeated + below)
    )
    return only if least <= only else first + last + max(0, -(-(least - first - last) // other)) * other


def row_height(value: str, width: int) -> int:
    """Return the height of a row that holds a text across so many digits."""
    return int(row_heights(np.array([text_lines(value, width)], np.int16))[0])


def _room(width: int) -> int:
    """Tell how many half-width characters of the body's size a column holds."""
    return max(1, int((width * _DIGIT + 3) / _HALF_WIDTH))
