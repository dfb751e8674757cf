"""The pieces that Word templates of official documents are made of (GB/T 9704-2012), and the document around them.

A new kind of document needs none of this by hand: `make_templates.py` dresses its Markdown template. A form that no
Markdown can say is put together from the pieces, in the order they stand on the page:

    document(
        [
            draft_mark(),
            title("title"),                                        # the fields title and title_lines
            addressee("{{ addressee }}："),
            heading(1, "一、总体情况"),
            body("参评{{ subject }}{{ rated }}个。"),
            *loop("group in groups", heading(2, "{{ group.title }}"), body("{{ group.branches | join('、') }}。")),
            *only_if("not_rated", body("未评定：{{ not_rated | join('、') }}。")),
            closing("特此通报。"),                                  # stays with what follows
            attachment_notes("附件：", "{{ attachment }}"),
            signature(seal=True),                                  # the fields signer and date
            attachment_page("附件", "attachment"),                 # the fields attachment and attachment_lines
            table_note("（{{ order_note }}）"),
            table(
                "row in rows",
                Column("序号", "{{ row.number }}", 2, centred=True),
                Column("党支部", "{{ row.branch }}", 8),
                Column("单位", "{{ row.unit }}", 6, only_if="with_units"),
            ),
        ],
        CHINESE,
    )

Each piece is a paragraph or more in a named style of `official_styles.py`; words are template text, never markup.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape

from official_styles import form_styles, style_sheet
from word_package import FOOTERS, W, packed

from starrating.documents.gb9704 import CELL_MARGIN, CHARACTER, EMU, FOOT_LINE, LINE, MARGINS, PAGE, ROW, TEXT_WIDTH

MOST_WIDE_COLUMNS, NAMES = 6, 3
"""A table with more columns has smaller type, and so has one of names alone."""
_PAGE = (
    f'<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
    f'<w:pgMar w:top="{MARGINS.top}" w:right="{MARGINS.right}" w:bottom="{MARGINS.bottom}" w:left="{MARGINS.left}" '
    f'w:header="851" w:footer="{MARGINS.footer}" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
)
_SETTINGS = (
    f'<w:settings {W}><w:defaultTabStop w:val="{2 * CHARACTER}"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, the template of its cells, its share of the width.

    With `only_if` it is left out, and the others share its width, unless that field says something.
    """

    head: str
    cell: str
    width: int
    centred: bool = False
    only_if: str = ""


def document(pieces: Iterable[str], language: str, *, numbered: bool = True) -> bytes:
    """Return the Word document of the pieces, page numbers outside if any; equal pieces give equal bytes."""
    return _document(pieces, f"{FOOTERS if numbered else ''}{_PAGE}", style_sheet(language))


def form(pieces: Iterable[str], language: str) -> bytes:
    """Return the Word document of a form, which has more styles."""
    return _document(pieces, f"{FOOTERS}{_PAGE}", style_sheet(language, form_styles(language)))


def _document(pieces: Iterable[str], page: str, style_sheet: str) -> bytes:
    text = f"{''.join(pieces)}<w:sectPr>{page}</w:sectPr>"
    return packed(text, style_sheet, _SETTINGS, (_footer("Number"), _footer("NumberEven")))


def paragraph(style: str, words: str) -> str:
    """Return a paragraph of one run."""
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in words.split("\t"))
    run = f"<w:r>{'<w:tab/>'.join(parts)}</w:r>" if words else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def title(field: str = "title") -> str:
    """Return the title, broken as the field of the same name with `_lines` says."""
    return paragraph("Title", broken(field))


def draft_mark(field: str = "draft_mark") -> str:
    """Return the mark of a document that is not final yet, above the title."""
    return "".join(only_if(field, paragraph("Draft", f"{{{{ {field} }}}}")))


def addressee(words: str) -> str:
    """Return whom the document is for, flush left."""
    return paragraph("Addressee", words)


def body(words: str) -> str:
    """Return a paragraph of the text."""
    return paragraph("Body", words)


