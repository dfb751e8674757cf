"""Criteria from the items that a workbook had."""

from decimal import Decimal

import pytest

from schemes import scheme
from starrating.model import Item
from starrating.ruleset.criteria import with_items

ITEMS = (
    Item("A1", "学习", Decimal(4), "思想"),
    Item("A2", "教育", Decimal("2.5"), "思想"),
    Item("I1", "加分", Decimal(1)),
)


def test_items_stand_under_their_parts():
    made = with_items(scheme().criteria, ITEMS)
    assert [(part.title, [item.code for item in part.items], part.items_marks) for part in made.parts] == [
        ("思想", ["A1", "A2"], Decimal("6.5")),
        ("", ["I1"], Decimal(1)),
    ]


@pytest.mark.parametrize("items", [(), (Item("A1", "学习"),), (Item("A1", "学习", Decimal(0)),)])
def test_without_full_marks_there_is_nothing_to_list(items):
    assert with_items(scheme().criteria, items).parts == ()
