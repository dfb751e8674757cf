"""Who moves if the rules change, and why."""

from decimal import Decimal

import pytest

from starrating.model import NO_STAR
from starrating.rating.comparison import compare
from starrating.rating.rate import rate
from states import FIVE, ruled
from tables import inputs, plan

TABLE = """
甲 95
乙 90
丙 85
丁 79.5
"""


def compared(old, new, table=TABLE, happened=""):
    given = inputs(table, happened)
    return compare(rate(given, old), old, rate(given, new), new)


def with_lines(*bounds):
    """Return the plan with other lines between its three levels."""
    low, high = map(Decimal, bounds)
    three, four, five = plan().levels.bands
    bands = (
        three.model_copy(update={"below": low}),
        four.model_copy(update={"at_least": low, "below": high}),
        five.model_copy(update={"at_least": high}),
    )
    return plan().model_copy(update={"levels": plan().levels.model_copy(update={"bands": bands})})


def test_nobody_moves_under_the_same_rules():
    found = compared(plan(), plan())
    assert found.moves == ()
    assert found.before == found.after == {5: 2, 4: 1, 3: 1}


def test_rises_come_first_with_the_band_that_gives_the_other_star():
    found = compared(plan(), with_lines("79.5", "95"))
    assert [(move.branch, move.before.star, move.after.star) for move in found.moves] == [("丁", 3, 4), ("乙", 5, 4)]
    assert [move.branch for move in found.rises] == ["丁"]
    assert [move.branch for move in found.falls] == ["乙"]
    assert found.after == {5: 1, 4: 3}
    assert found.falls[0].reason.say("en") == (
        "90.00 points: 四星级 (79.5 points or more (included) and below 95 points (not included)), "
        "before 五星级 (90 points or more (included))"
    )


@pytest.mark.parametrize("table", [TABLE, "丁 79.5\n丙 85\n乙 90\n甲 95"])
def test_a_step_that_the_old_rules_do_not_have_is_the_reason(table):
    new = ruled("effect: cap, star: 3, when: {score: total, at_least: 95}")
    old = ruled()
    (move,) = compared(old, new, table).moves
    assert (move.branch, move.before.star, move.after.star) == ("甲", 5, 3)
    assert move.reason.say("en").startswith("[1] capped, now 三星: ")
    (back,) = compared(new, old, table).moves
    assert back.rises
    assert back.reason.say("en") == "no longer [1] capped, now 三星"


def test_another_score_is_the_reason_where_the_values_differ():
    new = ruled(more="values:\n  - {id: total, sum: [items, -10]}\n")
    (move,) = compared(ruled(), new, "items 50 50\n甲 45 40\n乙 30 10").moves
    assert move.branch == "甲"
    assert move.reason.say("en").startswith("the score is 75.00 instead of 85.00: 三星 (")


def test_no_star_is_below_every_star():
    new = ruled("effect: grade, star: none, status: exempt, when: {score: total, at_least: 95}")
    (move,) = compared(ruled(), new).moves
    assert (move.after.star, move.rises, str(move.after.level)) == (NO_STAR, False, "exempt")


def test_what_becomes_of_a_branch_without_a_number_is_said_by_its_levels():
    ratio = "values:\n  - {id: total, ratio: I1, to: I2, times: 100}\n"
    old, new = ruled(more=ratio), ruled(levels=f"  missing: lowest\n{FIVE}", more=ratio)
    (move,) = compared(old, new, "items 50 50\n甲 30 0").moves
    assert (move.branch, move.before.star, move.after.star) == ("甲", NO_STAR, 1)
    assert move.reason.say("en") == "一星, before not assessed"
