"""A new workbook: written whole or not at all, never a formula, the same bytes for the same content.

The fonts, borders and number formats of a result workbook.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format

from starrating.atomic import replacing
from starrating.i18n import CHINESE
from starrating.write.xlsx.raw_sheet import RawBook
from starrating.write.xlsx.row_stream import visible

_FEW = 5000
"""Rows of a book up to which its parts are made in memory: files of their own take 15 ms of the processor."""


class WorkbookProperties(NamedTuple):
    """What a workbook says about itself in its properties; `recorded_at` (ISO 8601) is the date it bears."""

    title: str
    recorded_at: str
    subject: str = ""
    company: str | None = None


@contextmanager
def new_book(path: Path, about: WorkbookProperties) -> Iterator[Workbook]:
    """Open a workbook that replaces `path` when it is closed; `RefusalError` if the file cannot be written.

    Its date is that of the record, not the clock's, so that the same review gives the same bytes.
    """
    # XlsxWriter leaves its working files behind when it is interrupted, so they live in a folder that goes with us.
    with replacing(path) as temporary, TemporaryDirectory(ignore_cleanup_errors=True) as working:
        options = {"tmpdir": working, "strings_to_formulas": False, "strings_to_urls": False}
        book = RawBook(str(temporary), options)
        book.use_zip64()
        book.set_properties(_properties(about))
        yield book
        book.in_memory = sum(sheet.dim_rowmax or 0 for sheet in book.worksheets()) <= _FEW
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None


def _properties(about: WorkbookProperties) -> dict[str, str | dt.datetime]:
    created = dt.datetime.fromisoformat(about.recorded_at).replace(tzinfo=None)
    words = {"title": about.title, "subject": about.subject, "company": about.company or ""}
    return {name: visible(word) for name, word in words.items()} | {"created": created}


EXACT = "0.00" + "#" * 13
"""Two decimals at least and as many as a cell can hold: 89.9999 must not be printed as 90.00."""
MOST_FIXED = 4
"""Up to so many decimals all numbers of a column are printed with the same number of them."""
_WESTERN = "Times New Roman"


class Styles:
    """The formats of a workbook, by name, in the fonts of its language; asking for a name twice gives one format."""

    def __init__(self, book: Workbook, language: str) -> None:
        chinese = language == CHINESE
        self.body_font: Final = "仿宋_GB2312" if chinese else _WESTERN
        self.head_font: Final = "黑体" if chinese else _WESTERN
        title_font = "方正小标宋简体" if chinese else _WESTERN
        body = {"font_name": self.body_font, "font_size": 11, "valign": "vcenter"}
        cell = body | {"border": 1, "align": "center", "text_wrap": True}
        self._looks: dict[str, dict[str, Any]] = {
            "title": body
            | {"font_name": title_font, "font_size": 18, "bold": True, "align": "center", "text_wrap": True},
            "above-left": body | {"align": "left"},
            "above-right": body | {"align": "right"},
            "head": cell | {"font_name": self.head_font, "bg_color": "#F2F2F2"},
            "text": cell | {"align": "left"},
            "centre": cell,
            "number": cell | {"num_format": EXACT},
            "whole": cell | {"num_format": "0"},
            "date": cell | {"num_format": "yyyy-mm-dd"},
            "share": cell | {"num_format": "0.0%"},
            "note": body | {"align": "left", "text_wrap": True},
            "signature": body | {"align": "left", "valign": "bottom"},
        }
        self._book = book
        self._formats: dict[tuple[str, bool, int], Format] = {}

    def __call__(self, name: str, *, bold: bool = False, places: int = 0) -> Format:
        """Return the format of a name, of numbers with so many decimals; an unknown name raises `KeyError`."""
        if (name, bold, places) not in self._formats:
            style = self._looks[name] | ({"bold": True} if bold else {})
            if places:
                style["num_format"] = "0." + "0" * places if places <= MOST_FIXED else EXACT
            self._formats[name, bold, places] = self._book.add_format(style)
        return self._formats[name, bold, places]

    @cached_property
    def difference(self) -> Format:
        """What sets off a cell that differs from another: bold on grey, readable without colour."""
        return self._book.add_format({"bold": True, "border": 1, "bg_color": "#D9D9D9"})
