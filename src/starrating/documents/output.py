"""Documents for the office, from one context: Markdown, HTML, Word, PDF, by templates that the office may change.

`templates` is the office's folder everywhere; a file that is not in it is the built-in one. A template that cannot be
filled in raises `InputError`, and nothing is written. Names of branches come out literally, whatever they are made of;
the same context gives the same bytes (but for PDF, which LibreOffice makes).
"""

import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

from starrating.atomic import replacing
from starrating.documents.context import Document, DocumentMaker
from starrating.documents.kinds.forms import FORMS
from starrating.documents.registry import KINDS
from starrating.documents.rendering import pdf

EVERY_KIND: Mapping[str, DocumentMaker] = {**KINDS, **FORMS}
"""The documents that are sent out, and the forms, by their names."""


def file_stem(document: Document) -> str:
    """Return the name of a document's files, without suffix: its title, fit for every file system."""
    return re.sub(r'[<>:"/\\|?*]', "_", document.title)[:80].rstrip(" .")


def _by_markdown() -> ModuleType:
    from starrating.documents.rendering import markdown as module  # noqa: PLC0415 (Jinja2 takes 70 ms, only a document needs it)

    return module


def markdown(document: Document, templates: Path | None = None) -> str:
    """Return a document as Markdown."""
    made: str = _by_markdown().rendered(KINDS[document.kind].stem, document.language, document.values(), templates)
    return made


def word(document: Document, templates: Path | None = None) -> bytes:
    """Return a document as a Word document after GB/T 9704-2012."""
    from starrating.documents.rendering.word import rendered  # noqa: PLC0415 (docxtpl and lxml, only a Word document needs them)

    return rendered(EVERY_KIND[document.kind].stem, document.language, document.values(), templates)


def html(document: Document, templates: Path | None = None) -> str:
    """Return a document as a page in HTML: what its Markdown says."""
    made: str = _by_markdown().rendered_page(KINDS[document.kind].stem, document.language, document.values(), templates)
    return made


def pdf_of(document: Document, templates: Path | None = None) -> bytes:
    """Return the Word document as PDF; without LibreOffice a `RefusalError` says what to do."""
    pdf.office()
    return pdf.with_foot_overleaf(pdf.unstretched(word(document, templates)), _printed)


def _printed(docx: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="starrating-") as folder:
        source, made = Path(folder) / "document.docx", Path(folder) / "document.pdf"
        source.write_bytes(docx)
        pdf.convert(source, made)
        return made.read_bytes()


def stand_ins(document: Document, templates: Path | None = None) -> dict[str, str]:
    """Return the fonts that a PDF of a document is made without, each with the one that stands in for it."""
    from starrating.documents.template_checks import checks  # noqa: PLC0415 (lxml takes time, only a PDF needs it)

    return checks.stand_ins(word(document, templates))


def _encoded(made: Callable[[Document, Path | None], str]) -> Callable[[Document, Path | None], bytes]:
    return lambda document, templates: made(document, templates).encode()


FILLED: Mapping[str, Callable[[Document, Path | None], object]] = {".md.j2": html, ".docx": word}
"""What fills in a template, by the suffix of the template; a page is its Markdown in the frame of all pages."""
RENDERED: Mapping[str, Callable[[Document, Path | None], bytes]] = {
    "md": _encoded(markdown),
    "html": _encoded(html),
    "docx": word,
    "pdf": pdf_of,
}
"""The formats there are, by the suffix of their files, and what makes the bytes of one."""


def write(path: Path, document: Document, templates: Path | None = None) -> None:
    """Write a document in the format that the suffix of the path names."""
    made = RENDERED[path.suffix.removeprefix(".")](document, templates)
    with replacing(path) as draft:
        draft.write_bytes(made)
