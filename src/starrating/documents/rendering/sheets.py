"""Sheets for one reader each: their lines are as near as it takes for the longest to be one page.

Heights are in twentieths of a point.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Twips
from docx.styles.style import ParagraphStyle

from starrating.documents.gb9704 import CHARACTER, LINE, TEXT_HEIGHT, TEXT_WIDTH
from starrating.documents.rendering.attached_lists import MARKS, RULE, length, sizes_of, words_height

BODY = frozenset({"单页正文", "Notice SheetBody"})
_TABLE = frozenset(
    {"单页表格", "单页表格居中", "单页表头", "Notice TableSheet", "Notice TableSheetCentred", "Notice TableSheetHead"}
)
_DENSITIES = ((380, 340), (380, 280), (350, 260), (320, 240), (290, 220))
"""Heights of a line of the text and of the table, the widest first."""


class _Spaced(NamedTuple):
    """The height of a line of a style, and of the white before and after its paragraphs."""

    line: int
    around: int


def fit_sheets(document: Document) -> None:
    """Let each sheet of a document that has some fill one page at most, if that can be."""
    styles = {style.style_id: style for style in document.styles if isinstance(style, ParagraphStyle)}
    body, table = ({each for each, style in styles.items() if style.name in names} for names in (BODY, _TABLE))
    sheets = list(_sheets(document, {each for each, style in styles.items() if style.name in MARKS}))
    if not sheets or not any(block.style in body for block in sheets[0] if block.tag == qn("w:p")):
        return
    sizes, spaced = sizes_of(document), {each: _spaced(style) for each, style in styles.items()}
    for text, rows in _DENSITIES:
        nearer = spaced | {each: spaced[each]._replace(line=text) for each in body}
        if max(_height(sheet, sizes, nearer, rows) for sheet in sheets) <= TEXT_HEIGHT:
            break
    for each, line in (*((each, text) for each in body), *((each, rows) for each in table)):
        styles[each].paragraph_format.line_spacing = Twips(line)


def _sheets(document: Document, marks: set[str]) -> Iterator[Sequence[BaseOxmlElement]]:
    """Yield the paragraphs and tables of each sheet, which begins with a mark."""
    blocks = list(document.element.body.iterchildren(qn("w:p"), qn("w:tbl")))
    starts = [at for at, block in enumerate(blocks) if block.tag == qn("w:p") and block.style in marks]
    for start, end in pairwise([*starts, len(blocks)]):
        yield blocks[start:end]


def _spaced(style: ParagraphStyle) -> _Spaced:
    given = style.paragraph_format
    line = given.line_spacing.twips if isinstance(given.line_spacing, Length) else LINE
    return _Spaced(line, sum(each.twips for each in (given.space_before, given.space_after) if each is not None))


def _height(
    sheet: Sequence[BaseOxmlElement], sizes: Mapping[str, int], spaced: Mapping[str, _Spaced], rows: int
) -> int:
    height = 0
    for block in sheet:
        if block.tag == qn("w:tbl"):
            height += sum(words_height(row, sizes, rows) + RULE for row in block.tr_lst)
        else:
            style = spaced.get(block.style, _Spaced(LINE, 0))
            height += style.around + style.line * max(ceil((length(block, sizes) + 2 * CHARACTER) / TEXT_WIDTH), 1)
    return height
