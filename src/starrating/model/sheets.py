"""The columns of every input sheet, declared once."""

from typing import Literal, NamedTuple

Kind = Literal["text", "count", "star", "score", "number", "date", "answer"]


class Column(NamedTuple):
    """A column of an input sheet: its identifier, its Chinese head, what its cells hold, whether it must be there."""

    name: str
    head: str
    kind: Kind = "text"
    required: bool = False


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
    Column("opinion", "意见"),
    Column("note", "说明"),
)
RECTIFICATION_COLUMNS = (
    Column("branch", "党支部", required=True),
    Column("finding", "问题", required=True),
    Column("source", "来源"),
    Column("measure", "措施"),
    Column("responsible", "责任人"),
    Column("due", "时限"),
    Column("status", "状态"),
)
