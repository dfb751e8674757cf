"""The rows of a sheet, from the library that reads the file, or from what the look into it kept."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineSheet, CalamineWorkbook

from starrating.formats.sheet import BookLook, LongSheet, Merge, Row, SheetLook, damaged
from starrating.formats.xlsx_slices import slices

Rows = Iterator[tuple[int, Row]]
"""Rows with their numbers as the spreadsheet counts, from column A, all of one width."""


class SheetRows(NamedTuple):
    """How the rows of a sheet are got, as often as they are asked for; its first ones, its width, its merged ranges."""

    rows: Callable[[], Rows]
    first: dict[int, Row]
    width: int
    merges: list[Merge]


def kept_rows(look: SheetLook, count: int) -> SheetRows:
    """Return the rows that the look kept, and the first `count` of them."""
    values, width = look.values or [], look.columns
    first = dict(_padded(values[:count], width))
    return SheetRows(lambda: _padded(values, width), first, width, _within(look.merges, look.rows, look.columns))


def library_rows(book: CalamineWorkbook, path: Path, sheet: str, looked: BookLook, count: int) -> SheetRows:
    """Return the rows that the library reads: all at once, or slice by slice if the sheet is very long.

    `CalamineError` if the library cannot read the sheet.
    """
    look = looked.sheets[sheet]
    if sheet in looked.long_sheets:
        return _sliced_rows(path, looked.long_sheets[sheet], sheet, look, count)
    whole = book.get_sheet_by_name(sheet)
    width = _width(whole)
    merges = _within(whole.merged_cell_ranges or [], max(look.rows, _height(whole)), width)
    return SheetRows(lambda: _rows((whole,), width), dict(_rows((whole,), width, count)), width, merges)


def _sliced_rows(path: Path, long: LongSheet, sheet: str, look: SheetLook, count: int) -> SheetRows:
    pieces = slices(path, long, sheet)
    first = next(pieces)
    begun = [chain((first,), pieces)]

    def rows() -> Rows:
        return _rows(begun.pop() if begun else slices(path, long, sheet), long.width)

    merges = _within(first.merged_cell_ranges or [], look.rows, long.width)
    return SheetRows(rows, dict(_rows((first,), long.width, count)), long.width, merges)


def _rows(pieces: Iterable[CalamineSheet], width: int, count: int | None = None) -> Rows:
    """Yield the rows of the pieces, of each at most `count`; blank rows before the first value are left out.

    The library makes Python values row by row, so that those of a long sheet are never all held.
    """
    for piece in pieces:
        if piece.start is None:
            continue
        above, left = piece.start
        margin, padding = [""] * left, [""] * (width - _width(piece))
        shown = islice(piece.iter_rows(), above, None if count is None else above + count)
        for number, row in enumerate(shown, start=above + 1):
            yield number, margin + row + padding if margin or padding else row


def _width(piece: CalamineSheet) -> int:
    """Return the number of columns down from A; what the library calls the total width is one less."""
    return piece.end[1] + 1 if piece.end else 0


def _height(piece: CalamineSheet) -> int:
    return piece.end[0] + 1 if piece.end else 0


def _padded(values: Iterable[Row], width: int) -> Rows:
    for number, row in enumerate(values, start=1):
        yield number, row + [""] * (width - len(row))


def _within(merges: Iterable[Merge], height: int, width: int) -> list[Merge]:
    """Cut merged ranges off where the sheet ends; `Refused` if they lie in one another, which would never end."""
    kept = [
        (first, (min(last[0], height - 1), min(last[1], width - 1)))
        for first, last in merges
        if first[0] < height and first[1] < width
    ]
    if sum((last[0] - first[0] + 1) * (last[1] - first[1] + 1) for first, last in kept) > height * width:
        raise damaged()
    return kept
