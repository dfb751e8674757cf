"""Word documents: a template filled in by docxtpl, its signature set in place, written as the same bytes every time.

Where signer and date stand under a document (GB/T 9704-2012 7.3.5), from how long they are.

A template says which rule holds by the styles of the two paragraphs; the indents are set in the styles of the finished
document. A template that uses other styles places its signature itself.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Literal, NamedTuple

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from markupsafe import Markup, escape

from starrating.documents.gb9704 import (
    CHARACTER,
    EMU,
    FOOT_LINE,
    NUMBER_SIZE,
    SET_CHARACTER,
    TEXT_WIDTH,
    width,
)
from starrating.documents.rendering.attached_lists import draw_in
from starrating.documents.rendering.sheets import fit_sheets
from starrating.documents.rendering.templates import (
    explained,
    refuse_leftovers,
    sandbox,
    template_file,
    unreadable_template,
)
from starrating.errors import CellRef, InputError
from starrating.i18n import text
from starrating.patterns import regex
from starrating.text_files import MEGABYTE, TEMPLATE, read_small

HEAD_STYLES = ("发文机关标志", "Notice Head")
HEAD_MOST = 880
CLOSING_STYLES, BODY_STYLES = ("结语", "Notice Closing"), ("公文正文", "Notice Body")
"""The last paragraphs of the text, kept with the signature, and those before them."""
_LINES_KEPT = 3
"""A page that begins with less text above its signature looks empty."""
_FOOT_WIDTH = TEXT_WIDTH - 5 * NUMBER_SIZE * 10
"""Width of a line of the foot behind its mark (抄送：)."""
_LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_TITLE_LIMIT = 255
_UNPACKED = 64 * MEGABYTE
_RUNS = regex(r"</w:t></w:r><w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>")
"""The border of two runs of one text, which Word sets where it likes."""


class _Template(DocxTemplate):  # type: ignore[misc]  # (docxtpl has no types)
    """A template whose line breaks are looked for only where there are any: a table has thousands of paragraphs."""

    def resolve_listing(self, xml: str) -> str:
        """Turn line breaks in values into those of Word."""
        end = "</w:p>"
        resolve = super().resolve_listing
        pieces = xml.split(end)
        return end.join(resolve(piece + end).removesuffix(end) if "\n" in piece else piece for piece in pieces)


def rendered(stem: str, language: str, values: Mapping[str, object], folder: Path | None) -> bytes:
    """Fill in the Word template of a document; a wrong template raises `InputError`."""
    file = template_file(stem, ".docx", language, folder)
    shared = sandbox(escaped)
    template = _opened(file)
    with explained(file, shared, values):
        template.render(dict(values), jinja_env=shared, autoescape=True)
    document = template.docx
    _set_signature(document)
    _keep_end(document)
    _set_head(document)
    fit_sheets(document)
    draw_in(document, below=_set_foot(document))
    _set_properties(document, str(values["title"]), language)
    saved = io.BytesIO()
    document.save(saved)
    return same_bytes(saved.getvalue())


def escaped(value: object) -> object:
    """Write a text as XML; the underscore too, for docxtpl reads `{_{` as an opening brace after filling in."""
    return Markup(str(escape(value)).replace("_", "&#95;")) if isinstance(value, str) else value  # noqa: S704 (it is escaped)


def same_bytes(package: bytes) -> bytes:
    """Pack a zip file again with fixed times, so that equal content is equal bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _opened(file: Path) -> _Template:
    try:
        content = read_small(file, TEMPLATE)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_unfit(file, archive)
        template = _Template(io.BytesIO(content))
        template.init_docx()
    except OSError as error:
        raise unreadable_template(file, error) from error
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InputError.because(
            "wrong-template",
            text("The template is not a Word document (.docx)."),
            text("Save it as .docx in Word, or remove it to use the built-in one."),
            CellRef(str(file)),
        ) from error
    return template


