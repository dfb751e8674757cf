"""The result workbook of a review: ranking, points, incidents, steps, shares, explanations; ready to print and send.

Values are values, never formulas; the same review gives the same bytes. Importing this module imports XlsxWriter.
"""

from pathlib import Path

from xlsxwriter import Workbook

from starrating.files.results.adjustments import adjustments, adjustments_table
from starrating.files.results.books import new_book
from starrating.files.results.notes import notes_table
from starrating.files.results.points import details_table
from starrating.files.results.shares import write_shares
from starrating.files.results.sheets import incidents_table, ranking_table
from starrating.files.results.styles import Styles
from starrating.files.results.tables import write_table
from starrating.files.results.words import Words
from starrating.model import Review
from starrating.ruleset import RuleSet


def file_stem(review: Review, rules: RuleSet) -> str:
    """Return the name of the file without its ending: 2013年上半年星级党支部考核汇总表."""
    return Words(review, rules).summary_title


def write_results(path: Path, review: Review, rules: RuleSet, *, organisation: str | None = None) -> None:
    """Write the result workbook in the language of the rule set; it replaces `path` whole or not at all.

    The sheet of points is left out where the review has neither items nor values, that of incidents where the rule set
    has no triggers, that of adjustments where incidents explain every step. `OSError` if the file cannot be written.
    """
    words = Words(review, rules, organisation)
    with new_book(path, words.summary_title, review.recorded_at) as book:
        _write_sheets(book, words)


def _write_sheets(book: Workbook, words: Words) -> None:
    ratings = words.review.ratings
    styles = Styles(book, words.rules.language)
    write_table(book, styles, ranking_table(words))
    if ratings.scores.items or ratings.values:
        write_table(book, styles, details_table(words))
    if words.rules.triggers or ratings.incidents:
        write_table(book, styles, incidents_table(words))
    if adjustments(ratings):
        write_table(book, styles, adjustments_table(words))
    write_shares(book, styles, words)
    write_table(book, styles, notes_table(words))
