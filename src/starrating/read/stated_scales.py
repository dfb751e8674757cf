"""Scales that a sheet states above its scores: 满分5分, 10分制. Points of another scale do not count."""

import re
from collections.abc import Iterator

from starrating.errors import CellRef, Problem
from starrating.i18n import text
from starrating.model.chinese_numerals import number_in_words
from starrating.patterns import regex
from starrating.read.full_marks import plain_label
from starrating.read.scored_sheet import ScoredSheet

_SCALE = regex(
    r"(?P<full>\d{1,4})分制|(?P<words>[百千]|[一二三四五六七八九]?十|[三五])分制|满分(?:为|是|:)?(?P<marks>\d{1,4})分?"
)
"""（满分5分）, 10分制, 百分制, 五分制."""
_WORDS = {"百": 100, "千": 1000}


def scales(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about a total without items that is on another scale than the rule set, by its head or a title above it."""
    whole = sheet.rules.criteria.full_marks
    if whole is None or sheet.table.items:
        return
    for place, words in [*_heads(sheet), *sheet.titles()]:
        stated = [_marks(match) for match in _SCALE.finditer(plain_label(words))]
        if stated and whole not in stated:
            message = text(
                "“%(words)s” says that the scores are out of %(stated)s, but the rule set has %(whole)s.",
                words=words,
                stated=stated[0],
                whole=whole,
            )
            hint = text("Write the scores on the scale of the rule set, or correct the words.")
            yield Problem("error", "scale-differs", place, message, hint)
            return


def _marks(match: re.Match[str]) -> int:
    if digits := match["full"] or match["marks"]:
        return int(digits)
    return _WORDS.get(match["words"]) or number_in_words(match["words"]) or 0


def _heads(sheet: ScoredSheet) -> Iterator[tuple[CellRef, str]]:
    """Yield the words above the column of the total."""
    total = sheet.meaning.roles.total if sheet.meaning.roles else None
    header = sheet.meaning.header
    for number, row in enumerate(sheet.grid.first_rows(header.bottom), start=1):
        cell = row[total] if total is not None and number >= header.top else ""
        if cell and isinstance(cell, str):
            yield sheet.grid.place(number, total or 0), cell
