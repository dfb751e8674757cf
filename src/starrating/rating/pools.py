"""Pools: the branches among which shares are taken, limits found and ranks given."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from starrating.model import Ratings
from starrating.rating.rating_context import Mask, RatingContext
from starrating.ruleset import RuleSet
from starrating.ruleset.words.conditions import column_head


def pools(column: str | None, state: RatingContext) -> Iterator[tuple[str, Mask]]:
    """Go through the pools, in the order of their words: the word and its branches; blanks are a pool of their own.

    Without a column all branches are one pool, whose word is empty.
    """
    if column is None:
        yield "", np.ones(len(state.table), dtype=np.bool_)
        return
    words = np.array([str(word or "") for word in state.table.column(column)])
    for word in sorted(set(words.tolist())):
        yield word, words == word


class RankedIn(NamedTuple):
    """The column by which ranks are given apart: its head, and the word of each branch, empty where it has none."""

    head: str
    words: Sequence[str]


def ranked_in(ratings: Ratings, rules: RuleSet) -> RankedIn | None:
    """Return in which pool each branch has its rank; None where all are ranked together."""
    pool = rules.ranking.pool if rules.ranking else None
    if pool is None:
        return None
    return RankedIn(column_head(rules, pool), [str(word or "") for word in ratings.scores.column(pool)])
