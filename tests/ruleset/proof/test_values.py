"""Values and what reads them: every name stands for a number, every bound leaves room, weights add up."""

from fractions import Fraction
from math import inf

import pytest

from rule_texts import SMALL, TRIGGERS, flaws_of, rules_of
from starrating.ruleset.proof import prove
from starrating.ruleset.proof.ranges import range_of

ITEMS = """\
criteria:
  clause: "2"
  from: rules
  parts:
    - title: 基础
      items:
        - {code: A1, title: 学习, full_marks: 60}
        - {code: A2, title: 会议, full_marks: 40, lowest: -10}
    - {title: 加分, items: [{code: B1, title: 荣誉, full_marks: 10}]}
"""
LISTED = SMALL.replace('criteria: {clause: "2", from: workbook, full_marks: 100}\n', ITEMS)
OWN_TOTAL = SMALL.replace("from: workbook, full_marks: 100", "from: workbook")
FACTS = "facts: [{id: visits, title: 走访, values: number}, {id: founded, title: 成立, values: date}]\n"
BOTH = "all: [{value: visits, is: 0}, {months_since: founded, below: 6}]"
READ = f'steps: [{{clause: "6", effect: cap, star: 2, when: {{{BOTH}}}}}]\n'


def values(*entries: str) -> str:
    return "values:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)


@pytest.mark.parametrize(
    "content",
    [
        LISTED + values("id: bonus, sum: [加分], cap: 5", "id: total, sum: [基础, bonus], minus: [2], floor: 0"),
        LISTED + values("id: x, blend: [{of: A1, weight: 60%}, {of: 会议, weight: 40%}]"),
        LISTED + values("id: total, ratio: items, to: full-marks, missing: skip"),
        LISTED + values("id: both, sum: [A1, A2]", "id: total, ratio: both, to: full-marks"),
        LISTED + values("id: x, blend: [{of: A1, weight: 0}, {of: A2, weight: 1}]"),
        LISTED.replace("  bands:", "  of: half\n  bands:") + values("id: half, sum: [total], cap: 90"),
        OWN_TOTAL + values("id: total, sum: [任意项目, 另一项目]"),
        OWN_TOTAL + values("id: total, choose: [{when: {star: previous, is: 1}, value: 0}], otherwise: total"),
        OWN_TOTAL + FACTS + READ + values("id: lost, product: [visits, 2]", "id: total, sum: [items], minus: [lost]"),
        OWN_TOTAL
        + FACTS
        + READ
        + values("id: total, points_for: visits, bands: [{points: 0, below: 3}, {points: 90, at_least: 3}]"),
        SMALL + TRIGGERS + values("id: lost, tally: {late: 2, hurt: 5}", "id: total, sum: [100], minus: [lost]"),
        SMALL + values("id: passed, count: [甲, 乙, 丙], that: {at_least: 80}", "id: total, sum: [items, passed]"),
    ],
)
def test_sound(content: str) -> None:
    assert flaws_of(content) == []


