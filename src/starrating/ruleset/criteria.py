"""Criteria: the items that add up to the score (plan 3-criteria).

Criteria from the items that a workbook had, where the rule set leaves them to the workbooks.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal

from pydantic import AliasChoices, ConfigDict, Field

from starrating.model import Item
from starrating.ruleset.base import Clause, Points, Section


def _either_name(schema: dict[str, Any]) -> None:
    """Let editors know the other name of full_marks."""
    schema["properties"]["most"] = schema["properties"]["full_marks"]
    schema["required"] = [name for name in schema["required"] if name != "full_marks"]
    schema["oneOf"] = [{"required": ["full_marks"]}, {"required": ["most"]}]


class CriterionItem(Section):
    """An item that is scored."""

    model_config = ConfigDict(json_schema_extra=_either_name)

    code: str = Field(description="Short code, such as A1; a column may be headed by it.")
    title: str = Field(
        default_factory=lambda before: str(before.get("code", "")),
        description="Title, as the head of its column has it; the code if left out.",
    )
    full_marks: Points = Field(
        gt=Decimal(0),
        validation_alias=AliasChoices("full_marks", "most"),
        description="The highest possible score of the item; `most` is another name for it, where less is better.",
    )
    lowest: Points | Literal["none"] = Field(
        Decimal(0), description="The lowest possible score; below 0 where an item may go negative (S4), or `none`."
    )
    points: tuple[Points, ...] = Field(
        (), description="The points that there are, such as `[0, 5, 10, 20, 30]`; others are refused. Left out: any."
    )
    not_applicable: bool = Field(False, description="May the cell say 不适用 (or / or —)? Then the item is not there.")
    department: str | None = Field(None, description="The department that scores the item.")
    how: str | None = Field(None, description="How points are deducted.")
    method: str | None = Field(None, description="How it is assessed.")


class CriterionPart(Section):
    """A part (category) of the criteria."""

    title: str = Field(description="Title of the part; values and conditions read its items added up by it.")
    full_marks: Points | None = Field(None, description="Full marks of the part; its items must add up to them.")
    items: tuple[CriterionItem, ...] = Field(min_length=1, description="The items of the part.")

    @property
    def items_marks(self) -> Decimal:
        """The full marks of its items together."""
        return sum((item.full_marks for item in self.items), Decimal(0))


class Criteria(Section):
    """Where the items come from."""

    clause: Clause
    origin: Literal["workbook", "rules", "total"] = Field(
        "workbook",
        alias="from",
        description="`workbook`: every column whose head has its full marks in brackets is an item; "
        "`rules`: the items are listed here under `parts`; `total`: only the total is read.",
    )
    full_marks: Points | None = Field(
        None, description="Full marks of the whole; the items must add up to them. Left out: not checked."
    )
    file: str | None = Field(
        None,
        description="With `from: rules`: a file beside this one that has `parts`, and may have `full_marks` and "
        "`note`; they are read as if they stood here.",
    )
    parts: tuple[CriterionPart, ...] = Field((), description="The items by part; with `from: rules` only.")
    note: str | None = Field(None, description="A note that every sheet made from these criteria shows.")

    @property
    def items(self) -> tuple[tuple[str, CriterionItem], ...]:
        """All items in order, each with the title of its part."""
        return tuple((part.title, item) for part in self.parts for item in part.items)

    @property
    def total_marks(self) -> Decimal | None:
        """Full marks of the whole, as stated, else as the items listed here add up to; None if only workbooks know."""
        if self.full_marks is not None or not self.parts:
            return self.full_marks
        return sum((part.items_marks for part in self.parts), Decimal(0))


def with_items(criteria: Criteria, items: Sequence[Item]) -> Criteria:
    """Return criteria with these items; unchanged if they list items themselves, or if one has no full marks.

    Items of the same part stand together, as in the workbook; those without a part are in one without a title.
    """
    if criteria.parts or not items or any(not item.full_marks or item.full_marks <= 0 for item in items):
        return criteria
    parts = tuple(
        CriterionPart(title=part or "", items=tuple(_item(item) for item in members))
        for part, members in groupby(items, lambda item: item.part)
    )
    return criteria.model_copy(update={"parts": parts})


def _item(item: Item) -> CriterionItem:
    assert item.full_marks is not None
    return CriterionItem(code=item.code, title=item.title, full_marks=item.full_marks, department=item.department)
