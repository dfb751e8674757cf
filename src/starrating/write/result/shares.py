"""The sheet of shares: how many branches have each star, against the targets, with a chart."""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from xlsxwriter import Workbook

from starrating.i18n import text
from starrating.model import NO_STAR
from starrating.model.results import status_words, without_star
from starrating.rating.targets import aim_words
from starrating.ruleset import Milestone
from starrating.write.wording import ReviewWording
from starrating.write.xlsx.chart import Figure, Spot, insert_columns
from starrating.write.xlsx.contents import Entry
from starrating.write.xlsx.page import set_page, write_bottom, write_heading
from starrating.write.xlsx.row_stream import StreamSheet, literal
from starrating.write.xlsx.workbook import Styles

_WIDTHS = (12, 20, 12, 14, 8, 14, 12)
_LAST = len(_WIDTHS) - 1
_FIRST_ROW = 2
_CHART_ROWS = 12
_ROW_HEIGHT = 24
_PIXELS_PER_CHARACTER = 7
_PIXELS_PER_POINT = 96 / 72
_NOT_MET = text("not met")

Row = tuple[str | int | float, ...]


class Standing(NamedTuple):
    """A target and how a review stands to it: the branches needed (or allowed), reached, missing (or too many)."""

    milestone: Milestone
    needed: int
    reached: int
    missing: int


def shares_entry(words: ReviewWording) -> Entry:
    """Return the sheet's line in the list of sheets."""
    return Entry(words.say(text("Shares")), words.headline(words.title(text("shares of the stars"))))


def write_shares(book: Workbook, styles: Styles, words: ReviewWording) -> None:
    """Add the sheet of shares to the book: counts, chart, targets that are due in the period or later."""
    say = words.say
    sheet: StreamSheet = book.add_worksheet(shares_entry(words).name, StreamSheet)
    sheet.set_default_row(_ROW_HEIGHT)
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    write_heading(
        sheet,
        styles,
        (
            shares_entry(words).title,
            words.period_line,
            say(text("Unit: %(subject)s", subject=words.rules.wording.subject)),
        ),
        _WIDTHS,
    )
    counts, stars = list(_counts(words)), len(words.rules.levels.stars)
    row = _write_rows(sheet, styles, _FIRST_ROW, counts, ("centre", "whole", "share"))
    _insert_chart(book, sheet, styles, stars)
    row = max(row, _FIRST_ROW + _CHART_ROWS) + 1
    row = _write_targets(sheet, styles, words, row)
    note = text(
        "Note: shares are of every %(subject)s with a star; those without one are listed, not counted. "
        "What a target needs is its share of them, rounded up.",
        subject=words.rules.wording.subject,
    )
    set_page(sheet, write_bottom(sheet, styles, row, (words.notes(note), words.signatures), _WIDTHS), _WIDTHS)


def standings(words: ReviewWording) -> Iterator[Standing]:
    """Hold the review against the targets that are due in its period or later; against none if nobody was rated."""
    counts = words.review.ratings.counts()
    targets = words.rules.targets
    among_all = targets is not None and targets.among == "all"
    rated = sum(count for star, count in counts.items() if among_all or star != NO_STAR)
    for milestone in targets.milestones if targets else ():
        if rated and milestone.due >= words.review.period:
            count = sum(number for star, number in counts.items() if milestone.counts(star))
            yield Standing(milestone, milestone.needed(rated), count, milestone.short(count, rated))


def _counts(words: ReviewWording) -> Iterator[Row]:
    """Give the heads, each star from the highest, all that have one, and those without one by the reason."""
    counts, say = words.review.ratings.counts(), words.say
    rated = len(words.review.ratings) - counts.get(NO_STAR, 0)
    yield say(text("Star")), say(text("Number of %(subject)s", subject=words.rules.wording.subject)), say(text("Share"))
    for star in reversed(words.rules.levels.stars):
        count = counts.get(star, 0)
        yield words.rules.level(star), count, _rounded(count, rated)
    yield say(text("All rated")), rated, _rounded(rated, rated)
    for status, count in without_star(words.review.ratings).items():
        yield say(status_words(status, words.rules.levels.name(NO_STAR))), count, "—"


def _rounded(count: int, rated: int) -> float:
    """Round a share to a tenth of a percent, halves up, for print only: targets are held against counts."""
    return math.floor(Fraction(count * 1000, rated or 1) + Fraction(1, 2)) / 1000


def _write_targets(sheet: StreamSheet, styles: Styles, words: ReviewWording, row: int) -> int:
    """Write the targets, where there are any, from `row` on, those that were missed set off; return the row after."""
    goals = _targets(words)
    if not goals:
        return row
    missed = {"type": "cell", "criteria": "==", "value": f'"{words.say(_NOT_MET)}"', "format": styles.difference}
    sheet.conditional_format(row + 1, _LAST, row + len(goals) - 1, _LAST, missed)
    return _write_rows(sheet, styles, row, goals, ("centre", "text", "centre", "whole", "whole", "whole", "centre"))


def _targets(words: ReviewWording) -> list[Row]:
    """Return the heads and a row for each target; nothing where there is none."""
    rows: list[Row] = [_target_row(words, standing) for standing in standings(words)]
    heads = (
        text("Clause"),
        text("Target"),
        text("Due"),
        text("Needed or allowed"),
        text("Reached"),
        text("Missing or too many"),
        text("Result"),
    )
    return [tuple(words.say(head) for head in heads), *rows] if rows else []


def _target_row(words: ReviewWording, standing: Standing) -> Row:
    milestone, due_now = standing.milestone, standing.milestone.due == words.review.period
    open_end = _NOT_MET if due_now else text("not due yet")
    return (
        words.cited_briefly(milestone.clause) or "",
        words.say(aim_words(milestone, words.rules)),
        milestone.due.say(words.rules.language),
        standing.needed,
        standing.reached,
        standing.missing,
        words.say(open_end if standing.missing else text("met")),
    )


def _write_rows(sheet: StreamSheet, styles: Styles, row: int, rows: list[Row], names: tuple[str, ...]) -> int:
    """Write heads and rows of cells from `row` on; return the row after them."""
    for offset, cells in enumerate(rows):
        for column, (cell, name) in enumerate(zip(cells, names, strict=True)):
            style = styles(name if offset else "head")
            if isinstance(cell, str):
                sheet.write_string(row + offset, column, literal(cell), style)
            else:
                sheet.write_number(row + offset, column, cell, style)
    return row + len(rows)


def _insert_chart(book: Workbook, sheet: StreamSheet, styles: Styles, stars: int) -> None:
    """Put a chart of the counts beside them."""
    first, last = _FIRST_ROW + 1, _FIRST_ROW + stars
    head = (_FIRST_ROW, 1)
    figure = Figure(head, (first, 0, last, 0), [(head, (first, 1, last, 1))])
    width = sum(_WIDTHS[3:]) * _PIXELS_PER_CHARACTER
    height = int(_CHART_ROWS * _ROW_HEIGHT * _PIXELS_PER_POINT) - 12
    insert_columns(book, sheet, styles, figure, Spot((_FIRST_ROW, 3), width, height))
