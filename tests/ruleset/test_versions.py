import pytest
from pydantic import ValidationError

from rule_texts import SMALL, TRIGGERS, rules_of
from starrating.model import Period
from starrating.ruleset import RuleSet
from starrating.ruleset.base import Percent
from starrating.ruleset.versions import at, set_path

VERSIONED = rules_of(
    SMALL
    + TRIGGERS
    + "versions:\n"
    + '  - {clause: "9", since: 2014H1, set: {"levels.bands[2].below": 85, "levels.bands[3].at_least": 85}}\n'
    + '  - {clause: "10", since: 2015, set: {"steps[6].levels": 2, "steps[6].once": incident, "wording.subject": 队}}\n'
)


def lines_and_levels(rules: RuleSet) -> tuple[str, int, str]:
    step = rules.steps[0]
    return str(rules.levels.bands[2].lower), getattr(step, "levels", 0), getattr(step, "once", "")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (None, ("80", 1, "review")),
        ("2013H2", ("80", 1, "review")),
        ("2014H1", ("85", 1, "review")),
        ("2014", ("85", 1, "review")),
        ("2014Q4", ("85", 1, "review")),
        ("2015Q1", ("85", 2, "incident")),
        ("2015H2", ("85", 2, "incident")),
        ("2015", ("85", 2, "incident")),
        ("2020H1", ("85", 2, "incident")),
    ],
)
def test_a_period_has_the_values_that_hold_for_it(period: str | None, expected: tuple[str, int, str]) -> None:
    rules = at(VERSIONED, Period.parse(period) if period else None)
    assert lines_and_levels(rules) == expected
    assert rules.versions == ()


def test_what_no_version_sets_stays_as_it_is() -> None:
    later = at(VERSIONED, Period(2016))
    changed = {"levels", "steps", "wording", "versions"}
    assert later.wording.subject == "队"
    assert {name for name in RuleSet.model_fields if getattr(later, name) != getattr(VERSIONED, name)} == changed


def test_a_rule_set_without_versions_is_itself() -> None:
    rules = rules_of(SMALL)
    assert at(rules, Period(2014, "H1")) is rules


def test_percents_remain_percents():
    blend = "values: [{id: total, blend: [{of: items, weight: 50%}, {of: 100, weight: 50%}]}]\n"
    rules = rules_of(SMALL + blend + 'versions: [{clause: "9", since: 2014, set: {"levels.near": 1}}]\n')
    assert at(rules, Period(2014)).values == rules.values
    assert {type(part.weight) for part in at(rules, Period(2014)).values[0].blend} == {Percent}


def test_a_key_that_was_left_out_may_be_set() -> None:
    capped = SMALL + (
        "values: [{id: total, sum: [items]}]\n"
        'versions: [{clause: "9", since: 2014, set: {"values[total].cap": 99.5}}]\n'
    )
    assert str(at(rules_of(capped), Period(2014)).values[0].cap) == "99.5"


@pytest.mark.parametrize(
    "key", ["levels", "levels.bands", "steps[6].when", "nothing", "steps[7].levels", "sanctions.systems"]
)
def test_only_single_values_are_set(key: str) -> None:
    with pytest.raises(KeyError):
        set_path(VERSIONED, key)


def test_a_value_that_its_key_cannot_have_is_refused() -> None:
    wrong = SMALL + 'versions: [{clause: "9", since: 2014, set: {"procedure.notice.days": 0}}]\n'
    with pytest.raises(ValidationError):
        at(rules_of(wrong), Period(2014))
