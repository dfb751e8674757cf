"""How official documents write numbers and dates and break titles (GB/T 9704-2012 7.3.1, GB/T 15835-2011)."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise

_COMPANY = re.compile(r"(?<=公司)(?=.{4})")
_INNER = str.maketrans("“”", "‘’")
_DIGITS = "零一二三四五六七八九"


def plain(value: object) -> str:
    """Return a value as one line of text that any file format can hold; None is empty."""
    kept = (_plain(character) for character in str("" if value is None else value))
    return " ".join("".join(kept).split())


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
