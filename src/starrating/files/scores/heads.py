"""Heads of tables: where they are, what they say, which column they mean."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple

from starrating.files.scores.cells import BLANKS
from starrating.files.scores.column_names import IGNORED, key_of, names_of, plain
from starrating.files.scores.grids import Merge, Row
from starrating.model import INCIDENT_COLUMNS, OPINION_COLUMNS, RECTIFICATION_COLUMNS, ROSTER_COLUMNS, SCORE_COLUMNS

_HEADER_WITHIN = 10
_FULL_MARKS = re.compile(r"\(\s*(?:满分|分值|标准分)?\s*:?\s*(\d{1,3}(?:\.\d+)?)\s*分?\s*\)", re.ASCII)
_INNER_BLANKS = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")


class Head(NamedTuple):
    """The head of one column: where it stands, its title without full marks, and its part in a two-row head.

    `row` is as the spreadsheet counts, `column` from 0; `known_as` is what the office's own name for it stands for.
    """

    row: int
    column: int
    title: str
    full_marks: Decimal | None = None
    part: str | None = None
    part_marks: Decimal | None = None
    known_as: str | None = None

    @property
    def name(self) -> str:
        """What the column is called everywhere: its title, unless the office has a name of its own for it."""
        return self.known_as or self.title

    @property
    def key(self) -> str:
        """The name as it is compared with others."""
        return key_of(self.name)


class Header(NamedTuple):
    """The heads of a table, and the number of the last row of its head; `top` is the number of the first."""

    heads: tuple[Head, ...]
    top: int
    bottom: int


def find_header(
    rows: Sequence[Row],
    merges: Sequence[Merge],
    branches: AbstractSet[str] = frozenset(),
    known_as_well: AbstractSet[str] = frozenset(),
) -> Header | None:
    """Find the head of the table within the first ten rows; None if there is none.

    `branches` are further keys of the branch's column, `known_as_well` of any other column.
    """
    for wanted, needed in ((_BRANCH | branches, 0), (_UNIT, 2)):
        for index, row in enumerate(rows[:_HEADER_WITHIN]):
            keys = {column: key_of(cell) for column, cell in enumerate(row) if isinstance(cell, str) and cell.strip()}
            columns = [column for column, key in keys.items() if key in wanted]
            known = sum(
                _is_known(row[column]) or key in known_as_well for column, key in keys.items() if column not in columns
            )
            if columns and len(keys) > len(columns) and known >= needed:
                return _header(rows, index, columns[0], merges)
    return None


def _is_known(cell: str) -> bool:
    return key_of(cell) in _KNOWN or full_marks_of(cell)[1] is not None


def full_marks_of(cell: object) -> tuple[str, Decimal | None]:
    r"""Divide a head into title and full marks: `思想建设\n（14分）` → 思想建设, 14; None if it has none."""
    if not isinstance(cell, str):
        return "", None
    title = _INNER_BLANKS.sub("", cell.strip(BLANKS))
    match = _FULL_MARKS.search(plain(title))
    if not match:
        return title, None
    return (title[: match.start()] + title[match.end() :]).strip(), Decimal(match[1])


def _header(rows: Sequence[Row], index: int, branch: int, merges: Sequence[Merge]) -> Header:
    """Join one or two rows of heads; the row with the branch's head is the upper one, or the lower one."""
    upper, lower = index, index
    if index + 1 < len(rows) and _is_lower(rows[index + 1], index, branch, merges):
        lower = index + 1
    elif index > 0 and sum(full_marks_of(cell)[1] is not None for cell in rows[index - 1]) > 1:
        upper = index - 1
    parents = _filled_right(rows[upper], upper, merges) if upper < lower else {}
    heads = []
    for column in range(len(rows[index])):
        single = rows[lower][column] if column < len(rows[lower]) else ""
        row = lower if str(single).strip(BLANKS) else upper
        title, marks = full_marks_of(rows[row][column])
        part, part_marks = full_marks_of(parents.get(column)) if row > upper else ("", None)
        if title or marks is not None:
            heads.append(Head(row + 1, column, title, marks, part or None, part_marks))
    return Header(tuple(heads), upper + 1, lower + 1)


def _is_lower(row: Row, above: int, branch: int, merges: Sequence[Merge]) -> bool:
    """Tell whether the row below `above` is a second row of heads: nothing under the branch's head, heads elsewhere."""
    if branch < len(row) and str(row[branch]).strip(BLANKS):
        return False
    if ((above, branch), (above + 1, branch)) in merges:
        return True
    return any(isinstance(cell, str) and cell.strip(BLANKS) and _is_known(cell) for cell in row)


def _filled_right(row: Row, index: int, merges: Sequence[Merge]) -> dict[int, object]:
    """Give every column the head that spans it; without merged cells, a head spans the blanks to its right."""
    spans = [(first[1], last[1]) for first, last in merges if first[0] <= index <= last[0] and last[1] > first[1]]
    if not spans:
        starts = [column for column, cell in enumerate(row) if str(cell).strip(BLANKS)]
        spans = [(start, end - 1) for start, end in zip(starts, [*starts[1:], len(row)], strict=True)]
    own: dict[int, object] = dict(enumerate(row))
    return own | {column: row[first] for first, last in spans for column in range(first, last + 1) if first < len(row)}


_BRANCH = names_of("branch", "党支部")
_UNIT = names_of("unit", "单位")
_KNOWN = frozenset(map(key_of, IGNORED)).union(
    *(
        names_of(column.name, column.head)
        for columns in (SCORE_COLUMNS, INCIDENT_COLUMNS, ROSTER_COLUMNS, OPINION_COLUMNS, RECTIFICATION_COLUMNS)
        for column in columns
    )
)
