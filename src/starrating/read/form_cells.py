"""Labels on a form, with the values beside them: 党支部 | 一支部, or 党支部：一支部 in one cell.

The table of a form: which rows hold an item, and what its cells say.

What stands on the form of one branch; its readers and its writers share these words.

Above the table stand labels, each with its value in the next cell (党支部 | 采煤一队党支部 | 单位 | …), then the table
of the items, one a row, with a row of sums, and below it the facts that the rule set declares, as labels again.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from starrating.formats.sheet import Row
from starrating.model import Column
from starrating.patterns import regex
from starrating.read.cell_values import BLANKS, text_of
from starrating.read.column_names import SYNONYMS, kind_by_name, match_key, names_of, normalized
from starrating.read.data_rows import SUBTOTALS, SUMS
from starrating.read.header_row import ColumnHeader, full_marks_of
from starrating.read.label_hints import is_deduction
from starrating.read.stated_periods import periods_in
from starrating.ruleset import Criteria, RuleSet
from starrating.ruleset.sheet_columns import TABLE, FormRole, score_columns

_UNITS = {"分", "人", "元", "万元", "%"}
"""What 单位: is followed by where it means the unit of measure."""
_TO_SIGN = regex(r"\(?(?:签字|签名|盖章|公章|手签)\)?")
_AROUND = BLANKS + ",;，；。_"

LabelledValue = tuple[ColumnHeader, object]
"""The head of a value, which says where the value stands, and the value itself."""


def read_labels(rows: Iterable[tuple[int, Row]], names: Mapping[str, Column]) -> dict[str, LabelledValue]:
    """Return the value of every label by the name of its column; the first one that says something counts."""
    found: dict[str, LabelledValue] = {}
    for number, row in rows:
        for column, head, value in _labelled(number, row, names):
            if column.name not in found or (_is_blank(found[column.name][1]) and not _is_blank(value)):
                found[column.name] = head, value
    return found


def _labelled(
    number: int, row: Sequence[object], names: Mapping[str, Column]
) -> Iterator[tuple[Column, ColumnHeader, object]]:
    for position, cell in enumerate(row):
        if not isinstance(cell, str) or not cell.strip(BLANKS):
            continue
        for column, words in _in_cell(cell, names):
            value, where = (words, position) if words else _beside(row, position, names)
            if not (isinstance(value, str) and (value in _UNITS or _TO_SIGN.fullmatch(normalized(value)))):
                yield column, ColumnHeader(number, where, column.head), value


def _in_cell(cell: str, names: Mapping[str, Column]) -> Iterator[tuple[Column, str]]:
    """Yield the labels in a cell, each with what follows its colon there; nothing if its value stands elsewhere."""
    if column := names.get(match_key(cell.strip(_AROUND + ":："))):
        yield column, ""
        return
    label, colon, value = normalized(cell).partition(":")
    if not colon:
        return
    if ":" not in value and (column := names.get(match_key(label))):
        yield column, cell[len(label) + 1 :].strip(_AROUND)
        return
    matches = list(_pattern(names).finditer(normalized(cell)))
    ends = [*(match.start() for match in matches), len(cell)][1:]
    for match, end in zip(matches, ends, strict=True):
        yield names[match_key(match[1])], cell[match.end() : end].strip(_AROUND)


def _pattern(names: Mapping[str, Column]) -> re.Pattern[str]:
    columns = {column.name: column for column in names.values()}.values()
    words = {word for column in columns for word in (column.head, *SYNONYMS.get(column.name, ()))}
    known = sorted((word for word in words if match_key(word) in names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, known))})\s*:")


def _beside(row: Sequence[object], position: int, names: Mapping[str, Column]) -> tuple[object, int]:
    """Return the next cell at the right that is not blank, and where it stands; blank if another label comes first."""
    for column in range(position + 1, len(row)):
        cell = row[column]
        if _is_blank(cell):
            continue
        if isinstance(cell, str) and any(True for _ in _in_cell(cell, names)):
            break
        return cell, column
    return "", min(position + 1, len(row) - 1)


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip(BLANKS)


def _is_subtotal(row: Row) -> bool:
    return bool(SUBTOTALS.intersection(_keys(row)))


def _keys(row: Row) -> set[str]:
    return {match_key(cell) for cell in row if isinstance(cell, str)}


class ItemRow(NamedTuple):
    """A row of the table: its number as the spreadsheet counts, and the cells by role."""

    number: int
    cells: Mapping[FormRole, Any]

    @property
    def title(self) -> str:
        """The title of the item, without full marks."""
        return full_marks_of(self.cells["item"])[0]


_BRANCH = names_of("branch", "党支部")
_NO_BRANCH = regex(r"(?:sheet|工作表|表)?\s*\d*|.*(?:表|单|说明|汇总)\d*", re.IGNORECASE)
_WITHIN = 10


class FormHeader(NamedTuple):
    """The head of a form's table: its row as the spreadsheet counts, and the column of each role, from 0.

    `deducted` are the columns headed as points lost, such as 考核扣分.
    """

    row: int
    columns: Mapping[FormRole, int]
    deducted: tuple[int, ...] = ()


def item_rows(
    rows: Mapping[int, Row], heads: FormHeader, labels: Container[str], criteria: Criteria
) -> Iterator[ItemRow]:
    """Yield the rows below the head that have a title, and beside it full marks or a score; labels and sums have none.

    What is titled like an item of the rule set is one in any case.
    """
    wanted = {match_key(name) for _, item in criteria.items for name in (item.title, item.code)}
    for number, row in rows.items():
        cells = {role: row[column] for role, column in heads.columns.items()}
        title = match_key(cells["item"]).strip(BLANKS) if isinstance(cells["item"], str) else ""
        if number <= heads.row or not title or _is_subtotal(row):
            continue
        scored = any(text_of(cells.get(role, "")) is not None for role in ("marks", "self", "assessed"))
        is_label = title in labels and not isinstance(cells.get("marks"), float | int)
        if title in wanted or (scored and not is_label):
            yield ItemRow(number, cells)


def sum_row(rows: Mapping[int, Row], heads: FormHeader) -> tuple[int, Row] | None:
    """Return the last row of sums, and its number; None if there is none."""
    sums = [(number, row) for number, row in rows.items() if number > heads.row and SUMS.intersection(_keys(row))]
    return sums[-1] if sums else None


def unnamed_scores(rows: Mapping[int, Row], heads: FormHeader) -> Iterator[ColumnHeader]:
    """Yield the cells of scores that stand beside no item."""
    for number, row in rows.items():
        if number <= heads.row or _is_subtotal(row) or text_of(row[heads.columns["item"]]) is not None:
            continue
        for role in ("self", "assessed"):
            column = heads.columns.get(role)
            if column is not None and isinstance(row[column], float | int):
                yield ColumnHeader(number, column, "")


def label_names(rules: RuleSet) -> dict[str, Column]:
    """Return what labels may say, as they are compared, wherever on the form they stand.

    考核单位 is who assesses, and 说明 and 类别 are too common on forms to be anybody's.
    """
    columns = score_columns(rules)
    names = {key: column for column in reversed(columns) for key in names_of(column.name, column.head)}
    names |= {match_key(rules.wording.subject): column for column in columns if column.name == "branch"}
    for word in ("考核单位", "说明", "类别"):
        names.pop(match_key(word), None)
    return names


def find_form(rows: Sequence[Row]) -> FormHeader | None:
    """Find the head of a form's table within the first ten rows: items, and scores, but no branches beside them."""
    for number, row in enumerate(rows[:_WITHIN], start=1):
        keys = {match_key(cell): column for column, cell in reversed(list(enumerate(row))) if _is_word(cell)}
        columns = _columns(keys)
        deducted = tuple(column for key, column in keys.items() if is_deduction(key))
        scored = deducted or columns.keys() & {"self", "assessed"}
        if "item" in columns and scored and not keys.keys() & _BRANCH:
            return FormHeader(number, columns, deducted)
    return None


def branch_of_sheet(sheet: str) -> str | None:
    """Return the branch that a sheet is named after; None if the name is none of a branch (Sheet1, 考核表, 2013年)."""
    name = sheet.strip(BLANKS)
    if _NO_BRANCH.fullmatch(name) or kind_by_name(name) or periods_in(name):
        return None
    return name


def _columns(keys: Mapping[str, int]) -> dict[FormRole, int]:
    columns: dict[FormRole, int] = {}
    for role in ("item", "part", "number", "marks", "self", "assessed", "reason"):
        free = (keys[key] for key in map(match_key, TABLE[role]) if key in keys and keys[key] not in columns.values())
        if (column := next(free, None)) is not None:
            columns[role] = column
    return columns


def _is_word(cell: object) -> bool:
    return isinstance(cell, str) and bool(cell.strip(BLANKS))
