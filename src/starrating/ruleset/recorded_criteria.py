"""Criteria from the items that a workbook had, where the rule set leaves them to the workbooks."""

from collections.abc import Sequence
from itertools import groupby

from starrating.model import Item
from starrating.ruleset.criteria import Criteria, CriterionItem, CriterionPart


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
