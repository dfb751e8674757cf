"""The rows of attached lists in Word documents: how high they are, so that a few of them do not begin a page.

Heights are in twentieths of a point.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from docx.oxml.text.paragraph import CT_P
from docx.styles.style import ParagraphStyle

from starrating.documents.gb9704 import (
    CELL_MARGIN,
    CELL_SIZE,
    CHARACTER,
    LEAST_ROW,
    LINE,
    ROW,
    TABLE_LINE,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    TITLE_LINE,
    width,
)
from starrating.patterns import regex

RULE = 12
"""Width of the line between two rows, a little more than it is."""
_BETWEEN = regex(r"(?<=[一-鿿（）])(?=\d)|(?<=\d)(?=[一-鿿（）])")
_SPACE = 64
_CELL, _PARAGRAPH, _WORDS, _WIDTH, _VALUE = (qn(name) for name in ("w:tc", "w:p", "w:t", "w:w", "w:val"))
_WIDTH_OF_CELL, _STYLE_OF_PARAGRAPH = f"{qn('w:tcPr')}/{qn('w:tcW')}", f"{qn('w:pPr')}/{qn('w:pStyle')}"
MARKS = frozenset({"附件标识", "Notice AttachmentMark"})
_FORMS = frozenset({"表单标题", "Notice FormTitle"})
"""A form has a head of two lines, and a line to sign below its list; for both room is left."""
_HEIGHTS = {
    **dict.fromkeys(MARKS, LINE),
    **dict.fromkeys(("附件标题", "Notice AttachmentTitle"), LINE + TITLE_LINE + LINE // 3),
    **dict.fromkeys(("表注", "Notice TableNote", "表单说明", "Notice FormLine"), LINE),
    **dict.fromkeys(_FORMS, TITLE_LINE + LINE // 2 + 3 * LINE),
}
"""What stands above an attached list, on the first of its pages."""
_SAID = frozenset({"公文正文", "引语", "Notice Body", "Notice Lead"})
"""What is said under a list."""


def draw_in(document: Document, below: int) -> None:
    """Let the rows of an attached list be lower where that saves a page: a few lines more do not begin one.

    What is said under a list, and what stands `below` the last one, is on its last page, where that is possible.
    """
    ids = {style.style_id: style.name for style in document.styles}
    sizes = sizes_of(document)
    tables = document.element.body.tbl_lst
    above = 0
    for block in document.element.body.iterchildren(qn("w:p"), qn("w:tbl")):
        if block.tag == qn("w:tbl"):
            below_list = [each for each in block.itersiblings() if ids.get(getattr(each, "style", ""), "") in _SAID]
            under = [ceil((length(each, sizes) + 2 * CHARACTER) / TEXT_WIDTH) * LINE for each in below_list]
            under += [below + LINE] if below and block is tables[-1] else []
            _set_rows(block, sizes, TEXT_HEIGHT - above, under)
            continue
        name = ids.get(block.style, "")
        lines = len(block.findall(f".//{qn('w:br')}"))
        above = (0 if name in MARKS | _FORMS else above) + _HEIGHTS.get(name, 0) + TITLE_LINE * lines


def sizes_of(document: Document) -> dict[str, int]:
    """Return the sizes of type by the ids of styles that say one."""
    styles = (style for style in document.styles if isinstance(style, ParagraphStyle))
    return {style.style_id: style.font.size.twips for style in styles if style.font.size is not None}


def _set_rows(table: CT_Tbl, sizes: Mapping[str, int], room: int, below: Sequence[int]) -> None:
    """Set the height of the rows of a list; the rows of a form have heights of their own."""
    given = list(table.iter(qn("w:trHeight")))
    if given and all(each.get(_VALUE) == str(ROW) for each in given):
        height = row_height([words_height(row, sizes) for row in table.tr_lst], room, below)
        for each in given:
            each.set(_VALUE, str(height))


def words_height(row: CT_Row, sizes: Mapping[str, int], line: int = TABLE_LINE) -> int:
    """Return how high the words of a row are in its narrowest cells; `sizes` are those of type, by styles."""
    return max((_lines(cell, sizes) for cell in row.iterchildren(_CELL)), default=1) * line


def _lines(cell: CT_Tc, sizes: Mapping[str, int]) -> int:
    """Count the lines of a cell, which has at least one."""
    wide = cell.find(_WIDTH_OF_CELL)
    room = (TEXT_WIDTH if wide is None else int(wide.get(_WIDTH))) - 2 * CELL_MARGIN
    return sum(max(ceil(length(each, sizes) / room), 1) for each in cell.iterchildren(_PARAGRAPH))


def length(paragraph: CT_P, sizes: Mapping[str, int]) -> Fraction:
    """Measure the words of a paragraph; between Chinese and digits LibreOffice leaves a little space."""
    words = "".join(each.text or "" for each in paragraph.iter(_WORDS))
    named = paragraph.find(_STYLE_OF_PARAGRAPH)
    size = sizes.get("" if named is None else named.get(_VALUE), CELL_SIZE * 10)
    return width(words) * size + _SPACE * len(_BETWEEN.findall(words))


def row_height(words: Sequence[int], room: int, below: Sequence[int] = ()) -> int:
    """Return the height of the rows of a list, its head first, that takes the fewest pages; `words` are their least.

    It begins with `room` left of its first page. Of the heights that save no page it is one that leaves room for what
    stands `below` the last row, piece by piece, and as near to the usual one as that allows.
    """

    def pages(height: int) -> tuple[int, int]:
        rows = [max(height, word) + RULE for word in words]
        return _pages(rows, room), _pages([*rows, *below], room)

    return min(range(ROW, LEAST_ROW - 1, -1), key=pages)


def _pages(rows: Sequence[int], room: int) -> int:
    """Count the pages of rows of some heights; every page repeats the head."""
    pages, left = 1, room
    for row in rows:
        if row > left:
            pages, left = pages + 1, TEXT_HEIGHT - rows[0]
        left -= row
    return pages
