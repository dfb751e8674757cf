"""The columns of every input sheet, declared once.

The heads of the sheet of pairs, by which it is written and read back.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from starrating.i18n import CHINESE, ENGLISH
from starrating.model.cell_words import OPINIONS, SOURCES, STATUSES
from starrating.patterns import regex

Kind = Literal["text", "count", "star", "score", "number", "date", "answer"]


class Column(NamedTuple):
    """A column of an input sheet.

    Its identifier, its Chinese head, what its cells hold, whether it must be there, the words from which they choose
    where a list has them; `english` is its head in English where that is not the identifier in words.
    """

    name: str
    head: str
    kind: Kind = "text"
    required: bool = False
    words: tuple[str, ...] = ()
    english: str = ""

    def shown(self, language: str) -> str:
        """Return the head as papers in a language have it."""
        return self.head if language == CHINESE else self.english or self.name.replace("_", " ").capitalize()


def of_subject(columns: Sequence[Column], subject: str) -> tuple[Column, ...]:
    """Name what is rated in the heads of columns: 被帮扶酒店, Charity helped."""
    return tuple(column._replace(head=_BRANCH.sub(partial(_named, subject), column.head)) for column in columns)


def _named(subject: str, found: re.Match[str]) -> str:
    return subject[:1].upper() + subject[1:] if found[0][0].isupper() else subject


_BRANCH = regex(r"党支部|\bbranch\b", re.IGNORECASE)

SCORE_COLUMNS = (
    Column("branch", "党支部", required=True),
    Column("unit", "单位"),
    Column("secretary", "书记"),
    Column("members", "党员人数", "count"),
    Column("type", "类型"),
    Column("previous_star", "上期星级", "star"),
    Column("declared_target", "目标星级", "star"),
    Column("applied_star", "申报星级", "star"),
    Column("self_score", "自评得分", "score"),
    Column("total", "考核总分", "score"),
    Column("note", "备注"),
)
FINDING_COLUMNS = (
    Column("work_disrupted", "影响正常工作", "answer"),
    Column("plan_missed", "未完成计划", "answer"),
    Column("major_loss", "造成重大损失", "answer"),
    Column("held_accountable", "受到责任追究", "answer"),
    Column("major_impact", "造成重大影响", "answer"),
    Column("notified", "部门通报", "answer"),
)
INCIDENT_COLUMNS = (
    Column("branch", "党支部", required=True),
    Column("act", "行为"),
    Column("trigger", "情形"),
    Column("date", "日期", "date", required=True),
    Column("subject", "对象"),
    Column("sanction_system", "处分类别"),
    Column("sanction", "处分"),
    *FINDING_COLUMNS,
    Column("department", "认定部门"),
    Column("document", "文号"),
    Column("note", "说明"),
)
ROSTER_COLUMNS = (
    Column("branch", "党支部", required=True),
    Column("aliases", "别名"),
    Column("unit", "单位"),
    Column("secretary", "书记"),
    Column("type", "类型"),
    Column("founded", "成立日期", "date"),
    Column("order", "组织序列", "count"),
)
OPINION_COLUMNS = (
    Column("branch", "党支部", required=True),
    Column("department", "部门", required=True),
    Column("opinion", "意见", words=OPINIONS),
    Column("note", "说明"),
)
RECTIFICATION_COLUMNS = (
    Column("branch", "党支部", required=True),
    Column("finding", "问题", required=True),
    Column("source", "来源", words=SOURCES),
    Column("measure", "措施"),
    Column("responsible", "责任人"),
    Column("due", "时限"),
    Column("status", "状态", words=STATUSES),
)

DECLARATION_COLUMNS = (
    Column("branch", "党支部", required=True),
    Column("declared_target", "目标星级", "star", required=True),
    Column("due", "达标时限"),
    Column("plan", "提升计划"),
    Column("measures", "提升措施"),
)
"""What branches set themselves for a year."""

PAIR_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    CHINESE: (
        Column("branch", "被帮扶党支部", required=True),
        Column("helper", "帮扶党支部", required=True),
        Column("leader", "联系领导"),
        Column("responsible", "帮扶责任人"),
        Column("problems", "主要问题"),
        Column("measures", "帮扶措施"),
        Column("goal", "目标星级"),
        Column("due", "帮扶期限"),
        Column("result", "帮扶成效"),
        Column("note", "备注"),
    ),
    ENGLISH: (
        Column("branch", "Branch helped", required=True),
        Column("helper", "Helping branch", required=True),
        Column("leader", "Leader in contact"),
        Column("responsible", "Responsible for the help"),
        Column("problems", "Main problems"),
        Column("measures", "Kind of help"),
        Column("goal", "Star aimed at"),
        Column("due", "Term of help"),
        Column("result", "What came of it"),
        Column("note", "Note"),
    ),
}
"""Who is helped and by whom, then on which terms (fields of `PairTerms`), in each language of documents."""

DEPARTMENT_LABEL = {CHINESE: "征求意见部门：", ENGLISH: "Department: "}
_OPINIONS_OF = {CHINESE: "部门意见（{}）", ENGLISH: "opinions ({})"}
_LONGEST_SHEET = 31
_NOT_IN_SHEETS = regex(r"[\[\]:*?/\\']")


def sheet_of(department: str, taken: Sequence[str] = (), language: str = CHINESE) -> str:
    """Name the sheet of a department, as a sheet may be called: at most 31 characters, none that another one has."""
    named, plain = _OPINIONS_OF[language], _NOT_IN_SHEETS.sub("_", department)
    room = _LONGEST_SHEET - len(named.format(""))
    known = {name.casefold() for name in taken}
    number, name = 1, named.format(plain[:room])
    while name.casefold() in known:
        number += 1
        name = named.format(f"{plain[: room - 4]}{number}")
    return name


HEADS: Mapping[str, tuple[Column, ...]] = {
    CHINESE: (
        Column("branch", "党支部", required=True),
        Column("number", "编号", "count", required=True),
        Column("measure", "整改措施"),
        Column("responsible", "责任人"),
        Column("due", "整改时限"),
        Column("status", "状态", words=STATUSES),
        Column("note", "整改进展"),
    ),
    ENGLISH: (
        Column("branch", "Branch", required=True),
        Column("number", "Number", "count", required=True),
        Column("measure", "Measure"),
        Column("responsible", "Responsible"),
        Column("due", "Due"),
        Column("status", "Status", words=STATUSES),
        Column("note", "Progress"),
    ),
}
"""The columns that are read back, in each language of documents; the others only say what it is about."""

PAY_COLUMNS = (
    Column("branch", "党支部", required=True),
    Column("secretary", "书记"),
    Column("pay", "年度绩效工资", "number", required=True),
)

COLUMNS = (
    Column("branch", "党支部", required=True),
    Column("star", "评定星级", required=True),
    Column("reason", "理由"),
)
