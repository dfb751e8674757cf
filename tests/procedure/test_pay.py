"""The deduction from pay: exact, to the fen, halves upwards; and pay that cannot be meant."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.errors import CellRef
from starrating.model.inputs import Pay
from starrating.procedure.consequences import deduction, pay_problems
from starrating.procedure.named_branches import NamedBranches

TWO_PERCENT = Fraction(2, 100)


@pytest.mark.parametrize(
    ("pay", "amount"),
    [
        ("12345.75", "246.92"),
        ("12345.74", "246.91"),
        ("12345.25", "246.91"),
        ("0.25", "0.01"),
        ("0.24", "0.00"),
        ("30000", "600.00"),
        ("0", "0.00"),
    ],
)
def test_two_percent_to_the_fen_half_up(pay, amount):
    assert str(deduction(Decimal(pay), TWO_PERCENT)) == amount


@given(
    pay=st.decimals(min_value=0, max_value=10**9, places=2),
    percent=st.integers(min_value=0, max_value=10000).map(lambda basis: Fraction(basis, 10000)),
)
def test_it_is_the_decimal_half_up_of_the_exact_product(pay, percent):
    with localcontext() as context:
        context.prec = 60
        exact = pay * Decimal(percent.numerator * 10000 // percent.denominator) / Decimal(10000)
        assert deduction(pay, percent) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert abs(Fraction(deduction(pay, percent)) - Fraction(pay) * percent) <= Fraction(1, 200)


def test_every_row_that_cannot_be_meant_is_named_with_its_cell():
    rows = [
        Pay("甲", "张", Decimal(100), CellRef("pay.xlsx", "工资", "C2")),
        Pay("甲", "", Decimal(100), CellRef("pay.xlsx", "工资", "C3")),
        Pay("乙", "王", Decimal(-1), CellRef("pay.xlsx", "工资", "C4")),
        Pay("丙队", "", Decimal(1), CellRef("pay.xlsx", "工资", "C5")),
    ]
    found = [
        (each.severity, each.code, each.place.cell)
        for each in pay_problems(rows, {"甲": "张", "乙": "李"}, NamedBranches("甲乙"))
    ]
    assert found == [
        ("error", "pay-twice", "C3"),
        ("error", "pay-negative", "C4"),
        ("warning", "other-secretary", "C4"),
        ("error", "unknown-branch", "C5"),
    ]


@pytest.mark.parametrize(("amount", "codes"), [("0", []), ("0.01", []), ("0.5", []), ("-0.01", ["pay-negative"])])
def test_pay_may_be_nothing_but_not_less(amount, codes):
    row = Pay("甲", "张", Decimal(amount), CellRef("pay.xlsx", "工资", "C2"))
    assert [each.code for each in pay_problems([row], {"甲": "张"}, NamedBranches("甲"))] == codes