def closing(words: str) -> str:
    """Return the last paragraph of the text; it stays on the page of the signature."""
    return paragraph("Closing", words)


def heading(level: int, words: str) -> str:
    """Return a heading of level 1 (一、), 2 (（一）) or 3 (1.)."""
    return paragraph(f"Heading{level}", words)


def loop(each: str, *pieces: str) -> tuple[str, ...]:
    """Repeat pieces: `each` is `group in groups`."""
    return paragraph("Body", f"{{%p for {each} %}}"), *pieces, paragraph("Body", "{%p endfor %}")


def only_if(condition: str, *pieces: str) -> tuple[str, ...]:
    """Leave pieces out unless a condition holds."""
    return paragraph("Body", f"{{%p if {condition} %}}"), *pieces, paragraph("Body", "{%p endif %}")


def attachment_notes(mark: str, *names: str) -> str:
    """Return the list of attachments under the text; several are numbered, and break under their own names."""
    if len(names) == 1:
        return paragraph("AttachmentNote", f"{mark}{names[0]}")
    styles = ["AttachmentFirst", *["AttachmentNext"] * (len(names) - 1)]
    marks = [mark, *[""] * (len(names) - 1)]
    listed = enumerate(zip(styles, marks, names, strict=True), start=1)
    return "".join(paragraph(style, f"{before}{number}.{name}") for number, (style, before, name) in listed)


def signature(signer: str = "{{ signer }}", date: str = "{{ date }}", *, seal: bool) -> str:
    """Return signer and date; the style says whether a seal comes upon them, the indents are set when filled in."""
    sealed = "Sealed" if seal else ""
    return paragraph(f"{sealed}Signer", signer) + paragraph(f"{sealed}Date", date)


def foot(*pieces: str) -> str:
    """Return the foot (版记): a frame at the lower edge of the type area, on the page where the document ends.

    Its height is set when it is filled in. LibreOffice has no such place for paragraphs of their own, nor for a table.
    """
    size = f'cx="{TEXT_WIDTH * EMU}" cy="{2 * FOOT_LINE * EMU}"'
    placed = "".join(
        f'<wp:position{axis} relativeFrom="margin"><wp:align>{align}</wp:align></wp:position{axis}>'
        for axis, align in (("H", "center"), ("V", "bottom"))
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Foot"/></w:pPr><w:r><w:drawing {_DRAWING}><wp:anchor distT="0" distB="0" '
        'distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" '
        f'allowOverlap="0"><wp:simplePos x="0" y="0"/>{placed}<wp:extent {size}/>'
        '<wp:wrapTopAndBottom/><wp:docPr id="1" name="版记"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{''.join(pieces)}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:spAutoFit/></wps:bodyPr></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def remark(words: str) -> str:
    """Return a remark (附注) in the line below the date; the parentheses belong to the words."""
    return paragraph("Remark", words)


def attachment_page(mark: str, field: str) -> str:
    """Begin the page of an attachment: its mark in line 1, its title in line 3."""
    return paragraph("AttachmentMark", mark) + paragraph("AttachmentTitle", broken(field))


def table_note(words: str) -> str:
    """Return a line above a table, on the page of its head."""
    return paragraph("TableNote", words)


def table(each: str, *columns: Column) -> str:
    """Return a table of a head that stands again on every page and a row for `each` (`row in rows`).

    Word has no row that a condition leaves a cell out of, so a condition makes two tables, one of which is taken.
    """
    conditions = [column.only_if for column in columns if column.only_if]
    if not conditions:
        return _table(each, columns) + paragraph("TableEnd", "")
    asked = conditions[0]
    shown = [_always(column) if column.only_if == asked else column for column in columns]
    return "".join(
        (
            paragraph("Body", f"{{%p if {asked} %}}"),
            table(each, *shown),
            paragraph("Body", "{%p else %}"),
            table(each, *_without(asked, columns)),
            paragraph("Body", "{%p endif %}"),
        )
    )


def grid(widths: Sequence[int], rows: Iterable[tuple[int, Sequence[tuple[str, int, str]]]]) -> str:
    """Return the table of a form: rows of a height, of cells of words, the number of columns they span, and a style."""
    shared = _shares(widths)
    made = "".join(_spanning(shared, height, cells) for height, cells in rows)
    return f"<w:tbl>{_lines()}<w:tblGrid>{_grid(shared)}</w:tblGrid>{made}</w:tbl>{paragraph('TableEnd', '')}"


def _spanning(widths: Sequence[int], height: int, cells: Sequence[tuple[str, int, str]]) -> str:
    made, at = [], 0
    for words, span, style in cells:
        width = sum(widths[at : at + span])
        spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        signed = "bottom" if style == "TableSigned" else "center"
        look = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:vAlign w:val="{signed}"/></w:tcPr>'
        lines = "".join(paragraph(style, line) for line in words.split("\n"))
        made.append(f"<w:tc>{look}{lines}</w:tc>")
        at += span
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>{"".join(made)}</w:tr>'
    )


