import pytest

from rule_texts import PLAN, SMALL, TRIGGERS, rules_of
from starrating.model import Period
from starrating.ruleset.keys import entry_name, resolve

PLAN_RULES = rules_of(PLAN.read_text("utf-8"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("levels.rounding", "none"),
        ("levels.bands[4].name", "四星级"),
        ("steps[4.4].once", "review"),
        ("steps[4.4].when.incidents[mass_petition]", "mass_petition"),
        ("targets.milestones[5@2013H1].due", Period(2013, "H1")),
        ("triggers.list[major_accident].clause", "4.4(3)"),
        ("sanctions.systems[党纪].order[留党察看]", "留党察看"),
        ("criteria.from", "workbook"),
        ("consequences.responsibility[5.3-examples].text", "宣传典型，组织观摩交流"),
        ("examples[80分为四星级].star", 4),
    ],
)
def test_a_key_leads_to_its_value(key: str, value: object) -> None:
    assert resolve(PLAN_RULES, key) == value


@pytest.mark.parametrize(
    "key",
    [
        "",
        "nothing",
        "criteria.origin",
        "levels..rounding",
        "levels.rounding.",
        "levels.rounding.none",
        "levels.bands[9]",
        "levels.bands[4",
        "levels[4]",
        "steps[4.4]once",
        "steps.4.4.once",
        "trigger",
        "model_fields",
    ],
)
def test_a_key_that_leads_nowhere(key: str) -> None:
    with pytest.raises(KeyError):
        resolve(PLAN_RULES, key)


def test_a_name_that_two_entries_bear_leads_nowhere() -> None:
    rules = rules_of(SMALL + TRIGGERS + '  - {clause: "6", effect: cap, star: 2, when: {incidents: [hurt]}}\n')
    with pytest.raises(KeyError):
        resolve(rules, "steps[6].when")


def test_every_entry_of_the_plan_has_a_name_of_its_own() -> None:
    rules = PLAN_RULES
    assert rules.targets
    assert rules.triggers
    lists = (rules.levels.bands, rules.targets.milestones, rules.triggers.list, rules.steps, rules.examples)
    for entries in lists:
        names = [entry_name(entry) for entry in entries]
        assert all(names)
        assert len(set(names)) == len(names)
