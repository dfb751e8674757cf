"""Values: every kind, with parts that are not there, rounded and bounded."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rule_texts import SMALL, rules_of
from sheets import ITEMS, made, state, value
from starrating.rating.values import make_values
from starrating.ruleset import values as value_models
from starrating.ruleset.proof import prove
from starrating.ruleset.values import VALUE_KINDS


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("sum: [100, B1], minus: [A1]", [82, None, None]),
        ("sum: [100, B1], minus: [A1], missing: zero", [82, 70, 105]),
        ("sum: [100, B1], minus: [A1], missing: skip", [82, 70, 105]),
        ("sum: [A1, A2], minus: [B1], missing: skip", [63, 30, None]),
        ("sum: [基础, B1]", [87, None, None]),
        ("sum: [items]", [87, 30, 5]),
    ],
)
def test_sums_add_and_take_away(content, numbers):
    assert value(content) == numbers


BLEND = "blend: [{of: A1, weight: 40%}, {of: A2, weight: 50%}, {of: B1, weight: 10%}]"


@pytest.mark.parametrize(
    ("missing", "numbers"),
    [
        ("none", [Fraction("35.7"), None, None]),
        ("zero", [Fraction("35.7"), 12, Fraction("0.5")]),
        ("skip", [Fraction("35.7"), 30, 5]),
    ],
)
def test_the_other_weights_of_a_blend_make_up_the_whole(missing, numbers):
    assert value(f"{BLEND}, missing: {missing}") == numbers


def test_two_of_three_weights_are_divided_by_what_they_are_together():
    sheet = "支部 A1/100 A2/100 B1/100\n甲 90 60 /"
    assert value(f"{BLEND}, missing: skip", sheet) == [Fraction(90 * 40 + 60 * 50, 90)]


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("ratio: 基础, to: full-marks, missing: skip, times: 100", [75, 75, None]),
        ("ratio: 基础, to: full-marks, times: 100", [75, 30, None]),
        ("ratio: items, to: full-marks, missing: skip, times: 100", [Fraction(8700, 120), 75, 25]),
        ("ratio: A1, to: 40", [Fraction(3, 4), Fraction(3, 4), None]),
        ("ratio: A1, to: B1, times: 100", [250, None, None]),
        ("ratio: B1, to: A1, missing: zero, times: 100", [40, 0, None]),
        ("ratio: A1, to: 0", [None, None, None]),
    ],
)
def test_ratios_are_parts_of_what_could_be_had(content, numbers):
    assert value(content) == numbers


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("highest: [A1, A2, B1]", [45, None, None]),
        ("highest: [A1, A2, B1], missing: skip", [45, 30, 5]),
        ("lowest: [A1, A2, B1], missing: skip", [12, 30, 5]),
        ("lowest: [A1, A2, B1], missing: zero", [12, 0, 0]),
        ("mean: [A1, A2, B1]", [29, None, None]),
        ("mean: [A1, A2, B1], missing: skip", [29, 30, 5]),
        ("mean: [A1, A2, B1], missing: zero", [29, 10, Fraction(5, 3)]),
    ],
)
def test_best_worst_and_mean_of_several(content, numbers):
    assert value(content) == numbers


BANDS = "bands: [{points: 3, below: 35}, {points: 6.5, at_least: 35, at_most: 49}, {points: 9, above: 49}]"


@pytest.mark.parametrize(
    ("raw", "points"), [("34.999", 3), ("35", Fraction("6.5")), ("49", Fraction("6.5")), ("49.0001", 9), ("/", None)]
)
def test_a_raw_number_earns_the_points_of_its_band(raw, points):
    assert value(f"points_for: A1, {BANDS}", f"支部 A1/100\n甲 {raw}") == [points]


def test_a_raw_number_that_is_not_there_may_count_as_zero():
    assert value(f"points_for: A1, {BANDS}, missing: zero", "支部 A1/100\n甲 /") == [3]


FACTS = "facts: [{id: absences, title: 缺席, values: number}]"


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("product: [absences, 2]", [5, 0, None]),
        ("product: [absences, 2], round: {to: 2, how: down}", [4, 0, None]),
        ("product: [absences, -0.5], missing: zero", [Fraction("-1.25"), 0, 0]),
    ],
)
def test_points_for_each_unit(content, numbers):
    assert value(content, "支部 absences\n甲 2.5\n乙 0\n丙 -", FACTS) == numbers


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("count: [A1, A2, B1], that: {at_least: 30}", [2, 1, 0]),
        ("count: [A1, A2, B1], that: {at_least: 30}, missing: none", [2, None, None]),
        ("count: [A1, A2, B1], that: {below: 30}, missing: zero", [1, 2, 3]),
    ],
)
def test_counts_of_those_that_pass(content, numbers):
    assert value(content) == numbers


CHOICE = "choose: [{when: {item: A1, at_least: 30}, value: B1}, {when: {item: B1, at_least: 5}, value: A2}]"


@pytest.mark.parametrize(
    ("more", "numbers"),
    [
        ("", [12, None, None]),
        (", otherwise: 7", [12, None, None]),
        (", missing: zero", [12, 0, 0]),
        (", otherwise: 7, missing: skip", [12, 7, 7]),
    ],
)
def test_the_first_case_that_holds_is_chosen(more, numbers):
    assert value(CHOICE + more) == numbers


def test_without_a_case_that_holds_the_value_is_otherwise_or_not_there():
    no_case = "choose: [{when: {fact: type, is: 机关}, value: 1}]"
    assert value(no_case, "支部 type\n甲 机关\n乙 企业") == [1, None]
    assert value(f"{no_case}, missing: zero", "支部 type\n甲 机关\n乙 企业") == [1, 0]
    assert value(f"{no_case}, otherwise: A1", "支部 A1/9 type\n甲 3 机关\n乙 4 企业") == [1, 4]


def test_a_value_is_rounded_first_and_then_held_between_floor_and_cap():
    rounded = "sum: [A1], round: {to: 0.5, how: half-up}"
    sheet = "支部 A1/9\n甲 1.24\n乙 1.25\n丙 8.9"
    assert value(rounded, sheet) == [1, Fraction(3, 2), 9]
    assert value(f"{rounded}, floor: 1.2, cap: 8.8", sheet) == [Fraction("1.2"), Fraction(3, 2), Fraction("8.8")]


def test_values_read_those_before_them_and_the_total_comes_last():
    values = "  - {id: base, sum: [A1, A2]}\n  - {id: bonus, sum: [B1], cap: 10}\n  - {id: total, sum: [base, bonus]}"
    assert made(ITEMS, values) == {
        "base": [75, None, None],
        "bonus": [10, None, 5],
        "total": [85, None, None],
    }
    assert list(made(ITEMS, "  - {id: half, product: [total, 0.5]}")) == ["half", "total"]


def test_without_values_the_total_is_the_sum_of_the_items():
    review = state(ITEMS)
    make_values(review)
    assert list(review.values) == ["total"]
    assert review.values["total"].exact.fractions() == [87, 30, 5]


hundredths = st.decimals(0, 100, places=2)
maybe = st.one_of(st.none(), hundredths)


def _sheet(rows: list[tuple[Decimal | None, ...]]) -> str:
    lines = [
        " ".join([str(row), *("/" if cell is None else str(cell) for cell in cells)]) for row, cells in enumerate(rows)
    ]
    return "\n".join(["支部 A1/100 A2/100 B1/100", *lines])


@given(st.lists(st.tuples(maybe, maybe, maybe), min_size=1, max_size=8))
def test_skipping_gives_what_fractions_give(rows):
    weights = [Fraction(40, 100), Fraction(50, 100), Fraction(10, 100)]
    there = [
        [(Fraction(cell), weight) for cell, weight in zip(row, weights, strict=True) if cell is not None]
        for row in rows
    ]
    blends = [sum(c * w for c, w in row) / sum(w for _, w in row) if row else None for row in there]
    means = [sum(c for c, _ in row) / len(row) if row else None for row in there]
    assert value(f"{BLEND}, missing: skip", _sheet(rows)) == blends
    assert value("mean: [A1, A2, B1], missing: skip", _sheet(rows)) == means


@given(st.lists(st.tuples(hundredths, hundredths, hundredths), min_size=1, max_size=8))
def test_the_best_is_never_below_a_mean_nor_the_worst_above(rows):
    sheet = _sheet(rows)
    best, mean, worst = (value(f"{kind}: [A1, A2, B1]", sheet) for kind in ("highest", "mean", "lowest"))
    assert all(high >= middle >= low for high, middle, low in zip(best, mean, worst, strict=True))


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("number: 4", [4, 4, 4]),
        ("number: 1/3", [Fraction(1, 3)] * 3),
        ("product: [A1, A1]", [900, 900, None]),
        ("product: [A1, 1/3]", [10, 10, None]),
        ("product: [A2, B1], missing: skip", [540, 1, 5]),
        ("product: [A2, B1], missing: zero", [540, 0, 0]),
    ],
)
def test_constants_and_products(content, numbers):
    sheet = "支部 A1/100 A2/100 B1/100\n甲 30 45 12\n乙 30 / 1\n丙 / 5 /"
    assert value(content, sheet) == numbers


@pytest.mark.parametrize(
    ("weights", "missing", "numbers"),
    [
        ("5 1", "none", [Fraction(90 * 5 + 60, 6), None]),
        ("5 1", "skip", [Fraction(90 * 5 + 60, 6), 60]),
        ("5 1", "zero", [Fraction(90 * 5 + 60, 6), 10]),
        ("1/3 2/3", "none", [70, None]),
        ("B1 1", "none", [Fraction(90 * 2 + 60, 3), None]),
        ("B1 B1", "skip", [75, None]),
    ],
)
def test_weights_that_are_numbers_or_data_are_divided_by_their_sum(weights, missing, numbers):
    one, other = weights.split()
    sheet = "支部 A1/100 A2/100 B1/100\n甲 90 60 2\n乙 / 60 0"
    blend = f"blend: [{{of: A1, weight: {one}}}, {{of: A2, weight: {other}}}]"
    assert value(f"{blend}, missing: {missing}", sheet) == numbers


JUDGES = "支部 A1/100 A2/100 B1/100 B2/100\n甲 90 60 80 70\n乙 / 60 80 70\n丙 / / / 50"


@pytest.mark.parametrize(
    ("without", "missing", "numbers"),
    [
        ("{highest: 1, lowest: 1}", "none", [75, None, None]),
        ("{highest: 1, lowest: 1}", "skip", [75, 70, None]),
        ("{lowest: 2}", "skip", [85, 80, None]),
        ("{highest: 3}", "zero", [60, 0, 0]),
    ],
)
def test_a_mean_without_the_outermost(without, missing, numbers):
    assert value(f"mean: [A1, A2, B1, B2], without: {without}, missing: {missing}", JUDGES) == numbers


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=5))
def test_a_mean_without_highest_and_lowest_of_three_is_the_middle_one(rows):
    sheet = "支部 A1/100 A2/100 B1/100\n" + "\n".join(
        f"支部{row} " + " ".join(map(str, numbers)) for row, numbers in enumerate(rows)
    )
    found = value("mean: [A1, A2, B1], without: {highest: 1, lowest: 1}", sheet)
    assert found == [sorted(numbers)[1] for numbers in rows]


TEN = "支部 type A1/100\n" + "\n".join(f"支部{n} {'村' if n < 6 else '社区'} {10 * n}" for n in range(1, 11))


@pytest.mark.parametrize(
    ("content", "villages", "communities"),
    [
        ("percentile: 85%, of: A1, method: nearest-rank", 90, 90),
        ("percentile: 50%, of: A1, method: nearest-rank", 50, 50),
        ("percentile: 50%, of: A1, method: linear", 55, 55),
        ("percentile: 1/3, of: A1, method: linear, pool: type", Fraction(70, 3), Fraction(220, 3)),
        ("percentile: 100%, of: A1, method: nearest-rank, pool: type", 50, 100),
        ("percentile: 0%, of: A1, method: nearest-rank, pool: type", 10, 60),
    ],
)
def test_a_percentile_is_that_of_the_pool(content, villages, communities):
    assert value(content, TEN) == [villages] * 5 + [communities] * 5


@pytest.mark.parametrize(("missing", "limit"), [("skip", 20), ("zero", 10), ("none", None)])
def test_numbers_that_are_not_there_count_in_a_percentile_as_is_said(missing, limit):
    sheet = "支部 A1/100\n甲 10\n乙 20\n丙 40\n丁 /"
    content = f"percentile: 50%, of: A1, method: nearest-rank, missing: {missing}"
    assert value(content, sheet) == [limit] * 4


GAPS = "bands: [{points: 3, at_most: 34}, {points: 6, at_least: 35}]"


@pytest.mark.parametrize(("between", "points"), [("lower", 3), ("upper", 6)])
def test_a_fraction_in_a_gap_of_the_points_belongs_where_is_said(between, points):
    assert value(f"points_for: A1, {GAPS}, between: {between}", "支部 A1/100\n甲 34.5") == [points]


PARTS = "支部 A1/100 A2/100 absences\n甲 30 / -"
"""A1 is there, A2 and the absences are not."""
REFUSED = "refused"
REFUSING = {
    REFUSED,
    "always there: refused if written",
    "",
    "the full marks of what applies (with `to: full-marks` only)",
}
FACTS = "facts: [{id: absences, title: 缺勤, values: number, blank: missing}]\n"
_ROW = re.compile(r"^\| ([a-z_, ]+) \| (.+?) \| (.*?) ?\| (.*?) ?\| (.*?) ?\|$", re.MULTILINE)
REFERENCE = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
TABLE = _ROW.findall(REFERENCE[REFERENCE.index("| kind | `none`") : REFERENCE.index("- A comparison with what is not")])
DEFAULTS = {kind: f"`{model.model_fields['missing'].default}`" for kind, model in value_models._KINDS.items()}
MISSING: dict[str, tuple[str, dict[str, object]]] = {
    "sum": ("sum: [A1, A2]", {"none": None, "zero": 30, "skip": 30}),
    "product": ("product: [A1, A2]", {"none": None, "zero": 0, "skip": 30}),
    "blend": (
        "blend: [{of: A1, weight: 3}, {of: A2, weight: 1}]",
        {"none": None, "zero": Fraction("22.5"), "skip": 30},
    ),
    "mean": ("mean: [A1, A2]", {"none": None, "zero": 15, "skip": 30}),
    "highest": ("highest: [A2, A1]", {"none": None, "zero": 30, "skip": 30}),
    "lowest": ("lowest: [A1, A2]", {"none": None, "zero": 0, "skip": 30}),
    "ratio": ("ratio: A2, to: A1", {"none": None, "zero": 0, "skip": REFUSED}),
    "points_for": (f"points_for: A2, {BANDS}", {"none": None, "zero": 3, "skip": REFUSED}),
    "count": ("count: [A1, A2], that: {below: 31}", {"none": None, "zero": 2, "skip": 1}),
    "percentile": (
        "percentile: 50%, of: absences, method: nearest-rank",
        {"none": None, "zero": 0, "skip": None},
    ),
    "choose": (
        "choose: [{when: {item: A1, is: 30}, value: A2}, {when: {item: A1, is: 30}, value: A1}], otherwise: 5",
        {"none": None, "zero": 0, "skip": 30},
    ),
    "number": ("number: 4", {"none": REFUSED, "zero": REFUSED, "skip": REFUSED}),
    "tally": ("tally: {a: 4}", {"none": REFUSED, "zero": REFUSED, "skip": REFUSED}),
}


@pytest.mark.parametrize("kind", VALUE_KINDS)
@pytest.mark.parametrize("missing", ["none", "zero", "skip"])
def test_what_a_missing_part_does_is_what_the_table_of_the_reference_says(kind, missing):
    told = {name: cells for names, *cells in TABLE for name in names.split(", ")}[kind]
    content, numbers = MISSING[kind]
    if numbers[missing] == REFUSED:
        assert told[("none", "zero", "skip").index(missing)] in REFUSING
        flaws = prove(rules_of(f"{SMALL}values: [{{id: made, {content}, missing: {missing}}}]\n"))
        assert any("missing" in str(flaw.place) for flaw in flaws if flaw.severity == "error")
        return
    assert value(f"{content}, missing: {missing}", PARTS, FACTS) == [numbers[missing]]
    assert told[3] == DEFAULTS[kind]
    if told[3] == f"`{missing}`":
        assert value(content, PARTS, FACTS) == [numbers[missing]]
