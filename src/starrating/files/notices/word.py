"""Word documents: a template filled in by docxtpl, its signature set in place, written as the same bytes every time."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Twips
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from markupsafe import Markup, escape

from starrating.errors import InputError, Place
from starrating.files.notices.templates import Sandbox, explained, template_file
from starrating.files.notices.typesetting import width
from starrating.i18n import text

SIGNER_STYLES, DATE_STYLES = ("署名", "Notice Signer"), ("成文日期", "Notice Date")
TEXT_WIDTH = 8844
"""Width of the type area, 156 mm, in twentieths of a point."""
CHARACTER, SET_CHARACTER = 320, 315
"""Width of a character of 16 pt, and as it is set so that 28 fill a line."""
_LONGEST_SIGNER = Fraction(26)
_LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_TITLE_LIMIT = 255


def rendered(stem: str, language: str, values: Mapping[str, object], folder: Path | None) -> bytes:
    """Fill in the Word template of a document; a wrong template raises `InputError`."""
    file = template_file(stem, ".docx", language, folder)
    sandbox = Sandbox(escaped)
    template = _opened(file)
    with explained(file, sandbox, values):
        template.render(dict(values), jinja_env=sandbox, autoescape=True)
    document = template.docx
    _set_signature(document)
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


def signature_indents(signer: str, date: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return the indents of signer and date without a seal, in twentieths of a point (GB/T 9704-2012 7.3.5.2).

    The signer ends two characters from the right, the date begins two characters after the signer's beginning. A date
    that is the longer one ends two characters from the right itself, and begins two after the signer.
    """
    longer = min(width(signer), _LONGEST_SIGNER) - width(date)
    if longer >= 0:
        begin = TEXT_WIDTH - round((longer + width(date)) * SET_CHARACTER)
        return {"right": 2 * CHARACTER}, {"left": begin}
    return {"right": round((4 - longer) * CHARACTER)}, {"right": 2 * CHARACTER}


def _opened(file: Path) -> DocxTemplate:
    template = DocxTemplate(file)
    try:
        template.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise InputError.because(
            "wrong-template",
            text("The template is not a Word document (.docx)."),
            text("Save it as .docx in Word, or remove it to use the built-in one."),
            Place(str(file)),
        ) from error
    return template


def _set_signature(document: Document) -> None:
    """Set the indents that follow from the length of signer and date; a template without the styles is left alone."""
    signer, date = _of_style(document, SIGNER_STYLES), _of_style(document, DATE_STYLES)
    if signer and date:
        for paragraph, sides in zip((signer, date), signature_indents(signer.text, date.text), strict=True):
            place = paragraph.paragraph_format
            place.alignment = WD_ALIGN_PARAGRAPH.LEFT if "left" in sides else WD_ALIGN_PARAGRAPH.RIGHT
            # a date placed from the left may reach into the margin: digits wider than expected must not break it
            spare = -CHARACTER if "left" in sides else 0
            place.left_indent, place.right_indent = Twips(sides.get("left", 0)), Twips(sides.get("right", spare))


def _of_style(document: Document, names: tuple[str, ...]) -> Paragraph | None:
    named = (paragraph for paragraph in document.paragraphs if paragraph.style and paragraph.style.name in names)
    return next(named, None)


def _set_properties(document: Document, title: str, language: str) -> None:
    properties = document.core_properties
    properties.title = title[:_TITLE_LIMIT]
    properties.language = language.replace("_", "-")
    properties.created = properties.modified = _LONG_AGO
