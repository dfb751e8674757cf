"""How the sheets of blank workbooks look, what may be typed into their cells, and which cells are locked.

Importing this module imports openpyxl.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from starrating.i18n import text
from starrating.model import Column, letter
from starrating.model.cell_words import NOT_APPLICABLE_WORD, YES_NO, cell_word
from starrating.ruleset import CriterionItem, RuleSet
from starrating.write.xlsx.page import (
    BODY_SIZE,
    LINE_HEIGHT,
    SMALLEST,
    UPRIGHT,
    Sized,
    fitted_heights,
    sized,
    text_lines,
)

_PADDING = 5 / 7
"""Of the width of a column as openpyxl writes it; so wide is the white beside its digits."""
_LONGEST_LIST = 255
"""Excel repairs away a list of answers that is longer."""
_LONGEST_NOTE_LINE = 26
_THIN = Side(style="thin", color="808080")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="E8E8E8")
_GIVEN = PatternFill("solid", fgColor="F5F5F5")
_BLANK = PatternFill()
_TEXT = Font(name="仿宋", size=11)
_OPEN, _LOCKED = Protection(locked=False), Protection(locked=True)


def title(sheet: Worksheet, words: str, width: int) -> None:
    """Write the title over all columns."""
    framed(sheet, 1, 1, words).border = Border()
    sheet["A1"].font = Font(name="黑体", size=16, bold=True)
    merge(sheet, (1, 1, 1, width))
    sheet.row_dimensions[1].height = 30


def head(sheet: Worksheet, row: int, column: int, words: str, width: float = 9) -> None:
    """Write the head of a column, which gets that width."""
    framed(sheet, row, column, words).fill = _HEAD
    sheet.cell(row, column).font = Font(name="黑体", size=11)
    sheet.column_dimensions[letter(column - 1)].width = width


def framed(sheet: Worksheet, row: int, column: int, value: object = None, *, align: str = "center") -> Cell:
    """Write a cell with lines around it; what it says is never a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    put(cell, value)
    cell.font = _TEXT
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    cell.border = _BORDER
    return cell


def put(cell: Cell, value: object) -> None:
    """Put a value into a cell; a text is never a formula, and what no workbook may hold is left out of it."""
    words = isinstance(value, str)
    cell.value = "".join(filter(_is_allowed, str(value))) if words else value  # type: ignore[assignment]  # (plain values)
    if words:
        cell.data_type = "s"


def _is_allowed(character: str) -> bool:
    return character >= " " or character in "\n\t"


def merged(sheet: Worksheet, cells: tuple[int, int, int, int], value: object = None, *, align: str = "center") -> Cell:
    """Write one cell over several: first row, first column, last row, last column."""
    first_row, first_column, last_row, last_column = cells
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            framed(sheet, row, column)
    cell = framed(sheet, first_row, first_column, value, align=align)
    merge(sheet, cells)
    return cell


def merge(sheet: Worksheet, cells: tuple[int, int, int, int]) -> None:
    """Make several cells one; a single one stays as it is, for Excel repairs a merged range of one cell away."""
    first_row, first_column, last_row, last_column = cells
    if (first_row, first_column) != (last_row, last_column):
        sheet.merge_cells(start_row=first_row, end_row=last_row, start_column=first_column, end_column=last_column)


def note(cell: object, words: str, author: str) -> None:
    """Add a note to a cell, as large as its words need."""
    assert isinstance(cell, Cell)
    lines = sum(1 + len(line) // _LONGEST_NOTE_LINE for line in words.splitlines())
    cell.comment = Comment(words, author, height=24 + 18 * lines, width=360)


def set_open(cell: Cell, *, is_open: bool = True) -> None:
    """Let a cell be filled in although its sheet is protected; or show that what is given there stays."""
    cell.protection = _OPEN if is_open else _LOCKED
    cell.fill = _BLANK if is_open else _GIVEN


def protect(sheet: Worksheet) -> None:
    """Lock all cells that are not open, without a password: against slips, not against people."""
    sheet.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)


def answers(column: Column, rules: RuleSet) -> list[str]:
    """Return what a cell of a column may say, if that can be listed."""
    if column.kind == "star":
        return [rules.levels.name(star) for star in rules.levels.stars]
    if column.kind == "answer":
        return list(YES_NO[rules.language])
    return [cell_word(word, rules.language) for word in column.words]


