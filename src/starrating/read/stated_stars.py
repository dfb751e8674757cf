"""Stars that a sheet states beside its scores: in a column, or as the titles of groups of branches."""

import re
from collections.abc import Iterator
from itertools import groupby

from starrating.errors import Problem, Rejection
from starrating.formats.sheet import Row
from starrating.i18n import Text, text
from starrating.model import NO_STAR
from starrating.patterns import regex
from starrating.read.cell_values import BLANKS, StarNames, display_text, star_names, star_of
from starrating.read.column_map import IGNORE, in_yaml
from starrating.read.full_marks import plain_label
from starrating.read.header_row import ColumnHeader
from starrating.read.incident_words import MARK, NOTHING, STAR_DIFFERS
from starrating.read.label_hints import LEVEL, column_hint
from starrating.read.scored_sheet import COUNT_DIFFERS, ScoredSheet
from starrating.read.stated_periods import covers, periods_in

_STARS = regex("[星★⭐]")
_OTHER_STARS = regex(
    "[上去前往历]|原|现|申报|目标|自[评定报]|变|[升降减晋扣加保]|创|争|预[期计定]|计划|力争|分$|数$|活动室|阵地|党员|职工"
)
"""上期星级, 申报星级, 星级变化, 五星级个数, 党员活动室星级: stars of other days or other things, or none."""
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_GROUP = regex(
    r"[^\w(]*?(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.])?(?:(?:拟|建议)?(?:评|评定|定|确定|认定)为|拟评|拟定|评定|授予)?"
    r"(?:(?P<star>[一二三四五六七1-7])星级?|(?P<signs>★{1,7}))的?(?:党?支部|党组织|单位)?(?:名单)?"
    r"(?P<tail>[:,(](?:[^星★]{0,20})|[共计]?\d{1,4}个[^星★]{0,6})?"
)
"""五星级党支部（3个）, 一、拟评为五星级的党支部, （一）五星级, ◆五星级支部, ★五星级：共3个, 五星级（90分以上）."""
_MEMBERS = regex(r"(\d{1,4})个")
_MOST_WRITTEN = 3
"""In how many ways one star may be written in a column of numbers: 5, 5.0 and the text 5."""
_FEW = 4
"""Of so many numbers one at most may be another star than the score's, for a column to be one of stars."""


