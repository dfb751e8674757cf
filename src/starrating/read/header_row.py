"""Heads of tables: where they are, what they say, which column they mean.

A row of full marks below the heads: 分值 | 40 | 60, or (40分) | (60分).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from starrating.decimals import decimal_of
from starrating.formats.sheet import Merge, Row
from starrating.model import INCIDENT_COLUMNS, OPINION_COLUMNS, RECTIFICATION_COLUMNS, ROSTER_COLUMNS, SCORE_COLUMNS
from starrating.patterns import regex
from starrating.read.cell_values import BLANKS
from starrating.read.column_names import ASSESSED, BESIDE, IGNORED, MARKS, match_key, names_of, normalized
from starrating.read.full_marks import full_marks_at, plain_label
from starrating.read.label_hints import column_hint, is_organisation

_HEADER_WITHIN = 10
_HEAD_ROWS = 3
_OF_BRANCHES = regex(
    r"(?:(?:参评|参加|申报|受评|受检|评定|[被受]?考[评核]|基层|各|本)[^\d]{0,4}(?:党支部|支部|党组织|党总支)|党?支部|党组织|党总支)(?:名称|全称|/单位)?"
    r"|(?:参评|受评|受检|被?考评)单位(?:名称|全称)?"
)
_PERIOD = regex("年|半|季|月|期|次")
"""上半年, 2012年, 上期: heads of scores of a period, and of no item."""
_BELOW = frozenset(("total", "rank", "deduction", "subtotal", "mean", "self"))
"""Hints of words that stand in a lower row of heads."""
_INNER_BLANKS = regex(r"(?<![!-~])\s+|\s+(?![!-~])")


class ColumnHeader(NamedTuple):
    """The head of one column: where it stands, its title without full marks, and its part in a head of several rows.

    `row` is as the spreadsheet counts, `column` from 0; `known_as` is what the office's own name for it stands for;
    `whole` is what spans the part.
    """

    row: int
    column: int
    title: str
    full_marks: Decimal | None = None
    part: str | None = None
    part_marks: Decimal | None = None
    known_as: str | None = None
    whole: str | None = None

    @property
    def name(self) -> str:
        """What the column is called everywhere: its title, unless the office has a name of its own for it."""
        return self.known_as or self.title

    @property
    def key(self) -> str:
        """The name as it is compared with others."""
        return match_key(self.name)


class HeaderRow(NamedTuple):
    """The heads of a table, and the numbers of the first and the last row of its head, that of full marks with it.

    `passed_over` are the heads of columns that the office has said not to count.
    """

    heads: tuple[ColumnHeader, ...]
    top: int
    bottom: int
    passed_over: tuple[ColumnHeader, ...] = ()


def find_header_row(
    rows: Sequence[Row],
    merges: Sequence[Merge],
    branches: AbstractSet[str] = frozenset(),
    known_as_well: AbstractSet[str] = frozenset(),
    *,
    alone: bool = False,
) -> HeaderRow | None:
    """Find the head of the table within the first ten rows; None if there is none.

    `branches` are further keys of the branch's column, `known_as_well` of any other column. The branch's column may be
    the only one where it may stand `alone`.
    """
    for wanted, needed in ((_BRANCH | branches, 0), (_UNIT, 2)):
        for index, row in enumerate(rows[:_HEADER_WITHIN]):
            keys = {
                column: match_key(cell) for column, cell in enumerate(row) if isinstance(cell, str) and cell.strip()
            }
            columns = [column for column, key in keys.items() if key in wanted or (not needed and names_branches(key))]
            known = sum(
                _is_known(row[column]) or key in known_as_well for column, key in keys.items() if column not in columns
            )
            if not columns or not (alone or len(keys) > len(columns)):
                continue
            if known >= needed or _are_branches(_labels(rows[index + 1 :], columns[0])):
                return _header(rows, index, columns[0], merges)
    return _above_names(rows, merges)


def _above_names(rows: Sequence[Row], merges: Sequence[Merge]) -> HeaderRow | None:
    """Take for the heads the row above the first names of branches that stand one below the other."""
    for column in range(len(rows[0]) if rows else 0):
        labels = _labels(rows, column)
        branches = [at for at, label in enumerate(labels) if is_organisation(label)]
        first = next((at for at in branches if any(isinstance(cell, int | float) for cell in rows[at])), 0)
        above = [at for at in range(first) if labels[at]]
        if above and _are_branches(labels[first:]):
            header = _header(rows, above[-1], column, merges)
            named = (head._replace(known_as=_HEAD) if head.column == column else head for head in header.heads)
            return header._replace(heads=tuple(named)) if len(header.heads) > 1 else None
    return None


def _labels(rows: Sequence[Row], column: int) -> list[str]:
    return [plain_label(row[column]) if isinstance(row[column], str) else "" for row in rows]


def _are_branches(labels: Iterable[str]) -> bool:
    """Tell whether labels that stand one below the other are names of branches, but for some sums and notes."""
    filled = [label for label in labels if label]
    return len(filled) > 2 and 2 * sum(map(is_organisation, filled)) > len(filled)


def names_branches(key: str) -> bool:
    """Tell whether a head says that branches stand below it, such as 参评党支部 or 党支部全称."""
    return _OF_BRANCHES.fullmatch(key) is not None


def _is_known(cell: str) -> bool:
    return match_key(cell) in _KNOWN or full_marks_of(cell)[1] is not None


def full_marks_of(cell: object) -> tuple[str, Decimal | None]:
    r"""Divide a head into title and full marks: `思想建设\n（14分）` → 思想建设, 14; None if it has none."""
    if not isinstance(cell, str):
        return "", None
    title = _INNER_BLANKS.sub("", cell.strip(BLANKS))
    found = full_marks_at(normalized(title))
    if found is None:
        return title, None
    first, last, marks = found
    return (title[:first] + title[last:]).strip(), marks


def _header(rows: Sequence[Row], index: int, branch: int, merges: Sequence[Merge]) -> HeaderRow:
    """Join up to three rows of heads, and the row of full marks below; `index` is the row with the branch's head."""
    top, bottom = _extent(rows, index, branch, merges)
    parents = {number: _filled_right(rows[number], number, merges) for number in range(top, bottom)}
    marks = full_marks_row(rows[bottom + 1], branch) if bottom + 1 < len(rows) else {}
    found = [_head(rows, column, (top, bottom), parents) for column in range(len(rows[index]))]
    heads = [
        head
        if head.full_marks is not None or _is_told_apart(head)
        else head._replace(full_marks=marks.get(head.column))
        for head in _assessed(header for header in found if header)
    ]
    return HeaderRow(tuple(heads), top + 1, bottom + (2 if marks else 1))