@pytest.mark.parametrize(
    ("entries", "path", "code"),
    [
        (["id: total, sum: [A9]"], "values.0.sum.0", "unknown-name"),
        (["id: total, blend: [{of: A9, weight: 100%}]"], "values.0.blend.0.of", "unknown-name"),
        (["id: total, sum: [bonus]", "id: bonus, sum: [B1]"], "values.0.sum.0", "read-too-early"),
        (["id: extra, sum: [total, 1]", "id: total, sum: [items]"], "values.0.sum.0", "read-too-early"),
        (["id: total, highest: [total2, A1]"], "values.0.highest.0", "unknown-name"),
        (["id: a, sum: [A1]", "id: a, sum: [A2]"], "values.1.id", "name-twice"),
        (["id: items, sum: [A1]"], "values.0.id", "name-twice"),
        (["id: x, blend: [{of: A1, weight: 60%}, {of: A2, weight: 30%}]"], "values.0.blend", "wrong-weights"),
        (["id: x, blend: [{of: A1, weight: 60%}, {of: A2, weight: 3}]"], "values.0.blend", "wrong-weights"),
        (["id: x, blend: [{of: A1, weight: 0}, {of: A2, weight: 0}]"], "values.0.blend", "wrong-weights"),
        (["id: x, blend: [{of: A1, weight: -1}, {of: A2, weight: 2}]"], "values.0.blend", "wrong-weights"),
        (["id: x, mean: [A1, A2], without: {highest: 1, lowest: 1}"], "values.0.without", "nothing-left"),
        (["id: x, percentile: 50%, of: A1, method: linear, pool: 区"], "values.0.pool", "unknown-name"),
        (["id: x, ratio: A1, to: 0"], "values.0.to", "division-by-zero"),
        (["id: m, mean: [A1]", "id: x, ratio: m, to: full-marks"], "values.1.to", "no-full-marks"),
        (["id: x, sum: [A1], floor: 5, cap: 4"], "values.0.cap", "cap-below-floor"),
        (["id: x, sum: [A1], round: {to: 0, how: down}"], "values.0.round.to", "wrong-rounding"),
        (
            ["id: x, points_for: A1, bands: [{points: 1, below: 5}, {points: 2, above: 5}]"],
            "values.0.bands.1",
            "points-gap",
        ),
        (
            ["id: x, points_for: A1, bands: [{points: 1, at_most: 5}, {points: 2, at_least: 5}]"],
            "values.0.bands.1",
            "points-overlap",
        ),
        (["id: x, tally: {late: 2}"], "values.0.tally.late", "unknown-name"),
        (
            ["id: x, choose: [{when: {value: A1, at_least: 61}, value: 1}], otherwise: 0"],
            "values.0.choose.0.when",
            "never-holds",
        ),
        (
            ["id: x, choose: [{when: {star: current, is: 2}, value: 1}], otherwise: 0"],
            "values.0.choose.0.when.star",
            "read-too-early",
        ),
        (["id: x, count: [A1, A2], that: {at_least: 61}"], None, None),
    ],
)
def test_values(entries: list[str], path: str | None, code: str | None) -> None:
    assert flaws_of(LISTED + values(*entries)) == ([(path, code)] if path else [])


@pytest.mark.parametrize("weights", [("1/3", "0.5"), ("1", "2/3"), ("3", "4.5"), ("1/2", "A1")])
def test_weights_may_be_fractions_decimals_and_names_side_by_side(weights: tuple[str, str]) -> None:
    one, other = weights
    blend = f"blend: [{{of: A1, weight: {one}}}, {{of: B1, weight: {other}}}]"
    assert flaws_of(LISTED + values(f"id: x, {blend}")) == []


def test_percents_and_numbers_as_weights_are_a_flaw_where_the_levels_read_them_too() -> None:
    blend = "blend: [{of: A1, weight: 60%}, {of: B1, weight: 1}]"
    found = flaws_of(LISTED + values(f"id: total, {blend}"))
    assert ("values.0.blend", "wrong-weights") in found


def test_a_choice_without_otherwise_is_a_warning() -> None:
    case = "choose: [{when: {star: previous, is: 2}, value: 1}]"
    (flaw,) = prove(rules_of(SMALL + values(f"id: x, {case}", "id: total, sum: [items, x]")))
    assert (flaw.code, flaw.severity) == ("not-all-cases", "warning")
    assert flaws_of(SMALL + values(f"id: x, missing: zero, {case}")) == []


def test_a_part_and_an_item_of_one_name_are_told_apart_before_either_is_read() -> None:
    twofold = LISTED.replace("title: 会议", "title: 加分")
    assert flaws_of(twofold + values("id: x, sum: [加分]")) == [("values.0.sum.0", "name-twofold")]
    first = LISTED.replace("title: 学习", "title: 基础")
    assert flaws_of(first + values("id: x, sum: [基础]")) == [("values.0.sum.0", "name-twofold")]
    alone = LISTED.replace("title: 荣誉", "title: 加分")
    assert flaws_of(alone + values("id: x, sum: [加分]")) == []


def test_the_items_of_a_workbook_are_unknown_but_slips_are_seen() -> None:
    made = values("id: basics, sum: [学习, 会议]", "id: total, sum: [basic, 加分]")
    assert flaws_of(SMALL + made) == [("values.1.sum.0", "unknown-name")]


@pytest.mark.parametrize(
    ("made", "hint"),
    [
        ("id: total, sum: [founded]", "A date is read by its age: “months_since: founded, below: 12”."),
        ("id: total, sum: [走访]", "Read it by its id: visits"),
    ],
)
def test_a_fact_is_read_as_what_it_is(made: str, hint: str) -> None:
    (flaw,) = prove(rules_of(OWN_TOTAL + FACTS + READ + values(made)))
    assert flaw.code == "wrong-comparison"
    assert flaw.hint
    assert flaw.hint.say("en") == hint


