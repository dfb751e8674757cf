"""Boundary examples: made from the thresholds, and rated as the rule set rates."""

from decimal import Decimal

import pytest

from rule_texts import PLAN, SMALL, rules_of
from starrating.rating.examples import failures, try_examples
from starrating.read.rule_file import load_rules
from starrating.ruleset import RuleSet
from starrating.ruleset.spans import boundaries

RULES = sorted(path for path in PLAN.parent.glob("*.yaml") if path.name != "example-criteria.yaml")


def listed(content: str) -> list[str]:
    return [f"{one.number} {one.level}" for one in boundaries(rules_of(content))]


def test_below_on_and_above_each_bound() -> None:
    assert listed(SMALL) == ["59.99 一星", "60 二星", "60.01 二星", "79.99 二星", "80 三星", "80.01 三星"]


def test_the_unit_is_that_of_the_bounds() -> None:
    fine = SMALL.replace("60", "60.125")
    assert listed(fine)[:3] == ["60.124 一星", "60.125 二星", "60.126 二星"]


def test_a_bound_may_belong_to_the_lower_level() -> None:
    upper = SMALL.replace("below: 60", "at_most: 60").replace("at_least: 60", "above: 60")
    assert listed(upper)[:3] == ["59.99 一星", "60 一星", "60.01 二星"]


def test_a_gap_of_whole_numbers_is_closed() -> None:
    whole = SMALL.replace("  bands:", "  between: lower\n  bands:").replace("below: 80", "at_most: 79")
    assert listed(whole)[3:] == ["78.99 二星", "79 二星", "79.01 二星", "79.99 二星", "80 三星", "80.01 三星"]


def test_a_star_that_is_a_number_has_no_boundaries() -> None:
    bands = "[{star: 1, name: 一星}, {star: 2, name: 二星}]"
    start, _, rest = SMALL.partition("  bands:")
    assert listed(f"{start}  star_is: previous-star\n  bands: {bands}\n{rest[rest.index('criteria') :]}") == []


def score_decides(rules: RuleSet) -> bool:
    """Tell whether the total alone makes the level, so that an example can give it."""
    return not rules.values and rules.levels.of == "total" and all(band.needs is None for band in rules.levels.bands)


def as_examples(rules: RuleSet) -> RuleSet:
    """Return the rules by score alone, with an example for each boundary."""
    stars = {band.name: band.star for band in rules.levels.bands}
    alone = rules.model_dump(by_alias=True, exclude_none=True) | {"steps": (), "versions": (), "open_questions": ()}
    alone["examples"] = tuple(
        {"name": one.number, "score": Decimal(one.number), "star": stars[str(one.level)]} for one in boundaries(rules)
    )
    return RuleSet.model_validate(alone, by_alias=True, by_name=False)


SCORED = {path.stem: rules for path in RULES if score_decides(rules := load_rules(path))}


@pytest.mark.parametrize("name", SCORED)
def test_rating_gives_the_levels_that_the_bounds_promise(name: str) -> None:
    rules = as_examples(SCORED[name])
    assert rules.levels.star_is is not None or rules.examples
    assert failures(try_examples(rules)) == []
