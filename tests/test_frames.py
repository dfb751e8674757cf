"""Ratings for notebooks: the same stars as the command line."""

from decimal import Decimal

import pandas as pd
import pytest

import starrating
from starrating.errors import InputError
from tables import PLAN_FILE

RULES = starrating.load_rules(PLAN_FILE)


def test_totals_are_rated():
    scores = pd.DataFrame(
        {"branch": ["甲", "乙", "丙"], "unit": ["一", "一", "二"], "total": [79.99, 90, 89.99999999999999]}
    )
    ratings = starrating.rate(scores, None, RULES)
    assert ratings.star.to_dict() == {"乙": 5, "丙": 5, "甲": 3}
    assert ratings.branches["rank"].tolist() == [1, 1, 3]
    assert ratings.branches["score"].tolist() == [Decimal("90.00"), Decimal("90.00"), Decimal("79.99")]


@pytest.mark.parametrize("kind", [float, Decimal, str])
def test_items_may_be_floats_or_decimals(kind):
    scores = pd.DataFrame({"branch": ["甲"], "A": [kind("44.9")], "B": [kind("45.1")]})
    assert starrating.rate(scores, None, RULES).star.to_dict() == {"甲": 5}


def test_incidents_lower_the_star_and_say_why():
    scores = pd.DataFrame({"branch": ["甲", "乙"], "total": [95, 85]})
    incidents = pd.DataFrame(
        {
            "branch": ["甲", "乙"],
            "trigger": ["4.4(3)", 4.0],
            "date": ["2013-03-04", "2013-03-05"],
            "major_loss": [True, None],
            "held_accountable": [True, None],
            "major_impact": [None, True],
            "notified": [None, False],
        }
    )
    ratings = starrating.rate(scores, incidents, RULES, period="2013H1")
    assert ratings.star.to_dict() == {"甲": 4, "乙": 4}
    assert ratings.steps[["branch", "rule", "from", "to"]].to_numpy().tolist() == [["甲", "4.4(3)", 5, 4]]
    assert ratings.incidents["counted"].tolist() == [True, False]


def test_without_a_period_no_incident_is_outside_it():
    scores = pd.DataFrame({"branch": ["甲"], "total": [95]})
    incidents = pd.DataFrame({"branch": ["甲"], "trigger": ["4.4(6)"], "date": ["1999-03-04"]})
    assert starrating.rate(scores, incidents, RULES).star.to_dict() == {"甲": 4}
    assert starrating.rate(scores, incidents, RULES, period="2013H1").star.to_dict() == {"甲": 5}


def test_previous_stars_may_be_given():
    scores = pd.DataFrame({"branch": ["甲", "乙"], "total": [95, 85], "previous_star": [3, None]})
    ratings = starrating.rate(scores, None, RULES, {"乙": 5})
    assert ratings.branches["previous_star"].tolist() == [3, 5]


def test_all_problems_are_raised_at_once():
    scores = pd.DataFrame({"branch": ["甲", "甲", "乙"], "total": [95, 85, None]})
    with pytest.raises(InputError) as caught:
        starrating.rate(scores, None, RULES)
    assert [(problem.code, str(problem.place)) for problem in caught.value.problems] == [
        ("branch-twice", "scores!A3"),
        ("blank-score", "scores!B4"),
    ]


def test_the_notebook_and_the_command_line_agree_on_a_sample():
    from pathlib import Path

    from starrating.files.score_books import read_books
    from starrating.rating.rate import rate

    sample = next((Path(__file__).parent / "samples").glob("*上半年*"))
    inputs, _ = read_books([sample], [], RULES, None)
    rated = rate(inputs, RULES)
    table = inputs.scores
    scores = pd.DataFrame(
        {"branch": table.branch}
        | {item.code: (table.points.numerators[:, i] / table.points.unit) for i, item in enumerate(table.items)}
    )
    rows = [
        {"branch": i.branch, "trigger": i.trigger, "date": i.date, "subject": i.subject, "sanction": i.sanction}
        | {"sanction_system": i.sanction_system, "document": i.document}
        | i.findings
        for i in inputs.incidents
    ]
    framed = starrating.rate(scores, pd.DataFrame(rows), RULES, period="2013H1")
    assert framed.star.tolist() == rated.star.tolist()
    assert framed.branches["branch"].tolist() == rated.scores.branch