def _refuse_unfit(file: Path, archive: zipfile.ZipFile) -> None:
    """Refuse a template that unpacks to more than any has, or in which placeholders are left."""
    if sum(part.file_size for part in archive.infolist()) > _UNPACKED:
        message = text("The template unpacks to more than %(most)s MB.", most=_UNPACKED // MEGABYTE)
        raise InputError.because("wrong-template", message, None, CellRef(str(file)))
    for name in archive.namelist():
        if name.startswith("word/") and name.endswith(".xml"):
            refuse_leftovers(file, _RUNS.sub("", archive.read(name).decode("utf-8", "replace")))


def _set_signature(document: Document) -> None:
    """CellRef signer and date by their styles, so that no paragraph has a layout of its own."""
    for rule in RULES:
        signer, date = _first(document, rule.signer), _first(document, rule.date)
        if signer and date:
            both = indents(signer.text, date.text, sealed=rule.sealed)
            for paragraph, indent in zip((signer, date), both, strict=True):
                _set_indent(paragraph.style, indent)


def _keep_end(document: Document) -> None:
    """Keep with the signature no more paragraphs than it needs of its text, whichever of them there are.

    A template keeps all that may come last, as each may be left out; where all are there they may be longer than a
    page, and then the word processor parts the signature from its date.
    """
    closing, body = (_style_ids(document, names) for names in (CLOSING_STYLES, BODY_STYLES))
    lines = 0
    for paragraph in reversed(document.element.body.p_lst):
        if paragraph.style not in closing:
            lines = 0
            continue
        if lines >= _LINES_KEPT and body:
            paragraph.style = next(iter(body))
        lines += ceil(width(Paragraph(paragraph, document).text) * SET_CHARACTER / TEXT_WIDTH)


def _set_head(document: Document) -> None:
    """Let a red head fill the line, in type of 44 pt at most."""
    head = _first(document, HEAD_STYLES)
    if head is not None and head.text and head.style is not None:
        head.style.font.size = Twips(min(HEAD_MOST, int(TEXT_WIDTH / width(head.text))))


def _set_foot(document: Document) -> int:
    """Give the frame of a foot (版记) the height of its lines, and return it; without one, none."""
    height = 0
    for frame in document.element.body.iter(qn("wp:anchor")):
        lines = ["".join(each.text or "" for each in line.iter(qn("w:t"))) for line in frame.iter(qn("w:p"))]
        height = sum(ceil(width(words) * NUMBER_SIZE * 10 / _FOOT_WIDTH) for words in lines) * FOOT_LINE
        for extent in frame.iter(qn("wp:extent"), qn("a:ext")):
            extent.set("cy", str(height * EMU))
    return height


def _first(document: Document, names: tuple[str, ...]) -> Paragraph | None:
    styles = _style_ids(document, names)
    found = (each for each in document.element.body.p_lst if each.style in styles)
    return next((Paragraph(each, document) for each in found), None)


def _style_ids(document: Document, names: tuple[str, ...]) -> set[str]:
    return {style.style_id for style in document.styles if style.name in names}


def _set_properties(document: Document, title: str, language: str) -> None:
    properties = document.core_properties
    properties.title = title[:_TITLE_LIMIT]
    properties.language = language.replace("_", "-")
    properties.created = properties.modified = _LONG_AGO


_LONGEST = Fraction(26)
"""A longer signer is broken into lines, the first of them as long as this."""


class Indent(NamedTuple):
    """How far a line stands in from a side of the type area, in twentieths of a point."""

    side: Literal["left", "right"]
    twips: int


def _set_indent(style: ParagraphStyle | None, indent: Indent) -> None:
    """Set the indents of a style; those counted in characters, which Word would prefer, are left out."""
    assert style is not None
    properties = style.element.get_or_add_pPr()
    properties.remove_all("w:ind")
    written = style.paragraph_format
    if indent.side == "left":
        written.alignment = WD_ALIGN_PARAGRAPH.LEFT
        # it may reach into the margin: digits wider than expected, as those of a stand-in font, must not break it
        written.left_indent, written.right_indent = Twips(indent.twips), Twips(-4 * CHARACTER)
    else:
        written.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        written.left_indent, written.right_indent = Twips(0), Twips(indent.twips)


class Rule(NamedTuple):
    """The styles of signer and date, by their names in the templates of both languages."""

    signer: tuple[str, str]
    date: tuple[str, str]
    sealed: bool


RULES = (
    Rule(("署名", "Notice Signer"), ("成文日期", "Notice Date"), sealed=False),
    Rule(("署名（用印）", "Notice SealedSigner"), ("成文日期（用印）", "Notice SealedDate"), sealed=True),
)


def indents(signer: str, date: str, *, sealed: bool) -> tuple[Indent, Indent]:
    """Return the indents of signer and date."""
    signed, dated = min(width(signer), _LONGEST), width(date)
    return _under_seal(signed, dated) if sealed else _bare(signed, dated)


def _under_seal(signed: Fraction, dated: Fraction) -> tuple[Indent, Indent]:
    """Centre the signer over the date, which ends 4 字 from the right (7.3.5.1).

    A signer too long for that ends at the right, and the date is centred under it.
    """
    free = max(Fraction(4), (signed - dated) / 2)
    return _from_right(free + (dated - signed) / 2), _from_right(free)


def _bare(signed: Fraction, dated: Fraction) -> tuple[Indent, Indent]:
    """Let the date begin 2 字 after the signer's beginning; the longer of both ends 2 字 from the right (7.3.5.2)."""
    if signed < dated:
        return _from_right(4 + dated - signed), _from_right(Fraction(2))
    # from the left, so that a digit wider than half a character moves the end of the date and not its beginning
    return _from_right(Fraction(2)), Indent("left", TEXT_WIDTH - round(signed * SET_CHARACTER))


def _from_right(characters: Fraction) -> Indent:
    return Indent("right", round(characters * CHARACTER))
