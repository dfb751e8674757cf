"""The period that a workbook says it is about, in its title rows or in its name.

Files that are versions of one another, as their names say: a copy, a second download, a last and a very last one.

What can be wrong with a workbook as a whole, or with a sheet of it.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from starrating.errors import Place, Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import Text, text
from starrating.model import Period, letter
from starrating.model.period import PARTS, part_named
from starrating.read.cell_values import HALF_WIDTH
from starrating.read.column_names import SHEET_NAMES, TableKind, normalized
from starrating.read.header_row import HeaderRow

_PERIOD = re.compile(  # 2013年上半年, 2013年1-6月, 2013年第三季度, 2013年7-9月, 2013年度, 2013H1, 2013Q3, 201306
    r"(?<!\d)((?:19|20)\d\d)(?:年?度?(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度?"
    r"|(?P<first>1?\d)[-—–~至到](?P<last>1?\d)月)|年?度|(?P<name>[hq][1-4])(?!\d)|(?P<june>06)(?!\d))",
    re.ASCII | re.IGNORECASE,
)
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")


class StatedPeriod(NamedTuple):
    """A period and who says so."""

    period: Period
    place: Place | None
    words: str


def periods_in(words: str) -> list[tuple[Period, str]]:
    """Return every period that a title names, with its words; 201306 is the first half, 201312 could be two things."""
    dense = _YEAR.sub(lambda year: year[0].translate(_NUMERALS), re.sub(r"\s", "", words).translate(HALF_WIDTH))
    found = ((_period(match), match[0]) for match in _PERIOD.finditer(dense))
    return [(period, said) for period, said in found if period]


def _period(match: re.Match[str]) -> Period | None:
    """Return the period of a match; months that make up no part of a year, such as 2至5月, are none."""
    year = int(match[1])
    if match["first"]:
        return Period.of_months(year, int(match["first"]), int(match["last"]))
    named = part_named(match["half"], match["quarter"]) or (match["name"] or "").upper() or None
    return Period(year, "H1" if match["june"] else named) if named in {None, *PARTS} else None


def stated_periods(name: str, sheet: str, title_rows: Sequence[Row]) -> list[StatedPeriod]:
    """Return what the title rows of a sheet say, then what the name of its file says."""
    titles = [
        StatedPeriod(period, Place(name, sheet, f"{letter(column)}{number}"), words)
        for number, row in enumerate(title_rows, start=1)
        for column, cell in enumerate(row)
        if isinstance(cell, str)
        for period, words in periods_in(cell)
    ]
    names = [StatedPeriod(period, Place(name), words) for period, words in periods_in(PurePath(name).stem)]
    return titles + names


def agreed(sources: Iterable[StatedPeriod], asked: Period | None, name: str) -> tuple[Period | None, list[Problem]]:
    """Return the period that all sources agree on; a contradiction, or none at all, is an error."""
    said = list(sources)
    first = StatedPeriod(asked, None, str(asked)) if asked else next(iter(said), None)
    if first is None:
        message = text("Neither the title rows nor the name of the file says which period this is.")
        hint = text("Say it with --period, such as --period 2013H1, or write 2013年上半年 into the title.")
        return None, [Problem("error", "period-missing", Place(name), message, hint)]
    others = {source.period: source for source in reversed(said) if source.period != first.period}
    return first.period, [_contradiction(first, other) for other in others.values()]


def _contradiction(first: StatedPeriod, other: StatedPeriod) -> Problem:
    message = text(
        "This says “%(words)s”, but “%(others)s” %(elsewhere)s.",
        words=other.words,
        others=first.words,
        elsewhere=_said(first),
    )
    hint = text("Correct the wrong one; only workbooks of one period can be scored together.")
    return Problem("error", "period-contradiction", other.place, message, hint)


def _said(source: StatedPeriod) -> Text:
    if source.place is None:
        return text("was asked for with --period")
    return text("stands in %(place)s", place=source.place)


_MARK = re.compile(
    r"\s*(?:\(\d+\)|[-_—]?\s*(?:副本|复件|copy)\s*(?:\(\d+\)|\d+)?"
    r"|[-_—]?\s*\(?(?:最终|最新|终|定|修改|修订|更正|改)(?:版|稿)\d*\)?|[-_—]\s*v\d+)$",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^(?:复件|副本|copy of)\s*[-—]?\s*", re.IGNORECASE)


def drop_other_copies(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Leave out, each with an error, the files that are another version of one before them: which counts is a guess."""
    kept: dict[tuple[Path, str], Path] = {}
    problems = []
    for path in paths:
        first = kept.setdefault((path.parent, name_without_marks(path)), path)
        if first is not path:
            problems.append(_other_version(path, first))
    return list(kept.values()), problems


def name_without_marks(path: Path) -> str:
    """Return the name of a file without its suffix and without what tells its versions apart."""
    name = _BEFORE.sub("", normalized(path.stem).strip())
    while (shorter := _MARK.sub("", name)) not in {name, ""}:
        name = shorter
    return name.casefold()


def _other_version(path: Path, first: Path) -> Problem:
    message = text(
        "By its name this is another version of %(first)s; which of the two counts cannot be known. It was not read.",
        first=first.name,
    )
    hint = text("Give only the one that counts, or names of their own to files that are different workbooks.")
    return Problem("error", "two-versions", Place(str(path)), message, hint)


def lock_file(name: str) -> Problem:
    """Notice a file that office programs put beside an open workbook."""
    message = text("Skipped: this is no workbook, but the mark that one is open in Excel or WPS.")
    return Problem("notice", "lock-file", Place(name), message)


def no_sheet(name: str, kind: TableKind) -> Problem:
    """Report that a workbook has no sheet of a kind."""
    message = text("There is no sheet %(sheet)s in the workbook.", sheet=SHEET_NAMES[kind][0])
    hint = text(
        "Name the sheet so, or give its table the heads of the blank workbook that comes with: starrating init DIR"
    )
    return Problem("error", "sheet-missing", Place(name), message, hint)


def nothing_to_score(grid: Sheet, header: HeaderRow) -> Problem:
    """Report a sheet that has neither items nor a total."""
    message = text(
        "There is neither a column of an item nor one of the total. Found: %(found)s",
        found="、".join(head.title for head in header.heads),
    )
    hint = text("Write full marks into the head of each item, such as 党务公开(2分), or add a column 考核总分.")
    return Problem("error", "column-missing", Place(grid.file, grid.name, f"A{header.top}"), message, hint)
