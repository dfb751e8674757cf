"""Which rows below a head are data: not blank ones, not totals and averages, not notes and signatures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from starrating.files.scores.cell_reports import CellReport
from starrating.files.scores.cells import BLANKS
from starrating.files.scores.column_names import key_of, names_of
from starrating.files.scores.grids import Grid, Row
from starrating.files.scores.heads import Head, Header

SUBTOTALS = frozenset(
    (
        "小计", "合计", "总计", "共计", "平均", "平均分", "平均值", "均分", "最高", "最高分", "最低", "最低分",
        "满分", "分值", "标准分", "total", "subtotal", "average",
    )
)  # fmt: skip
SUMS = frozenset(("合计", "总计", "共计", "total"))
"""Those of them whose row has the sums of all rows above."""
NOTES = (
    "注", "备注", "附注", "说明", "填表说明", "审核", "审核人", "复核", "复核人", "审批", "制表", "制表人", "制表日期",
    "填表", "填表人", "填表日期", "统计人", "负责人", "签字", "签名", "日期", "考核组", "考核组长", "note", "notes",
)  # fmt: skip
"""What a note or a line of signatures begins with, before a colon; 考核人 and its like need none."""

_END = re.compile(rf"(?:{'|'.join(NOTES)})\d*[:、.]|(?:考核|审核|制表|填表|复核)人", re.IGNORECASE)
_REPEATED = names_of("branch", "党支部")
_FIRST_LETTERS = frozenset(word[0] for word in (*SUBTOTALS, *NOTES, *_REPEATED, "考核人"))


def data_rows(
    grid: Grid,
    header: Header,
    branch: Head,
    telling: Mapping[str, Head],
    report: CellReport,
) -> Iterator[tuple[int, Row]]:
    """Yield the rows that name a branch, with their numbers, down to the first note or signature.

    A row without a branch, but with something in one of the `telling` columns, is reported. Rows of sums go into
    the report's `sums`.
    """
    for number, row in grid.rows():
        if number <= header.bottom:
            continue
        label = row[branch.column]
        if not isinstance(label, str) or not _is_special(label):
            yield number, row
            continue
        marks = _labels(row)
        if any(_END.match(mark) for mark in marks):
            return
        if SUMS.intersection(marks):
            report.sums.append((number, row))
        if not label.strip(BLANKS) and not SUBTOTALS.intersection(marks):
            _report_no_branch(number, row, branch, telling, report)


def _is_special(label: str) -> bool:
    """Tell whether a label is blank, a total's, a repeated head's or a note's; nearly all labels are not."""
    first = label.lstrip(BLANKS)[:1].lower()
    if first and first not in _FIRST_LETTERS:
        return False
    key = key_of(label)
    return not key.strip(BLANKS) or key in SUBTOTALS or key in _REPEATED or bool(_END.match(key))


def _labels(row: Sequence[Any]) -> list[str]:
    return [key_of(cell) for cell in row if isinstance(cell, str) and cell.strip(BLANKS)]


def _report_no_branch(number: int, row: Row, branch: Head, telling: Mapping[str, Head], report: CellReport) -> None:
    said = {head.title: row[head.column] for head in telling.values() if str(row[head.column]).strip(BLANKS)}
    if said:
        report.no_branch(number, branch, said)
