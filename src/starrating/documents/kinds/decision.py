"""What the committee's decision says that names the branches with the highest star of a period."""

from collections.abc import Mapping
from typing import ClassVar

from starrating.documents.context import DocumentContext, DocumentFields, common_fields
from starrating.documents.gb9704 import one_line
from starrating.documents.kinds.branch_lists import group_title, listed_positions, with_star
from starrating.documents.kinds.public_notice import Row, rows_of
from starrating.documents.proceedings import Course, open_days, proceedings
from starrating.documents.wording import Titles
from starrating.i18n import CHINESE, ENGLISH

TITLES: Mapping[str, Titles] = {
    CHINESE: Titles(("{issuer}", "关于命名{period}", "{top}", "的决定"), ("{period}", "{top}名单")),
    ENGLISH: Titles(("Decision:", "{top},", "{period}"), ("List:", "{top},", "{period}")),
}


class Naming(DocumentFields, frozen=True):
    """The fields that a template of a decision may use.

    `top` is what the named branches are called, `others` whether there are any that are not named.
    """

    kind: ClassVar[str] = "decision"

    proceedings: Course
    top: str
    top_level: str
    named: tuple[str, ...]
    others: bool
    rows: tuple[Row, ...]
    with_units: bool


def decision(context: DocumentContext) -> Naming:
    """Say which branches are named; there may be none, which is for the caller to refuse."""
    ratings, levels = context.review.ratings, context.rules.levels
    positions = [i for i in listed_positions(ratings, context.order) if ratings.star[i] == levels.highest]
    top, rows = group_title(context.rules, levels.highest), rows_of(context, positions)
    return Naming(
        **common_fields(
            context,
            TITLES,
            signed_by="committee",
            sent=True,
            gaps=open_days(context),
            names=len(positions),
            top=top,
            issuer=context.office.committee or "",
        ),
        proceedings=proceedings(context),
        top=top,
        top_level=one_line(levels.name(levels.highest)),
        named=with_star(context, positions, levels.highest),
        others=len(positions) < len(ratings),
        rows=rows,
        with_units=any(row.unit for row in rows),
    )
