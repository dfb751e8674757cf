"""Why a branch has its star."""

import pytest

from starrating.rating.explanation import explain
from starrating.rating.rate import rate
from tables import inputs, plan


def why(branch: str, scores: str, happened: str = ""):
    return explain(branch, rate(inputs(scores, happened), plan()), plan())


def test_an_explanation_goes_from_the_cells_to_the_star():
    result = why("甲", "items 50 50\n甲 45 44.5 total=89.5")
    assert [(item.title, item.points, item.full_marks, item.source) for item in result.items] == [
        ("项目1", "45", "50", "2013H1.xlsx!考核评分!B5"),
        ("项目2", "44.5", "50", "2013H1.xlsx!考核评分!C5"),
    ]
    assert (result.score, result.source, result.rank) == ("89.50", "2013H1.xlsx!考核评分!Z5", 1)
    assert (result.star_by_score, result.star, result.clause) == (4, 4, "2-levels")
    assert result.band.say("en") == "80 and over, below 90"
    assert result.lacks.say("en") == "0.50 points to 五星级."


@pytest.mark.parametrize(("score", "band"), [("70", "below 80"), ("95", "90 and over")])
def test_open_bands_are_said_with_their_one_bound(score, band):
    assert why("甲", f"甲 {score}").band.say("en") == band


def test_a_lowered_branch_lacks_no_points():
    result = why("甲", "甲 95", "甲 6 2013-05-04\n甲 6 2013-05-05\n甲 6 2014-05-05")
    assert "By its score it would have 五星级" in result.lacks.say("en")
    assert [step.effect for step in result.steps] == ["lower", "already-lowered"]
    assert len(result.not_counted) == 1
    assert len(result.questions) == 2


def test_the_highest_star_lacks_nothing():
    assert why("甲", "甲 95").lacks is None


def test_an_unknown_branch_is_a_value_error():
    with pytest.raises(ValueError, match="乙"):
        why("乙", "甲 95")
