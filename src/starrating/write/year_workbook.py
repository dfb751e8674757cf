"""The workbooks of a year: its stars with all that follows from them, and the list of plaques.

Importing this module imports XlsxWriter.
"""

from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook

from starrating.i18n import text
from starrating.model.acts import Award, PlannedAward
from starrating.model.results import adjustments
from starrating.ruleset.consequences import ASSISTANCE
from starrating.write.result.notes import notes_tables
from starrating.write.result.reasons import adjustments_table, incidents_table
from starrating.write.result.shares import shares_entry, write_shares
from starrating.write.wording import ReviewWording, SheetWording, year_file_stem
from starrating.write.xlsx.chart import Figure, Spot, insert_lines
from starrating.write.xlsx.contents import Entry, contents_table, linked
from starrating.write.xlsx.page import set_page
from starrating.write.xlsx.table import Table, write_table
from starrating.write.xlsx.workbook import Styles, WorkbookProperties, new_book
from starrating.write.year_consequences import DuePlaque, consequences_table, due_table, pairs_table, plaques_table
from starrating.write.year_tables import YearContext, changes_table, counts_table, setting_table, trend_table

_CHART_ROWS = 20
"""How many rows of the usual height a chart below a table takes on paper."""
_PIXELS = 7
"""The width of a digit."""


def plaque_file_stem(words: SheetWording) -> str:
    """Return the name of the list of plaques without its ending: 2013年度星级党支部授牌名单."""
    return words.title(text("list of plaques"))


def write_year(path: Path, context: YearContext) -> None:
    """Write the workbook of a year in the language of the rule set; it replaces `path` whole or not at all.

    A sheet about nothing is left out, and that of adjustments where incidents explain every step.
    `OSError` if the file cannot be written.
    """
    about = WorkbookProperties(
        year_file_stem(context), context.review.recorded_at, context.rules.title, context.organisation
    )
    with new_book(path, about) as book:
        styles = Styles(book, context.rules.language)
        setting, *reasons = linked(context, setting_table(context), _reasons(context))
        notes = notes_tables(context)
        tables = [setting, *reasons, trend_table(context)]
        course = [_entry(counts_table(context))] if context.counts else []
        entries = [*map(_entry, tables), *course, shares_entry(context), *map(_entry, notes)]
        write_table(book, styles, contents_table(context, entries))
        first, *_ = [write_table(book, styles, table) for table in tables]
        first.activate()
        if context.counts:
            _write_course(book, styles, counts_table(context))
        write_shares(book, styles, context)
        for note in notes:
            write_table(book, styles, note)


def _write_course(book: Workbook, styles: Styles, table: Table) -> None:
    """Write how many had each star year by year, and draw it below, a line for each star."""
    sheet = write_table(book, styles, table)
    head, first, last = table.first - 1, table.first, table.first + table.rows - 1
    stars = [((head, column), (first, column, last, column)) for column in range(2, len(table.columns))]
    below = last + 2 + len(table.notes)
    set_page(sheet, below + _CHART_ROWS, table.widths)
    width = _PIXELS * sum(table.widths)
    insert_lines(book, sheet, styles, Figure((0, 0), (first, 1, last, 1), stars), Spot((below, 0), width, 300))


def write_plaques(path: Path, words: ReviewWording, award: Award | PlannedAward, due: Sequence[DuePlaque]) -> None:
    """Write the list of plaques, and that of old ones to come back if any are; `OSError` if it cannot be written."""
    recorded_at = words.review.recorded_at
    about = WorkbookProperties(plaque_file_stem(words), recorded_at, words.rules.title, words.organisation)
    with new_book(path, about) as book:
        styles = Styles(book, words.rules.language)
        write_table(book, styles, plaques_table(words, award))
        if due:
            write_table(book, styles, due_table(words, due))


def _reasons(context: YearContext) -> list[Table]:
    ratings = context.review.ratings
    asked = [
        (incidents_table, bool(ratings.incidents)),
        (adjustments_table, bool(adjustments(ratings))),
        (changes_table, True),
        (consequences_table, bool(context.consequences)),
        (pairs_table, bool(context.drawn(ASSISTANCE))),
    ]
    tables = [table(context) for table, is_asked in asked if is_asked]
    return [table for table in tables if table.rows]


def _entry(table: Table) -> Entry:
    return Entry(table.name, table.title, table.rows)
