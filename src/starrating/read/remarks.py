"""Remarks and notes beside the scores: asked about where they may change a result, else told, for none is read."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from starrating.decimals import decimal_of
from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Sheet
from starrating.i18n import listed, text
from starrating.model import letter
from starrating.patterns import regex
from starrating.read.cell_values import display_text
from starrating.read.column_map import IGNORE, in_yaml
from starrating.read.full_marks import plain_label
from starrating.read.header_row import ColumnHeader
from starrating.read.incident_words import NOTHING, NamedBranches, tells
from starrating.read.remark_words import Remark, remark
from starrating.read.scored_sheet import ScoredSheet

Asked = AbstractSet[tuple[int, int]]
"""The cells, by row and column, that something else has been asked about."""
_REMARKS = regex(r"备注|说明|情况|备考|附记|意见|批注|备忘|原因|^注$|remark|note|comment", re.IGNORECASE)
"""Heads of columns that say whatever there is to say of a row."""
_OF_OTHERS = regex(r"目标|上[期次年]|申报|计划|创建|争创|原")
"""备注 目标: what is aimed at, or was before."""
_EXPLAINS = regex(r"原因|扣分|减分|加分|明细|依据")
_FORMAL = regex(
    r"\(?(?:制表|填表|统计|审核|复核|审批|负责|经办|联系|打印|报送|填报|校对|签字|签名|盖章|签发|主管|分管|领导|组长|书记|日期|时间|单位|部门|第\d+页|共\d+页|年月日)[^。]{0,24}"
    r"|.{0,20}(?:签字|签名|盖章|公章)\)?:?.{0,12}|.{0,20}\d{4}年\d{0,2}月?\d{0,2}日?"
)
"""制表人：张三, 单位：分, 第1页, 2013年7月5日: signatures and the like, which say nothing of a branch."""
_OF_ALL = regex(
    r"\W*(?:注|备注|说明)?\W{0,2}(?:[1-9一二三][.、)])?(?:以上|上述|本表|此表|表[内中]|所列|各支部)(?![\d])"
)
"""注：以上得分…, 2.本表…: notes on all branches."""
_BY_MARK = regex(r"(?:[划画]线|带|标|打|加粗|[红黄灰蓝黑绿][色体字]|斜体|底色|涂[红黄灰]).{0,8}(?:者|的|单位|支部|为)")
"""划线者不参加评星, 带*的降一星: of whom a mark says so."""
_FOOTNOTE = regex(r"\s*[*＊※▲△①-⑳⑴-⒇]\s*\S")
"""*因信访问题降一星: what a mark beside a name stands for."""
_END_OF_NAME = frozenset("部支委组会")
_BEHIND = regex(r"(?:支部|总支|党委|党组织|委员会)\W{0,2}((?:[^()\W]|[^\w()])+)\W{0,2}$")
_OTHER_SCORE = regex(
    r"上[期次年]|去年|原|自评|自查|复[核评查]|终评|补|代评?|旧|[上下]半年|重复|调整[前后]?|更正[前后]?|修改[前后]?"
)
"""运输队党支部（复核）: another score of the same branch."""
_TAKES_PART = regex(r"参[评考](?!议)|参加[考评]|纳入|有效|计入|评[星定]资格|是否评(?!.?为|定为)|是否计")
_NO = regex(r"否|不|不是|未|×|x|n|no|无|不[参纳计评].*", re.IGNORECASE)
_TOLD, _BESIDE = 30, 3


def notes(sheet: ScoredSheet, asked: Asked) -> Iterator[Problem]:
    """Ask about every note above, between or below the branches that changes the scores or the star of one, or of all.

    It names the branch, or says that it is about all: 以上得分待党委审定. Whatever else is said of a branch is told.
    """
    around, told = [*sheet.around.titles, *sheet.around.notes], []
    named = NamedBranches(sheet.table.branch if around else ())
    for number, column, words in around:
        of_one = named.is_one_in(words)
        plain = plain_label(words)
        by_mark = (_BY_MARK.search(plain) or _FOOTNOTE.match(words)) and (tells(words) or remark(words).changes)
        if (number, column) in asked or not (of_one or by_mark or _OF_ALL.match(plain) or "支部" in plain):
            continue
        said = remark(words)
        about = of_one or by_mark or _OF_ALL.match(plain)
        if by_mark or (about and said.changes) or (of_one and (said.stars or said.points)):
            message = text(
                "“%(words)s” seems to change what a branch is rated by, but notes are not read.",
                words=display_text(words),
            )
            hint = text("Correct the row of the branch, or the scores, and delete the note.")
            yield Problem("error", "remark-not-read", sheet.grid.place(number, column), message, hint)
        elif (
            (of_one or said.changes)
            and words.strip() not in sheet.table.branch
            and not _FORMAL.fullmatch(plain_label(words))
        ):
            told.append((display_text(words), f"{letter(column)}{number}"))
    if told:
        yield _told(sheet.grid, told)


def named_again(sheet: ScoredSheet, asked: Asked) -> Iterator[Problem]:
    """Ask about every row that is none of scores and names a branch in a cell of its own, with something beside it.

    It may be a second table, of incidents or of points, or a remark in two cells: 采煤一队党支部 | 越级上访.
    """
    names = set(sheet.table.branch)
    for number, row in sheet.meaning.others:
        said = [(column, str(cell).strip()) for column, cell in enumerate(row) if cell not in {None, ""}]
        here = next((at for at in said if at[1] in names), None)
        beside = [words for column, words in said if here and column != here[0] and words]
        if here is None or not beside or any((number, column) in asked for column, _ in said):
            continue
        if any(_FORMAL.fullmatch(plain_label(words)) for words in beside):
            continue
        message = text(
            "%(branch)s stands once more here, with %(words)s beside it, but the row is not read.",
            branch=here[1],
            words=listed(f"“{display_text(words)}”" for words in beside[:_BESIDE]),
        )
        hint = text("Put what it says into the row of the branch or onto its own sheet, and delete it here.")
        yield Problem("error", "remark-not-read", sheet.grid.place(number, here[0]), message, hint)


def remarks(sheet: ScoredSheet, asked: Asked) -> Iterator[Problem]:
    """Ask about every remark on a row that may change its scores or its star, and tell of all others in one notice.

    Remarks stand in columns that are not read, in that of remarks, and in those without a head.
    """
    yield from _beside_names(sheet, asked)
    told: dict[str, str] = {}
    whole = {column for number, column in asked if number <= sheet.meaning.header.bottom}
    full = _full_marks(sheet)
    for head in [head for head in [*sheet.heads, *sheet.noted, *_without_head(sheet)] if head.column not in whole]:
        is_remark = head in sheet.noted or not head.title or _is_of_remarks(head.title)
        explains = _EXPLAINS.search(head.title) is not None
        cells = [row[head.column] for _, row in sheet.meaning.rows]
        said = {
            cell: remark(str(cell), explains=explains)
            for cell in set(cells)
            if _speaks(cell, head, sheet) or _takes_no_part(head, cell)
        }
        for (number, row), cell in zip(sheet.meaning.rows, cells, strict=True) if said else ():
            if cell not in said or (number, head.column) in asked:
                continue
            if (
                _takes_no_part(head, cell)
                or said[cell].changes
                or (is_remark and not _agrees(sheet, number, (row, head), (said[cell], full)))
            ):
                yield _overturned(sheet.grid, head, number, cell)
            elif is_remark and cell not in told:
                told[cell] = f"{letter(head.column)}{number}"
    if told:
        yield _told(sheet.grid, [(display_text(cell), at) for cell, at in told.items()])


def _beside_names(sheet: ScoredSheet, asked: Asked) -> Iterator[Problem]:
    """Ask about what stands behind the name of a branch and is no part of it: 运输队党支部（不参评）."""
    for number, name in zip(sheet.table.rows.tolist(), sheet.table.branch, strict=True):
        if name[-1:] in _END_OF_NAME or name in sheet.known.branches:
            continue
        place, behind = sheet.place(number), _BEHIND.search(name)
        words = plain_label(behind[1]).strip("()[]【】") if behind else ""
        said = words and (remark(words).changes or tells(words) or _OTHER_SCORE.fullmatch(words))
        if said and place.address not in asked:
            message = text(
                "“%(words)s” stands behind the name of the branch: is its row not to be rated as it stands?",
                words=display_text(words),
            )
            hint = text(
                "Write the name alone, and correct or delete the row; if it is the name, put it on the sheet roster."
            )
            yield Problem("error", "remark-not-read", place, message, hint)


def _takes_no_part(head: ColumnHeader, cell: object) -> bool:
    """Tell whether a cell denies what the head of its column asks of every branch: 是否参评 and 否."""
    return isinstance(cell, str) and _TAKES_PART.search(head.title) is not None and bool(_NO.fullmatch(cell.strip()))


def _is_of_remarks(title: str) -> bool:
    return _REMARKS.search(title) is not None and not _OF_OTHERS.search(title)


def _speaks(cell: object, head: ColumnHeader, sheet: ScoredSheet) -> bool:
    """Tell whether a cell says anything: words that are not 无, or a number where a remark must stand."""
    if isinstance(cell, str):
        return bool(cell.strip()) and not NOTHING.fullmatch(cell.strip())
    return head in sheet.noted and isinstance(cell, int | float) and not isinstance(cell, bool)


def _without_head(sheet: ScoredSheet) -> list[ColumnHeader]:
    """Return heads without a title for the columns that have none, beside the branches'."""
    header = sheet.meaning.header
    headed = {head.column for head in (*header.heads, *header.passed_over)}
    width = len(sheet.meaning.rows[0][1]) if sheet.meaning.rows else 0
    return [ColumnHeader(header.bottom, column, "") for column in range(width) if column not in headed]


