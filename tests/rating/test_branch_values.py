"""The number that a reference names, for people: one that is 0 is there."""

import pytest

from starrating.rating.branch_values import number_of
from starrating.rating.rate import rate
from states import ruled
from tables import inputs


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("total", 60),
        ("items", 60),
        ("I1", 0),
        ("previous-star", 0),
        ("fallen", 0),
        ("half", 30),
        ("never", None),
        (7, 7),
    ],
)
def test_a_number_of_a_branch_is_what_its_reference_names(name, number):
    rules = ruled(
        more="facts:\n  - {id: fallen, title: 降星, values: number}\n"
        "values:\n  - {id: half, ratio: I2, to: 2}\n  - {id: never, ratio: I2, to: 0}\n"
    )
    ratings = rate(inputs("items 50 70\n甲 0 60 previous_star=0 fallen=0"), rules)
    assert number_of(name, ratings, 0, rules) == number


def test_a_star_before_that_is_not_known_is_no_number():
    rules = ruled()
    assert number_of("previous-star", rate(inputs("甲 60"), rules), 0, rules) is None
