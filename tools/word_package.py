"""A Word document written part by part: no theme, no unused style, no trace of the computer it was made on."""

import io
import zipfile
from collections.abc import Iterable

from starrating.documents.rendering.word import same_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
_BESIDE = ("styles", "settings", "footer1", "footer2")
"""The parts beside the text, in the order of their relationships: a footer is `rId3`, the even one `rId4`."""
FOOTERS = '<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'


def packed(text: str, styles: str, settings: str, footers: tuple[str, str]) -> bytes:
    """Pack the text of a document and what stands beside it; equal parts give equal bytes."""
    beside = dict(zip(_BESIDE, (styles, settings, *footers), strict=True))
    core, main = "docProps/core.xml", "word/document.xml"
    package = [(main, f"{_RELATIONS}/officeDocument"), (core, f"{_PACKAGE}/relationships/metadata/core-properties")]
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(package),
        main: f"<w:document {W} {R}><w:body>{text}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(
            (f"{name}.xml", f"{_RELATIONS}/{_kind(name)}") for name in beside
        ),
        **{f"word/{name}.xml": part for name, part in beside.items()},
        core: _CORE,
    }
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as file:
        for name, part in parts.items():
            file.writestr(name, _HEAD + part)
    return same_bytes(document.getvalue())


def _kind(name: str) -> str:
    return name.strip("12")


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    """Return a part that says which parts belong to another."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _content_types() -> str:
    """Return the part that says what every part is."""
    kinds = {
        "/word/document.xml": f"{_OFFICE}.document.main+xml",
        **{f"/word/{name}.xml": f"{_OFFICE}.{_kind(name)}+xml" for name in _BESIDE},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    usual = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in usual.items())
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'
