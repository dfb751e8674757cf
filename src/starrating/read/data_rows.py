"""Which rows below a head are data: not blank ones, not totals and averages, not notes and signatures."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from starrating.formats.sheet import Row, Sheet
from starrating.patterns import regex
from starrating.read.cell_problems import CellProblems
from starrating.read.cell_values import BLANKS
from starrating.read.column_names import match_key, names_of, normalized
from starrating.read.header_row import ColumnHeader, HeaderRow, full_marks_of

SUBTOTALS = frozenset(
    (
        "小计", "合计", "总计", "共计", "平均", "平均分", "平均值", "均分", "最高", "最高分", "最低", "最低分",
        "满分", "分值", "标准分", "total", "subtotal", "average", "总分", "总得分", "合计得分", "得分合计", "得分率",
    )
)  # fmt: skip
SUMS = frozenset(("合计", "总计", "共计", "total", "总分", "总得分", "合计得分", "得分合计"))
"""Those of them whose row has the sums of all rows above."""
NOTES = (
    "注", "备注", "附注", "说明", "填表说明", "审核", "审核人", "复核", "复核人", "审批", "制表", "制表人", "制表日期",
    "填表", "填表人", "填表日期", "统计人", "负责人", "签字", "签名", "日期", "考核组", "考核组长", "note", "notes",
)  # fmt: skip
"""What a note or a line of signatures begins with, before a colon; 考核人 and its like need none."""

_END = regex(
    rf"\(?(?:{'|'.join(NOTES)})\d*[:、.]|\(?(?:考核|审核|制表|填表|复核)人"
    r"|[^:]{0,10}(?:人|签字|签名|盖章|组长|领导|日期|时间|部门|单位)\)?:",
    re.IGNORECASE,
)
_SIGNED = regex(r".*(?:盖章|公章|签字|签名)|[\d二〇○零一二三四五六七八九十]{4}年[^年]{1,3}月.*")
_SUM_OF = regex(r".*(?:小计|合计|总计|共计|平均分?|平均值|平均数|平均得分|均分|得分率)")
_TITLE = regex(r"(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\))(?!.*(?:支部|党组织|总支)).*|.*表")
"""What stands alone in its row as the title of a group or of a page: 一、生产单位, ××考核表(续)."""
_REPEATED = names_of("branch", "党支部")
_FIRST = {word[0] for word in (*SUBTOTALS, *NOTES, *_REPEATED, "考核人")} | set("(（一二三四五六七八九十")
_FIRST_LETTERS = frozenset(letter for first in _FIRST for letter in (first, first.upper()))
_LAST_LETTERS = frozenset("计均分值数率表)）")


def data_rows(
    grid: Sheet,
    header: HeaderRow,
    telling: Mapping[str, ColumnHeader],
    report: CellProblems,
    others: list[tuple[int, Row]],
) -> Iterator[tuple[int, Row]]:
    """Yield the rows that name a branch, with their numbers, down to the first note or signature.

    All rows besides are put into `others`. Reported are a row without a branch, but with something in one of the
    `telling` columns; rows of branches below the end, and below a second row of heads that is not like the first.
    """
    branch = telling["branch"]
    wanted = [head for head in telling.values() if head.column != branch.column]
    rows = ((number, row) for number, row in grid.rows() if number > header.bottom)
    for number, row in rows:
        label = row[branch.column]
        # A row that says nothing in the first of these columns may have its signature left of the branch's.
        if not isinstance(label, str) or not (_is_special(label) or (wanted and row[wanted[0].column] == "")):
            yield number, row
            continue
        opening = _labels(row[: branch.column + 1])
        others.append((number, row))
        if _is_end(row, opening, wanted):
            others += _reported_below(rows, branch, wanted, report)
            return
        opening = opening or _labels(row)[:1]
        key = match_key(label).strip(BLANKS)
        if key in _REPEATED:
            if other := _other_head(row, wanted):
                report.second_head(number, other)
                return
        elif any(map(_is_sum, opening)) or _is_title(label, row):
            continue
        elif key:
            yield others.pop()
        elif values := _stated_values(row, wanted):
            report.no_branch(others.pop()[0], branch, values)


def _is_special(label: str) -> bool:
    """Tell whether a label may be blank, a total's, a title's, a repeated head's or a note's; most labels are not."""
    stripped = label.strip(BLANKS)
    return (
        not stripped
        or stripped[0] in _FIRST_LETTERS
        or stripped[-1] in _LAST_LETTERS
        or ":" in stripped
        or "：" in stripped
    )


def _is_end(row: Row, opening: Sequence[str], wanted: Sequence[ColumnHeader]) -> bool:
    """Tell whether a row is a note or a signature: by its `opening`, which are the texts down to the branch's column.

    The last of them says so by itself. Others, or what stands first farther right, do not if there is a score beside:
    then they are a remark on a branch.
    """
    if opening and _END.match(opening[-1]):
        return True
    first = _labels(row)[:1]
    signed = _is_alone(row) and any(map(_SIGNED.fullmatch, first))
    return (signed or any(map(_END.match, opening or first))) and not _holds_number(_stated_values(row, wanted))


def _is_title(label: str, row: Row) -> bool:
    return any(map(_TITLE.fullmatch, (normalized(label).strip(BLANKS), match_key(label)))) and _is_alone(row)


def _is_alone(row: Row) -> bool:
    return sum(bool(str(cell).strip(BLANKS)) for cell in row) == 1


def _is_sum(key: str) -> bool:
    return key.rstrip(":") in SUBTOTALS or bool(_SUM_OF.fullmatch(key.rstrip(":")))


def _labels(row: Sequence[Any]) -> list[str]:
    return [match_key(cell) for cell in row if isinstance(cell, str) and cell.strip(BLANKS)]


def _stated_values(row: Row, wanted: Sequence[ColumnHeader]) -> dict[str, Any]:
    """Return what a row says in the wanted columns, without heads that are repeated there."""
    return {
        head.title: row[head.column]
        for head in wanted
        if str(row[head.column]).strip(BLANKS) and not _is_head(row[head.column], head)
    }


def _is_head(cell: object, head: ColumnHeader) -> bool:
    titles = {match_key(title) for title in (head.title, head.part, head.whole) if title}
    return isinstance(cell, str) and match_key(full_marks_of(cell)[0] or cell) in titles


def _other_head(row: Row, wanted: Sequence[ColumnHeader]) -> ColumnHeader | None:
    """Return the first column that a repeated row of heads calls otherwise."""
    return next((head for head in wanted if head.title in _stated_values(row, [head])), None)


def _holds_number(values: Mapping[str, Any]) -> bool:
    return any(isinstance(value, float | int) for value in values.values())


def _reported_below(
    rows: Iterator[tuple[int, Row]], branch: ColumnHeader, wanted: Sequence[ColumnHeader], report: CellProblems
) -> list[tuple[int, Row]]:
    """Return the rows below the end, and report the first that looks like a branch's: it would be left out unseen."""
    below = list(rows)
    for number, row in below:
        values = _stated_values(row, wanted)
        key = match_key(str(row[branch.column])).strip(BLANKS)
        if key and not _is_sum(key) and not _END.match(key) and (_holds_number(values) or len(values) > 1):
            report.below_end(number, branch, str(row[branch.column]))
            break
    return below
