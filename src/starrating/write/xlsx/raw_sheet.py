"""A workbook packed quickly, of sheets whose XML is written by hand: the private members of XlsxWriter stand here only.

XlsxWriter promises nothing about them; `tests/write/test_private_members.py` names each that a new release could
take away.
"""

from collections.abc import Callable, Mapping
from functools import partial
from threading import Lock
from zipfile import ZipFile

from xlsxwriter import workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_LEVEL = 5
"""How hard a workbook is packed: of 10,000 branches in 0.14 s instead of 0.25 s at zlib's own 6, for 4 % more bytes."""
_PACKING = Lock()


def format_index(style: Format) -> int:
    """Return the number by which cells name a format; it is known once the workbook is being closed."""
    index: int = style._get_xf_index()  # noqa: SLF001
    return index


class RawBook(workbook.Workbook):  # type: ignore[misc]  # XlsxWriter brings no types
    """A workbook that is packed at the level that we choose: XlsxWriter asks for none."""

    def _store_workbook(self) -> None:
        with _PACKING:
            usual, workbook.ZipFile = workbook.ZipFile, partial(ZipFile, compresslevel=_LEVEL)
            try:
                super()._store_workbook()
            finally:
                workbook.ZipFile = usual


class RawSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter brings no types
    """A worksheet that lets its rows, links and conditions be written otherwise than XlsxWriter does."""

    dim_rowmin: int
    dim_rowmax: int

    def make_room(self, row: int, column: int) -> bool:
        """Let the sheet reach to a cell, both from 0; False where no sheet reaches so far."""
        return not self._check_dimensions(row, column)

    @property
    def string_number(self) -> Callable[[str], int]:
        """The function that gives a text its number among the shared strings."""
        number: Callable[[str], int] = self.str_table._get_shared_string_index  # noqa: SLF001
        return number

    def count_strings(self, again: int) -> None:
        """Count so many more cells whose text is shared; a file says how many there are."""
        self.str_table.count += again

    def write_rows(self) -> None:
        """Write the XML of all rows."""
        self.write_usual_rows(self.dim_rowmin, self.dim_rowmax)

    def write_usual_rows(self, first: int, last: int) -> None:
        """Write those of the rows `first` to `last` that XlsxWriter holds; it writes those between its own bounds."""
        whole = self.dim_rowmin, self.dim_rowmax
        if first <= last:
            self.dim_rowmin, self.dim_rowmax = first, last
            super()._write_rows()
            self.dim_rowmin, self.dim_rowmax = whole

    def write_raw(self, xml: str) -> None:
        """Write XML where the sheet is being written."""
        self.fh.write(xml)

    def write_links(self) -> None:
        """Write the XML of the links."""
        super()._write_hyperlinks()

    def write_places(self, places: Mapping[str, str]) -> None:
        """Write links from cells to places of the book, such as A3 → '排名'!B4, as the only ones of the sheet."""
        self._xml_start_tag("hyperlinks")
        for cell, place in places.items():
            self._xml_empty_tag("hyperlink", [("ref", cell), ("location", place)])
        self._xml_end_tag("hyperlinks")

    def _write_rows(self) -> None:
        self.write_rows()

    def _write_hyperlinks(self) -> None:
        self.write_links()

    def _write_formula_element(self, formula: str) -> None:
        """Write the formula of a condition as it is, without looking for functions newer than 2007: we use none.

        XlsxWriter looks for them with 150 patterns, which take 10 ms to compile.
        """
        self._xml_data_element("formula", formula.removeprefix("="))
