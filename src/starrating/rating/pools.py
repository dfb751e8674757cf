"""Pools: the branches among which shares are taken, limits found and ranks given."""

from collections.abc import Iterator

import numpy as np

from starrating.rating.rating_context import Mask, RatingContext


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
