"""The weights of a year: each reviewed part has one, all of one kind. And the way out of a gap between levels."""

import pytest

from rule_texts import SMALL, flaws_of, rules_of
from starrating.ruleset.proof import prove


def said_of(content, code):
    return [str(flaw.message) for flaw in prove(rules_of(content)) if flaw.code == code]


def year(weights, review="half-year"):
    assert "review: half-year" in SMALL
    return SMALL.replace("review: half-year", f"review: {review}") + f"annual: {{clause: '4', weights: {weights}}}\n"


@pytest.mark.parametrize(
    ("weights", "review"),
    [
        ("{H1: 40%, H2: 60%}", "half-year"),
        ("{H1: 2, H2: 3}", "half-year"),
        ("{Q1: 1, Q2: 1, Q3: 1, Q4: 0.5}", "quarter"),
    ],
)
def test_weights_of_all_parts_are_sound(weights, review):
    assert said_of(year(weights, review), "wrong-weights") == []


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ("{H1: 100%}", "These parts of the year have no weight: H2."),
        ("{H1: 40%, H2: 3}", "The weights of a year are all percents, or all numbers above 0."),
        ("{H1: 0, H2: 3}", "The weights of a year are all percents, or all numbers above 0."),
        ("{H1: 40%, H2: 50%}", "The weights add up to 90%, not to 100%."),
    ],
)
def test_weights_that_do_not_make_a_year_are_refused(weights, said):
    assert said_of(year(weights), "wrong-weights") == [said]


@pytest.mark.parametrize(("last", "asks"), [("79", "Say where a fraction belongs"), ("79.5", "Let the levels meet")])
def test_the_way_out_of_a_gap_depends_on_whether_it_is_one_between_whole_numbers(last, asks):
    content = SMALL.replace("at_least: 60, below: 80", f"at_least: 60, at_most: {last}")
    [flaw] = [flaw for flaw in prove(rules_of(content)) if flaw.code == "level-gap"]
    assert str(flaw.hint).startswith(asks)


@pytest.mark.parametrize(
    ("ranking", "flaws"), [("pool: 片区", [("ranking.pool", "unknown-name")]), ("pool: type", []), ("ties: dense", [])]
)
def test_a_ranking_names_a_pool_that_there_is_or_none(ranking, flaws):
    assert flaws_of(f"{SMALL}ranking: {{{ranking}}}\n") == flaws


ASKING = "steps:\n  - {clause: '6', effect: cap, star: 3, when: {opinion: 纪检, is: objection}}\n"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            ASKING,
            ["The rule set reads the opinion of 纪检, which a year has not."],
        ),
        (
            (
                "facts: [{id: found, title: 检查, values: word}]\n"
                "steps: [{clause: '6', effect: cap, star: 3, when: {past: 1, fact: found, is: 差}}]\n"
            ),
            ["The rule set reads the fact found of earlier periods, which a year has not."],
        ),
        ("steps: [{clause: '6', effect: cap, star: 3, when: {star: previous, is: 3}}]\n", []),
    ],
)
def test_what_a_combined_year_will_lack_is_said_when_the_rules_are_checked(more, said):
    asked = SMALL.replace("notice: {", "departments: [纪检], notice: {") + "annual: {clause: '4'}\n" + more
    assert said_of(asked, "not-of-a-year") == [f"starrating annual will refuse the year. {each}" for each in said]
    assert said_of(asked.replace("annual: {clause: '4'}\n", ""), "not-of-a-year") == []
