"""From the value of one cell to what it means; what cannot be meant for sure is refused, never guessed."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import Any, TypeGuard

from starrating.decimals import decimal_of, written
from starrating.errors import Rejection
from starrating.i18n import Text, listed, text
from starrating.model import Kind
from starrating.model.chinese_numerals import dates_in_digits
from starrating.patterns import regex
from starrating.ruleset import Levels

BLANKS = " \t\r\n\v\f\u3000\u00a0\u200b\ufeff"
"""What is stripped from the outside of a cell; inside, a blank is part of the text."""
HALF_WIDTH = str.maketrans("０１２３４５６７８９．－＋％（）：−", "0123456789.-+%():-")
"""Full-width digits and signs; a table of its own, because NFKC would also make 92 of 9²."""

LEAST_SCORE, MOST_SCORE = 1e-12, 1e9
"""What is nearer to zero, yet not zero, is the noise of a formula; what is larger is no score."""
MOST_NUMBER = 1e15
"""What is larger is no number that a cell holds with all its digits."""

StarNames = Mapping[str, int | None]
"""What the rule set calls its levels, with the star of each; None for the level of those that have no star."""

_NUMBER = regex(r"[+-]?\d+(\.\d+)?", re.ASCII)
_WITH_UNIT = regex(r"([+-]?\d+(?:\.\d+)?)\s*分", re.ASCII)
_DAY = regex(r"(\d{4})\s*[年./—–-]\s*(\d{1,2})\s*[月./—–-]\s*(\d{1,2})\s*[日号]?", re.ASCII)
_EIGHT_DIGITS = regex(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\.0)?", re.ASCII)
_TIME = regex(r"[\sT]+\d{1,2}:\d{2}(?::\d{2})?$", re.ASCII)
_STAR = regex(r"([0-9]|[零一二三四五六七八九叁肆伍])(?:星级?|★)?", re.ASCII)
_BLANK = regex(r"\s")
_DIGITS = "零一二三四五六七八九"
_CAPITALS = str.maketrans("叁肆伍", "三四五")
_NOT_APPLICABLE = {"不适用", "不参评", "n/a", "na", "not applicable", "not-applicable"}
_USUAL_STROKE = "/"
_STROKES = {_USUAL_STROKE, "\\", "-", "--", "—", "——"}
_NO_SCORE = {*_NOT_APPLICABLE, *_STROKES, "无"}
_YES = {"是", "有", "√", "✓", "✔", "y", "yes", "true", "1"}
_NO = {"否", "无", "×", "✗", "✘", "x", "n", "no", "false", "0"}
_LAST_SERIAL = 80_000


def display_text(value: object) -> str:
    """Write a cell's value for a message: on one line, and not too long of it."""
    line = " ".join(_written(value).split())
    return line if len(line) <= 40 else line[:39] + "…"


def text_of(value: object) -> str | None:
    """Read a text cell, without the blanks around it: 12.0 → `12`; None if blank."""
    if isinstance(value, str):
        return value.strip(BLANKS) or None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    return _written(value)


def _written(value: object) -> str:
    return written(decimal_of(value), 0) if isinstance(value, float) and isfinite(value) else str(value)


def score_of(value: object) -> tuple[float, bool]:
    """Read a score that is no plain number; tell whether its writing had to be normalised.

    A number stored as text is a number. `Rejection` for anything that is not surely one number of at most 15 digits.
    """
    if isinstance(value, bool):
        raise Rejection("text-in-score", text("is %(value)s, not a score", value=text_of(value)), _TYPE_A_NUMBER)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise _date_in_score(value)
    if isinstance(value, float | int):
        return _plausible(float(value), value), False
    stripped = str(value).strip(BLANKS)
    plain = stripped.translate(HALF_WIDTH)
    if plain.casefold() in _NO_SCORE:
        raise _not_applicable(stripped)
    match = _WITH_UNIT.fullmatch(plain)
    number = match[1] if match else plain
    if not _NUMBER.fullmatch(number):
        raise Rejection(
            "text-in-score", text("is “%(value)s”, not a number", value=display_text(value)), _number_hint(plain)
        )
    if len(re.sub(r"\D", "", number).strip("0")) > 15:
        raise Rejection(
            "text-in-score",
            text("is “%(value)s”, which has more than 15 digits", value=display_text(value)),
            _TYPE_A_NUMBER,
        )
    return _plausible(float(number), value), number != stripped