def star_columns(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about every star, in a column that is not read, which is not that of the row's score.

    A column whose head says nothing of stars counts by its words, 五星级 or ★★★★★, or as numbers of stars by being
    those of nearly all scores, whatever it is called. In a merged cell its first row holds.
    """
    names = star_names(sheet.rules.levels)
    for head in [
        head for head in sheet.heads if _may_have_stars(sheet, head, names) and not _is_of_others(sheet, head)
    ]:
        named = _STARS.search(head.title) is not None
        every = {number: cell for number, cell in _cells(sheet, head) if str(cell).strip()}
        of_words = named or any(isinstance(cell, str) and _STARS.search(cell) for cell in every.values())
        cells = every if named or not of_words else _with_words(every)
        stars = {number: _star(cell, names) for number, cell in cells.items()}
        levels = [star for star in stars.values() if star in sheet.rules.levels.stars]
        odd = [number for number, star in stars.items() if star != sheet.stars.get(number, star)]
        is_stars = 2 * len(levels) >= len(every) if of_words else _FEW * len(odd) <= len(every)
        for number in odd if sheet.stars and is_stars else ():
            yield _differs(sheet, number, head, cells[number])


def _may_have_stars(sheet: ScoredSheet, head: ColumnHeader, names: StarNames) -> bool:
    """Tell whether a column speaks of stars, or has nothing but numbers that are those of several levels."""
    words = {cell for cell in {row[head.column] for _, row in sheet.meaning.rows} if str(cell).strip()}
    if _STARS.search(head.title) or any(isinstance(cell, str) and _STARS.search(cell) for cell in words):
        return True
    levels = sheet.rules.levels.stars
    return 1 < len(words) <= _MOST_WRITTEN * len(levels) and all(_star(cell, names) in levels for cell in words)


def star_marks(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about every mark that contradicts a score: √ below 五星级, or 否 below 是否达到四星级; blank is a 否.

    A column of marks counts if it has a mark, and nothing but marks and words that deny. Below 达到 a higher star does.
    """
    for head in [head for head in sheet.heads if not _is_of_others(sheet, head)]:
        title = plain_label(head.title)
        if (level := LEVEL.fullmatch(title)) is None:
            continue
        cells = {number: str(cell).strip(BLANKS) for number, cell in _cells(sheet, head)}
        marked = {number for number, cell in cells.items() if MARK.fullmatch(cell)}
        others = {cell for number, cell in cells.items() if cell and number not in marked}
        if not marked or not all(map(NOTHING.fullmatch, others)):
            continue
        least = _star(level[1], {}) or 0
        for number in cells.keys() & sheet.stars.keys():
            star = sheet.stars[number] or NO_STAR
            if (number in marked) != (star >= least if "达" in title or "符合" in title else star == least):
                yield _differs(sheet, number, head, cells[number] or "—")


def _with_words(cells: dict[int, object]) -> dict[int, object]:
    return {number: cell for number, cell in cells.items() if isinstance(cell, str) and _STARS.search(cell)}


def _is_of_others(sheet: ScoredSheet, head: ColumnHeader) -> bool:
    """Tell whether a column is about other stars than those of the scores by what stands above it."""
    above = tuple(each for each in (head.part, head.whole) if each)
    whole = "".join((*above, head.title))
    period = sheet.known.period
    stated = [stated for stated, _ in periods_in(whole)]
    others: list[object] = [year for year in _YEAR.findall(whole) if not (period and int(year) == period.year)]
    others += [each for each in stated if not (period and covers(each, period))]
    hint = column_hint(head.title, above)
    return bool(others) or hint in {"self", "previous"} or _OTHER_STARS.search(whole) is not None


def _cells(sheet: ScoredSheet, head: ColumnHeader) -> Iterator[tuple[int, object]]:
    firsts = {
        row + 1: first[0] + 1
        for first, last in sheet.grid.merges
        if first[1] <= head.column <= last[1]
        for row in range(first[0], last[0] + 1)
    }
    held: dict[int, object] = {}
    for number, row in sheet.meaning.rows:
        first = firsts.get(number, number)
        yield number, held.setdefault(first, row[head.column])


def _star(cell: object, names: StarNames) -> int | None:
    try:
        return star_of(cell, names)
    except Rejection:
        return None


def _by_score(sheet: ScoredSheet, number: int) -> str | Text:
    return sheet.rules.levels.name(sheet.stars[number] or NO_STAR) or text("no star")


def _differs(sheet: ScoredSheet, number: int, head: ColumnHeader, cell: object) -> Problem:
    message = text(
        "“%(head)s” says %(cell)s here, but by its total the branch has %(star)s.",
        head=head.title,
        cell=display_text(cell),
        star=_by_score(sheet, number),
    )
    hint = text(
        "Correct the total, or list the incident that lowers the star; if the column is not to count, write into "
        "columns.yaml: %(line)s",
        line=f"scores: {{{in_yaml(head.title)}: {IGNORE}}}",
    )
    return Problem("error", STAR_DIFFERS, sheet.grid.place(number, head.column), message, hint)


def star_groups(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about every branch below a title such as 五星级党支部（3个） of another star by its score, or another number.

    A group ends at the next row that is a title or a note; sums and heads that are repeated do not end it.
    """
    titles = _titles(sheet)
    if not any(titles.values()) or not sheet.stars:
        return
    for title, members in groupby(_below(sheet, titles), key=lambda pair: pair[0]):
        rows = [number for _, number in members]
        found = titles.get(title)
        if found is None:
            continue
        column, words, star, many = found
        head = f"{sheet.grid.place(title, column).cell}"
        for number in [number for number in rows if sheet.stars.get(number, star) != star]:
            yield _in_other_group(sheet, number, words, head)
        if many is not None and many != len(rows):
            message = text(
                "“%(words)s” says %(stated)s branches, but %(found)s stand below it.",
                words=display_text(words),
                stated=many,
                found=len(rows),
            )
            hint = text("Is a row missing, or does one stand elsewhere? Correct the list or the title.")
            yield Problem("error", COUNT_DIFFERS, sheet.grid.place(title, column), message, hint)


_Title = tuple[int, str, int, int | None]
"""Where a title of a group stands, its words, its star, and how many branches it says to have."""


def _titles(sheet: ScoredSheet) -> dict[int, _Title | None]:
    """Return the rows that begin or end a group, with what they say of one; None where a group only ends."""
    lines = sheet.meaning.roles.rows if sheet.meaning.roles else {}
    found: dict[int, _Title | None] = {}
    for number, row in sheet.meaning.others:
        title = _title(row)
        words = plain_label(title[1]) if title else ""
        match = _GROUP.fullmatch(words)
        if title and match and title[1].strip() in sheet.known.others:
            found[number] = None
        elif title and match and not _OTHER_STARS.search(words):
            star = _star(match["star"] or match["signs"], {}) or 0
            many = _MEMBERS.search(match["tail"] or "")
            found[number] = (*title, star, int(many[1]) if many else None)
        elif number in lines and lines[number].role == "note":
            found[number] = None
    return found


def _title(row: Row) -> tuple[int, str] | None:
    """Return the only cell of a row, if it holds words."""
    cells = [(column, cell) for column, cell in enumerate(row) if str(cell).strip()]
    return next(((column, cell) for column, cell in cells if isinstance(cell, str)), None) if len(cells) == 1 else None


def _below(sheet: ScoredSheet, titles: dict[int, _Title | None]) -> Iterator[tuple[int, int]]:
    """Yield the last title above each branch, 0 where there is none, and the branch's row."""
    above = 0
    branches = {number for number, _ in sheet.meaning.rows}
    for number in sorted({*branches, *titles}):
        if number in branches:
            yield above, number
        else:
            above = number


def _in_other_group(sheet: ScoredSheet, number: int, title: str, cell: str) -> Problem:
    message = text(
        "The branch stands below “%(title)s” (%(cell)s), but by its total it has %(star)s.",
        title=display_text(title),
        cell=cell,
        star=_by_score(sheet, number),
    )
    hint = text(
        "Correct the total, list the incident that lowers the star, or move the row; if the titles are not to count, "
        "write into columns.yaml: %(line)s",
        line=f"branches: {{{in_yaml(title.strip())}: {IGNORE}}}",
    )
    return Problem("error", STAR_DIFFERS, sheet.place(number), message, hint)
