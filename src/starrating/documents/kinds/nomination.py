"""What the list says that proposes branches for an honour: those that are considered first (plan 4.6-rewards)."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec.structs import replace

from starrating.documents.context import DocumentContext, DocumentFields, common_fields
from starrating.documents.gb9704 import inner_quotes, one_line
from starrating.documents.kinds.branch_lists import BranchLine, group_title, results_of
from starrating.documents.kinds.report import TO
from starrating.documents.proceedings import Course, open_days, proceedings
from starrating.documents.wording import Titles
from starrating.i18n import CHINESE, ENGLISH
from starrating.ruleset.consequences import NOMINATION

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于推荐{period}", "{honour}", "的请示"), ("{period}", "{honour}", "推荐名单")),
    ENGLISH: Titles(("Proposal:", "{honour},", "{period}"), ("List of Those Proposed:", "{honour},", "{period}")),
}


class Proposal(DocumentFields, frozen=True):
    """The fields that a template of a list of those proposed may use.

    `honour` is what they are proposed for, `rule` are the words of the rule set, `top` is what they are called.
    """

    kind: ClassVar[str] = "nomination"

    proceedings: Course
    honour: str
    rule: str
    top: str
    rows: tuple[BranchLine, ...]


def nomination(context: DocumentContext) -> Proposal:
    """Say who is proposed, of those that are still there; the rule set must have such a consequence, drawn by now."""
    rule = context.rules.consequences.nomination
    assert rule
    honour = one_line(rule.honour)
    drawn = [consequence.branch for consequence in context.consequences if consequence.id == NOMINATION]
    called = {context.called(branch) for branch in drawn if branch not in context.ended}
    rows = [row for row in results_of(context, ()) if row.branch in called]
    fields = common_fields(
        context,
        TITLES,
        signed_by="section",
        gaps=open_days(context),
        names=len(rows),
        honour=honour,
    )
    return Proposal(
        **fields | {"addressee": TO[context.rules.language].format_map(fields)},
        proceedings=proceedings(context),
        honour=honour,
        rule=inner_quotes(one_line(rule.text)).rstrip("。."),
        top=group_title(context.rules, rule.star),
        rows=tuple(replace(row, number=number) for number, row in enumerate(rows, start=1)),
    )
