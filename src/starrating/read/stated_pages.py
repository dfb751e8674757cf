"""Pages of a printed list that its lines count: one that is not there has taken its branches with it."""

import re
from collections.abc import Iterator

from starrating.errors import CellRef, Problem
from starrating.i18n import listed, text
from starrating.model.chinese_numerals import number_in_words
from starrating.patterns import regex
from starrating.read.cell_values import display_text
from starrating.read.column_map import IGNORE, in_yaml
from starrating.read.full_marks import plain_label
from starrating.read.scored_sheet import ScoredSheet

_COUNT = r"(\d{1,3}|[一二三四五六七八九十]{1,3})"
_PAGE_OF = (
    # 第1页 共3页, 第1页/共3页, 第一页，共三页
    regex(rf"第{_COUNT}页[/,;、]?\(?共{_COUNT}页"),
    # （1/3）, 第1/3页, Page 1 of 3
    regex(r"^[\(—-]?(?:第|page)?(\d{1,3})(?:/|of)(\d{1,3})页?[\)—-]?$", re.IGNORECASE),
)
_OF_PAGE = regex(rf"共{_COUNT}页[/,;、]?\(?第{_COUNT}页")
"""共3页，第1页"""
_Stated = tuple[CellRef, str, int]


def pages(sheet: ScoredSheet) -> Iterator[Problem]:
    """Ask about pages that are not there though others of the same list are; where one alone is, warn.

    The others may then stand in sheets or files of their own.
    """
    by_length: dict[int, list[_Stated]] = {}
    for place, _, words in sheet.lines():
        if stated := _page(words):
            page, of = stated
            by_length.setdefault(of, []).append((place, words, page))
    for of, found in by_length.items():
        there = {page for _, _, page in found}
        if lost := [str(page) for page in range(1, of + 1) if page not in there]:
            place, words, _ = found[-1]
            message = text(
                "“%(words)s” says that there are %(of)s pages, but these are not there: %(pages)s",
                words=display_text(words),
                of=of,
                pages=listed(lost),
            )
            hint = text(
                "Put in the rows of those pages; if the line is about something else, write into columns.yaml: "
                "%(line)s",
                line=f"branches: {{{in_yaml(words.strip())}: {IGNORE}}}",
            )
            yield Problem("error" if len(there) > 1 else "warning", "page-missing", place, message, hint)


def _page(words: str) -> tuple[int, int] | None:
    plain = plain_label(words)
    match = next(filter(None, (form.search(plain) for form in _PAGE_OF)), None)
    swapped = None if match else _OF_PAGE.search(plain)
    groups = match.groups() if match else swapped.groups()[::-1] if swapped else ()
    page, of = (int(group) if group.isdecimal() else number_in_words(group) or 0 for group in groups or ("0", "0"))
    return (page, of) if 0 < page <= of else None
