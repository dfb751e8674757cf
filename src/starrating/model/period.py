"""Review periods: years, and the named parts of a year."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Literal, NamedTuple, Self

from starrating.i18n import CHINESE
from starrating.patterns import regex

Length = Literal["quarter", "half-year", "year"]
"""How long a period is; those of one length are compared with each other."""


class _Part(NamedTuple):
    """A part of a year: its length, its months, its name in Chinese and in English."""

    length: Length
    first_month: int
    last_month: int
    chinese: str
    english: str


_PARTS = {
    "H1": _Part("half-year", 1, 6, "上半年", "first half"),
    "H2": _Part("half-year", 7, 12, "下半年", "second half"),
    "Q1": _Part("quarter", 1, 3, "第一季度", "first quarter"),
    "Q2": _Part("quarter", 4, 6, "第二季度", "second quarter"),
    "Q3": _Part("quarter", 7, 9, "第三季度", "third quarter"),
    "Q4": _Part("quarter", 10, 12, "第四季度", "fourth quarter"),
}
PARTS = tuple(_PARTS)
"""The names of the parts of a year."""

_YEAR = _Part("year", 1, 12, "度", "")
_NAME = regex(rf"((?:19|20)\d\d)({'|'.join(PARTS)})?", re.IGNORECASE | re.ASCII)
_WORDS = regex(  # 2013年上半年, 2013上, 2013年度, 2013年, 2025年第三季度, 2025年3季度
    r"(?P<year>(?:19|20)\d\d)(?:年?度?(?:(?P<half>[上下])(?:半年)?|第?(?P<quarter>[一二三四1-4])季度?)|年度?)", re.ASCII
)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A review period: a part of a year (`2013H1`, `2025Q3`) or a year (`2013`).

    Periods are ordered by their last day; of those that end together the longer one comes after its parts.
    """

    year: int
    part: str | None = None

    @classmethod
    def parse(cls, name: str) -> Self:
        """Read `2013H1`, `2025Q3` or `2013`, or the words of documents: 2013年上半年, 2013上, 2013年度, 第三季度.

        Anything else raises `ValueError`.
        """
        bare = name.strip()
        if match := _NAME.fullmatch(bare):
            return cls(int(match[1]), match[2].upper() if match[2] else None)
        if match := _WORDS.fullmatch(bare):
            return cls(int(match["year"]), part_named(match["half"], match["quarter"]))
        raise ValueError(name)

    @classmethod
    def of_months(cls, year: int, first: int, last: int) -> Self | None:
        """Return the period from one month to another, both included; None if they make up no part of a year."""
        spans = {(part.first_month, part.last_month): name for name, part in _PARTS.items()} | {(1, 12): None}
        return cls(year, spans[first, last]) if (first, last) in spans else None

    def __str__(self) -> str:
        return f"{self.year}{self.part or ''}"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.last_day, -self.first_day.month) < (other.last_day, -other.first_day.month)

    @property
    def _part(self) -> _Part:
        return _PARTS[self.part] if self.part else _YEAR

    @property
    def is_year(self) -> bool:
        """Whether the period is a whole year."""
        return self.part is None

    @property
    def length(self) -> Length:
        """How long the period is."""
        return self._part.length

    @property
    def first_day(self) -> dt.date:
        """The first day of the period."""
        return dt.date(self.year, self._part.first_month, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the period."""
        after = self._part.last_month + 1
        return dt.date(self.year + after // 13, after % 12, 1) - dt.timedelta(days=1)

    def __contains__(self, day: dt.date) -> bool:
        return self.first_day <= day <= self.last_day

    def parts(self, length: Length) -> tuple["Period", ...]:
        """Return the periods of a length that make up the year of this one, in the order of time."""
        if length == "year":
            return (Period(self.year),)
        return tuple(Period(self.year, name) for name, part in _PARTS.items() if part.length == length)

    def previous(self) -> "Period":
        """Return the period of the same length before this one."""
        alike = self.parts(self.length)
        place = alike.index(self)
        return alike[place - 1] if place else Period(self.year - 1).parts(self.length)[-1]

    def following(self) -> "Period":
        """Return the period of the same length after this one."""
        alike = (*self.parts(self.length), *Period(self.year + 1).parts(self.length))
        return alike[alike.index(self) + 1]

    @classmethod
    def running(cls, length: Length, day: dt.date) -> "Period":
        """Return the period of a length that a day lies in."""
        return next(period for period in cls(day.year).parts(length) if day in period)

    def say(self, language: str) -> str:
        """Name the period as documents do: 2013年上半年, 2013年度; in English `2013H1`, `2013`."""
        return f"{self.year}年{self._part.chinese}" if language == CHINESE else str(self)

    def part_words(self, language: str) -> str:
        """Name the part of the year alone: 上半年, first half; a year has none."""
        if self.is_year:
            return ""
        return self._part.chinese if language == CHINESE else self._part.english


def part_named(half: str | None, quarter: str | None) -> str | None:
    """Return the part that words name: 上 or 下 of a half-year, 一 to 四 or 1 to 4 of a quarter; None for neither."""
    if half:
        return "H1" if half == "上" else "H2"
    return f"Q{'一二三四'.find(quarter) + 1 or quarter}" if quarter else None
