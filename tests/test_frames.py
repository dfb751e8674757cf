"""Ratings for notebooks: the same stars as the command line."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import starrating
from schemes import scheme
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

    from starrating.rating.rate import rate
    from starrating.read.review_workbooks import read_workbooks

    sample = next((Path(__file__).parent / "samples").glob("*上半年*"))
    inputs, _ = read_workbooks([sample], [], RULES, None)
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


LISTED = """\
facts:
  - {id: certificate, title: 有证书}
  - {id: output, title: 产值, values: number, blank: missing}
  - {id: founded, title: 成立日期, values: date, blank: missing}
  - {id: start, title: 起始星级, values: star, blank: missing}
triggers:
  clause: "5"
  findings: [{id: repaired, title: 已整改}, {id: grade, title: 等级, values: word}]
  list: [{id: unrepaired, number: 1, clause: "5.1", text: 未整改, when: {incident: repaired, is: false}}]
steps:
  - {clause: "6", effect: lower, when: {incidents: [unrepaired]}}
  - {clause: "7", effect: cap, star: 1, when: {fact: certificate, is: false}}
  - {clause: "8", effect: cap, star: 1, when: {opinion: 纪检, is: 有}}
  - {clause: "9", effect: cap, star: 2, when: {past: 2, at_most: 1}}
