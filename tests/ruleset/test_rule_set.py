import json

import pytest

from rule_texts import PLAN, RULES, SMALL, rules_of
from starrating.formats.yaml_tree import read_yaml
from starrating.ruleset import RuleSet, canonical, digest, from_canonical

PLAN_TEXT = PLAN.read_text("utf-8")


LIBRARY = sorted(path for path in RULES.glob("*.yaml") if path.name != "example-criteria.yaml")


@pytest.mark.parametrize("content", [SMALL, *(path.read_text("utf-8") for path in LIBRARY)])
def test_canonical_text_is_read_back_as_the_same_rule_set(content: str) -> None:
    tree = read_yaml("", content).data
    tree["criteria"].pop("file", None)
    rules = RuleSet.model_validate(tree, by_alias=True, by_name=False)
    assert from_canonical(canonical(rules)) == rules
    assert canonical(from_canonical(canonical(rules))) == canonical(rules)


def test_canonical_text_is_json_with_exact_numbers_as_strings_and_keys_as_written() -> None:
    data = json.loads(canonical(rules_of(PLAN_TEXT)))
    assert data["levels"]["bands"][1] == {
        "star": 4,
        "name": "四星级",
        "at_least": "80",
        "below": "90",
        "by": "score",
    }
    assert data["targets"]["milestones"][0]["at_least"] == "30%"
    assert data["targets"]["milestones"][0]["due"] == "2013H1"
    assert data["criteria"]["from"] == "workbook"
    assert data["triggers"]["list"][0]["when"]["all"][0] == {"incident": "work_disrupted", "is": True}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("below: 60", "below: 60.0"),
        ("format: 2", "format: 2 # the first"),
        ("id: small\ntitle: 小方案\n", "title: 小方案\nid: small\n"),
        ('notice: {clause: "3", days: 5}', 'notice: {days: 5, counted_as: working-days, clause: "3"}'),
    ],
)
def test_the_same_rules_written_otherwise_have_the_same_digest(old: str, new: str) -> None:
    assert old in SMALL
    assert digest(rules_of(SMALL.replace(old, new))) == digest(rules_of(SMALL))


@pytest.mark.parametrize(("old", "new"), [("below: 60}", "at_most: 60}"), ("at_least: 60", "at_least: 60.01")])
def test_other_rules_have_another_digest(old: str, new: str) -> None:
    assert old in SMALL
    assert digest(rules_of(SMALL.replace(old, new))) != digest(rules_of(SMALL))


def test_a_digest_names_its_algorithm() -> None:
    algorithm, _, hexadecimal = digest(rules_of(SMALL)).partition(":")
    assert (algorithm, len(bytes.fromhex(hexadecimal))) == ("sha256", 32)


def test_names_and_numbers_that_are_read_stay_what_they_are() -> None:
    rules = rules_of(f"{SMALL}values: [{{id: total, sum: [items, 5], minus: [1.50]}}]\n")
    again = from_canonical(canonical(rules))
    assert again == rules
    assert json.loads(canonical(rules))["values"][0]["sum"] == ["items", "5"]
