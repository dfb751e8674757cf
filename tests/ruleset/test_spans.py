from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starrating.ruleset import Band
from starrating.ruleset.spans import STARS, Span

BOUNDS = ("at_least", "above", "at_most", "below")
small = st.integers(0, 4).map(Decimal)


def span(**bounds: int) -> Span:
    return Span.of(Band(star=1, name="", **{name: Decimal(bound) for name, bound in bounds.items()}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ({"at_least": 80, "below": 90}, "80 points or more (included) and below 90 points (not included)"),
        ({"above": 80, "at_most": 90}, "above 80 points (not included) and up to 90 points (included)"),
        ({"at_least": 90}, "90 points or more (included)"),
        ({"below": 80}, "below 80 points (not included)"),
        ({"at_least": 80, "at_most": 80}, "exactly 80 points"),
        ({}, "any number"),
    ],
)
def test_words(bounds: dict[str, int], words: str) -> None:
    assert span(**bounds).words().say("en") == words


def test_words_of_stars() -> None:
    assert span(at_least=4).words(STARS).say("en") == "4 stars or more (included)"


@given(low=small, high=small, value=st.integers(0, 16).map(lambda quarter: Decimal(quarter) / 4))
def test_spans_meet_where_a_number_lies_in_both(low: Decimal, high: Decimal, value: Decimal) -> None:
    half_open = Span.of(Band(star=1, name="", at_least=low, below=high))
    assert Span.closed(value, value).meets(half_open) == (low <= value < high)
    assert half_open.is_empty == (low >= high)
