"""What the section is told of major findings: which meeting looked into them, who mends them, until when (plan 4.3)."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

from starrating.documents.context import DocumentContext, DocumentFields, common_fields, gap
from starrating.documents.gb9704 import one_line
from starrating.documents.wording import Titles, said_day
from starrating.i18n import CHINESE, ENGLISH
from starrating.model.cell_words import cell_word
from starrating.procedure.rectification import Rectification

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于{period}", "重大问题", "整改情况的报告"), ("{period}", "重大问题整改情况表")),
    ENGLISH: Titles(("Report:", "Major Findings,", "{period}"), ("Major Findings:", "{period}")),
}
_GAPS = {CHINESE: "报告单位", ENGLISH: "who reports"}
_TO = {CHINESE: "{section}", ENGLISH: "To {section}"}


class FindingRow(Struct, frozen=True):
    """A major finding: whose, what, found by what, which meeting looked into it, who mends it until when, how far.

    `due` is as tables write it, `by` as texts do.
    """

    number: int
    branch: str
    finding: str
    source: str
    meeting: str
    responsible: str
    due: str
    status: str
    by: str


class MajorFindings(DocumentFields, frozen=True):
    """The fields that a template of a report on major findings may use.

    `sources` are where they were found, each once; `studied` says that each has its meeting, the person responsible and
    the day; `open` counts those that are not mended.
    """

    kind: ClassVar[str] = "major"

    sources: tuple[str, ...]
    studied: bool
    open: int
    rows: tuple[FindingRow, ...]


def major_findings(context: DocumentContext) -> MajorFindings:
    """Say which major findings there are and how far they have come; one branch alone signs for its own."""
    who, branches = _GAPS[context.rules.language], {finding.finding.branch for finding in context.major}
    alone = one_line(branches.pop()) if len(branches) == 1 else ""
    fields = common_fields(context, TITLES, signed_by="section", names=len(context.major), gaps=() if alone else (who,))
    rows = tuple(_row(number, finding, context) for number, finding in enumerate(context.major, start=1))
    return MajorFindings(
        **fields
        | {
            "addressee": _TO[context.rules.language].format_map(fields),
            "signer": alone or gap(context, who),
            "missing": tuple(name for name in fields["missing"] if name == "section"),
        },
        sources=tuple(dict.fromkeys(row.source for row in rows if row.source)),
        studied=all(row.meeting and row.responsible and row.due for row in rows),
        open=sum(finding.is_open for finding in context.major),
        rows=rows,
    )


def _row(number: int, finding: Rectification, context: DocumentContext) -> FindingRow:
    found, language = finding.finding, context.rules.language
    source, status = cell_word(found.source, language), cell_word(found.status, language)
    cells = (found.branch, found.finding, source, found.meeting, found.responsible, found.due, status)
    return FindingRow(number, *map(one_line, (*cells, said_day(found.due, context.words))))
