"""Where a Word template departs from GB/T 9704-2012, said in the units of Word's own windows.

How the text of a Word document really looks: what a run says, else its paragraph, else the styles below it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph
from msgspec import Struct

from starrating.documents.gb9704 import (
    BODY_SIZE,
    CHINESE,
    LINE,
    LINES,
    MARGINS,
    PAGE,
    TEXT_HEIGHT,
    TITLE_SIZE,
    TYPEFACES,
    same_face,
)
from starrating.i18n import Text, text

TWIPS_PER_MM = 1440 / 25.4
NEAR = 57
"""One millimetre: the standard's own tolerance for the white around the text (5.2.1)."""
_HEADLINES = ("标题", "Title", "Heading", "heading")
_SHEETS = frozenset({"单页正文", "Notice SheetBody"})
"""The text of a sheet for one reader, no official document: as small as one page asks for, and without a number."""
_FACE = TYPEFACES[CHINESE]
_STYLED = (
    (frozenset({"公文标题", "Title", "标题"}), TITLE_SIZE, _FACE.title, text("The title")),
    (frozenset({"一级标题", "Heading 1", "标题 1"}), BODY_SIZE, _FACE.first, text("A heading of the first level")),
    (frozenset({"二级标题", "Heading 2", "标题 2"}), BODY_SIZE, _FACE.second, text("A heading of the second level")),
)


def deviations(document: Document) -> Iterator[Text]:
    """Yield in what a document departs from the standard: what, what it is, and what it should be."""
    for section in document.sections:
        yield from _of_page(section)
    yield from _of_body(document)
    for names, size, font, what in _STYLED:
        yield from _of_type(look_of(document, names.__contains__), size, font, what)
    yield from _of_page_number(document)


def _of_page(section: Section) -> Iterator[Text]:
    lengths = (
        (text("The width of the page"), section.page_width, PAGE[0]),
        (text("The height of the page"), section.page_height, PAGE[1]),
        (text("The top margin"), section.top_margin, MARGINS.top),
        (text("The bottom margin"), section.bottom_margin, MARGINS.bottom),
        (text("The left margin"), section.left_margin, MARGINS.left),
        (text("The right margin"), section.right_margin, MARGINS.right),
    )
    for what, length, expected in lengths:
        found = length.twips if length is not None else 0
        if abs(found - expected) > NEAR:
            yield _other(what, _mm(found), _mm(expected))


def _of_body(document: Document) -> Iterator[Text]:
    if look_of(document, _SHEETS.__contains__) is not None:
        return
    look = look_of(document, lambda name: not any(word in name for word in _HEADLINES))
    yield from _of_type(look, BODY_SIZE, _FACE.body, text("The text"))
    if look is not None and not _fills_the_page(look, document.sections[0]):
        yield _other(text("The line of the text"), _line(look), text("exactly %(height)s", height=_pt(LINE, 20)))


def _of_page_number(document: Document) -> Iterator[Text]:
    if look_of(document, _SHEETS.__contains__) is not None:
        return
    section = document.sections[0]
    feet = (section.footer, section.even_page_footer)
    if not any(_has_number(foot.part.element.iter()) for foot in feet):
        yield text("The page has no number; the standard has one below the text, on the outer side.")
    elif not document.settings.odd_and_even_pages_header_footer:
        yield text("The page number is on the same side of all pages; the standard has it on the outer side.")


def _has_number(elements: Iterator[object]) -> bool:
    """Tell whether a footer has the field PAGE, written in the one or the other way."""
    for element in elements:
        code = element.get(qn("w:instr")) or (element.text if element.tag == qn("w:instrText") else "")  # type: ignore[attr-defined]  # (elements of lxml)
        if "PAGE" in (code or "").split():
            return True
    return False


def _other(what: Text, found: object, expected: object) -> Text:
    return text("%(what)s is %(found)s; the standard has %(expected)s.", what=what, found=found, expected=expected)


def _mm(twips: int) -> str:
    return f"{round(twips / TWIPS_PER_MM, 1):g} mm"


