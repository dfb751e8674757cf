"""What the facts of cells say against reading their values, and what is told although they were read."""

import datetime as dt
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from starrating.decimals import decimal_of, written
from starrating.errors import Problem, Rejection
from starrating.formats.sheet import Address, Facts, Sheet
from starrating.i18n import CHINESE, ENGLISH, Text, text
from starrating.model.problem_kinds import SEVERITIES

_LAST_SMALL_SERIAL = 10_000
"""Days until 1927: a smaller number in a cell of dates is a score, a larger one a date that was typed."""
_LONGEST_WORDS = 200


def unfit_number(facts: Facts, address: Address) -> Rejection | None:
    """Say why the number of a cell cannot be meant as it is stored; None if nothing tells against it.

    Told are numbers shown as percentages or as dates, and texts of which a part is superscript, subscript or struck
    through. A date that was typed is left to the reader of values.
    """
    if odd := facts.odd_runs.get(address):
        return _odd_run(odd)
    shown = facts.formats.get(address)
    if shown is None or address not in facts.numbers:
        return None
    number = decimal_of(facts.numbers[address])
    if shown.percent:
        message = text(
            "is shown as a percentage (%(percent)s%%); the cell holds %(value)s",
            percent=written(Fraction(number) * 100, 0),
            value=written(number, 0),
        )
        hint = text("Set the format of the cell to number, and type the points themselves, such as 92.5.")
        return Rejection("percent-in-score", message, hint)
    if shown.date and 1 <= number < _LAST_SMALL_SERIAL:
        message = text("holds %(value)s, but the cell is formatted as a date", value=written(number, 0))
        hint = text("Set the format of the cell to number; it shows %(value)s then.", value=written(number, 0))
        return Rejection("date-in-score", message, hint)
    return None


def _odd_run(odd: str) -> Rejection:
    message = text("has “%(odd)s” set above or below the line, or struck through, inside its text", odd=odd[:40])
    hint = text("Type the number alone into the cell, and put a note or a former number into another one.")
    return Rejection("odd-run-in-number", message, hint)


def odd_text(facts: Facts, address: Address) -> Rejection | None:
    """Say why a text cannot be meant where no number is asked for: a date or a star with a footnote in it."""
    odd = facts.odd_runs.get(address)
    return _odd_run(odd) if odd else None


def odd_name(facts: Facts, address: Address) -> Rejection | None:
    """Say why a name cannot be meant as it stands: a footnote or a former name is in its cell."""
    if odd := facts.odd_runs.get(address):
        hint = text("Type the name alone into the cell, and put a note or a former name into another one.")
        return Rejection("odd-run-in-name", _odd_run(odd).message, hint)
    return None


def doubtful_day(sheet: Sheet, address: Address, day: dt.date, today: dt.date | None) -> Problem | None:
    """Say why the day in a cell is surely, or perhaps, not the one that is meant; None if nothing tells against it."""
    shown = sheet.facts.formats.get(address)
    if shown and shown.date and not shown.year:
        message = text("The date %(day)s is shown without its year.", day=day.isoformat())
        hint = text("Look whether the year is right, and set the format of the cell to one with a year (2013-07-15).")
        return Problem("error", "year-not-shown", sheet.place(*address), message, hint)
    if today and day > today:
        message = text("The date %(day)s has not come yet; today is %(today)s.", day=day, today=today)
        return Problem("error", "date-in-future", sheet.place(*address), message, text("Correct the date."))
    return None


@cache
def _our_mark() -> re.Pattern[str]:
    """Return how a problem begins that `check` wrote into a marked copy: [错误], [error].

    Made when a comment is met: it takes the catalogues of both languages.
    """
    words = [f"[{word.say(language)}]" for word in SEVERITIES.values() for language in (CHINESE, ENGLISH)]
    return re.compile("|".join(map(re.escape, words)))


def comments(sheet: Sheet, rows: set[int], columns: set[int]) -> Iterator[tuple[Address, Text]]:
    """Yield the comments of cells, each with its address and on one line; what `check` wrote there is left out."""
    for address, words in sorted(sheet.facts.comments.items()):
        line = " ".join(" ".join(part for part in words.split("\n\n") if not _our_mark().match(part)).split())
        if line and address[0] in rows and address[1] in columns:
            shortened = line if len(line) <= _LONGEST_WORDS else line[: _LONGEST_WORDS - 1] + "…"
            yield address, text("The cell has a comment: “%(words)s”", words=shortened)
