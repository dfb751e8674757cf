"""Rule sets of format 1 as ledgers have recorded them: the file beside is one, written by the program of then."""

import hashlib
import json
from fractions import Fraction
from pathlib import Path

import pytest

from sheets import sheet
from starrating.model import Inputs, Period
from starrating.rating.rate import rate
from starrating.ruleset import canonical, digest, from_canonical
from starrating.ruleset.format_one import upgraded

RECORDED = Path(__file__).parents[1] / "samples" / "rules-of-format-1.json"
SHEET = "支部 基础.A1/40 基础.A2/60 absences\n甲 30 45 2.5\n乙 40 / -"


def test_the_record_is_that_of_then():
    content = RECORDED.read_bytes()
    assert hashlib.sha256(content).hexdigest().startswith("5ed6671692ca595b")


def test_it_becomes_a_rule_set_of_this_format_with_a_digest_of_its_own():
    rules = from_canonical(RECORDED.read_text("utf-8"))
    assert rules.format == 2
    assert from_canonical(canonical(rules)) == rules
    assert not digest(rules).startswith("sha256:5ed6671692ca595b")


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("lost", ["5", None]),  # 2 for each of 2.5
        ("days", ["4", None]),  # 2 for each whole one
        ("gain", ["-3", None]),  # -1.5 for each whole one
        ("rounded", ["1", None]),  # 0.3 for each whole one, 0.6, rounded up
        ("best_part", ["45", None]),
        ("worst_part", ["30", None]),
        ("index", ["75", "40"]),
        ("passed", ["2", None]),  # then, a count was not there when one of its numbers was not
        ("total", ["70", None]),
    ],
)
def test_it_rates_as_it_did(name, numbers):
    rules = from_canonical(RECORDED.read_text("utf-8"))
    ratings = rate(Inputs(Period(2013), sheet(SHEET)), rules)
    found = dict(zip(ratings.scores.branch, ratings.values[name], strict=True))
    assert [found[branch] and Fraction(found[branch]) for branch in "甲乙"] == [
        each and Fraction(each) for each in numbers
    ]


def test_the_keys_that_a_version_changes_are_renamed_as_the_values_are():
    tree = json.loads(RECORDED.read_text("utf-8"))
    changed = {"values[best_part].best[A1]": "A2", "values[worst_part].worst[A1]": "A2", "values[best].cap": 1}
    made = upgraded({**tree, "versions": [{"since": "2014H1", "set": changed}]})
    assert list(made["versions"][0]["set"]) == [
        "values[best_part].highest[A1]",
        "values[worst_part].lowest[A1]",
        "values[best].cap",
    ]
