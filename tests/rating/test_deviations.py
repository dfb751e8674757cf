import numpy as np
import pytest
from msgspec.structs import replace

from starrating.exact import Exact
from starrating.i18n import text
from starrating.model import Ratings
from starrating.rating.rate import rate
from starrating.rating.recorded_differences import deviations
from tables import inputs, plan

SCORES = """
甲支部 91.5
乙支部 85
"""
HAPPENED = "甲支部 4.4(6) 2013-03-05"


def rated(scores: str = SCORES, happened: str = HAPPENED) -> Ratings:
    return rate(inputs(scores, happened), plan())


def found(other: Ratings, *, words: bool = True) -> list[tuple[str, str, str, str]]:
    return [
        (branch, str(what), recorded, again)
        for branch, what, recorded, again in deviations(rated(), other, words=words)
    ]


def test_the_same_rating_has_no_deviations():
    assert found(rated()) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"score": Exact(np.array([915, 851]), 10)}, ("乙支部", "score", "85.00", "85.10")),
        ({"rank": np.array([1, 3])}, ("乙支部", "rank", "2", "3")),
        ({"star_by_score": np.array([5, 5], np.int16)}, ("乙支部", "star by score", "4", "5")),
        ({"star": np.array([4, -1], np.int16)}, ("乙支部", "star", "4", "-")),
        ({"status": ["rated", "no-star"]}, ("乙支部", "status", "rated", "no-star")),
        ({"scored": np.array([True, False])}, ("乙支部", "score", "85.00", "")),
    ],
)
def test_what_differs_is_named_with_both_values(change, expected):
    assert found(replace(rated(), **change)) == [expected]


def test_reasons_and_incidents_are_compared():
    assert [(branch, what) for branch, what, *_ in found(rated(happened=""))] == [
        ("甲支部", "star"),
        ("甲支部", "judged incidents"),
        ("甲支部", "reasons"),
    ]


def test_other_words_for_the_same_reason_count_only_where_asked():
    [step] = rated().steps
    other = replace(rated(), steps=(replace(step, because=text("said otherwise")),))
    assert found(other, words=False) == []
    assert [what for _, what, *_ in found(other)] == ["reasons"]


def test_a_branch_that_only_one_side_has_is_named():
    fewer = rated("甲支部 91.5")
    assert ("乙支部", "score", "85.00", "") in found(fewer)
    assert [each.branch for each in deviations(fewer, rated(), words=True) if str(each.what) == "star"] == ["乙支部"]
