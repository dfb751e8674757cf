"""Files that are versions of one another, as their names say: a copy, a second download, a last and a very last one.

What can be wrong with a workbook as a whole, or with a sheet of it.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Sheet
from starrating.i18n import listed, text
from starrating.model import letter
from starrating.patterns import regex
from starrating.read.column_names import SHEET_TEXTS, TableKind, match_key, names_of, normalized
from starrating.read.header_row import HeaderRow
from starrating.read.label_hints import column_hint
from starrating.read.table_roles import TableRoles

_MARK = regex(
    r"\s*(?:\(\d+\)|[-_—]?\s*(?:副本|复件|copy)\s*(?:\(\d+\)|\d+)?"
    r"|[-_—]?\s*\(?(?:最终|最新|终|定|修改|修订|更正|改)(?:版|稿)\d*\)?|[-_—]\s*v\d+)$",
    re.IGNORECASE,
)
_BEFORE = regex(r"^(?:复件|副本|copy of)\s*[-—]?\s*", re.IGNORECASE)


def drop_other_copies(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """Leave out, each with an error, the files that are another version of one before them: which counts is a guess."""
    kept: dict[tuple[Path, str], Path] = {}
    problems = []
    for path in paths:
        first = kept.setdefault((path.parent, name_without_marks(path)), path)
        if first is not path:
            problems.append(_other_version(path, first))
    return list(kept.values()), problems


def name_without_marks(path: Path) -> str:
    """Return the name of a file without its suffix and without what tells its versions apart."""
    name = _BEFORE.sub("", normalized(path.stem).strip())
    while (shorter := _MARK.sub("", name)) not in {name, ""}:
        name = shorter
    return name.casefold()


def _other_version(path: Path, first: Path) -> Problem:
    message = text(
        "By its name this is another version of %(first)s; which of the two counts cannot be known. It was not read.",
        first=first.name,
    )
    hint = text("Give only the one that counts, or names of their own to files that are different workbooks.")
    return Problem("error", "two-versions", CellRef(str(path)), message, hint)


def lock_file(name: str) -> Problem:
    """Notice a file that office programs put beside an open workbook."""
    message = text("Skipped: this is no workbook, but the mark that one is open in Excel or WPS.")
    return Problem("notice", "lock-file", CellRef(name), message)


def no_sheet(name: str, kind: TableKind) -> Problem:
    """Report that a workbook has no sheet of a kind; a .csv file is no workbook, and its sheet has no name."""
    if name.casefold().endswith(".csv"):
        message = text("The file is no table of the kind %(sheet)s.", sheet=SHEET_TEXTS[kind])
        hint = text("Give its table the heads of the blank workbook that comes with: starrating init")
        return Problem("error", "sheet-missing", CellRef(name), message, hint)
    message = text("There is no sheet %(sheet)s in the workbook.", sheet=SHEET_TEXTS[kind])
    hint = text("Name the sheet so, or give its table the heads of the blank workbook that comes with: starrating init")
    return Problem("error", "sheet-missing", CellRef(name), message, hint)


_CHANGES = regex(
    r"(?:复[核评查审议]|终[审评定]|审定|核定|评定|定星|调整|更正|修正|变更|最终|不参[评加与]|缓评|免评|加[减扣]分|奖惩|扣星)(?!办法|标准|细则|方案|规则|说明|依据|制度|流程)"
)
_LISTS = regex(r"(?:党支部|党总支)$")


def may_change_scores(grid: Sheet) -> bool:
    """Tell whether a sheet that is not read lists branches, and says by its name that their scores or stars change."""
    cells = (cell for row in grid.first_rows() for cell in row if isinstance(cell, str))
    named = (_LISTS.search(cell.strip()) is not None and match_key(cell) not in _BRANCH for cell in cells)
    return _CHANGES.search(grid.name) is not None and any(named)


def changes_unread(grid: Sheet) -> Problem:
    """Ask about a sheet that may change scores or stars and was not read."""
    message = text(
        "By its name the sheet may change scores or stars of the branches that it lists, but it was not read."
    )
    hint = text("Put what holds into the score sheet, and delete the sheet or call it something else.")
    return Problem("error", "changes-not-read", CellRef(grid.file, grid.name), message, hint)


def nothing_to_score(grid: Sheet, header: HeaderRow, roles: TableRoles | None = None) -> Problem:
    """Report a sheet that has neither items nor a total; its scores may be of another period or a self-assessment."""
    place = CellRef(grid.file, grid.name, f"A{header.top}")
    lines = roles.columns if roles else {}
    named = {head.column: head.title for head in header.heads}
    told = [
        text("%(column)s %(head)s (%(because)s)", column=letter(column), head=named[column], because=line.because)
        for column, line in lines.items()
        if line.role in {"self", "previous"} and column in named
    ]
    if told:
        message = text("No column has the assessed scores of this period: %(columns)s", columns=listed(told))
        hint = text("Add a column total with the assessed scores; if the title names the wrong period, correct it.")
        return Problem("error", "column-missing", place, message, hint)
    judges = [head.title for head in header.heads if column_hint(head.title, ()) == "judge"]
    if len(judges) > 1:
        message = text("Here is what judges gave (%(judges)s), but no column has the score.", judges=listed(judges))
        hint = text("Add a column total with the score that they make, such as their mean.")
        return Problem("error", "column-missing", place, message, hint)
    message = text(
        "There is neither a column of an item nor one of the total. Found: %(found)s",
        found=listed(head.title for head in header.heads),
    )
    hint = text("Write full marks into the head of each item, such as Safety (20), or add a column total.")
    return Problem("error", "column-missing", place, message, hint)


_SEEN = 20
"""Characters of a cell that are shown where heads were looked for."""
_BRANCH = names_of("branch", "党支部")


def why_no_scores(grid: Sheet, header: HeaderRow | None) -> list[Problem]:
    """Say why a sheet was not taken for one of scores although it names branches; nothing if it names none."""
    if turned := branches_side_by_side(grid):
        return [turned]
    if header and any(head.key in _BRANCH for head in header.heads):
        return [nothing_to_score(grid, header)]
    alone = None if header else head_alone(grid)
    return [alone] if alone else []


def branches_side_by_side(grid: Sheet, header: HeaderRow | None = None) -> Problem | None:
    """Report a table on its side, where the branches are heads and the items stand below each other; else None.

    One row has the names of several branches, and no other as many; it is that of the heads where these are known.
    """
    rows = enumerate(grid.first_rows(), start=1)
    named = {
        number: [column for column, cell in enumerate(row) if isinstance(cell, str) and _is_branch(match_key(cell))]
        for number, row in rows
    }
    widest = max(named, key=lambda number: len(named[number]), default=0)
    if header and not header.top <= widest <= header.bottom:
        return None
    if widest and len(named[widest]) > 1 and all(len(named[other]) < 2 for other in named if other != widest):
        return _side_by_side(grid, (widest, named[widest][0]))
    corner = _items_below_each_other(grid)
    return _side_by_side(grid, corner) if corner is not None else None


def _side_by_side(grid: Sheet, at: tuple[int, int]) -> Problem:
    message = text("The branches stand side by side here; each branch needs a row of its own.")
    hint = text("Copy the table and paste it transposed, with “branch” as its first head.")
    return Problem("error", "sheet-missing", grid.place(*at), message, hint)


_ITEMS = regex("(?:考核|考评|评分|评价)?(?:项目|内容|指标|要素)(?:名称)?|党支部|支部|单位(?:名称)?|名称")
_TOTAL = regex("总分|合计|总计|得分|总得分|考核得分|最终得分|综合得分")
_NAMES = 3
"""A table of items has their column, and two branches at least."""


def _items_below_each_other(grid: Sheet) -> tuple[int, int] | None:
    """Return where the names begin in a table of which the rows are items, with a total of several below them."""
    rows = grid.first_rows()
    for number, row in enumerate(rows, start=1):
        names = [column for column, cell in enumerate(row) if isinstance(cell, str) and cell.strip()]
        if len(names) < _NAMES or not _ITEMS.fullmatch(match_key(row[names[0]])):
            continue
        for below in rows[number:]:
            label = below[names[0]]
            filled = all(isinstance(below[column], int | float) for column in names[1:])
            if filled and isinstance(label, str) and _TOTAL.fullmatch(match_key(label)):
                return number, names[1]
    return None


def head_alone(grid: Sheet) -> Problem | None:
    """Report a table of which only the branches' column has a head."""
    for number, row in enumerate(grid.first_rows(), start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and match_key(cell) in _BRANCH:
                message = text("Only the column “%(head)s” has a head here.", head=cell)
                hint = text("Give the columns of scores heads, too: each item with its full marks, or a total.")
                return Problem("error", "header-missing", grid.place(number, column), message, hint)
    return None


def _is_branch(key: str) -> bool:
    return key.endswith("支部") and key not in _BRANCH


def no_header(grid: Sheet) -> Problem:
    """Report a sheet of which the heads were not found."""
    if alone := head_alone(grid):
        return alone
    seen = listed(str(cell)[:_SEEN] for row in grid.first_rows(3) for cell in row[:10] if cell != "")
    message = text("The first ten rows have no heads with a column of branches. Found: %(seen)s", seen=seen)
    hint = text("Give the sheet a row of heads; a blank workbook that has them comes with: starrating init")
    return Problem("error", "header-missing", CellRef(grid.file, grid.name), message, hint)