def _pt(number: int, parts: int) -> str:
    return f"{number / parts:g} pt"


class Look(Struct, frozen=True):
    """The look of some text: its Chinese font, its size in half points, rule and height of its line; None is unsaid."""

    font: str | None
    size: int | None
    rule: str | None
    line: int | None


def _fills_the_page(look: Look, section: Section) -> bool:
    """Tell whether a full page has its 22 lines, with the margins that it has or with those that it should have."""
    if look.rule != "exact" or not look.line:
        return False
    lengths = (section.page_height, section.top_margin, section.bottom_margin)
    page, top, bottom = (0 if length is None else length.twips for length in lengths)
    return LINES in {(page - top - bottom) // look.line, TEXT_HEIGHT // look.line}


def _of_type(look: Look | None, size: int, font: str, what: Text) -> Iterator[Text]:
    if look is None:
        return
    if look.size != size:
        found = _pt(look.size, 2) if look.size else text("not said")
        yield _other(text("%(what)s: the size", what=what), found, _pt(size, 2))
    if not same_face(look.font or "", font):
        yield _other(text("%(what)s: the font", what=what), look.font or text("not said"), font)


def _line(look: Look) -> Text:
    if look.line is None:
        return text("not said")
    if look.rule == "exact":
        return text("exactly %(height)s", height=_pt(look.line, 20))
    if look.rule == "atLeast":
        return text("at least %(height)s", height=_pt(look.line, 20))
    return text("%(number)s lines", number=f"{look.line / 240:g}")


def look_of(document: Document, wanted: Callable[[str], bool]) -> Look | None:
    """Return the look that most characters have in paragraphs of the styles wanted by name; None if there are none.

    Tables are left out.
    """
    seen: Counter[Look] = Counter()
    for paragraph, xml in zip(document.paragraphs, document.element.body.findall(qn("w:p")), strict=True):
        if paragraph.style is not None and wanted(paragraph.style.name or ""):
            for look, length in _looks(document, paragraph, xml):
                seen[look] += length
    return seen.most_common(1)[0][0] if seen else None


def chinese_fonts(document: Document) -> frozenset[str]:
    """Return every font for Chinese that a style or a run names."""
    named = (root.iter(qn("w:rFonts")) for root in (document.styles.element, document.element))
    fonts = (element.get(qn("w:eastAsia")) for elements in named for element in elements)
    return frozenset(font for font in fonts if font)


def _looks(document: Document, paragraph: Paragraph, xml: BaseOxmlElement) -> Iterator[tuple[Look, int]]:
    """Yield the looks of a paragraph's runs, each with its number of characters."""
    below = [xml, *_styles(paragraph.style), *_defaults(document)]
    rule, line = _first_value(below, "w:pPr/w:spacing", "w:lineRule"), _first_value(below, "w:pPr/w:spacing", "w:line")
    for run, run_xml in zip(paragraph.runs, xml.findall(qn("w:r")), strict=True):
        layers = [run_xml, *_styles(run.style), *below]
        size, font = _first_value(layers, "w:rPr/w:sz", "w:val"), _first_value(layers, "w:rPr/w:rFonts", "w:eastAsia")
        if length := len(run.text.strip()):
            yield Look(font, _number(size), rule, _number(line)), length


def _styles(style: BaseStyle | None) -> Iterator[BaseOxmlElement]:
    """Yield a style and those it is based on."""
    while style is not None:
        yield style.element
        style = getattr(style, "base_style", None)


def _defaults(document: Document) -> Iterator[BaseOxmlElement]:
    for name in ("w:rPrDefault", "w:pPrDefault"):
        yield from document.styles.element.iter(qn(name))


def _first_value(layers: Sequence[BaseOxmlElement], path: str, attribute: str) -> str | None:
    """Return what the first layer says that says something."""
    names = "/".join(qn(name) for name in path.split("/"))
    found = (element.get(qn(attribute)) for layer in layers if (element := layer.find(names)) is not None)
    return next((value for value in found if value is not None), None)


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdigit() else None
