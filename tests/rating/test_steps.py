"""Steps: each effect, what it leaves alone, how it is told; the order of the steps is the order of evaluation."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rule_texts import SMALL, TRIGGERS, rules_of
from starrating.exact import Exact
from starrating.model import NO_STAR, Step
from starrating.rating.rate import rate
from starrating.rating.rating_context import NumberColumn
from starrating.rating.stars import stars_by_score
from starrating.rating.steps import take_steps
from states import ruled, starred, stars, state_of, stepped
from tables import inputs

WORDS = "facts:\n  - {id: award, title: 获奖, values: word, blank: missing}\n"
AWARD = "when: {fact: award, is: 有}"
EACH_STAR = "\n".join(f"支部{star} {score}" for star, score in enumerate([40, 50, 60, 70, 80, 90]))


def after(scores: str, *steps: str, unknown: tuple[str, ...] = ()) -> dict[str, int]:
    return stars(stepped(scores, ruled(*steps, more=WORDS), unknown)[0])


def told(scores: str, *steps: str, unknown: tuple[str, ...] = ()) -> list[tuple[str, str, int, int]]:
    _, record = stepped(scores, ruled(*steps, more=WORDS), unknown)
    return [(step.branch, step.effect, step.before, step.after) for step in record]


def shown(scores: str, *steps: str) -> Step:
    (step,) = stepped(scores, ruled(*steps, more=WORDS))[1]
    return step


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("effect: cap, star: 3", [NO_STAR, 1, 2, 3, 3, 3]),
        ("effect: floor, star: 3", [3, 3, 3, 3, 4, 5]),
        ("effect: grade, star: 2", [2, 2, 2, 2, 2, 2]),
        ("effect: grade, star: none", [NO_STAR] * 6),
        ("effect: raise", [NO_STAR, 2, 3, 4, 5, 5]),
        ("effect: raise, levels: 3", [NO_STAR, 4, 5, 5, 5, 5]),
        ("effect: lower", [NO_STAR, 1, 1, 2, 3, 4]),
        ("effect: lower, levels: 2, at_lowest: no-star", [NO_STAR, NO_STAR, NO_STAR, 1, 2, 3]),
        ("effect: move, by: -2", [NO_STAR, 1, 1, 1, 2, 3]),
        ("effect: move, by: 1.5", [NO_STAR, 2, 3, 4, 5, 5]),
        ("effect: move, by: -0.5", [NO_STAR, 1, 2, 3, 4, 5]),
    ],
)
def test_an_effect_on_every_star(step, expected):
    assert list(after(EACH_STAR, step).values()) == expected


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("up: 1", {"甲": 4, "乙": 2, "丙": 5}),
        ("down: 1", {"甲": 5, "乙": 4, "丙": 5}),
        ("up: 1, down: 0", {"甲": 4, "乙": 5, "丙": 5}),
        ("up: 0, down: 0", {"甲": 3, "乙": 5, "丙": 5}),
    ],
)
def test_a_limit_is_counted_from_the_previous_star(limit, expected):
    rows = "甲 95 previous_star=3\n乙 65 previous_star=5\n丙 95"
    assert after(rows, f"effect: limit, {limit}") == expected


def test_a_limit_counts_levels_of_the_scale_not_numbers():
    levels = "  bands:\n    - {star: 1, name: a, below: 50}\n    - {star: 3, name: b, at_least: 50, below: 80}\n"
    rules = ruled("effect: limit, up: 1", levels=levels + "    - {star: 5, name: c, at_least: 80}\n")
    assert stars(stepped("甲 90 previous_star=1\n乙 90 previous_star=3", rules)[0]) == {"甲": 3, "乙": 5}


def test_branches_without_a_star_are_left_alone_but_by_grade_and_floor():
    rows = "甲 40\n乙 95"
    for step in ("cap, star: 3", "lower", "raise", "move, by: 1", "limit, up: 1"):
        assert after(rows, f"effect: {step}", unknown=("乙",)) == {"甲": NO_STAR, "乙": NO_STAR}
    assert after(rows, "effect: floor, star: 1", unknown=("乙",)) == {"甲": 1, "乙": NO_STAR}
    assert after(rows, "effect: grade, star: 1", unknown=("乙",)) == {"甲": 1, "乙": 1}


@pytest.mark.parametrize("status", ["no-star", "not-assessed", "withdrawn", "exempt"])
def test_a_grade_takes_the_star_and_says_why_there_is_none(status):
    state, (step,) = stepped(
        "甲 95 award=有\n乙 95", ruled(f"effect: grade, star: none, status: {status}, {AWARD}", more=WORDS)
    )
    assert (stars(state), state.status) == ({"甲": NO_STAR, "乙": 5}, [status, "rated"])
    assert step.key == "steps[1].status"
    floored, _ = stepped(
        "甲 95 award=有",
        ruled(f"effect: grade, star: none, status: {status}, {AWARD}", "effect: floor, star: 3", more=WORDS),
    )
    assert (floored.current[0] == 3) == (status == "no-star")
    assert floored.status == (["rated"] if status == "no-star" else [status])


def test_the_order_of_the_steps_decides():
    veto, promotion = f"effect: cap, star: 2, {AWARD}", "effect: floor, star: 4"
    assert after("甲 95 award=有", promotion, veto) == {"甲": 2}
    assert after("甲 95 award=有", veto, promotion) == {"甲": 4}


def test_what_is_held_at_an_end_is_lost_for_the_steps_after():
    assert after("甲 95", "effect: move, by: 2", "effect: move, by: -1") == {"甲": 4}
    assert after("甲 95", "effect: move, by: -1", "effect: move, by: 2") == {"甲": 5}


@pytest.mark.parametrize(("several", "expected"), [("last", 3), ("lowest", 1)])
def test_of_several_grades_the_last_or_the_lowest_stays(several, expected):
    assert after("甲 95", "effect: grade, star: 1", f"effect: grade, star: 3, several: {several}") == {"甲": expected}


def test_the_lowest_of_several_grades_is_about_grades_only():
    assert after("甲 65", "effect: grade, star: 4, several: lowest") == {"甲": 4}


@pytest.mark.parametrize(
    ("score", "previous", "expected", "effect"),
    [("95", 5, 4, "lower"), ("95", 3, 2, "lower"), ("65", 5, 2, "already-lower"), ("55", 5, 1, "held")],
)
def test_levels_may_be_taken_off_the_star_held_before(score, previous, expected, effect):
    step = shown(f"甲 {score} previous_star={previous}", "effect: lower, from: previous")
    assert (step.after, step.effect) == (expected, effect)


def test_without_a_star_before_the_current_one_is_lowered():
    assert after("甲 95", "effect: lower, from: previous") == {"甲": 4}


def test_a_condition_that_is_met_is_told_even_where_it_changes_nothing():
    rows = "甲 65 award=有\n乙 65"
    for step in ("cap, star: 3", "floor, star: 2", "grade, star: 2"):
        assert told(rows, f"effect: {step}, {AWARD}") == [("甲", step.split(",")[0], 2, 2)]
    assert told(rows, f"effect: limit, up: 1, {AWARD}") == []


@pytest.mark.parametrize(
    ("first", "second", "told_grades"),
    [
        ("3", "3", [(5, 3)]),
        ("3", "4", [(5, 3)]),
        ("3", "2", [(5, 3), (3, 2)]),
        ("none", "2", [(5, NO_STAR)]),
        ("none", "none", [(5, NO_STAR)]),
        ("2", "none", [(5, 2), (2, NO_STAR)]),
    ],
)
def test_of_several_grades_the_lowest_holds_where_the_rule_set_says_so(first, second, told_grades):
    steps = [
        f"effect: grade, star: {star}, several: lowest, when: {{score: total, above: 1}}" for star in (first, second)
    ]
    assert [(before, after) for _, _, before, after in told("甲 95", *steps)] == told_grades


def test_a_step_for_all_tells_of_those_it_changes():
    assert told("甲 65\n乙 95", "effect: cap, star: 3") == [("乙", "cap", 5, 3)]
    assert told("甲 65\n乙 95", "effect: lower") == [("甲", "lower", 2, 1), ("乙", "lower", 5, 4)]


def test_a_step_names_its_words_its_clause_and_the_cell_it_was_met_by():
    step = shown("甲 95 award=有", f"effect: cap, star: 3, {AWARD}, text: 获奖的不超过三星")
    assert (step.rule, step.because.say("en"), step.key) == ("1", "获奖的不超过三星", "steps[1]")
    assert step.source == "2013H1.xlsx!考核评分!A5"
    by_item = shown("items 50 50\n甲 20 75", "effect: cap, star: 3, when: {item: I1, below: 30}")
    assert by_item.source == "2013H1.xlsx!考核评分!B5"
    assert by_item.because.say("en") == "the condition of the step holds"
    by_absence = shown("items 50 50\n甲 40 55", "effect: cap, star: 3, when: {not: {item: I2, below: 30}}")
    assert by_absence.source == "2013H1.xlsx!考核评分!C5"
    of_either = "effect: cap, star: 3, when: {any: [{item: I1, below: 30}, {score: total, above: 90}]}"
    assert shown("items 50 50\n甲 40 55", of_either).source == "2013H1.xlsx!考核评分!Z5"


def test_a_step_met_by_incidents_names_the_first_of_those_that_it_is_about():
    rules = rules_of(f'{SMALL}{TRIGGERS}  - {{clause: "7", effect: cap, star: 1, when: {{incidents: [hurt]}}}}\n')
    happened = "甲 5.1a 2013-03-01\n甲 5.1b 2013-03-02 major_loss=是"
    ratings = rate(inputs("甲 95", happened), rules)
    assert [(step.key, step.source.rpartition("!")[2]) for step in ratings.steps if step.effect == "cap"] == [
        ("steps[7]", "A3")
    ]


def test_a_move_tells_by_how_much_and_of_nothing_where_it_is_zero():
    rules = ruled("effect: move, by: change", more=WORDS)
    state = state_of("甲 65\n乙 95\n丙 75\n丁 75", rules)
    numbers = Exact.from_decimals([-1, 2, 0, 3])
    state.values["change"] = NumberColumn(numbers, np.array([True, True, True, False]))
    stars_by_score(state)
    record = [(step.branch, step.before, step.after, step.because.say("en")) for step in take_steps(state)]
    assert record == [("甲", 2, 1, "change: -1"), ("乙", 5, 5, "change: +2")]
    assert stars(state) == {"甲": 1, "乙": 5, "丙": 3, "丁": 3}


scores = st.lists(st.integers(4000, 10_000), min_size=1, max_size=12)
befores = st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=12, max_size=12)


def rows_of(points: list[int], before: list[int | None]) -> str:
    cells = [f" previous_star={star}" if star else "" for star in before]
    return "\n".join(f"支部{i} {score / 100:.2f}{cells[i]}" for i, score in enumerate(points))


@given(scores, befores, st.integers(1, 5), st.sampled_from(["cap", "lower", "lower, from: previous"]))
def test_a_cap_and_a_lowering_never_raise(points, before, star, effect):
    step = f"effect: cap, star: {star}" if effect == "cap" else f"effect: {effect}, levels: {star}"
    state, _ = stepped(rows_of(points, before), ruled(step))
    assert (state.current <= state.by_score).all()
    assert effect != "cap" or (state.current <= star).all()


@given(scores, befores, st.integers(1, 5), st.booleans())
def test_a_floor_and_a_raise_never_lower(points, before, star, floor):
    step = f"effect: floor, star: {star}" if floor else f"effect: raise, levels: {star}"
    state, _ = stepped(rows_of(points, before), ruled(step))
    assert (state.current >= state.by_score).all()
    assert not floor or (state.current >= star).all()


@given(scores, befores, st.integers(0, 5), st.integers(0, 5))
def test_a_limit_keeps_within_its_levels(points, before, up, down):
    state, _ = stepped(rows_of(points, before), ruled(f"effect: limit, up: {up}, down: {down}"))
    limited = (state.previous != NO_STAR) & (state.current != NO_STAR)
    way = (state.current - state.previous)[limited]
    assert (way <= up).all()
    assert (way >= -down).all()
    assert (state.current == state.by_score)[~limited].all()


@given(st.lists(st.fractions(-9, 9, max_denominator=4), min_size=1, max_size=12))
def test_a_move_drops_parts_of_levels_towards_zero(changes):
    state = state_of("\n".join(f"支部{i} 75" for i in range(len(changes))), ruled("effect: move, by: change"))
    state.values["change"] = NumberColumn(Exact.from_decimals(changes), np.ones(len(changes), np.bool_))
    stars_by_score(state)
    take_steps(state)
    assert state.current.tolist() == [min(max(3 + int(Fraction(change)), 1), 5) for change in changes]


@given(scores, befores)
def test_the_record_leads_from_the_star_by_score_to_the_star(points, before):
    rules = ruled("effect: raise", "effect: limit, up: 1, down: 1", "effect: cap, star: 4", "effect: lower")
    state, record = stepped(rows_of(points, before), rules)
    reached = dict(zip(state.table.branch, starred(rows_of(points, before), rules).by_score.tolist(), strict=True))
    for step in record:
        assert step.before == reached[step.branch]
        reached[step.branch] = step.after
    assert reached == stars(state)


def test_a_condition_reads_the_star_after_a_named_step():
    steps = (
        "id: basic, effect: cap, star: 4",
        "effect: lower, levels: 2, when: {score: total, below: 99}",
        "effect: raise, levels: 1, when: {star: after, step: basic, is: 4}",
    )
    assert after("甲 95\n乙 99\n丙 85", *steps) == {"乙": 5, "甲": 3, "丙": 3}
