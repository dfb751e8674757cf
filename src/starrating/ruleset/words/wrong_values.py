"""What is wrong with a value, in our words: what it must be, and what was probably meant."""

import difflib
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pydantic_core import ErrorDetails

from starrating.errors import Rejection
from starrating.i18n import ENGLISH, Text, language, listed, text
from starrating.ruleset.words.vocabulary import either

UNCALLED = "default_factory_not_called"
"""What pydantic says of a key whose default rests on one that is wrong, and told of already."""


def wrong_value(key: str, found: Sequence[ErrorDetails]) -> Text:
    """Say what a value must be; where several kinds are allowed, pydantic complains once for each."""
    if reason := _rejected(found):
        return reason.message
    expected, given = either(dict.fromkeys(_expected(details) for details in found)), _shown(found[0]["input"])
    return text("%(key)s must be %(expected)s, not %(given)s.", key=key, expected=expected, given=given)


def _rejected(found: Sequence[ErrorDetails]) -> Rejection | None:
    """Return what a model of ours itself says is wrong."""
    reasons = (details.get("ctx", {}).get("error") for details in found)
    return next((reason for reason in reasons if isinstance(reason, Rejection)), None)


def _expected(details: ErrorDetails) -> Text:
    context = details.get("ctx", {})
    match details["type"]:
        case "literal_error":
            return text("one of these: %(allowed)s", allowed=listed(_allowed(details)))
        case "string_pattern_mismatch":
            sign = "-" if "-]" in str(context["pattern"]) else "_"
            return text("made of small Latin letters, digits and “%(sign)s”, beginning with a letter", sign=sign)
        case "greater_than":
            return text("more than %(bound)s", bound=context["gt"])
        case "greater_than_equal":
            return text("at least %(bound)s", bound=context["ge"])
        case "less_than_equal":
            return text("at most %(bound)s", bound=context["le"])
        case kind:
            return _KINDS.get(kind, text("a value that this key allows"))


_KINDS = {
    "string_type": text("text"),
    "string_too_short": text("a text that is not empty"),
    "int_type": text("a whole number"),
    "int_from_float": text("a whole number"),
    "bool_type": text("true or false"),
    "is_instance_of": text("a number"),
    "decimal_type": text("a number"),
    "tuple_type": text("a list"),
    "too_short": text("a list with at least one entry"),
    "model_type": text("keys with values"),
    "dict_type": text("keys with values"),
    "union_tag_not_found": text("keys with values"),
    "model_attributes_type": text("keys with values"),
}


def advice(found: Sequence[ErrorDetails]) -> Text | None:
    """Say what was probably meant, and how it is written; None if nobody can tell."""
    given = found[0]["input"]
    kinds = {details["type"] for details in found}
    allowed = [word for details in found if details["type"] == "literal_error" for word in _allowed(details)]
    advice_given: Text | None = None
    if _rejected(found):
        return None
    if "string_type" in kinds and "is_instance_of" not in kinds and isinstance(given, int | Decimal):
        advice_given = text('Put it between quotes: "%(value)s"', value=_plain(given))
    elif kinds & {"is_instance_of", "int_type"} and isinstance(given, str):
        advice_given = _as_number(given, whole="int_type" in kinds)
    elif kinds == {"union_tag_not_found"}:
        advice_given = _as_condition(given)
    elif "tuple_type" in kinds:
        advice_given = text(
            "A list stands in brackets, its entries parted by commas, or with “- ” in lines of its own."
        )
    if advice_given is None and kinds == {"literal_error"} and isinstance(given, str):
        return likely_word(given, allowed)
    return advice_given


_COMPARED = re.compile(r"\s*(\w+)\s*(>=|<=|==|=|>|<|≥|≤)\s*(-?\d+(?:\.\d+)?)\s*")  # sat < 60
_SIGNS = {">=": "at_least", "≥": "at_least", "<=": "at_most", "≤": "at_most", ">": "above", "<": "below"}


def _as_condition(given: object) -> Text:
    """Say how a condition is written that stands as a text or as a list."""
    if isinstance(given, tuple):
        return text("Several conditions stand under “all” or “any”: {all: […, …]}")
    if found := _COMPARED.fullmatch(str(given)):
        name, sign, bound = found.groups()
        kind = "score: total" if name == "total" else f"value: {name}"
        return text("Write it so: %(condition)s", condition=f"{{{kind}, {_SIGNS.get(sign, 'is')}: {bound}}}")
    return text("A condition is made of keys, such as “{value: total, below: 60}”.")


def _as_number(given: str, *, whole: bool) -> Text | None:
    """Say how a number is written that stands as a text."""
    if re.fullmatch(r"\s*-?\d+([.．]\d+)?\s*", given):
        return text("Write the number without quotes, with ASCII digits.")
    if alone := re.match(r"\s*(-?\d+(?:\.\d+)?)\s*(?:[^\W\d]+|[%％])\s*$", given):  # 60分, 60 points, 60%
        return text("Write the number alone: %(number)s", number=alone[1])
    return None if whole else text("A number is written with digits: 60, 79.5.")


def likely_word(word: str, known: Sequence[str]) -> Text:
    """Ask whether the nearest of the known words was meant, or say all of them."""
    if near := difflib.get_close_matches(word, known, n=1):
        return text("Did you mean %(likely)s?", likely=near[0])
    return text("Known here: %(known)s", known=listed(known))


def _allowed(details: ErrorDetails) -> list[str]:
    """Return the words that a key allows; of words in both languages those of the reader."""
    expected = str(details["ctx"]["expected"])
    words = re.findall(r"'([^']+)'", expected) or [expected.lower()]
    return [word for word in words if word.isascii() == (language() == ENGLISH)] or words


def _shown(given: object) -> Text:
    if isinstance(given, tuple):
        return text("a list")
    if isinstance(given, Mapping):
        return text("keys with values")
    return text("“%(value)s”", value=_plain(given))


def _plain(given: object) -> str:
    return str(given).lower() if isinstance(given, bool) else str(given)
