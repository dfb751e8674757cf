"""One view of what came out for branches: whoever lists them says the same, in whichever rows and decimals."""

from functools import partial

import numpy as np

from result_reviews import make_review
from starrating.exact import Exact
from starrating.i18n import text
from starrating.model import NO_STAR, Step
from starrating.model.branch_results import branch_results, changes

STEPS = (
    Step("丙", "(三)1", "lower", 4, 3, text("none")),
    Step("丙", "(三)2", "already-lowered", 3, 3, text("none")),
    Step("丙", "(三)1", "already-lowered", 3, 3, text("none")),
)
RATINGS = make_review(
    """
    甲 95.125 5 5 4
    乙 90 4 4 4
    丙 85 4 3 5
    丁 80 3 3 -
    戊 0 - - 3
    """,
    steps=STEPS,
    scored=np.array([True, True, True, True, False]),
    columns={"unit": ["一区", "一区", None, "二区", None]},
).ratings


def test_a_branch_has_what_its_columns_say():
    first = branch_results(RATINGS)[0]
    assert (first.row, first.branch, first.unit, first.score, first.rank) == (0, "甲", "一区", "95.125", 1)
    assert (first.star_by_score, first.star, first.previous_star, first.status) == (5, 5, 4, "rated")


def test_without_a_score_there_is_neither_score_nor_rank():
    last = branch_results(RATINGS)[-1]
    assert (last.score, last.rank, last.star_by_score, last.star, last.status) == (
        None,
        None,
        NO_STAR,
        NO_STAR,
        "no-star",
    )


def test_changes_are_against_the_period_before():
    expected = ["promotion", "retention", "demotion", "first", ""]
    assert [each.change for each in branch_results(RATINGS)] == expected
    assert changes(RATINGS) == expected


def test_clauses_stand_once_in_the_order_of_the_steps():
    assert [each.clauses for each in branch_results(RATINGS)] == [(), (), ("(三)1", "(三)2"), (), ()]


def test_rows_are_given_in_the_order_in_which_they_are_asked_for():
    whole = branch_results(RATINGS)
    assert branch_results(RATINGS, [3, 0]) == [whole[3], whole[0]]
    assert branch_results(RATINGS, []) == []


def test_scores_are_written_as_is_asked_for():
    assert [each.score for each in branch_results(RATINGS, [0, 1], partial(Exact.shown, most=1))] == ["95.1", "90.0"]