_TYPE_A_NUMBER = text("Type the score as a number, such as 92.5.")


def _number_hint(plain: str) -> Text:
    if match := re.fullmatch(r"(\d+)[,，。、](\d+)", plain):
        return text("If %(number)s is meant, type it with a decimal point.", number=f"{match[1]}.{match[2]}")
    return _TYPE_A_NUMBER


def not_applicable(value: object) -> tuple[bool, bool]:
    """Tell whether a cell says that there is nothing to score, and whether it says so by an unusual stroke: not by /.

    无 is no such word, for it may mean that no point was won; nor is a blank.
    """
    plain = value.strip(BLANKS).translate(HALF_WIDTH).casefold() if isinstance(value, str) else ""
    return plain in _NOT_APPLICABLE or plain in _STROKES, plain in _STROKES - {_USUAL_STROKE}


def _not_applicable(value: str) -> Rejection:
    hint = text("Type the score, 0 if no point was won; an item that does not apply has to be settled by the rules.")
    return Rejection("not-applicable", text("has “%(value)s” where a score must be", value=value), hint)


def _date_in_score(value: dt.date | dt.time | dt.timedelta) -> Rejection:
    if not isinstance(value, dt.date):
        reason = text("is a time, %(value)s", value=value)
        return Rejection("date-in-score", reason, _FORMAT_AS_NUMBER)
    reason = text("is the date %(date)s", date=value.strftime("%Y-%m-%d"))
    hint = text(
        "Perhaps %(month)s-%(day)s or %(month)s/%(day)s was typed for %(month)s.%(day)s; "
        "set the format of the cell to number and type the score again.",
        month=value.month,
        day=value.day,
    )
    return Rejection("date-in-score", reason, hint)


_FORMAT_AS_NUMBER = text("Set the format of the cell to number and type the score again.")


def _plausible(number: float, value: object) -> float:
    if number == 0 or LEAST_SCORE <= abs(number) < MOST_SCORE:
        return number
    reason = text("is %(value)s, which cannot be a score", value=str(value)[:40])
    hint = text("Type the score; if a formula gives this number, round it there: =ROUND(…, 2)")
    raise Rejection("text-in-score", reason, hint)


def star_names(levels: Levels) -> StarNames:
    """Return the names that mean one level each, as cells are compared with them."""
    named = [(word, band) for band in levels.bands for word in (band.name, band.mark) if word]
    names = [word.strip(BLANKS).translate(HALF_WIDTH) for word, _ in named]
    pairs = zip(names, (band for _, band in named), strict=True)
    return {name: None if band.star == "none" else band.star for name, band in pairs if names.count(name) == 1}


def star_of(value: object, names: StarNames | None = None) -> int | None:
    """Read a star: 五星级, 伍星, 5星级, 5, 5★, ★★★★★, or the name of a level; of ★★★★☆ the filled stars count.

    The name of a level without a star is read as None. `Rejection` for anything else.
    """
    if isinstance(value, float | int) and not isinstance(value, bool) and float(value).is_integer():
        return int(value)
    plain = str(value).strip(BLANKS).translate(HALF_WIDTH)
    if names and plain in names:
        return names[plain]
    plain = _BLANK.sub("", plain).replace("⭐", "★").replace("\ufe0f", "")
    if plain and not plain.strip("★☆"):
        return plain.count("★")
    if match := _STAR.fullmatch(plain):
        digit = match[1].translate(_CAPITALS)
        return _DIGITS.index(digit) if digit in _DIGITS else int(digit)
    hint = text("Write it as 5 or ★★★★★, or leave the cell blank.")
    if names:
        hint = text("Write the name of a level (%(known)s), or leave the cell blank.", known=listed(names))
    raise Rejection("star-unknown", text("is “%(value)s”, not a star level", value=display_text(value)), hint)


