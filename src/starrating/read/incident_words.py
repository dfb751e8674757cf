"""Incidents where no list of incidents is: a column of a score sheet that tells of them is refused, never ignored."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from starrating.errors import CellRef, Problem
from starrating.formats.sheet import Row, Sheet
from starrating.i18n import text
from starrating.patterns import regex
from starrating.read.cell_values import BLANKS, display_text
from starrating.read.full_marks import plain_label
from starrating.read.header_row import ColumnHeader
from starrating.read.label_hints import LEVEL
from starrating.read.sheet_words import Words

INCIDENT = regex(
    r"情形|违纪|违法|违规|处分|事故|上访|信访|立案|案件|否决|[降减摘][星级档格]|扣星|伤亡|[工死]亡|重伤|查处|红线|底线|触[犯碰]|负面|失信|[问追]责|通报|黄牌|红牌"
)
"""Words of heads and of names of sheets that tell of incidents."""
_TOLD = regex(
    r"降(?:低|为|至)?.{0,4}[星级档格]|[扣减摘].{0,2}星|第[一二三四五六七八九\d]+[种项条]?情形|否决|(?:党内|行政|受|给予).{0,6}(?:警告|撤职|处分)|(?:严重|黄牌|红牌)警告|记大?过|留党察看|撤销.{0,4}职务"
    r"|[工死]亡|重伤|开除|立案|取保候审|拘留|逮捕|判[处刑]|起诉|留置|[被受].{0,4}(?:调查|审查|查处|处罚|处理)|约谈|诫勉|[问追]责|酒驾|醉驾|赌博|吸毒|[贪受]贿|违[法纪]"
    r"|(?:集体|越级|群体|进京|[赴到去]省|[赴到去]市)[^,;]{0,4}[上集信]?访|[集群]访|[上信]访[1-9一二两三]|聚众|聚集|讨薪|闹事"
    r"|(?:责任|重大|质量|安全)事故|事故[1-9一二三两]起|发生.{0,8}(?:事故|火灾|爆炸)|火灾|通报|红线|触[犯碰]|红灯|黄牌"
)
"""What tells of an incident in any column of words: 备注 2013年4月发生安全事故，降一星; 黄牌警告一次; 书记被约谈."""
_FAILED = regex(
    r"计划生育.{0,6}(?:不达标|未达标|不合格|未通过|超生|违)|超生|班子.{0,4}(?:不团结|不作为)|[未没]有?完成.{0,8}(?:计划|任务)"
)
"""What a trigger says with a “not” of its own: 计划生育不达标, 没有完成生产任务."""
_CLAUSES = regex(r"[,，、。.;；\n]")
_NEGATED = regex(
    r"无|未|没|不|零|(?<!\d)0[起人例]|防|杜绝|教育|学习|案例|制度|演练|预案|撤销处分|解除|表扬|表彰|嘉奖|先进|优秀|示范"
)
"""未发生安全事故, 无事故、无上访, 事故案例学习到位, 受局通报表扬: a clause that tells of none."""
MARK = regex(r"是|有|存在|[√✓✔☑▲△●■★☆]+|[1-9一二两三四]\s*[项起次例件]|y|yes", re.IGNORECASE)
_HARMLESS = regex(
    r"新|换届|成立|荣誉|奖|先进|优秀|示范|亮点|特色|创新|达标|完成|参[加评]|出席|签|联系|试点|少数|独立|[晋保升]星|晋级|合格|党课|培训|[申上]报"
)
"""是否新建, 获奖, 先进典型: columns in which a mark at few branches tells of nothing bad."""
_FEW = 3
"""A mark at no more than one branch in so many is an exception."""
_NAME_ENDS = regex(r"(?:党支部|党总支|支部|总支|党委)(?:委员会)?$")
"""What a note may leave out of a name."""
_THAT_ONE = regex(r"该(?:党?支部|单位|总支)")
NOT_READ = "incidents-not-read"
STAR_DIFFERS = "star-beside-differs"
"""A star beside the scores that is not that of the total, as an incident would have it."""
RANK_DIFFERS = "rank-differs"
"""So is a rank: of a branch with an incident it may be the last."""
TELLING = frozenset({NOT_READ, STAR_DIFFERS, RANK_DIFFERS})
NOTHING = regex(  # 无, 没有, 未发生, 本期无, 否, 不存在, /, —, 0, ×
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
    or what one of the texts of the `triggers` says as well as the head: 计划生育 and 否决; or a mark at few branches
    where all others have none.
    The columns `added_up` hold points, whatever they are about.
    """
    for head in heads:
        points = head.column in added_up or "分" in head.title.replace("处分", "")
        about = INCIDENT.search(head.title) and not points
        cells = [row[head.column] for _, row in rows]
        of_trigger = [words for words in triggers if not points and head.title in words]
        told = {cell for cell in set(cells) if (_is_told(cell) if about else tells(cell) or _is_said(cell, of_trigger))}
        harmless = points or _HARMLESS.search(head.title) or LEVEL.search(head.title)
        told |= set() if harmless else _marks_at_few(cells)
        for (number, _), cell in zip(rows, cells, strict=True) if told else ():
            if cell in told:
                yield _unread(grid, number, head, cell)


