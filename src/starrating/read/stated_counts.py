"""Numbers of branches that a sheet states, and its running numbers: they tell of a row that was lost."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from starrating.errors import Problem
from starrating.i18n import Text, listed, text
from starrating.model.chinese_numerals import number_in_words
from starrating.patterns import regex
from starrating.read.cell_values import display_text, star_of
from starrating.read.column_map import IGNORE, in_yaml
from starrating.read.full_marks import plain_label
from starrating.read.header_row import ColumnHeader
from starrating.read.label_hints import column_hint
from starrating.read.scored_sheet import COUNT_DIFFERS, STARS_DIFFER, ScoredSheet

_NUMBER = r"(?P<number>\d{1,6}|[二三四五六七八九十]{1,3})"
_NAMED = r"(?:基层)?(?:党?支部|党组织)"
_COUNTS = (
    # 本期共8个党支部参加考核, 合计（8个党支部）, 参加考核的有8个党支部
    regex(rf"(?:共有?|[合总小共]计|总数|参评|参[加与]|考[核评])[^\d每各该]{{0,6}}?{_NUMBER}个{_NAMED}(?!.{{0,6}}星)"),
    # 参评党支部8个, 党支部总数：8个
    regex(
        rf"^(?:[注备说][注明]?:)?(?:[本全](?:公司|[矿厂局院校期次页表]))?(?:共有?)?(?:[应实]?际?(?:参评|参[加与](?:考[核评])?|被?考[核评]))?的?"
        rf"{_NAMED}(?:总?数)?(?:为|:|共有?|共计|合计)?{_NUMBER}个"
    ),
)
_OTHERS = regex(r"[上去前往历]|同期|较|分以[上下]|优秀|先进|合格|不超过|不少于|比例|名额|至少|以内|%|应[为当]|星")
"""Clauses about other branches than those of the sheet, or about how many there may be."""
_CLAUSE = regex(r"[,。;、\n]")
_ANY_COUNT = regex(r"(\d{1,6}|[一二三四五六七八九十]{1,3})[个家]")
_STARRED = (
    # 其中五星级3个，四星级党支部2个; 五星级党支部共3个
    regex(rf"(?P<star>[一二三四五六七1-7])星级?的?{_NAMED}?(?:共有?|共计|有|各|:)?{_NUMBER}个"),
    # 3个五星级党支部
    regex(rf"{_NUMBER}个(?P<star>[一二三四五六七])星"),
)
_NO_COUNT = regex(r"[上去前往历]|同期|不超过|不少于|比例|名额|至少|以内|%|申报|目标|指标|控制|计划|力争|创|较|每")
_LEAST = 4


def branches_counted(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about a line that says how many branches there are, if neither the sheet nor a part of it has so many.

    A line that explains the difference has the right number as well: 共10个党支部，8个参加考核.
    """
    found = len(sheet.meaning.rows)
    for place, number, words in sheet.lines():
        stated = _stated(words)
        if stated is None or _explains(words, found, stated) or _is_of_a_part(sheet, number, stated):
            continue
        message = text(
            "“%(words)s” says that there are %(stated)s branches, but the table has %(found)s.",
            words=display_text(words),
            stated=stated,
            found=found,
        )
        yield Problem("error", COUNT_DIFFERS, place, message, _correct(words))


def _stated(words: str) -> int | None:
    clauses = [clause for clause in _CLAUSE.split(plain_label(words)) if not _OTHERS.search(clause)]
    matches = (form.search(clause) for clause in clauses for form in _COUNTS)
    return next((_whole(match["number"]) for match in matches if match), None)


def _whole(number: str) -> int:
    return int(number) if number.isdecimal() else number_in_words(number) or 0


def _explains(words: str, found: int, stated: int) -> bool:
    counts = {stated, *map(_whole, _ANY_COUNT.findall(plain_label(words)))}
    return found in counts or any(first - second == found for first in counts for second in counts)


