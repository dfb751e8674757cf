"""When the assessment was, and of which period the rows are: in columns, titles and notes beside the scores."""

import datetime as dt
from collections.abc import Iterator

from starrating.errors import Problem
from starrating.i18n import text
from starrating.model.chinese_numerals import dates_in_digits
from starrating.patterns import regex
from starrating.read.cell_values import HALF_WIDTH, display_text
from starrating.read.label_hints import column_hint
from starrating.read.scored_sheet import ScoredSheet
from starrating.read.stated_periods import StatedPeriod, stated_in

_OF_PERIOD = regex(r"(?:考核|考评|评审|评定|评星|评比|所属)?(?:期|期间|期别|周期|时段|年度|区间)")
"""考核期, 评审期间, 考核周期, 所属期: heads of the period that a row is of."""
_ASSESSED = regex(
    r"(?:考核|考评|评审|评定|评分|打分)(?:日期|时间)(?:为|是|:)?((?:19|20)\d\d)[年./-](\d\d?)(?:[月./-](\d\d?))?"
)
"""考核日期：2012年7月2日, 考核时间：2013.07"""


def periods_in_columns(sheet: ScoredSheet) -> Iterator[StatedPeriod]:
    """Yield each period that a column of periods names, where it stands first; none may be another than that rated."""
    year = sheet.known.period.year if sheet.known.period else None
    for head in sheet.heads:
        above = tuple(each for each in (head.part, head.whole) if each)
        if not _OF_PERIOD.fullmatch(head.title) or column_hint(head.title, above) in {"self", "previous"}:
            continue
        firsts: dict[str, int] = {}
        for number, row in sheet.meaning.rows:
            firsts.setdefault(str(row[head.column]), number)
        for words, number in firsts.items():
            yield from stated_in(words, sheet.grid.place(number, head.column), year)


def assessed_before(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about a day of the assessment that lies before the period: the title or the scores are those of another."""
    period = sheet.known.period
    for number, column, words in (*sheet.around.titles, *sheet.around.notes) if period else ():
        found = _ASSESSED.search(dates_in_digits("".join(words.translate(HALF_WIDTH).split())))
        if period and found and (day := _day(*found.groups())) and day < period.first_day:
            message = text(
                "“%(words)s”: the assessment was before %(period)s began.", words=display_text(words), period=period
            )
            hint = text("Is it the right workbook? Correct the date, or say the period with --period.")
            yield Problem("error", "terms-differ", sheet.grid.place(number, column), message, hint)


def _day(year: str, month: str, day: str | None) -> dt.date | None:
    """Return a day, of a month alone the last that every month has; None if there is no such one."""
    try:
        return dt.date(int(year), int(month), int(day or 28))
    except ValueError:
        return None
