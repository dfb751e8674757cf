"""Review periods: half-years and years."""

import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Self

from starrating.i18n import CHINESE


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A review period: a half-year (`2013H1`) or a year (`2013`). Periods are ordered by their last day."""

    year: int
    half: int | None = None

    @classmethod
    def parse(cls, name: str) -> Self:
        """Read `2013H1`, `2013H2` or `2013`; anything else raises `ValueError`."""
        match = re.fullmatch(r"((?:19|20)\d\d)(?:H([12]))?", name.strip(), re.IGNORECASE | re.ASCII)
        if not match:
            raise ValueError(name)
        return cls(int(match[1]), int(match[2]) if match[2] else None)

    def __str__(self) -> str:
        return f"{self.year}H{self.half}" if self.half else str(self.year)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.last_day, self.half is None) < (other.last_day, other.half is None)

    @property
    def first_day(self) -> dt.date:
        """The first day of the period."""
        return dt.date(self.year, 7 if self.half == 2 else 1, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the period."""
        return dt.date(self.year, 6, 30) if self.half == 1 else dt.date(self.year, 12, 31)

    def __contains__(self, day: dt.date) -> bool:
        return self.first_day <= day <= self.last_day

    def previous(self) -> "Period":
        """Return the period of the same length before this one."""
        if self.half is None:
            return Period(self.year - 1)
        return Period(self.year, 1) if self.half == 2 else Period(self.year - 1, 2)

    def say(self, language: str) -> str:
        """Name the period as documents do: 2013年上半年, 2013年度; in English `2013H1`, `2013`."""
        if language != CHINESE:
            return str(self)
        return f"{self.year}年" + {1: "上半年", 2: "下半年", None: "度"}[self.half]
