"""What the section is told of major findings: which meeting looked into them, who mends them, until when (plan 4.3)."""

from collections.abc import Mapping
from typing import ClassVar

from starrating.documents.context import DocumentContext, DocumentFields, common_fields, gap
from starrating.documents.gb9704 import one_line
from starrating.documents.wording import Titles
from starrating.i18n import CHINESE, ENGLISH
from starrating.model.cell_words import cell_word
from starrating.procedure.rectification import Rectification
from starrating.records import dataclass

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于{period}", "重大问题整改情况", "的报告"), ("{period}", "重大问题整改情况表")),
    ENGLISH: Titles(("Report:", "Major Findings,", "{period}"), ("Major Findings:", "{period}")),
}
_GAPS = {CHINESE: "报告单位", ENGLISH: "who reports"}
_TO = {CHINESE: "{section}", ENGLISH: "To {section}"}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A major finding: whose, what, found by what, which meeting looked into it, who mends it until when, how far."""

    number: int
    branch: str
    finding: str
    source: str
    meeting: str
    responsible: str
    due: str
    status: str


@dataclass(frozen=True, slots=True)
class MajorFindings(DocumentFields):
    """The fields that a template of a report on major findings may use; `open` counts those that are not mended."""

    kind: ClassVar[str] = "major"

    open: int
    rows: tuple[FindingRow, ...]


def major_findings(occasion: DocumentContext) -> MajorFindings:
    """Say which major findings there are and how far they have come; one branch alone signs for its own."""
    who, branches = _GAPS[occasion.rules.language], {each.finding.branch for each in occasion.major}
    alone = one_line(branches.pop()) if len(branches) == 1 else ""
    fields = common_fields(occasion, TITLES, signed_by="section", gaps=() if alone else (who,))
    return MajorFindings(
        **fields
        | {
            "addressee": _TO[occasion.rules.language].format_map(fields),
            "signer": alone or gap(occasion, who),
            "missing": tuple(name for name in fields["missing"] if name == "section"),
        },
        open=sum(each.is_open for each in occasion.major),
        rows=tuple(_row(number, each, occasion.rules.language) for number, each in enumerate(occasion.major, start=1)),
    )


def _row(number: int, each: Rectification, language: str) -> FindingRow:
    found = each.finding
    source, status = cell_word(found.source, language), cell_word(found.status, language)
    said = (found.branch, found.finding, source, found.meeting, found.responsible, found.due, status)
    return FindingRow(number, *map(one_line, said))
