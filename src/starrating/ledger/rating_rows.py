"""The branches of a review as rows and back; position is the place in rank order.

What a review says once, for all its rows: items, sheets, columns, units.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

import numpy as np
from msgspec.structs import astuple

from starrating.ledger import encoding
from starrating.ledger.database import CHUNK, Row
from starrating.ledger.encoding import measure, to_text
from starrating.model import Item, Ratings, ScoreTable, SourceSheet


def rating_rows(review: int, ratings: Ratings) -> Iterator[Row]:
    """Write the branches, a chunk at a time."""
    for start in range(0, len(ratings), CHUNK):
        yield from _rows(review, ratings, range(start, min(start + CHUNK, len(ratings))))


def _cells(names: Sequence[str], written: Sequence[str], first: int) -> dict[str, list[Any]]:
    """Read the columns of `names`, which stand in each row's cells from position `first` on."""
    if not names:
        return {}
    rows = encoding.rows(written)
    return {name: [cells[position] for cells in rows] for position, name in enumerate(names, first)}


def _rows(review: int, ratings: Ratings, positions: range) -> Iterator[Row]:
    part = slice(positions.start, positions.stop)
    scores = ratings.scores
    cells = [values[part] for values in (*scores.columns.values(), *ratings.values.values())]
    return zip(
        repeat(review, len(positions)),
        positions,
        scores.branch[part],
        encoding.integers(ratings.score[part]),
        ratings.rank[part].tolist(),
        ratings.star_by_score[part].tolist(),
        ratings.star[part].tolist(),
        ratings.previous_star[part].tolist(),
        ratings.status[part],
        scores.origin[part].tolist(),
        scores.rows[part].tolist(),
        encoding.lines(scores.points[part]),
        encoding.integers(scores.total[part]),
        encoding.digits(np.column_stack([scores.point_states[part], scores.total_states[part]])),
        map(to_text, zip(*cells, strict=True) if cells else repeat((), len(positions))),
        strict=True,
    )


Header = Mapping[str, Any]


def scores_of(header: Header, columns: Mapping[str, Sequence[Any]]) -> ScoreTable:
    """Read the score table from the columns of RATINGS by name."""
    width = len(header["items"])
    states = encoding.states(columns["states"], width + 1)
    return ScoreTable(
        branch=list(columns["branch"]),
        columns=_cells(header["columns"], columns["cells"], 0),
        items=items_of(header),
        points=encoding.matrix(columns["points"], width, header["points"]),
        point_states=states[:, :width],
        total=encoding.column(columns["total"], header["total"]),
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
        score=encoding.column(columns["score"], header["score"]),
        rank=rank,
        star_by_score=np.array(columns["star_by_score"], dtype=np.int16),
        star=np.array(columns["star"], dtype=np.int16),
        previous_star=np.array(columns["previous_star"], dtype=np.int16),
        status=list(columns["status"]),
        scored=rank > 0,
        values=_cells(header.get("values", ()), columns["cells"], len(header["columns"])),
    )


class SheetList:
    """The sheets that rows came from, each once, by number: first those of the scores, then those of the incidents."""

    def __init__(self, sheets: Iterable[SourceSheet]) -> None:
        self.written = [_written(sheet) for sheet in sheets]
        self._by_identity: dict[int, int] = {}

    def number(self, sheet: SourceSheet) -> int:
        """Return the number of a sheet, a new one for a sheet not yet listed."""
        known = self._by_identity.get(id(sheet))
        if known is None:
            written = _written(sheet)
            if written not in self.written:
                self.written.append(written)
            known = self._by_identity[id(sheet)] = self.written.index(written)
        return known


def header_of(ratings: Ratings) -> tuple[str, SheetList]:
    """Write the header of a review, and number its sheets for the rows."""
    scores = ratings.scores
    sheets = SheetList(scores.sheets)
    for judged in ratings.incidents:
        sheets.number(judged.incident.sheet)
    header = {
        "branches": len(ratings),
        "items": [astuple(item) for item in scores.items],
        "columns": list(scores.columns),
        "values": list(ratings.values),
        "score_sheets": len(scores.sheets),
        "sheets": sheets.written,
        "points": measure(scores.points),
        "total": measure(scores.total),
        "score": measure(ratings.score),
    }
    return to_text(header), sheets


def items_of(header: Header) -> tuple[Item, ...]:
    """Read the items."""
    return tuple(Item(*item) for item in header["items"])


def sheets_of(header: Header) -> tuple[SourceSheet, ...]:
    """Read the sheets, those of the scores first."""
    return tuple(SourceSheet(file, name, dict(letters)) for file, name, letters in header["sheets"])


def _written(sheet: SourceSheet) -> list[object]:
    return [sheet.file, sheet.name, [list(pair) for pair in sheet.letters.items()]]
