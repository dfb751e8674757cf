"""Ranks: of all or of each pool, with ranks skipped after a tie or not."""

import pytest

from rule_texts import SMALL, rules_of
from sheets import sheet
from starrating.model import Inputs, Period
from starrating.rating.rate import rate

SHEET = "支部 type A1/100\n甲 村 90\n乙 社区 80\n丙 村 80\n丁 村 80\n戊 社区 70\n己 村 /"


@pytest.mark.parametrize(
    ("ranking", "ranks"),
    [
        ("", [1, 2, 2, 2, 5, 0]),
        ("ranking: {ties: dense}\n", [1, 2, 2, 2, 3, 0]),
        ("ranking: {pool: type}\n", [1, 1, 2, 2, 2, 0]),
        ("ranking: {pool: type, ties: dense}\n", [1, 1, 2, 2, 2, 0]),
    ],
)
def test_ranks(ranking, ranks):
    ratings = rate(Inputs(Period(2013), sheet(SHEET)), rules_of(SMALL + ranking))
    found = dict(zip(ratings.scores.branch, ratings.rank.tolist(), strict=True))
    assert [found[branch] for branch in "甲乙丙丁戊己"] == ranks
