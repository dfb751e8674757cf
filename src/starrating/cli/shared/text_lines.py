"""Text in lines of a given width: Chinese has no blanks to break at, and names are not to be broken."""

import re
import unicodedata
from collections.abc import Iterator

# Parts that stay whole: a run without blanks and wide characters (`starrating.toml`, `--period`), blanks, one wide
# character with the closing marks after it, which never begin a line.
_PARTS = re.compile(r"\s+|[（〔《“‘]*(?:[!-~]+|.)[、，。；：！？）〕》”’…]*")
_WIDE = {"W", "F"}


def width_of(text: str) -> int:
    """Return how many cells of a terminal a text takes: two for a wide character, none for a combining one."""
    return sum(_cells(character) for character in text)


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` cells; only a part that alone is longer makes a longer line."""
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, width)]


def padded(text: str, width: int) -> str:
    """Return a text filled up with blanks to `width` cells."""
    return text + " " * (width - width_of(text))


def _lines(paragraph: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for part in _PARTS.findall(paragraph):
        cells = width_of(part)
        if line.strip() and used + cells > width and not part.isspace():
            yield line.rstrip()
            line, used = "", 0
        line, used = line + part, used + cells
    yield line.rstrip()


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