def _always(column: Column) -> Column:
    return Column(column.head, column.cell, column.width, column.centred)


def _without(asked: str, columns: Sequence[Column]) -> list[Column]:
    """Leave out the columns of a condition."""
    return [column for column in columns if column.only_if != asked]


def _table(each: str, columns: Sequence[Column]) -> str:
    """Return a table as wide as the text; the rows that only hold a tag have all cells, as Word wants them.

    A list in two halves, side by side, is that of a sheet for one reader: smaller still, with low rows.
    """
    heads = [column.head for column in columns]
    of_names = len(columns) == NAMES and len(set(heads)) == 1
    of_halves = len(set(heads)) > 1 and heads[: len(heads) // 2] == heads[len(heads) // 2 :]
    size = "Sheet" if of_halves else "Small" if of_names or len(columns) > MOST_WIDE_COLUMNS else ""
    height = 0 if of_halves else ROW
    plain, centred = f"Table{size or 'Cell'}", f"Table{size}Centred"
    styles = [centred if column.centred else plain for column in columns]
    widths = _widths(columns)
    empty = [""] * (len(columns) - 1)
    rows = (
        _row(widths, [f"Table{size}Head"] * len(columns), heads, height, head=True),
        _row(widths, styles, [f"{{%tr for {each} %}}", *empty]),
        _row(widths, styles, [column.cell for column in columns], height),
        _row(widths, styles, ["{%tr endfor %}", *empty]),
    )
    return f"<w:tbl>{_lines()}<w:tblGrid>{_grid(widths)}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _widths(columns: Sequence[Column]) -> list[int]:
    return _shares([column.width for column in columns])


def _shares(widths: Sequence[int]) -> list[int]:
    """Share the width of the text among columns, to the last twentieth of a point."""
    whole = sum(widths)
    edges = [TEXT_WIDTH * edge // whole for edge in accumulate(widths, initial=0)]
    return [right - left for left, right in pairwise(edges)]


def _lines() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    margins = "".join(f'<w:{side} w:w="{CELL_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _grid(widths: Sequence[int]) -> str:
    return "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)


def _row(
    widths: Sequence[int], styles: Sequence[str], words: Sequence[str], height: int = ROW, *, head: bool = False
) -> str:
    """Return a row that no page break splits, at least of a height, or else as low as its words."""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    middle = '<w:vAlign w:val="center"/>'
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{middle}</w:tcPr>{paragraph(style, text)}</w:tc>'
        for width, style, text in zip(widths, styles, words, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{least}{'<w:tblHeader/>' * head}</w:trPr>{cells}</w:tr>"


def broken(field: str) -> str:
    """Return a title in the lines that the field with `_lines` has for it."""
    return f'{{{{ {field}_lines | join("\\n") }}}}'


def _footer(style: str) -> str:
    """Return a page number between dashes."""
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    dash = "<w:r><w:t>—</w:t></w:r>"
    return f'<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{dash}{field}{dash}</w:p></w:ftr>'
