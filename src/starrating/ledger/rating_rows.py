"""The branches of a review as rows and back; position is the place in rank order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

import numpy as np

from starrating.ledger import numbers
from starrating.ledger.database import CHUNK, Row
from starrating.ledger.headers import Header, items_of, sheets_of
from starrating.ledger.plain import dumps, loads
from starrating.model import Ratings, ScoreTable


def rating_rows(review: int, ratings: Ratings) -> Iterator[Row]:
    """Write the branches, a chunk at a time."""
    for start in range(0, len(ratings), CHUNK):
        yield from _rows(review, ratings, range(start, min(start + CHUNK, len(ratings))))


def scores_of(header: Header, columns: Mapping[str, Sequence[Any]]) -> ScoreTable:
    """Read the score table from the columns of RATINGS by name."""
    width = len(header["items"])
    states = numbers.states(columns["states"], width + 1)
    return ScoreTable(
        branch=list(columns["branch"]),
        columns=_cells(header["columns"], columns["cells"], 0),
        items=items_of(header),
        points=numbers.matrix(columns["points"], width, header["points"]),
        point_states=states[:, :width],
        total=numbers.column(columns["total"], header["total"]),
        total_states=states[:, width],
        sheets=sheets_of(header)[: header["score_sheets"]],
        origin=np.array(columns["sheet"], dtype=np.int32),
        rows=np.array(columns["sheet_row"], dtype=np.int32),
    )


def ratings_of(header: Header, columns: Mapping[str, Sequence[Any]]) -> Ratings:
    """Read the ratings, but for steps, incidents and problems, from the columns of RATINGS by name."""
    rank = np.array(columns["rank"], dtype=np.int64)
    return Ratings(
        scores=scores_of(header, columns),
        score=numbers.column(columns["score"], header["score"]),
        rank=rank,
        star_by_score=np.array(columns["star_by_score"], dtype=np.int16),
        star=np.array(columns["star"], dtype=np.int16),
        previous_star=np.array(columns["previous_star"], dtype=np.int16),
        status=list(columns["status"]),
        scored=rank > 0,
        values=_cells(header.get("values", ()), columns["cells"], len(header["columns"])),
    )


def _cells(names: Sequence[str], written: Sequence[str], first: int) -> dict[str, list[Any]]:
    """Read the columns of `names`, which stand in each row's cells from position `first` on."""
    if not names:
        return {}
    rows = [loads(cells) for cells in written]
    return {name: [cells[position] for cells in rows] for position, name in enumerate(names, first)}


def _rows(review: int, ratings: Ratings, positions: range) -> Iterator[Row]:
    part = slice(positions.start, positions.stop)
    scores = ratings.scores
    cells = [values[part] for values in (*scores.columns.values(), *ratings.values.values())]
    return zip(
        repeat(review, len(positions)),
        positions,
        scores.branch[part],
        numbers.integers(ratings.score[part]),
        ratings.rank[part].tolist(),
        ratings.star_by_score[part].tolist(),
        ratings.star[part].tolist(),
        ratings.previous_star[part].tolist(),
        ratings.status[part],
        scores.origin[part].tolist(),
        scores.rows[part].tolist(),
        numbers.lines(scores.points[part]),
        numbers.integers(scores.total[part]),
        numbers.digits(np.column_stack([scores.point_states[part], scores.total_states[part]])),
        map(dumps, zip(*cells, strict=True) if cells else repeat((), len(positions))),
        strict=True,
    )