def _is_told(cell: object) -> bool:
    words = str(cell).strip(BLANKS)
    return bool(words) and cell is not False and not NOTHING.fullmatch(words)


def _marks_at_few(cells: Sequence[object]) -> set[object]:
    """Return the marks in a column, such as 是 or 1项, if few branches have one and all others none: 红线指标."""
    counts = Counter(cells)
    marks: set[object] = set()
    for cell in filter(_is_told, counts):
        if not (isinstance(cell, str) and MARK.fullmatch(cell.strip(BLANKS))):
            return set()
        marks.add(cell)
    return marks if _FEW * sum(counts[cell] for cell in marks) <= len(cells) else set()


def _is_said(cell: object, triggers: Collection[str]) -> bool:
    words = cell.strip(BLANKS) if isinstance(cell, str) else ""
    return len(words) > 1 and any(words in said for said in triggers)


def tells(cell: object) -> bool:
    """Tell whether one clause of a text says that there was an incident."""
    if not isinstance(cell, str):
        return False
    if _FAILED.search(cell):
        return True
    return _TOLD.search(cell) is not None and any(
        _TOLD.search(part) and not _NEGATED.search(part) for part in _CLAUSES.split(cell)
    )


def incidents_without_head(
    grid: Sheet, headed: Collection[int], rows: Sequence[tuple[int, Row]], branch: int
) -> Iterator[Problem]:
    """Report every cell of a branch's row that tells of an incident in a column without a head."""
    width = len(rows[0][1]) if rows else 0
    for column in [column for column in range(width) if column not in headed]:
        for number, row in rows:
            if row[column] and tells(row[column]):
                yield _noted(grid.place(number, column), row[column], plain_label(str(row[branch])))


def incidents_in_notes(grid: Sheet, notes: Iterable[Words], branches: Collection[str]) -> Iterator[Problem]:
    """Report every cell above, between or below the branches that tells of an incident of one of them, by its name.

    A note such as 发生安全事故的降一星, which names none, is a rule; 该支部 names the one that bears its mark.
    """
    told = [(grid.place(number, column), words) for number, column, words in notes if _TOLD.search(words)]
    named = _short_names(branches) if told else {}
    for place, cell in told:
        words = plain_label(cell)
        if (that := _THAT_ONE.search(words)) and tells(words):
            yield _noted(place, cell, that[0])
        for short in [each for each in named if len(each) > 1 and each in words]:
            words = words.replace(short, "")
            if tells(words):
                yield _noted(place, cell, named[short])


class NamedBranches:
    """The names of branches, to be found in notes, also without 党支部: each note is looked through once."""

    def __init__(self, branches: Iterable[str]) -> None:
        self._names = {short for short in _short_names(branches) if len(short) > 1}
        self._lengths = sorted(set(map(len, self._names)))

    def is_one_in(self, note: str) -> bool:
        """Tell whether a note names one of the branches, or says 该支部."""
        words = plain_label(note)
        return _THAT_ONE.search(words) is not None or any(
            words[at : at + length] in self._names for at in range(len(words)) for length in self._lengths
        )


def _short_names(branches: Iterable[str]) -> dict[str, str]:
    return {_NAME_ENDS.sub("", name): name for name in map(plain_label, branches)}


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