def number_of(value: object) -> tuple[Decimal, bool]:
    """Read a number that is no score, of at most 15 digits; tell whether its writing had to be normalised.

    `Rejection` otherwise: of 95% it cannot be known whether 95 or 0.95 is meant.
    """
    if isinstance(value, str):
        plain = value.strip(BLANKS).translate(HALF_WIDTH)
        if _NUMBER.fullmatch(plain) and len(re.sub(r"\D", "", plain).strip("0")) <= 15:
            return Decimal(plain), plain != value.strip(BLANKS)
    elif _is_number(value) and (value == 0 or LEAST_SCORE <= abs(value) < MOST_NUMBER):
        return value if isinstance(value, Decimal) else decimal_of(value), False
    hint = text("Type a plain number, such as 92.5, without a unit or a percent sign.")
    raise Rejection("not-a-number", text("is “%(value)s”, not a number", value=display_text(value)), hint)


def _is_number(value: object) -> TypeGuard[Any]:
    return isinstance(value, float | int | Decimal) and not isinstance(value, bool)


def count_of(value: object) -> int:
    """Read a whole number, 0 or more; `Rejection` otherwise."""
    if isinstance(value, str):
        plain = value.strip(BLANKS).translate(HALF_WIDTH)
        match = re.fullmatch(r"(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})[人名个]?", plain, re.ASCII)
        value = int(match[1].replace(",", "")) if match else value
    if isinstance(value, float | int) and not isinstance(value, bool) and 0 <= value < 1e9 and value == int(value):
        return int(value)
    hint = text("Type a whole number, such as 23, or leave the cell blank.")
    raise Rejection("not-a-count", text("is “%(value)s”, not a whole number", value=display_text(value)), hint)


def answer_of(value: object) -> bool:
    """Read an answer, yes or no; `Rejection` otherwise."""
    if isinstance(value, bool):
        return value
    plain = (text_of(value) or "").casefold()
    if plain in _YES or plain in _NO:
        return plain in _YES
    hint = text("Write yes or no, or leave the cell blank.")
    raise Rejection("answer-unknown", text("is “%(value)s”, neither yes nor no", value=display_text(value)), hint)


def date_of(value: object) -> tuple[dt.date, bool]:
    """Read a day; tell whether it was only a serial number. `Rejection` if the day, month or year is missing."""
    if isinstance(value, dt.datetime):
        return value.date(), False
    if isinstance(value, dt.date):
        return value, False
    plain = _BLANK.sub("", _TIME.sub("", str(value).strip(BLANKS))).strip(BLANKS).translate(HALF_WIDTH)
    plain = dates_in_digits(plain)
    try:
        if match := _DAY.fullmatch(plain) or _EIGHT_DIGITS.fullmatch(plain):
            return dt.date(int(match[1]), int(match[2]), int(match[3])), False
    except ValueError:
        pass
    serial = re.fullmatch(r"(\d{5})(?:\.0)?", plain, re.ASCII)
    if serial and not isinstance(value, bool) and int(serial[1]) < _LAST_SERIAL:
        return dt.date(1899, 12, 30) + dt.timedelta(int(serial[1])), True
    reason = text("is “%(value)s”, not a day of the calendar with year, month and day", value=display_text(value))
    raise Rejection("date-incomplete", reason, text("Write the full date, such as 2013-07-15."))


def value_of(value: object, kind: Kind, stars: StarNames | None = None) -> tuple[Any, bool]:  # noqa: PLR0911 [one line for each kind]
    """Read a cell of a column of some kind; tell whether its writing was normalised. None if blank.

    A score or another number becomes a `Decimal`. `Rejection` if the value cannot be meant.
    """
    if isinstance(value, str) and not value.strip(BLANKS):
        return None, False
    match kind:
        case "score":
            number, normalised = score_of(value)
            return decimal_of(number), normalised
        case "number":
            return number_of(value)
        case "date":
            return date_of(value)
        case "count":
            return count_of(value), False
        case "star":
            return star_of(value, stars), False
        case "answer":
            return answer_of(value), False
        case "text":
            return text_of(value), False