def _extent(rows: Sequence[Row], index: int, branch: int, merges: Sequence[Merge]) -> tuple[int, int]:
    """Return the first and the last row of heads: that of the branch's head and those below, or the one above it."""
    bottom = index
    while bottom + 1 < min(len(rows), index + _HEAD_ROWS) and _is_lower(rows, bottom + 1, (index, branch), merges):
        bottom += 1
    bottom = _lowest(rows, bottom, (index, branch))
    above = rows[index - 1] if bottom == index and index > 0 else []
    return (index - 1 if sum(full_marks_of(cell)[1] is not None for cell in above) > 1 else index), bottom


def _lowest(rows: Sequence[Row], bottom: int, at: tuple[int, int]) -> int:
    """Return the lowest row of words that divides the heads further: it fills what they leave blank, each cell anew.

    `at` is the branch's head. Below items with full marks stand departments, not heads.
    """
    index, branch = at
    lowest = bottom
    for number in range(bottom + 1, min(len(rows), index + _HEAD_ROWS + 1)):
        before = [cell for cell in rows[number][: branch + 1] if not _is_blank(cell)]
        words = {column: cell for column, cell in enumerate(rows[number]) if not _is_blank(cell)}
        marked = number - 1 > index and any(full_marks_of(cell)[1] is not None for cell in rows[number - 1])
        if before or marked or not all(isinstance(cell, str) for cell in words.values()):
            break
        first = next(
            (column for column in range(branch + 1, len(rows[index])) if not _is_blank(rows[index][column])), 0
        )
        divides = any(column > first and _is_blank(rows[index][column]) for column in words)
        if first and divides and len(words) > 1 and len(set(words.values())) == len(words):
            lowest = number
    return lowest


def _is_lower(rows: Sequence[Row], number: int, at: tuple[int, int], merges: Sequence[Merge]) -> bool:
    """Tell whether a row below the branch's head `at` is one of heads: nothing under that head, heads elsewhere."""
    row, branch = rows[number], at[1]
    if str(row[branch]).strip(BLANKS) or full_marks_row(row, branch):
        return False
    if any(first == at and last[0] >= number and last[1] == branch for first, last in merges):
        return True
    words = [cell for cell in row if isinstance(cell, str) and cell.strip(BLANKS)]
    if any(full_marks_of(word)[1] is not None or (number == at[0] + 1 and _is_known(word)) for word in words):
        return True
    plain = number == at[0] + 1 and not any(isinstance(cell, int | float) for cell in row)
    return plain and any(column_hint(word, ()) in _BELOW for word in words)


def _head(
    rows: Sequence[Row], column: int, extent: tuple[int, int], parents: Mapping[int, Mapping[int, object]]
) -> ColumnHeader | None:
    """Return the head of a column, which is the lowest that is filled in, with the two that span it from above."""
    top, bottom = extent
    row = next((row for row in range(bottom, top, -1) if str(rows[row][column]).strip(BLANKS)), top)
    title, marks = full_marks_of(rows[row][column])
    if not title and marks is None:
        return None
    above = [full_marks_of(parents[number].get(column)) for number in range(row - 1, top - 1, -1)]
    part, whole, *_ = [each for each in above if each[0]] + [("", None)] * 2
    return ColumnHeader(row + 1, column, title, marks, part[0] or None, part[1], whole=whole[0] or None)


