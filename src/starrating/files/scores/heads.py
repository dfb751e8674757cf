"""Heads of tables: where they are, what they say, which column they mean."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from starrating.files.scores.cells import BLANKS, HALF_WIDTH
from starrating.files.scores.grids import Merge, Row
from starrating.model import INCIDENT_COLUMNS, OPINION_COLUMNS, RECTIFICATION_COLUMNS, ROSTER_COLUMNS, SCORE_COLUMNS

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "branch": (
        "支部", "支部名称", "党支部名称", "党组织", "党组织名称", "基层党组织", "基层党组织名称", "基层党支部",
        "被考核党支部", "被考核支部", "被考核党组织", "受检党支部",
    ),
    "unit": ("单位名称", "所属单位", "所在单位", "考核单位", "被考核单位"),
    "secretary": ("支部书记", "党支部书记", "书记姓名"),
    "members": ("党员数", "党员人数", "党员总数"),
    "type": ("支部类型", "党支部类型", "类别"),
    "previous_star": ("原星级", "上次星级", "上期评定星级", "现星级"),
    "declared_target": ("提升目标", "目标", "晋星目标", "提升目标星级"),
    "applied_star": ("申报等级", "申请星级", "自评申报星级"),
    "self_score": ("自评分", "自查分", "自评总分", "自查得分", "自评分数", "自评"),
    "total": (
        "总分", "合计", "得分", "总得分", "考核得分", "汇总得分", "考评得分", "综合得分", "考评分", "考核分",
        "考评总分", "合计得分", "考核分数",
    ),
    "note": ("备注", "说明"),
    "trigger": ("降星情形", "情形编号", "条款"),
    "date": ("认定日期", "处分日期", "通报日期", "时间", "发生日期"),
    "subject": ("人员类别", "对象类别"),
    "sanction_system": ("处分类型", "处分种类"),
    "sanction": ("处分名称", "处分档次", "受处分情况"),
    "department": ("部门", "认定单位", "提供部门"),
    "document": ("文件号", "文件编号", "处分文号"),
    "aliases": ("曾用名", "简称"),
    "founded": ("成立时间",),
    "order": ("组织序号", "排序"),
    "finding": ("存在问题", "存在的问题"),
    "measure": ("整改措施",),
    "responsible": ("整改责任人",),
    "due": ("整改时限", "整改期限"),
    "status": ("整改情况", "整改状态"),
}  # fmt: skip
"""What a column may be headed by, besides its identifier and its usual head (model.*_COLUMNS)."""

IGNORED = ("序号", "编号", "小计", "名次", "排名", "no", "no.", "rank")
"""Heads of columns that mean nothing here."""

_HEADER_WITHIN = 10
_BRACKETS = str.maketrans("[【〔﹙︻︵]】〕﹚︼︶", "((((((" + "))))))")
_FULL_MARKS = re.compile(r"\(\s*(?:满分|分值|标准分)?\s*:?\s*(\d{1,3}(?:\.\d+)?)\s*分?\s*\)", re.ASCII)
_ANY_BRACKET = re.compile(r"\([^()]*\)")
_INNER_BLANKS = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")


class Head(NamedTuple):
    """The head of one column: where it stands, its title without full marks, and its part in a two-row head.

    `row` is as the spreadsheet counts, `column` from 0.
    """

    row: int
    column: int
    title: str
    full_marks: Decimal | None = None
    part: str | None = None
    part_marks: Decimal | None = None

    @property
    def key(self) -> str:
        """The title as it is compared with names."""
        return key_of(self.title)


class Header(NamedTuple):
    """The heads of a table, and the number of the last row of its head; `top` is the number of the first."""

    heads: tuple[Head, ...]
    top: int
    bottom: int


def key_of(name: str) -> str:
    """Return a name as it is compared: without blanks and brackets, in half-width digits and lower case."""
    plain = re.sub(r"[\s\u200b\ufeff]", "", _plain(name))
    return _ANY_BRACKET.sub("", plain).casefold() or plain.casefold()


def names_of(role: str, head: str) -> frozenset[str]:
    """Return the keys of everything that a column may be headed by."""
    return frozenset(key_of(name) for name in (role, head, *SYNONYMS.get(role, ())))


def find_header(rows: Sequence[Row], merges: Sequence[Merge]) -> Header | None:
    """Find the head of the table within the first ten rows; None if there is none."""
    for wanted, needed in ((_BRANCH, 0), (_UNIT, 2)):
        for index, row in enumerate(rows[:_HEADER_WITHIN]):
            keys = {column: key_of(cell) for column, cell in enumerate(row) if isinstance(cell, str) and cell.strip()}
            columns = [column for column, key in keys.items() if key in wanted]
            known = sum(_is_known(row[column]) for column in keys if column not in columns)
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
    match = _FULL_MARKS.search(_plain(title))
    if not match:
        return title, None
    return (title[: match.start()] + title[match.end() :]).strip(), Decimal(match[1])


def _plain(name: str) -> str:
    """Write brackets, digits and signs in one way; every character stays at its position."""
    return name.translate(HALF_WIDTH).translate(_BRACKETS)


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
