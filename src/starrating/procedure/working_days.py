"""Working days by the official holiday calendar: how long a public notice runs (plan 4.4-procedure).

An office may say itself of days whether they are worked (`OfficeDays`): what it says goes before the official calendar,
and of a year of which it says anything the arrangement counts as known.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Literal

from msgspec import Struct

from starrating.errors import UsageError
from starrating.i18n import text

CountedAs = Literal["working-days", "days"]
OfficeDays = Mapping[dt.date, bool]
"""Day → whether it is worked, as an office says it."""
NONE_SAID: OfficeDays = {}
_DAY = dt.timedelta(days=1)
_FRIDAY = 4
_WEEK = 7
FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Holidays of a fixed date, by month and day: 全国年节及纪念日放假办法 (2024), article 2. The others go by the moon or
the sun, and which days are made up for them the State Council says only in the autumn before."""


class Span(Struct, frozen=True):
    """The days of a notice, first and last included.

    `days` of them count (`counted_as`). `certain` is false where a day lies outside the years whose holidays are
    known, so that Monday to Friday, without the holidays of a fixed date, had to stand for working days.
    """

    first: dt.date
    last: dt.date
    days: int
    counted_as: CountedAs
    certain: bool = True


def notice_span(first: dt.date, days: int, counted_as: CountedAs, office_days: OfficeDays = NONE_SAID) -> Span:
    """Return the span of `days` days from `first`.

    Less than one day raises `ValueError`, a first day at the end of the calendar `UsageError`.
    Working days are those of the State Council's arrangement: a Saturday made up for a holiday is one, a holiday is
    not. A notice that would begin on a day off begins on the next working day.
    """
    if days < 1:
        raise ValueError(days)
    if days > (dt.date.max - first).days // _WEEK:
        message = text("From %(day)s the calendar has no room for the days of a notice.", day=first.isoformat())
        raise UsageError.because("calendar-ends", message, text("Name a day that can be meant, with --from."))
    if counted_as == "days":
        return Span(first, first + (days - 1) * _DAY, days, counted_as)
    known = True
    working = []
    for day in _days_from(first):
        works, sure = _works(day, office_days)
        known &= sure
        if works:
            working.append(day)
        if len(working) == days:
            break
    return Span(working[0], working[-1], days, counted_as, known)


def counted_days(first: dt.date, last: dt.date, counted_as: CountedAs, office_days: OfficeDays = NONE_SAID) -> int:
    """Return how many days count from `first` to `last`, both included; 0 if there are none."""
    days = takewhile(lambda day: day <= last, _days_from(first))
    return sum(counted_as == "days" or _works(day, office_days)[0] for day in days)


def _days_from(day: dt.date) -> Iterator[dt.date]:
    """Yield days up to the last that there is."""
    yield day
    while day < dt.date.max:
        day += _DAY
        yield day


def _works(day: dt.date, office_days: OfficeDays) -> tuple[bool, bool]:
    """Tell whether a day is a working day, and whether the calendar knows its year."""
    if day in office_days:
        return office_days[day], True
    from chinese_calendar import is_workday  # noqa: PLC0415 (only a notice needs the calendar, every command starts)

    try:
        return bool(is_workday(day)), True
    except NotImplementedError:
        known = any(each.year == day.year for each in office_days)
        return day.weekday() <= _FRIDAY and (day.month, day.day) not in FIXED, known
