"""What sheets and columns may be called: the published names, and how names are compared.

docs/column-names.md lists them for users.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from starrating.i18n import Text, text
from starrating.model import OPINION_COLUMNS, RECTIFICATION_COLUMNS, ROSTER_COLUMNS, Column
from starrating.patterns import regex
from starrating.read.cell_values import HALF_WIDTH

TableKind = Literal["scores", "incidents", "roster", "opinions", "findings"]

SHEET_NAMES: Mapping[TableKind, tuple[str, ...]] = {
    "scores": ("考核评分", "scores", "考核评分表", "考核得分", "考核汇总", "评分"),
    "incidents": ("降星情形", "incidents", "情形", "降星情形清单"),
    "roster": ("名册", "roster", "党支部名册", "支部名册"),
    "opinions": ("部门意见", "opinions", "征求意见"),
    "findings": ("自查整改", "findings", "整改"),
}
"""What the sheet of each kind may be called; a sheet with another name is recognised by its heads."""

SHEET_TEXTS: Mapping[TableKind, Text] = {
    "scores": text("scores"),
    "incidents": text("incidents"),
    "roster": text("roster"),
    "opinions": text("opinions"),
    "findings": text("findings"),
}
"""What messages call the sheet of each kind: a name that is read."""

RECORD_COLUMNS: Mapping[TableKind, tuple[Column, ...]] = {
    "roster": ROSTER_COLUMNS,
    "opinions": OPINION_COLUMNS,
    "findings": RECTIFICATION_COLUMNS,
}

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "branch": (
        "支部", "支部名称", "党支部名称", "党组织", "党组织名称", "基层党组织", "基层党组织名称", "基层党支部",
        "被考核党支部", "被考核支部", "被考核党组织", "受检党支部", "所在党支部", "所属党支部", "所在支部", "所属支部",
        "责任党支部", "责任支部",
        "单位/支部名称", "单位/支部", "支部/单位",
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
        "考评总分", "合计得分", "考核分数", "最终得分", "最后得分", "最终总分", "实得分", "总评分",
    ),
    "note": ("备注", "说明", "具体意见", "意见内容", "情况说明"),
    "trigger": ("降星情形", "情形编号", "条款", "适用条款", "对应条款"),
    "date": (
        "认定日期", "认定时间", "处分日期", "处分时间", "通报日期", "通报时间", "立案日期", "立案时间", "时间",
        "发生日期", "发生时间", "日期时间",
    ),
    "act": ("行为名称", "违规行为", "具体行为", "事件"),
    "subject": ("人员类别", "对象类别", "人员身份", "身份", "责任对象"),
    "sanction_system": ("处分类型", "处分种类", "处理类别"),
    "sanction": ("处分名称", "处分档次", "受处分情况", "处分结果", "处理结果", "给予处分", "受何种处分"),
    "work_disrupted": ("是否影响正常工作", "影响工作"),
    "plan_missed": ("是否未完成计划", "未完成生产经营任务", "是否未完成生产经营任务"),
    "major_loss": ("是否造成重大损失", "重大损失"),
    "held_accountable": ("是否受到责任追究", "是否追责", "责任追究", "受上级责任追究"),
    "major_impact": ("是否造成重大影响", "重大影响"),
    "notified": ("是否通报", "是否被通报", "通报", "被局有关部门通报"),
    "department": ("部门", "认定单位", "提供部门", "填报部门", "报送部门", "处理部门"),
    "document": ("文件号", "文件编号", "处分文号", "发文字号", "文件文号", "依据文号"),
    "person": ("当事人", "受处分人", "受处分人姓名", "人员", "人员姓名", "责任人姓名"),
    "aliases": ("曾用名", "简称"),
    "founded": ("成立时间",),
    "order": ("组织序号", "排序"),
    "finding": ("存在问题", "存在的问题"),
    "measure": ("整改措施",),
    "responsible": ("整改责任人",),
    "due": ("整改时限", "整改期限", "时限", "期限", "达标时间", "完成时限"),
    "plan": ("计划", "工作计划"),
    "measures": ("措施", "主要措施", "工作措施"),
    "status": ("整改情况", "整改状态"),
}  # fmt: skip
"""What a column may be headed by, besides its identifier and its usual head (model.*_COLUMNS)."""

IGNORED = ("序号", "编号", "小计", "名次", "排名", "no", "no.", "rank")
"""Heads of columns that mean nothing here."""

ASSESSED = frozenset(
    ("考核", "考评", "实得分", "上级考核", "组织考核", "得分", "考核得分", "考评得分", "考核分", "考评分")
)
"""What is headed so below the head of an item is its score, if nothing but what is `BESIDE` it stands there as well."""
BESIDE = frozenset(
    (
        "自评", "自查", "自评分", "自查分", "自评得分", "自查得分", "扣分", "减分", "扣分原因", "减分原因",
        "备注", "分值", "满分", "标准分", "标准", "应得分",
    )
)  # fmt: skip
MARKS = frozenset(("分值", "满分", "标准分", "标准", "应得分"))
"""Those of them that are the full marks."""
"""What stands beside the score of an item and is none."""

PERSON = Column("person", "姓名")
"""A column of an incident list that names people; it is not kept, but one cell must not name several."""

_BRACKETS = str.maketrans("[【〔﹙︻︵〈《<]】〕﹚︼︶〉》>", "(" * 9 + ")" * 9)
_OF_DEPARTMENT = regex(rf"(?:{'|'.join(SHEET_NAMES['opinions'])})[-—_].")
_ANY_BRACKET = regex(r"\([^()]*\)")


def normalized(name: str) -> str:
    """Write brackets, digits and signs in one way; every character stays at its position."""
    return name.translate(HALF_WIDTH).translate(_BRACKETS)


@lru_cache(maxsize=4096)
def match_key(name: str) -> str:
    """Return a name as it is compared: without blanks and brackets, in half-width digits and lower case."""
    dense = re.sub(r"[\s\u200b\ufeff]", "", normalized(name))
    return _ANY_BRACKET.sub("", dense).casefold() or dense.casefold()


def names_of(role: str, head: str) -> frozenset[str]:
    """Return the keys of everything that a column may be headed by."""
    return frozenset(match_key(name) for name in (role, role.replace("_", " "), head, *SYNONYMS.get(role, ())))


def kind_by_name(sheet: str) -> TableKind | None:
    """Return the kind of table that a sheet of this name holds; None if the name says nothing.

    Opinions may have the department behind their name: 部门意见-纪检, as others have words in brackets.
    """
    key = match_key(sheet)
    found: TableKind | None = next((kind for kind, names in SHEET_NAMES.items() if key in names), None)
    return found or ("opinions" if _OF_DEPARTMENT.match(key) else None)