@pytest.mark.parametrize(
    ("made", "low", "high"),
    [
        ("sum: [A1, A2, B1]", -10, 110),
        ("sum: [100], minus: [A2]", 60, 110),
        ("sum: [A1], cap: 50, floor: 10", 10, 50),
        ("blend: [{of: A1, weight: 50%}, {of: A2, weight: 50%}]", -5, 50),
        ("ratio: A1, to: 30, times: 100", 0, 200),
        ("highest: [A1, A2]", -10, 60),
        ("points_for: A1, bands: [{points: 3, below: 5}, {points: 8, at_least: 5}]", 3, 8),
        ("points_for: A1, missing: zero, bands: [{points: 3, below: 5}, {points: 8, at_least: 5}]", 0, 8),
        ("number: 1/4", 0.25, 0.25),
        ("product: [A1, A2]", -600, 2400),
        ("blend: [{of: A1, weight: 3}, {of: A2, weight: 1}]", -2.5, 55),
        ("mean: [A1, A2], without: {highest: 1}", -10, 60),
        ("percentile: 85%, of: A1, method: linear", 0, 60),
        ("product: [A1, -2]", -120, 0),
        ("count: [A1, A2], that: {at_least: 5}", 0, 2),
        ("choose: [{when: {value: A1, at_least: 5}, value: B1}], otherwise: 20", 0, 20),
        ("sum: [A1], minus: [0.3], round: {to: 0.5, how: half-up}", -0.5, 60),
        ("sum: [A1], minus: [0.3], round: {to: 0, how: half-up}", Fraction("-0.3"), Fraction("59.7")),
        ("sum: [A1], minus: [0.3], round: {to: 0.2, how: half-up}", Fraction("-0.4"), Fraction("59.8")),
        ("sum: [走访], round: {to: 0.5, how: half-up}", -inf, inf),
        ("sum: [学习]", 0, 60),
        ("sum: [加分]", 0, 10),
        ("sum: [基础]", -10, 100),
        ("sum: [previous-star]", 1, 3),
        ("sum: [A1], floor: 70", 70, 70),
        ("sum: [A1], cap: -5", -5, -5),
        ("sum: [5], missing: zero", 0, 5),
        ("sum: [5], missing: skip", 0, 5),
        ("sum: [5]", 5, 5),
        ("highest: [5], missing: skip", 5, 5),
        ("highest: [5, 7], missing: zero", 0, 7),
        ("lowest: [5, 7]", 5, 7),
        ("product: [A1, 走访]", -inf, inf),
        ("product: [0, 走访]", 0, 0),
        ("blend: [{of: A1, weight: 50%}, {of: A2, weight: 50%}], missing: skip", -10, 60),
        ("blend: [{of: A1, weight: A2}, {of: B1, weight: 1}]", 0, 60),
        ("blend: [{of: A1, weight: 0}, {of: B1, weight: 0}]", 0, 60),
        ("ratio: A1, to: 0", -inf, inf),
        ("ratio: A1, to: A2", -inf, inf),
        ("ratio: A1, to: full-marks, times: 100", 0, 100),
        ("ratio: A2, to: full-marks", -inf, inf),
        ("ratio: 走访, to: full-marks", -inf, inf),
        ("tally: {late: 2, hurt: 0}", 0, inf),
        ("tally: {late: 0.5}", 0, inf),
        ("tally: {late: 0}", 0, 0),
        ("tally: {late: -2, hurt: 0}", -inf, 0),
        ("tally: {late: -2, hurt: 1}", -inf, inf),
        ("choose: [{when: {value: A1, at_least: 5}, value: B1}]", 0, 10),
    ],
)
def test_ranges(made: str, low: float | Fraction, high: float | Fraction) -> None:
    assert range_of(rules_of(LISTED + values(f"id: x, {made}")), "x") == (low, high)


