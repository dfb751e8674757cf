"""What is safe to correct in a cell: the writing of a value that the reader has accepted, never the value."""

import re
from typing import NamedTuple

from starrating.errors import Place, Rejection
from starrating.exact import decimal_of, written
from starrating.files.scores.cells import BLANKS, HALF_WIDTH, count_of, not_applicable, number_of, score_of
from starrating.i18n import Text, joined, text
from starrating.model import Kind

_PLAIN = re.compile(r"[+-]?[0-9.]+")


class Fix(NamedTuple):
    """What is to stand in a cell instead, and why."""

    value: float | str
    why: Text

    def __str__(self) -> str:
        return self.value if isinstance(self.value, str) else written(decimal_of(float(self.value)), 0)


class Correction(NamedTuple):
    """A corrected cell: where it is, what stood there, what stands there now."""

    place: Place
    before: str
    after: Fix

    def to_json(self) -> dict[str, str]:
        """Return the correction as the `--json` output has it, in the language of the user."""
        place, why = str(self.place), str(self.after.why)
        return {"place": place, "before": self.before, "after": str(self.after), "why": why}


def fix_of(cell: str, kind: Kind) -> Fix | None:
    """Return how the text of a cell of a kind is better written; None if it is well as it is, or cannot be meant.

    Numbers become numbers, texts lose the blanks around them. Dates, stars and answers stay as they are written.
    """
    stripped = cell.strip(BLANKS)
    if not stripped:
        return None
    if kind == "text":
        return Fix(stripped, _BLANKS_REMOVED) if stripped != cell else None
    if not_applicable(cell)[0]:
        return None
    try:
        value = _number(cell, kind)
    except Rejection:
        return None
    return None if value is None else Fix(value, joined(_reasons(cell, stripped), text("; ")))


_BLANKS_REMOVED = text("blanks around it removed")


def _number(cell: str, kind: Kind) -> float | None:
    """Return the number as a cell can hold it; None if the column holds no numbers, or a cell not all its digits."""
    if kind == "score":
        return score_of(cell)[0]
    if kind == "count":
        return count_of(cell)
    if kind == "number":
        number = number_of(cell)[0]
        return float(number) if decimal_of(float(number)) == number else None
    return None


def _reasons(cell: str, stripped: str) -> list[Text]:
    plain = stripped.translate(HALF_WIDTH)
    reasons = [_BLANKS_REMOVED] if stripped != cell else []
    reasons += [text("full-width characters made half-width")] if plain != stripped else []
    reasons += [] if _PLAIN.fullmatch(plain) else [text("unit removed")]
    return [*reasons, text("number stored as text made a number")]
