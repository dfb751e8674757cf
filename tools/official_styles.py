"""The kinds of paragraphs of an official document (GB/T 9704-2012) as styles of Word.

A paragraph of a template has a style and nothing of its own; so an office changes a style, not paragraphs.
"""

from collections.abc import Iterable
from typing import NamedTuple

from word_package import W

from starrating.documents.gb9704 import (
    BODY_SIZE,
    CELL_SIZE,
    CHARACTER,
    CHINESE,
    FOOT_LINE,
    LINE,
    NUMBER_LINE,
    NUMBER_SIZE,
    SCALE,
    SMALL_CELL_SIZE,
    TABLE_LINE,
    TEXT_WIDTH,
    TITLE_LINE,
    TITLE_SIZE,
    TYPEFACES,
)
from starrating.documents.rendering.word import RULES

ROOM_FOR_SEAL = 3 * LINE
HEAD_TOP, HEAD_SIZE, HEAD_LINE = 1984, 88, 1240
"""The upper edge of a red head (发文机关标志) lies 35 mm below that of the type area; its size follows its length."""
SHEET_LINE, SHEET_CELL_LINE, SHEET_CELL_SIZE, SHEET_GAP = 380, 280, 18, 50
"""Lines of a sheet for one reader, in type of 12 pt, and of its table, in type of 9 pt; the white around its text."""
THICK, THIN, FOOT = 8, 6, NUMBER_SIZE * 10
"""Lines of the foot (版记) in eighths of a point, 0.35 and 0.25 mm (7.4.1), and the width of a character in it."""


class Style(NamedTuple):
    """A kind of paragraph; its indents count characters, `inset` is in from left and right in twentieths of a point.

    `together` keeps it on the page of the next paragraph, `page` begins a page with it, `hidden` gives it no room: what
    has to follow a table must not begin a page. Only Latin type is ever bold: Chinese headings differ by their face.
    A `foot` begins and ends a character in, with a tab at its other end. `borders` are sides
    with the width of their line in eighths of a point and its distance in points; of a `red` style they, or else the
    words, are red.
    """

    id: str
    name: str
    font: str
    size: int = BODY_SIZE
    line: int = LINE
    align: str = "both"
    first: int = 0
    left: int = 0
    hanging: int = 0
    inset: tuple[int, int] = (0, 0)
    before: int = 0
    after: int = 0
    outline: int | None = None
    together: bool = False
    page: bool = False
    bold: bool = False
    hidden: bool = False
    red: bool = False
    foot: bool = False
    borders: tuple[tuple[str, int, int], ...] = ()

    def xml(self, language: str) -> str:
        """Return the style's definition; Word wants the elements in this order."""
        name = self.name if language == CHINESE or self.id == "Normal" else f"Notice {self.id}"
        kind = ' w:default="1"' if self.id == "Normal" else ' w:customStyle="1"'
        based = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        return (
            f'<w:style w:type="paragraph"{kind} w:styleId="{self.id}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
            f"<w:pPr>{self._flow()}{self._place()}</w:pPr><w:rPr>{self._type(language)}</w:rPr></w:style>"
        )

    def _flow(self) -> str:
        """How it breaks; lines that do not have the height of the body's do not keep to its grid."""
        breaks = "<w:keepNext/>" * self.together + "<w:pageBreakBefore/>" * self.page
        off = ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN", *["snapToGrid"] * (self.line != LINE))
        first, *others = (f'<w:{name} w:val="0"/>' for name in off)
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - FOOT}"/></w:tabs>' if self.foot else ""
        return f"{breaks}{first}{self._borders()}{tab}{''.join(others)}"

    def _borders(self) -> str:
        lines = "".join(
            f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{self._colour()}"/>'
            for side, width, space in self.borders
        )
        return f"<w:pBdr>{lines}</w:pBdr>" if lines else ""

    def _colour(self) -> str:
        return "FF0000" if self.red else "000000"

    def _place(self) -> str:
        outline = "" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>'
        return (
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="{self.line}" w:lineRule="exact"/>'
            f'{self._indents()}<w:jc w:val="{self.align}"/>{outline}'
        )

    def _indents(self) -> str:
        if self.foot:
            return f'<w:ind w:left="{(1 + self.hanging) * FOOT}" w:right="{FOOT}" w:hanging="{self.hanging * FOOT}"/>'
        sides = {"left": self.left, "firstLine": self.first, "hanging": self.hanging}
        given = "".join(f' w:{side}="{n * CHARACTER}" w:{side}Chars="{n * 100}"' for side, n in sides.items() if n)
        given += "".join(f' w:{side}="{n}"' for side, n in zip(("left", "right"), self.inset, strict=True) if n)
        return f"<w:ind{given}/>" if given else ""

    def _type(self, language: str) -> str:
        scale = SCALE if language == CHINESE and self.size == BODY_SIZE else 100
        bold = "<w:b/>" if self.bold and language != CHINESE else ""
        size = f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>'
        bold += "<w:vanish/>" * self.hidden
        colour = "FF0000" if self.red and not self.borders else "000000"
        return f'{fonts(self.font, language)}{bold}<w:color w:val="{colour}"/><w:w w:val="{scale}"/>{size}'


