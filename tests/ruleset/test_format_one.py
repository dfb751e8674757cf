"""Rule sets of format 1 as ledgers have recorded them: the file beside is one, written by the program of then."""

import hashlib
import json
from fractions import Fraction
from pathlib import Path

import pytest

from sheets import sheet
from starrating.formats.yaml_tree import read_yaml
from starrating.model import Inputs, Period
from starrating.rating.rate import rate
from starrating.ruleset import RuleSet, canonical, digest, from_canonical
from starrating.ruleset.format_one import upgraded
from starrating.ruleset.versions import at

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


def rated_by(text, sheet_text=SHEET, period="2013"):
    """Rate by a file of format 1, to which `text` adds its values and versions."""
    around = """\
format: 1
id: recorded
title: 方案
source: 测试
language: zh_CN
wording: {subject: 党支部, scheme: 星级党支部, review_result: 评审结果, annual_result: 评定结果}
procedure: {clause: "1", review: year, stages: [考核]}
criteria: {clause: "1", from: workbook}
levels: {clause: "1", bands: [{star: 1, name: 一星}]}
facts: [{id: absences, title: absences, values: number, blank: missing}]
"""
    tree = upgraded(read_yaml("", around + text).data)
    rules = at(RuleSet.model_validate(tree, by_alias=True, by_name=False), Period.parse(period))
    return rate(Inputs(Period.parse(period), sheet(sheet_text)), rules).values


@pytest.mark.parametrize(
    ("given", "before", "after"),
    [
        ("each: 2", "5", "10"),
        ("each: 2, units: whole", "4", "8"),
        ("each: 2, units: whole, round: {to: 0.1, how: up}", "4", "8"),
        ("each: 0, units: whole", "0", "8"),
        ("each: -2, units: whole", "-4", "8"),
    ],
)
def test_points_for_each_unit_change_by_versions_as_they_did(given, before, after):
    text = f"""\
values: [{{id: lost, times: absences, {given}}}]
versions: [{{since: 2014, clause: "1", set: {{"values[lost].each": 4}}}}]
"""
    assert [Fraction(rated_by(text, period=period)["lost"][0]) for period in ("2013", "2014")] == [
        Fraction(before),
        Fraction(after),
    ]


def test_units_become_whole_or_exact_by_versions():
    text = """\
values: [{id: lost, times: absences, each: 2}, {id: gain, times: absences, each: 3, units: whole}]
versions: [{since: 2014, clause: "1", set: {"values[lost].units": whole, "values[gain].units": exact}}]
open_questions: [{key: "values[lost].units", question: 问, answer: 答}]
"""
    before, after = (rated_by(text, period=period) for period in ("2013", "2014"))
    assert [Fraction(before["lost"][0]), Fraction(after["lost"][0])] == [5, 4]
    assert [Fraction(before["gain"][0]), Fraction(after["gain"][0])] == [6, Fraction("7.5")]


def test_a_ratio_of_a_file_is_in_percents_and_a_count_counts_the_others():
    values = rated_by(
        "values: [{id: share, ratio: A1, to: A2}, {id: passed, count: [A1, absences], that: {at_least: 1}}]"
    )
    assert [Fraction(values["share"][0]), values["passed"][1]] == [Fraction(200, 3), "1.00"]


@pytest.mark.parametrize(
    "slip", ["values: 3", "values: [3, {id: a}, {id: a, times: b, each: [1]}]", "versions: [2, {set: 3}]"]
)
def test_slips_stay_for_the_check(slip):
    data = read_yaml("", f"format: 1\n{slip}").data
    assert {**upgraded(data), "format": 1} == data
