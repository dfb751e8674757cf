"""The columns of the input sheets, as a rule set has them: those that every book has, and those that it declares."""

from collections.abc import Iterator, Mapping
from typing import Literal

from starrating.i18n import CHINESE, ENGLISH
from starrating.model import FINDING_COLUMNS, INCIDENT_COLUMNS, SCORE_COLUMNS, Column, Kind
from starrating.ruleset.conditions import IncidentTest
from starrating.ruleset.reads import sections_of
from starrating.ruleset.rule_set import RuleSet
from starrating.ruleset.values import Tally

SUBJECTS = ("班子成员", "党员", "群众", "单位")
"""The subjects that every rule set with subjects knows."""

_KINDS: Mapping[str, Kind] = {
    "yes-no": "answer",
    "word": "text",
    "number": "number",
    "date": "date",
    "star": "star",
}


def fact_columns(rules: RuleSet) -> tuple[Column, ...]:
    """Return the columns of the facts; one whose blanks are refused must be there."""
    return tuple(
        Column(fact.id, fact.title, _KINDS[fact.values], required=fact.blank == "refuse", english=fact.title)
        for fact in rules.facts
    )


def score_columns(rules: RuleSet) -> tuple[Column, ...]:
    """Return the columns of the score sheet that are no items; a fact goes before a usual column of the same name."""
    facts = fact_columns(rules)
    taken = {column.name for column in facts}
    return (*facts, *(column for column in SCORE_COLUMNS if column.name not in taken))


def finding_columns(rules: RuleSet) -> tuple[Column, ...]:
    """Return the columns of the incident list that answer what was found: the usual ones, then the declared ones."""
    declared = rules.triggers.findings if rules.triggers else ()
    taken = {column.name for column in FINDING_COLUMNS}
    added = (Column(one.id, one.title, _KINDS[one.values], english=one.title) for one in declared)
    return (*FINDING_COLUMNS, *(column for column in added if column.name not in taken))


def incident_columns(rules: RuleSet) -> tuple[Column, ...]:
    """Return the columns of the incident list; declared findings stand behind the usual ones."""
    last = INCIDENT_COLUMNS.index(FINDING_COLUMNS[-1]) + 1
    declared = finding_columns(rules)[len(FINDING_COLUMNS) :]
    return (*INCIDENT_COLUMNS[:last], *declared, *INCIDENT_COLUMNS[last:])


def tells_acts_apart(rules: RuleSet) -> bool:
    """Tell whether points depend on which rows of the incident list are one act."""
    return any((tally.same_act, tally.repeats) != ("each", "same") for tally in sections_of(rules, Tally))


def incident_head(name: str, rules: RuleSet) -> str:
    """Return what heads a column of the incident list, in the language of the scheme; a name of none as it is."""
    return next((one.shown(rules.language) for one in incident_columns(rules) if one.name == name), name)


def subjects(rules: RuleSet) -> tuple[str, ...]:
    """Return the subjects that an incident may have; none are asked for if no trigger reads the subject."""
    read = tuple(_subjects_read(rules))
    return tuple(dict.fromkeys((*SUBJECTS, *read))) if read else ()


def _subjects_read(rules: RuleSet) -> Iterator[str]:
    for test in sections_of(rules, IncidentTest):
        if test.incident == "subject":
            yield from test.in_ or ()
            if isinstance(test.is_, str):
                yield test.is_


SHEET = {CHINESE: "申报考核表", ENGLISH: "Application form"}
"""What the sheet of a form is called, in each language of documents."""
SUM = {CHINESE: "合计", ENGLISH: "Total"}
"""What stands in the row of sums, in place of an item."""

FormRole = Literal["number", "part", "item", "marks", "self", "assessed", "reason"]

TABLE: Mapping[FormRole, tuple[str, ...]] = {
    "number": ("序号", "编号", "No."),
    "part": ("类别", "考核类别", "大类", "一级指标", "项目分类", "考核项目", "项目", "Part"),
    "item": ("指标", "考核指标", "二级指标", "考核内容", "评价要素", "考核要点", "考核项目", "项目", "Item"),
    "marks": ("分值", "满分", "标准分", "分比", "分值(分)", "Full marks"),
    "self": ("自评得分", "自评分", "自评", "自查分", "自查得分", "Self score"),
    "assessed": ("考核得分", "得分", "考评得分", "考核分", "考评分", "组织考核得分", "评定得分", "Assessed score"),
    "reason": ("扣分原因", "减分原因", "扣分情况", "扣分说明", "Reason for deductions"),
}
"""The heads of the table, in their order: first the usual one, last the English one, between them others that are read.

Where two heads could be the item, that which is listed first is, and the other one is the part (项目 beside 指标).
"""


def form_head(role: FormRole, language: str) -> str:
    """Return the usual head of a column of the table in a language of documents."""
    return TABLE[role][0 if language == CHINESE else -1]


_LABELS = ("branch", "unit", "secretary", "members", "previous_star", "declared_target", "applied_star")


def labels_above(rules: RuleSet) -> tuple[Column, ...]:
    """Return the columns of the score sheet that are labels above the table."""
    taken = {column.name for column in fact_columns(rules)}
    return tuple(column for column in SCORE_COLUMNS if column.name in _LABELS and column.name not in taken)


def labels_below(rules: RuleSet) -> tuple[Column, ...]:
    """Return the facts of the rule set, which are labels below the table."""
    return fact_columns(rules)
