"""GB/T 9704-2012 党政机关公文格式 as parts of a Word document: the page, the styles, the page number, the table.

Every number of the layout stands here once. Lengths are in twentieths of a point, sizes of type in half points.
"""

from typing import NamedTuple
from xml.sax.saxutils import escape

from starrating.files.notices.word import CHARACTER, DATE_STYLES, SIGNER_STYLES, TEXT_WIDTH

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CHINESE = "zh-CN"

LINE, TITLE_LINE, TABLE_LINE, NUMBER_LINE = 579, 700, 400, 280
TITLE_SIZE, BODY_SIZE, NUMBER_SIZE, CELL_SIZE = 44, 32, 28, 24
ROW_HEIGHT = 480
FILLING = -5
"""Spacing between characters that puts 28 of 16 pt into a line of 156 mm."""
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1446" w:gutter="0"/>'
    f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
)
SETTINGS = (
    f'<w:settings {W}><w:defaultTabStop w:val="{2 * CHARACTER}"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


class Typeface(NamedTuple):
    """The fonts of a language: title, body, first and second headings, page number."""

    title: str
    body: str
    first: str
    second: str
    number: str


FONTS = {
    CHINESE: Typeface("方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"),
    "en-US": Typeface(*["Times New Roman"] * 5),
}


class Style(NamedTuple):
    """A kind of paragraph; its indents count characters.

    `together` keeps it on the page of the next paragraph, `page` begins a page with it.
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
    before: int = 0
    after: int = 0
    outline: int | None = None
    together: bool = False
    page: bool = False

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
        return breaks + "".join(f'<w:{name} w:val="0"/>' for name in off)

    def _place(self) -> str:
        sides = {"left": self.left, "firstLine": self.first, "hanging": self.hanging}
        given = "".join(f' w:{side}="{n * CHARACTER}" w:{side}Chars="{n * 100}"' for side, n in sides.items() if n)
        indents = f"<w:ind{given}/>" if given else ""
        outline = "" if self.outline is None else f'<w:outlineLvl w:val="{self.outline}"/>'
        return (
            f'<w:spacing w:before="{self.before}" w:after="{self.after}" w:line="{self.line}" w:lineRule="exact"/>'
            f'{indents}<w:jc w:val="{self.align}"/>{outline}'
        )

    def _type(self, language: str) -> str:
        spacing = FILLING if language == CHINESE and self.size == BODY_SIZE else 0
        size = f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>'
        return f'{font(self.font)}<w:color w:val="000000"/><w:spacing w:val="{spacing}"/>{size}'


def styles(language: str) -> tuple[Style, ...]:
    """Return the kinds of paragraphs of a notice."""
    face = FONTS[language]
    title = Style("Title", "公文标题", face.title, TITLE_SIZE, TITLE_LINE, "center", outline=0, together=True)
    cell = Style("TableCell", "表格文字", face.body, CELL_SIZE, TABLE_LINE, "left")
    return (
        Style("Normal", "Normal", face.body),
        Style("Draft", "送审稿", face.first, TITLE_SIZE, TITLE_LINE, "right", after=LINE),
        title._replace(after=LINE),
        Style("Addressee", "主送机关", face.body, together=True),
        Style("Body", "公文正文", face.body, first=2),
        Style("Heading1", "一级标题", face.first, align="left", first=2, outline=1, together=True),
        Style("Heading2", "二级标题", face.second, align="left", first=2, outline=2, together=True),
        Style("Closing", "结语", face.body, first=2, together=True),
        Style("AttachmentNote", "附件说明", face.body, left=5, hanging=3, before=LINE, together=True),
        Style("Signer", SIGNER_STYLES[0], face.body, align="right", before=LINE, together=True),
        Style("Date", DATE_STYLES[0], face.body, align="right"),
        Style("AttachmentMark", "附件标识", face.first, align="left", page=True, together=True),
        title._replace(id="AttachmentTitle", name="附件标题", before=LINE),
        cell._replace(id="TableNote", name="表注", line=LINE, align="center", together=True),
        cell._replace(id="TableHead", name="表头", font=face.first, align="center", together=True),
        cell,
        cell._replace(id="TableCentred", name="表格居中", align="center"),
        cell._replace(id="TableEnd", name="表后", size=2, line=20),
        Style("Number", "页码", face.number, NUMBER_SIZE, NUMBER_LINE, "right"),
    )


def style_sheet(language: str) -> str:
    """Return the styles and the defaults below them."""
    speech = f'<w:lang w:val="en-US" w:eastAsia="{language}"/>'
    default = f"<w:rPrDefault><w:rPr>{font(FONTS[language].body)}{speech}</w:rPr></w:rPrDefault>"
    named = "".join(style.xml(language) for style in styles(language))
    return f"<w:styles {W}><w:docDefaults>{default}</w:docDefaults>{named}</w:styles>"


def font(name: str) -> str:
    """Name a font for every script; quotation marks would come in a Latin font otherwise."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def paragraph(style: str, words: str) -> str:
    """Return a paragraph of one run."""
    run = f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def footer(side: str) -> str:
    """Return a page number between dashes, one character in from the outer side."""
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    dash = "<w:r><w:t>—</w:t></w:r>"
    place = f'<w:ind w:{side}="{NUMBER_LINE}" w:{side}Chars="100"/><w:jc w:val="{side}"/>'
    return f'<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Number"/>{place}</w:pPr>{dash}{field}{dash}</w:p></w:ftr>'


def table(widths: list[int], rows: list[str]) -> str:
    """Return a table with lines all round, as wide as the text."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    properties = (
        f'<w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(widths: list[int], styles: list[str], words: list[str], *, head: bool = False) -> str:
    """Return a row that no page break splits; a head stands again on every page."""
    height = f'<w:trHeight w:val="{ROW_HEIGHT}" w:hRule="atLeast"/>'
    middle = '<w:vAlign w:val="center"/>'
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{middle}</w:tcPr>{paragraph(style, text)}</w:tc>'
        for width, style, text in zip(widths, styles, words, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{'<w:tblHeader/>' * head}</w:trPr>{cells}</w:tr>"
