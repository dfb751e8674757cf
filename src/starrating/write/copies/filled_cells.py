"""Which cells of openpyxl's have a value: its one private member that we use, and nothing else touches it.

The public ways of openpyxl make a cell for every gap between two, of which a sheet may have 17 thousand millions.
"""

from openpyxl.worksheet.worksheet import Worksheet


def filled_cells(sheet: Worksheet) -> list[tuple[int, int]]:
    """Return row and column, from 1, of each cell that has a value."""
    return [place for place, cell in sheet._cells.items() if cell.value is not None]  # noqa: SLF001
