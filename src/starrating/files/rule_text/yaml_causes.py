"""The usual reasons why a rule file cannot be read: the parser only knows where it gave up, the line tells why."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from starrating.i18n import Text, text


class Cause(NamedTuple):
    """A likely reason, where it stands (line and column from 1), and what to do."""

    line: int
    column: int
    hint: Text


_COLON = text("Write the ASCII colon and a blank: ': ' instead of “：”.")
_BLANK = text("Put a blank after the colon.")
_CAUSES: tuple[tuple[str, Text], ...] = (
    (r"^ *(\t)", text("Indent with blanks; this line begins with a tab.")),
    (r"(?:^\s*(?:- *)?[{]?|[{,，])\s*[a-z_]+\s*(：)", _COLON),
    (r"[\w%\"'](，)\s*[a-z_]+ *[:：]", text("Write the ASCII comma: ', ' instead of “，”.")),
    (r"^\s*(?:- *)?[a-z_]+(:)[^\s:]", _BLANK),
    (r"[{,]\s*[a-z_]+(:)[^\s:,}]", _BLANK),
    (r":\s+([%@`])", text("A text that begins with this sign stands between quotes.")),
    (
        r"^\s*(?:- *)?[a-z_]+: +[^\"'{\[|>#]*?(:)(?: |$)",
        text("A text with a colon in it stands between quotes."),
    ),
)
_LINES_BACK = 3


def likely_cause(lines: Sequence[str], line: int) -> Cause | None:
    """Look for a usual cause in a line (from 1), then in the few lines above it; None if there is none."""
    for number in range(min(line, len(lines)), max(0, line - _LINES_BACK - 1), -1):
        for pattern, hint in _CAUSES:
            if found := re.search(pattern, lines[number - 1]):
                return Cause(number, found.start(1) + 1, hint)
    return None
