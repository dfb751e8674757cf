import pytest
from ledger_reviews import ratings, review
from msgspec.structs import replace

from starrating.exact import Exact
from starrating.i18n import text
from starrating.ledger.seals import review_content
from starrating.model import NO_STAR, SourceSheet

REASON = text("put in other words")


def with_ratings(**changes):
    return review(ratings=replace(ratings(), **changes))


def with_points(numerators):
    full = ratings()
    return replace(full, scores=replace(full.scores, points=Exact(numerators, 100)))


@pytest.mark.parametrize(
    "same",
    [
        review(recorded_at="2020-01-01"),
        review(program="starrating 9"),
        review(inputs=(("copy of 2013H1.xlsx", "sha256:aa"),)),
        review(version=7),
        with_ratings(steps=(replace(ratings().steps[0], because=REASON),)),
        with_ratings(incidents=(replace(ratings().incidents[0], reason=REASON),)),
        with_ratings(problems=()),
        with_ratings(scores=replace(ratings().scores, sheets=(SourceSheet("copy.xlsx", "Sheet1"),))),
    ],
)
def test_words_names_and_times_do_not_make_another_result(same):
    assert review_content(same) == review_content(review())


@pytest.mark.parametrize(
    "other",
    [
        review("2013H2"),
        review(digest="sha256:bb"),
        review(rules_digest="sha256:02"),
        with_ratings(star=ratings(stars=(5, 4, NO_STAR)).star),
        with_ratings(steps=()),
        with_ratings(steps=(replace(ratings().steps[0], rule="4.4(6)"),)),
        with_ratings(incidents=(replace(ratings().incidents[0], counted=False),)),
        with_ratings(status=["rated", "rated", "no-score"]),
        review(ratings=with_points(ratings().scores.points.numerators + 1)),
    ],
)
def test_another_input_rule_or_result_is_another_result(other):
    assert review_content(other) != review_content(review())
