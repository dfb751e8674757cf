"""What the branches have set themselves for a year, as members and masses are told it (plan 4.1-declared-target)."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import Struct

from starrating.documents.context import DocumentContext, DocumentFields, common_fields
from starrating.documents.gb9704 import one_line
from starrating.documents.wording import Titles, said_day
from starrating.i18n import CHINESE, ENGLISH
from starrating.procedure.declarations import DeclaredOn

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("关于{period}", "{scheme}", "提升目标的公示"), ("{period}", "{scheme}", "提升目标一览表")),
    ENGLISH: Titles(("Declared Targets:", "{scheme},", "{period}"), ("List of Targets:", "{scheme},", "{period}")),
}


class TargetRow(Struct, frozen=True):
    """What a branch has declared: the star, until when, its plan and its measures, on which day; empty where blank.

    `due` and `day` are as tables write them, `by` and `dated` as texts do.
    """

    number: int
    branch: str
    star: str
    due: str
    plan: str
    measures: str
    day: str
    dated: str
    by: str


class Declared(DocumentFields, frozen=True):
    """The fields that a template of declared targets may use; `planned` says that each has its plan and measures."""

    kind: ClassVar[str] = "declaration"

    planned: bool
    rows: tuple[TargetRow, ...]


def declaration(context: DocumentContext) -> Declared:
    """Say what was declared for the year."""
    asks = ("section", "contact", "phone")
    rows = tuple(_row(number, declared, context) for number, declared in enumerate(context.declared, start=1))
    return Declared(
        **common_fields(context, TITLES, signed_by="section", names=len(rows), asks=asks),
        planned=all(row.plan and row.measures for row in rows),
        rows=rows,
    )


def _row(number: int, declared: DeclaredOn, context: DocumentContext) -> TargetRow:
    declaration = declared.declaration
    return TargetRow(
        number=number,
        branch=one_line(declaration.branch),
        star=one_line(context.rules.levels.name(declaration.target)),
        due=one_line(declaration.due),
        by=said_day(one_line(declaration.due), context.words),
        plan=one_line(declaration.plan).rstrip("。."),
        measures=one_line(declaration.measures).rstrip("。."),
        day=f"{declared.day.year}.{declared.day.month}.{declared.day.day}",
        dated=context.words.date(declared.day),
    )
