"""Text in lines of a given width: Chinese has no blanks to break at, and names are not to be broken."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from starrating.i18n import ENGLISH, language
from starrating.patterns import regex

# Parts that stay whole: a run without blanks and wide characters (`starrating.toml`, `--period`), blanks, one wide
# character with the closing marks after it, which never begin a line.
_PARTS = regex(r"\s+|[（〔《“‘]*(?:[!-~]+|.)[、，。；：！？）〕》”’…]*")
_NAMES = regex(r"\s+|\S+")
_WIDE = {"W", "F"}


# What a terminal obeys instead of showing it: control characters (escape sequences begin with one), but for the end of
# a line and the tabulator; line separators; and the marks that turn the direction of what follows.
OBEYED = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_UNSEEN = regex(r"[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff]")


def harmless(words: str) -> str:
    """Put a visible mark in the place of each character that a terminal would obey; data may hold any."""
    return OBEYED.sub("\ufffd", words)


def without_obeyed(words: str) -> str:
    """Return a text without what a terminal would obey and without what cannot be seen."""
    return _UNSEEN.sub("", OBEYED.sub("", words))


def width_of(text: str) -> int:
    """Return how many cells of a terminal a text takes: two for a wide character, none for a combining one."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells; only a part that alone is longer makes a longer line."""
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, width)]


def padded(text: str, width: int) -> str:
    """Return a text filled up with blanks to `width` cells."""
    return text + " " * (width - width_of(text))


def breaks(paragraph: str, width: int, whole: Sequence[tuple[int, int]] = (), *, fold: bool = False) -> list[int]:
    """Return where a paragraph is broken into lines; `fold` breaks a part that alone is longer than a line, too.

    `whole` are spans of it that are not broken where they fit into a line: names, dates, commands.
    """
    found: list[int] = []
    begun, at, used = False, 0, 0
    for part in _joined(_parts(paragraph, width, fold=fold), width, whole):
        cells = width_of(part)
        if begun and used + cells > width and not part.isspace():
            found.append(at)
            begun, used = False, 0
        begun, at, used = begun or not part.isspace(), at + len(part), used + cells
    return found


def _parts(paragraph: str, width: int, *, fold: bool) -> Iterator[str]:
    """Return the parts that stay whole; a Chinese name within an English sentence, which has blanks, is one."""
    for part in (_NAMES if language() == ENGLISH else _PARTS).findall(paragraph):
        if width_of(part) <= width:
            yield part
            continue
        for smaller in _PARTS.findall(part):
            yield from smaller if fold and width_of(smaller) > width else (smaller,)


def _joined(parts: Iterable[str], width: int, whole: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Put together the parts of each span that stays whole."""
    begun, held = 0, ""
    for part in parts:
        end = begun + len(held) + len(part)
        if held and width_of(held + part) > width:
            yield held
            begun, held = begun + len(held), ""
        held += part
        if not any(first < end < last for first, last in whole):
            yield held
            begun, held = end, ""
    if held:
        yield held


def _lines(paragraph: str, width: int) -> Iterator[str]:
    begun = 0
    for end in [*breaks(paragraph, width), len(paragraph)]:
        yield paragraph[begun:end].rstrip()
        begun = end


@cache
def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
