"""Incidents where no list of incidents is: a column of a score sheet that tells of them is refused, never ignored."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import text
from starrating.patterns import regex
from starrating.read.cell_values import BLANKS, display_text
from starrating.read.full_marks import plain_label
from starrating.read.header_row import ColumnHeader

INCIDENT = regex("情形|违纪|违法|违规|处分|事故|上访|信访|立案|案件|否决|[降减][星级档]|扣星|伤亡|[工死]亡|重伤|查处")
"""Words of heads and of names of sheets that tell of incidents."""
_TOLD = regex(
    r"降(?:低|为|至)?.{0,4}[星级档]|[扣减].{0,2}星|第[一二三四五六七八九\d]+[种项条]?情形|一票否决|(?:党内|行政|受|给予).{0,6}(?:警告|撤职|处分)|严重警告|记大?过|留党察看|撤销.{0,4}职务"
    r"|[工死]亡|重伤|开除|立案|取保候审|拘留|逮捕|判处|(?:集体|越级)[^,;]{0,4}上访|聚众|(?:责任|重大|质量|安全)事故|事故[1-9一二三两]起|发生.{0,8}事故"
)
"""What tells of an incident in any column of words: 备注 2013年4月发生安全事故，降一星; 书记受党内警告处分."""
_CLAUSES = regex(r"[,，、。.;；\n]")
_NEGATED = regex(r"无|未|没|不|零|(?<!\d)0[起人例]|防|杜绝|教育|学习|案例|制度|演练|预案|撤销处分|解除")
"""未发生安全事故, 无事故、无上访, 事故案例学习到位: a clause that tells of none."""
_NAME_ENDS = regex(r"(?:党支部|党总支|支部|总支|党委)(?:委员会)?$")
"""What a note may leave out of a name."""
NOT_READ = "incidents-not-read"
STAR_DIFFERS = "star-beside-differs"
"""A star beside the scores that is not that of the total, as an incident would have it."""
RANK_DIFFERS = "rank-differs"
"""So is a rank: of a branch with an incident it may be the last."""
TELLING = frozenset({NOT_READ, STAR_DIFFERS, RANK_DIFFERS})
_NOTHING = regex(  # 无, 没有, 未发生, 本期无, 否, 不存在, /, —, 0, ×
    r"(?:(?:本|上|下|今|全)\S{0,6})?(?:无|未发生|没有|不存在|未受)\S*|否|不是|[/\\—–×xX\-]+|0(?:\.0+)?|(?:no|none|n)",
    re.IGNORECASE,
)


def incidents_in_columns(
    grid: Sheet,
    heads: Iterable[ColumnHeader],
    rows: Sequence[tuple[int, Row]],
    added_up: Collection[int] = (),
    triggers: Collection[str] = (),
) -> Iterator[Problem]:
    """Report every cell that tells of an incident of a branch, of columns that are not read for them.

    In a column that is about incidents, that is whatever does not say there was none; in another one, what says so,
    or what one of the texts of the `triggers` says as well as the head: 计划生育 and 否决.
    The columns `added_up` hold points, whatever they are about.
    """
    for head in heads:
        points = head.column in added_up or "分" in head.title.replace("处分", "")
        about = INCIDENT.search(head.title) and not points
        cells = [row[head.column] for _, row in rows]
        of_trigger = [words for words in triggers if not points and head.title in words]
        told = {
            cell for cell in set(cells) if (_is_told(cell) if about else _tells(cell) or _is_said(cell, of_trigger))
        }
        for (number, _), cell in zip(rows, cells, strict=True) if told else ():
            if cell in told:
                yield _unread(grid, number, head, cell)


def _is_told(cell: object) -> bool:
    words = str(cell).strip(BLANKS)
    return bool(words) and cell is not False and not _NOTHING.fullmatch(words)


def _is_said(cell: object, triggers: Collection[str]) -> bool:
    words = cell.strip(BLANKS) if isinstance(cell, str) else ""
    return len(words) > 1 and any(words in said for said in triggers)


def _tells(cell: object) -> bool:
    """Tell whether one clause of a text says that there was an incident."""
    if not isinstance(cell, str) or not _TOLD.search(cell):
        return False
    return any(_TOLD.search(part) and not _NEGATED.search(part) for part in _CLAUSES.split(cell))


def incidents_without_head(
    grid: Sheet, headed: Collection[int], rows: Sequence[tuple[int, Row]], branch: int
) -> Iterator[Problem]:
    """Report every cell of a branch's row that tells of an incident in a column without a head."""
    width = len(rows[0][1]) if rows else 0
    for column in [column for column in range(width) if column not in headed]:
        for number, row in rows:
            if row[column] and _tells(row[column]):
                yield _noted(grid.place(number, column), row[column], plain_label(str(row[branch])))


def incidents_in_notes(grid: Sheet, rows: Iterable[tuple[int, Row]], branches: Collection[str]) -> Iterator[Problem]:
    """Report every cell above, between or below the branches that tells of an incident of one of them, by its name.

    A note such as 发生安全事故的降一星, which names none, is a rule.
    """
    told = [
        (grid.place(number, column), cell)
        for number, row in rows
        if str in set(map(type, row))  # millions of cells may be numbers alone
        for column, cell in enumerate(row)
        if cell and isinstance(cell, str) and _TOLD.search(cell)
    ]
    named = {_NAME_ENDS.sub("", name): name for name in map(plain_label, branches)} if told else {}
    for place, cell in told:
        words = plain_label(cell)
        for short in [each for each in named if len(each) > 1 and each in words]:
            words = words.replace(short, "")
            if _tells(words):
                yield _noted(place, cell, named[short])


def without_those_listed(
    problems: Iterable[Problem], listed: Collection[tuple[str, str | None, str]], branches: Collection[str]
) -> list[Problem]:
    """Leave out what is told of branches whose incidents are listed; file, sheet and row of these, and their names."""
    names = set(map(plain_label, branches))
    return [
        problem
        for problem in problems
        if problem.code not in TELLING
        or (_row_of(problem) not in listed and problem.message.fields.get("branch") not in names)
    ]


def _row_of(problem: Problem) -> tuple[str, str | None, str]:
    return problem.file or "", problem.sheet, (problem.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _noted(place: CellRef, cell: str, branch: str) -> Problem:
    message = text(
        "“%(words)s” seems to tell of an incident of %(branch)s, but notes are not read for incidents.",
        words=display_text(cell),
        branch=branch,
    )
    hint = text("Put it on a sheet of incidents, with branch, date, and trigger or sanction.")
    return Problem("error", NOT_READ, place, message, hint)


def _unread(grid: Sheet, number: int, head: ColumnHeader, cell: object) -> Problem:
    message = text(
        "“%(head)s” seems to tell of an incident here (%(cell)s), but score sheets are not read for incidents.",
        head=head.title,
        cell=display_text(cell),
    )
    hint = text(
        "Put it on a sheet of incidents, with branch, date, and trigger or sanction; write “none” here, or delete the "
        "column."
    )
    return Problem("error", NOT_READ, grid.place(number, head.column), message, hint)
