"""How official documents write numbers and dates and break titles (GB/T 9704-2012 7.3.1, GB/T 15835-2011).

GB/T 9704-2012 党政机关公文格式 in numbers: the page, the line, the sizes of type, the fonts.

Every number of the layout stands here once: the templates are made of them, and the templates of an office are held
against them. Lengths are in twentieths of a point, sizes of type in half points, as Word writes them.
"""

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from typing import NamedTuple

from starrating.patterns import regex

_COMPANY = regex(r"(?<=公司)(?=.{4})")
_INNER = str.maketrans("“”", "‘’")
_DIGITS = "零一二三四五六七八九"


def one_line(value: object) -> str:
    """Return a value as one line of text that any file format can hold; None is empty."""
    words = str("" if value is None else value)
    if not words.isprintable():  # whatever `_plain` turns or drops is not
        words = "".join(map(_plain, words))
    return " ".join(words.split())


def inner_quotes(words: str) -> str:
    """Turn quotation marks into those within others, for words that are quoted themselves."""
    return words.translate(_INNER)


def chinese_numeral(number: int) -> str:
    """Write 1 to 99 as headings are numbered: 一, 十, 十一, 二十, 二十一; others raise `ValueError`."""
    if not 1 <= number <= 99:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def chinese_date(day: dt.date) -> str:
    """Write a date without leading zeros: 2013年7月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_dates(first: dt.date, last: dt.date) -> str:
    """Write a span without saying the year twice: 2013年7月15日至7月19日; a single day as itself."""
    if first == last:
        return chinese_date(first)
    until = f"{last.month}月{last.day}日" if first.year == last.year else chinese_date(last)
    return f"{chinese_date(first)}至{until}"


def width(words: str) -> Fraction:
    """Measure text in Chinese characters (字): digits and Latin letters are half as wide."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in words)
    return wide + Fraction(len(words) - wide, 2)


def title_lines(words: Sequence[str], longest: int, between: str = "") -> tuple[str, ...]:
    """Break a title into lines of at most `longest` 字 that keep every word whole.

    As few lines as possible; among those a trapezoid with the long line above, as even as can be. The name of a company
    within another may be broken behind the first; a word that is longer than a line all the same has one of its own,
    which is left to the word processor.
    """
    words = [part for word in words for part in (_COMPANY.split(word) if width(word) > longest else [word])]
    for count in range(1, len(words) + 1):
        ways = [
            lines
            for lines in _broken(words, count, between)
            if all(width(line) <= longest or line in words for line in lines)
        ]
        if ways:
            return min(ways, key=_ugliness)
    return tuple(words)


def _broken(words: Sequence[str], count: int, between: str) -> list[tuple[str, ...]]:
    """Return all ways to break the words into `count` lines."""
    inner = combinations(range(1, len(words)), count - 1)
    ways = [(0, *breaks, len(words)) for breaks in inner]
    return [tuple(between.join(words[start:end]) for start, end in pairwise(way)) for way in ways]


def _ugliness(lines: Sequence[str]) -> tuple[int, Fraction]:
    widths = [width(line) for line in lines]
    rising = sum(upper <= lower for upper, lower in pairwise(widths))
    return rising, max(widths) - min(widths)


def _plain(character: str) -> str:
    """Turn control characters into spaces; drop what no XML file may contain."""
    if character in "\ufffe\uffff":
        return ""
    return {"Cc": " ", "Cs": ""}.get(unicodedata.category(character), character)


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
LINE, TITLE_LINE, TABLE_LINE, NUMBER_LINE, FOOT_LINE = 579, 700, 340, 280, 560
TITLE_SIZE, BODY_SIZE, NUMBER_SIZE, CELL_SIZE, SMALL_CELL_SIZE = 44, 32, 28, 24, 21
SCALE = 98
"""Width of characters in percent that puts 28 of 16 pt into a line of 156 mm; closer ones lose marks in LibreOffice."""
CELL_MARGIN = 80
"""White at the left and the right of a cell."""
ROW, LEAST_ROW = 480, 350
"""Heights of the rows of an attached list: usually, and where that saves a page."""
EMU = 635
"""What drawings call a twentieth of a point."""
CHARACTER, SET_CHARACTER = 320, 314
"""Width of a character (字) of 16 pt, and as it is set with `SCALE`."""


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
