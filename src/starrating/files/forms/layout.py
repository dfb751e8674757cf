"""What stands on the form of one branch; its readers and its writers share these words.

Above the table stand labels, each with its value in the next cell (党支部 | 采煤一队党支部 | 单位 | …), then the table
of the items, one a row, with a row of sums, and below it the facts that the rule set declares, as labels again.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from starrating.files.scores.cells import BLANKS
from starrating.files.scores.column_names import key_of, kind_by_name, names_of
from starrating.files.scores.periods import periods_in
from starrating.formats.sheet import Row
from starrating.model import SCORE_COLUMNS, Column
from starrating.ruleset import RuleSet
from starrating.ruleset.columns import fact_columns, score_columns

SHEET = "申报考核表"
"""What the sheet of a form is called."""
SUM = "合计"
"""What stands in the row of sums, in place of an item."""

FormRole = Literal["number", "part", "item", "marks", "self", "assessed", "reason"]
TABLE: Mapping[FormRole, tuple[str, ...]] = {
    "number": ("序号", "编号"),
    "part": ("类别", "考核类别", "大类", "一级指标", "项目分类", "考核项目", "项目"),
    "item": ("指标", "考核指标", "二级指标", "考核内容", "评价要素", "考核要点", "考核项目", "项目"),
    "marks": ("分值", "满分", "标准分", "分比", "分值(分)"),
    "self": ("自评得分", "自评分", "自评", "自查分", "自查得分"),
    "assessed": ("考核得分", "得分", "考评得分", "考核分", "考评分", "组织考核得分", "评定得分"),
    "reason": ("扣分原因", "减分原因", "扣分情况", "扣分说明"),
}
"""The heads of the table, in their order, the first of each being the usual one, and what else each may be called.

Where two heads could be the item, that which is listed first is, and the other one is the part (项目 beside 指标).
"""

_LABELS = ("branch", "unit", "secretary", "members", "previous_star", "declared_target", "applied_star")
_BRANCH = names_of("branch", "党支部")
_NO_BRANCH = re.compile(r"(?:sheet|工作表|表)?\s*\d*|.*(?:表|单|说明|汇总)\d*", re.IGNORECASE)
_WITHIN = 10


class FormHeads(NamedTuple):
    """The head of a form's table: its row as the spreadsheet counts, and the column of each role, from 0."""

    row: int
    columns: Mapping[FormRole, int]


def labels_above(rules: RuleSet) -> tuple[Column, ...]:
    """Return the columns of the score sheet that are labels above the table."""
    taken = {column.name for column in fact_columns(rules)}
    return tuple(column for column in SCORE_COLUMNS if column.name in _LABELS and column.name not in taken)


def labels_below(rules: RuleSet) -> tuple[Column, ...]:
    """Return the facts of the rule set, which are labels below the table."""
    return fact_columns(rules)


def label_names(rules: RuleSet) -> dict[str, Column]:
    """Return what labels may say, as they are compared, wherever on the form they stand.

    考核单位 is who assesses, and 说明 and 类别 are too common on forms to be anybody's.
    """
    columns = score_columns(rules)
    names = {key: column for column in reversed(columns) for key in names_of(column.name, column.head)}
    for word in ("考核单位", "说明", "类别"):
        names.pop(key_of(word), None)
    return names


def find_form(rows: Sequence[Row]) -> FormHeads | None:
    """Find the head of a form's table within the first ten rows: items, and scores, but no branches beside them."""
    for number, row in enumerate(rows[:_WITHIN], start=1):
        keys = {key_of(cell): column for column, cell in reversed(list(enumerate(row))) if _is_word(cell)}
        columns = _columns(keys)
        if "item" in columns and columns.keys() & {"self", "assessed"} and not keys.keys() & _BRANCH:
            return FormHeads(number, columns)
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
        free = (keys[key] for key in map(key_of, TABLE[role]) if key in keys and keys[key] not in columns.values())
        if (column := next(free, None)) is not None:
            columns[role] = column
    return columns


def _is_word(cell: object) -> bool:
    return isinstance(cell, str) and bool(cell.strip(BLANKS))
