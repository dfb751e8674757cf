"""That a corrected copy says the same as its original in every cell that was not corrected."""

from collections.abc import Collection
from itertools import zip_longest
from pathlib import Path

from starrating.errors import Place
from starrating.formats.sheet import Sheet
from starrating.formats.workbook import open_workbook


def first_difference(original: Path, name: str, copy: Path, corrected: Collection[Place]) -> Place | None:
    """Return the first cell of a workbook, called `name`, that its copy says otherwise, but for the corrected ones.

    The copy may have further sheets behind those of the original.
    """
    expected = {(place.sheet, place.cell) for place in corrected}
    for grid, twin in zip_longest(open_workbook(original, name).sheets, open_workbook(copy, str(copy)).sheets):
        if grid is None:
            break
        if twin is None or twin.name != grid.name:
            return Place(name, grid.name)
        unexpected = (place for place in _differences(grid, twin) if (place.sheet, place.cell) not in expected)
        if place := next(unexpected, None):
            return place
    return None


def _differences(grid: Sheet, twin: Sheet) -> list[Place]:
    rows, twins = dict(grid.rows()), dict(twin.rows())
    differing = []
    for number in rows.keys() | twins.keys():
        pairs = zip_longest(rows.get(number, []), twins.get(number, []), fillvalue="")
        differing += [grid.place(number, column) for column, (old, new) in enumerate(pairs) if not _same(old, new)]
    return sorted(differing, key=str)


def _same(old: object, new: object) -> bool:
    """Compare two values; a number that a file without types has as text is that number."""
    if isinstance(old, str) and isinstance(new, float):
        try:
            return float(old) == new
        except ValueError:
            return False
    return old == new
