"""How large a workbook may be, and what is said of one that is larger."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from starrating.formats.sheet import Refused, SheetLook
from starrating.i18n import Text, text
from starrating.model import letter

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may hold at most; sizes are in bytes.

    A book within the defaults is read within ten seconds and half a gigabyte. `part` is for what is held at once: a
    file that is not packed, the texts that the sheets share, a part in binary records. `cells` are those of the block
    from A1 to the last row and column of a sheet; `columns` is that of ZZ.
    """

    unpacked: int = 256 * MEGABYTE
    part: int = 64 * MEGABYTE
    parts: int = 5_000
    sheets: int = 500
    rows: int = 200_000
    columns: int = 702
    cells: int = 8_000_000
    texts: int = 2_000_000
    merges: int = 100_000

    def enlarged(self, times: int = 10) -> "Limits":
        """Return limits that are all so many times as large, for whoever means it and has the memory."""
        return Limits(**{field.name: getattr(self, field.name) * times for field in fields(self)})


_RAISE = text("If it is meant to be so large, add --large, which raises every limit ten times.")


def refuse_size(size: int, limits: Limits) -> None:
    """Refuse a file, or a part of one, that would be held at once and is too large for it."""
    if size > limits.part:
        message = text(
            "The file, or a part of it, has %(size)s megabytes; at most %(most)s are read.",
            size=size // MEGABYTE,
            most=limits.part // MEGABYTE,
        )
        raise _too_large(message)


def refuse_sheets(count: int, limits: Limits) -> None:
    """Refuse a book of too many sheets."""
    if count > limits.sheets:
        message = text("The workbook has %(count)s sheets; at most %(most)s are read.", count=count, most=limits.sheets)
        raise _too_large(message)


def refuse_texts(count: int, limits: Limits) -> None:
    """Refuse a book of too many different texts."""
    if count > limits.texts:
        message = text("The workbook has %(count)s texts; at most %(most)s are read.", count=count, most=limits.texts)
        raise _too_large(message)


def refuse_merges(count: int, sheet: str, limits: Limits) -> None:
    """Refuse a sheet of too many merged cells."""
    if count > limits.merges:
        message = text(
            "The sheet has %(count)s merged cells; at most %(most)s are read.", count=count, most=limits.merges
        )
        raise _too_large(message, sheet)


def refuse_reach(look: SheetLook, sheet: str, limits: Limits) -> None:
    """Refuse a sheet with a value too far away, or too many cells in all."""
    if look.beyond is None and look.rows * look.columns <= limits.cells:
        return
    message = text(
        "The sheet reaches to %(where)s; at most %(rows)s rows, columns up to %(columns)s "
        "and %(area)s cells in all are read.",
        where=look.beyond or f"{letter(look.columns - 1)}{look.rows}",
        rows=limits.rows,
        columns=letter(limits.columns - 1),
        area=limits.cells,
    )
    hint = text(
        "A stray value far from the table does this: delete the rows below and the columns beside it, and save. "
        "If the sheet is meant to be so large, add --large."
    )
    raise Refused("sheet-too-large", message, hint, sheet)


def reached(look: SheetLook, row: int, column: int, limits: Limits) -> None:
    """Note a cell with a value: its row as the spreadsheet counts, its column from 0."""
    look.rows, look.columns = max(look.rows, row), max(look.columns, column + 1)
    if row > limits.rows or column >= limits.columns:
        look.beyond = look.beyond or f"{letter(column)}{row}"


def hidden(first: int, last: int, most: int) -> Iterable[int]:
    """Return the rows or columns from the first to the last, as far as any are read."""
    return range(first, min(last, most) + 1)


def _too_large(message: Text, sheet: str | None = None) -> Refused:
    return Refused("workbook-too-large", message, _RAISE, sheet)
