"""Plain YAML scalars: integers, exact decimals, true/false, or else text; never a guess."""

import re
from decimal import Decimal

from starrating.i18n import Text, text

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_GUESSES: tuple[tuple[re.Pattern[str], Text], ...] = (
    (re.compile(r"(?i)yes|no|on|off|y|n|true|false"), text("a word, or true or false")),
    (re.compile(r"(?i)~|null"), text("a word, or nothing")),
    (re.compile(r"(?i)[-+]?(0[0-9_]+|0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+)"), text("a decimal, octal or other number")),
    (re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?"), text("a time of day, or a number to base 60")),
    (re.compile(r"[-+]?[0-9][0-9,]*_[0-9_,]*(\.[0-9_]*)?"), text("text, or a number with its thousands apart")),
    (re.compile(r"(?i)[-+]?\.(inf|nan)"), text("text, or a number that is none")),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\s].*)?"), text("text, or a date")),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+\.?[0-9]*)([eE][-+]?[0-9]+)?"), text("text, or a number")),
)


def plain_value(word: str) -> int | Decimal | bool | str:
    """Return what a plain scalar means: 80, 79.99 exactly, true, false; anything else is text."""
    if word in {"true", "false"}:
        return word == "true"
    if _INTEGER.fullmatch(word):
        return int(word)
    return Decimal(word) if _DECIMAL.fullmatch(word) else word


def readings_of(word: str) -> Text | None:
    """Say what a text that was not quoted could be to another reader of YAML; None if it is plainly text."""
    return next((readings for guess, readings in _GUESSES if guess.fullmatch(word)), None)
