"""Stated totals beside the sums of their items."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from schemes import scheme
from starrating.model import NOT_APPLICABLE, NUMBER
from starrating.rating.input_checks import check
from tables import inputs, plan

MADE = """
values:
  - {id: total, sum: [items, 10]}
"""


def codes(rules, scores: str) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in check(inputs(scores), rules)]


def test_a_total_is_only_compared_with_the_items_where_they_are_the_score():
    scores = "items 50 50\n甲 40 40 total=90\n乙 40 40 total=95"
    assert [code for code, _ in codes(scheme(), scores)] == ["total-disagrees"] * 2
    assert codes(scheme(MADE), scores) == [("total-not-compared", "2013H1.xlsx!考核评分")]
    assert codes(scheme(MADE), "items 50 50\n甲 40 40") == []


def test_an_item_that_does_not_apply_is_no_part_of_the_total():
    given = inputs("items 50 50\n甲 40 0 total=40\n乙 40 0 total=41")
    states = np.array([[NUMBER, NOT_APPLICABLE]] * 2, np.uint8)
    problems = check(replace(given, scores=replace(given.scores, point_states=states)), scheme())
    assert [(each.code, each.place.cell) for each in problems] == [("total-disagrees", "Z6")]


def test_where_the_items_decide_a_total_that_disagrees_is_a_warning_and_all_else_stays():
    given = inputs("items 50 50\n甲 40 40 total=80.01\n乙 60 40")
    said, milder = check(given, scheme()), check(given, scheme(), items_decide=True)
    assert {each.severity for each in said if each.code == "total-disagrees"} == {"error"}
    assert {each.severity for each in milder if each.code == "total-disagrees"} == {"warning"}
    others = [[each for each in found if each.code != "total-disagrees"] for found in (said, milder)]
    assert others[0] == others[1] != []


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        # most totals are the sums, rounded half up: they contradict nothing
        ("甲 40.5 44 total=85\n乙 30.5 44 total=75\n丙 40 44 total=84", ["rounded Z5"]),
        ("甲 40.25 44 total=84.3\n乙 40.21 44 total=84.2\n丙 40 44 total=84", ["rounded Z5"]),
        # rounded down, or a single one: as likely a slip
        ("甲 40.5 44 total=84\n乙 30.5 44 total=74\n丙 40 44 total=84", ["disagrees Z5", "disagrees Z6"]),
        ("甲 40.5 44 total=85\n乙 30 44 total=74\n丙 40 44 total=84", ["disagrees Z5"]),
        # one of them is wrong, or has decimals that the others were rounded to
        ("甲 40.5 44 total=85\n乙 30.5 44 total=75\n丙 40.5 44 total=83", ["disagrees Z7", "rounded Z5"]),
        ("甲 40.5 44 total=85\n乙 30.5 44 total=75\n丙 40.2 44 total=84.2", ["disagrees Z5", "disagrees Z6"]),
        # rounded to another level
        ("甲 40.5 44 total=85\n乙 30.5 44 total=75\n丙 45.5 44 total=90", ["disagrees Z7", "rounded Z5"]),
    ],
)
def test_totals_may_be_rounded_while_they_are_of_one_level(scores, told):
    problems = check(inputs(f"items 50 50\n{scores}"), plan())
    assert [f"{each.code.removeprefix('total-')} {each.place.cell}" for each in problems] == told


_TENTHS = st.integers(300, 500).map(lambda tenths: Decimal(tenths) / 10)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_TENTHS, _TENTHS), min_size=3, max_size=8), st.data())
def test_one_changed_total_among_rounded_ones_is_named(rows, data):
    totals = [sum(row).quantize(Decimal(1), ROUND_HALF_UP) for row in rows]
    at = data.draw(st.integers(0, len(rows) - 1))
    totals[at] += data.draw(st.sampled_from([-10, -2, -1, 1, 2, 10]))
    lines = [f"{name} {one} {other} total={total}"
             for name, (one, other), total in zip("甲乙丙丁戊己庚辛", rows, totals, strict=False)]  # fmt: skip
    found = codes(plan(), "\n".join(["items 50 50", *lines]))
    assert ("total-disagrees", f"2013H1.xlsx!考核评分!Z{at + 5}") in found