@pytest.mark.parametrize(
    ("item", "low"),
    [
        ("full_marks: 60", 0),
        ("full_marks: 60, lowest: 5", 5),
        ("full_marks: 60, lowest: 5, not_applicable: true", 0),
        ("full_marks: 60, lowest: -5, not_applicable: true", -5),
        ("full_marks: 60, lowest: none", -inf),
    ],
)
def test_an_item_lies_between_the_lowest_mark_and_the_full_one(item: str, low: float) -> None:
    rules = rules_of(LISTED.replace("full_marks: 60", item))
    assert range_of(rules, "A1") == (low, 60)
    assert range_of(rules, "items") == range_of(rules, "total") == (low - 10, 110)


def test_a_total_without_items_lies_between_nothing_and_its_full_marks() -> None:
    assert range_of(rules_of(SMALL), "total") == (0, 100)
    assert range_of(rules_of(OWN_TOTAL), "items") == (-inf, inf)


def test_a_level_out_of_the_range_of_its_number_is_out_of_reach() -> None:
    capped = LISTED + values("id: total, sum: [items], cap: 75")
    assert flaws_of(capped) == [("levels.bands.2", "unreachable-level")]
    (flaw,) = prove(rules_of(capped))
    assert flaw.message.say("en") == "No branch can reach this level: scores lie between -10 and 75."


FIXED = 'steps: [{{clause: "6", effect: cap, star: 2, when: {{{condition}}}}}]\n'


@pytest.mark.parametrize(
    "condition",
    [
        "all: [{fact: type, is: 农村}, {fact: type, is: 社区}]",
        "all: [{item: A1, at_least: 50}, {item: A1, below: 40}]",
        "all: [{value: A1, is: 5}, {value: A1, is: 6}]",
        "every: [A1, B1], at_least: 11",
        "some: [A2, B1], at_least: 41",
        "count: [A1, A2], that: {at_least: 5}, at_least: 3",
        "count: [A1, A2], that: {at_least: 5}, at_least: 2, at_most: 1",
        "star: previous, above: 3",
        "past: 2, below: 1",
    ],
)
def test_what_can_never_hold(condition: str) -> None:
    assert [code for _, code in flaws_of(LISTED + FIXED.format(condition=condition))] == ["never-holds"]


@pytest.mark.parametrize(
    "condition",
    [
        "count: [A1, A2], that: {at_least: 5}, at_least: 2, at_most: 2",
        "every: [A1, A2], is: 40",
        "star: previous, at_least: 3",
        "star: applied, is: 1",
        "all: [{fact: type, in: [农村, 社区]}, {fact: type, is: 社区}]",
        "all: [{item: A1, at_least: 40}, {item: A1, at_most: 40}]",
        "some: [A1, B1], at_least: 41",
        "value: A1, above: A2",
        "star: by-score, at_least: 2",
        "past: 2, in: [1, 2]",
    ],
)
def test_what_may_hold(condition: str) -> None:
    assert flaws_of(LISTED + FIXED.format(condition=condition)) == []


@pytest.mark.parametrize(
    ("condition", "path"),
    [
        ("star: after, step: first, at_least: 2", None),
        ("star: after, step: own, at_least: 2", "steps.1.when.step"),
        ("star: after, step: later, at_least: 2", "steps.1.when.step"),
        ("star: previous, is: 4", "steps.1.when.is"),
        ("star: previous, in: [1, 4]", "steps.1.when.in"),
        ("past: 1, is: 0", "steps.1.when.is"),
        ("item: A9, at_least: 2", "steps.1.when.item"),
        ("item: 学习, at_least: 2", None),
        ("incidents: [late]", "steps.1.when.incidents.0"),
    ],
)
def test_what_a_condition_of_a_step_names_exists_before_it(condition: str, path: str | None) -> None:
    cap = "effect: cap, star: 2"
    steps = f"""\
steps:
  - {{id: first, clause: "6", {cap}, when: {{item: A1, below: 3}}}}
  - {{id: own, clause: "7", {cap}, when: {{{condition}}}}}
  - {{id: later, clause: "8", {cap}, when: {{item: A2, below: 3}}}}
"""
    assert flaws_of(LISTED + steps) == ([(path, "unknown-name")] if path else [])


def test_an_opinion_is_that_of_a_department_that_is_asked() -> None:
    asked = SMALL.replace("stages: [考核]", "stages: [考核], departments: [纪检]")
    step = FIXED.format(condition="opinion: {department}, is: 有")
    assert flaws_of(asked + step.replace("{department}", "纪检")) == []
    assert flaws_of(asked + step.replace("{department}", "安全")) == [("steps.0.when.opinion", "unknown-name")]
