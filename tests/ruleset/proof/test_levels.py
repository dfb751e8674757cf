"""The bands take in every score exactly once: proved, not sampled."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rule_texts import SMALL, flaws_of, rules_of
from starrating.ruleset.proof import prove

HEAD, _, REST = SMALL.partition("  bands:\n")
TAIL = REST[REST.index("criteria") :].replace(", full_marks: 100", "")


def with_bands(*bands: str, full_marks: str = "") -> str:
    tail = TAIL.replace("from: workbook", f"from: workbook, full_marks: {full_marks}") if full_marks else TAIL
    return HEAD + "  bands:\n" + "".join(f"    - {{{band}}}\n" for band in bands) + tail


def messages(content: str) -> list[str]:
    return [flaw.message.say("en") for flaw in prove(rules_of(content))]


@pytest.mark.parametrize(
    "bands",
    [
        ["star: 1, name: a"],
        ["star: 1, name: a, below: 80", "star: 2, name: b, at_least: 80"],
        ["star: 1, name: a, at_most: 80", "star: 2, name: b, above: 80"],
        ["star: none, name: a, below: 60", "star: 0, name: b, at_least: 60"],
        ["star: 1, name: a, below: 80", "star: 2, name: b, at_least: 80, at_most: 80", "star: 3, name: c, above: 80"],
    ],
)
def test_sound_bands_have_no_flaw(bands: list[str]) -> None:
    assert flaws_of(with_bands(*bands)) == []


@pytest.mark.parametrize(
    ("bands", "path", "code", "message"),
    [
        (
            ["star: 1, name: a, below: 80", "star: 2, name: b, above: 80"],
            "levels.bands.1",
            "level-gap",
            "No level takes these numbers: exactly 80 points.",
        ),
        (
            ["star: 1, name: a, at_most: 80", "star: 2, name: b, at_least: 80"],
            "levels.bands.1",
            "level-overlap",
            "More than one level takes these numbers: exactly 80 points.",
        ),
        (
            ["star: 1, name: a, at_most: 89", "star: 2, name: b, at_least: 90"],
            "levels.bands.1",
            "level-gap",
            "No level takes these numbers: above 89 points (not included) and below 90 points (not included).",
        ),
        (
            ["star: 1, name: a, at_least: 60, below: 80", "star: 2, name: b, at_least: 80"],
            "levels.bands.0",
            "level-gap",
            "No level takes these numbers: below 60 points (not included).",
        ),
        (
            ["star: 1, name: a, below: 80", "star: 2, name: b, at_least: 80, at_most: 100"],
            "levels.bands.1",
            "level-gap",
            "No level takes these numbers: above 100 points (not included).",
        ),
        (
            ["star: 1, name: a, below: 85", "star: 2, name: b, at_least: 80"],
            "levels.bands.1",
            "level-overlap",
            "More than one level takes these numbers: 80 points or more (included) and below 85 points (not included).",
        ),
        (
            ["star: 1, name: a, below: 80", "star: 2, name: b, at_least: 90, below: 80"],
            "levels.bands.1",
            "empty-level",
            "No number belongs to this level: its lower bound is not below its upper bound.",
        ),
        (
            ["star: 1, name: a, below: 80", "star: 2, name: b, above: 80, at_most: 80"],
            "levels.bands.1",
            "empty-level",
            "No number belongs to this level: its lower bound is not below its upper bound.",
        ),
        (
            ["star: 2, name: b, at_least: 80", "star: 1, name: a, below: 80"],
            "levels.bands.1",
            "level-order",
            "The levels do not stand from the lowest to the highest score.",
        ),
        (
            ["star: 2, name: a, below: 80", "star: 1, name: b, at_least: 80"],
            "levels.bands.1.star",
            "level-order",
            "More points would mean fewer stars: 1 after 2.",
        ),
        (
            ["star: 1, name: a, below: 80", "star: none, name: b, at_least: 80"],
            "levels.bands.1.star",
            "level-order",
            "More points would mean fewer stars: none after 1.",
        ),
        (
            ["star: 1, name: a, below: 80", "star: 1, name: b, at_least: 80"],
            "levels.bands.1.star",
            "name-twice",
            "1 occurs twice.",
        ),
        (
            ["star: 1, name: a, mark: A, below: 80", "star: 2, name: b, mark: A, at_least: 80"],
            "levels.bands.1.mark",
            "name-twice",
            "A occurs twice.",
        ),
        (["star: none, name: a"], "levels.bands", "no-star", "No level has a star."),
    ],
)
def test_a_flaw_of_bands(bands: list[str], path: str, code: str, message: str) -> None:
    content = with_bands(*bands)
    assert flaws_of(content) == [(path, code)]
    assert messages(content) == [message]


@pytest.mark.parametrize(("full_marks", "reachable"), [("100", True), ("99.99", False), ("100.01", True)])
def test_a_level_must_be_within_reach(full_marks: str, reachable: bool) -> None:  # noqa: FBT001 [a parameter]
    bands = ["star: 1, name: a, below: 100", "star: 2, name: b, at_least: 100"]
    expected = [] if reachable else [("levels.bands.1", "unreachable-level")]
    assert flaws_of(with_bands(*bands, full_marks=full_marks)) == expected


def test_a_level_below_zero_is_out_of_reach() -> None:
    bands = ["star: 1, name: a, below: 0", "star: 2, name: b, at_least: 0"]
    assert flaws_of(with_bands(*bands, full_marks="100")) == [("levels.bands.0", "unreachable-level")]


thresholds = st.lists(st.decimals(-50, 150, places=2), min_size=1, max_size=6, unique=True).map(sorted)


def partition(bounds: list[Decimal], *, above: bool) -> list[list[str]]:
    """Cut the line at the bounds; every bound belongs to the level above it, or, with `above`, to the one below."""
    low, high = ("above", "at_most") if above else ("at_least", "below")
    bands = [[f"star: {star}, name: n{star}"] for star in range(len(bounds) + 1)]
    for index, bound in enumerate(bounds):
        bands[index].append(f"{high}: {bound}")
        bands[index + 1].insert(1, f"{low}: {bound}")
    return bands


@given(bounds=thresholds, above=st.booleans())
def test_a_line_cut_at_sorted_thresholds_is_sound(bounds: list[Decimal], above: bool) -> None:  # noqa: FBT001 [a law]
    assert flaws_of(with_bands(*(", ".join(band) for band in partition(bounds, above=above)))) == []


@given(bounds=thresholds, above=st.booleans(), data=st.data())
def test_without_one_of_its_levels_the_line_has_a_gap(
    bounds: list[Decimal],
    above: bool,  # noqa: FBT001 [a law]
    data: st.DataObject,
) -> None:
    bands = partition(bounds, above=above)
    del bands[data.draw(st.integers(0, len(bands) - 1))]
    assert "level-gap" in [code for _, code in flaws_of(with_bands(*(", ".join(band) for band in bands)))]


@given(bounds=thresholds, data=st.data(), shift=st.decimals(-60, 60, places=3).filter(bool))
def test_with_one_bound_shifted_the_line_has_a_flaw(bounds: list[Decimal], data: st.DataObject, shift: Decimal) -> None:
    bands = partition(bounds, above=False)
    index = data.draw(st.integers(1, len(bands) - 1))
    bands[index][1] = f"at_least: {bounds[index - 1] + shift}"
    assert flaws_of(with_bands(*(", ".join(band) for band in bands))) != []


WHOLE = [
    "star: 1, name: a, at_most: 79",
    "star: 2, name: b, at_least: 80, at_most: 89",
    "star: 3, name: c, at_least: 90",
]


def with_keys(keys: str, *bands: str) -> str:
    return with_bands(*bands).replace("  bands:\n", f"  {keys}\n  bands:\n")


def test_a_gap_of_whole_numbers_is_refused_with_both_ways_out() -> None:
    flaws = prove(rules_of(with_bands(*WHOLE)))
    assert [flaw.code for flaw in flaws] == ["level-gap", "level-gap"]
    assert flaws[0].hint
    assert "“between: lower”" in flaws[0].hint.say("en")
    assert "“between: upper”" in flaws[0].hint.say("en")


@pytest.mark.parametrize(
    ("bands", "keys"),
    [
        (
            ["star: 1, name: a, at_least: 0, at_most: 79", "star: 2, name: b, at_least: 80, at_most: 100"],
            "at_least at_most",
        ),
        (["star: 1, name: a, above: 0, at_most: 79", "star: 2, name: b, at_least: 80, below: 100"], "above below"),
    ],
)
def test_a_bound_at_an_end_is_to_be_left_out_whatever_lies_between(bands: list[str], keys: str) -> None:
    lowest, whole, highest = (flaw.hint.say("en") for flaw in prove(rules_of(with_bands(*bands))) if flaw.hint)
    assert [hint.split("”")[0] for hint in (lowest, highest)] == [f"Leave out “{key}" for key in keys.split()]
    assert "“between: lower”" in whole


@pytest.mark.parametrize("between", ["lower", "upper"])
def test_a_gap_of_whole_numbers_belongs_to_a_neighbour_if_the_rule_set_says_so(between: str) -> None:
    assert flaws_of(with_keys(f"between: {between}", *WHOLE)) == []
    wide = [band.replace("90", "91") for band in WHOLE]
    assert flaws_of(with_keys(f"between: {between}", *wide)) == [("levels.bands.2", "level-gap")]
    shared = [band.replace("at_least: 80", "at_least: 79") for band in WHOLE]
    assert flaws_of(with_keys(f"between: {between}", *shared)) == [("levels.bands.1", "level-overlap")]


def test_where_less_is_better_the_highest_star_has_the_lowest_numbers() -> None:
    fewer = ["star: 2, name: b, at_most: 3", "star: 1, name: a, above: 3"]
    assert flaws_of(with_keys("better: lower", *fewer)) == []
    assert flaws_of(with_bands(*fewer)) == [("levels.bands.1.star", "level-order")]
    more = ["star: 1, name: a, at_most: 3", "star: 2, name: b, above: 3"]
    assert flaws_of(with_keys("better: lower", *more)) == [("levels.bands.1.star", "level-order")]
    for better in ("lower", "higher"):
        alike = ["star: 2, name: a, at_most: 3", "star: 2, name: b, above: 3"]
        assert flaws_of(with_keys(f"better: {better}", *alike)) == [("levels.bands.1.star", "name-twice")]


@pytest.mark.parametrize(
    ("keys", "bands", "flaws"),
    [
        ("star_is: 2", ["star: 1, name: a", "star: 2, name: b"], []),
        ("star_is: 2", ["star: 1, name: a, below: 3", "star: 2, name: b"], [("levels.bands.0", "idle-bounds")]),
        ("near: 1", ["star: 1, name: a", "star: 2, name: b, by: steps"], []),
        ("near: 1", ["star: 1, name: a", "star: 2, name: b, by: steps, above: 3"], [("levels.bands.1", "idle-bounds")]),
        ("near: 1", ["star: 1, name: a, by: steps"], [("levels.bands", "level-gap")]),
        ("of: totl", ["star: 1, name: a"], [("levels.of", "unknown-name")]),
        ("cumulative: true", ["star: 1, name: a"], [("levels.cumulative", "idle-setting")]),
        ("near: 1", ["star: 1, name: a, needs: {item: 甲, at_least: 3}"], [("levels.bands", "all-levels-need")]),
        (
            "near: 1",
            ["star: 1, name: a, needs: {fact: x, is: true}"],
            [("levels.bands", "all-levels-need"), ("levels.bands.0.needs.fact", "unknown-name")],
        ),
        (
            "needs_unmet: none",
            ["star: 1, name: a, needs: {star: current, is: 1}"],
            [("levels.bands.0.needs.star", "read-too-early")],
        ),
    ],
)
def test_other_ways_to_a_level(keys: str, bands: list[str], flaws: list[tuple[str, str]]) -> None:
    assert flaws_of(with_keys(keys, *bands)) == flaws
