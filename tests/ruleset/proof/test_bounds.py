"""Bounds of points, facts and levels, each on the bound itself and one step beyond; versions that change something."""

import pytest

from rule_texts import SMALL, flaws_of, rules_of
from starrating.ruleset.proof import prove

POINTS = SMALL.replace(
    "from: workbook, full_marks: 100}",
    "from: rules, parts: [{title: P, items: [{code: A1, title: a, full_marks: 90},"
    " {code: A2, title: b, full_marks: 10, %s}]}]}",
)
READ = "values: [{id: total, sum: [60, seen]}]\n"
OF_WORDS = "steps: [{clause: '6', effect: cap, star: 2, when: {fact: seen, is: %s}}]\n"


@pytest.mark.parametrize(
    ("item", "places"),
    [
        ("points: [0, 5, 10]", []),
        ("points: [0, 10.5]", ["1"]),
        ("points: [-1, 10]", ["0"]),
        ("lowest: -1, points: [-1, 10]", []),
        ("lowest: -1, points: [-1.5, 11]", ["0", "1"]),
        ("lowest: none, points: [-99, 10]", []),
        ("lowest: none, points: [-99, 11]", ["1"]),
    ],
)
def test_points_lie_within_the_bounds_of_their_item(item, places):
    at = "criteria.parts.0.items.1.points"
    assert flaws_of(POINTS % item) == [(f"{at}.{place}", "points-out-of-bounds") for place in places]


@pytest.mark.parametrize(
    ("fact", "flaws"),
    [
        ("values: number, at_least: 0, at_most: 5", []),
        ("values: number, at_least: 5, at_most: 5", []),
        ("values: number, at_least: 6, at_most: 5", ["at_most"]),
        ("values: number, at_least: 6", []),
        ("values: number, words: [优]", ["words"]),
        ("values: star, at_least: 1", ["at_least"]),
        ("values: star, at_most: 1", ["at_most"]),
        ("values: star, at_least: 2, at_most: 1", ["at_least", "at_most", "at_most"]),
    ],
)
def test_bounds_are_those_of_numbers_and_words_those_of_words(fact, flaws):
    found = flaws_of(f"{SMALL}facts: [{{id: seen, title: 见, {fact}}}]\n{READ}")
    assert found == [(f"facts.0.{name}", "wrong-bounds") for name in flaws]


@pytest.mark.parametrize(
    ("fact", "answer", "flaws"),
    [
        ("values: word, words: [优, 良]", "优", []),
        ("values: word, words: [优, 良]", "差", ["never-holds"]),
        ("values: word", "差", []),
        ("values: yes-no", "true", []),
    ],
)
def test_an_answer_is_one_of_the_words(fact, answer, flaws):
    found = flaws_of(f"{SMALL}facts: [{{id: seen, title: 见, {fact}}}]\n{OF_WORDS % answer}")
    assert bool(found) == bool(flaws)


@pytest.mark.parametrize(
    ("condition", "flaws"),
    [
        ("{fact: type, is: 农村}", []),
        ("{fact: type, is: true}", [("steps.0.when", "wrong-comparison")]),
        ("{fact: tyqe, is: 农村}", [("steps.0.when.fact", "unknown-name")]),
    ],
)
def test_a_column_of_every_sheet_has_words(condition, flaws):
    assert flaws_of(f"{SMALL}steps: [{{clause: '6', effect: cap, star: 2, when: {condition}}}]\n") == flaws


DOWNWARDS = SMALL.replace(
    """\
    - {star: 1, name: 一星, below: 60}
    - {star: 2, name: 二星, at_least: 60, below: 80}
    - {star: 3, name: 三星, at_least: 80}
""",
    """\
    - {star: 3, name: 三星, at_least: 80}
    - {star: 2, name: 二星, at_least: 60, below: 80}
    - {star: 1, name: 一星, below: 60}
""",
)


def test_levels_that_stand_the_other_way_round_are_one_flaw():
    assert flaws_of(DOWNWARDS)[0] == ("levels.bands", "level-order")
    assert [code for _, code in flaws_of(DOWNWARDS)].count("level-order") == 1


def test_a_level_that_no_score_reaches_is_named_with_the_scores_that_there_are():
    unreachable = SMALL.replace("full_marks: 100", "full_marks: 79.9")
    (flaw,) = prove(rules_of(unreachable))
    assert (str(flaw.place), flaw.code) == ("levels.bands.2", "unreachable-level")
    assert flaw.message.say("en") == "No branch can reach this level: scores lie between 0 and 79.9."
    assert flaws_of(SMALL.replace("full_marks: 100", "full_marks: 80")) == []


def test_bands_of_a_star_that_is_a_number_name_none():
    bands = SMALL[SMALL.index("  bands:") : SMALL.index("criteria:")]
    numbered = SMALL.replace(bands, "  star_is: 2\n  bands: [{star: 1, name: a}, {star: 2, name: b}]\n")
    assert flaws_of(numbered) == []
    assert flaws_of(numbered.replace("  star_is: 2", "  star_is: 2\n  of: total")) == [("levels.of", "idle-of")]


@pytest.mark.parametrize(("days", "flaws"), [("7", []), ("5", [("versions.0", "idle-version")])])
def test_a_version_changes_something(days, flaws):
    version = f"versions: [{{since: 2014H1, clause: '9', set: {{procedure.notice.days: {days}}}}}]\n"
    assert flaws_of(SMALL + version) == flaws
