"""Days as people write them, typed or asked for: 2013-07-15, 2013年7月15日, and 7月15日 of a period's course."""

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from unicodedata import normalize

from starrating.patterns import regex

if TYPE_CHECKING:
    from starrating.model import Period

DATES = ("%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y/%m/%d")
"""How a date may be written: as ISO 8601 has it, or as documents do; 2013-7-5 is read as well."""
_WITHOUT_YEAR = regex(r"(\d{1,2})月(\d{1,2})[日号]", re.ASCII)


def day_of(words: str, period: "Period | None" = None) -> dt.date | None:
    """Read a day; one without its year is that nearest to the end of the period it is said of. None where it is none.

    A period is prepared for, decided and published within half a year of its last day: 7月15日 of 2013H1 is in 2013,
    1月8日 of 2013H2 in 2014.
    """
    plain = "".join(normalize("NFKC", words).split())
    for form in DATES:
        with suppress(ValueError):
            return dt.datetime.strptime(plain, form).date()  # noqa: DTZ007 (a day has no zone)
    found = _WITHOUT_YEAR.fullmatch(plain)
    if found and period:
        end, days = period.last_day, []
        for year in (end.year - 1, end.year, end.year + 1):
            with suppress(ValueError):
                days.append(dt.date(year, int(found[1]), int(found[2])))
        return min(days, key=lambda day: abs(day - end), default=None)
    return None


def in_full(args: Sequence[str], options: Sequence[str], period: "Period | None") -> list[str]:
    """Return a call with the days that follow such options written as ISO 8601 has them, where they are days."""
    made: list[str] = []
    for before, word in zip(["", *args], args, strict=False):
        name, equals, value = word.partition("=") if word.startswith("--") else ("", "", word)
        day = day_of(value, period) if (name or before) in options else None
        made.append(f"{name}{equals}{day.isoformat()}" if day else word)
    return made
