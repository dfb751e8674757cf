"""From the cells of the score table to columns of exact numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sheets import inputs, ruled, sheet, state
from starrating.model import NO_STAR
from starrating.rating.rate import rate
from starrating.rating.rating_context import NumberColumn, totals

SHEET = """
支部  基础.A1/4  基础.A2/6  加分.B1/10  headcount  previous_star
甲    3          5          2.5         12    4
乙    /          6          /           -     -
丙    /          /          /           7     3
"""
FACTS = "facts: [{id: headcount, title: 人数, values: number}]"


def shown(numbers: NumberColumn) -> list[Fraction | None]:
    return [value if known else None for value, known in zip(numbers.exact.fractions(), numbers.known, strict=True)]


def read(ref: str | Decimal) -> list[Fraction | None]:
    return shown(state(SHEET, FACTS).number(ref))


@pytest.mark.parametrize(
    ("ref", "numbers"),
    [
        ("A1", [3, None, None]),
        ("项目A2", [5, 6, None]),
        ("基础", [8, 6, None]),
        ("加分", [Fraction(5, 2), None, None]),
        ("items", [Fraction(21, 2), 6, None]),
        ("total", [Fraction(21, 2), 6, None]),
        ("headcount", [12, None, 7]),
        ("previous-star", [4, None, 3]),
        (Decimal("0.5"), [Fraction(1, 2)] * 3),
    ],
)
def test_a_reference_names_an_item_a_part_a_fact_a_star_or_a_number(ref, numbers):
    assert read(ref) == numbers


def test_a_name_that_nothing_has_is_no_number():
    with pytest.raises(KeyError):
        read("A9")


def test_the_items_decide_and_the_total_of_the_book_stands_in_for_them():
    assert shown(totals(sheet("支部 total A1/4\n甲 90 3"))) == [3]
    assert shown(totals(sheet("支部 total\n甲 90"))) == [90]
    assert shown(totals(sheet("支部 note\n甲 x"))) == [None]


def test_branches_without_a_score_come_last_and_have_no_rank():
    ratings = rate(inputs("支部 A1/100\n甲 /\n乙 70\n丙 90\n丁 70"), ruled())
    assert list(zip(ratings.scores.branch, ratings.rank.tolist(), ratings.scored.tolist(), strict=True)) == [
        ("丙", 1, True),
        ("乙", 2, True),
        ("丁", 2, True),
        ("甲", 0, False),
    ]
    assert ratings.star.tolist() == [3, 2, 2, NO_STAR]
    assert ratings.score.fractions() == [90, 70, 70, 0]


def test_where_less_is_better_the_lowest_score_leads():
    rules = ruled()
    fewer = rules.model_copy(update={"levels": rules.levels.model_copy(update={"better": "lower"})})
    ratings = rate(inputs("支部 A1/100\n甲 30\n乙 /\n丙 0"), fewer)
    assert list(zip(ratings.scores.branch, ratings.rank.tolist(), strict=True)) == [("丙", 1), ("甲", 2), ("乙", 0)]


def test_declared_values_come_out_in_the_order_of_the_ranks():
    values = "values: [{id: part, mean: [A1, A2]}, {id: total, sum: [part], cap: 90}]"
    ratings = rate(inputs("支部 A1/100 A2/100\n甲 70 71\n乙 / 9\n丙 95 96"), ruled(values))
    assert ratings.scores.branch == ["丙", "甲", "乙"]
    assert ratings.values == {"part": ["95.50", "70.50", None], "total": ["90.00", "70.50", None]}
    assert ratings.score.texts() == ["90.00", "70.50", "0.00"]
