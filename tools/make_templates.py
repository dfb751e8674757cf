"""Make the built-in Word templates from the Markdown ones: python tools/make_templates.py.

So the wording is written once, in templates/*.md.j2; the layout is that of official_layout.py. Text in braces is
filled in by docxtpl; an office may change a copy in Word. For a new kind of document, add it to `KINDS` and write its
Markdown:

    # {{ title }}              the title; it needs the field title_lines beside it
    {{ addressee }}：          whom it is for
    ## 一、…  ### （一）…  #### 1.…      headings of three levels
    附件：{{ attachment }}     the attachment; several are 附件：1.… and a line 2.… each
    {{ signer }}  {{ date }}   the signature, for a seal if the kind is sealed
    ---                        a new page, an attachment: its mark, its title (# …), its table
    （…）                      in parentheses: above a table its note, below the date a remark
    | 序号 | {{ subject }} |{% if with_units %} 单位 |{% endif %}      heads; a condition leaves columns out
    | :---: | -------- |{% if with_units %} ------ |{% endif %}      as many dashes as the column is wide
    {% for row in rows %}      one line of cells for each

A line of tags is a condition or loop around paragraphs; every other line is a paragraph of the text.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from official_forms import FORMS
from official_layout import Column, broken, document, foot, form, only_if, paragraph, table

from starrating.documents.gb9704 import CHINESE, ENGLISH
from starrating.documents.registry import KINDS

TEMPLATES = Path(__file__).parents[1] / "templates"
LANGUAGES = {"": CHINESE, ".en": ENGLISH}
STARTS = (
    (r"#### ", "Heading3"),
    (r"### ", "Heading2"),
    (r"## ", "Heading1"),
    (r"\*\*", "Draft"),
    (r"{{ addressee }}", "Addressee"),
    (r"(附件：|Attachments?: )1\.", "AttachmentFirst"),
    (r"附件：|Attachment: ", "AttachmentNote"),
    (r"{{ signer }}", "Signer"),
    (r"{{ date }}", "Date"),
    (r"{{ head }}", "Head"),
    (r"抄送：|Copies to: ", "Copies"),
    (r"{{ issued_by }}|Issued by", "Issued"),
)
DOCUMENT_NUMBER = "{{ document }}"
NUMBER_STYLES = (
    ('{%p if red_head == "printed" %}', "RedHeadNumber"),
    ('{%p elif red_head == "space" %}', "PrintedHeadNumber"),
    ("{%p else %}", "DocumentNumber"),
)
"""Each head needs another room above the number of the document."""
FOOT = "\n{% if copies %}\n"
"""Where the foot (版记) begins, which ends every document that has one."""
FOOT_STYLES = {
    "Copies": (("{%p if issued_by %}", "Copies"), ("{%p else %}", "FootAlone")),
    "Issued": (("{%p if copies %}", "Issued"), ("{%p else %}", "FootAlone")),
}
"""A line of the foot that stands alone has both thick lines."""
LEAD = re.compile(r"[：:](?:{% endif \+?%})?$")
"""A line that says what follows keeps to its page: `….如下：`, whatever else it says where nothing follows."""
NEXT_ATTACHMENT = r"\d+\.\S"
CELL = r"(?:{% if (?P<condition>.+?) %})?(?P<words>(?:{{.*?}}|[^|])*)\|(?P<end>{% endif %})?"
FORMULA = re.compile(r"特此|以上汇报|联系人：|For information|Submitted|Contact: ")
END_OF_TEXT = {"AttachmentNote", "AttachmentFirst", "Signer"}
Line = tuple[str, str]
"""A paragraph: its style and its words."""


def pieces(markdown: str, *, sealed: bool) -> Iterator[str]:
    """Dress a Markdown template: its text, its attachments, its foot."""
    said, footed, under = markdown.partition(FOOT)
    text, *attachments = said.split("\n---\n")
    for style, words in closed([each for line in text.splitlines() if line for each in laid_out(line)]):
        yield paragraph(f"Sealed{style}" if sealed and style in {"Signer", "Date"} else style, words)
    for attachment in attachments:
        yield from attached(attachment)
    if footed:
        lines = [each for line in f"{footed}{under}".splitlines() if line for each in laid_out(line)]
        yield from only_if("copies or issued_by", foot(*(paragraph(*each) for each in lines)))


def laid_out(line: str) -> Iterator[Line]:
    """Yield the paragraphs of a line: some in several ways, each under its condition, others as they are."""
    style, words = dressed(line)
    ways = NUMBER_STYLES if line == DOCUMENT_NUMBER else FOOT_STYLES.get(style, ())
    if not ways:
        yield style, words
        return
    for condition, way in ways:
        yield "Body", condition
        yield way, words
    yield "Body", "{%p endif %}"


def dressed(line: str) -> Line:
    """Return the paragraph for a line of the text."""
    if heading := re.fullmatch(r"# {{ (\w+) }}", line):
        return "Title", broken(heading[1])
    if re.fullmatch(r"{%[^{}]*%}", line):
        return "Body", line.replace("{%", "{%p", 1)
    style = next((style for start, style in STARTS if re.match(start, line)), "Lead" if LEAD.search(line) else "Body")
    return style, line.strip("#* ").replace("　", "\t")


def closed(lines: list[Line]) -> Iterator[Line]:
    """Keep the last paragraph of the text with the signature; name what follows the first attachment and the date.

    A formula or a line that names the contact is no text: the two paragraphs before it are kept too, and what stands
    before those that may be left out. Of a list only the last line is: all of them together may fill a page.
    """
    styles = [style for style, _ in lines]
    end = next((index for index, style in enumerate(styles) if style in END_OF_TEXT), len(lines))
    said = [index for index, (_, words) in enumerate(lines[:end]) if not words.startswith("{%p")]
    last = said[-1:]
    if said and FORMULA.match(lines[said[-1]][1]):
        certain = max((at for at, index in enumerate(said[:-1]) if is_certain(lines[:index])), default=0)
        last = said[min(certain, max(len(said) - 3, 0)) :]
    for index, (style, words) in enumerate(lines):
        if index in last and style == "Body":
            yield from last_of_list(words) if is_listed(lines[:index]) else [("Closing", words)]
        elif index > end and style == "Body" and re.match(NEXT_ATTACHMENT, words):
            yield "AttachmentNext", words
        elif index > end and style == "Body" and words.startswith(("（", "(")):
            yield "Remark", words
        else:
            yield style, words


def last_of_list(words: str) -> Iterator[Line]:
    """Keep a line with what comes after it where it is the last one of its list."""
    yield "Body", "{%p if loop.last %}"
    yield "Closing", words
    yield "Body", "{%p else %}"
    yield "Body", words
    yield "Body", "{%p endif %}"


def is_listed(before: list[Line]) -> bool:
    """Tell whether a paragraph is written for each line of a list: a loop before it is still open."""
    opened = sum(words.startswith("{%p for") for _, words in before)
    return opened > sum(words.startswith("{%p endfor") for _, words in before)


def is_certain(before: list[Line]) -> bool:
    """Tell whether a paragraph stands whatever the facts: no condition or loop before it is still open."""
    opened = sum(words.startswith(("{%p if", "{%p for")) for _, words in before)
    return opened == sum(words.startswith("{%p end") for _, words in before)


def is_sheet(markdown: str) -> bool:
    """Tell whether an attachment is a sheet for one reader, titled as the document; its pages have no number."""
    return "# {{ title }}" in markdown.partition("\n---\n")[2]


def attached(markdown: str) -> Iterator[str]:
    """Dress the page of an attachment: its mark in the first line, its title, its tables, what is said around them.

    A sheet for one reader has smaller text, so that it is one page.
    """
    mark, *lines = [line for line in markdown.splitlines() if line]
    yield paragraph("AttachmentMark", mark)
    sheet = {"Title": "SheetTitle", "Body": "SheetBody"} if "# {{ title }}" in lines else {"Title": "AttachmentTitle"}
    rows = [line for line in lines if line.startswith("|")]
    start, end = (lines.index(rows[0]), lines.index(rows[-1]) + 2) if rows else (len(lines), len(lines))
    for line in lines[:start]:
        style, words = dressed(line)
        note = style == "Body" and words.startswith(("（", "("))
        yield paragraph("TableNote" if note else sheet.get(style, style), words)
    if rows:
        yield listed(lines[start:end])
    for line in lines[end:]:
        style, words = dressed(line)
        yield paragraph(sheet.get(style, style), words)


def listed(lines: list[str]) -> str:
    """Return the table of five lines: heads, dashes, the beginning of the loop, cells, its end."""
    heads, dashes, each, row, _ = lines
    columns = [
        Column(head, cell, dash.count("-"), centred=dash.endswith(":"), only_if=condition)
        for (head, condition), (dash, _), (cell, _) in zip(cells(heads), cells(dashes), cells(row), strict=True)
    ]
    return table(each.removeprefix("{% for ").removesuffix(" %}"), *columns)


def cells(row: str) -> Iterator[tuple[str, str]]:
    """Yield the cells of a row, each with the condition that it stands under, if there is one."""
    condition = ""
    for cell in re.finditer(CELL, row.removeprefix("|")):
        condition = cell["condition"] or condition
        yield cell["words"].strip(), condition
        condition = "" if cell["end"] else condition


def make(folder: Path) -> None:
    """Make the templates in a folder."""
    for kind in KINDS.values():
        for suffix, language in LANGUAGES.items():
            name = f"{kind.stem}{suffix}"
            markdown = (TEMPLATES / f"{name}.md.j2").read_text(encoding="utf-8")
            made = document(pieces(markdown, sealed=kind.sealed), language, numbered=not is_sheet(markdown))
            (folder / f"{name}.docx").write_bytes(made)
    for stem, pieces_of in FORMS.items():
        for suffix, language in LANGUAGES.items():
            made = form(pieces_of(language), language)
            (folder / f"{stem}{suffix}.docx").write_bytes(made)


if __name__ == "__main__":
    make(TEMPLATES)
