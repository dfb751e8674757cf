"""The periods that a workbook says it is about: in title rows, in the names of its sheets, and in its own name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Row
from starrating.i18n import Text, listed, text
from starrating.model import Period, letter
from starrating.model.chinese_numerals import dates_in_digits
from starrating.model.period import PARTS, Length, part_named
from starrating.patterns import regex
from starrating.read.cell_values import HALF_WIDTH

_PERIOD = regex(  # 2013年上半年, 2013年1-6月, 2013年01月—06月, 2013年第三季度, 2013年度, 2013H1, 2013年Q3, 201306
    r"(?<!\d)((?:19|20)\d\d)(?:年?度?(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度?"
    r"|(?P<first>[01]?\d)月?[-—–~～至到]+(?P<last>[01]?\d)月(?!\d))|年?(?P<name>[hq][1-4])(?!\d)|年?度"
    r"|(?P<june>06)(?!\d))",
    re.ASCII | re.IGNORECASE,
)
_SPAN = regex(  # 2013年7月1日至12月31日, 2013年1月1日—2013年6月30日, 2013.7.1-12.31, 2013-01-01至2013-06-30
    r"(?<!\d)((?:19|20)\d\d)[年./-](\d\d?)[月./-](\d\d?)日?[-—–~至到]+"
    r"(?:((?:19|20)\d\d)[年./-])?(\d\d?)[月./-](\d\d?)(?!\d)",
    re.ASCII,
)
_MONTHS = regex(  # 2013年1月至2013年6月, 2013.1-2013.6
    r"(?<!\d)((?:19|20)\d\d)[年.](?P<first>[01]?\d)月?[-—–~～至到]+\1[年.](?P<last>[01]?\d)(?:月|(?![\d./-]))", re.ASCII
)
_HALVES = regex(  # 2013.1-6, 2013/7-12
    r"(?<!\d)((?:19|20)\d\d)[./](?:(?P<first>0?1)[-—–~～至](?P<last>0?6)|(?P<seventh>0?7)[-—–~～至](?P<twelfth>12))(?![\d./月日号-])",
    re.ASCII,
)
_BRACKETED = regex(  # 2013年（上半年）, 2013年（1-6月）, 2013年(第三季度)
    r"(?<=年)\(([上下]半年|第?[一二三四1-4]季度?|[01]?\d月?[-—–~～至到]+[01]?\d月)\)", re.ASCII
)
_TWO_QUARTERS = regex(
    r"第?(?:(?P<first>[一1])季?度?[、和与至及~～-]第?[二2]|(?P<third>[三3])季?度?[、和与至及~～-]第?[四4])季度"
)
_OTHER_HALF = regex(r"(?<=年)[前后]半年")
"""2013年第一、二季度, 一季度和二季度, 三、四季度, 2013年前半年: halves that are called otherwise."""
_SPANNED = regex(r"\d{4}[年./-]\d")
"""What each of these three begins with; hardly any title has it."""
_PART = regex(r"(?P<half>[上下])半年|第(?P<quarter>[一二三四1-4])季度?", re.ASCII)
_REGULATION = regex(  # 依据2012年度考核办法, 按照《2012年度星级党支部评定细则》
    r"(?:依据|根据|按照?|依照|参照|执行)[《“\"]?(?:19|20)\d\d年?度?[^,，。;；]{0,16}?(?:办法|细则|规定|方案|文件|意见|制度|标准)"
)


class StatedPeriod(NamedTuple):
    """A period and who says so."""

    period: Period
    place: CellRef | None
    words: str


def covers(stated: Period, period: Period) -> bool:
    """Tell whether what is said of a period fits it: it is the same, or a year or half-year that it is part of."""
    return period.first_day in stated and period.last_day in stated


def periods_in(words: str, year: int | None = None) -> list[tuple[Period, str]]:
    """Return every period that a title names, with its words; 201306 is the first half, 201312 could be two things.

    A part of a year that stands alone is that of the one year named (2013年度…（上半年）), or else of `year`. A span of
    days is a period if it is exactly one; the year of a regulation that is cited is none.
    """
    dense = _REGULATION.sub("", dates_in_digits(re.sub(r"\s", "", words).translate(HALF_WIDTH)))
    dense = _TWO_QUARTERS.sub(lambda match: "上半年" if match["first"] else "下半年", _BRACKETED.sub(r"\1", dense))
    dense = _OTHER_HALF.sub(lambda match: "上半年" if match[0][0] == "前" else "下半年", dense)
    spans = []
    if _SPANNED.search(dense):
        dense = _MONTHS.sub(r"\1年\g<first>月-\g<last>月", dense)
        dense = _HALVES.sub(r"\1年\g<first>\g<seventh>月-\g<last>\g<twelfth>月", dense)
        spans = [(_span(match), match[0]) for match in _SPAN.finditer(dense)]
        dense = _SPAN.sub("", dense)
    named = [(_period(match), match[0]) for match in _PERIOD.finditer(dense)]
    found = [(period, phrase) for period, phrase in (*spans, *named) if period]
    rest = _PERIOD.sub("", dense)
    parts = {part_named(match["half"], match["quarter"]): match[0] for match in _PART.finditer(rest)}
    if len(parts) != 1:
        return found
    (part, phrase), *_ = parts.items()
    if len(found) == 1 and found[0][0].is_year:
        return [(Period(found[0][0].year, part), f"{found[0][1]}…{phrase}")]
    return found or ([(Period(year, part), phrase)] if year else [])


def _period(match: re.Match[str]) -> Period | None:
    """Return the period of a match; months that make up no part of a year, such as 2至5月, are none."""
    year = int(match[1])
    if match["first"]:
        return Period.of_months(year, int(match["first"]), int(match["last"]))
    named = part_named(match["half"], match["quarter"]) or (match["name"] or "").upper() or None
    return Period(year, "H1" if match["june"] else named) if named in {None, *PARTS} else None


def _span(match: re.Match[str]) -> Period | None:
    """Return the period whose first and last day these are; None if there is none."""
    year, month, day, last_year, last_month, last_day = (int(group or 0) for group in match.groups())
    period = Period.of_months(year, month, last_month) if last_year in {0, year} else None
    return period if period and (day, last_day) == (1, period.last_day.day) else None


def stated_in(words: str, place: CellRef, year: int | None = None) -> list[StatedPeriod]:
    """Return the periods that some words name, with the place where they stand."""
    return [StatedPeriod(period, place, phrase) for period, phrase in periods_in(words, year)]


def stated_periods(name: str, sheet: str, title_rows: Sequence[Row], year: int | None = None) -> list[StatedPeriod]:
    """Return what the title rows of a sheet say, then what its name says, and that of its file.

    `year` is the year of a part that is named without one.
    """
    titles = [
        stated_period
        for number, row in enumerate(title_rows, start=1)
        for column, cell in enumerate(row)
        if isinstance(cell, str)
        for stated_period in stated_in(cell, CellRef(name, sheet, f"{letter(column)}{number}"), year)
    ]
    return [
        *titles,
        *stated_in(sheet, CellRef(name, sheet), year),
        *stated_in(PurePath(name).stem, CellRef(name), year),
    ]


def agreed(sources: Iterable[StatedPeriod], asked: Period | None, name: str) -> tuple[Period | None, list[Problem]]:
    """Return the period that all sources agree on; a contradiction, or none at all, is an error.

    Without one that is asked for, it is the first that is said, or a part of it that another one says.
    """
    stated = list(sources)
    first = StatedPeriod(asked, None, str(asked)) if asked else narrowest(stated)
    if first is None:
        message = text("Neither the title rows nor the name of the file says which period this is.")
        hint = text("Say it with --period, such as --period 2013H1, or write it into the title.")
        return None, [Problem("error", "period-missing", CellRef(name), message, hint)]
    others = {source.period: source for source in reversed(stated) if not covers(source.period, first.period)}
    return first.period, [_contradiction(first, other) for other in others.values()]


def narrowest(stated: Sequence[StatedPeriod]) -> StatedPeriod | None:
    """Return the first period that is said, or a part of it that another one says; None if none is said."""
    chosen = next(iter(stated), None)
    for source in stated[1:]:
        if chosen and covers(chosen.period, source.period):
            chosen = chosen if chosen.period == source.period else source
    return chosen


_LENGTHS: Mapping[Length, Text] = {"quarter": text("quarter"), "half-year": text("half-year"), "year": text("year")}


def not_assessed(period: Period, stated: Iterable[StatedPeriod], review: Length) -> Iterator[Problem]:
    """Refuse a period that is not as long as those that the rule set assesses: a quarter, or a year of half-years.

    Where it assesses years, what the scores of a part of one would give may be looked at.
    """
    if review not in {"year", period.length}:
        place = next((source.place for source in stated if source.period == period), None)
        message = text(
            "%(period)s is a %(length)s, but by the rule set a review is of a %(review)s.",
            period=period,
            length=_LENGTHS[period.length],
            review=_LENGTHS[review],
        )
        known = period.parts(review)
        within = [each for each in known if covers(period, each) or covers(each, period)]
        hint = text(
            "If the scores are those of such a review, say so in the title or with --period: %(periods)s",
            periods=listed(map(str, within)),
        )
        yield Problem("error", "period-not-assessed", place, message, hint)


def _contradiction(first: StatedPeriod, other: StatedPeriod) -> Problem:
    message = text(
        "This says “%(words)s”, but “%(others)s” %(elsewhere)s.",
        words=other.words,
        others=first.words,
        elsewhere=_source_words(first),
    )
    hint = text("Correct the wrong one; only workbooks of one period can be scored together.")
    return Problem("error", "period-contradiction", other.place, message, hint)


def _source_words(source: StatedPeriod) -> Text:
    if source.place is None:
        return text("was asked for with --period")
    return text("stands in %(place)s", place=source.place)
