"""How the text of a Word document really looks: what a run says, else its paragraph, else the styles below it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import BaseStyle
from docx.text.paragraph import Paragraph


@dataclass(frozen=True, slots=True)
class Look:
    """The look of some text: its Chinese font, its size in half points, rule and height of its line; None is unsaid."""

    font: str | None
    size: int | None
    rule: str | None
    line: int | None


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
    rule, line = _said(below, "w:pPr/w:spacing", "w:lineRule"), _said(below, "w:pPr/w:spacing", "w:line")
    for run, run_xml in zip(paragraph.runs, xml.findall(qn("w:r")), strict=True):
        layers = [run_xml, *_styles(run.style), *below]
        size, font = _said(layers, "w:rPr/w:sz", "w:val"), _said(layers, "w:rPr/w:rFonts", "w:eastAsia")
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


def _said(layers: Sequence[BaseOxmlElement], path: str, attribute: str) -> str | None:
    """Return what the first layer says that says something."""
    names = "/".join(qn(name) for name in path.split("/"))
    found = (element.get(qn(attribute)) for layer in layers if (element := layer.find(names)) is not None)
    return next((value for value in found if value is not None), None)


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdigit() else None