"""
ITEMS = (
    '{clause: "2", from: rules, parts: [{title: 甲类, items: ['
    "{code: A, title: 学习, full_marks: 90, not_applicable: true}, "
    "{code: B, title: 扣分, full_marks: 10, lowest: -5}]}]}"
)


def framed(**columns):
    return pd.DataFrame(
        {"branch": ["甲", "乙"], "certificate": [True, True], "A": [80, 60], "扣分": [5.0, 0.0]} | columns
    )


def found(frame, **more):
    with pytest.raises(InputError) as caught:
        starrating.rate(frame, more.pop("incidents", None), scheme(LISTED, criteria=ITEMS), **more)
    return [(each.code, str(each.place)) for each in caught.value.problems if each.severity == "error"]


def test_items_are_named_by_code_or_title_and_may_not_apply():
    frame = framed(A=[80, None], other=["x", "y"])
    ratings = starrating.rate(frame, None, scheme(LISTED, criteria=ITEMS))
    assert ratings.branches["score"].tolist() == [Decimal(85), Decimal(0)]
    words = framed(A=["不适用", Decimal(60)])
    assert starrating.rate(words, None, scheme(LISTED, criteria=ITEMS)).branches["score"].tolist() == [60, 5]


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"扣分": [5.0, None]}, ("blank-score", "scores!D3")),
        ({"扣分": [5.0, -5.5]}, ("score-out-of-range", "scores!D3")),
        ({"扣分": [5.0, "多"]}, ("not-a-number", "scores!D3")),
        ({"扣分": ["不适用", 5.0]}, ("not-a-number", "scores!D2")),
        ({"certificate": [True, None]}, ("fact-missing", "scores!B3")),
        ({"certificate": [True, "也许"]}, ("answer-unknown", "scores!B3")),
        ({"output": ["5", "5%"]}, ("not-a-number", "scores!E3")),
        ({"founded": ["2012-01-01", "2012"]}, ("date-incomplete", "scores!E3")),
        ({"start": [3, 7]}, ("unknown-star", "scores!E3")),
        ({"previous_star": ["三星", "九十"]}, ("star-unknown", "scores!E3")),
    ],
)
def test_cells_are_refused_as_those_of_a_workbook_are(columns, problem):
    assert found(framed(**columns)) == [problem]


def test_a_fact_that_must_be_there_needs_its_column():
    assert found(framed().drop(columns="certificate")) == [("column-missing", "scores")]
    assert found(framed().drop(columns="扣分")) == [("item-missing", "scores")]


def test_facts_findings_opinions_and_past_decide():
    frame = framed(A=[85, 85], 扣分=[5.0, 5.0])
    more = pd.DataFrame({"branch": ["丙", "丁"], "certificate": [False, True], "A": [85, 85], "扣分": [5.0, 5.0]})
    frame = pd.concat([frame, more, pd.DataFrame({"branch": ["戊"], "certificate": [True], "A": [85], "扣分": [5.0]})])
    incidents = pd.DataFrame(
        {"branch": ["乙"], "date": [pd.Timestamp("2013-05-04")], "trigger": [1.0], "repaired": ["否"], "grade": ["重"]}
    )
    opinions = pd.DataFrame({"branch": ["丁"], "department": ["纪检"], "opinion": ["有"]})
    ratings = starrating.rate(
        frame,
        incidents,
        scheme(LISTED, criteria=ITEMS),
        period="2013H1",
        opinions=opinions,
        past={"戊": [1, 1], "甲": [1, None]},
    )
    assert ratings.star.to_dict() == {"甲": 3, "乙": 2, "丙": 1, "丁": 1, "戊": 2}


def test_an_incident_is_refused_at_its_cell():
    incidents = pd.DataFrame({"branch": ["乙"], "date": ["去年"], "trigger": ["5.1"], "repaired": ["或许"]})
    assert found(framed(), incidents=incidents) == [
        ("date-incomplete", "incidents!B2"),
        ("answer-unknown", "incidents!D2"),
    ]


def test_declared_values_come_out_exactly():
    rules = scheme(
        "values: [{id: half, ratio: A, to: 3, times: 100}, {id: total, sum: [items, half]}]\n", criteria=ITEMS
    )
    ratings = starrating.rate(framed(A=[1, None]), None, rules)
    assert dict(zip(ratings.made_values["branch"], ratings.made_values["half"], strict=True)) == {
        "甲": Fraction(100, 3),
        "乙": None,
    }


def test_rows_without_what_they_must_have_are_refused():
    incidents = pd.DataFrame({"branch": ["乙", None], "date": [None, "2013-05-04"], "trigger": ["5.1", "5.1"]})
    assert found(framed(), incidents=incidents) == [("fact-missing", "incidents!A3"), ("fact-missing", "incidents!B2")]
    assert found(framed(), opinions=pd.DataFrame({"branch": ["乙"]})) == [("column-missing", "opinions")]


def test_the_marks_in_a_head_are_those_of_the_item():
    frame = pd.DataFrame({"branch": ["甲"], "学习（50分）": [45.5], "安全(50)": [44.5], "total": [90]})
    assert starrating.rate(frame, None, RULES).star["甲"] == 5
    with pytest.raises(starrating.InputError) as caught:
        starrating.rate(frame.assign(total=91), None, RULES)
    assert [problem.code for problem in caught.value.problems] == ["total-disagrees"]


@pytest.mark.parametrize("kind", ["float64", "float32", "Float32", "float16", "Float64", object])
def test_floats_are_taken_at_the_digits_that_their_type_holds(kind):
    frame = pd.DataFrame({"branch": ["甲"], "A": [8.9], "B": [22.1], "C": [49.0]})
    if kind is object:
        frame = frame.assign(
            A=pd.Series([np.float32(8.9)], dtype=object), B=pd.Series([np.float16(22.1)], dtype=object)
        )
    else:
        frame = frame.astype(dict.fromkeys("ABC", kind))
    ratings = starrating.rate(frame, None, RULES)
    assert (ratings.star["甲"], ratings.branches["score"][0]) == (4, Decimal("80.00"))


@given(st.lists(st.decimals("0", "33.3", places=1), min_size=3, max_size=3))
def test_a_short_float_counts_as_the_decimal_that_it_shows(points):
    frame = pd.DataFrame({"branch": ["甲"], **{name: [each] for name, each in zip("ABC", points, strict=True)}})
    exact, short = (starrating.rate(each, None, RULES).branches for each in (frame, frame.astype({"A": "float32"})))
    assert exact["score"][0] == sum(points)
    assert short.equals(exact)


@pytest.mark.parametrize(
    ("frame", "problem"),
    [
        (pd.DataFrame({"branch": ["甲", "乙"], "total": [95, float("inf")]}), ("not-a-number", "scores!B3")),
        (pd.DataFrame({"branch": ["甲", "乙"], "total": [95, 1e300]}), ("not-a-number", "scores!B3")),
        (pd.DataFrame({"branch": ["甲", "乙"], "total": [95, 5e-324]}), ("not-a-number", "scores!B3")),
        (pd.DataFrame({"branch": ["甲"], "total": np.array([2**63 + 90], np.uint64)}), ("not-a-number", "scores!B2")),
        (pd.DataFrame({"branch": ["甲"], "total": [-(2**63)]}), ("not-a-number", "scores!B2")),
        (pd.DataFrame({"branch": ["甲"], "total": [90 + 0j]}), ("not-a-number", "scores!B2")),
        (pd.DataFrame({"branch": ["甲"], "total": [True]}), ("not-a-number", "scores!B2")),
        (pd.DataFrame({"branch": ["甲"], "学习(50分)": [60], "安全": [9]}), ("score-out-of-range", "scores!B2")),
        (pd.DataFrame({"branch": ["甲"], "学习(50分)": [50], "安全": [51]}), ("score-out-of-range", "scores!A2")),
        (pd.DataFrame([["甲", 95, 96]], columns=["branch", "total", "total"]), ("column-twice", "scores!C1")),
        (pd.DataFrame([["甲", 95, 96]], columns=["branch", 1, "1"]), ("column-twice", "scores!C1")),
        (pd.DataFrame({"name": ["甲"], "total": [95]}), ("column-missing", "scores")),
        (pd.DataFrame(), ("column-missing", "scores")),
        (pd.DataFrame({"branch": ["甲", None], "total": [95, 95]}), ("fact-missing", "scores!A3")),
        (pd.DataFrame({"branch": ["甲", "  "], "total": [95, 95]}), ("fact-missing", "scores!A3")),
    ],
)
def test_what_no_workbook_could_say_is_refused_at_its_place(frame, problem):
    with pytest.raises(InputError) as caught:
        starrating.rate(frame, None, RULES)
    assert [(each.code, str(each.place)) for each in caught.value.problems if each.code != "no-branches"] == [problem]


def test_names_are_read_as_those_of_a_workbook_are():
    frame = pd.DataFrame({"branch": [" 甲 ", "乙\t"], "total": ["９５．５", "85"]})
    assert starrating.rate(frame, None, RULES).star.to_dict() == {"甲": 5, "乙": 4}
    numbered = pd.DataFrame([["甲", 45, 46]], columns=["branch", 1, 2])
    assert starrating.rate(numbered, None, RULES).star.to_dict() == {"甲": 5}
