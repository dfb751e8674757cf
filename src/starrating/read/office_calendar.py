"""The calendar of an office: which days are worked and which are not, a line for each or for several in a row.

```text
# 2027年放假安排
2027-02-05 至 2027-02-11 放假 春节
2027-02-14 上班
```
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from starrating.errors import CellRef, InputError, LineRef, Problem, Rejection
from starrating.i18n import text
from starrating.patterns import regex
from starrating.read.cell_values import date_of
from starrating.system_reasons import reason_of
from starrating.text_files import SETTINGS, read_small

_WORKS = {"上班": True, "班": True, "work": True, "放假": False, "休息": False, "休": False, "off": False}
_LINE = regex(rf"(\S+?)(?:\s*(?:至|—|~|to\s)\s*(\S+))?\s+({'|'.join(_WORKS)})(?:\s.*)?", re.IGNORECASE)
"""`2027-02-14 上班`, `2027年2月5日至2027年2月11日 放假 春节`."""
_LONGEST = 60
"""Days in a row that are off or worked: the longest holiday has nine."""


def read_office_days(path: Path) -> Mapping[dt.date, bool]:
    """Read a calendar; `InputError` names every line that cannot be meant."""
    try:
        content = read_small(path, SETTINGS)
    except OSError as error:
        message = text("The calendar cannot be read: %(error)s.", error=reason_of(error))
        hint = text("Correct calendar in starrating.toml, or take the line out.")
        raise InputError([Problem("error", "calendar-unreadable", CellRef(str(path)), message, hint)]) from error
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("gb18030", errors="replace")
    days: dict[dt.date, bool] = {}
    problems = []
    for number, line in enumerate(words.splitlines(), start=1):
        if not (setting := line.partition("#")[0].strip()):
            continue
        try:
            _note(dict(_meant(setting)), days)
        except Rejection as flaw:
            problems.append(flaw.at(LineRef(str(path), number)))
    if problems:
        raise InputError(problems)
    return days


def _note(found: Mapping[dt.date, bool], days: dict[dt.date, bool]) -> None:
    """Add the days of a line to those of the lines before, which they must not contradict."""
    for day, works in found.items():
        if days.setdefault(day, works) != works:
            message = text("%(day)s is worked by one line and off by another.", day=day.isoformat())
            raise Rejection("calendar-contradicts", message, text("Keep one of the two lines."))


def _meant(line: str) -> Iterator[tuple[dt.date, bool]]:
    """Yield the days of a line, each with whether it is worked."""
    hint = text("Write: 2027-02-05 to 2027-02-11 off, or: 2027-02-14 work")
    if not (found := _LINE.fullmatch(line)):
        raise Rejection("calendar-line", text("“%(line)s” says of no day that it is worked or off.", line=line), hint)
    first = date_of(found[1])[0]
    last = date_of(found[2])[0] if found[2] else first
    if not 0 <= (last - first).days < _LONGEST:
        message = text("From %(first)s to %(last)s there are no days in a row, or more than %(most)s.",
            first=first.isoformat(), last=last.isoformat(), most=_LONGEST)  # fmt: skip
        raise Rejection("calendar-span", message, hint)
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(number), _WORKS[found[3].lower()]
