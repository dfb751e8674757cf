"""The result workbook of a review: ranking, points, incidents, shares, explanations; ready to print and to send out.

Values are values, never formulas; the same review gives the same bytes. Importing this module imports XlsxWriter.
"""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from starrating.files.atomic import replacing
from starrating.files.results.notes import notes_table
from starrating.files.results.shares import write_shares
from starrating.files.results.sheets import details_table, incidents_table, ranking_table
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

    The sheet of points is left out where the review has no items. `OSError` if the file cannot be written.
    """
    words = Words(review, rules, organisation)
    # XlsxWriter leaves its working files behind when it is interrupted, so they live in a folder that goes with us.
    with replacing(path) as temporary, TemporaryDirectory(ignore_cleanup_errors=True) as working:
        options = {"tmpdir": working, "strings_to_formulas": False, "strings_to_urls": False}
        book = Workbook(str(temporary), options)
        book.use_zip64()
        book.set_properties({"title": words.summary_title, "created": _created(review.recorded_at)})
        _write_sheets(book, words)
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None


def _write_sheets(book: Workbook, words: Words) -> None:
    styles = Styles(book, words.rules.language)
    write_table(book, styles, ranking_table(words))
    if words.review.ratings.scores.items:
        write_table(book, styles, details_table(words))
    write_table(book, styles, incidents_table(words))
    write_shares(book, styles, words)
    write_table(book, styles, notes_table(words))


def _created(recorded_at: str) -> dt.datetime:
    """Take the file's date from the record, not from the clock, so that the same review gives the same bytes."""
    return dt.datetime.fromisoformat(recorded_at).replace(tzinfo=None)