def _assessed(heads: Iterable[ColumnHeader]) -> Iterator[ColumnHeader]:
    """Yield the heads; of 自评 | 考核 below 学习(40分), 考核 is the item 学习, and 自评 no score.

    So is 得分 of 分值 | 得分 below 学习, and 考核 of 自评 | 考核, where several items are divided so.
    """
    groups = [(part, list(group)) for part, group in groupby(heads, key=lambda head: (head.part, head.part_marks))]
    alike = Counter(tuple(head.key for head in below) for (part, _), below in groups if _divides(part, below))
    for (part, marks), below in groups:
        divided = marks is not None or (_divides(part, below) and alike[tuple(head.key for head in below)] > 1)
        if part is None or not divided or not _is_one_item(below):
            yield from below
            continue
        for head in below:
            title, own = (f"{part} {head.title}", None) if _is_beside(head.key) else (part, marks)
            yield head._replace(title=title, full_marks=own, part=head.whole, part_marks=None)


def _divides(part: str | None, below: Sequence[ColumnHeader]) -> bool:
    """Tell whether heads may be one item, called as the head above them, with 分值, 自评 or 扣分 beside; no period."""
    named = part is not None and column_hint(part, ()) is None and not _PERIOD.search(part)
    besides = {column_hint(head.key, ()) for head in below} & {"self", "deduction"}
    return named and (_is_one_item(below, marked=True) or (bool(besides) and _is_one_item(below)))


def _is_told_apart(head: ColumnHeader) -> bool:
    """Tell whether a head is of what stands beside an item: 学习 自评."""
    return " " in head.title and _is_beside(match_key(head.title.rpartition(" ")[2]))


def _is_beside(key: str) -> bool:
    return key in BESIDE or column_hint(key, ()) in {"deduction", "self", "marks", "previous", "rank"}


def _is_one_item(below: Sequence[ColumnHeader], *, marked: bool = False) -> bool:
    """Tell whether heads below another are one score and what stands beside it; with 分值 if it is to be `marked`."""
    keys = [head.key for head in below]
    scores = [key for key in keys if not _is_beside(key)]
    plain = len(scores) == 1 and all(head.full_marks is None for head in below)
    return plain and (len(keys) > 1 or scores[0] in ASSESSED) and (not marked or not MARKS.isdisjoint(keys))


def _filled_right(row: Row, index: int, merges: Sequence[Merge]) -> dict[int, object]:
    """Give every column the head that spans it; without merged cells, a head spans the blanks to its right."""
    spans = [(first[1], last[1]) for first, last in merges if first[0] <= index <= last[0] and last[1] > first[1]]
    if not spans:
        starts = [column for column, cell in enumerate(row) if str(cell).strip(BLANKS)]
        spans = [(start, end - 1) for start, end in zip(starts, [*starts[1:], len(row)], strict=True)]
    own: dict[int, object] = dict(enumerate(row))
    return own | {column: row[first] for first, last in spans for column in range(first, last + 1) if first < len(row)}


_HEAD = "党支部"
_BRANCH = names_of("branch", _HEAD)
_UNIT = names_of("unit", "单位")
_KNOWN = frozenset(map(match_key, IGNORED)).union(
    *(
        names_of(column.name, column.head)
        for columns in (SCORE_COLUMNS, INCIDENT_COLUMNS, ROSTER_COLUMNS, OPINION_COLUMNS, RECTIFICATION_COLUMNS)
        for column in columns
    )
)

_LABELS = {"分值", "满分", "标准分", "满分值", "标准分值", "项目分值"}
_MARKS = regex(r"\(?\s*(?:满分|分值|标准分)?\s*:?\s*(\d{1,3}(?:\.\d+)?)\s*(分?)\s*\)?", re.ASCII)
_MOST = 1000


def full_marks_row(row: Row, branch: int) -> Mapping[int, Decimal]:
    """Return the full marks that a row says, by column; none if it is a row of anything else.

    It is one if 分值 or its like stands where the branch would, or left of it; or if nothing stands there, and
    elsewhere nothing but marks with their unit or in brackets, for plain numbers may be the scores of a nameless row.
    """
    before = [cell for cell in row[: branch + 1] if not _is_blank(cell)]
    behind = {column: cell for column, cell in enumerate(row) if column > branch and not _is_blank(cell)}
    found = {column: marks for column, cell in behind.items() if (marks := _marks(cell)) is not None}
    if any(isinstance(cell, str) and match_key(cell).strip("():") in _LABELS for cell in before):
        return found
    return found if not before and len(found) == len(behind) and all(map(_has_unit, behind.values())) else {}


def _marks(cell: object) -> Decimal | None:
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return decimal_of(cell) if 0 < cell < _MOST else None
    match = _MARKS.fullmatch(normalized(cell).strip(BLANKS)) if isinstance(cell, str) else None
    return Decimal(match[1]) if match else None


def _has_unit(cell: object) -> bool:
    return isinstance(cell, str) and ("分" in cell or normalized(cell).strip(BLANKS).startswith("("))


def _is_blank(cell: object) -> bool:
    return isinstance(cell, str) and not cell.strip(BLANKS)
