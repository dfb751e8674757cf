"""How large a workbook may be, and what is said of one that is larger."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import asdict

from starrating.errors import Rejection, letter
from starrating.formats.sheet import Facts
from starrating.i18n import Text, text

MEGABYTE = 2**20


class SheetRejection(Rejection):
    """A rejection of a whole workbook for the sake of one sheet, if it is in one."""

    def __init__(self, code: str, message: Text, hint: Text, sheet: str | None) -> None:
        super().__init__(code, message, hint)
        self.sheet = sheet


class Limits(Struct, frozen=True):
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

    @property
    def reach(self) -> tuple[int, int]:
        """How far a sheet may reach, in rows and in columns."""
        return self.rows, self.columns

    def enlarged(self, times: int = 10) -> "Limits":
        """Return limits that are all so many times as large, for whoever means it and has the memory."""
        return Limits(**{name: most * times for name, most in asdict(self).items()})


_RAISE = text("If it is meant to be so large, add --large, which raises every limit ten times.")


def check_size(size: int, limits: Limits) -> None:
    """Refuse a file, or a part of one, that would be held at once and is too large for it."""
    if size > limits.part:
        message = text(
            "The file, or a part of it, has %(size)s megabytes; at most %(most)s are read.",
            size=size // MEGABYTE,
            most=limits.part // MEGABYTE,
        )
        raise _too_large(message)


def check_sheets(count: int, limits: Limits) -> None:
    """Refuse a book of too many sheets."""
    if count > limits.sheets:
        message = text("The workbook has %(count)s sheets; at most %(most)s are read.", count=count, most=limits.sheets)
        raise _too_large(message)


def check_texts(count: int, limits: Limits) -> None:
    """Refuse a book of too many different texts."""
    if count > limits.texts:
        message = text("The workbook has %(count)s texts; at most %(most)s are read.", count=count, most=limits.texts)
        raise _too_large(message)


def check_merges(count: int, sheet: str, limits: Limits) -> None:
    """Refuse a sheet of too many merged cells."""
    if count > limits.merges:
        message = text(
            "The sheet has %(count)s merged cells; at most %(most)s are read.", count=count, most=limits.merges
        )
        raise _too_large(message, sheet)


def check_reach(facts: Facts, sheet: str, limits: Limits) -> None:
    """Refuse a sheet with a value too far away, or too many cells in all."""
    if facts.beyond is None and facts.rows * facts.columns <= limits.cells:
        return
    message = text(
        "The sheet reaches to %(where)s; at most %(rows)s rows, columns up to %(columns)s "
        "and %(area)s cells in all are read.",
        where=facts.beyond or f"{letter(facts.columns - 1)}{facts.rows}",
        rows=limits.rows,
        columns=letter(limits.columns - 1),
        area=limits.cells,
    )
    hint = text(
        "A stray value far from the table does this: delete the rows below and the columns beside it, and save. "
        "If the sheet is meant to be so large, add --large."
    )
    raise SheetRejection("sheet-too-large", message, hint, sheet)


def hidden(first: int, last: int, most: int) -> Iterable[int]:
    """Return the rows or columns from the first to the last, as far as any are read."""
    return range(first, min(last, most) + 1)


def _too_large(message: Text, sheet: str | None = None) -> SheetRejection:
    return SheetRejection("workbook-too-large", message, _RAISE, sheet)
