"""The period that a workbook says it is about, in its title rows or in its name."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import NamedTuple

from starrating.errors import Place, Problem
from starrating.files.scores.cells import HALF_WIDTH
from starrating.formats.sheet import Row
from starrating.i18n import Text, text
from starrating.model import Period, letter

_PERIOD = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:年?度?(?P<first>上半年|1[-—–~至到]6月)|年?度?(?P<second>下半年|7[-—–~至到]12月)"
    r"|年?度|h(?P<half>[12])(?!\d)|(?P<june>06)(?!\d))",
    re.ASCII | re.IGNORECASE,
)
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")


class Source(NamedTuple):
    """A period and who says so."""

    period: Period
    place: Place | None
    words: str


def periods_in(words: str) -> list[tuple[Period, str]]:
    """Return every period that a title names, with its words; 201306 is the first half, 201312 could be two things."""
    found = []
    dense = re.sub(r"\s", "", words).translate(HALF_WIDTH)
    for match in _PERIOD.finditer(_YEAR.sub(lambda year: year[0].translate(_NUMERALS), dense)):
        half = 1 if match["first"] or match["june"] or match["half"] == "1" else None
        half = 2 if match["second"] or match["half"] == "2" else half
        found.append((Period(int(match[1]), half), match[0]))
    return found


def sources_of(name: str, sheet: str, title_rows: Sequence[Row]) -> list[Source]:
    """Return what the title rows of a sheet say, then what the name of its file says."""
    titles = [
        Source(period, Place(name, sheet, f"{letter(column)}{number}"), words)
        for number, row in enumerate(title_rows, start=1)
        for column, cell in enumerate(row)
        if isinstance(cell, str)
        for period, words in periods_in(cell)
    ]
    names = [Source(period, Place(name), words) for period, words in periods_in(PurePath(name).stem)]
    return titles + names


def agreed(sources: Iterable[Source], asked: Period | None, name: str) -> tuple[Period | None, list[Problem]]:
    """Return the period that all sources agree on; a contradiction, or none at all, is an error."""
    said = list(sources)
    first = Source(asked, None, str(asked)) if asked else next(iter(said), None)
    if first is None:
        message = text("Neither the title rows nor the name of the file says which period this is.")
        hint = text("Say it with --period, such as --period 2013H1, or write 2013年上半年 into the title.")
        return None, [Problem("error", "period-missing", Place(name), message, hint)]
    others = {source.period: source for source in reversed(said) if source.period != first.period}
    return first.period, [_contradiction(first, other) for other in others.values()]


def _contradiction(first: Source, other: Source) -> Problem:
    message = text(
        "This says “%(words)s”, but “%(others)s” %(elsewhere)s.",
        words=other.words,
        others=first.words,
        elsewhere=_said(first),
    )
    hint = text("Correct the wrong one; only workbooks of one period can be scored together.")
    return Problem("error", "period-contradiction", other.place, message, hint)


def _said(source: Source) -> Text:
    if source.place is None:
        return text("was asked for with --period")
    return text("stands in %(place)s", place=source.place)
