"""Make the built-in Word templates from the Markdown ones: python tools/make_templates.py.

So the wording is written once, in templates/*.md.j2; the layout is that of official_layout.py. The documents are
written part by part and hold nothing else: no theme, no unused style, no trace of the computer they were made on.
Text in braces is filled in by docxtpl; an office may change a copy in Word.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from official_layout import CHINESE, HEAD, PAGE, SETTINGS, R, W, footer, paragraph, row, style_sheet, table

from starrating.files.notices.word import same_bytes

TEMPLATES = Path(__file__).parents[1] / "templates"
LANGUAGES = {"notice": CHINESE, "notice.en": "en-US"}

OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)
KINDS = {
    "/word/document.xml": f"{OFFICE}.document.main+xml",
    "/word/styles.xml": f"{OFFICE}.styles+xml",
    "/word/settings.xml": f"{OFFICE}.settings+xml",
    "/word/footer1.xml": f"{OFFICE}.footer+xml",
    "/word/footer2.xml": f"{OFFICE}.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}


class Column(NamedTuple):
    """A column of the list: the field of its cells, its width, the style of its cells."""

    field: str
    width: int
    style: str


COLUMNS = (
    Column("number", 900, "TableCentred"),
    Column("branch", 3444, "TableCell"),
    Column("unit", 3000, "TableCell"),
    Column("star", 1500, "TableCentred"),
)
MARKS = {"### ": "Heading2", "## ": "Heading1", "**": "Draft"}
LINES = {
    "# {{ title }}": ("Title", r'{{ title_lines | join("\n") }}'),
    "# {{ attachment }}": ("AttachmentTitle", r'{{ attachment_lines | join("\n") }}'),
    "附件": ("AttachmentMark", "附件"),
    "Attachment": ("AttachmentMark", "Attachment"),
}
STARTS = {
    "{{ addressee }}": "Addressee",
    "特此公示": "Closing",
    "Address:": "Closing",
    "附件：": "AttachmentNote",
    "Attachment:": "AttachmentNote",
    "（{{ order_note }}）": "TableNote",
    "({{ order_note }})": "TableNote",
    "{{ signer }}": "Signer",
    "{{ date }}": "Date",
}


def dressed(line: str) -> str:
    """Return the Word paragraph for a line of the Markdown template."""
    if line in LINES:
        return paragraph(*LINES[line])
    if re.fullmatch(r"{%.*%}", line):
        return paragraph("Body", line.replace("{%", "{%p", 1))
    for mark, style in MARKS.items():
        if line.startswith(mark):
            return paragraph(style, line.strip("#* "))
    return paragraph(next((style for start, style in STARTS.items() if line.startswith(start)), "Body"), line)


def body(markdown: str) -> str:
    """Dress the Markdown template; its last part, the list, becomes a table with a column of units and one without."""
    words, _, listed = markdown.partition("\n| ")
    heads = [head.strip() for head in re.sub(r"{%.*?%}", "", listed.splitlines()[0]).strip(" |").split("|")]
    paragraphs = [dressed(line) for line in words.splitlines() if line and line != "---"]
    named = list(zip(COLUMNS, heads, strict=True))
    tables = (
        paragraph("Body", "{%p if with_units %}"),
        list_table(named),
        paragraph("Body", "{%p else %}"),
        list_table(without_units(named)),
        paragraph("Body", "{%p endif %}"),
        paragraph("TableEnd", ""),
    )
    return "".join((*paragraphs, *tables))


def without_units(named: list[tuple[Column, str]]) -> list[tuple[Column, str]]:
    """Leave out the units and give their width to the branches."""
    number, (branch, head), (unit, _), star = named
    return [number, (branch._replace(width=branch.width + unit.width), head), star]


def list_table(named: list[tuple[Column, str]]) -> str:
    """Return the table of the attachment; the rows that only hold a tag have all cells, as Word wants them."""
    columns, heads = [column for column, _ in named], [head for _, head in named]
    widths, styles = [column.width for column in columns], [column.style for column in columns]
    empty = [""] * (len(columns) - 1)
    return table(
        widths,
        [
            row(widths, ["TableHead"] * len(columns), heads, head=True),
            row(widths, styles, ["{%tr for row in rows %}", *empty]),
            row(widths, styles, [f"{{{{ row.{column.field} }}}}" for column in columns]),
            row(widths, styles, ["{%tr endfor %}", *empty]),
        ],
    )


def relationships(targets: Iterable[tuple[str, str]]) -> str:
    """Return a part that says which parts belong to another."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def content_types() -> str:
    """Return the part that says what every part is."""
    kinds = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in KINDS.items())
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    usual = {"rels": relations, "xml": "application/xml"}
    defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in usual.items())
    return f'<Types xmlns="{PACKAGE}/content-types">{defaults}{kinds}</Types>'


def parts(markdown: str, language: str) -> dict[str, str]:
    """Return the parts of a template by name."""
    feet = '<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
    text = f"{body(markdown)}<w:sectPr>{feet}{PAGE}</w:sectPr>"
    package = [
        ("word/document.xml", f"{RELATIONS}/officeDocument"),
        ("docProps/core.xml", f"{PACKAGE}/relationships/metadata/core-properties"),
    ]
    beside = ("styles", "settings", "footer1", "footer2")
    document = [(f"{name}.xml", f"{RELATIONS}/{name.strip('12')}") for name in beside]
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(package),
        "word/document.xml": f"<w:document {W} {R}><w:body>{text}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(document),
        "word/styles.xml": style_sheet(language),
        "word/settings.xml": SETTINGS,
        "word/footer1.xml": footer("right"),
        "word/footer2.xml": footer("left"),
        "docProps/core.xml": CORE,
    }


def packed(named: Mapping[str, str]) -> bytes:
    """Pack parts as a Word document."""
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as file:
        for name, part in named.items():
            file.writestr(name, HEAD + part)
    return same_bytes(document.getvalue())


def make(folder: Path) -> None:
    """Make the templates in a folder."""
    for stem, language in LANGUAGES.items():
        markdown = (TEMPLATES / f"{stem}.md.j2").read_text(encoding="utf-8")
        (folder / f"{stem}.docx").write_bytes(packed(parts(markdown, language)))


if __name__ == "__main__":
    make(TEMPLATES)
