"""What a review says once, for all its rows: items, sheets, columns, units."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from typing import Any

from starrating.ledger.numbers import measure
from starrating.ledger.plain import dumps
from starrating.model import Item, Ratings, Sheet

Header = Mapping[str, Any]


class SheetList:
    """The sheets that rows came from, each once, by number: first those of the scores, then those of the incidents."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self.written = [_written(sheet) for sheet in sheets]
        self._by_identity: dict[int, int] = {}

    def number(self, sheet: Sheet) -> int:
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
    return dumps(header), sheets


def items_of(header: Header) -> tuple[Item, ...]:
    """Read the items."""
    return tuple(Item(*item) for item in header["items"])


def sheets_of(header: Header) -> tuple[Sheet, ...]:
    """Read the sheets, those of the scores first."""
    return tuple(Sheet(file, name, dict(letters)) for file, name, letters in header["sheets"])


def _written(sheet: Sheet) -> list[object]:
    return [sheet.file, sheet.name, [list(pair) for pair in sheet.letters.items()]]
