"""What personnel and finance are told: whose pay is cut, by how much, and what else meets them (plan 4.6-secretary).

This document alone names persons and their pay.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from msgspec import Struct

from starrating.documents.context import DocumentContext, DocumentFields, common_fields, gap
from starrating.documents.gb9704 import inner_quotes, one_line
from starrating.documents.proceedings import Course, open_days, proceedings
from starrating.documents.wording import Titles
from starrating.i18n import CHINESE, ENGLISH
from starrating.model.acts import Consequence
from starrating.ruleset import percent
from starrating.ruleset.consequences import WITHOUT_PROMOTION

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于扣发{period}", "绩效工资的通知"), ("{period}", "绩效工资扣发名单")),
    ENGLISH: Titles(("Notice:", "Deduction from Performance Pay,", "{period}"), ("List of Deductions:", "{period}")),
}
_TO = {CHINESE: "人事、财务部门", ENGLISH: "To personnel and finance"}
_GAPS = {CHINESE: ("书记姓名", "年度绩效工资"), ENGLISH: ("secretary", "performance pay")}


class PersonLine(Struct, frozen=True):
    """A person whose pay is cut: `pay` and `amount` in yuan to the fen, gaps where the pay is not known."""

    number: int
    branch: str
    secretary: str
    pay: str
    amount: str
    note: str


class Deduction(DocumentFields, frozen=True):
    """The fields that a template of a notice of deductions may use.

    `rule` are the words of the rule set, `share` the share of the pay, `whole` all amounts together, empty while one is
    not known.
    """

    kind: ClassVar[str] = "deduction"

    proceedings: Course
    rule: str
    years: int
    share: str
    whole: str
    rows: tuple[PersonLine, ...]


def deduction(context: DocumentContext) -> Deduction:
    """Say whose pay is cut; the rule set must have such a consequence, and it must have been drawn."""
    rule = context.rules.consequences.without_promotion
    assert rule
    met = [consequence for consequence in context.consequences if consequence.id == WITHOUT_PROMOTION]
    who, pay = _GAPS[context.rules.language]
    amounts = [consequence.amount for consequence in met if consequence.amount is not None]
    unknown = (
        *((who,) if not all(consequence.secretary for consequence in met) else ()),
        *((pay,) if len(amounts) < len(met) else ()),
    )
    fields = common_fields(
        context, TITLES, signed_by="section", names=len(met), sent=True, gaps=(*open_days(context), *unknown)
    )
    return Deduction(
        **fields | {"addressee": _TO[context.rules.language]},
        proceedings=proceedings(context),
        rule=inner_quotes(one_line(rule.text)).rstrip("。."),
        years=rule.years,
        share=percent(rule.pay_deduction),
        whole=_yuan(sum(amounts, Decimal(0))) if amounts and len(amounts) == len(met) else "",
        rows=tuple(_person(number, consequence, context) for number, consequence in enumerate(met, start=1)),
    )


def _person(number: int, consequence: Consequence, context: DocumentContext) -> PersonLine:
    who, pay = (gap(context, name) for name in _GAPS[context.rules.language])
    return PersonLine(
        number=number,
        branch=context.called(consequence.branch),
        secretary=one_line(consequence.secretary) or who,
        pay=pay if consequence.pay is None else _yuan(consequence.pay),
        amount=pay if consequence.amount is None else _yuan(consequence.amount),
        note=one_line(consequence.note.say(context.rules.language)).rstrip("。.") if consequence.note else "",
    )


def _yuan(amount: Decimal) -> str:
    return f"{amount:.2f}"