def _is_of_a_part(sheet: ScoredSheet, number: int, stated: int) -> bool:
    """Tell whether so many branches stand between the line and any other row that is none: a page, a department."""
    rows = [row for row, _ in sheet.meaning.rows]
    ends = {0, len(rows), *(bisect_left(rows, other) for other, _ in sheet.meaning.others)}
    at = bisect_left(rows, number)
    return not ends.isdisjoint({at - stated, at + stated})


def _correct(words: str) -> Text:
    return text(
        "Is a row missing, or one too many? Correct the list or the number; if the line is about something else, write "
        "into columns.yaml: %(line)s",
        line=f"branches: {{{in_yaml(words.strip())}: {IGNORE}}}",
    )


def stars_counted(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about a line above or below all branches whose numbers of stars are not those that the scores give."""
    last = sheet.meaning.rows[-1][0] if sheet.meaning.rows else 0
    for place, number, words in sheet.lines():
        if number and number < last:
            continue
        clauses = [clause for clause in _CLAUSE.split(plain_label(words)) if not _NO_COUNT.search(clause)]
        told = [match for clause in clauses for form in _STARRED for match in form.finditer(clause)]
        counted = Counter(sheet.stars.values()) if told else Counter()
        for match in told if sheet.stars else ():
            star, stated = star_of(match["star"]), _whole(match["number"])
            if star in sheet.rules.levels.stars and counted[star] != stated:
                message = text(
                    "“%(words)s” says that %(stated)s branches have %(star)s, but by their totals %(found)s have it.",
                    words=display_text(words),
                    stated=stated,
                    star=sheet.rules.levels.name(star),
                    found=counted[star],
                )
                yield Problem("error", STARS_DIFFER, place, message, _correct(words))
                break


def running_numbers(sheet: ScoredSheet) -> Iterator[Problem]:
    """Warn of numbers that the running numbers leave out or have twice: a row may have been lost or copied.

    They are those that begin at 1 and leave out few; others may be codes. They may begin anew, and need no order.
    """
    for head in sheet.heads:
        if column_hint(head.title, ()) == "number" and not _counts_rows(sheet, head):
            numbers = list(_numbers(sheet, head))
            odd = _odd_numbers([number for _, number in numbers])
            if odd and len(numbers) >= _LEAST and len(odd) * _LEAST <= len(numbers) and min(odd):
                first = next(row for row, number in numbers if number >= odd[0])
                message = text(
                    "The running numbers in “%(head)s” leave out, or have twice: %(numbers)s.",
                    head=head.title,
                    numbers=listed(map(str, odd)),
                )
                hint = text("Is a row missing, or copied? Correct the list or the numbers.")
                yield Problem("warning", "running-number", sheet.grid.place(first, head.column), message, hint)


def _counts_rows(sheet: ScoredSheet, head: ColumnHeader) -> bool:
    """Tell at once whether the branches are numbered 1, 2, 3 … without any exception; nearly all are."""
    return np.array_equal(sheet.meaning.cells.floats[:, head.column], np.arange(1, len(sheet.meaning.rows) + 1))


def _numbers(sheet: ScoredSheet, head: ColumnHeader) -> Iterator[tuple[int, int]]:
    """Yield the rows and their running numbers, also those of rows that are no branches: they explain a gap."""
    for number, row in sorted([*sheet.meaning.rows, *sheet.meaning.others]):
        cell = row[head.column]
        whole = isinstance(cell, float | int) and not isinstance(cell, bool) and float(cell).is_integer()
        if whole or (isinstance(cell, str) and cell.strip().isdecimal()):
            yield number, int(cell)


def _odd_numbers(numbers: Sequence[int]) -> list[int]:
    """Return which of the numbers from 1 to the last are left out or are there twice; none if they begin otherwise."""
    if not numbers or min(numbers) != 1 or max(numbers) > 2 * len(numbers):
        return []
    odd: list[int] = []
    run: Counter[int] = Counter()
    ordered = len(set(numbers)) < len(numbers)
    for number in [*numbers, 1]:
        if run and number == 1 and (ordered or len(run) == len(numbers)):
            odd += [each for each in range(1, max(run) + 1) if run[each] != 1]
            run.clear()
        run[number] += 1
    return sorted(set(odd))
