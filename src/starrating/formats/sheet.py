"""What a look into a file finds before its values are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from starrating.i18n import Text, text

Container = Literal["xlsx", "xlsb", "xls", "ods", "csv"]
Visibility = Literal["visible", "hidden", "very-hidden"]
"""A very hidden sheet is one that only a macro can show again."""
Fault = Literal["error-cell", "formula-not-saved"]
Address = tuple[int, int]
"""Row as the spreadsheet counts, column from 0."""
Row = list[Any]
Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, rows and columns from 0."""

SAVE_AS = text("Open it in Excel or WPS, save it as an Excel workbook (.xlsx), and use that file.")
SEND_AGAIN = text("Open it in Excel or WPS; if that works, save it as a new .xlsx file, else ask for the file again.")


class Refused(Exception):  # noqa: N818 [a signal while a file is looked at, turned into a Problem by the caller]
    """A file that must not be opened: a problem's code, what is wrong, the next step, and the sheet if it is in one."""

    def __init__(self, code: str, message: Text, hint: Text | None = None, sheet: str | None = None) -> None:
        super().__init__(code)
        self.code, self.message, self.hint, self.sheet = code, message, hint, sheet


@dataclass(slots=True)
class SheetLook:
    """What a sheet says besides values.

    Faulty cells, hidden rows (as the spreadsheet counts) and columns (from 0), cells struck through and those shown as
    percentages, whether a filter is set; how far it reaches, the first position beyond the limits, how many merged
    ranges there are. `values` and `merges` are there if they were read in the same look.
    """

    visibility: Visibility = "visible"
    faults: dict[Address, Fault] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[Address] = field(default_factory=set)
    percents: set[Address] = field(default_factory=set)
    filtered: bool = False
    rows: int = 0
    columns: int = 0
    beyond: str | None = None
    merged: int = 0
    values: list[Row] | None = None
    merges: list[Merge] = field(default_factory=list)


class Remark(NamedTuple):
    """Something about a whole file that its readers should know: a problem's code, what it is, the next step."""

    code: str
    message: Text
    hint: Text | None = None


class LongSheet(NamedTuple):
    """A sheet that is read in slices: its part of the archive, its width, and the XML that ends it."""

    part: str
    width: int
    closing: bytes


class BookLook(NamedTuple):
    """What is known of a workbook that may be opened: its sheets by name, in their order, and the very long ones."""

    container: Container
    sheets: Mapping[str, SheetLook]
    remarks: tuple[Remark, ...] = ()
    long_sheets: Mapping[str, LongSheet] = {}


MACROS = Remark(
    "macros-ignored", text("The workbook holds macros. They were neither run nor looked at; only values were read.")
)
EXTERNAL_LINKS = Remark(
    "external-links",
    text("The workbook has links to other files. They were not followed; the values saved last were read."),
    text("If those files have changed since, open the workbook in Excel or WPS, update the links, and save it."),
)
DATES_FROM_1904 = Remark(
    "dates-from-1904",
    text("The workbook counts its days from 1904, as old Macintosh programs did. Its dates were read so."),
    text("Look at a date or two in the result; dates pasted from another workbook may be four years off."),
)


def damaged() -> Refused:
    """Return the refusal of a file that is not whole."""
    return Refused("damaged-file", text("The workbook is damaged."), SEND_AGAIN)


def encrypted() -> Refused:
    """Return the refusal of a workbook that opens with a password only."""
    hint = text("Open it with its password, remove the password (File, Info, Protect), save it, and try again.")
    return Refused("encrypted-file", text("The workbook is protected by a password."), hint)


def protected() -> Refused:
    """Return the refusal of a file that a system for rights management has locked."""
    hint = text("Ask whoever sent it for a copy without that protection, or decrypt it where you may, as .xlsx.")
    return Refused("protected-file", text("The file is locked by document protection software (DRM)."), hint)