def styles(language: str) -> tuple[Style, ...]:
    """Return the kinds of paragraphs of the documents in a language."""
    face = TYPEFACES[language]
    title = Style(
        "Title", "公文标题", face.title, TITLE_SIZE, TITLE_LINE, "center", outline=0, together=True, bold=True
    )
    heading = Style("Heading1", "一级标题", face.first, align="left", first=2, outline=1, together=True, bold=True)
    note = Style("AttachmentNote", "附件说明", face.body, left=5, hanging=3, before=LINE, together=True)
    cell = Style("TableCell", "表格文字", face.body, CELL_SIZE, TABLE_LINE, "left")
    small = cell._replace(id="TableSmall", name="表格小字", size=SMALL_CELL_SIZE)
    sheet = cell._replace(id="TableSheet", name="单页表格", size=SHEET_CELL_SIZE, line=SHEET_CELL_LINE)
    head = Style("TableHead", "表头", face.first, CELL_SIZE, TABLE_LINE, "center", together=True, bold=True)
    number = Style("Number", "页码", face.number, NUMBER_SIZE, NUMBER_LINE, "right", inset=(0, NUMBER_SIZE * 10))
    return (
        Style("Normal", "Normal", face.body),
        Style("Draft", "送审稿", face.first, TITLE_SIZE, TITLE_LINE, "right", after=LINE),
        *_heads(face.title, face.body),
        title._replace(after=LINE),
        Style("Addressee", "主送机关", face.body, together=True),
        Style("Body", "公文正文", face.body, first=2),
        heading,
        heading._replace(id="Heading2", name="二级标题", font=face.second, outline=2),
        heading._replace(id="Heading3", name="三级标题", font=face.body, outline=3, bold=False),
        Style("Lead", "引语", face.body, first=2, together=True),
        Style("Closing", "结语", face.body, first=2, together=True),
        note,
        note._replace(id="AttachmentFirst", name="附件说明（首项）", left=6, hanging=4),
        note._replace(id="AttachmentNext", name="附件说明（续项）", left=6, hanging=1, before=0),
        *_signatures(face.body),
        Style("Remark", "附注", face.body, first=2),
        *_feet(face.body),
        Style("AttachmentMark", "附件标识", face.first, align="left", page=True, together=True, bold=True),
        title._replace(id="AttachmentTitle", name="附件标题", before=LINE, after=LINE // 3),
        title._replace(id="SheetTitle", name="单页标题", after=LINE // 3),
        Style("SheetBody", "单页正文", face.body, CELL_SIZE, SHEET_LINE, first=2, before=SHEET_GAP, after=SHEET_GAP),
        sheet,
        sheet._replace(id="TableSheetCentred", name="单页表格居中", align="center"),
        head._replace(id="TableSheetHead", name="单页表头", size=SHEET_CELL_SIZE, line=SHEET_CELL_LINE),
        cell._replace(id="TableNote", name="表注", line=LINE, align="center", together=True),
        head,
        head._replace(id="TableSmallHead", name="表头小字", size=SMALL_CELL_SIZE),
        cell,
        cell._replace(id="TableCentred", name="表格居中", align="center"),
        small,
        small._replace(id="TableSmallCentred", name="表格小字居中", align="center"),
        cell._replace(id="TableEnd", name="表后", size=2, line=20, hidden=True),
        number,
        number._replace(id="NumberEven", name="页码（双页）", align="left", inset=(NUMBER_SIZE * 10, 0)),
    )


def form_styles(language: str) -> tuple[Style, ...]:
    """Return the further kinds of paragraphs that forms have."""
    face = TYPEFACES[language]
    cell = Style("TableSigned", "表格签署", face.body, CELL_SIZE, TABLE_LINE, "left")
    title = Style(
        "FormTitle", "表单标题", face.title, TITLE_SIZE, TITLE_LINE, "center", after=LINE // 2, page=True, bold=True
    )
    return (
        cell,
        title._replace(after=LINE // 2, together=True),
        cell._replace(id="FormLine", name="表单说明", line=LINE, align="left", together=True),
        cell._replace(id="FormSigned", name="表单签署", line=LINE, before=LINE // 2),
    )


def _heads(title: str, body: str) -> tuple[Style, ...]:
    """Return the red head and the number of the document (发文字号), which has the room that its head needs."""
    number = Style("DocumentNumber", "发文字号", body, align="center", after=LINE, together=True)
    head = Style(
        "Head", "发文机关标志", title, HEAD_SIZE, HEAD_LINE, "center", before=HEAD_TOP, together=True, red=True
    )
    line = (("bottom", THICK, 11),)
    return (
        head,
        number,
        number._replace(id="PrintedHeadNumber", name="发文字号（套红）", before=HEAD_TOP + HEAD_LINE + 2 * LINE),
        number._replace(
            id="RedHeadNumber", name="发文字号（红头）", before=2 * LINE, after=2 * LINE, red=True, borders=line
        ),
    )


def _feet(font: str) -> tuple[Style, ...]:
    """Return whom copies go to and who printed the document (版记), alone or together, and where they are anchored."""
    copies = Style("Copies", "抄送", font, NUMBER_SIZE, FOOT_LINE, "left", hanging=3, foot=True, together=True)
    top, bottom = ("top", THICK, 1), ("bottom", THICK, 1)
    return (
        Style("Foot", "版记", font, size=2, line=20, align="left"),
        copies._replace(borders=(top, ("bottom", THIN, 1))),
        copies._replace(id="Issued", name="印发", hanging=0, borders=(bottom,)),
        copies._replace(id="FootAlone", name="版记（单行）", borders=(top, bottom)),
    )


def _signatures(font: str) -> tuple[Style, ...]:
    """Return signer and date, without a seal one line below the text, under a seal with the room that it needs.

    Their indents depend on their length and are set in the finished document, by these styles.
    """
    bare, sealed = RULES
    signer = Style("Signer", bare.signer[0], font, align="right", before=LINE, together=True)
    date = Style("Date", bare.date[0], font, align="right")
    return (
        signer,
        date,
        signer._replace(id="SealedSigner", name=sealed.signer[0], before=ROOM_FOR_SEAL),
        date._replace(id="SealedDate", name=sealed.date[0]),
    )


def style_sheet(language: str, more: Iterable[Style] = ()) -> str:
    """Return the styles, with more of them if need be, and the defaults below them."""
    speech = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    default = f"<w:rPrDefault><w:rPr>{fonts(TYPEFACES[language].body, language)}{speech}</w:rPr></w:rPrDefault>"
    named = "".join(style.xml(language) for style in (*styles(language), *more))
    return f"<w:styles {W}><w:docDefaults>{default}</w:docDefaults>{named}</w:styles>"


def fonts(name: str, language: str) -> str:
    """Name a font for every script; the hint lets Chinese quotation marks and dashes come in a Chinese font."""
    chinese = TYPEFACES[language].chinese or name
    return f'<w:rFonts{hint(language)} w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{chinese}" w:cs="{name}"/>'


def hint(language: str) -> str:
    """Return the attribute that says of which script a mark is that both have, such as a quotation mark."""
    return ' w:hint="eastAsia"' if language == CHINESE else ""
