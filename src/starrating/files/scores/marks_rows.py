"""A row of full marks below the heads: 分值 | 40 | 60, or (40分) | (60分)."""

import re
from collections.abc import Mapping
from decimal import Decimal

from starrating.exact import decimal_of
from starrating.files.scores.cells import BLANKS
from starrating.files.scores.column_names import key_of, plain
from starrating.formats.sheet import Row

_LABELS = {"分值", "满分", "标准分", "满分值", "标准分值", "项目分值"}
_MARKS = re.compile(r"\(?\s*(?:满分|分值|标准分)?\s*:?\s*(\d{1,3}(?:\.\d+)?)\s*(分?)\s*\)?", re.ASCII)
_MOST = 1000


def marks_in(row: Row, branch: int) -> Mapping[int, Decimal]:
    """Return the full marks that a row says, by column; none if it is a row of anything else.

    It is one if 分值 or its like stands where the branch would, or left of it; or if nothing stands there, and
    elsewhere nothing but marks with their unit or in brackets, for plain numbers may be the scores of a nameless row.
    """
    before = [cell for cell in row[: branch + 1] if not _is_blank(cell)]
    behind = {column: cell for column, cell in enumerate(row) if column > branch and not _is_blank(cell)}
    found = {column: marks for column, cell in behind.items() if (marks := _marks(cell)) is not None}
    if any(isinstance(cell, str) and key_of(cell).strip("():") in _LABELS for cell in before):
        return found
    return found if not before and len(found) == len(behind) and all(map(_has_unit, behind.values())) else {}


def _marks(cell: object) -> Decimal | None:
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return decimal_of(cell) if 0 < cell < _MOST else None
    match = _MARKS.fullmatch(plain(cell).strip(BLANKS)) if isinstance(cell, str) else None
    return Decimal(match[1]) if match else None


def _has_unit(cell: object) -> bool:
    return isinstance(cell, str) and ("分" in cell or plain(cell).strip(BLANKS).startswith("("))


def _is_blank(cell: object) -> bool:
    return isinstance(cell, str) and not cell.strip(BLANKS)
