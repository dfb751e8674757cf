"""A worksheet whose XML can be written by hand: the private members of XlsxWriter, and nothing else touches them.

XlsxWriter promises nothing about them; `tests/write/test_private_members.py` names each that a new release could
take away.
"""

from collections.abc import Callable, Mapping

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet


def format_index(style: Format) -> int:
    """Return the number by which cells name a format; it is known once the workbook is being closed."""
    index: int = style._get_xf_index()  # noqa: SLF001
    return index


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