def offer(sheet: Worksheet, cells: str, words: Sequence[str]) -> None:
    """Offer words to choose from, unless they do not fit into a list: it has a limit, and commas between its words."""
    formula = f'"{",".join(words)}"'
    if not words or len(formula) > _LONGEST_LIST or any("," in word or '"' in word for word in words):
        return
    _add(sheet, cells, DataValidation(type="list", formula1=formula, allow_blank=True))


def limit(sheet: Worksheet, cells: str, item: CriterionItem, language: str) -> None:
    """Let only numbers within the bounds of an item be typed, and 不适用 where it may say so."""
    first, most = cells.partition(":")[0], item.full_marks
    least = None if isinstance(item.lowest, str) else item.lowest
    bounds = [f"ISNUMBER({first})", *([] if least is None else [f"{first}>={least}"]), f"{first}<={most}"]
    if item.not_applicable:
        formula = f'OR(AND({",".join(bounds)}),{first}="{cell_word(NOT_APPLICABLE_WORD, language)}")'
        rule = DataValidation(type="custom", formula1=formula, allow_blank=True)
    elif least is None:
        rule = DataValidation(type="decimal", operator="lessThanOrEqual", formula1=str(most), allow_blank=True)
    else:
        rule = DataValidation(
            type="decimal", operator="between", formula1=str(least), formula2=str(most), allow_blank=True
        )
    message = text("%(item)s: at most %(most)s.", item=item.title, most=most)
    if least is not None:
        message = text("%(item)s: from %(least)s to %(most)s.", item=item.title, least=least, most=most)
    rule.error = message.say(language)[:_LONGEST_LIST]
    _add(sheet, cells, rule)


def _add(sheet: Worksheet, cells: str, rule: DataValidation) -> None:
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    rule.add(cells)


class Laid(NamedTuple):
    """How a sheet lies on paper: the page it is sized for, and what stands above, again on every page, and below."""

    page: Sized
    around: tuple[int, int, int]


def laid(sheet: Worksheet, heads: tuple[int, int], below: int = 0) -> Laid:
    """Tell how a table lies on paper whose heads stand in these rows, the first and the last of them."""
    above = [_height(sheet, row) for row in range(1, heads[1] + 1)]
    return Laid(sized(_widths(sheet)), (sum(above), sum(above[heads[0] - 1 :]), below))


def fit(sheet: Worksheet, heads: tuple[int, int], rows: range, below: int = 0) -> None:
    """Print a table as `write.xlsx.page` has it: its paper, its rows as high as their words and its pages ask.

    The rows of its body are below its heads, and what stands under them is `below` points high.
    """
    on = laid(sheet, heads, below)
    widths = [int(width) for width in _widths(sheet)]
    texts = [["" if cell.data_type == "f" else str(cell.value or "") for cell in sheet[row]] for row in rows]
    lines = [max(map(text_lines, each, widths)) for each in texts]
    for row, height in zip(rows, fitted_heights(np.array(lines, np.int16), on.around, on.page).tolist(), strict=True):
        sheet.row_dimensions[row].height = height
    sheet.print_title_rows = f"{heads[0]}:{heads[1]}"
    _set_page(sheet, on.page, fewest=False)


def fit_form(sheet: Worksheet) -> None:
    """Print a sheet that is a form on one page upright, unless its type would be too small."""
    heights = sum(_height(sheet, row) for row in range(1, sheet.max_row + 1))
    on = Sized(UPRIGHT, min(1.0, UPRIGHT.height / heights))
    _set_page(sheet, on, fewest=on.scale * BODY_SIZE >= SMALLEST)


def _widths(sheet: Worksheet) -> list[float]:
    """Return the widths of the columns in digits, as those of `write.xlsx.page`, which count their padding beside."""
    columns = range(1, sheet.max_column + 1)
    return [sheet.column_dimensions[letter(column - 1)].width - _PADDING for column in columns]


def _height(sheet: Worksheet, row: int) -> int:
    return math.ceil(sheet.row_dimensions[row].height or LINE_HEIGHT)


def _set_page(sheet: Worksheet, on: Sized, *, fewest: bool) -> None:
    """Print one page wide, or side by side where that is too small, in the middle, with numbers below."""
    setup = sheet.page_setup
    setup.orientation = "landscape" if on.paper.across else "portrait"
    setup.paperSize = str(on.paper.number)
    if on.side_by_side:
        setup.scale = math.ceil(on.scale * 100)
    else:
        setup.fitToHeight = int(fewest)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.print_options.horizontalCentered = True
    footer = HeaderFooterItem()
    footer.center.text = "— &P —"
    sheet.oddFooter = footer
