"""The result workbook of a review, ready to print and send: ranking, points, reasons, shares, explanations, proofs.

Values are values, never formulas; the same review gives the same bytes. Importing this module imports XlsxWriter.
"""

from pathlib import Path

from xlsxwriter import Workbook

from starrating.model import Review
from starrating.model.results import adjustments
from starrating.ruleset import RuleSet
from starrating.write.result.notes import notes_tables
from starrating.write.result.points import details_table, has_details
from starrating.write.result.ranking import ranking_table
from starrating.write.result.reasons import adjustments_table, incidents_table
from starrating.write.result.shares import shares_entry, write_shares
from starrating.write.wording import KnownOfBranches, ReviewWording, review_words
from starrating.write.xlsx.contents import Entry, contents_table, linked
from starrating.write.xlsx.table import Table, write_table
from starrating.write.xlsx.workbook import Styles, WorkbookProperties, new_book


def file_stem(review: Review, rules: RuleSet) -> str:
    """Return the name of the file without its ending: 2013年上半年星级党支部考核汇总表."""
    return review_words(review, rules).summary_title


def write_results(
    path: Path,
    review: Review,
    rules: RuleSet,
    *,
    organisation: str | None = None,
    known: KnownOfBranches | None = None,
) -> None:
    """Write the result workbook in the language of the rule set; it replaces `path` whole or not at all.

    `known` is what is to be said of branches beside their review.

    The sheet of points is left out where there is nothing to say beside the score, that of incidents where there
    are none, that of adjustments where incidents explain every step.
    `RefusalError` if the file cannot be written.
    """
    words = review_words(review, rules, organisation, known)
    about = WorkbookProperties(words.summary_title, review.recorded_at, subject=rules.title, company=organisation)
    with new_book(path, about) as book:
        _write_sheets(book, words)


def _write_sheets(book: Workbook, words: ReviewWording) -> None:
    """Write the list of the sheets and the sheets; the book opens at the ranking."""
    styles = Styles(book, words.rules.language)
    ranking, *reasons = linked(words, ranking_table(words), _reasons(words))
    notes = notes_tables(words)
    tables = [ranking, *_details(words), *reasons]
    entries = [*map(_entry, tables), shares_entry(words), *map(_entry, notes)]
    write_table(book, styles, contents_table(words, entries))
    first, *_ = [write_table(book, styles, table) for table in tables]
    first.activate()
    write_shares(book, styles, words)
    for table in notes:
        write_table(book, styles, table)


def _details(words: ReviewWording) -> list[Table]:
    return [details_table(words)] if has_details(words) else []


def _reasons(words: ReviewWording) -> list[Table]:
    ratings, tables = words.review.ratings, []
    if ratings.incidents:
        tables.append(incidents_table(words))
    if adjustments(ratings):
        tables.append(adjustments_table(words))
    return tables


def _entry(table: Table) -> Entry:
    return Entry(table.name, table.title, table.rows)