def _full_marks(sheet: ScoredSheet) -> Decimal | None:
    """Return the full marks of the sheet; None where there are points beyond them, or none are known."""
    lines = sheet.meaning.roles.columns.values() if sheet.meaning.roles else ()
    if any(line.role == "bonus" for line in lines):
        return None
    own = sum((item.full_marks or Decimal(0) for item in sheet.table.items), Decimal(0))
    return own or sheet.rules.criteria.full_marks


def _agrees(
    sheet: ScoredSheet, number: int, at: tuple[Sequence[object], ColumnHeader], said: tuple[Remark, Decimal | None]
) -> bool:
    """Tell whether a row says what a remark in it says: its star, its points, and no fewer points lost."""
    (row, head), (says, full) = at, said
    score = sheet.scores.get(number)
    if says.taken and score is not None and full is not None and says.taken > full - score:
        return False
    if says.stars and any(star != sheet.stars.get(number) for star in says.stars):
        return False
    if not says.points:
        return True
    others = [cell for column, cell in enumerate(row) if column != head.column and isinstance(cell, int | float)]
    return {score, *map(decimal_of, others)}.issuperset(says.points) and None not in says.points


def _overturned(grid: Sheet, head: ColumnHeader, number: int, cell: object) -> Problem:
    message = text(
        "“%(words)s” seems to say that this row is not to be rated as it stands, but remarks are not read.",
        words=display_text(cell),
    )
    hint = text(
        "Correct or delete the row and empty the remark; if it changes nothing, write into columns.yaml: %(line)s",
        line=f"scores: {{{in_yaml(head.title)}: {IGNORE}}}",
    )
    if not head.title:
        hint = text("Correct or delete the row and empty the remark; if it changes nothing, empty the remark alone.")
    return Problem("error", "remark-not-read", grid.place(number, head.column), message, hint)


def _told(grid: Sheet, told: Sequence[tuple[str, str]]) -> Problem:
    """Tell of remarks, each with its cell; where there are very many, of the first and how many there are."""
    named = listed(text("%(cell)s “%(words)s”", cell=cell, words=words) for words, cell in told[:_TOLD])
    message = text("Remarks that were not read: %(remarks)s", remarks=named)
    if len(told) > _TOLD:
        message = text("%(number)s remarks that were not read, such as: %(remarks)s", number=len(told), remarks=named)
    return Problem("notice", "remarks-passed-over", CellRef(grid.file, grid.name, told[0][1]), message)
