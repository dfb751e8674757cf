"""GB/T 9704-2012 党政机关公文格式 in numbers: the page, the line, the sizes of type, the fonts.

Every number of the layout stands here once: the templates are made of them, and the templates of an office are held
against them. Lengths are in twentieths of a point, sizes of type in half points, as Word writes them.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Margins(NamedTuple):
    """The white around the type area, and how far the page number stands from the lower edge."""

    top: int
    right: int
    bottom: int
    left: int
    footer: int


PAGE = (11906, 16838)
"""A4: 210 by 297 mm."""
MARGINS = Margins(top=2098, right=1474, bottom=1984, left=1587, footer=1446)
"""37, 26, 35, 28 mm (5.2.1); the footer puts the dashes of the page number 7 mm below the type area (7.5)."""
TEXT_WIDTH = 8844
"""Width of the type area, 156 mm."""
TEXT_HEIGHT = 12756
"""Height of the type area, 225 mm."""
LINES = 22
"""Lines of a full page (5.2.3)."""
LINE, TITLE_LINE, TABLE_LINE, NUMBER_LINE = 579, 700, 340, 280
TITLE_SIZE, BODY_SIZE, NUMBER_SIZE, CELL_SIZE, SMALL_CELL_SIZE = 44, 32, 28, 24, 21
FILLING = -5
"""Spacing between characters that puts 28 of 16 pt into a line of 156 mm."""
ROW, LEAST_ROW = 480, 350
"""Heights of the rows of an attached list: usually, and where that saves a page."""
CHARACTER, SET_CHARACTER = 320, 315
"""Width of a character (字) of 16 pt, and as it is set with `FILLING`."""


class Typeface(NamedTuple):
    """The fonts of a language: title, body, first and second headings, page number; then that of Chinese in it."""

    title: str
    body: str
    first: str
    second: str
    number: str
    chinese: str | None = None


CHINESE, ENGLISH = "zh-CN", "en-US"
_TIMES = "Times New Roman"
TYPEFACES: Mapping[str, Typeface] = {
    CHINESE: Typeface("方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"),
    ENGLISH: Typeface(_TIMES, _TIMES, _TIMES, _TIMES, _TIMES, "SimSun"),
}
_FACES = (
    {"方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"},
    {"仿宋_GB2312", "仿宋", "FangSong_GB2312", "FangSong"},
    {"楷体_GB2312", "楷体", "KaiTi_GB2312", "KaiTi"},
    {"黑体", "SimHei"},
    {"宋体", "SimSun"},
)
"""Names of one face: with more characters than GB 2312 has, and as Windows lists it in English."""


def names_of(font: str) -> frozenset[str]:
    """Return all names of the face that a font has; a font that is none of the standard's has only its own."""
    return frozenset(next((names for names in _FACES if font in names), {font}))


def same_face(one: str, other: str) -> bool:
    """Tell whether two names are those of one face."""
    return other in names_of(one)
